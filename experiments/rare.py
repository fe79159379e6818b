"""Rare events on the way: python -m experiments.rare event='compliance<0.5' [name=value ...]"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from experiments.faults import UserError, run_command

if TYPE_CHECKING:
    from experiments.config import Study
    from sim.passing import Event
    from sim.trust import Answer

HELP = """How likely is it that a quantity passes a threshold before a world ends? For rare events.

  python -m experiments.rare 'event=compliance<0.5'                   the army half unwilling
  python -m experiments.rare 'event=protest>0.05' public=defiant      one in twenty in the street
  python -m experiments.rare 'event=contingent>15' pressure=severe    over 15,000 Russian troops
  python -m experiments.rare 'event=compliance<0.5' worlds=32768      four times as many worlds

Quantities: front, border_defence, contingent, pressure, credit, backing, hosting, capacity,
repression, protest, compliance, prospects. Worlds are copied at levels on their way to the
threshold (splitting); their families give the interval. Beside it stands what plain counting
finds in as many worlds as that cost. Counting comes first where it has seen ten events, and where
splitting is refused: it would rest on fewer than ten families, or on one world for more than a
twentieth, or counting contradicts it."""

_OWN = ("event", "worlds")


def main(arguments: list[str]) -> None:
    """Print the chance of an event, by splitting and by counting."""
    if {"-h", "--help"} & set(arguments):
        print(HELP)
        return
    named = (each.partition("=") for each in arguments)
    own = {name: value for name, _, value in named if name in _OWN}
    if "event" not in own:
        raise UserError("name an event, such as 'event=compliance<0.5'")
    from experiments.config import load
    from sim.parameters import ScenarioError
    from sim.passing import Event

    study = load([each for each in arguments if each.partition("=")[0] not in _OWN])
    worlds = _whole(own.get("worlds", "8192"))
    try:
        event = Event.parse(own["event"])
        event.check(study.base)
        found = _answer(study, event, worlds)
    except ScenarioError as mistake:
        raise UserError(str(mistake)) from None
    print(
        f"P({event} before the world ends, within {study.base.weeks} weeks from {study.base.start})"
    )
    print("\n".join(lines(found, event)))


def lines(found: Answer, event: Event) -> list[str]:
    """What was found, in words: the answer first."""
    from experiments.wording import interval, percent

    split, plain = found.split, found.counted
    by_counting = (
        f"  by counting   {percent(plain):>12}  {interval(plain)}   {plain.count:,.0f} in "
        f"{plain.worlds:,} worlds, as many as splitting lived"
    )
    if found.refusal:
        return [by_counting, f"  splitting gives nothing: {found.refusal}"]
    by_splitting = (
        f"  by splitting  {percent(split.estimate):>12}  {interval(split.estimate)}   "
        f"{split.families:,.0f} of {split.estimate.worlds:,} families in effect, one world makes "
        f"{split.heaviest:.1%} at most"
    )
    levels = ", ".join(f"{level:.3g}" for level in split.levels) or "none needed"
    told = f"  levels        {event.quantity} {levels}"
    if found.counting_first:
        return [by_counting, by_splitting, told]
    return [by_splitting, told, by_counting]


def _answer(study: Study, event: Event, worlds: int) -> Answer:
    """Splitting, then counting in as many worlds, each with its progress."""
    from experiments.progress import Progress
    from sim.passing import counted
    from sim.splitting import rare
    from sim.trust import Answer

    progress = Progress(worlds)
    split = rare(study.base, event, worlds, study.seed, progress.advance)
    progress.finish()
    progress = Progress(split.as_many)
    plain = counted(study.base, event, split.as_many, study.seed, progress.advance)
    progress.finish()
    return Answer(split, plain)


def _whole(text: str) -> int:
    if not text.isdigit() or int(text) < 2:
        raise UserError(f"worlds = {text} is not a whole number of at least 2")
    return int(text)


if __name__ == "__main__":
    sys.exit(run_command(main, sys.argv[1:]))

"""Rare events on the way: python -m experiments.rare event='compliance<0.5' [name=value ...]"""

from __future__ import annotations

import sys

from experiments.faults import UserError, run_command

HELP = """How likely is it that a quantity passes a threshold before a world ends? For rare events.

  python -m experiments.rare 'event=compliance<0.5'                   the army half unwilling
  python -m experiments.rare 'event=protest>0.05' public=defiant      one in twenty in the street
  python -m experiments.rare 'event=contingent>15' pressure=severe    over 15,000 Russian troops
  python -m experiments.rare 'event=compliance<0.5' islands=32 worlds=1024

Quantities: front, border_defence, contingent, pressure, credit, backing, hosting, capacity,
repression, protest, compliance, prospects. Worlds are copied on their way to the threshold
(splitting); independent islands of worlds give the interval. Beside it stands what plain counting
finds in as many worlds."""

_OWN = ("event", "islands", "worlds")


def main(arguments: list[str]) -> None:
    """Print the chance of an event, by splitting and by counting."""
    if {"-h", "--help"} & set(arguments):
        print(HELP)
        return
    own = {
        name: value
        for name, _, value in (each.partition("=") for each in arguments)
        if name in _OWN
    }
    if "event" not in own:
        raise UserError("name an event, such as 'event=compliance<0.5'")
    from experiments.config import load
    from experiments.wording import interval, percent
    from sim.parameters import ScenarioError
    from sim.splitting import Event, rare

    study = load([each for each in arguments if each.partition("=")[0] not in _OWN])
    islands, worlds = _whole(own, "islands", 16), _whole(own, "worlds", 512)
    try:
        event = Event.parse(own["event"])
        split = rare(study.base, event, islands, worlds, study.seed)
    except ScenarioError as mistake:
        raise UserError(str(mistake)) from None
    plain = _counted(study.base, event, islands * worlds, study.seed)
    print(
        f"P({own['event']} before the world ends, within {study.base.weeks} weeks from "
        f"{study.base.start})"
    )
    print(
        f"  by splitting  {percent(split):>12}  {interval(split)}   {islands} islands of "
        f"{worlds} worlds"
    )
    print(f"  by counting   {percent(plain):>12}  {interval(plain)}   {plain.worlds:,} worlds")


def _whole(own: dict[str, str], name: str, default: int) -> int:
    text = own.get(name, str(default))
    if not text.isdigit() or int(text) < 2:
        raise UserError(f"{name} = {text} is not a whole number of at least 2")
    return int(text)


def _counted(scenario, event, worlds, seed):  # type: ignore[no-untyped-def]
    """The share of plainly lived worlds in which the event came before the end."""
    import numpy as np

    from sim.estimates.intervals import rate
    from sim.model import WarEntry
    from sim.simulate import batch_size

    reached = 0
    for first in range(0, worlds, batch_size(scenario)):
        number = min(batch_size(scenario), worlds - first)
        model = WarEntry(scenario, worlds=number, first_world=first, seed=seed, collect=False)
        passed = np.zeros(number, dtype=bool)
        while model.running:
            model.step()
            living = model.world.ended < 0
            passed[(model.world.number - np.uint64(first)).astype(int)] |= living & (
                event.nearness(model.world) > 0
            )
        reached += int(passed.sum())
    return rate(reached, worlds)


if __name__ == "__main__":
    sys.exit(run_command(main, sys.argv[1:]))

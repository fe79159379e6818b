"""Rare events on the way: python -m experiments.rare event='compliance<0.5' [name=value ...]"""

from __future__ import annotations

import sys

from experiments.command import named_values, run_command
from experiments.mistakes import UserError

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
    mine = [each for each in arguments if each.partition("=")[0] in _OWN]
    own = named_values(mine, "event=compliance<0.5")
    if "event" not in own:
        raise UserError("name an event, such as 'event=compliance<0.5'")
    from experiments.plan.compose import load
    from experiments.why.rare_events import by_both_ways

    islands, worlds = _whole(own, "islands", 16), _whole(own, "worlds", 512)
    study = load([each for each in arguments if each not in mine])
    for line in by_both_ways(study, own["event"], islands, worlds):
        print(line)


def _whole(own: dict[str, str], name: str, default: int) -> int:
    text = own.get(name, str(default))
    if not text.isdigit() or int(text) < 2:
        raise UserError(f"{name} = {text} is not a whole number of at least 2")
    return int(text)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

"""Rare events on the way: python -m experiments.rare event='compliance<0.05' [name=value ...]"""

from __future__ import annotations

import sys

from experiments.command import named_values, run_command
from experiments.mistakes import UserError

HELP = """How likely is it that a quantity passes a threshold before a world ends? For rare events.

  python -m experiments.rare 'event=compliance<0.05'                  hardly a soldier willing
  python -m experiments.rare 'event=protest>0.05' public=defiant      one in twenty in the street
  python -m experiments.rare 'event=contingent>15' pressure=severe    over 15,000 Russian troops
  python -m experiments.rare 'event=compliance<0.05' worlds=32768     four times as many worlds

Quantities: front, border_defence, contingent, pressure, credit, backing, hosting, capacity,
repression, protest, compliance, prospects. Worlds are copied at levels on their way to the
threshold (splitting); their families give the interval. Beside it stands what plain counting
finds in as many worlds as that cost. Counting comes first where it has seen ten events, and where
splitting is refused: it would rest on fewer than ten families, or on one world for more than a
twentieth, or counting contradicts it. seed=N is other luck, output=DIR another folder than
results/rare-HASH, which holds rare.csv, answer.md and config.yaml."""
_OWN = ("event", "worlds")


def main(arguments: list[str]) -> None:
    """Print the chance of an event, by splitting and by counting."""
    mine = [each for each in arguments if each.partition("=")[0] in _OWN]
    own = named_values(mine, "event=compliance<0.05")
    if "event" not in own:
        raise UserError("name an event, such as 'event=compliance<0.05'")
    from experiments.plan.compose import load
    from experiments.why.rare_events import both_ways

    study = load([each for each in arguments if each not in mine])
    for line in both_ways(study, own["event"], _whole(own.get("worlds", "8192"))):
        print(line)


def _whole(text: str) -> int:
    if not text.isdecimal() or int(text) < 2:
        raise UserError(f"worlds = {text} is not a whole number of at least 2")
    return int(text)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

"""One world as a history with reasons: python -m experiments.replay results/NAME world=17"""

from __future__ import annotations

import sys

from experiments.command import run_command
from experiments.mistakes import UserError

HELP = """Tell one world as a history, with what woke the leaders and what decided.

  python -m experiments.replay results/NAME world=17
  python -m experiments.replay results/NAME pick=entry pressure.level=0.6  of a sweep
  python -m experiments.replay results/NAME outcome=mutiny weeks=10-20   the first; some weeks only
  python -m experiments.replay pressure=severe pick=failed_order         no folder: worlds=1000
  python -m experiments.replay pick=random draw=3 figure=true            drawn, too
  python -m experiments.replay pressure=severe world=2 detail=full format=markdown

Without a folder a scenario is named as for experiments.run, and its first worlds are lived.
pick is one of
  entry         of the worlds with entry the one in the middle, by week
  failed_order  of those where an order failed without a mutiny the one in the middle, by week
  refusal       of those where he was replaced after an ultimatum, having ordered nothing, likewise
  removed       of those where Moscow removed him, not insiders, the first
  saved         of those that entered, asked under severe pressure, and left him in power to the
                horizon the one in the middle, by week of entry
  ruined        of those that entered and in which he fell within a year of it, likewise
  closest_call  of those that reach the horizon without entry the one likeliest to have entered
  quiet         no ultimatum, no fall, no unusual protest, and the fewest changes of rung
  random        one by draw=NUMBER, the same every time
A history goes on after entry, to the end of his rule or to the horizon. A year of it fits on a
screen; detail=full tells every reconsideration. figure=true draws it, output=FILE keeps it."""


def main(arguments: list[str]) -> None:
    """Print the history of one world."""
    if not arguments:
        example = "results/NAME world=17, or pressure=severe pick=entry"
        raise UserError(
            f"name a results folder or a scenario: python -m experiments.replay {example}"
        )
    import mesa  # noqa: F401  first, for it takes long to import from deep inside other imports

    from experiments.why.tales.replay import replay

    for line in replay(arguments):
        print(line)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

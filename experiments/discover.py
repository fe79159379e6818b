"""Under what assumptions is entry likely? python -m experiments.discover [name=value ...]"""

from __future__ import annotations

import sys

from experiments.command import run_command

HELP = """Under what assumptions is entry likely? The box of assumptions in which most entries lie.

  python -m experiments.discover pressure=severe                 points of the prior; a minute
  python -m experiments.discover                                 the same at observed pressure
  python -m experiments.discover parameters=calibrated           the 400 vectors of the record
  python -m experiments.discover likely=0.3                      what is called likely
  python -m experiments.discover points=16384 output=my_folder   smaller errors, your own folder

Points of what is believed of the parameters are lived, and P(entry) of each is a number. Printed:
the box, of at most four limits, in which entry is most likely for its size, judged by points that
it was not found with; how often its limits come back when the points are drawn anew; and the rules
of a regression tree beside it. The folder holds box.csv, recurrence.csv, peeling.csv, tree.csv and
two figures. How it is done: docs/discover.md.

  points=N   worlds=N   likely=SHARE   seed=N   workers=N   output=DIR"""


def main(arguments: list[str]) -> None:
    """Find the box of a scenario; print, save and draw it."""
    from experiments.why.boxes.look import look

    for line in look(arguments):
        print(line)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

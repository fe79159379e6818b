"""What is the smallest change that turns the answer? python -m experiments.flip [name=value ...]"""

from __future__ import annotations

import sys

from experiments.command import run_command

HELP = """What is the smallest change that turns the answer, and who can pull which lever?

  python -m experiments.flip                          observed pressure, in about a minute
  python -m experiments.flip pressure=severe          what makes entry less likely than not
  python -m experiments.flip threshold=0.2            where P(entry) crosses another threshold
  python -m experiments.flip parameters=prior output=my_folder

From the defaults, and from the middle of the record, the nearest point is searched for at which
P(entry) crosses the threshold, in standard deviations of the prior, with few changes; and confirmed
on luck that the search has not seen. Then every lever that Minsk, Kyiv, the West, Moscow and the
opposition have is pulled by one standard deviation, everything else as it was. The folder holds
flip.csv, levers.csv and figures. How it is done: docs/flip.md.

  threshold=SHARE   points=N   worlds=N   pulls=N   seed=N   workers=N   output=DIR"""


def main(arguments: list[str]) -> None:
    """Search for what turns the answer of a scenario; print, save and draw it."""
    from experiments.why.flips.look import look

    for line in look(arguments):
        print(line)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

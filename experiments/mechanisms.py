"""How the model works: python -m experiments.mechanisms [name=value ...]"""

from __future__ import annotations

import sys

from experiments.command import run_command

HELP = """Does the model tell its story? Eleven mechanisms, with figures, by pressure.

  python -m experiments.mechanisms                                the defaults, in about a minute
  python -m experiments.mechanisms lukashenko=cautious            the same of a variant
  python -m experiments.mechanisms army.threshold=0.6             which mechanism breaks?
  python -m experiments.mechanisms worlds=12000 output=my_folder  smaller errors, your own folder
  python -m experiments.mechanisms full=true                      large armies, every rung; slow

Each line says what was found at the six named levels of pressure, what is asked of it, and whether
it holds: yes, no, or unclear where more worlds would tell. The folder holds mechanisms.csv (every
figure with its interval), belief.csv, pulls.csv and two figures: what pulls towards entry and what
holds back when an ultimatum is answered, and whether he keeps power as often as he believed.
The pressure and the weeks are those of the mechanisms and cannot be set."""


def main(arguments: list[str]) -> None:
    """Look at every mechanism of a scenario; print, save and draw what is found."""
    from experiments.why.asking import asked
    from experiments.why.mechanisms.look import look

    for line in look(*asked(arguments, worlds=2000)):
        print(line)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

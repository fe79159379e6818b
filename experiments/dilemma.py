"""Does entering save him? python -m experiments.dilemma [name=value ...]"""

from __future__ import annotations

import sys

from experiments.command import run_command

HELP = """Does entering save him or end him? The same worlds, with each answer to the ultimatum.

  python -m experiments.dilemma                                the defaults, in about a minute
  python -m experiments.dilemma lukashenko=cautious            the same of a variant
  python -m experiments.dilemma army.cohesion=0                an army that does not last abroad
  python -m experiments.dilemma worlds=5000 output=my_folder   smaller errors, your own folder
  python -m experiments.dilemma full=true                      eleven pressures, five morales; slow

At the first ultimatum he refuses, stalls, hosts, sends his units to the border, or enters, with a
part of the army or with all of it; he keeps to it for 8 weeks or for a year. Printed: how often he
is in power a year later, by pressure, with what he expected beside it; what entering does against
the best lower rung in the same worlds, where the army obeys and where it does not; from which
pressure on it is his better chance; how often he judges rightly. The folder holds dilemma.csv,
beliefs.csv, judged.csv, crossings.csv and a figure.
The pressure and the weeks are those of the dilemma and cannot be set."""


def main(arguments: list[str]) -> None:
    """Live every answer of a scenario; print, save and draw what it brings."""
    from experiments.why.asking import asked
    from experiments.why.dilemma.look import look

    for line in look(*asked(arguments, worlds=1000)):
        print(line)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

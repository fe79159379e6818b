"""What every parameter rests on: python -m experiments.sources [name=value ...]"""

from __future__ import annotations

import sys

from experiments.command import run_command

HELP = """What does every number rest on, how surely, and from when was that known?

  python -m experiments.sources                          all parameters, group by group
  python -m experiments.sources status=assumption        those that rest on judgement alone
  python -m experiments.sources --known-by 2022-12-07    those that rest on what was known later
  python -m experiments.sources format=csv output=FILE   csv, markdown or table, into a file

Printed are, of each parameter: its default, what is believed of it before any record is used (its
prior), its range and unit, its status (measured, derived, judged or assumption), the keys of its
source (docs/sources.md), and the day from which the whole of the source was known. Every key is
looked up. With --known-by the exit is not 0 where anything rests on what came to be known later."""


def main(arguments: list[str]) -> None:
    """Print the table of sources, or write it to a file."""
    from experiments.trust.sources.look import look

    for text in look(arguments):
        print(text)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

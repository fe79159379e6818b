"""The page for sceptics, from beginning to end: python -m experiments.validation"""

from __future__ import annotations

import sys

from experiments.command import run_command

HELP = """Make docs/validation.md: calibrate, ship the vectors, hindcast, sweep, write the page.

  python -m experiments.validation                        half an hour; goes on if broken off
  python -m experiments.validation workers=8              with more processes
  python -m experiments.validation output=my_calibration  the calibration in your own folder

Everything on the page is printed by the commands too: python -m experiments.calibrate ship=true,
python -m experiments.hindcast, and python -m experiments.sweep experiment=pressure_levels. What
these have lived already is kept and used again."""


def main(arguments: list[str]) -> None:
    """Make all that the page needs, and write it."""
    from experiments.pages.validation.making import made, write
    from experiments.pages.validation.page import page

    sheet = made(arguments)
    print(write(sheet, page(sheet)))


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

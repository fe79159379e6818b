"""Redraw every figure from saved tables: python -m experiments.plot results/NAME"""

from __future__ import annotations

import sys
from pathlib import Path

from experiments.command import run_command
from experiments.mistakes import UserError
from experiments.outlets import visible

HELP = """Redraw every figure of a results folder from its saved tables, without simulating.

  python -m experiments.plot results/pressure_levels-1a2b3c4d"""


def main(arguments: list[str]) -> None:
    """Draw the figures of each folder named."""
    if not arguments:
        raise UserError("name a results folder: python -m experiments.plot results/NAME")
    from experiments.figures import draw

    for folder in arguments:
        for path in draw(Path(folder)):
            if path.suffix == ".png":
                print(visible(str(path)))


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

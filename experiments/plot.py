"""Redraw the figures from saved tables: python -m experiments.plot results/NAME"""

from __future__ import annotations

import sys
from pathlib import Path

from experiments.command import named_values, run_command
from experiments.mistakes import UserError
from experiments.outlets import visible

HELP = """Redraw the figures of a results folder from its saved tables, without simulating.

  python -m experiments.plot results/pressure_levels-1a2b3c4d               every figure
  python -m experiments.plot results/pressure_levels-1a2b3c4d figures=main  those that answer"""


def main(arguments: list[str]) -> None:
    """Draw the figures of each folder named."""
    folders = [each for each in arguments if not each.startswith("figures=")]
    if not folders:
        raise UserError("name a results folder: python -m experiments.plot results/NAME")
    own = named_values([each for each in arguments if each not in folders], "figures=main")
    from experiments.figures import draw

    for folder in folders:
        for path in draw(Path(folder), own.get("figures", "all")):
            if path.suffix == ".png":
                print(visible(str(path)))


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

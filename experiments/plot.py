"""Redraw every figure from saved tables: python -m experiments.plot results/NAME"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from experiments.faults import UserError, run_command

HELP = """Redraw every figure of a results folder from its saved tables.

  python -m experiments.plot results/pressure_levels-1a2b3c4d
"""


def main(arguments: list[str]) -> None:
    """Draw the figures of each folder named."""
    if {"-h", "--help"} & set(arguments):
        print(HELP)
        return
    if not arguments:
        raise UserError("name a results folder: python -m experiments.plot results/NAME")
    for folder in arguments:
        for path in draw(Path(folder)):
            if path.suffix == ".png":
                print(path)


def draw(folder: Path) -> list[Path]:
    """Draw every figure that the tables of a folder allow.

    Raises UserError where a table is missing or damaged.
    """
    from experiments.figures import FigureError, draw_all

    if not (folder / "manifest.json").is_file():
        raise UserError(f"{folder} is not a results folder: it has no manifest.json")
    if not (folder / "summary.csv").is_file() and list(
        (folder / "counts").glob("part-*")
    ):  # killed before it could write its tables
        from experiments.partial import refresh_tables

        refresh_tables(folder)
    try:
        return draw_all(folder, workers=os.cpu_count() or 1)
    except FigureError as mistake:
        raise UserError(str(mistake)) from None


if __name__ == "__main__":
    sys.exit(run_command(main, sys.argv[1:]))

"""A page that explains a results folder: python -m experiments.report results/NAME"""

from __future__ import annotations

import sys

from experiments.command import run_command
from experiments.outlets import visible

HELP = """Write one page that answers, explains and says how far to trust it, to be passed on.

  python -m experiments.report results/NAME                        results/NAME/report.html
  python -m experiments.report results/NAME output=page.html       your own file
  python -m experiments.report results/NAME dilemma=results/D      with what each answer brings
  python -m experiments.report results/NAME why=results/W          with what explains it

The page is a single HTML file: charts, their tables and CSV files are inside, and it opens without
a network, prints well and can be read with the keyboard or a screen reader alone. It is written
from saved tables; only the part that its reader moves is lived first, once for each folder, and
moves=false leaves it out. The folder is one of experiments.run or experiments.sweep; `dilemma`
names a folder of experiments.dilemma; `why` one of experiments.explain, or of any command that
explains: whichever tables there are is shown.

  moves=true|false   workers=N   dilemma=DIR   why=DIR   output=FILE.html"""


def main(arguments: list[str]) -> None:
    """Write the page; say where it is and how large."""
    from experiments.pages.report.asked import ordered
    from experiments.pages.report.bundle import check_installed

    wanted = ordered(arguments)
    check_installed()
    from experiments.pages.explored.section import of_folder  # these need what was checked
    from experiments.pages.report.making import written

    print(visible(written(wanted, of_folder)))


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

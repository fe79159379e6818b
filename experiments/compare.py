"""Compare two results folders world by world: python -m experiments.compare results/A results/B"""

from __future__ import annotations

import sys
from pathlib import Path

from experiments.command import run_command
from experiments.mistakes import UserError
from experiments.outlets import visible

HELP = """Compare two results folders on their common luck: what changes in B against A.

  python -m experiments.compare results/A results/B       treatments of the same swept values
  python -m experiments.compare results/A results/B > effect.txt

For each: the paired difference of P(event) in percentage points with its 95 % interval, how many
worlds were turned each way, and how many times more worlds independent luck would have needed. Both
folders need the same seed. Within one sweep, set reference=VALUE (or reference=[VALUE,VALUE] in the
order of the swept parameters) and read differences.csv."""


def main(arguments: list[str]) -> None:
    """Print the paired differences between two folders."""
    if len(arguments) != 2:
        how = "python -m experiments.compare results/A results/B"
        raise UserError(f"name two results folders: {how}")
    from experiments.findings.differences import compared
    from experiments.store.results import Results

    reference, treated = (Results(Path(argument)) for argument in arguments)
    for line in compared(reference, treated):
        print(visible(line))


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

"""Compare results folders world by world: python -m experiments.compare results/A results/B"""

from __future__ import annotations

import sys

from experiments.command import run_command

HELP = """Compare results folders on their common luck: what changes against the first?

  python -m experiments.compare results/A results/B              what changes in B against A
  python -m experiments.compare results/A results/B results/C    each against the first
  python -m experiments.compare results/A results/B output=DIR   kept there

Compared are treatments of the same swept values, and two single scenarios always. For each event,
those that do not change too: its chance in the same worlds of both folders, the paired difference
in points of per cent with its 95 % interval, how many worlds the dice turn each way, how many
times more worlds luck of their own would have needed; and who is in power at the horizon, where
both follow worlds after entry. What else differs (horizon, population, what is believed of
the parameters, state of the model) is said first; other seeds share no luck and are refused.
The folder (results/comparison-HASH) holds comparison.csv, answer.md, config.yaml and a forest plot.
Within one sweep, set reference=VALUE (or reference=[VALUE,VALUE] in the order of the swept
parameters) and read differences.csv."""


def main(arguments: list[str]) -> None:
    """Compare folders; print, save and draw it."""
    from experiments.why.comparison.look import look

    for line in look(arguments):
        print(line)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

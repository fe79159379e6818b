"""What if one thing were different? python -m experiments.counterfactual [name=value ...]"""

from __future__ import annotations

import sys

from experiments.command import run_command

HELP = """What is different when one thing is changed, and what of a difference is due to whom?

  python -m experiments.counterfactual pressure=severe change=army.morale=0.3
  python -m experiments.counterfactual pressure=severe change=lukashenko=cautious
  python -m experiments.counterfactual pressure=severe 'change=force=week 10: putin=ultimatum'
  python -m experiments.counterfactual pressure=severe change=luck=putin   other dice for Putin
  python -m experiments.counterfactual pressure=severe change=luck         whose luck decides?
  python -m experiments.counterfactual 'against=pressure=severe lukashenko=cautious'
  python -m experiments.counterfactual pressure=observed against=scenario=june_2026

change: the same worlds, with the same luck and the same vector of parameters, are lived as they are
and with one thing changed: parameters, a named variant, a scenario, what leaders are held to (last,
if there are others), or the dice of one owner (putin, lukashenko, front, army, all). Printed: the
effect on entry, ultimatums, failed orders and falls; which worlds flip, and what blocked entry on
the other side; when the twins part, and in whom it shows; worlds to replay.
against: another scenario, named in full. The difference in P(entry) is shared out over whatever
differs, by owner: exact Shapley values for up to 8 groups, from drawn orders for more.
The folder holds twins.csv, flips.csv, flipped.csv, divergence.csv or attribution.csv, and a figure.

  parameters=calibrated|prior|defaults   worlds=N   seed=N   workers=N   output=DIR"""


def main(arguments: list[str]) -> None:
    """Answer a counterfactual question; print, save and draw it."""
    from experiments.why.counterfactual import answered

    for line in answered(arguments):
        print(line)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

"""What the named variants do: python -m experiments.variants [name=value ...]"""

from __future__ import annotations

import sys

from experiments.command import named_values, run_command

HELP = """What is each named variant, and what does it do? One at a time, on the same luck.

  python -m experiments.variants                                  all groups, in about a minute
  python -m experiments.variants group=lukashenko worlds=4000     one group, smaller errors
  python -m experiments.variants pressures=[high,maximum]         other named levels of pressure
  python -m experiments.variants group=putin lukashenko=cautious  beside another Lukashenko
  python -m experiments.variants format=markdown output=mine      for a page; your own folder

The groups are lukashenko, putin, army, public, opposition, choice and scenario. Printed are, of the
baseline and of each variant: what it is (the sentence of its file in configs/), how often an
ultimatum comes, Belarus enters, an order to enter fails and the regime falls, with a 95 % interval
or the paired difference to the baseline. The folder holds variants.csv and a figure of P(entry)."""


def main(arguments: list[str]) -> None:
    """Live every named variant; print, save and draw what it does."""
    from experiments.why.variants.look import OWN, look

    mine = [each for each in arguments if each.partition("=")[0] in OWN]
    own = OWN | named_values(mine, "worlds=1000")
    for line in look([each for each in arguments if each not in mine], own):
        print(line)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

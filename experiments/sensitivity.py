"""What drives P(entry)? python -m experiments.sensitivity [name=value ...]"""

from __future__ import annotations

import sys

from experiments.command import run_command

HELP = """What drives how often Belarus enters: parameters, the structure of the model, or luck?

  python -m experiments.sensitivity                              the observed pressure; minutes
  python -m experiments.sensitivity pressure=severe              another level
  python -m experiments.sensitivity parameters=prior             before the record is looked at
  python -m experiments.sensitivity army.morale=0.42             with one parameter known
  python -m experiments.sensitivity points=64 morris=0           quicker, and without screening
  python -m experiments.sensitivity points=512 output=my_folder  smaller errors, your own folder

Printed: what decides, in a paragraph; the share of the variance of the log odds of entry that each
group of inputs decides alone and with others (Sobol' indices), beside those of an ultimatum, of a
failed order, of a fall and of P(entry) itself; the twelve single parameters that move entry most
(Morris); what each of these does one at a time. Groups are the parameters of each actor and law,
the model of leaders and choice, and the dice of Putin, of Lukashenko, of the front, of the army.
points is of each of eight replicates, a power of two; worlds is of an evaluation, which shares its
dice; morris is the number of trajectories, 0 for no screening. The folder holds sensitivity.csv,
sums.csv, screening.csv, tornado.csv, ties.csv and figures."""


def main(arguments: list[str]) -> None:
    """Look at what drives entry; print, save and draw it."""
    from experiments.why.sensitivity.look import look

    for line in look(arguments):
        print(line)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

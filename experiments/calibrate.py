"""What the record says of the parameters: python -m experiments.calibrate [name=value ...]"""

from __future__ import annotations

import sys

from experiments.command import run_command

HELP = """What does the record before 7 December 2022 say of the parameters, and what not?

  python -m experiments.calibrate                    a quarter of an hour; goes on if broken off
  python -m experiments.calibrate quick=true         64 points: how it goes, no calibration
  python -m experiments.calibrate ship=true          and make it parameters=calibrated
  python -m experiments.calibrate structures=true    rival structures over the shipped vectors
  python -m experiments.calibrate 'prior.army.morale=normal(0.5, 0.05)'     your own judgement
  python -m experiments.calibrate 'evidence.army.morale=normal(0.5, 0.05)'  what you came to know

Points are drawn from the prior (docs/priors.md) and each is lived through 2022 as far as it was on
record, through the months after the election of 2020, and through a quiet year. Those that left a
record like the real one are believed (docs/calibration.md). Printed, failures first: which of the
record the model can produce; what was learned of every parameter, and what was not; P(entry) given
nothing, given that nothing happened, and given the record; the same without each target; and
whether the method finds known truths. The folder holds all of it, figures, and 400 vectors.

Judgement and evidence weigh the same table anew: nothing is lived again.
  points=N (a power of two)   histories=N   worlds=N   seed=N   workers=N   output=DIR"""


def main(arguments: list[str]) -> None:
    """Calibrate; print, save and draw what was learned. Or live rival structures alone."""
    if arguments == ["structures=true"]:
        from experiments.plan.settings import cores
        from experiments.trust.bands.shipped import ship

        print(f"Rival structures at the six named levels: {ship(cores())}")
        return
    from experiments.trust.account.asking import asked
    from experiments.trust.account.look import look

    for line in look(asked(arguments)):
        print(line)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

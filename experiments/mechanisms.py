"""How the model works: python -m experiments.mechanisms [name=value ...]"""

from __future__ import annotations

import sys

from experiments.command import named_values, run_command
from experiments.mistakes import UserError

HELP = """Does the model tell its story? Eleven mechanisms, with figures, by pressure.

  python -m experiments.mechanisms                                the defaults, in about a minute
  python -m experiments.mechanisms lukashenko=cautious            the same of a variant
  python -m experiments.mechanisms army.threshold=0.6             which mechanism breaks?
  python -m experiments.mechanisms worlds=12000 output=my_folder  smaller errors, your own folder
  python -m experiments.mechanisms full=true                      large armies, every rung; slow

Each line says what was found at the six named levels of pressure, what is asked of it, and whether
it holds: yes, no, or unclear where more worlds would tell. The folder holds mechanisms.csv (every
figure with its interval), belief.csv, pulls.csv and two figures: what pulls towards entry and what
holds back when an ultimatum is answered, and whether he keeps power as often as he believed.
The pressure and the weeks are those of the mechanisms and cannot be set."""
_OWN = {"worlds": "2000", "full": "false"}


def main(arguments: list[str]) -> None:
    """Look at every mechanism of a scenario; print, save and draw what is found."""
    mine = [each for each in arguments if each.partition("=")[0] in _OWN]
    own = _OWN | named_values(mine, "worlds=2000")
    if own["full"] not in ("true", "false"):
        raise UserError(f"full = {own['full']} is neither true nor false")
    if not own["worlds"].isdecimal() or int(own["worlds"]) < 2:
        raise UserError(f"worlds = {own['worlds']} is not a whole number of at least 2")
    from experiments.plan.compose import load
    from experiments.why.mechanisms.look import look

    study = load([each for each in arguments if each not in mine])
    for line in look(study, int(own["worlds"]), full=own["full"] == "true"):
        print(line)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))

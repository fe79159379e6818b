"""What a look is asked for on a command line."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.command import named_values
from experiments.mistakes import UserError
from experiments.plan.compose import load
from experiments.plan.study import Study

_DIGITS = 9  # of a number of worlds


def asked(arguments: Sequence[str], worlds: int) -> tuple[Study, int, bool]:
    """What is to be looked at, in how many worlds a pressure (`worlds`, unless another number is
    given), and whether in full; raises UserError.
    """
    usual = {"worlds": str(worlds), "full": "false"}
    mine = [each for each in arguments if each.partition("=")[0] in usual]
    own = usual | named_values(mine, f"worlds={worlds}")
    if own["full"] not in ("true", "false"):
        raise UserError(f"full = {own['full']} is neither true nor false")
    many = own["worlds"]
    if not many.isdecimal() or len(many) > _DIGITS or int(many) < 2:
        raise UserError(f"worlds = {many[:40]} is not a whole number from 2 to {10**_DIGITS - 1:,}")
    study = load([each for each in arguments if each not in mine])
    return study, int(many), own["full"] == "true"

"""What a look is asked for on a command line."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.command import named_values, read_whole, read_yes
from experiments.plan.compose import load
from experiments.plan.study import Study

_MOST = 999_999_999  # worlds


def asked(arguments: Sequence[str], worlds: int) -> tuple[Study, int, bool]:
    """What is to be looked at, in how many worlds a pressure (`worlds`, unless another number is
    given), and whether in full; raises UserError.
    """
    usual = {"worlds": str(worlds), "full": "false"}
    mine = [each for each in arguments if each.partition("=")[0] in usual]
    own = usual | named_values(mine, f"worlds={worlds}")
    full = read_yes("full", own["full"])
    many = read_whole("worlds", own["worlds"], 2, _MOST)
    return load([each for each in arguments if each not in mine]), many, full

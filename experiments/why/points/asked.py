"""What an explanation is asked for on a command line: a scenario, what is believed of its
parameters, and settings of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from experiments.command import named_values
from experiments.mistakes import UserError
from experiments.plan.compose import load
from experiments.plan.settings import SETTINGS
from experiments.plan.study import Study
from experiments.plan.vectors import CALIBRATED

OWN = ("parameters", "seed", "workers", "output")  # settings that an explanation has


def asked(
    arguments: Sequence[str], own: Mapping[str, str], what: str
) -> tuple[Study, dict[str, str]]:
    """The study that a command line describes, over the calibrated vectors unless it says
    otherwise, and the settings of its own as they were typed, by name, with their usual texts where
    they were not.

    Raises UserError; `what` is explained, as "what the indicators lead".
    """
    mine = [each for each in arguments if each.partition("=")[0] in own]
    example = "=".join(next(iter(own.items()))) if own else "seed=2"
    texts = dict(own) | named_values(mine, example)
    rest = [each for each in arguments if each not in mine]
    typed = {each.partition("=")[0].lstrip("+") for each in rest}
    study = load(rest if "parameters" in typed else [*rest, f"parameters={CALIBRATED}"])
    others = [name for name in sorted(typed) if name in SETTINGS and name not in OWN]
    if others:
        raise UserError(
            f"{others[0]} is not for {what}; allowed beside parameters: {', '.join([*OWN, *own])}"
        )
    if study.sweep.columns:
        raise UserError(f"{what} is for one scenario: leave out what is swept")
    return study, texts

"""What an explanation is asked for on a command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments.command import read_yes
from experiments.mistakes import UserError
from experiments.plan.compose import load
from experiments.plan.identity import digest, model_version
from experiments.plan.settings import SETTINGS
from experiments.why.points.asked import asked
from sim.laws.pressure import LEVELS

OWN = {"pressures": "[observed,severe]", "quick": "false", "page": "false"}
NOT_HERE = ("pressure", "pressure.level", "output")  # said by the explanation itself


@dataclass(frozen=True)
class Explanation:
    """An explanation that somebody wishes."""

    levels: tuple[str, ...]  # of pressure, by name
    more: tuple[str, ...]  # arguments that every step is given
    folder: Path
    quick: bool
    page: bool  # whether docs/why.md is written

    def of(self, level: str, step: str) -> Path:
        """The folder of a step, by its name."""
        return self.folder / level / step


def wished(arguments: Sequence[str]) -> Explanation:
    """The explanation that a command line describes; raises UserError."""
    study, own = asked(arguments, OWN, "an explanation")
    typed = [each for each in arguments if each.partition("=")[0] not in OWN]
    for each in typed:
        if each.partition("=")[0] in NOT_HERE[:2]:
            raise UserError("pressures=[observed,severe] says at which levels: leave pressure out")
    more = tuple(each for each in typed if each.partition("=")[0] not in NOT_HERE)
    levels, quick = _levels(own["pressures"]), read_yes("quick", own["quick"])
    key = digest([sorted(more), levels, quick, model_version()])
    folder = Path(study.output or f"results/explanation-{key}")
    SETTINGS["output"].check("output", str(folder))
    for level in levels:
        load([*more, f"pressure={level}"])
    return Explanation(levels, more, folder, quick, read_yes("page", own["page"]))


def _levels(typed: str) -> tuple[str, ...]:
    names = [name.strip() for name in typed.removeprefix("[").removesuffix("]").split(",")]
    wrong = [name for name in names if name not in LEVELS]
    if wrong:
        raise UserError(f"pressures: {wrong[0] or 'nothing'} is none of {', '.join(LEVELS)}")
    return tuple(level for level in LEVELS if level in names)

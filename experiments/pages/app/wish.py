"""What a reader has moved: a scenario in the words of the command line, and nothing else.

So a link to the page, the command that gives the same number, and what the page asks of the model
are one and the same list of arguments.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from experiments.mistakes import UserError
from experiments.plan.compose import load
from experiments.plan.settings import MOST_OF_A_PATH, SETTINGS
from experiments.plan.study import Study
from sim.scenario import Scenario

SEED, PARAMETERS = "seed", "parameters"
OWN = (PARAMETERS, SEED)  # settings that a reader moves
MOST = 200  # arguments
LONGEST, LARGEST = 208, 8 * 1536  # weeks, and people of a world, that are lived while one waits
_ELSEWHERE = ("experiment", "series", "sweep")
_REMEMBERED = 256


@dataclass(frozen=True)
class Wish:
    """A scenario as it is typed: name=value, each name once."""

    arguments: tuple[str, ...]

    @classmethod
    def of(cls, given: Any) -> Wish:
        """What was sent or typed, put together once so that it can be; raises UserError."""
        if not isinstance(given, (list, tuple)) or len(given) > MOST:
            raise UserError(f"a scenario is a list of at most {MOST} arguments name=value")
        moved = cls(tuple(map(_checked, given)))
        moved.check_names()
        _check_size(moved.study.base)
        return moved

    def check_names(self) -> None:
        """Raise UserError for what is given twice, or is for the command line alone."""
        names = [each.partition("=")[0] for each in self.arguments]
        for name in names:
            first = name.partition(".")[0]
            if first in _ELSEWHERE or (name in SETTINGS and name not in OWN):
                raise UserError(f"{name} is not for this page: python -m experiments.run has it")
            if names.count(name) > 1:
                raise UserError(f"{name} is given twice: give it once")

    @property
    def study(self) -> Study:
        """The study of it; raises UserError."""
        return _study(self.arguments)

    @property
    def scenario(self) -> Scenario:
        """The scenario whose worlds are lived, over vectors where that is asked."""
        return self.study.treatments[0].scenario

    @property
    def seed(self) -> int:
        """Which luck."""
        return self.study.seed

    def but(self, without: Iterable[str], *more: str) -> Wish:
        """The same without some names and with more arguments; raises UserError."""
        left = [each for each in self.arguments if each.partition("=")[0] not in without]
        return Wish.of([*left, *more])

    def on_luck_of(self, other: Wish) -> Wish:
        """The same on the luck of another."""
        return self if self.seed == other.seed else self.but([SEED], f"{SEED}={other.seed}")

    def command(self, worlds: int) -> str:
        """The command that gives the number of so many worlds."""
        words = [each for each in self.arguments if each.partition("=")[0] != SEED]
        size = (f"replications={worlds}", f"{SEED}={self.seed}", "bands=luck")
        return shlex.join(["python", "-m", "experiments.run", *words, *size])


def _checked(argument: Any) -> str:
    if not isinstance(argument, str) or len(argument) > MOST_OF_A_PATH:
        raise UserError(f"an argument is name=value, of at most {MOST_OF_A_PATH:,} letters")
    if not argument.isprintable() or argument[:1] in "+~-" or "=" not in argument[1:]:
        raise UserError(f"{argument[:80]!r} is not of the form name=value, such as army.morale=0.3")
    if "${" in argument:
        raise UserError(f"{argument[:80]!r} is no value: write it out")
    return argument


def _check_size(scenario: Scenario) -> None:
    people = scenario.army.soldiers + scenario.public.citizens
    for name, asked, most in (("weeks", scenario.weeks, LONGEST), ("people", people, LARGEST)):
        if asked > most:
            raise UserError(
                f"{asked:,} {name} are more than are lived while one waits; at most {most:,} here, "
                "any number with python -m experiments.run"
            )


@lru_cache(_REMEMBERED)
def _study(arguments: tuple[str, ...]) -> Study:
    study = load(arguments)
    if study.sweep.columns:
        raise UserError(f"{study.sweep.columns[0]} is swept: here it has one value at a time")
    return study

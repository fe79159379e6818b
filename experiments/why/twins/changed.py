"""The same worlds with one thing changed, and as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.luck import Luck
from sim.scenario import Scenario

if TYPE_CHECKING:
    from experiments.plan.study import Study

LUCK, ALL = "luck", "all"  # ALL: every die and the people, as another seed deals them
SAME = ("parameters", "seed", "workers", "output")  # of both scenarios


@dataclass(frozen=True)
class Changed:
    """The same worlds with one thing changed."""

    name: str  # as it is typed: "army.morale=0.3", "luck=putin"
    arguments: tuple[str, ...]  # with which the changed worlds are lived, as they would be typed
    scenario: Scenario
    luck: Luck

    @property
    def dice(self) -> str:
        """Whose dice are others; nothing where all are the same."""
        name, _, owner = self.name.partition("=")
        return owner if name == LUCK else ""


def as_it_is(study: Study) -> Changed:
    """The worlds of a study with nothing changed."""
    return Changed("", study.typed, study.treatments[0].scenario, Luck(study.seed))

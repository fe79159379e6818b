"""Lives of worlds under a scenario and a luck: by the dice, or with their endings foreseen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.estimates.courses import Courses
from sim.estimates.histories import Histories
from sim.luck import Luck
from sim.model import WarEntry
from sim.scenario import Scenario


def foreseen(scenario: Scenario, luck: Luck, numbers: NDArray[np.uint64]) -> Histories:
    """Histories of worlds with their endings foreseen."""
    model = _model(scenario, luck, numbers, conditional=True)
    while model.running:
        model.step()
    histories = model.histories
    model.__dict__.clear()  # a Mesa model refers to itself
    return histories


def drawn(scenario: Scenario, luck: Luck, numbers: NDArray[np.uint64]) -> tuple[Histories, Courses]:
    """Histories of worlds whose endings the dice bring, and their courses."""
    model = _model(scenario, luck, numbers, conditional=False)
    courses = Courses.of(model, scenario.weeks)
    histories = model.histories
    model.__dict__.clear()
    return histories, courses


def _model(
    scenario: Scenario, luck: Luck, numbers: NDArray[np.uint64], conditional: bool
) -> WarEntry:
    return WarEntry(
        scenario, numbers=numbers, luck=luck, collect=False, conditional=conditional,
        follow_entry=False,
    )  # fmt: skip

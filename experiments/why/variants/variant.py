"""A variant: one departure from a scenario, with what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.scenario import Scenario

STRUCTURE = ("lukashenko", "putin", "choice")  # rival models of who decides, and how


@dataclass(frozen=True)
class Variant:
    """One departure from the scenario that is asked about, or that scenario itself."""

    group: str  # "" where nothing departs
    name: str
    says: str
    sets: Mapping[str, Any]  # what departs, by path
    scenario: Scenario

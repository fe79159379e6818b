"""simulate: batches of worlds through the model."""

from __future__ import annotations

from sim.estimates.histories import Histories
from sim.estimates.intervals import ESTIMATORS
from sim.estimates.masses import Masses
from sim.estimates.outcomes import Outcomes
from sim.estimates.weekly import Weekly
from sim.model import WarEntry
from sim.parameters import ScenarioError
from sim.scenario import Scenario

# worlds side by side: enough to share the cost of a NumPy call, few enough for the processor's
# cache
BATCH = 2048
_BATCH_PEOPLE = BATCH * 1536  # of default size; larger populations get smaller batches


def simulate(
    scenario: Scenario,
    replications: int,
    seed: int = 0,
    *,
    estimator: str = "counted",
    first_world: int = 0,
    batch: int | None = None,
) -> Outcomes:
    """Live worlds first_world, first_world + 1, ... to the horizon; the same bits whatever
    the batch size.

    With `estimator="conditional"` endings are foreseen instead of drawn (see `foresight`). Raises
    ScenarioError where replications is not a positive whole number or the estimator is unknown.
    """
    _check(replications, estimator)
    size = batch or batch_size(scenario)
    weekly, masses = Weekly.empty(scenario.weeks), Masses.empty(scenario.weeks)
    parts = []
    for first in range(first_world, first_world + replications, size):
        worlds = min(size, first_world + replications - first)
        model = WarEntry(
            scenario,
            worlds=worlds,
            first_world=first,
            seed=seed,
            collect=False,
            conditional=estimator == "conditional",
        )
        parts.append(_live(model, weekly, masses))
        # a Mesa model refers to itself: without this its people would stay until the collector
        # comes by
        model.__dict__.clear()
    return Outcomes(Histories.joined(parts), weekly, masses)


def batch_size(scenario: Scenario) -> int:
    """Worlds to live side by side."""
    people = scenario.army.soldiers + scenario.public.citizens
    return max(1, min(BATCH, _BATCH_PEOPLE // people))


def _live(model: WarEntry, weekly: Weekly, masses: Masses) -> Histories:
    steps = model.assumptions.steps_per_week
    while model.running:
        week, ends = model.week, (model.lived + 1) % steps == 0
        model.step()
        lived, ordered = model.endings.parts(model.world)
        weekly.add(week, model.world, lived / steps, ordered / steps)
        going_on, leaving = model.endings.ended(model.world)
        masses.add_week(week, going_on if ends else going_on[:, :0], leaving)
    masses.add_end(model.histories)
    return model.histories


def _check(replications: int, estimator: str) -> None:
    if estimator not in ESTIMATORS:
        raise ScenarioError(f"estimator = {estimator} is not one of {', '.join(ESTIMATORS)}")
    if isinstance(replications, bool) or not isinstance(replications, int) or replications < 1:
        raise ScenarioError(
            f"replications = {replications!r} is not a whole number of at least 1: worlds to live"
        )

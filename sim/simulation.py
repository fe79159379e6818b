"""simulate: batches of worlds through the model, under one scenario or under many side by side."""

from __future__ import annotations

from typing import Any, Literal, overload

import numpy as np
from numpy.typing import NDArray

from sim.allowed import ScenarioError
from sim.estimates.branching import Branching, grafts
from sim.estimates.courses import Courses
from sim.estimates.entries import Entries
from sim.estimates.foresight import Foreseen
from sim.estimates.histories import Histories
from sim.estimates.intervals import ESTIMATORS
from sim.estimates.masses import Masses
from sim.estimates.outcomes import Outcomes
from sim.estimates.points import PointOutcomes
from sim.estimates.weekly import Weekly
from sim.luck import Luck, apart
from sim.machine.arrays import Whole
from sim.model import WarEntry
from sim.scenario import Ensemble, Scenario

LUCK = ("common", "apart")  # of the points of an ensemble
# worlds side by side: enough to share the cost of a NumPy call, few enough for the processor's
# cache
BATCH = 4096
_PEOPLE = 1536  # of a world of default size; larger populations get smaller batches


# Said three times: a type checker reads the first two, one for each kind of answer, and help() and
# the reader the third; a decorator that says it once hides all of it from editors.
@overload
def simulate(
    scenario: Scenario,
    replications: int,
    seed: int = 1,
    *,
    estimator: str = "conditional",
    first_world: int = 0,
    batch: int | None = None,
    follow_entry: bool = False,
) -> Outcomes: ...
@overload
def simulate(
    scenario: Ensemble,
    replications: int,
    seed: int = 1,
    *,
    estimator: str = "conditional",
    first_world: int = 0,
    batch: int | None = None,
    luck: str = "common",
) -> PointOutcomes: ...
def simulate(
    scenario: Scenario | Ensemble,
    replications: int,
    seed: int = 1,
    *,
    estimator: str = "conditional",
    first_world: int = 0,
    batch: int | None = None,
    luck: str = "common",
    follow_entry: bool = False,
) -> Outcomes | PointOutcomes:
    """Live worlds first_world, first_world + 1, ... to the horizon; the same bits whatever
    the batch size.

    Of an ensemble, so many worlds of every point: with `luck="common"` the same worlds of all, with
    `luck="apart"` worlds of its own for each point. With `estimator="conditional"` endings are
    foreseen instead of drawn (see `foresight`). With `follow_entry` the worlds of one scenario go
    on after entry, or have branches that do (see `branching`): `Outcomes.entries`. Raises
    ScenarioError where replications is not a positive whole number, or where the estimator or the
    luck is unknown.
    """
    _check(replications, estimator, luck)
    _check_kinds(scenario, first_world, batch)
    if isinstance(scenario, Ensemble):
        points = np.repeat(np.arange(scenario.points), replications)
        of_each_point = np.tile(np.arange(replications), scenario.points) + first_world
        numbers = apart(points * int(luck == "apart"), of_each_point).astype(np.uint64)
        lived = live(scenario, points, numbers, seed, estimator=estimator, batch=batch)
        return PointOutcomes(scenario.columns, replications, lived)
    if luck == "apart":
        raise ScenarioError("luck = apart is for the points of an ensemble; this is one scenario")
    size = batch or batch_size(scenario)
    weekly, masses = Weekly.empty(scenario.weeks), Masses.empty(scenario.weeks)
    parts, entries = [], []
    for first in range(first_world, first_world + replications, size):
        worlds = min(size, first_world + replications - first)
        model = WarEntry(
            scenario,
            worlds=worlds,
            first_world=first,
            seed=seed,
            collect=False,
            conditional=estimator == "conditional",
            follow_entry=follow_entry,
        )
        parts.append(_live(model, weekly, masses))
        if follow_entry:
            entries.append(_entries(model, scenario))
        # a Mesa model refers to itself: without this its people would stay until the collector
        # comes by
        model.__dict__.clear()
    followed = Entries.joined(entries) if follow_entry else None
    return Outcomes(Histories.joined(parts), weekly, masses, followed)


@overload
def live(
    ensemble: Ensemble,
    points: Whole,
    numbers: NDArray[np.uint64],
    seed: int = 0,
    *,
    estimator: str = "counted",
    batch: int | None = None,
    courses: Literal[False] = False,
    luck: Luck | None = None,
) -> Histories: ...
@overload
def live(
    ensemble: Ensemble,
    points: Whole,
    numbers: NDArray[np.uint64],
    seed: int = 0,
    *,
    estimator: str = "counted",
    batch: int | None = None,
    courses: Literal[True],
    luck: Luck | None = None,
) -> tuple[Histories, Courses]: ...
def live(
    ensemble: Ensemble,
    points: Whole,
    numbers: NDArray[np.uint64],
    seed: int = 0,
    *,
    estimator: str = "counted",
    batch: int | None = None,
    courses: bool = False,
    luck: Luck | None = None,
) -> Histories | tuple[Histories, Courses]:
    """Live worlds under points of an ensemble, in any mixture: of each row the point, by place, and
    the world's number. Their histories are in the same order, and the same bits as if every point
    were lived alone; with `courses` their weeks are told as well. `luck` is another than that of
    the seed.

    Raises ScenarioError where the estimator is unknown.
    """
    _check(1, estimator)
    parts, told, order = [], [], []
    for places, kind in ensemble.at(np.unique(points)).kinds():
        mine = np.flatnonzero(np.isin(points, np.unique(points)[places]))
        size = batch or batch_size(kind)
        for first in range(0, mine.size, size):
            rows = mine[first : first + size]
            model = WarEntry(
                ensemble.spread(kind, points[rows]),
                numbers=numbers[rows],
                seed=seed,
                collect=False,
                conditional=estimator == "conditional",
                follow_entry=False,
                luck=luck,
            )
            if courses:
                told.append(Courses.of(model, kind.weeks))
            while model.running:
                model.step()
            parts.append(model.histories)
            order.append(rows)
            model.__dict__.clear()
    places = np.argsort(np.concatenate(order))
    histories = Histories.joined(parts).taken(places)
    return (histories, Courses.joined(told).taken(places)) if courses else histories


def batch_size(scenario: Scenario, most: int = BATCH) -> int:
    """Worlds to live side by side, if it is at most so many of default size."""
    people = scenario.army.soldiers + scenario.public.citizens
    return max(1, min(most, most * _PEOPLE // people))


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


def _entries(model: WarEntry, scenario: Scenario) -> Entries:
    """The worlds of a model that entered; where none was let, branches that do."""
    if not isinstance(model.endings, Foreseen) or model.endings.forks is None:
        return Entries.counted(model.histories, scenario.weeks)
    chosen = grafts(model.endings.forks, model.histories.number, model.luck, model.lived)
    histories = Histories.unwritten(chosen.numbers)
    if chosen.numbers.size:
        endings = Branching.off(chosen.forks)
        branch = WarEntry(
            scenario, numbers=chosen.numbers, luck=model.luck, collect=False, endings=endings
        )
        while branch.running:
            branch.step()
        histories = branch.histories
        branch.__dict__.clear()
    return Entries(chosen.weight, histories, scenario.weeks)


def _check(replications: int, estimator: str, luck: str = LUCK[0]) -> None:
    if luck not in LUCK:
        raise ScenarioError(f"luck = {luck} is not one of {', '.join(LUCK)}")
    if estimator not in ESTIMATORS:
        raise ScenarioError(f"estimator = {estimator} is not one of {', '.join(ESTIMATORS)}")
    if isinstance(replications, bool) or not isinstance(replications, int) or replications < 1:
        raise ScenarioError(
            f"replications = {replications!r} is not a whole number of at least 1: worlds to live"
        )


def _check_kinds(scenario: Any, first_world: Any, batch: Any) -> None:
    """Raise ScenarioError for what is of another kind than it has to be."""
    if not isinstance(scenario, (Scenario, Ensemble)):
        told = "allowed are a Scenario and an Ensemble"
        raise ScenarioError(f"scenario = {scenario!r} is neither: {told}")
    for name, value, least in (("first_world", first_world, 0), ("batch", batch, 1)):
        whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
        if value is not None and not (whole and value >= least):
            raise ScenarioError(f"{name} = {value!r} is not a whole number of at least {least}")

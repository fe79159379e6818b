"""The smallest change of assumptions that turns the answer, and what each actor's levers do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from experiments.mistakes import UserError
from experiments.plan.study import Study
from experiments.plan.vectors import PRIOR
from experiments.why.flips.crew import crew
from experiments.why.flips.levers import LEVERS
from experiments.why.flips.nearest import REACH, Searched, searched
from experiments.why.flips.pulled import Pull, pulled
from experiments.why.flips.starts import scores, starts
from experiments.why.flips.surface import FRESH, Surface
from experiments.why.points.believed import Believed
from experiments.why.points.said import Wording
from sim.estimates.intervals import Estimate, average
from sim.machine.arrays import Floats

_SCREENED = 8  # worlds of a drawn point
_PATH, _COPIES, _EACH = 400, 40, 100  # worlds of a place on the way; of the confirmation


@dataclass(frozen=True)
class Extent:
    """How much is lived, and the P(entry) at which the answer turns."""

    points: int
    worlds: int  # of each point of the search
    pulls: int  # worlds of each point when a lever is pulled
    threshold: float

    @classmethod
    def usual(cls, study: Study) -> Extent:
        """All vectors of the record, or about as many points of the prior."""
        return cls(512 if study.parameters == PRIOR else 400, 16, 2, 0.5)


@dataclass(frozen=True, eq=False)
class Flip:
    """A search from one start, and what luck that it did not see says of it."""

    name: str  # of the start
    search: Searched
    start: Estimate  # P(entry) at the start, on that luck
    way: Sequence[Estimate]  # along the way to the crossing and past it, by REACH
    there: Estimate | None  # at the crossing, in many more worlds
    length: float = 1.0  # of the way searched, as a multiple of the distance of the crossing

    def verdict(self, threshold: float) -> str:
        """Whether other luck bears the search out: confirmed, at the threshold, not confirmed."""
        if self.there is None:
            return ""
        ends = (self.there.low, self.there.high)
        if ends[0] <= threshold <= ends[1]:
            return "at the threshold"
        across = ends[0] > threshold if self.search.rises else ends[1] < threshold
        return "confirmed" if across else "not confirmed"


@dataclass(frozen=True, eq=False)
class Flips:
    """What turns the answer, and what the levers do."""

    kind: str  # of what is believed: prior or calibrated
    extent: Extent
    said: Wording
    flips: Sequence[Flip]
    usual: Estimate  # mean of P(entry) over all points, as believed
    pulls: Sequence[Pull]


def flipped(study: Study, extent: Extent) -> Flips:
    """The searches from every start, and every lever; says how far it is, and raises Interrupted
    after Ctrl-C. Raises UserError where there are not so many points.
    """
    believed = Believed.of(study)
    if believed.vectors is not None and extent.points > len(believed.vectors):
        raise UserError(
            f"points = {extent.points} is more than the {len(believed.vectors)} vectors of the "
            "record: allowed are fewer, or parameters=prior"
        )
    unit = believed.drawn(extent.points, study.seed)
    entry, pulls = pulled(study, believed, unit, LEVERS, extent.pulls)
    with crew(study.workers) as hands:
        surface = Surface(believed, extent.worlds, study.seed, hands)
        drawn = scores(unit)
        screened = surface.in_worlds(drawn, 0, _SCREENED).mean(axis=1)
        found = [
            _one(
                surface,
                name,
                searched(surface, start, drawn, screened, extent.threshold),
                extent.threshold,
            )
            for name, start in starts(believed).items()
        ]
    mean = average(float(entry.mean()), float(entry.var(ddof=1)), len(entry))
    return Flips(believed.kind, extent, Wording.of(believed), found, mean, pulls)


def beyond(start: Floats, point: Floats, reach: Sequence[float] = REACH) -> Floats:
    """Places on the way from a start to a point and past it, shape (places, coordinates)."""
    places: Floats = start + np.array(reach)[:, None] * (point - start)
    return places


def _one(surface: Surface, name: str, search: Searched, threshold: float) -> Flip:
    """A search with its confirmation: in worlds that it has not lived the crossing is put where the
    whole interval of P(entry), on the way there or past it, is across the threshold; and there it
    is lived in others again.
    """
    if search.found is None:
        start = surface.in_worlds(search.start[None], FRESH, _PATH)[0]
        return Flip(name, search, _mean(start), (), None)
    places = beyond(search.start, search.found.point)
    way = [_mean(each) for each in surface.in_worlds(places, FRESH, _PATH)]
    near = [each.low if search.rises else each.high for each in way]
    part = reached(near, threshold)
    point = beyond(search.start, search.found.point, [part])[0]
    found = replace(search.found, point=point, distance=part * search.found.distance)
    there = surface.in_own_worlds(point, _COPIES, _EACH)
    return Flip(name, replace(search, found=found), way[0], way, _mean(there), 1 / part)


def reached(chances: Sequence[float], threshold: float) -> float:
    """The part of the way at which P(entry), known at REACH, first crosses the threshold; all of it
    where it does not.
    """
    across = (np.array(chances) >= threshold) != (chances[0] >= threshold)
    if not across.any():
        return 1.0
    place = int(across.argmax())
    before, after = chances[place - 1], chances[place]
    return REACH[place - 1] + (threshold - before) / (after - before) * (
        REACH[place] - REACH[place - 1]
    )


def _mean(chances: Floats) -> Estimate:
    mean = float(np.clip(chances.mean(), 0.0, 1.0))
    return average(mean, float(chances.var(ddof=1)), chances.size)

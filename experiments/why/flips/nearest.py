"""The nearest point, in prior standard deviations, at which the answer turns.

Between the start and each drawn point on the other side of the threshold the crossing is halved for
on the segment. At the nearest crossing the search turns to where P(entry) changes fastest with
distance, the direction in which the nearest point of a plane lies [Hasofer1974], keeps only the
coordinates that change it most, looks for the crossing along that, and turns once more. Coordinates
are dropped as long as the crossing does not move much farther away. All of it is on common luck.
Nothing says that the nearest point is found: what is reported is the nearest found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.machine.arrays import Bools, Floats, Whole

Chances = Callable[[Floats], Floats]  # P(entry) of points, (points, coordinates) -> (points,)

STEP = 0.5  # sd, up and down, in which P(entry) is seen to change
TURNS = 2
KEPT = (1, 2, 3, 4, 5, 6, 8, 10, 15, 25)  # coordinates that may change
FEW = 6  # changes that can be named
FARTHER = 1.15  # how much farther away fewer changes may be
REACH = (0.0, 0.25, 0.5, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5)  # of the way to a crossing, and past it
_SEGMENTS, _HALVINGS, _RADII = 48, 4, 10


@dataclass(frozen=True, eq=False)
class Turning:
    """Where the answer turns, by the luck that it was searched with."""

    point: Floats  # shape (coordinates,), in prior standard deviations
    distance: float
    changed: Whole  # the coordinates that differ from the start, the largest change first


@dataclass(frozen=True, eq=False)
class Searched:
    """What a search found: nothing where no drawn point is across, or no crossing was met."""

    start: Floats  # shape (coordinates,)
    chance: float  # P(entry) there
    rises: bool  # whether it is below the threshold there
    tried: int  # drawn points
    across: int  # of these, on the other side
    on_segments: float  # distance of the nearest crossing on a segment; inf where there is none
    found: Turning | None

    @property
    def sign(self) -> int:
        """Which way P(entry) has to go."""
        return 1 if self.rises else -1


def searched(
    chances: Chances, start: Floats, drawn: Floats, entry: Floats, threshold: float
) -> Searched:
    """The nearest crossing found from a start; `entry` is P(entry) of the drawn points, and their
    shape is (points, coordinates).
    """
    chance = float(chances(start[None])[0])
    rises = chance < threshold
    beyond = entry >= threshold if rises else entry < threshold
    none = Searched(start, chance, rises, len(drawn), int(beyond.sum()), np.inf, None)
    if not beyond.any():
        return none

    def across(z: Floats) -> Bools:
        found = chances(z)
        return found >= threshold if rises else found < threshold

    places = _nearest(start, drawn[beyond])
    length = _on_segments(across, start, places)
    if not np.isfinite(length).any():
        return none
    best = int(np.argmin(length))
    way = places[best] - start
    point = start + way / np.linalg.norm(way) * length[best]
    found = _turned(chances, across, start, point, none.sign)
    return Searched(start, chance, rises, len(drawn), none.across, float(length[best]), found)


def crossings(
    across: Callable[[Floats], Bools], start: Floats, ways: Floats, most: float
) -> Floats:
    """How far from a start the crossing lies along each direction, shape (directions,): the first
    of some radii that is across, halved for; inf where none is. Directions have length 1, shape
    (directions, coordinates).
    """
    radii = most * np.arange(1, _RADII + 1) / _RADII
    points = start + radii[:, None, None] * ways
    beyond = across(points.reshape(-1, len(start))).reshape(_RADII, len(ways))
    first = beyond.argmax(axis=0)
    high = np.where(beyond.any(axis=0), radii[first], np.inf)
    low = np.where(first > 0, radii[first - 1], 0.0)
    met = np.flatnonzero(np.isfinite(high))
    for _ in range(_HALVINGS if met.size else 0):
        middle = (low[met] + high[met]) / 2
        there = across(start + middle[:, None] * ways[met])
        high[met], low[met] = np.where(there, middle, high[met]), np.where(there, low[met], middle)
    return high


def _nearest(start: Floats, points: Floats) -> Floats:
    """The drawn points nearest to the start, some of them."""
    order = np.argsort(np.linalg.norm(points - start, axis=1), kind="stable")
    return points[order[:_SEGMENTS]]


def _on_segments(across: Callable[[Floats], Bools], start: Floats, places: Floats) -> Floats:
    """How far from the start the crossing lies on the segment to each place, shape (places,); inf
    where the place is not across in the worlds of the search.
    """
    far = np.linalg.norm(places - start, axis=1)
    there = across(places)
    low, high = np.zeros(len(places)), np.ones(len(places))
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        beyond = across(start + middle[:, None] * (places - start))
        low, high = np.where(beyond, low, middle), np.where(beyond, middle, high)
    return np.where(there, high * far, np.inf)


def _turned(
    chances: Chances, across: Callable[[Floats], Bools], start: Floats, point: Floats, sign: int
) -> Turning | None:
    """The nearest crossing with few changes, after turning to where P(entry) changes fastest."""
    found: Turning | None = None
    for _ in range(TURNS):
        slope = sign * slopes(chances, point)
        most = 1.5 * float(np.linalg.norm(point - start))
        ways = np.array([_kept(slope, many) for many in KEPT])
        each = crossings(across, start, ways, most)
        place = fewest(each)
        if place is None:
            break
        met = start + each[place] * ways[place]
        if found is None or _better(KEPT[place], float(each[place]), found):
            order = np.argsort(-np.abs(met - start), kind="stable")
            found = Turning(met, float(each[place]), order[: KEPT[place]])
        point = met
    return found


def _better(many: int, distance: float, than: Turning) -> bool:
    """Whether a crossing is better: changes that can be named, and then the nearer one."""
    return (many > FEW, distance) < (len(than.changed) > FEW, than.distance)


def slopes(chances: Chances, point: Floats) -> Floats:
    """How much P(entry) changes with each coordinate around a point, a sd, shape (coordinates,)."""
    steps = STEP * np.eye(len(point))
    found = chances(np.concatenate([point + steps, point - steps]))
    slope: Floats = (found[: len(point)] - found[len(point) :]) / (2 * STEP)
    return slope


def fewest(distances: Floats) -> int | None:
    """Which of the numbers of changes is taken: the fewest, of those that can be named, whose
    crossing is hardly farther than the nearest of them; where no crossing has so few, the nearest.
    """
    if not np.isfinite(distances).any():
        return None
    named = np.where(np.array(KEPT) <= FEW, distances, np.inf)
    if not np.isfinite(named).any():
        return int(np.argmin(distances))
    return int(np.flatnonzero(named <= FARTHER * named.min())[0])


def _kept(slope: Floats, many: int) -> Floats:
    """The direction of the steepest coordinates, of length 1."""
    way = np.zeros_like(slope)
    order = np.argsort(-np.abs(slope), kind="stable")[:many]
    way[order] = slope[order]
    size = float(np.linalg.norm(way))
    return way / size if size > 0 else way

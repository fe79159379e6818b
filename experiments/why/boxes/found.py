"""Under what assumptions entry is likely: points of what is believed, and the box that holds most
of the entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.mistakes import UserError
from experiments.plan.study import Study
from experiments.plan.vectors import PRIOR
from experiments.why.boxes import trees
from experiments.why.boxes.box import Box, cells_of
from experiments.why.boxes.held_out import HeldOut, judged
from experiments.why.boxes.peeling import Peeled, found
from experiments.why.boxes.recurring import BOXES, Recurrence, drawn_anew, recurrences
from experiments.why.boxes.sides import Chosen
from experiments.why.boxes.trees import Leaf
from experiments.why.points.apart import entered
from experiments.why.points.believed import Believed
from experiments.why.points.living import ENTRY, EVENTS, lived
from experiments.why.points.said import Wording
from sim.machine.arrays import Bools, Floats

CHOSEN_FROM = 0.7  # part of the points that the box is chosen from
LEAST = 64  # points, of which box and tree can be found at all
_STREAM = 7301


@dataclass(frozen=True)
class BoxSizes:
    """How much is lived, and what is called likely."""

    points: int
    worlds: int  # of each point
    likely: float  # P(entry) above which a point is likely to see it

    @classmethod
    def usual(cls, study: Study) -> BoxSizes:
        """Many points of the prior; all vectors of the record, which are few, in more worlds."""
        if study.parameters == PRIOR:
            return cls(8192, 8, 0.5)
        return cls(400, 128, 0.5)


@dataclass(frozen=True)
class Discovered:
    """The box and the tree, and how well they do on points that they were not found with."""

    kind: str  # of what is believed: prior or calibrated
    sizes: BoxSizes
    said: Wording
    box: Box
    path: Sequence[Peeled]  # of the points that it was chosen from
    place: int  # of the box on it, before pasting
    path_out: Sequence[HeldOut]  # of the points held out
    held: HeldOut
    limits: Sequence[Recurrence]
    leaves: Sequence[Leaf]
    unit: Floats  # points as shares of the prior, shape (points, coordinates)
    entry: Floats  # P(entry) of each, shape (points,)
    out: Bools  # whether it was held out, same shape


def discovered(study: Study, sizes: BoxSizes) -> Discovered:
    """The box of a study's scenario; says how far it is, and raises Interrupted after Ctrl-C.

    Raises UserError where there are not so many points, or where the tree cannot be grown.
    """
    trees.needed()
    believed = Believed.of(study)
    unit = drawn(believed, sizes.points, study.seed)
    out = _out(sizes.points, study.seed)
    entry = _lived(believed, unit, out, sizes.worlds, study)
    return of_points(believed.kind, sizes, Wording.of(believed), unit, entry, out, study.seed)


def of_points(
    kind: str, sizes: BoxSizes, said: Wording, unit: Floats, entry: Floats, out: Bools, seed: int
) -> Discovered:
    """The box of points that have been lived."""
    cells = cells_of(unit)
    mine = Chosen(cells[~out], entry[~out], np.ones(int((~out).sum())), sizes.likely)
    box, place, path = found(mine)
    boxes = drawn_anew(mine.cells, mine.entry, sizes.likely, seed, BOXES)
    leaves = trees.grown(unit[~out], entry[~out], unit[out], entry[out], seed)
    return Discovered(
        kind=kind,
        sizes=sizes,
        said=said,
        box=box,
        path=path,
        place=place,
        path_out=[judged(each.box, cells[out], entry[out], sizes.likely, seed) for each in path],
        held=judged(box, cells[out], entry[out], sizes.likely, seed),
        limits=recurrences(boxes),
        leaves=leaves,
        unit=unit,
        entry=entry,
        out=out,
    )


def drawn(believed: Believed, points: int, seed: int) -> Floats:
    """So many different points, shape (points, coordinates); raises UserError."""
    if believed.vectors is not None and points > len(believed.vectors):
        raise UserError(
            f"points = {points} is more than the {len(believed.vectors)} vectors of the record: "
            "allowed are fewer, or parameters=prior"
        )
    return believed.drawn(points, seed)


def _out(points: int, seed: int) -> Bools:
    """Which points are held out, shape (points,)."""
    order = np.random.default_rng([seed, _STREAM]).permutation(points)
    out = np.zeros(points, dtype=bool)
    out[order[round(CHOSEN_FROM * points) :]] = True
    return out


def _lived(believed: Believed, unit: Floats, out: Bools, worlds: int, study: Study) -> Floats:
    """P(entry) of every point, shape (points,): of those that the box is chosen from in the same
    worlds, so that they can be compared; of those held out in worlds of their own, so that their
    spread holds what luck adds.
    """
    entry = np.empty(len(unit))
    mine, own = believed.ensemble(unit[~out]), believed.ensemble(unit[out])
    events = lived(mine, worlds, study.seed, study.workers, "a search")
    entry[~out] = events[EVENTS.index(ENTRY)].mean(axis=1)
    owners = np.flatnonzero(out) + 1
    apart = entered(own, owners, worlds, study.seed, study.workers, "a search")
    entry[out] = apart.mean(axis=1)
    return entry

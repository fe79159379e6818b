"""The worlds of two scenarios and of all that lies between them, lived on common luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from experiments.engine.lots import Lot, cut, done
from experiments.mistakes import UserError
from experiments.plan.values import as_typed
from experiments.why.attribution import shapley
from experiments.why.attribution.groups import Groups, between, check, groups_of, members
from experiments.why.twins.differing import vector_of
from experiments.why.twins.lives import foreseen
from sim.allowed import ScenarioError
from sim.laws.choice import in_order
from sim.luck import Luck
from sim.machine.arrays import Floats, Whole
from sim.scenario import Scenario
from sim.simulation import batch_size
from sim.world import ENTRIES

if TYPE_CHECKING:
    from experiments.plan.study import Study

MOST = 8  # groups of which every coalition is lived
_ORDERS = 32  # in which more groups join
_STREAM = 7106  # of the orders
_LOT, _USUAL, _LEAST, _WORK = 1000, 4000, 400, 32_000  # worlds


@dataclass(frozen=True)
class Coalitions:
    """P(entry) in the same worlds of two scenarios and of what lies between them."""

    groups: Groups
    coalitions: Whole  # that were lived, by rising number: bit g is set where group g is changed
    values: Floats  # chance of entry, shape (coalitions, worlds)
    vector: Whole  # of each world, shape (worlds,)
    orders: Whole | None  # in which groups joined, shape (orders, groups); None: every coalition

    def of(self, coalition: int) -> Floats:
        """The chance of entry with some groups changed, shape (worlds,)."""
        found: Floats = self.values[np.searchsorted(self.coalitions, coalition)]
        return found

    @property
    def whole(self) -> int:
        """The coalition of all groups: the other scenario."""
        return (1 << len(self.groups)) - 1


@dataclass(frozen=True)
class Sides:
    """Two scenarios, and what differs between them."""

    one: Scenario
    other: Scenario
    groups: Groups

    @classmethod
    def of(cls, study: Study, against: Study) -> Sides:
        """The scenarios of two studies over the same vectors and luck; raises UserError."""
        one, other = (each.treatments[0].scenario for each in (study, against))
        groups = groups_of(one, other)
        if not groups:
            raise UserError("against: it is the same scenario, and nothing differs")
        check(one, other, groups)
        return cls(one, other, groups)

    def coalitions(self, seed: int) -> tuple[Whole, Whole | None]:
        """The coalitions to live, and the orders that they are from."""
        if len(self.groups) <= MOST:
            return np.arange(1 << len(self.groups)), None
        orders = shapley.drawn_orders(len(self.groups), _ORDERS, [seed, _STREAM])
        return shapley.met(orders), orders

    def worlds(self, seed: int) -> int:
        """How many worlds of each coalition can be lived in about half a minute."""
        share = _WORK // len(self.coalitions(seed)[0]) // _LEAST * _LEAST
        return min(max(share, _LEAST), _USUAL)


def lived(
    study: Study, sides: Sides, worlds: int | None = None, workers: int | None = None
) -> Coalitions:
    """The same worlds of every coalition; says how far it is.

    Raises UserError where one cannot be, and Interrupted after Ctrl-C.
    """
    coalitions, orders = sides.coalitions(study.seed)
    many = worlds or sides.worlds(study.seed)
    pieces = cut(many, min(_LOT, batch_size(sides.one)))
    lots = [
        Lot(entry, (sides, int(each), first, some, study.seed), some)
        for each in coalitions
        for first, some in pieces
    ]
    try:
        parts = done(lots, study.workers if workers is None else workers, "a look")
    except ScenarioError as mistake:
        raise UserError(f"the difference cannot be shared out: {as_typed(mistake)}") from None
    values = np.concatenate(parts).reshape(len(coalitions), many)
    vector = vector_of(sides.one, np.arange(many, dtype=np.uint64))
    return Coalitions(sides.groups, coalitions, values, vector, orders)


def entry(sides: Sides, coalition: int, first: int, worlds: int, seed: int) -> Floats:
    """Chance of entry in some worlds where a coalition is changed, shape (worlds,)."""
    numbers = np.arange(first, first + worlds, dtype=np.uint64)
    scenario = between(sides.one, sides.other, members(sides.groups, coalition))
    return in_order(foreseen(scenario, Luck(seed), numbers).chances[list(ENTRIES)])

"""Weights added up: shares of them and how much they are worth, from sums in fixed point."""

from __future__ import annotations

from sim.estimates.intervals import Estimate, effective, rate, weighted_share
from sim.estimates.masses import ONE, carry, exact
from sim.machine.arrays import Whole

Pair = tuple[int, int]  # a sum and the sum of squares, in units of `ONE`


def share(marked: int, total: int, squares: int, foreseen: bool) -> Estimate:
    """A share of weights, from sums in units of `ONE`."""
    if foreseen or not total:
        return weighted_share(marked / ONE, total / ONE, squares / ONE)
    return rate(marked // ONE, total // ONE)


def worth(total: int, squares: int) -> float:
    """How many worlds of equal weight would tell as much."""
    return effective(total / ONE, squares / ONE)


def pair(sums: Whole) -> Pair:
    """A sum and the sum of squares in units of `ONE`, from sums of shape (2, 3)."""
    return exact(sums[0]), exact(sums[1])


def together(sums: Whole) -> Whole:
    """Sums of all kinds, from those of each, shape (kinds, 2, 3)."""
    total: Whole = sums.sum(axis=0)
    carry(total)
    return total

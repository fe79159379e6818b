"""Shapley values: a difference shared out among those who make it, so that the parts add up to it
[Shapley1953].

A coalition of groups is a number, of which bit g is set where group g is a member. Values are those
of coalitions in each world: a world has Shapley values of its own, and their mean over worlds is
that of the mean, because they are linear in the values.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import factorial

import numpy as np

from sim.machine.arrays import Floats, Whole


def exact(values: Floats) -> Floats:
    """Each group's part, shape (groups, worlds), from the values of all coalitions in the order of
    their numbers, shape (2 ** groups, worlds).
    """
    groups = len(values).bit_length() - 1
    assert len(values) == 1 << groups
    every = np.arange(len(values))
    members = ((every[:, None] >> np.arange(groups)) & 1).sum(axis=1)
    parts = np.zeros((groups, values.shape[1]))
    for group in range(groups):
        without = every[(every >> group) & 1 == 0]
        for coalition in without:
            brings = values[coalition | (1 << group)] - values[coalition]
            parts[group] += _weight(int(members[coalition]), groups) * brings
    return parts


def marginal(values: Floats, coalitions: Whole, orders: Whole) -> Floats:
    """What each group brings when groups join in some orders, shape (orders, groups, worlds); of
    values (coalitions, worlds) of at least the coalitions that come about, and orders
    (orders, groups). The mean over random orders estimates the Shapley values [Castro2009].
    """
    place = {int(each): row for row, each in enumerate(coalitions)}
    brings = np.zeros((*orders.shape, values.shape[1]))
    for row, order in enumerate(orders):
        joined = 0
        for group in order:
            more = joined | (1 << int(group))
            brings[row, group] = values[place[more]] - values[place[joined]]
            joined = more
    return brings


def drawn_orders(groups: int, orders: int, seed: Sequence[int]) -> Whole:
    """Random orders of groups, shape (orders, groups)."""
    luck = np.random.default_rng(seed)
    return np.array([luck.permutation(groups) for _ in range(orders)])


def met(orders: Whole) -> Whole:
    """The coalitions that come about in some orders, and for every group that of it alone and that
    of all others, by rising number.
    """
    groups = orders.shape[1]
    whole = (1 << groups) - 1
    found = {0, whole, *(1 << group for group in range(groups))}
    found |= {whole & ~(1 << group) for group in range(groups)}
    for order in orders:
        found |= {int(each) for each in np.cumsum(1 << order)}
    return np.array(sorted(found))


def _weight(members: int, groups: int) -> float:
    return factorial(members) * factorial(groups - members - 1) / factorial(groups)

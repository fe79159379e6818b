"""A second opinion: a regression tree [Breiman1984], pruned by cost-complexity.

How much is pruned is chosen by cross-validation on the points that the tree is grown from. A pruned
tree splits only where the whole one does, so that it is grown again from the few coordinates which
that one splits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.mistakes import UserError
from experiments.why.boxes.box import Side
from experiments.why.boxes.held_out import mean_of
from sim.estimates.intervals import Estimate
from sim.machine.arrays import Bools, Floats, Whole

DEPTH, FOLDS = 3, 5
LEAST_SHARE, LEAST_POINTS = 0.04, 10  # of the points, in a leaf
_STREAM = 7304


@dataclass(frozen=True)
class Leaf:
    """A rule of the tree: limits as shares of the prior, and what it holds of other points."""

    limits: tuple[tuple[Side, float], ...]
    points: int  # held out, that it holds
    mean: Estimate  # of P(entry) over them

    def holds(self, unit: Floats) -> Bools:
        """Which points the rule is about, shape (points,)."""
        inside = np.ones(len(unit), dtype=bool)
        for side, limit in self.limits:
            values = unit[:, side.coordinate]
            inside &= (values > limit) if side.above else (values <= limit)
        return inside


def needed() -> Any:
    """The kind of tree; raises UserError where scikit-learn is not there."""
    try:
        from sklearn.tree import DecisionTreeRegressor
    except ImportError:
        raise UserError(
            "the tree needs scikit-learn: pip install 'belarus-war-entry[why]'"
        ) from None
    return DecisionTreeRegressor


def grown(
    unit: Floats, entry: Floats, unit_out: Floats, entry_out: Floats, seed: int
) -> list[Leaf]:
    """The leaves of the pruned tree, from the lowest mean to the highest, judged by the points held
    out; points as shares of the prior, shape (points, coordinates). One leaf where no split pays.
    """
    every = _tree(unit, entry, 0.0)
    columns = _split(every)
    if not columns.size:
        return [Leaf((), len(entry_out), mean_of(entry_out))]
    alphas = _alphas(unit[:, columns], entry)
    best = alphas[int(np.argmin(_errors(unit, entry, alphas, seed)))]
    tree = _tree(unit[:, columns], entry, float(best)).tree_
    leaves = [
        Leaf(limits, int(inside.sum()), mean_of(entry_out[inside]))
        for limits in _rules(tree, columns)
        for inside in [Leaf(limits, 0, mean_of(entry_out)).holds(unit_out)]
    ]
    return sorted(leaves, key=lambda each: np.nan_to_num(each.mean.probability, nan=-1.0))


def named(leaves: list[Leaf]) -> tuple[int, ...]:
    """The coordinates that the rules name, the first split first."""
    return tuple(dict.fromkeys(side.coordinate for each in leaves for side, _ in each.limits))


def _tree(unit: Floats, entry: Floats, alpha: float) -> Any:
    least = max(LEAST_POINTS, int(LEAST_SHARE * len(entry)))
    kind = needed()
    return kind(max_depth=DEPTH, min_samples_leaf=least, ccp_alpha=alpha, random_state=0).fit(
        unit, entry
    )


def _split(tree: Any) -> Whole:
    """The coordinates that a tree splits, shape (coordinates,)."""
    split: Whole = np.unique(tree.tree_.feature[tree.tree_.feature >= 0])
    return split


def _alphas(unit: Floats, entry: Floats) -> Floats:
    """What a leaf may cost, between the values at which the tree shrinks."""
    path = _tree(unit, entry, 0.0).cost_complexity_pruning_path(unit, entry).ccp_alphas
    path = np.unique(np.maximum(path, 0.0))
    between: Floats = np.sqrt(path[:-1] * path[1:])
    return np.append(between, path[-1] * 1.01)


def _errors(unit: Floats, entry: Floats, alphas: Floats, seed: int) -> Floats:
    """Mean squared error of each pruning, on the folds left out, shape (alphas,)."""
    order = np.random.default_rng([seed, _STREAM]).permutation(len(entry))
    total = np.zeros(len(alphas))
    for fold in range(FOLDS):
        out = np.zeros(len(entry), dtype=bool)
        out[order[fold::FOLDS]] = True
        columns = _split(_tree(unit[~out], entry[~out], 0.0))
        for place, alpha in enumerate(alphas):
            total[place] += _missed(unit[:, columns], entry, out, float(alpha))
    errors: Floats = total / len(entry)
    return errors


def _missed(unit: Floats, entry: Floats, out: Bools, alpha: float) -> float:
    """Sum of squares by which a tree misses the points left out."""
    said = entry[~out].mean()
    if unit.shape[1]:
        said = _tree(unit[~out], entry[~out], alpha).predict(unit[out])
    return float(((entry[out] - said) ** 2).sum())


def _rules(tree: Any, columns: Whole) -> Iterator[tuple[tuple[Side, float], ...]]:
    """The limits of every leaf; of two from one side of a coordinate the narrower."""
    todo: list[tuple[int, dict[Side, float]]] = [(0, {})]
    while todo:
        node, limits = todo.pop()
        if tree.children_left[node] < 0:
            yield tuple(limits.items())
            continue
        coordinate, limit = int(columns[tree.feature[node]]), float(tree.threshold[node])
        for child, above in ((tree.children_left, False), (tree.children_right, True)):
            todo.append((int(child[node]), limits | {Side(coordinate, above): limit}))

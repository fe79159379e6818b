"""Estimates that stand below one another: one style a column.

All have two figures, or three where each of them bears three.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.numbers import Shown, common, estimate, interval, percent, rare

_FEW, _MANY = 2, 3  # figures


def alike(cells: Sequence[Shown]) -> list[str]:
    """The estimates of a column, in one style."""
    figures = _figures(cells)
    return [
        estimate(each) if rare(each) or common(each) else percent(each.probability, figures)
        for each in cells
    ]


def intervals(cells: Sequence[Shown]) -> list[str]:
    """Their 95 % intervals, in the style of the estimates."""
    figures = _figures(cells)
    return [interval(each) if rare(each) else _between(each, figures) for each in cells]


def _between(each: Shown, figures: int) -> str:
    low, high = percent(each.low, figures), percent(each.high, figures)
    return interval(each) if low.startswith("<") else f"[{low} - {high}]"


def _figures(cells: Sequence[Shown]) -> int:
    """Three where every estimate is sure enough for them."""
    told = [each for each in cells if not (rare(each) or common(each))]
    narrow = all(estimate(each) == percent(each.probability, _MANY) for each in told)
    return _MANY if narrow else _FEW

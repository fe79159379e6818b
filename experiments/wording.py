"""Numbers as a careful person says them."""

from __future__ import annotations

from sim.estimates.intervals import Estimate
from sim.laws.pressure import LEVELS


def percent(estimate: Estimate) -> str:
    """A probability.

    No event at all is an upper bound, never 0, and nothing but events a lower one.
    """
    if estimate.count == estimate.worlds:
        return f"> {points(estimate.low)}"
    return (
        f"< {points(estimate.high)}"
        if estimate.count == 0
        else points(estimate.probability, _figures(estimate))
    )


def interval(estimate: Estimate) -> str:
    """The 95 % interval, or the upper bound where nothing happened."""
    if estimate.count == 0:
        return f"[0 - {points(estimate.high)}]"
    figures = _figures(estimate)
    return f"[{points(estimate.low, figures)} - {points(estimate.high, figures)}]"


def said(estimate: Estimate) -> str:
    """A probability with its interval, in a sentence."""
    if estimate.count == 0:
        return f"none of {estimate.worlds:,} histories (so in fewer than {points(estimate.high)})"
    return f"{percent(estimate)} {interval(estimate)} of histories"


def level_name(path: str, value: object) -> str:
    """A swept value, with the name of a pressure level where it has one."""
    if path != "pressure.level":
        return f"{value:g}" if isinstance(value, float) else str(value)
    name = _level(float(str(value)))
    return f"{value:.1f} {name}" if name else f"{value:g}"


def pressure_words(level: float) -> str:
    """A level of pressure in a sentence."""
    name = _level(level)
    return {
        "none": "no pressure",
        "observed": "the pressure observed in 2022",
        "": f"pressure {level:g}",
    }.get(name, f"{name} pressure")


def points(probability: float, figures: int = 2) -> str:
    """Percentage points, with so many figures below ten and at least one decimal above."""
    value = 100 * probability
    if value >= 9.95:
        return f"{value:.{max(figures - 2, 1)}f} %"
    if value == 0:
        return "0 %"
    return f"{value:#.{figures}g} %" if value >= 0.000095 else f"{value:.1e} %"


def _figures(estimate: Estimate) -> int:
    """Figures worth printing: two, and a third where the interval is narrow."""
    width = (estimate.high - estimate.low) / max(estimate.probability, 1e-300)
    return 2 if width > 0.05 else 3


def _level(level: float) -> str:
    return next((name for name, each in LEVELS.items() if each == level), "")

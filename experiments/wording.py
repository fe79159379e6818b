"""Numbers as a careful person says them."""

from __future__ import annotations

from sim.estimates import Estimate
from sim.pressure import LEVELS


def percent(estimate: Estimate) -> str:
    """A probability; no event at all is an upper bound, never 0."""
    return f"< {points(estimate.high)}" if estimate.count == 0 else points(estimate.probability)


def interval(estimate: Estimate) -> str:
    """The 95 % interval, or the upper bound where nothing happened."""
    return f"[0 - {points(estimate.high)}]" if estimate.count == 0 else f"[{points(estimate.low)} - {points(estimate.high)}]"


def said(estimate: Estimate) -> str:
    """A probability with its interval, in a sentence."""
    if estimate.count == 0:
        return f"none of {estimate.worlds:,} histories (so in fewer than {points(estimate.high)})"
    return f"{points(estimate.probability)} {interval(estimate)} of histories"


def level_name(path: str, value: object) -> str:
    """A swept value, with the name of a pressure level where it has one."""
    if path != "pressure.level":
        return f"{value:g}" if isinstance(value, float) else str(value)
    name = _level(float(str(value)))
    return f"{value:.1f} {name}" if name else f"{value:g}"


def pressure_words(level: float) -> str:
    """A level of pressure in a sentence."""
    name = _level(level)
    return {"none": "no pressure", "observed": "the pressure observed in 2022", "": f"pressure {level:g}"}.get(name, f"{name} pressure")


def points(probability: float) -> str:
    """Percentage points: two figures below ten, one decimal above."""
    value = 100 * probability
    if value >= 9.95:
        return f"{value:.1f} %"
    return f"{value:.2g} %" if value >= 0.00095 or value == 0 else f"{value:.1e} %"


def _level(level: float) -> str:
    return next((name for name, each in LEVELS.items() if each == level), "")

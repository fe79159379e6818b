"""How what came out shows itself: in a line, in a notebook, as a table."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from html import escape
from typing import TYPE_CHECKING, Any

from sim.numbers import estimate, interval

if TYPE_CHECKING:
    import pandas as pd

    from sim.estimates.intervals import Estimate
    from sim.estimates.outcomes import Outcomes

KINDS = ("outcome", "blocked", "rung", "incidence")


def line(outcomes: Outcomes) -> str:
    """What came out, in a line."""
    others = ", ".join(
        f"{_name(outcome)} {estimate(each)}" for outcome, each in outcomes.rates().items()
    )
    entry = outcomes.entry()
    told = f"P(entry) {estimate(entry)} {interval(entry)}, {entry.words}"
    return f"{entry.worlds:,} worlds: {told}; {others}"


def frame(outcomes: Outcomes, kind: str = KINDS[0]) -> pd.DataFrame:
    """A row an outcome, a thing that blocked entry, a highest rung, or an outcome and week: worlds,
    count, probability and the ends of its 95 % interval. Raises ValueError for another kind.
    """
    import pandas as pd

    if kind not in KINDS:
        raise ValueError(f"kind = {kind} is not one of {', '.join(KINDS)}")
    if kind == "incidence":
        return pd.DataFrame(_by_week(outcomes))
    return pd.DataFrame(
        [{kind: name, **_row(each)} for name, each in _estimates(outcomes, kind).items()]
    )


def html(outcomes: Outcomes) -> str:
    """What came out as a table for a notebook."""
    head = ("<tr><th>P(... | model, assumptions)</th><th>share of worlds</th>"
            "<th>95 % interval</th><th>in words</th></tr>")  # fmt: skip
    rows = "".join(
        f"<tr><th style='text-align:left'>{escape(name.replace('_', ' '))}</th>"
        f"<td>{estimate(each)}</td><td>{interval(each)}</td>"
        f"<td style='text-align:left'>{each.words}</td></tr>"
        for name, each in _estimates(outcomes, KINDS[0]).items()
    )
    caption = f"<caption>{outcomes.histories.worlds:,} worlds</caption>"
    return f"<table>{caption}<thead>{head}</thead><tbody>{rows}</tbody></table>"


def _estimates(outcomes: Outcomes, kind: str) -> dict[str, Estimate]:
    """By name; entry of either kind before the outcomes."""
    if kind == KINDS[0]:
        found = {each.name.lower(): estimated for each, estimated in outcomes.rates().items()}
        return {"entry": outcomes.entry(), **found}
    if kind == KINDS[1]:
        return {each.name.lower(): estimated for each, estimated in outcomes.blocked().items()}
    return {each.name.lower(): estimated for each, estimated in outcomes.highest_rung().items()}


def _by_week(outcomes: Outcomes) -> Iterator[dict[str, Any]]:
    for outcome in outcomes.rates():
        for week, each in enumerate(outcomes.incidence(outcome)):
            yield {"outcome": outcome.name.lower(), "week": week, **_row(each)}


def _row(each: Estimate) -> dict[str, Any]:
    return {name: getattr(each, name) for name in ("worlds", "count", "probability", "low", "high")}


def _name(each: IntEnum) -> str:
    return each.name.lower().replace("_", " ")

"""Hypothesis strategies over everything a scenario may be and every state a world may be in."""

from dataclasses import fields
from typing import Any

import hypothesis.strategies as st

from sim import Scenario
from sim.agents.moscow import Option
from sim.laws.given import SHOCKS, WEEKLY
from sim.parameters import Row, table
from sim.world import Rung, State

SIZES = (
    "weeks",
    "start",
    "steps_per_week",
    "army.soldiers",
    "public.citizens",
    "pressure.date",
)  # how much is lived and when, not how
GIVEN = (*WEEKLY, SHOCKS)  # week by week
_SINGLE = {
    each.name: each.metadata["start"]
    for each in fields(State)
    if each.metadata["high"] == 1 and each.metadata["rows"] is None
}
FLAGS = tuple(name for name, start in _SINGLE.items() if start is False)
AT_WAR = ("serving", "mourning")  # nobody is, unless a test says so
SHARES = tuple(name for name in _SINGLE if name not in (*FLAGS, *AT_WAR))
BELOW_ENTRY = tuple(Rung)[: Rung.LIMITED_ENTRY]
SMALL = {"army.soldiers": 64, "public.citizens": 64}


def swept(*groups: str) -> list[Row]:
    """The parameters of some groups that can be swept."""
    return [
        row
        for row in table(Scenario())
        if row.path.split(".")[0] in groups and row.path not in (*SIZES, *GIVEN)
    ]


def allowed(row: Row) -> st.SearchStrategy[Any]:
    """Every value that a parameter may take."""
    if row.choices:
        return st.sampled_from(row.choices)
    if row.value == ():
        return st.tuples(st.floats(row.low, row.high))
    if isinstance(row.value, tuple):
        return st.tuples(*(st.floats(row.low, row.high) for _ in row.value))
    return (
        st.integers(int(row.low), int(row.high))
        if isinstance(row.value, int)
        else st.floats(row.low, row.high)
    )


@st.composite
def scenarios(draw: st.DrawFn, *groups: str) -> Scenario:
    """Scenarios anywhere in the declared ranges of some groups of parameters."""
    values = {row.path: draw(allowed(row)) for row in swept(*groups)}
    if "public.opposed" in values:
        values["public.in_favour"] = min(values["public.in_favour"], 1 - values["public.opposed"])
    if values.get("pressure.path") != "weekly":
        values.pop("pressure.weekly", None)
    return Scenario().but({"public.in_favour": 0.0}).but(SMALL | values)


def states(worlds: int) -> st.SearchStrategy[dict[str, list[float]]]:
    """States that as many worlds may be in, field by field."""

    def column(low: float, high: float) -> st.SearchStrategy[list[float]]:
        return st.lists(st.floats(low, high), min_size=worlds, max_size=worlds)

    def one_of(*values: float) -> st.SearchStrategy[list[float]]:
        return st.lists(st.sampled_from(values), min_size=worlds, max_size=worlds)

    return st.fixed_dictionaries(
        {name: column(0, 1) for name in SHARES}
        | {"contingent": column(0, 60), "demand": one_of(0.1, 0.2, 0.45, 1.0)}
        | {"putin": one_of(*Option), "lukashenko": one_of(*BELOW_ENTRY)}
        | {name: one_of(False, True) for name in FLAGS}
    )

"""Every parameter of the table changes something in some world: none is swept in vain."""

from dataclasses import fields
from functools import lru_cache

import numpy as np
import pytest

from sim import Outcomes, Scenario, simulate
from sim.parameters import Row, table, varies_by_world
from sim.simulation import live

WORLDS = 128
FEW = 16  # worlds of each parameter, side by side with those of the others
SHORT = {"weeks": 26, "army.soldiers": 64, "public.citizens": 64}
SITUATIONS = {  # tried in turn until one of them is changed
    "observed": {},
    "ultimatum": {"pressure.path": "ultimatum", "pressure.level": 0.2},
    "prospect": {"choice.rule": "prospect", "pressure.level": 0.6},
    "deceived": {
        "pressure.level": 1.0,
        "army.loyalty": 0.5,
        "army.morale": 0.4,
        "lukashenko.loyalty_bias": 0.4,
    },
    "brittle": {
        "pressure.level": 1.0,
        "army.loyalty": 0.6,
        "army.morale": 0.3,
        "lukashenko.loyalty_bias": 0.5,
        "putin.optimism": 0.0,
    },
    "sent": {
        "pressure.level": 0.9,
        "army.morale": 0.46,
        "weeks": 40,
        "force": "first ultimatum: lukashenko=limited_entry for 12 weeks",
    },
    "all sent": {"pressure.level": 0.9, "force": "first ultimatum: lukashenko=full_entry"},
    "removable": {"pressure.level": 1.0, "putin.removal_harm": 0.0, "lukashenko.backing": 0.4},
}
OTHER = {
    "start": "2023-03-01",
    "pressure.date": "2023-05-01",
    "weeks": 20,
    "army.soldiers": 128,
    "public.citizens": 128,
    "steps_per_week": 2,
    "force": "week 3: lukashenko=refuse",
    "pressure.weekly": (0.2, 0.9) * 13,
    "theatre.front_weekly": (0.6,),
    "theatre.contingent_weekly": (30.0,),
    "theatre.hosting_weekly": (0.9,),
    "theatre.border_defence_weekly": (0.1,),
    "lukashenko.west_weekly": (1.0,),
    "public.shocks": (1.0, 0.0, 2.0),
}
COMPANIONS = {  # what has to change with a parameter
    "public.opposed": {"public.in_favour": 0.0},
    "public.in_favour": {"public.opposed": 0.0},
    "pressure.weekly": {"pressure.path": "weekly", "pressure.weekly": (0.5,)},
    "regime.absent": {"regime.coup_base": 0.01},  # else coups are too rare
    "public.shock": {"public.shocks": (1.0,)},
    "public.shock_half_life": {"public.shocks": (1.0,)},
}
ROWS = tuple(table(Scenario()))


def other_values(row: Row) -> list:
    """Values far from the default: the ends of the range, or the other words."""
    if row.path in OTHER:
        return [OTHER[row.path]]
    if row.choices:  # a weekly path has numbers of its own: see pressure.weekly
        return [word for word in row.choices if word not in (row.value, "weekly")]
    if isinstance(row.value, tuple):
        return [tuple((row.low, row.high)[i % 2] for i in range(len(row.value)))]
    return [max(row.low, 0.5) if row.path.endswith("rationality") else row.low, row.high]


def columns(rows: tuple[Row, ...]) -> tuple[dict[str, np.ndarray], list[str]]:
    """A point with nothing changed, and one for every other value of every parameter; of each point
    what is changed.
    """
    changed = [("", None)]
    changed += [(row.path, value) for row in rows for value in other_values(row)]
    paths = [path for path, _ in changed]
    filled = {row.path: np.array([row.value] * len(changed), dtype=float) for row in rows}
    for point, (path, value) in enumerate(changed):
        if path:
            filled[path][point] = value
    return filled, paths


@lru_cache
def changed_side_by_side() -> set[str]:
    """The parameters that already change how a few worlds end, at observed pressure."""
    scenario = Scenario().but(SHORT)
    rows = tuple(
        row
        for row in ROWS
        if varies_by_world(scenario, row.path) and row.path not in (*COMPANIONS, *OTHER)
    )
    filled, paths = columns(rows)
    points = np.repeat(np.arange(len(paths)), FEW)
    numbers = np.tile(np.arange(FEW, dtype=np.uint64), len(paths))
    lived = live(scenario.varied(filled), points, numbers, seed=1)
    plain = lived.taken(np.arange(FEW))
    return {
        path
        for point, path in enumerate(paths)
        if differ(lived.taken(np.arange(FEW) + point * FEW), plain)
    }


@lru_cache
def outcomes_of(situation: str) -> Outcomes:
    return lives(SITUATIONS[situation])


def lives(changed) -> Outcomes:
    return simulate(
        Scenario().but(SHORT | changed), WORLDS, seed=1, follow_entry=True, estimator="counted"
    )


def differ(one, other) -> bool:
    return any(
        not np.array_equal(getattr(one, each.name), getattr(other, each.name))
        for each in fields(one)
    )


def changes(row: Row, situation: str) -> bool:
    for value in other_values(row):
        companions = COMPANIONS.get(row.path, {})
        reference = (
            lives(SITUATIONS[situation] | companions) if companions else outcomes_of(situation)
        )
        changed = lives(SITUATIONS[situation] | companions | {row.path: value})
        if (
            differ(changed.histories, reference.histories)
            or differ(changed.weekly, reference.weekly)
            or differ(changed.entries.histories, reference.entries.histories)
        ):
            return True
    return False


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.path)
def test_the_parameter_changes_something_in_some_world(row):
    assert row.path in changed_side_by_side() or any(
        changes(row, situation) for situation in SITUATIONS
    )

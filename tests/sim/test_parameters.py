"""Parameters say what they are, check themselves, and refuse what they cannot be in one line."""

import re
from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from sim import Scenario, ScenarioError
from sim.laws.theatre import Theatre
from sim.parameters import check, numbers_of, table

ROWS = tuple(table(Scenario()))
REFUSALS = (
    (
        {"army.moral": 0.3},
        "unknown parameter army.moral: ArmyIncentives has no moral; did you mean morale?",
    ),
    ({"lukashenko.dependance": 0.3}, "has no dependance; did you mean dependence?"),
    ({"putain.cost": 1}, "has no putain; did you mean putin?"),
    ({"qqq": 1}, "has no qqq; allowed: weeks, start, steps_per_week, force, pressure, "),
    ({"army.morale.mean": 1}, "army.morale.mean: morale is one value and has no part named mean"),
    ({"army": 0.3}, "army is a group of parameters: name one of them, such as army.soldiers"),
    (
        {"lukashenko.dependence": 2.0},
        "LukashenkoIncentives.dependence = 2.0 is outside [0, 1]: share of his hold on "
        "office that rests on",
    ),
    ({"lukashenko.dependence": 2.0}, "(source S07)"),
    ({"lukashenko.dependence": -0.1}, "is outside [0, 1]"),
    (
        {"lukashenko.dependence": float("nan")},
        "LukashenkoIncentives.dependence = nan is outside [0, 1]",
    ),
    ({"lukashenko.dependence": float("inf")}, "= inf is outside [0, 1]"),
    (
        {"lukashenko.dependence": "much"},
        "LukashenkoIncentives.dependence = 'much' is not a number: share of his hold on office",
    ),
    ({"lukashenko.dependence": None}, "= None is not a number"),
    ({"lukashenko.dependence": True}, "= True is not a number"),
    ({"weeks": 5.5}, "Scenario.weeks = 5.5 is not a whole number: how long a world is lived"),
    ({"weeks": 0}, "Scenario.weeks = 0 is outside [1, 1040]"),
    ({"weeks": float("inf")}, "Scenario.weeks = inf is outside [1, 1040]"),
    ({"weeks": float("nan")}, "Scenario.weeks = nan is outside [1, 1040]"),
    ({"pressure.duration": float("nan")}, "Pressure.duration = nan is outside [1, "),
    ({"public.citizens": float("inf")}, "PublicIncentives.citizens = inf is outside"),
    ({"army.soldiers": 10**400}, "is outside ["),
    (
        {"start": "9999-12-31"},
        "start = 9999-12-31: its 52 weeks would go beyond the year 9999",
    ),
    ({"putin.costs": (1, 2)}, "PutinIncentives.costs = (1, 2) is not a list of 5 numbers"),
    ({"putin.costs": 0.3}, "PutinIncentives.costs = 0.3 is not a list of 5 numbers"),
    ({"putin.costs": "abcde"}, "PutinIncentives.costs = 'abcde' is not a list of 5 numbers"),
    ({"putin.costs": (0, 0, 0, 0, 9)}, "PutinIncentives.costs[4] = 9 is outside [0, 2]"),
    (
        {"pressure.path": "sideways"},
        "Pressure.path = sideways is not one of constant, rising, ultimatum, weekly: course over "
        "time",
    ),
    ({"pressure.path": 3}, "Pressure.path = 3 is not a word"),
    (
        {"start": "7 December 2022"},
        "Scenario.start = 7 December 2022 is not a date like 2022-12-07: first day of week 0",
    ),
    ({"start": "2022-02-30"}, "Scenario.start = 2022-02-30 is not a date like 2022-12-07"),
    (
        {"public.opposed": 0.98},
        "public.opposed = 0.98 and public.in_favour = 0.04 add up to more than 1: they are "
        "shares of the same",
    ),
    ({"army.soldiers": 100}, "army.soldiers = 100 is not a multiple of 64"),
    ({"public.citizens": 1000}, "public.citizens = 1000 is not a multiple of 64"),
    (
        {"pressure.path": "ultimatum", "pressure.date": "2024-02-24"},
        "pressure.date = 2024-02-24 is outside the 52 weeks from 2022-12-07: no ultimatum "
        "would come",
    ),
    (
        {"pressure.path": "ultimatum", "pressure.date": "2022-10-01"},
        "pressure.date = 2022-10-01 is outside the 52 weeks from 2022-12-07",
    ),
    ({"steps_per_week": 3}, "Scenario.steps_per_week = 3 is outside [1, 2]: steps in which"),
    ({"force": 3}, "Scenario.force = 3 is not a word: options that actors are held to"),
    ({"force": "week 3"}, "force, in 'week 3': cannot be read; allowed: 'first ultimatum: "),
    (
        {"force": "week 52: putin=hold"},
        "force: week 52 for putin is outside the weeks 0 to 51: it would never come",
    ),
    (
        {"theatre.front_weekly": 0.7},
        "Theatre.front_weekly = 0.7 is not a list of numbers, such as [0.4]: front where",
    ),
    ({"theatre.front_weekly": "0.7"}, "Theatre.front_weekly = '0.7' is not a list of numbers"),
    ({"theatre.front_weekly": {0.7}}, "Theatre.front_weekly = {0.7} is not a list of numbers"),
    ({"theatre.front_weekly": np.array(0.7)}, "is not a list of numbers"),
    ({"theatre.front_weekly": (0.7, 1.2)}, "Theatre.front_weekly[1] = 1.2 is outside [0, 1]"),
    ({"theatre.front_weekly": (0.7, "x")}, "Theatre.front_weekly[1] = 'x' is not a number"),
    ({"theatre.contingent_weekly": [-1]}, "Theatre.contingent_weekly[0] = -1 is outside [0, 100]"),
    (
        {"theatre.front_weekly": [0.7] * 53},
        "theatre.front_weekly is a list of 53 numbers: allowed are up to 52, one for each of the "
        "first weeks, or 1 for every week",
    ),
    (
        {"theatre.contingent_weekly": [7, 8], "weeks": 1},
        "theatre.contingent_weekly is a list of 2 numbers: allowed are up to 1, one for each",
    ),
    (
        {"pressure.path": "weekly", "pressure.weekly": [0.4] * 53},
        "pressure.weekly is a list of 53 numbers: allowed are 52, one for each week, or 1",
    ),
    (
        {"pressure.weekly": [0.4]},
        "pressure.weekly has numbers that pressure.path = constant would not follow: allowed with "
        "pressure.path = weekly only",
    ),
    (
        {"pressure.path": "weekly"},
        "pressure.path = weekly needs numbers in pressure.weekly: one a week, or one for every",
    ),
)


@pytest.mark.parametrize(("values", "words"), REFUSALS)
def test_what_cannot_be_is_refused_in_one_line_that_says_what_is_allowed(values, words):
    with pytest.raises(ScenarioError, match=re.escape(words)) as refusal:
        Scenario().but(values)
    assert "\n" not in str(refusal.value)


def test_a_changed_scenario_leaves_the_first_as_it_was():
    first = Scenario()
    changed = first.but({"army.morale": 0.3, "pressure.level": 1})
    assert (changed.army.morale, changed.pressure.level) == (0.3, 1.0)
    assert first == Scenario()


def test_numbers_of_any_kind_become_plain_numbers():
    changed = Scenario().but(
        {
            "pressure.level": np.float32(0.5),
            "weeks": 26.0,
            "army.morale": 1,
            "putin.costs": [0, 0, 0, 0, 1],
        }
    )
    assert [
        type(value) for value in (changed.pressure.level, changed.weeks, changed.army.morale)
    ] == [float, int, float]
    assert changed.putin.costs == (0.0, 0.0, 0.0, 0.0, 1.0)


@pytest.mark.parametrize("numbers", [[0, 0.5, 1], (0, 0.5, 1), np.array([0, 0.5, 1])])
def test_a_list_of_any_length_keeps_every_number_it_is_given(numbers):
    changed = Scenario().but({"weeks": 3, "theatre.front_weekly": numbers})
    assert changed.theatre.front_weekly == (0.0, 0.5, 1.0)
    assert changed.but({"theatre.front_weekly": []}) == Scenario(weeks=3)
    assert hash(changed) == hash(changed.but({}))


def test_every_number_of_a_list_is_checked_whatever_the_horizon_is():
    check(Scenario(), "theatre.contingent_weekly", [0.0, 100.0])
    with pytest.raises(ScenarioError, match=r"contingent_weekly\[1\] = 101 is outside \[0, 100\]"):
        check(Scenario(), "theatre.contingent_weekly", [0.0, 101])


def test_rules_are_handed_single_numbers_only():
    single = set(numbers_of(Theatre)._fields)
    assert {"front", "rotation", "full_contingent"} <= single
    assert not single & {"ground", "front_weekly", "contingent_weekly"}


def test_a_scenario_cannot_be_changed_in_place():
    with pytest.raises(FrozenInstanceError):
        Scenario().weeks = 3


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.path)
def test_every_parameter_has_a_meaning_a_source_and_a_range(row):
    assert row.meaning
    assert row.source
    if not isinstance(row.value, str):
        values = row.value if isinstance(row.value, tuple) else (row.value,)
        assert all(row.low <= value <= row.high for value in values)
        assert row.low < row.high


@pytest.mark.parametrize(
    "row", [row for row in ROWS if isinstance(row.value, float)], ids=lambda row: row.path
)
def test_both_ends_of_a_range_are_allowed_and_nothing_beyond_them(row):
    for end in (row.low, row.high):
        others = (
            {"public.opposed": 0, "public.in_favour": 0} if row.path.startswith("public.") else {}
        )
        assert (
            next(
                each.value
                for each in table(Scenario().but(others | {row.path: end}))
                if each.path == row.path
            )
            == end
        )
    for beyond in (np.nextafter(row.low, -np.inf), np.nextafter(row.high, np.inf)):
        with pytest.raises(ScenarioError, match=r"is outside \["):
            Scenario().but({row.path: float(beyond)})


def test_paths_in_the_table_are_those_that_can_be_changed():
    paths = [row.path for row in ROWS]
    assert len(set(paths)) == len(paths)
    assert Scenario().but({row.path: row.value for row in ROWS}) == Scenario()


@pytest.mark.parametrize(
    "values",
    [
        {"public.opposed": 0.98, "public.in_favour": 0.02},
        {"public.in_favour": 0.5, "public.opposed": 0.5},
        {"pressure.path": "ultimatum", "start": "2022-02-24", "pressure.date": "2022-03-24"},
        {"pressure.path": "ultimatum", "pressure.date": "2024-02-24", "weeks": 104},
        {"pressure.path": "weekly", "pressure.weekly": (0.3, 0.5), "weeks": 2},
    ],
)
def test_changes_are_judged_together_and_not_in_the_order_they_are_given(values):
    assert Scenario().but(values) == Scenario().but(dict(reversed(values.items())))


def test_weights_are_the_incentives_and_nothing_else():
    assert set(Scenario().lukashenko.weights) == {
        "survival",
        "sovereignty",
        "army",
        "support",
        "rewards",
        "west",
        "continuity",
    }
    assert Scenario().putin.weights["front_relief"] == Scenario().putin.front_relief

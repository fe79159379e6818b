"""What a recorder counts in simulated worlds, and how far the record may be off."""

from dataclasses import dataclass, replace
from datetime import date
from math import log

import numpy as np
import pytest

from experiments.plan.identity import parameters_of
from experiments.trust.record import misread, statistics
from experiments.trust.record.targets import targets
from experiments.trust.table.composing import episodes
from experiments.trust.table.levels import RESOLVE
from sim import Scenario
from sim.agents.moscow import Option
from sim.agents.opposition import Tactic
from sim.world import Rung
from tests.test_evidence import CLAIMS, REGISTER, TIMELINE, bibliography

START = date(2022, 2, 24)
WEEKS = 41
ORIGIN = "2022-12-07"


@dataclass
class Weeks:
    """Weeks of worlds in which nothing happens, unless it is set."""

    rung: np.ndarray
    option: np.ndarray
    tactic: np.ndarray
    protest: np.ndarray


def quiet(worlds=1):
    shape = (WEEKS, worlds)
    return Weeks(
        np.full(shape, Rung.HOST),
        np.full(shape, Option.HOLD),
        np.full(shape, Tactic.ORGANISE),
        np.zeros(shape),
    )


def rungs(*parts):
    lived = quiet()
    lived.rung = np.concatenate([np.full((weeks, 1), rung) for rung, weeks in parts])
    return statistics.of_the_ladder(lived)


def test_hosting_and_supplying_are_one_class_for_the_record():
    found = rungs((Rung.HOST, 10), (Rung.SUPPLY, 10), (Rung.STALL, 3), (Rung.POSTURE, 18))
    assert found["material_weeks"] == 20
    assert found["below_weeks"] == 3
    assert found["changes"] == 2
    assert found["longest_stand"] == 20


def test_a_year_on_one_rung_counts_half_a_change_so_that_it_has_a_logarithm():
    found = rungs((Rung.HOST, WEEKS))
    assert found["changes"] == 0.5
    assert found["longest_stand"] == WEEKS


def test_months_at_the_border_are_calendar_months_and_february_and_march_are_one():
    lived = quiet()
    days = statistics.first_days(START, WEEKS)
    for week, day in enumerate(days):
        if day.month in (3, 5, 10):
            lived.rung[week] = Rung.POSTURE
    there = statistics.border_blocks(lived, START)
    assert there[:, 0].tolist() == [True, False, True, False, False, False, False, True, False]


def test_an_ultimatum_that_stands_is_one_moment():
    lived = quiet()
    lived.option[5:9] = lived.option[20] = Option.ULTIMATUM
    began = statistics.ultimatum_weeks(lived)
    assert np.flatnonzero(began[:, 0]).tolist() == [5, 20]


@pytest.mark.parametrize(("week", "after"), [(26, False), (27, True), (35, True)])
def test_the_first_ultimatum_is_after_kharkiv_from_the_week_of_6_september(week, after):
    assert statistics.first_days(START, WEEKS)[27] == date(2022, 9, 1)
    began = np.zeros((WEEKS, 1), bool)
    began[[week, 40]] = True
    assert statistics.whether_first_after(began, START, statistics.KHARKIV)[0] == after


def test_without_an_ultimatum_none_was_after_kharkiv():
    never = np.zeros((WEEKS, 2), bool)
    assert not statistics.whether_first_after(never, START, statistics.KHARKIV).any()


def test_even_sabotage_has_a_ratio_near_one_and_early_sabotage_a_large_one():
    even, early = quiet(), quiet()
    even.tactic[:] = Tactic.SABOTAGE
    early.tactic[:5] = Tactic.SABOTAGE
    assert statistics.of_the_street(even, START)["early_sabotage"] == pytest.approx(1.08, abs=0.01)
    assert statistics.of_the_street(early, START)["early_sabotage"] > 50


def test_protest_of_spring_and_later_protest_are_told_apart():
    lived = quiet()
    lived.protest[2], lived.protest[30] = 0.002, 0.001
    found = statistics.of_the_street(lived, START)
    assert (found["peak_protest"], found["later_protest"]) == (0.002, 0.001)


def test_one_sided_targets_are_silent_on_the_side_on_which_nothing_is_known():
    at_most, at_least = targets()["A11"], targets()["A12"]
    assert at_most.scaled(np.array([0.0, 0.0001, 0.0002])).tolist() == [0, 0, 0]
    assert at_most.scaled(np.array([0.0002 * np.e]))[0] == pytest.approx(1)
    assert at_least.scaled(np.array([5.0, 50.0])).tolist() == [0, 0]
    assert at_least.scaled(np.array([5 / np.e]))[0] == pytest.approx(-1)
    assert at_most.observed == at_least.observed == 0


@pytest.mark.parametrize("key", list(targets()))
def test_a_target_is_told_as_the_record_has_it(key):
    target = targets()[key]
    number = f"{target.number:.2g}"
    assert target.told(target.observed).removeprefix("at most ").removeprefix("at least ") == number


def test_a_share_off_by_a_factor_has_that_factor_as_its_spread():
    target, n = targets()["B1"], 4000
    read = misread.scalar(target, np.full(n, 0.02), np.random.default_rng(1))
    assert read.mean() == pytest.approx(log(0.02), abs=4 * 0.25 / np.sqrt(n))
    assert read.std() == pytest.approx(0.25, abs=4 * 0.25 / np.sqrt(2 * n))


def test_june_is_misread_every_other_time_and_the_other_months_rarely():
    n = 4000
    read = misread.blocks(targets()["A2"], np.zeros((9, n), bool), np.random.default_rng(1))
    expected = 8 * 0.15 + 0.5
    sd = np.sqrt(8 * 0.15 * 0.85 + 0.25)
    assert read.mean() == pytest.approx(expected, abs=4 * sd / np.sqrt(n))


def test_an_ultimatum_is_found_in_seven_of_ten_cases_and_none_is_invented():
    n = 4000
    began = np.zeros((WEEKS, n), bool)
    began[3] = True
    seen = misread.found(targets()["A7"], began, np.random.default_rng(1))
    assert not seen[[0, 1, 2, 4]].any()
    share = seen[3].mean()
    assert share == pytest.approx(0.7, abs=4 * np.sqrt(0.21 / n))


def test_shares_misread_stay_shares():
    target = targets()["C2"]
    read = misread.scalar(target, np.full(500, 0.98), np.random.default_rng(1))
    assert np.isfinite(read).all()
    assert target.told(float(read.max())) == "1"


@pytest.mark.parametrize("key", list(targets()))
def test_every_target_rests_on_rows_that_were_known_at_the_origin(key):
    known = {row["id"]: row["known"] for row in REGISTER} | {row["id"]: ORIGIN for row in CLAIMS}
    days = {row["date"]: row["known"] for row in TIMELINE}
    for source in targets()[key].evidence.split("; "):
        if source.startswith("timeline "):
            assert days[source.removeprefix("timeline ")] <= ORIGIN
        else:
            assert source in bibliography() or known[source] <= ORIGIN


def test_no_target_is_a_probability_of_entry_and_no_forecast_is_one():
    for target in targets().values():
        assert "entry" not in target.statistic
        assert not {"S29", "S52"} & set(target.evidence.split("; "))
        assert "FC-" not in target.evidence
        assert "WPN-05" not in target.evidence


def test_every_statistic_of_a_target_is_counted_by_somebody():
    lived = quiet(2)
    public = Scenario().public
    counted = {
        **statistics.of_the_ladder(lived),
        **statistics.of_the_street(lived, START),
        **statistics.of_the_election(lived, public),
        "yearly_fall": 0, "insiders": 0,
        "border_months": 0, "ultimatums": 0, "first_after_kharkiv": 0,
    }  # fmt: skip
    assert {target.statistic for target in targets().values()} == set(counted)


def test_episodes_fix_what_their_scenario_sets_and_leave_the_rest():
    every = episodes(1024)
    year = every.year_2022
    assert {"theatre.contingent", "lukashenko.credit", "start"} <= year.fixed
    assert RESOLVE not in year.fixed
    assert RESOLVE in every.august_2020.fixed
    assert RESOLVE in every.quiet_year.fixed
    assert "army.morale" not in year.fixed
    drawn = year.ensemble({"army.morale": np.array([0.3]), "theatre.contingent": np.array([9.0])})
    assert parameters_of(drawn.scenario(0))["theatre.contingent"] == 30


def test_a_target_says_how_large_an_error_it_has():
    for target in targets().values():
        assert all(size > 0 for size in target.size), target.key
        assert replace(target, number=target.number * 2).observed != target.observed or (
            target.scale in ("above", "below")
        )

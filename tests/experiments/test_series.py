"""A scenario with dates: only what was known by its origin counts, on the day and not before."""

from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from experiments import run, sweep
from experiments.plan.compose import load
from experiments.plan.series.reading import COLUMNS, RECORD, read_series
from sim import simulate
from sim.estimates.histories import Histories
from sim.series import VARIABLES, Dated, known, weekly
from tests.experiments.commands import SMALL, done, mistake, table

ORIGIN = date(2022, 12, 7)
START, WEEKS = date(2022, 2, 24), 41
FIRST = [START + timedelta(weeks=week) for week in range(60)]
HEAD = ",".join(COLUMNS)
DRIVEN = ("series.origin=2022-03-17", "start=2022-02-24", "series.front=driven")


def row(day: date, value: float, after: int = 0, variable: str = "front") -> Dated:
    """A value of a day, known so many days after it."""
    return Dated(day, day + timedelta(days=after), variable, value, None, None, "assumption")


def file(*lines: str) -> str:
    """A CSV file of these lines, in the folder of the test."""
    Path("mine.csv").write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return "series.file=mine.csv"


# -- weeks from rows --


@given(st.integers(1, 40), st.integers(-3, 3))
def test_a_value_counts_from_the_first_week_that_begins_no_earlier(week: int, days: int) -> None:
    changed = FIRST[week] + timedelta(days=days)
    numbers = weekly([row(START, 0.1), row(changed, 0.9)], "front", START, WEEKS, ORIGIN)
    assert numbers == tuple(0.9 if first >= changed else 0.1 for first in FIRST[:WEEKS])


def test_on_the_exact_day_a_value_counts_and_a_day_later_it_waits_a_week() -> None:
    for late, first in ((0, 3), (1, 4), (7, 4)):
        rows = [row(START, 0.2), row(FIRST[3] + timedelta(days=late), 0.7)]
        assert weekly(rows, "front", START, WEEKS, ORIGIN).index(0.7) == first


def test_weeks_that_begin_after_the_origin_are_given_nothing() -> None:
    for days, weeks in ((0, 1), (6, 1), (7, 2), (280, 41), (300, 41)):
        numbers = weekly([row(START, 0.5)], "front", START, WEEKS, START + timedelta(days=days))
        assert numbers == (0.5,) * weeks


def test_before_the_first_row_stands_what_the_scenario_starts_with() -> None:
    numbers = weekly([row(FIRST[2], 0.5)], "front", START, 4, ORIGIN, before=0.3)
    assert numbers == (0.3, 0.3, 0.5, 0.5)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400), st.floats(0, 1)), max_size=8))
def test_a_row_known_after_the_origin_changes_nothing(late: list[tuple[int, int, float]]) -> None:
    base = [row(START, 0.5), row(FIRST[5], 0.6, after=30)]
    later = [row(START + timedelta(days=d), value, after) for d, after, value in late]
    unknown = [each for each in later if each.known > ORIGIN]
    for variable in VARIABLES:
        before, after = (
            weekly([replace(each, variable=variable) for each in rows], variable, START, 60, ORIGIN)
            for rows in (base, [*unknown, *base])
        )
        assert before == after


def test_a_correction_counts_from_the_day_it_is_known_as_if_it_had_always_been_so() -> None:
    rows = [row(START, 0.5), replace(row(START, 0.8), known=FIRST[4])]
    assert set(weekly(rows, "front", START, WEEKS, FIRST[3])) == {0.5}
    assert set(weekly(rows, "front", START, WEEKS, FIRST[4])) == {0.8}


def test_shocks_arrive_once_and_never_early() -> None:
    days = (FIRST[0], FIRST[2] + timedelta(days=1), FIRST[2] + timedelta(days=7))
    rows = [row(day, 1.0, variable="grievance") for day in days]
    assert weekly(rows, "grievance", START, WEEKS, ORIGIN) == (1, 0, 0, 2)
    assert weekly(rows, "grievance", START - timedelta(days=700), 41, ORIGIN) == ()


# -- the record --


def test_the_record_cites_what_is_on_record_and_never_what_came_later() -> None:
    rows = read_series(RECORD)
    assert {each.variable for each in rows} == VARIABLES.keys()
    assert all(each.day <= each.known <= date(2026, 6, 30) for each in rows)
    cited = {key for each in rows for key in each.source.split("; ")}
    assert not cited & {"WPN-05", "S29", "S52"}
    assert not any(key.startswith("FC-") for key in cited)


def test_the_contingent_of_december_2022_is_what_had_been_counted() -> None:
    counted = known(read_series(RECORD), "contingent", ORIGIN)
    assert (counted[-1].day, counted[-1].value) == (date(2022, 10, 24), 4.3)


# -- a study --


def test_the_year_2022_is_given_to_its_origin_and_then_goes_on_by_itself() -> None:
    base = load(["scenario=year_2022", "weeks=93"]).base
    assert len(base.theatre.contingent_weekly) == len(base.theatre.front_weekly) == WEEKS
    assert (base.theatre.contingent, base.theatre.contingent_weekly[-1]) == (30, 4.3)
    assert base.theatre.hosting_weekly == ()
    lived = simulate(
        base.but({"army.soldiers": 64, "public.citizens": 64}), 20, seed=0, estimator="counted"
    ).weekly
    bins = [np.unique(np.flatnonzero(lived.states[week, 0])).size for week in (40, 60)]
    assert bins[0] == 1 < bins[1]  # the front is the same in all worlds, then it drifts


def test_what_is_held_stays_to_the_horizon() -> None:
    base = load(["scenario=year_2022", "weeks=60", "series.front=held"]).base
    assert base.theatre.front_weekly[WEEKS:] == (0.8,) * 19
    west = load(["scenario=year_2022", "series.west=driven", "series.origin=2026-01-01",
                 "start=2025-06-01", "lukashenko.credit=0.6"]).base.lukashenko  # fmt: skip
    assert (west.west_weekly[0], west.west) == (0.0, 0.15)


def test_one_known_week_is_where_the_world_starts() -> None:
    base = load([*DRIVEN, "series.file=record", "series.origin=2022-02-25"]).base
    assert (base.theatre.front, base.theatre.front_weekly) == (0.85, ())


def test_a_row_known_after_the_origin_changes_no_bit_of_any_world() -> None:
    first = "2022-02-24,2022-02-24,front,0.85,,,assumption"
    late = ["2022-03-01,2022-03-18,front,0.1,,,assumption", "2022-04-01,2022-04-01,front,1,,,S48"]
    lived = []
    for lines in ([first], [first, *late]):
        base = load([*DRIVEN, file(*lines), "population=small", "weeks=12"]).base
        lived.append((base, simulate(base, 30, seed=2, estimator="counted").histories))
    assert lived[0][0] == lived[1][0]
    for each in fields(Histories):
        one, other = (getattr(told, each.name) for _, told in lived)
        np.testing.assert_array_equal(one, other)


def test_the_results_say_what_was_asked_and_need_no_file(tmp_path: Path) -> None:
    given_file = file("2022-02-24,2022-02-24,front,0.85,,,assumption")
    done(run, *SMALL, *DRIVEN, given_file, "output=r")
    config = yaml.safe_load((tmp_path / "r" / "config.yaml").read_text(encoding="utf-8"))
    assert config["series"]["front"] == "driven"
    assert config["series"]["file"] == "mine.csv"
    assert config["theatre"]["front_weekly"] == [0.85] * 4


def test_nothing_is_said_of_series_where_none_is_asked(tmp_path: Path) -> None:
    done(run, *SMALL, "output=r")
    assert "series" not in yaml.safe_load((tmp_path / "r" / "config.yaml").read_text())


def test_scenarios_with_and_without_dates_are_compared() -> None:
    done(sweep, *SMALL, "sweep.scenario=[february_2022,year_2022]", "output=r")
    assert set(table(Path("r"))["scenario"]) == {"february_2022", "year_2022"}


def test_a_variable_may_be_set_free_again() -> None:
    base = load(["scenario=year_2022", "series.front=free", "theatre.front=0.7"]).base
    assert (base.theatre.front, base.theatre.front_weekly) == (0.7, ())


ASKED = {
    ("series.front=driven",): "series.front = driven needs series.file: record or a CSV file",
    ("series.front=driven", "series.file=record"): "needs series.origin: a date",
    ("series.front=pushed",): "series.front = pushed is not one of free, driven, held",
    ("series.grievance=held",): "series.grievance = held is not one of free, driven",
    ("series.frnt=driven",): "did you mean front?",
    ("series.origin=soon",): "series.origin = soon is not a date like 2022-12-07",
    ("series.front=1",): "series.front = 1 is not a word",
    ("series=record",): "series = record is not of the form",
    ("scenario=year_2022", "series.origin=2021-01-01"): "is before the start 2022-02-24",
    ("scenario=year_2022", "series.file=nowhere.csv"): "series.file = nowhere.csv: No such file",
    ("scenario=year_2022", "theatre.front_weekly=[0.8]"): "theatre.front_weekly is set, and "
    "series.front = driven sets it",
    ("scenario=year_2022", "theatre.front=0.8"): "would be passed over: series.front = driven sets",
    ("scenario=year_2022", "theatre.contingent=5"): "theatre.contingent=5 would be passed over",
    ("scenario=year_2022", "sweep.theatre.front=[0.7,0.8]"): "theatre.front is swept, and",
    ("scenario=year_2022", "sweep.start=[2022-03-01]"): "start is swept, and series.front = driven "
    "is of one start",
    ("scenario=year_2022", "sweep.weeks=[41,50]"): "sweep scenarios instead",
    ("sweep.series.front=[free,driven]",): "series",
}


@pytest.mark.parametrize("arguments", ASKED)
def test_what_cannot_be_asked_is_told_in_one_line(arguments: tuple[str, ...]) -> None:
    assert ASKED[arguments] in mistake(run, "population=small", "replications=4", *arguments)


GOOD = "2022-02-24,2022-02-24,front,0.85,,,assumption"
WRONG = {
    "2022-02-30,2022-03-01,front,0.8,,,S48": "row 3, column date: '2022-02-30' is not a date",
    "2022-03-02,soon,front,0.8,,,S48": "row 3, column known: 'soon' is not a date",
    "2022-03-02,2022-03-01,front,0.8,,,S48": "row 3, column known: 2022-03-01 is before its date",
    "2022-03-01,2022-03-01,frnt,0.8,,,S48": "column variable: unknown 'frnt'; did you mean front?",
    "2022-03-01,2022-03-01,front,1.2,,,S48": "column value: theatre.front_weekly[0] = 1.2 is "
    "outside [0, 1]",
    "2022-03-01,2022-03-01,front,nan,,,S48": "nan is outside",
    "2022-03-01,2022-03-01,front,,,,S48": "column value is empty",
    "2022-03-01,2022-03-01,front,high,,,S48": "column value: 'high' is not a number",
    "2022-03-01,2022-03-01,front,0.8,0.9,,S48": "column value: 0.8 is not within 0.9 to None",
    "2022-03-01,2022-03-01,front,0.8,,,": "column source is empty",
    "2022-03-01,2022-03-01,front,0.8": "row 3 has not 7 values",
    "2022-03-01,2022-03-01,front,0.8,,,S48,more": "row 3 has not 7 values",
    GOOD: "row 3 tells of the variable and days of row 2 again",
}


@pytest.mark.parametrize("line", WRONG)
def test_a_row_that_cannot_be_is_named_with_its_file_and_column(line: str) -> None:
    said = mistake(run, *SMALL, *DRIVEN, file(GOOD, line))
    assert "mine.csv, row 3" in said
    assert WRONG[line] in said


def test_a_file_needs_its_columns_and_a_row_of_what_it_drives() -> None:
    Path("mine.csv").write_text("date,known,variable,value,low,high\n", encoding="utf-8")
    asked = (*SMALL, *DRIVEN, "series.file=mine.csv")
    assert "mine.csv, row 1: column source is missing" in mistake(run, *asked)
    Path("mine.csv").write_text(f"{HEAD},note\n", encoding="utf-8")
    assert "column note is unknown" in mistake(run, *asked)
    said = mistake(run, *SMALL, *DRIVEN, file("2022-03-01,2022-05-01,front,0.8,,,S48"))
    assert "mine.csv has no row of front that was known by 2022-03-17" in said
    Path("mine.csv").write_bytes(b"\xff\xfe\x00")
    assert "is not a text file in UTF-8" in mistake(run, *asked)

"""The table of sources says of every parameter what it rests on, how surely, and since when."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from unittest.mock import patch

import pytest

from experiments import sources
from experiments.mistakes import UserError
from experiments.trust.sources.kinds import EXPLICIT, FIXED, SOLVED, USUAL, kind
from experiments.trust.sources.known import check_keys, check_known_by, not_known
from experiments.trust.sources.printing import COLUMNS, cells
from sim import Scenario
from sim.evidence.known import founded
from sim.parameters import ASSUMPTION, STATUSES, table
from sim.priors.coordinates import told
from sim.priors.kinds import KINDS
from tests.experiments.commands import done, mistake, say

ORIGIN = date.fromisoformat(Scenario().start)
ROWS = tuple(table(Scenario()))
BY_PATH = {row.path: row for row in ROWS}


def printed(*arguments):
    return list(csv.DictReader(io.StringIO(done(sources, "format=csv", *arguments).out)))


def test_every_parameter_has_one_row():
    rows = printed()
    assert [row["path"] for row in rows] == list(BY_PATH)
    assert list(rows[0]) == [*COLUMNS, "later"]
    assert rows == [cells(row) for row in ROWS]


@pytest.mark.parametrize("width", [80, 100])
def test_the_table_fits_a_narrow_window(width, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    lines = done(sources).out.splitlines()
    assert max(map(len, lines)) <= width
    firsts = [line.split()[0] for line in lines if line.startswith(" ") and line.split()]
    assert {each for each in firsts if each in BY_PATH} == set(BY_PATH)


def test_the_table_can_be_read_at_150_columns_and_names_every_parameter_whole():
    lines = done(sources).out.splitlines()
    assert max(map(len, lines)) <= 150
    firsts = [line.split()[0] for line in lines if line.startswith(" ") and line.split()]
    assert list(dict.fromkeys(each for each in firsts if each in BY_PATH)) == list(BY_PATH)


def test_statuses_and_priors_are_counted():
    said = done(sources).out
    for status in STATUSES:
        assert f"{sum(row.status == status for row in ROWS)} {status}" in said
    assert f"{len(ROWS)} parameters by status: " in said
    assert "3 solved" in said


@pytest.mark.parametrize("status", STATUSES)
def test_parameters_of_one_status_can_be_asked_for(status):
    rows = printed(f"status={status}")
    assert [row["path"] for row in rows] == [row.path for row in ROWS if row.status == status]
    assert rows


def test_markdown_has_a_row_a_parameter():
    lines = done(sources, "format=markdown").out.splitlines()
    assert sum(line.startswith("| ") and "| path |" not in line for line in lines) == len(ROWS)
    bars = {line.count("|") for line in lines if line.startswith("|")}
    assert bars == {len(COLUMNS) + 1}


def test_the_table_can_be_written_to_a_file(tmp_path):
    file = tmp_path / "sources.csv"
    said = done(sources, "format=csv", f"output={file}").out
    assert said == f"{len(ROWS)} parameters: {file}\n"
    assert file.read_text(encoding="utf-8") == done(sources, "format=csv").out


@pytest.mark.parametrize("typed", [["--known-by", ORIGIN], [f"--known-by={ORIGIN}"]])
def test_nothing_rests_on_what_came_to_be_known_after_the_origin(typed):
    said = done(sources, *typed).out
    assert said == f"Nothing rests on evidence that was not known by {ORIGIN}.\n"


def test_the_day_before_the_article_much_was_not_known():
    said = say(sources, f"known_by={ORIGIN - timedelta(days=1)}")
    assert said.status == 2
    late = [row for row in ROWS if founded(row.source) == ORIGIN]
    assert all(row.path in said.out for row in late)
    assert said.err.startswith(f"error: {len(late)} parameters rest on evidence that was not known")
    assert len(said.err.splitlines()) == 1


def test_the_earlier_the_day_the_less_was_known():
    days = [date(year, 1, 1) for year in (1990, 2000, 2010, 2020, 2023)]
    late = [{row.path for row in not_known(ROWS, day)} for day in days]
    assert all(after < before for before, after in pairwise(late))
    assert not late[-1]


def test_an_assumption_is_known_on_any_day():
    assert not [row for row in not_known(ROWS, date.min) if row.status == ASSUMPTION]
    assert len(not_known(ROWS, date.min)) == sum(row.source != ASSUMPTION for row in ROWS)


def test_what_is_known_on_the_day_itself_may_be_used():
    row = BY_PATH["public.repression"]
    day = founded(row.source)
    assert not not_known([row], day)
    assert not_known([row], day - timedelta(days=1)) == [row]


def test_later_evidence_as_a_source_fails_the_check():
    row = replace(BY_PATH["lukashenko.dependence"], source="S07; DEP-07", later="")
    check_known_by(ORIGIN)
    with pytest.raises(UserError, match=r"1 parameter rests on .*dependence \(known 2023-08-18\)"):
        check_known_by(ORIGIN, [row])


@pytest.mark.parametrize("where", ["source", "later"])
def test_a_key_that_stands_for_nothing_is_named(where):
    row = replace(BY_PATH["army.morale"], **{where: "DEP-99"})
    with pytest.raises(UserError, match=r"army\.morale: DEP-99 is in no table of evidence"):
        check_keys([row])


def test_a_key_that_stands_for_nothing_ends_the_command():
    broken = [replace(BY_PATH["army.morale"], source="S99")]
    with patch("experiments.trust.sources.look.table", lambda scenario: broken):
        assert mistake(sources) == "army.morale: S99 is in no table of evidence"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["--known-by", "yesterday"], "known_by = yesterday is not a date like 2022-12-07"),
        (["known_by=2022-02-30"], "known_by = 2022-02-30 is not a date like 2022-12-07"),
        (["--known-by"], "known_by is empty"),
        (["status=sure"], "status = sure is none of measured, derived, judged, assumption"),
        (["format=xml"], "format = xml is none of table, csv, markdown"),
        (["formt=csv"], "there is no setting formt; did you mean format?"),
        (["group=putin"], "there is no setting group; there are known_by, status"),
        (["output=/"], "output = / is not a file in a folder that exists"),
        (["output=no/such/folder/x.csv"], "is not a file in a folder that exists"),
        (["putin"], "'putin' is not of the form name=value, such as known_by=2022-12-07"),
    ],
)
def test_a_slip_gets_one_line(typed, words):
    assert words in mistake(sources, *typed)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.path)
def test_every_prior_is_given_usual_fixed_or_solved(row):
    assert kind(row) in (EXPLICIT, USUAL, FIXED, SOLVED)
    assert told(row)
    if kind(row) == EXPLICIT:
        name, first, second = row.prior
        assert name in KINDS
        assert first < second if name.endswith("uniform") else second > 0


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if kind(row) == EXPLICIT and isinstance(row.value, float)],
    ids=lambda row: row.path,
)
def test_a_prior_that_is_given_holds_the_default_and_lies_in_the_range(row):
    name, first, second = row.prior
    if name.endswith("uniform"):
        assert row.low <= first <= row.value <= second <= row.high
    else:
        assert first == row.value


@pytest.mark.parametrize("row", [row for row in ROWS if ".usual_" in row.path], ids=str)
def test_what_is_usual_is_a_point_of_reference_and_fixed(row):
    assert kind(row) == FIXED


def test_three_thresholds_are_solved_for():
    solved = [row.path for row in ROWS if kind(row) == SOLVED]
    assert solved == ["army.threshold", "public.threshold", "regime.coup_base"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.path)
def test_the_kind_of_a_prior_is_that_of_its_words(row):
    words = told(row)
    assert (kind(row) == FIXED) == (words == "fixed")
    assert (kind(row) == SOLVED) == words.startswith("solved: ")

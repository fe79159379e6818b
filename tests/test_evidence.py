"""The tables of evidence are whole, and every parameter's source can be found."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

import sim
from sim import Scenario
from sim.evidence.known import ARTICLE, founded, keys, known
from sim.parameters import ASSUMPTION, STATUSES, param, table

EVIDENCE = Path(sim.__file__).parent / "evidence"
SOURCES = Path(sim.__file__).parent.parent / "docs" / "sources.md"
HOW_KNOWN = {"VERIFIED", "PARTIAL", "RECALLED", "DERIVED"}
ORIGIN = date.fromisoformat(Scenario().start)
ROWS = tuple(table(Scenario()))


def read(name):
    with (EVIDENCE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


CLAIMS, REGISTER, TIMELINE = read("claims.csv"), read("register.csv"), read("timeline.csv")
WORKS = read("works.csv")


SERIES = read("series.csv")


def is_number(text):
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", text))


def bibliography():
    """The keys of docs/sources.md, written as [Key] at the start of a line."""
    return set(
        re.findall(r"^[-*| ]*\[(\w+)\]", SOURCES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    )


def test_there_are_57_claims_in_order():
    assert [row["id"] for row in CLAIMS] == [f"S{number:02}" for number in range(1, 58)]
    assert {row["direction"] for row in CLAIMS} == {"+", "-", "+/-", "0"}
    assert all(row["claim"] and row["mechanism"] for row in CLAIMS)


def test_the_register_has_128_rows_each_with_its_own_id():
    assert len(REGISTER) == len({row["id"] for row in REGISTER}) == 128
    assert all(row["quantity"] and row["source"] for row in REGISTER)


@pytest.mark.parametrize("row", REGISTER, ids=lambda row: row["id"])
def test_a_quantity_lies_within_its_range_and_says_how_sure_it_is(row):
    assert row["status"] in HOW_KNOWN
    known = [float(row[column]) for column in ("low", "value", "high") if is_number(row[column])]
    assert known == sorted(known)


def test_the_timeline_has_78_events_in_order():
    days = [date.fromisoformat(row["date"]) for row in TIMELINE]
    assert len(days) == 78
    assert days == sorted(days)
    assert all(row["event"] and row["status"] in HOW_KNOWN for row in TIMELINE)


def test_the_record_ends_in_june_2026():
    assert TIMELINE[-1]["date"] <= "2026-06-30"


def test_effects_on_pressure_are_at_most_one():
    effects = [row["effect_on_pressure"] for row in TIMELINE]
    assert all(-1 <= float(effect) <= 1 for effect in effects if is_number(effect))
    assert {effect for effect in effects if not is_number(effect)} <= {"", "seed"}


@pytest.mark.parametrize("row", [*REGISTER, *TIMELINE], ids=lambda row: row.get("id", row["date"]))
def test_nothing_is_known_before_it_is_the_case(row):
    begins = re.match(r"\d{4}(-\d\d){0,2}", row["date"])
    assert date.fromisoformat(row["known"]).isoformat() >= begins[0]
    assert row["known"] <= "2026-06-30"


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("OP-03", "2022-07-07"),  # asked in April
        ("MIL-09", "2022-12-31"),  # of February, told in December
        ("WPN-05", "2023-03-31"),
        ("RU-2023-01-05", "2023-03-26"),
        ("timeline 2022-09-26", "2022-10-01"),
        ("timeline 2022-10", "2022-10-21"),
        ("timeline", "2026-06-27"),
        ("GWF", "2014-12-31"),
        ("S07", "2022-12-07"),
    ],
)
def test_evidence_is_known_when_it_was_published(key, day):
    assert known(key) == date.fromisoformat(day)


def test_the_article_is_published_on_the_day_on_which_the_default_scenario_starts():
    assert ARTICLE == ORIGIN


def test_a_source_is_known_when_the_last_of_its_keys_is():
    assert founded("GWF; OP-03; PR-12") == known("OP-03")
    assert founded("MIL-04; assumption") == known("MIL-04")
    assert founded(ASSUMPTION) is None


@pytest.mark.parametrize("key", ["DEP-99", "S58", "timeline 2019", "Nobody1999", "timelines"])
def test_a_key_that_stands_for_nothing_is_refused(key):
    with pytest.raises(LookupError, match=f"{key} is in no table of evidence"):
        known(key)


def test_a_work_is_known_on_the_last_day_of_its_year():
    for row in WORKS:
        year = re.search(r"\d{4}$", row["key"])
        assert row["known"] == f"{year[0] if year else 2014}-12-31", row


def test_every_work_that_is_a_source_and_no_other_has_its_day():
    used = {key for row in ROWS for key in [*keys(row.source), *keys(row.later)]}
    works = used & bibliography()
    assert works <= {row["key"] for row in WORKS} <= bibliography()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.path)
def test_every_source_of_a_parameter_can_be_looked_up(row):
    for key in [*keys(row.source), *keys(row.later)]:
        known(key)
    assert keys(row.source)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.path)
def test_nothing_that_a_parameter_rests_on_was_known_after_the_origin(row):
    latest = founded(row.source)
    assert latest is None or latest <= ORIGIN


@pytest.mark.parametrize("row", [row for row in ROWS if row.later], ids=lambda row: row.path)
def test_what_is_called_later_came_to_be_known_after_the_origin(row):
    assert all(known(key) > ORIGIN for key in keys(row.later))
    assert not set(keys(row.later)) & set(keys(row.source))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.path)
def test_a_parameter_is_an_assumption_exactly_where_nothing_is_its_source(row):
    assert row.status in STATUSES
    assert (row.status == ASSUMPTION) == (row.source == ASSUMPTION)


WIDE = {"lognormal": 0.5, "logitnormal": 1.0}


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if row.later and row.status == ASSUMPTION],
    ids=lambda row: row.path,
)
def test_what_only_later_evidence_bears_is_left_wide(row):
    kind, _, spread = row.prior
    assert spread >= WIDE[kind]


def test_a_parameter_whose_source_is_evidence_is_judged_unless_more_is_said():
    assert param(0.5, "x", source="S07").metadata["status"] == "judged"
    assert param(0.5, "x", source=ASSUMPTION).metadata["status"] == ASSUMPTION
    assert param(0.5, "x", source="S07", status="measured").metadata["status"] == "measured"


@pytest.mark.parametrize(
    "path", sorted(Path(sim.__file__).parent.rglob("*.py")), ids=lambda path: path.name
)
def test_every_work_cited_in_the_code_is_in_the_bibliography(path):
    text = path.read_text(encoding="utf-8")
    cited = {
        key
        for group in re.findall(r"\[((?:[A-Z][A-Za-z]+\d{2,4}|GWF)(?:; [A-Z]\w+\d{2,4})*)\]", text)
        for key in group.split("; ")
    }
    assert cited <= bibliography(), cited - bibliography()


def test_no_forecast_is_the_source_of_a_parameter():
    assert not [row.path for row in ROWS if re.search(r"\bFC-|\bS29\b|\bS52\b", row.source)]


@pytest.mark.parametrize("row", SERIES, ids=lambda row: f"{row['variable']}-{row['date']}")
def test_every_value_of_a_series_rests_on_rows_that_had_been_read_by_then(row):
    keys = {each["id"]: each for each in REGISTER}
    claims, days = {each["id"] for each in CLAIMS}, {each["date"] for each in TIMELINE}
    for key in row["source"].split("; "):
        day = key.removeprefix("timeline ")
        assert key == "assumption" or key in keys.keys() | claims or day in days, key
        dated = keys[key]["date"] if key in keys else day if day in days else ""
        assert dated <= row["known"], key


def test_counts_of_russian_troops_are_those_of_the_register_in_thousands():
    counts = {row["id"]: row for row in REGISTER}
    counted = [row for row in SERIES if row["source"].startswith("RU-")]
    assert len(counted) == 13
    for row in counted:
        for column in ("value", "low", "high"):
            assert float(row[column]) * 1000 == float(counts[row["source"]][column])
        assert row["date"] == counts[row["source"]]["date"]

"""The tables of evidence are whole, and every parameter's source can be found."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

import sim
from sim import Scenario
from sim.parameters import table

EVIDENCE = Path(sim.__file__).parent / "evidence"
SOURCES = Path(sim.__file__).parent.parent / "docs" / "sources.md"
STATUSES = {"VERIFIED", "PARTIAL", "RECALLED", "DERIVED"}
ROWS = tuple(table(Scenario()))


def read(name):
    with (EVIDENCE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


CLAIMS, REGISTER, TIMELINE = read("claims.csv"), read("register.csv"), read("timeline.csv")


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
    assert row["status"] in STATUSES
    known = [float(row[column]) for column in ("low", "value", "high") if is_number(row[column])]
    assert known == sorted(known)


def test_the_timeline_has_78_events_in_order():
    days = [date.fromisoformat(row["date"]) for row in TIMELINE]
    assert len(days) == 78
    assert days == sorted(days)
    assert all(row["event"] and row["status"] in STATUSES for row in TIMELINE)


def test_the_record_ends_in_june_2026():
    assert TIMELINE[-1]["date"] <= "2026-06-30"


def test_effects_on_pressure_are_at_most_one():
    effects = [row["effect_on_pressure"] for row in TIMELINE]
    assert all(-1 <= float(effect) <= 1 for effect in effects if is_number(effect))
    assert {effect for effect in effects if not is_number(effect)} <= {"", "seed"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.path)
def test_every_source_of_a_parameter_can_be_looked_up(row):
    known = {each["id"] for each in (*CLAIMS, *REGISTER)} | {"assumption", "timeline"}
    events = {each["date"] for each in TIMELINE}
    for source in row.source.split("; "):
        if source.startswith("timeline "):
            assert any(day.startswith(source.removeprefix("timeline ")) for day in events), source
        else:
            assert source in known or source in bibliography(), source


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

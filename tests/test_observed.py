"""The grid of windows, what was observed in them, and what others forecast: whole, coded as the
rules of docs/sources.md say, and from rows that the record has.
"""

import re
from datetime import date, timedelta

import pytest

from sim.evidence.known import ARTICLE, keys, known
from tests.test_evidence import CLAIMS, REGISTER, TIMELINE, read

GRID, OBSERVED, FORECASTERS = read("grid.csv"), read("observed.csv"), read("forecasters.csv")
WINDOWS = {row["key"]: row for row in GRID}
START, END = date(2022, 12, 7), date(2026, 6, 30)
INVASION = date(2022, 2, 24)

# Days on which Belarusian units count as standing at the border: first and last.
STRICT = (
    ("2022-05-10", "2022-05-31"),  # special forces sent there
    ("2022-10-08", "2022-10-31"),  # six battalions counted
    ("2024-07-01", "2024-07-12"),  # called back on the 13th
    ("2024-08-18", "2024-08-31"),  # a third of the army
)
LOOSE = (
    ("2022-02-28", "2022-03-01"),  # two false alarms
    ("2022-05-10", "2022-12-06"),  # until the article says that the group stands elsewhere
    ("2022-12-13", "2022-12-13"),  # a readiness check
    ("2024-06-21", "2024-06-21"),  # another; claims of reinforcement
    ("2024-07-01", "2024-07-12"),
    ("2024-08-18", "2025-05-27"),  # until the manoeuvres are moved inland
    ("2025-10-15", "2025-10-15"),  # a readiness check
    ("2026-01-26", "2026-01-26"),  # another
)
SPANS = {"strict": STRICT, "loose": LOOSE}


def day(text):
    return date.fromisoformat(text)


def days(first, last):
    return [first + timedelta(days=each) for each in range((last - first).days + 1)]


def of_kind(kind):
    return [row for row in GRID if row["kind"] == kind]


def dated(key):
    """The first day of which a row tells."""
    text = {row["id"]: row["date"] for row in REGISTER}.get(key) or key.removeprefix("timeline ")
    return str(ARTICLE) if re.fullmatch(r"S\d\d", key) else text


@pytest.mark.parametrize(
    ("kind", "number", "first", "last"),
    [("month", 43, START, END), ("whole", 1, START, END), ("quarter", 14, date(2023, 1, 1), END),
     ("past", 9, INVASION, START - timedelta(days=1))],
)  # fmt: skip
def test_every_day_lies_in_one_window_of_its_kind(kind, number, first, last):
    windows = of_kind(kind)
    assert len(windows) == number
    within = [each for row in windows for each in days(day(row["first"]), day(row["last"]))]
    assert within == days(first, last)


def test_months_and_quarters_are_those_of_the_calendar():
    for row in of_kind("month"):
        assert row["first"][:7] == row["last"][:7] == row["key"]
    for row in of_kind("quarter"):
        first = day(row["first"])
        assert (first.month % 3, first.day) == (1, 1)
        assert row["key"] == f"{first.year}-Q{first.month // 3 + 1}"


def test_crises_are_said_to_be_chosen_with_hindsight_and_no_day_of_theirs_was():
    crises = of_kind("window")
    assert [row["key"] for row in crises] == ["W2", "W3", "W4", "W5", "W6"]
    months = of_kind("month")
    for row in crises:
        assert row["note"].startswith("chosen with hindsight: ")
        assert row["first"] in {month["first"] for month in months}
        assert row["last"] in {month["last"] for month in months}


def test_no_window_lies_beyond_the_record():
    assert all(INVASION <= day(row["first"]) <= day(row["last"]) <= END for row in GRID)


def test_every_window_is_observed_once_and_nothing_else_is():
    assert [row["key"] for row in OBSERVED] == [row["key"] for row in GRID]
    assert len(WINDOWS) == len(GRID)


@pytest.mark.parametrize("coding", SPANS)
@pytest.mark.parametrize("row", OBSERVED, ids=lambda row: row["key"])
def test_the_class_is_that_of_the_days_in_the_window(row, coding):
    window = WINDOWS[row["key"]]
    within = days(day(window["first"]), day(window["last"]))
    there = {each for first, last in SPANS[coding] for each in days(day(first), day(last))}
    posture = sum(each in there for each in within)
    assert row[f"highest_{coding}"] == ("posture" if posture else "material")
    assert row[f"longest_{coding}"] == ("posture" if 2 * posture > len(within) else "material")


@pytest.mark.parametrize("row", OBSERVED, ids=lambda row: row["key"])
def test_loose_never_codes_lower_than_strict(row):
    order = ("below", "material", "posture", "entry")
    for quantity in ("highest", "longest"):
        strict, loose = (order.index(row[f"{quantity}_{coding}"]) for coding in SPANS)
        assert strict <= loose


@pytest.mark.parametrize("row", OBSERVED, ids=lambda row: row["key"])
def test_the_rows_behind_a_window_are_there_and_dated_no_later_than_its_end(row):
    last = WINDOWS[row["key"]]["last"]
    assert keys(row["rows"])
    for key in keys(row["rows"]):
        known(key)
        assert dated(key)[: len("2022-05")] <= last[: len("2022-05")], key
        if re.fullmatch(r"\d{4}-\d\d-\d\d", dated(key)):
            assert dated(key) <= last, key
        assert not key.startswith("FC-")
        assert key not in {"S29", "S52", "WPN-05"}


@pytest.mark.parametrize("row", OBSERVED, ids=lambda row: row["key"])
def test_a_window_could_be_coded_when_it_was_over_and_its_rows_were_known(row):
    rows = [known(key) for key in keys(row["rows"])]
    assert day(row["known"]) == max(day(WINDOWS[row["key"]]["last"]), *rows)
    assert day(row["known"]) <= END


def test_the_blocks_of_2022_could_be_coded_by_the_day_before_the_first_month():
    blocks = [row for row in OBSERVED if WINDOWS[row["key"]]["kind"] == "past"]
    assert all(day(row["known"]) < START for row in blocks)


def test_every_month_could_be_coded_before_the_next_began():
    months = [row for row in OBSERVED if WINDOWS[row["key"]]["kind"] == "month"]
    assert all(row["known"] == WINDOWS[row["key"]]["last"] for row in months)


def test_every_day_that_counts_as_posture_has_a_row_in_the_timeline_or_goes_on_from_one():
    events = {row["date"] for row in TIMELINE}
    for first, _ in LOOSE:
        assert first in events or first == "2024-07-01"  # of whom the 13th tells
    assert "2024-07-13" in events
    assert "2025-05-28" in events


def test_nobody_entered_and_nobody_fell():
    assert {(row["entry"], row["fall"]) for row in OBSERVED} == {("no", "no")}


def test_protest_was_small_while_the_war_began_and_calm_ever_since():
    """1,100 arrests at a risk of .1 to .35 are 3,000 to 11,000 people, .03 to .12 % of 9.3 million:
    the middle of it is small.
    """
    (arrested,) = (float(row["value"]) for row in REGISTER if row["id"] == "PR-12")
    assert 1e-4 < arrested / (0.1 * 0.35) ** 0.5 / 9.3e6 < 1e-3
    assert [row["key"] for row in OBSERVED if row["protest"] != "calm"] == ["past 2022-02"]
    marches = [row for row in REGISTER if row["id"].startswith("PR-") and row["unit"] == "people"]
    assert max(row["date"] for row in marches if row["id"] != "PR-14") <= "2022-02-28"


def test_step_down_is_asked_where_the_timeline_tells_of_one():
    asked = {row["key"]: row for row in OBSERVED if row["step_down"]}
    assert {key: row["step_down"] for key, row in asked.items()} == {
        "2024-07": "yes",
        "2026-06": "yes",
    }
    assert "timeline 2024-07-13" in keys(asked["2024-07"]["rows"])
    assert "timeline 2026-06-22" in keys(asked["2026-06"]["rows"])


REGISTERED = {row["id"]: row for row in REGISTER}


@pytest.mark.parametrize("row", FORECASTERS, ids=lambda row: row["row"])
def test_a_forecast_of_others_is_that_of_the_register(row):
    entry = REGISTERED[row["row"]]
    for mine, its in (("low", "low"), ("centre", "value"), ("high", "high")):
        assert float(row[mine]) == pytest.approx(float(entry[its]) / 100)
    assert row["date"] == entry["known"]
    assert row["about"] in {"entry", "invasion"}


def test_only_what_is_no_forecast_of_a_chance_from_belarus_is_left_out():
    """No price was seen of FC-02; FC-18 and FC-19 are about other events; FC-20 is a count."""
    forecasts = {key for key in REGISTERED if key.startswith("FC-")}
    left = forecasts - {row["row"] for row in FORECASTERS}
    assert left == {"FC-02", "FC-18", "FC-19", "FC-20"}


@pytest.mark.parametrize("row", FORECASTERS, ids=lambda row: row["row"])
def test_a_horizon_is_whole_or_not_told_and_ends_with_the_record_at_the_latest(row):
    assert bool(row["first"]) == bool(row["last"])
    assert row["horizon"]
    if row["last"]:
        assert row["first"] <= row["last"] <= str(END)


def test_claims_are_no_rows_of_a_window_but_the_one_that_ends_the_posture_of_2022():
    claims = {row["id"] for row in CLAIMS}
    used = {key for row in OBSERVED for key in keys(row["rows"])}
    assert used & claims == {"S37"}

"""Numbers are said as a careful person says them, and the question is answered in plain English."""

import pytest

from experiments.answer import Found, answer
from experiments.wording import interval, level_name, percent, points, pressure_words, said
from sim.estimates.intervals import Estimate, rate

OUTCOMES = ("no_entry", "limited_entry", "full_entry", "mutiny", "uprising", "replaced")
BLOCKS = ("not_demanded", "declined", "army_refused", "regime_fell")


def _found(
    limited: int,
    full: int,
    uprising: int = 0,
    declined: int = 500,
    worlds: int = 1000,
    **values: object,
) -> Found:
    counts = dict.fromkeys(OUTCOMES, 0) | {
        "limited_entry": limited,
        "full_entry": full,
        "uprising": uprising,
    }
    counts["no_entry"] = worlds - sum(counts.values())
    outcomes = {
        "entry": rate(limited + full, worlds),
        **{name: rate(count, worlds) for name, count in counts.items()},
    }
    blocks = {name: rate(declined if name == "declined" else 10, worlds) for name in BLOCKS}
    fall = rate(uprising, worlds)
    return Found(
        {path.replace("__", "."): value for path, value in values.items()}, outcomes, blocks, fall
    )


def _level(level: float, limited: int, full: int) -> Found:
    return _found(limited, full, pressure__level=level)


@pytest.mark.parametrize("worlds", [1, 10, 1000, 10_000_000])
def test_no_event_is_an_upper_bound_and_never_nought(worlds: int) -> None:
    never = rate(0, worlds)
    assert percent(never) == f"< {points(never.high)}"
    assert interval(never) == f"[0 - {points(never.high)}]"
    for text in (percent(never), said(never)):
        assert "0.0 %" not in text
        assert " 0 %" not in text


def test_the_upper_bound_of_nothing_in_n_worlds_is_about_three_in_n() -> None:
    assert percent(rate(0, 10_000)) == "< 0.030 %"
    assert said(rate(0, 10_000)) == "none of 10,000 histories (so in fewer than 0.030 %)"


def test_an_estimate_is_said_with_its_interval() -> None:
    assert said(rate(21, 1000)) == "2.1 % [1.4 % - 3.2 %] of histories"


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.434, "43.4 %"),
        (0.1, "10.0 %"),
        (0.0213, "2.1 %"),
        (0.00035, "0.035 %"),
        (0.000001, "0.00010 %"),
        (1e-9, "1.0e-07 %"),
        (1.0, "100.0 %"),
    ],
)
def test_a_probability_has_as_many_figures_as_help(probability: float, text: str) -> None:
    assert points(probability) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.4, "0.4 observed"), (1, "1.0 maximum"), (0.0, "0.0 none"), (0.35, "0.35")],
)
def test_a_named_level_of_pressure_is_named(value: float, text: str) -> None:
    assert level_name("pressure.level", value) == text


def test_only_pressure_has_named_levels() -> None:
    assert level_name("army.morale", 0.4) == "0.4"
    assert level_name("lukashenko", "cautious") == "cautious"


def test_pressure_is_spoken_of_in_words() -> None:
    assert [pressure_words(level) for level in (0, 0.4, 0.8, 0.35)] == [
        "no pressure", "the pressure observed in 2022", "severe pressure", "pressure 0.35",
    ]  # fmt: skip


def test_one_scenario_is_answered_with_its_probability_reason_and_risk() -> None:
    text = answer([_found(90, 10, uprising=20)])
    assert text == (
        "Belarus enters the war in 10.0 % [8.3 % - 12.0 %] of histories: very unlikely. "
        "90.0 % of those entries are limited to "
        "special forces and contract troops; the others take the whole army. What most "
        "often stands in the way is that Lukashenko "
        "declines: concessions "
        "short of war serve him better (50.0 % [46.9 % - 53.1 %] of histories). The regime "
        "falls before it could enter in 2.0 % "
        "[1.3 % - 3.1 %] of histories."
    )


def test_by_pressure_the_observed_level_comes_first_and_both_ends_follow() -> None:
    text = answer([_level(0.0, 0, 0), _level(0.4, 20, 1), _level(1.0, 400, 200)])
    assert text.startswith(
        "How often does Belarus enter the war when Moscow presses harder? Under the "
        "pressure observed in 2022 it enters in 2.1 %"
    )
    assert (
        "Under no pressure, in none of 1,000 histories (so in fewer than 0.30 %); under "
        "maximum pressure, in 60.0 %" in text
    )
    assert "66.7 % of those entries are limited" in text


def test_other_treatments_are_answered_by_the_rarest_and_the_most_frequent() -> None:
    found = [
        _found(50, 0, lukashenko="baseline"),
        _found(5, 0, lukashenko="cautious"),
        _found(300, 100, lukashenko="loyalist"),
    ]
    text = answer(found)
    assert text.startswith(
        "Across 3 treatments, entry is rarest with lukashenko cautious, in 0.50 %"
    )
    assert "most frequent with lukashenko loyalist, in 40.0 %" in text


def test_entries_that_are_all_limited_are_said_to_be() -> None:
    assert "Every entry is limited to special forces and contract troops." in answer([_found(7, 0)])


def test_nothing_found_is_said_plainly() -> None:
    assert answer([]) == "No world has been lived yet."


def test_sentences_are_one_space_apart() -> None:
    assert "  " not in answer([_found(0, 0)])


def test_not_all_entries_are_limited_where_one_is_full() -> None:
    assert "100" not in answer([_found(999, 1, worlds=2000)])


def test_a_round_probability_keeps_its_second_figure() -> None:
    assert points(0.07) == "7.0 %"


def test_nothing_but_events_is_a_lower_bound() -> None:
    assert percent(rate(10, 10)) == "> 74.1 %"


@pytest.mark.parametrize("probability", [0.0, 0.049, 0.05, 0.2, 0.45, 0.55, 0.8, 0.95, 1.0])
def test_every_probability_has_a_word(probability: float) -> None:
    assert Estimate(1, 2, probability, 0, 1).words

"""Names and numbers are said as a careful person says them, and the question is answered."""

from collections.abc import Mapping

import pytest

from experiments.findings.found import Finding
from experiments.words import names
from experiments.words.answer import answer, pressure
from experiments.words.colours import COLOURS
from experiments.words.parameters import LEVELS, axis, setting, value
from sim.agents.minsk import LukashenkoIncentives
from sim.agents.moscow import Option, PutinIncentives
from sim.agents.opposition import OppositionIncentives, Tactic
from sim.estimates.intervals import Estimate, rate
from sim.laws.choice import LEANING
from sim.laws.pressure import LEVELS as PRESSURE
from sim.numbers import estimate, interval, percent, ranged, said, told
from sim.scenario import Scenario
from sim.world import Block, Outcome, Rung

VOCABULARY = {
    Outcome: (names.OUTCOMES, names.ENDINGS),
    Block: (names.BLOCKS, names.OBSTACLES),
    Rung: (names.RUNGS,),
    Option: (names.OPTIONS,),
    Tactic: (names.TACTICS,),
}


def _found(
    limited: int,
    full: int,
    uprising: int = 0,
    declined: int = 500,
    worlds: int = 1000,
    values: Mapping[str, object] | None = None,
) -> Finding:
    counts = dict.fromkeys((each.name.lower() for each in Outcome), 0)
    counts |= {"limited_entry": limited, "full_entry": full, "uprising": uprising}
    counts["no_entry"] = worlds - sum(counts.values())
    outcomes = {name: rate(count, worlds) for name, count in counts.items()}
    blocked = {each.name.lower(): 10 for each in Block} | {"declined": declined}
    return Finding(
        values=values or {},
        worlds=worlds,
        outcomes={"entry": rate(limited + full, worlds), **outcomes},
        blocks={name: rate(count, worlds) for name, count in blocked.items()},
        rungs={},
        fall=rate(uprising, worlds),
    )


def _level(level: float, limited: int, full: int) -> Finding:
    return _found(limited, full, values={"pressure.level": level})


@pytest.mark.parametrize("kind", VOCABULARY, ids=lambda kind: kind.__name__)
def test_every_outcome_reason_and_option_has_a_name(kind: type) -> None:
    for spoken in VOCABULARY[kind]:
        assert list(spoken) == [each.name.lower() for each in kind]
        assert len(set(spoken.values())) == len(spoken)


def test_every_option_that_may_stand_has_words_for_going_on_with_it() -> None:
    options = [each.name.lower() for kind in (Option, Rung, Tactic) for each in kind]
    assert list(names.GOES_ON) == list(names.CHOOSES) == options
    assert len(set(names.CHOOSES.values())) == len(options)
    assert len(set(names.GOES_ON.values())) == len(options)


def test_every_incentive_is_told_in_words() -> None:
    assert names.incentive(LEANING) == "private reasons"
    for leader in (PutinIncentives, LukashenkoIncentives, OppositionIncentives):
        told = {name: names.incentive(name) for name in leader().weights}
        assert len(set(told.values())) == len(told)
        assert not [words for words in told.values() if "_" in words]


def test_every_outcome_rung_and_reason_has_a_colour() -> None:
    drawn = {each.name.lower() for kind in (Outcome, Block, Rung) for each in kind}
    assert drawn <= COLOURS.keys()


def test_the_named_levels_are_the_models() -> None:
    assert {name: level for level, name in LEVELS.items()} == PRESSURE


@pytest.mark.parametrize("worlds", [1, 10, 1000, 10_000_000])
def test_no_event_is_an_upper_bound_and_never_nought(worlds: int) -> None:
    never = rate(0, worlds)
    assert estimate(never) == f"< {percent(never.high)}"
    assert told(never) == f"under {percent(never.high)}"
    assert interval(never) == f"[0 - {percent(never.high)}]"
    for text in (estimate(never), said(never)):
        assert "0.0 %" not in text
        assert " 0 %" not in text


def test_the_upper_bound_of_nothing_in_n_worlds_is_about_three_in_n() -> None:
    assert estimate(rate(0, 10_000)) == "< 0.030 %"
    assert said(rate(0, 10_000)) == "none of 10,000 histories (so in under 0.030 %)"


def test_an_estimate_is_said_with_its_interval() -> None:
    assert said(rate(21, 1000)) == "2.1 % [1.4 % - 3.2 %] of histories"


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.434, "43 %"),
        (0.1, "10 %"),
        (0.07, "7.0 %"),
        (0.0996, "10 %"),
        (0.0213, "2.1 %"),
        (0.00035, "0.035 %"),
        (0.000001, "0.00010 %"),
        (1e-9, "< 0.00001 %"),
        (0.9865, "98.7 %"),
        (0.0, "0 %"),
        (1.0, "100 %"),
    ],
)
def test_a_probability_has_as_many_figures_as_help(probability: float, text: str) -> None:
    assert percent(probability) == text


def test_a_narrow_interval_bears_a_third_figure() -> None:
    narrow = Estimate(241, 10_000, 0.0241, 0.0240, 0.0242)
    assert (estimate(narrow), interval(narrow)) == ("2.41 %", "[2.40 % - 2.42 %]")
    assert ranged(narrow) == "2.41 % (2.40 to 2.42 %)"
    wide = rate(21, 1000)
    assert ranged(wide) == "2.1 % (1.4 to 3.2 %)"


def test_an_interval_that_begins_next_to_nothing_begins_at_nought() -> None:
    assert interval(Estimate(1e-9, 100, 1e-11, 1e-12, 1e-6)) == "[0 - 0.00010 %]"


@pytest.mark.parametrize(
    ("path", "number", "text"),
    [
        ("pressure.level", 0.4, "observed (0.4)"),
        ("pressure.level", 1, "maximum (1)"),
        ("pressure.level", 0.35, "0.35"),
        ("army.morale", 0.4, "0.4"),
        ("lukashenko", "cautious", "cautious"),
        ("force", "", "nothing"),
        ("pressure.weekly", (0.4, 1.0), "[0.4, 1]"),
        ("force", "never entry", "never entry"),
        ("start", "2022-12-07", "7 December 2022"),
    ],
)
def test_a_value_is_said_with_its_name(path: str, number: object, text: str) -> None:
    assert value(path, number).replace("\u00a0", " ") == text


def test_the_morale_that_is_said_to_be_estimated_is_the_model_s() -> None:
    assert f"{Scenario().army.morale:g} estimated" in axis("army.morale")


def test_a_setting_is_said_within_a_sentence() -> None:
    said_so = setting("pressure.level", 0.8).replace("\u00a0", " ")
    assert said_so == "severe Kremlin pressure (0.8)"
    assert setting("army.morale", 0.3) == "army morale 0.3"


def test_pressure_is_spoken_of_in_words() -> None:
    assert [pressure(level) for level in (0, 0.4, 0.8, 0.35)] == [
        "no pressure", "the pressure observed in 2022", "severe pressure", "pressure 0.35",
    ]  # fmt: skip


def test_one_scenario_is_answered_with_its_probability_reason_and_risk() -> None:
    text = answer([_found(90, 10, uprising=20)])
    assert text == (
        "Belarus enters the war in 10 % [8.3 % - 12 %] of histories: very unlikely. "
        "90 % of those entries are limited to "
        "special forces and contract troops; the others take the whole army. What most "
        "often stands in the way is that Lukashenko "
        "declines: concessions "
        "short of war serve him better (50 % [47 % - 53 %] of histories). The regime "
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
        "Under no pressure, in none of 1,000 histories (so in under 0.30 %); under "
        "maximum pressure, in 60 %" in text
    )
    assert "67 % of those entries are limited" in text


def test_other_treatments_are_answered_by_the_rarest_and_the_most_frequent() -> None:
    found = [
        _found(50, 0, values={"lukashenko": "baseline"}),
        _found(5, 0, values={"lukashenko": "cautious"}),
        _found(300, 100, values={"lukashenko": "loyalist"}),
    ]
    text = answer(found)
    assert text.startswith(
        "Across 3 treatments, entry is rarest with lukashenko cautious, in 0.50 %"
    )
    assert "most frequent with lukashenko loyalist, in 40 %" in text


def test_entries_that_are_all_limited_are_said_to_be() -> None:
    assert "Every entry is limited to special forces and contract troops." in answer([_found(7, 0)])


def test_nothing_found_is_said_plainly() -> None:
    assert answer([]) == "No world has been lived yet."


def test_sentences_are_one_space_apart() -> None:
    assert "  " not in answer([_found(0, 0)])


def test_not_all_entries_are_limited_where_one_is_full() -> None:
    assert "100" not in answer([_found(999, 1, worlds=2000)])


def test_a_full_entry_too_rare_for_the_figures_printed_is_said_to_be_rare() -> None:
    text = answer([_found(4000, 1, worlds=8000)])
    assert "All but the rarest entries are limited to special forces" in text
    assert "100" not in text


def test_a_chance_too_small_to_print_is_under_a_bound_in_a_sentence() -> None:
    tiny = Estimate(1e-12, 500, 1e-14, 1e-15, 1e-9)
    assert said(tiny) == "under 0.00001 % of histories"


def test_nothing_but_events_is_a_lower_bound() -> None:
    assert estimate(rate(10, 10)) == "> 74 %"


@pytest.mark.parametrize("probability", [0.0, 0.049, 0.05, 0.2, 0.45, 0.55, 0.8, 0.95, 1.0])
def test_every_probability_has_a_word(probability: float) -> None:
    assert Estimate(1, 2, probability, 0, 1).words

"""What was seen: how it is written, what of the record is known when, and what it implies."""

from datetime import date

import numpy as np
import pytest

from experiments.mistakes import UserError
from experiments.why.indicators.clusters import by_vector
from experiments.why.indicators.observables import NAMES
from experiments.why.indicators.sightings import Sightings
from experiments.why.observed.coded import coded, of_record
from experiments.why.observed.conditioned import FEWEST, WINDOWS, conditioned
from experiments.why.observed.grammar import LAST_WEEK, parse
from experiments.why.observed.shifts import _moved, weighted_median
from sim.agents.moscow import Option
from sim.estimates.courses import Courses
from sim.evidence.known import known
from sim.world import NEVER
from tests.imports import ROOT

START = date(2022, 12, 7)


def courses():
    """Three worlds over ten weeks: in the first an ultimatum stands in week 4, the contingent of
    the second grows by a thousand a week from none, the third is quiet.
    """
    of = Courses.unwritten(10, 3)
    of.backing[:], of.compliance[:], of.front[:] = 0.8, 0.6, 0.8
    of.option[4, 0] = Option.ULTIMATUM
    of.contingent[:, 1] = np.arange(10)
    return of


@pytest.mark.parametrize(
    ("said", "worlds"),
    [
        ("ultimatum in week 4", [0]),
        ("ultimatum in week 5", []),
        ("ultimatum by week 5", [0]),
        ("no ultimatum by week 3", [0, 1, 2]),
        ("no ultimatum by week 9", [1, 2]),
        ("contingent above 5 thousand in week 5", [1]),
        ("contingent above 5.5 thousand in week 5", []),
        ("contingent above 5 thousand by week 9", [1]),
        ("contingent below 3 thousand in week 9", [0, 2]),
        ("contingent between 2 and 4 thousand in week 3", [1]),
        ("no contingent above 8 thousand by week 7", [0, 1, 2]),
        ("army willing above 59 % in week 0", [0, 1, 2]),
        ("protest above 0.1 % by week 9", []),
        ("refusals in the army by week 9", []),
        ("  ultimatum   in week 4 ", [0]),
    ],
)
def test_what_is_written_is_looked_for(said, worlds):
    (thing,) = parse(said)
    assert np.flatnonzero(thing.shown(courses())).tolist() == worlds


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", "observe says 0 things"),
        (" ; ", "observe says 0 things"),
        ("; ".join(["ultimatum in week 4"] * 41), "observe says 41 things: allowed are 1 to 40"),
        ("ultimatum", "'ultimatum' is not understood; allowed are ultimatum, own units"),
        ("ultimatum on week 4", "is not understood"),
        ("an ultimatum in week 4", "is not understood"),
        ("contingent above many thousand in week 4", "is not understood"),
        ("contingent above 12 in week 4", "is not understood"),
        ("ultimatum in week 208", f"week 208 is not from 0 to {LAST_WEEK}"),
        ("contingent above 201 thousand in week 4", "rising numbers from 0 to 200 thousand"),
        ("contingent between 9 and 4 thousand in week 4", "rising numbers from 0 to 200"),
        ("protest above 101 % by week 4", "rising numbers from 0 to 100 %"),
        ("x" * 5000, "'xxxx"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_line(said, told):
    with pytest.raises(UserError) as mistake:
        parse(said)
    assert told in str(mistake.value)
    assert len(str(mistake.value)) < 500
    assert len(str(mistake.value).splitlines()) == 1


def test_every_row_that_is_coded_can_be_read_and_rests_on_evidence_known_by_its_day():
    windows = (ROOT / "sim" / "evidence" / "observed.csv").read_text(encoding="utf-8")
    days = {row.split(",")[0]: row.split(",")[9] for row in windows.splitlines()}
    for row in coded():
        parse(f"{row['says']} {'by' if row['says'].startswith('no ') else 'in'} week 1")
        source = row["source"]
        first = days[source] if source in days else str(known(source))
        assert first <= row["known"], row
        assert row["first"] <= row["last"] <= row["known"], row
        assert row["reason"]


def test_units_are_coded_absent_only_where_the_strict_coding_has_none():
    lines = (ROOT / "sim" / "evidence" / "observed.csv").read_text(encoding="utf-8").splitlines()
    strict = {line.split(",")[0]: line.split(",")[1] for line in lines}
    calm = {line.split(",")[0]: line.split(",")[6] for line in lines}
    for row in coded():
        if row["says"] == "no own units at the border":
            assert strict[row["source"]] == "material", row
        if row["says"] == "no crowd in the street":
            assert calm[row["source"]] == "calm", row


def test_a_count_is_coded_as_the_classes_that_a_third_either_way_touches():
    register = (ROOT / "sim" / "evidence" / "register.csv").read_text(encoding="utf-8").splitlines()
    counted = {line.split(",")[0]: float(line.split(",")[2]) / 1000
               for line in register if line.startswith("RU-")}  # fmt: skip
    for row in coded():
        if row["says"].startswith("contingent"):
            low, high = (counted[row["source"]] * factor for factor in (2 / 3, 4 / 3))
            said = "above 6" if high > 12 else "below 6" if high < 6 else "between 6 and 12"
            assert low >= 6 or high < 6, row
            assert row["says"] == f"contingent {said} thousand"


def test_nothing_that_was_known_later_is_used():
    sooner, week = of_record(START, date(2023, 3, 25))
    assert week == 14
    assert not any("below 6" in thing.said for thing in sooner)
    later, _ = of_record(START, date(2023, 3, 26))
    assert [thing.said for thing in later if "below 6" in thing.said] == []  # its week is not over
    later, _ = of_record(START, date(2023, 4, 1))
    assert "contingent below 6 thousand in week 15" in {thing.said for thing in later}


def test_an_absence_that_goes_on_is_said_once_with_its_last_week():
    things, week = of_record(START, date(2023, 6, 1))
    borders = [thing for thing in things if "border" in thing.said]
    assert len(borders) == 1
    assert borders[0].absent
    assert borders[0].by
    # the last week that was over on 31 May: 24 begins on 24 May and ends on 30 May
    assert (borders[0].week, week) == (24, 24)


def test_an_absence_since_december_is_not_taken_for_one_since_february():
    things, _ = of_record(date(2022, 2, 24), date(2023, 2, 1))
    assert things
    assert not any(thing.absent for thing in things)


@pytest.mark.parametrize("start", [date(2026, 6, 1), date(2022, 12, 7)])
def test_where_the_record_says_nothing_that_is_refused(start):
    with pytest.raises(UserError, match="nothing that is coded"):
        of_record(start, date(2022, 12, 10) if start.year == 2022 else date(2026, 9, 1))


def made_up(worlds=40_000, vectors=400, seed=6):
    """Worlds in which the vectors' places foretell both what is shown and entry: half of those of
    the upper half of vectors show it and half enter in week 20, of the others a tenth.
    """
    rng = np.random.default_rng(seed)
    vector = np.arange(worlds) % vectors
    chance = np.where(vector >= vectors // 2, 0.5, 0.1)
    shown = (rng.random(worlds) < chance)[None]
    entered = np.where(rng.random(worlds) < chance, 20, NEVER)
    first = np.full((len(NAMES), worlds), NEVER)
    return Sightings(first, np.zeros((0, worlds)), shown, entered, entered, vector)


THINGS = parse("ultimatum by week 10")


def test_what_was_seen_gives_the_vectors_the_weight_that_bayes_gives_them():
    found = conditioned(made_up(), THINGS, 10)
    window = found.windows[WINDOWS.index(13)]
    # upper half: .25 of .3 show it; entry .5 there and .1 in the rest
    true = (0.25 * 0.5 + 0.05 * 0.1) / 0.3
    assert window.seen.low <= true <= window.seen.high
    assert window.prior.low <= 0.3 <= window.prior.high
    upper = found.after[200:].sum() / found.after.sum()
    assert upper == pytest.approx(5 / 6, abs=3 * np.sqrt(5 / 36 / found.worlds))


def test_windows_begin_after_what_was_seen_and_hold_one_another():
    found = conditioned(made_up(), THINGS, 10)
    chances = {each.weeks: each.seen.probability for each in found.windows}
    assert chances[4] == 0  # weeks 11 to 14
    assert chances[13] == chances[26] == chances[52] > 0  # week 20 is in all of them
    after = conditioned(made_up(), THINGS, 20)
    assert all(each.seen.count == each.prior.count == 0 for each in after.windows)


def test_the_effective_number_of_vectors_is_kishs():
    found = conditioned(made_up(), THINGS, 10)
    counts = by_vector(made_up().vector, made_up().shown[0] & made_up().goes_on(10))
    assert found.vectors == pytest.approx(counts.sum() ** 2 / (counts**2).sum())
    assert found.vectors < 400


def test_too_few_vectors_are_refused_with_what_to_leave_out():
    sightings = made_up()
    few = (sightings.vector < FEWEST - 5)[None]
    things = parse("ultimatum by week 10; own units at the border in week 3")
    both = Sightings(sightings.first, sightings.highest, np.concatenate([sightings.shown, few]),
                     sightings.entered, sightings.ended, sightings.vector)  # fmt: skip
    with pytest.raises(UserError, match="leave out 'own units at the border in week 3'"):
        conditioned(both, things, 10)
    nobody = Sightings(sightings.first, sightings.highest, few & False, sightings.entered,
                       sightings.ended, sightings.vector)  # fmt: skip
    with pytest.raises(UserError, match=f"at least {FEWEST} are needed: ask for more worlds, or"):
        conditioned(nobody, THINGS, 10)


def test_a_weighted_median_is_that_of_the_list():
    assert weighted_median(np.array([3.0, 1.0, 2.0]), np.array([1.0, 1.0, 1.0])) == 2
    assert weighted_median(np.array([3.0, 1.0, 2.0]), np.array([5.0, 1.0, 1.0])) == 3


def test_a_parameter_that_decides_moves_and_others_do_not():
    rng, found = np.random.default_rng(9), conditioned(made_up(), THINGS, 10)
    place = (np.arange(400) + 0.5) / 400
    moved, error = _moved(np.array([place, rng.random(400)]).T, found.before, found.after)
    # means .75 and .25 of the halves, weights 5 to 1: a third of the cube, of a spread of .2887
    # errors are of vectors drawn anew
    assert moved[0] == pytest.approx((5 / 6 - 1 / 2) * 0.5 / np.sqrt(1 / 12), abs=2 * error[0])
    assert moved[0] > 3 * error[0]
    assert abs(moved[1]) < 3 * error[1]

"""Rare events on the way, by splitting."""

import numpy as np
import pytest
from scipy.stats import binom

from benchmarks.coverage import ENDLESS, SMALL
from benchmarks.front_law import falls_below
from sim import ScenarioError
from sim.splitting import families
from sim.splitting import rare as splitting
from sim.splitting.events import Event, counted
from sim.splitting.families import SPLIT, Families
from sim.splitting.rare import answer, pilot, rare

FALSE_ALARM = 1e-4  # chance that a test fails though the claim is true
LONE = SMALL.but(ENDLESS)
FRONT = Event.parse("front<0.64")
TRUTH = falls_below(LONE.theatre, LONE.weeks, FRONT.threshold)


def families_of(scenario, event, values, worlds, number=0):
    levels = np.array([event.sign * (value - event.threshold) for value in values])
    return Families(scenario, event, levels, worlds, 3, number)


def assert_near(chances, truth):
    spread = 4 * chances.std(ddof=1) / np.sqrt(chances.size)
    assert abs(chances.mean() - truth) < spread


@pytest.mark.parametrize("values", [(), (0.72,), (0.74, 0.7, 0.67), (0.71, 0.705, 0.7)])
def test_families_are_unbiased_wherever_the_levels_lie(values):
    event = Event.parse("front<0.67")
    chances = families_of(LONE, event, values, 2048).live().chances(2048)
    assert_near(chances, falls_below(LONE.theatre, LONE.weeks, 0.67))


def test_families_are_unbiased_when_they_are_thinned(monkeypatch):
    monkeypatch.setattr(families, "MOST", 6)
    chances = families_of(LONE, FRONT, (0.72, 0.7, 0.68, 0.66), 4096).live().chances(4096)
    assert_near(chances, TRUTH)


def test_a_family_is_at_most_so_large(monkeypatch):
    monkeypatch.setattr(families, "MOST", 6)
    leaves = families_of(LONE, FRONT, (0.79, 0.785, 0.78), 128).live()
    at_the_end = leaves.family[np.isfinite(leaves.nearest)]
    assert np.bincount(at_the_end).max() == 6


def test_what_ended_before_does_not_count():
    scenario = SMALL.but({"pressure.level": 1.0, "regime.coup_base": 0.01})
    event = Event.parse("front<0.72")
    plain = counted(scenario, event, 8192)
    chances = families_of(scenario, event, (0.76, 0.74), 2048, 2**20).live().chances(2048)
    free = falls_below(scenario.theatre, scenario.weeks, 0.72)
    assert plain.high < 0.8 * free
    spread = np.hypot(
        chances.std(ddof=1) / np.sqrt(2048), np.sqrt(plain.probability / plain.worlds)
    )
    assert abs(chances.mean() - plain.probability) < 4 * spread


def test_the_pilot_sets_levels_that_one_in_four_comes_to():
    levels, _, _ = pilot(LONE, FRONT, 1)
    assert (np.diff(levels) > 0).all()
    assert levels[-1] < 0
    below = [falls_below(LONE.theatre, LONE.weeks, FRONT.value(level)) for level in levels]
    shares = np.array(below) / [1, *below[:-1]]
    assert ((shares > 0.1) & (shares < 0.6)).all()
    assert below[-1] / SPLIT < 4 * TRUTH


def test_the_pilot_has_luck_of_its_own():
    _, number, _ = pilot(LONE, FRONT, 1)
    assert number > splitting._OWN_LUCK + splitting._PILOT


def test_an_event_that_is_not_rare_needs_no_levels():
    split = rare(LONE, Event.parse("front<0.77"), worlds=256)
    assert split.levels == ()
    truth = falls_below(LONE.theatre, LONE.weeks, 0.77)
    assert split.estimate.low < truth < split.estimate.high


def test_a_certain_event_is_certain():
    split = rare(SMALL, Event.parse("front>0.1"), worlds=64)
    assert split.estimate.probability == pytest.approx(1, abs=0.02)
    assert not split.refusal


@pytest.mark.parametrize(("text", "level"), [("compliance<0.6", 0.2), ("compliance<0.55", 0.4)])
def test_splitting_agrees_with_counting_where_counting_can_see(text, level):
    found = answer(SMALL.but({"pressure.level": level}), Event.parse(text), worlds=1024, seed=2)
    split, plain = found.split.estimate, found.counted
    assert not found.refusal
    assert split.low < plain.high
    assert plain.low < split.high


@pytest.mark.long
def test_splitting_sees_what_counting_cannot():
    event = Event.parse("front<0.585")
    found = answer(LONE, event, worlds=4096, seed=1)
    assert not found.counting_first
    truth = falls_below(LONE.theatre, LONE.weeks, event.threshold)
    assert found.counted.count < 5
    assert found.estimate.low < truth < found.estimate.high
    assert found.estimate.high < 10 * truth


def test_the_same_seed_gives_the_same_answer_and_another_seed_another():
    event = Event.parse("compliance<0.6")
    first, again, other = (rare(SMALL, event, worlds=128, seed=seed) for seed in (4, 4, 5))
    assert first == again
    assert first.estimate != other.estimate


def assert_held(seeds, worlds):
    given, held = 0, 0
    for seed in range(1, seeds + 1):
        split = rare(LONE, FRONT, worlds, seed)
        given += not split.refusal
        held += not split.refusal and split.estimate.low <= TRUTH <= split.estimate.high
    assert given >= 0.8 * seeds
    assert held >= binom.ppf(FALSE_ALARM, given, 0.95)


@pytest.mark.long
def test_intervals_hold_the_truth():
    assert_held(4, 768)


@pytest.mark.slow
def test_intervals_hold_the_truth_as_often_as_they_say():
    assert_held(200, 1024)


def test_progress_is_told_every_world():
    told = []
    rare(SMALL, Event.parse("front<0.7"), worlds=600, advance=told.append)
    assert sum(told) == 600
    assert len(told) > 2


def test_too_few_worlds_are_refused():
    with pytest.raises(ScenarioError, match="worlds = 1: at least 2 are needed"):
        rare(SMALL, FRONT, worlds=1)

"""Endings foreseen instead of drawn: the same probabilities, from far fewer worlds."""

import math
from functools import lru_cache

import numpy as np
import pytest
from scipy.special import ndtri

from sim import Outcome, Scenario, ScenarioError, simulate
from sim.estimates.masses import Masses, estimate, estimates, rows_of
from sim.estimates.weekly import WHOLE
from sim.world import Block

SMALL = {"army.soldiers": 64, "public.citizens": 128}
WORLDS = 600
DIVERSE = (
    {"pressure.level": 0.4},
    {"pressure.level": 0.8},
    {"pressure.level": 1.0},
    {
        "pressure.level": 1.0,
        "army.loyalty": 0.5,
        "lukashenko.loyalty_bias": 0.4,
        "army.morale": 0.35,
    },
    {"pressure.level": 0.8, "putin.escalation": 0.6, "putin.rationality": 8.0},
    {"pressure.level": 1.0, "lukashenko.dependence": 1.0},
    {"pressure.level": 0.7, "public.grievance": 0.5, "regime.uprising_base": 0.003},
    {"pressure.level": 1.0, "choice.rule": "best_response"},
)


@lru_cache(maxsize=32)
def lived(number, estimator, worlds=WORLDS, seed=1):
    return simulate(Scenario().but({**SMALL, **DIVERSE[number]}), worlds, seed, estimator=estimator)


def gaps():
    """How many standard errors apart the two estimates of every outcome are, where both saw it."""
    for number in range(len(DIVERSE)):
        drawn, foreseen = (
            lived(number, "counted", seed=100 + number).histories.chances,
            lived(number, "conditional").histories.chances,
        )
        for outcome in Outcome:
            p = foreseen[outcome].mean()
            error = math.sqrt(
                (p * (1 - p) + foreseen[outcome].var()) / WORLDS
            )  # few events would understate their own error
            if p * WORLDS >= 5:
                yield number, outcome, (drawn[outcome].mean() - foreseen[outcome].mean()) / error


@pytest.mark.long
def test_foreseen_and_drawn_endings_agree_over_diverse_scenarios():
    found = list(gaps())
    allowed = -ndtri(0.005 / len(found) / 2)  # family-wise error of half a per cent
    assert len(found) > 20
    for number, outcome, gap in found:
        assert abs(gap) < allowed, (
            f"{DIVERSE[number]}: {outcome.name} differs by {gap:.1f} standard errors"
        )


@pytest.mark.parametrize("number", range(len(DIVERSE)))
def test_every_history_shares_out_its_whole_weight(number):
    histories = lived(number, "conditional").histories
    for ledger in (histories.chances, histories.rungs, histories.blocks + 0):
        assert ledger.min() >= -1e-15
    np.testing.assert_allclose(histories.chances.sum(axis=0), 1, atol=1e-12)
    np.testing.assert_allclose(histories.rungs.sum(axis=0), 1, atol=1e-12)
    entry = histories.chances[Outcome.LIMITED_ENTRY] + histories.chances[Outcome.FULL_ENTRY]
    np.testing.assert_allclose(histories.blocks.sum(axis=0) + entry, 1, atol=1e-12)
    np.testing.assert_allclose(
        histories.blocks[Block.REGIME_FELL],
        histories.chances[[Outcome.UPRISING, Outcome.REPLACED]].sum(axis=0),
        atol=1e-12,
    )


TOLD = (
    "outcome",
    "ended",
    "highest_rung",
    "rung_weeks",
    "ultimatum",
    "failed_orders",
    "lowest_compliance",
)  # of a world's row, whichever way its ending was met


def same_rows(drawn, foreseen):
    for name in TOLD:
        np.testing.assert_array_equal(getattr(drawn, name), getattr(foreseen, name), err_msg=name)


@pytest.mark.parametrize("number", [1, 3])
def test_the_dice_bring_the_same_endings_whether_or_not_they_are_foreseen(number):
    drawn, foreseen = (
        lived(number, estimator).histories for estimator in ("counted", "conditional")
    )
    same_rows(drawn, foreseen)
    stayed_out = ~np.isin(drawn.outcome, (Outcome.LIMITED_ENTRY, Outcome.FULL_ENTRY))
    np.testing.assert_array_equal(drawn.blocked[stayed_out], foreseen.blocked[stayed_out])


@pytest.mark.parametrize("seed", range(6))
def test_rows_are_the_same_where_several_options_demand_entry_and_the_army_mutinies(seed):
    rng = np.random.default_rng(seed)
    demands = [0.1, 0.3, 0.55, 1.0, 0.55]
    demands[rng.integers(3)] = 1.0
    scenario = Scenario().but({
        **SMALL, "weeks": 26, "putin.demands": tuple(demands), "lukashenko.loyalty_bias": 0.4,
        "pressure.level": rng.uniform(0.6, 1), "lukashenko.rationality": rng.uniform(0, 10),
        "army.loyalty": rng.uniform(0.2, 0.5), "army.morale": rng.uniform(0.2, 0.4),
    })  # fmt: skip
    drawn, foreseen = (
        simulate(scenario, 300, seed, estimator=estimator).histories
        for estimator in ("counted", "conditional")
    )
    assert np.count_nonzero(drawn.outcome == Outcome.MUTINY) > 20
    same_rows(drawn, foreseen)


@pytest.mark.parametrize("number", range(len(DIVERSE)))
def test_foreseeing_never_needs_more_worlds(number):
    foreseen = lived(number, "conditional").histories.chances
    entry = foreseen[Outcome.LIMITED_ENTRY] + foreseen[Outcome.FULL_ENTRY]
    p = entry.mean()
    assert entry.var() <= p * (1 - p)  # what a count of worlds has


def test_entry_that_rests_on_few_worlds_has_the_bound_of_worlds_that_were_not_seen():
    rare = Scenario().but({**SMALL, "pressure.level": 0.2})
    drawn, foreseen = (
        simulate(rare, 500, estimator=estimator, seed=0).entry()
        for estimator in ("counted", "conditional")
    )
    assert drawn.count == 0
    assert 0 < foreseen.probability < 1e-4
    assert foreseen.low < foreseen.probability
    assert drawn.high < foreseen.high < 1.3 * drawn.high  # two-sided against one-sided


def test_a_chance_that_every_world_bears_has_a_narrow_interval():
    quiet = Scenario().but({**SMALL, "pressure.level": 0.2})
    drawn, foreseen = (
        simulate(quiet, 500, estimator=estimator, seed=0).rates()[Outcome.UPRISING]
        for estimator in ("counted", "conditional")
    )
    assert foreseen.high - foreseen.low < 0.1 * (drawn.high - drawn.low)
    assert drawn.low <= foreseen.probability <= drawn.high


@pytest.mark.parametrize("rung", ["limited_entry", "full_entry"])
@pytest.mark.parametrize("asked", ["ultimatum", "press"])
def test_an_order_that_is_forced_holds_for_certain_or_not_at_all(rung, asked):
    morale = {"limited_entry": 0.42, "full_entry": 0.6}[rung]
    force = f"week 0: putin=hold for 3 weeks; week 3: putin={asked}; week 3: lukashenko={rung}"
    ordered = Scenario().but({**SMALL, "weeks": 4, "army.morale": morale, "force": force})
    drawn, foreseen = (
        simulate(ordered, 400, 2, estimator=estimator).histories
        for estimator in ("counted", "conditional")
    )
    same_rows(drawn, foreseen)
    entry = foreseen.chances[[Outcome.LIMITED_ENTRY, Outcome.FULL_ENTRY]].sum(axis=0)
    fallen = 4 * 0.003  # of the chance at most goes to a fall of the regime in four weeks
    assert ((entry > 1 - fallen) | (entry == 0)).all()
    reached = (drawn.ended == 3) | (drawn.failed_orders > 0)
    entered = np.isin(drawn.outcome, (Outcome.LIMITED_ENTRY, Outcome.FULL_ENTRY))
    assert 0 < np.count_nonzero(entered) < np.count_nonzero(reached)
    np.testing.assert_array_equal((entry > 0)[reached], entered[reached])


def test_foresight_does_not_depend_on_the_batch():
    scenario = Scenario().but({**SMALL, "pressure.level": 0.8})
    whole, parts = (
        simulate(scenario, 200, 3, estimator="conditional", batch=batch) for batch in (200, 37)
    )
    for name in ("incidence", "blocks", "rungs"):
        np.testing.assert_array_equal(getattr(whole.masses, name), getattr(parts.masses, name))
    for name in ("living", "states", "putin", "lukashenko", "opposition"):
        np.testing.assert_array_equal(getattr(whole.weekly, name), getattr(parts.weekly, name))
    np.testing.assert_array_equal(whole.histories.chances, parts.histories.chances)


def test_the_incidence_of_the_last_week_is_the_rate():
    outcomes = lived(1, "conditional")
    for outcome in list(Outcome)[1:]:
        last, rate = outcomes.incidence(outcome)[-1], outcomes.rates()[outcome]
        assert math.isclose(last.probability, rate.probability, rel_tol=1e-9)
        assert math.isclose(last.low, rate.low, rel_tol=1e-6, abs_tol=1e-12)


def test_foreseen_weeks_look_like_counted_weeks():
    drawn, foreseen = (lived(1, estimator).weekly for estimator in ("counted", "conditional"))
    for actor in ("putin", "lukashenko", "opposition"):
        shares = [getattr(weekly, actor)[30] / weekly.living[30] for weekly in (drawn, foreseen)]
        error = 5 * np.sqrt(0.25 / (drawn.living[30] / WHOLE) * 2)
        assert np.abs(shares[0] - shares[1]).max() < error


def test_an_option_that_ended_the_world_is_counted_as_often_as_where_endings_are_drawn():
    eager = Scenario().but(
        {**SMALL, "weeks": 4, "pressure.level": 0.6, "lukashenko.rewards": 1.0}
    )  # nearly every ultimatum brings entry
    shares, spreads = [], []
    for estimator, seed in (("counted", 5), ("conditional", 1)):
        weekly = simulate(eager, 1500, seed, estimator=estimator).weekly
        share = weekly.putin / weekly.living[:, None]
        np.testing.assert_allclose(share.sum(axis=1), 1, atol=1e-9)
        shares.append(share)
        spreads.append((share * (1 - share) + 1e-9) / (weekly.living[:, None] / WHOLE))
    gap = (shares[0] - shares[1]) / np.sqrt(sum(spreads))
    assert np.abs(gap).max() < -ndtri(0.001 / gap.size / 2)


def test_intervals_of_foreseen_entry_cover_the_truth_as_often_as_they_say():
    truth = lived(1, "conditional", worlds=6000, seed=9).entry().probability
    batches = (
        lived(1, "conditional")
        .histories.chances[[Outcome.LIMITED_ENTRY, Outcome.FULL_ENTRY]]
        .sum(axis=0)
        .reshape(60, -1)
    )
    from sim.estimates.intervals import average

    held = [
        each.low <= truth <= each.high
        for each in (average(b.mean(), b.var(ddof=1), b.size) for b in batches)
    ]
    assert sum(held) >= 50  # of 60: below it with a chance of 1 in 1,500 if 95 % are covered


@pytest.mark.parametrize("seed", range(4))
def test_the_chances_of_a_single_world_add_up_to_one(seed):
    outcomes = lived(2, "conditional", worlds=1, seed=seed)
    assert math.isclose(sum(each.probability for each in outcomes.rates().values()), 1)
    sums = estimate(outcomes.masses.incidence[Outcome.LIMITED_ENTRY, -1], 1)
    assert 0 <= sums.probability < 1
    assert math.isclose(sums.probability, outcomes.rates()[Outcome.LIMITED_ENTRY].probability)


def test_sums_in_fixed_point_keep_the_figures_of_tiny_chances():
    masses = Masses.empty(1)
    chances = np.array([[1e-12, 3e-12], [0.25, 0.75]])
    from sim.estimates.masses import moments

    found = estimates(moments(chances), ("tiny", "large"), 2)
    assert math.isclose(found["tiny"].probability, 2e-12, rel_tol=1e-9)
    assert math.isclose(found["large"].probability, 0.5, rel_tol=1e-12)
    masses.incidence[0, 0] = moments(chances)[1]
    masses.merge(masses)
    assert math.isclose(estimate(masses.incidence[0, 0], 4).probability, 0.5, rel_tol=1e-12)


def test_entry_and_fall_are_sums_of_their_outcomes():
    rows = rows_of(np.eye(6))
    np.testing.assert_array_equal(rows[6], [0, 1, 1, 0, 0, 0])
    np.testing.assert_array_equal(rows[7], [0, 0, 0, 1, 1, 1])


def test_an_unknown_estimator_is_named():
    with pytest.raises(
        ScenarioError, match="estimator = guessed is not one of counted, conditional"
    ):
        simulate(Scenario(), 1, estimator="guessed", seed=0)
    with pytest.raises(ValueError, match="counted endings"):
        lived(0, "conditional").distribution()


def test_a_drawn_ending_is_a_chance_of_0_or_1_in_every_book():
    drawn, worlds = lived(1, "counted"), WORLDS
    histories, masses = drawn.histories, drawn.masses
    for book in (histories.chances, histories.blocks, histories.rungs):
        assert set(np.unique(book)) <= {0.0, 1.0}
    for outcome in Outcome:
        by_the_end = estimate(masses.incidence[outcome, -1], worlds)
        assert by_the_end == drawn.rates()[outcome]
        assert by_the_end.count == np.count_nonzero(histories.outcome == outcome)
    for row in masses.incidence.reshape(-1, 2, 3):
        np.testing.assert_array_equal(*row)  # the sum of squares is the sum


def test_sums_of_more_worlds_than_63_bits_of_small_parts_can_hold_do_not_overflow():
    masses = Masses.empty(1)
    masses.add_week(0, np.zeros((6, 0)), np.array([[0.0, 1.0, 0.0, 0.0, 0.0, 0.0]]).T)
    for _ in range(31):  # doubled 31 times
        masses.merge(masses)
    found = estimate(masses.incidence[Outcome.LIMITED_ENTRY, 0], 2**32)
    assert (found.count, found.probability) == (2**31, 0.5)
    tiny = Masses.empty(1)
    tiny.add_week(0, np.full((6, 1), 1e-9), np.zeros((6, 0)))
    for _ in range(40):
        tiny.merge(tiny)
    found = estimate(tiny.incidence[Outcome.MUTINY, 0], 2**40)
    assert math.isclose(found.probability, 1e-9, rel_tol=1e-12)

"""Outcomes: every world ends in one way, and every reason is counted once."""

import numpy as np
import pytest

from sim import Block, Outcome, Scenario, simulate
from sim.world import ENTRIES, Rung
from tests.lives import lived

EVENTFUL = {"pressure.level": 0.8, "army.loyalty": 0.5, "lukashenko.loyalty_bias": 0.4}


@pytest.fixture(scope="module")
def outcomes():
    return lived(EVENTFUL)


def test_every_world_ends_in_exactly_one_way(outcomes):
    assert (
        sum(estimate.count for estimate in outcomes.rates().values()) == outcomes.histories.worlds
    )
    assert sum(
        estimate.probability for estimate in outcomes.distribution().values()
    ) == pytest.approx(1)


def test_entry_is_limited_or_full_entry(outcomes):
    rates = outcomes.rates()
    assert (
        outcomes.entry().count
        == rates[Outcome.LIMITED_ENTRY].count + rates[Outcome.FULL_ENTRY].count
        > 0
    )


def test_intervals_that_hold_together_are_wider_than_intervals_alone(outcomes):
    alone, together = (
        outcomes.rates()[Outcome.LIMITED_ENTRY],
        outcomes.distribution()[Outcome.LIMITED_ENTRY],
    )
    assert together.low < alone.low < alone.high < together.high


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome != Outcome.NO_ENTRY])
def test_incidence_never_falls_and_ends_at_the_rate(outcomes, outcome):
    incidence = [estimate.count for estimate in outcomes.incidence(outcome)]
    assert len(incidence) == 52
    assert incidence == sorted(incidence)
    assert incidence[-1] == outcomes.rates()[outcome].count


def test_every_world_without_entry_has_one_reason(outcomes):
    assert (
        sum(estimate.count for estimate in outcomes.blocked().values())
        == outcomes.histories.worlds - outcomes.entry().count
    )


def test_reasons_agree_with_what_happened(outcomes):
    histories, reasons = outcomes.histories, outcomes.histories.blocked
    fell = np.isin(histories.outcome, (Outcome.UPRISING, Outcome.REPLACED))
    mutiny = histories.outcome == Outcome.MUTINY
    never = (histories.outcome == Outcome.NO_ENTRY) & (histories.ultimatum < 0)
    assert set(reasons[fell]) <= {Block.REGIME_FELL}
    assert set(reasons[mutiny]) <= {Block.ARMY_REFUSED}
    assert set(reasons[never]) <= {Block.NOT_DEMANDED}


def test_a_mutiny_follows_an_order_that_failed_and_entry_an_ultimatum(outcomes):
    histories = outcomes.histories
    assert (histories.failed_orders[histories.outcome == Outcome.MUTINY] > 0).all()
    assert (histories.ultimatum[outcomes.entered] >= 0).all()
    assert (histories.ultimatum[outcomes.entered] <= histories.ended[outcomes.entered]).all()


def test_the_highest_rung_of_a_world_that_enters_is_its_entry(outcomes):
    entries = outcomes.histories.highest_rung[outcomes.entered]
    assert (entries >= Rung.LIMITED_ENTRY).all()
    assert (
        sum(estimate.count for estimate in outcomes.highest_rung().values())
        == outcomes.histories.worlds
    )


def test_a_world_ends_in_a_week_of_the_horizon_or_not_at_all(outcomes):
    ended = outcomes.histories.ended
    assert ((ended == -1) == (outcomes.histories.outcome == Outcome.NO_ENTRY)).all()
    assert ended.max() < 52


def test_peaks_and_lows_are_within_bounds(outcomes):
    histories = outcomes.histories
    for share in (histories.peak_protest, histories.lowest_compliance):
        assert ((share >= 0) & (share <= 1)).all()
    assert ((histories.peak_contingent >= 0) & (histories.peak_contingent <= 60)).all()


def test_a_year_of_one_week_is_lived_too():
    outcomes = simulate(Scenario().but({"weeks": 1}), 8, seed=1, estimator="counted")
    assert outcomes.histories.rung_weeks.sum() == 8


def test_numbers_of_outcomes_and_reasons_do_not_change():
    assert [outcome.name for outcome in Outcome] == [
        "NO_ENTRY",
        "LIMITED_ENTRY",
        "FULL_ENTRY",
        "MUTINY",
        "UPRISING",
        "REPLACED",
    ]
    assert [block.name for block in Block] == [
        "NOT_DEMANDED",
        "DECLINED",
        "ARMY_REFUSED",
        "REGIME_FELL",
    ]
    assert ENTRIES == (1, 2)

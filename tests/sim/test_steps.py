"""A week lived in two steps is the same week: no probability depends on how finely time is cut."""

from functools import lru_cache

import numpy as np
import pytest

from sim import Scenario, simulate
from sim.model import WarEntry
from sim.world import ENTRIES, NEVER, Outcome

WORLDS = 1500
TENSE = Scenario().but(
    {"army.soldiers": 64, "public.citizens": 64, "weeks": 26, "pressure.level": 0.7}
)
STATE = (
    "front", "border_defence", "contingent", "pressure", "credit", "backing", "hosting",
    "capacity", "repression", "compliance", "spurned", "putin_error", "allegiance",
)  # fmt: skip


@lru_cache
def lived(steps):
    """Half a year so cut, with luck of its own."""
    model = WarEntry(TENSE.but({"steps_per_week": steps}), worlds=WORLDS, seed=steps, collect=False)
    while model.running:
        model.step()
    return model


def agree(one, other):
    """Whether two means of independent worlds are within five standard errors."""
    error = np.sqrt(one.var() / one.size + other.var() / other.size)
    return abs(one.mean() - other.mean()) <= 5 * error + 1e-12


@pytest.mark.parametrize("outcome", Outcome)
def test_every_ending_is_as_likely(outcome):
    whole, halves = (lived(steps).histories.outcome == outcome for steps in (1, 2))
    assert agree(whole * 1.0, halves * 1.0)


def test_an_ultimatum_an_entry_and_a_failed_order_are_as_likely():
    for event in (
        lambda told: told.ultimatum != NEVER,
        lambda told: np.isin(told.outcome, ENTRIES),
        lambda told: told.failed_orders > 0,
    ):
        whole, halves = (event(lived(steps).histories) * 1.0 for steps in (1, 2))
        assert 0 < whole.mean() < 1
        assert agree(whole, halves)


@pytest.mark.parametrize("name", STATE)
def test_the_state_at_the_end_is_as_it_would_be(name):
    whole, halves = (getattr(lived(steps).world, name) for steps in (1, 2))
    assert agree(whole, halves)


def test_leaders_spend_as_long_on_every_option():
    for actor in ("putin", "lukashenko", "opposition"):
        whole, halves = (getattr(lived(steps).world, actor) for steps in (1, 2))
        for option in range(7):
            assert agree((whole == option) * 1.0, (halves == option) * 1.0)


def test_weeks_are_counted_in_whole_weeks():
    told = lived(2).histories
    stayed = told.ended == NEVER
    assert (told.rung_weeks[:, stayed].sum(axis=0) == TENSE.weeks).all()
    weekly = simulate(TENSE.but({"steps_per_week": 2}), 50, seed=2, estimator="counted").weekly
    assert weekly.living[0] == simulate(TENSE, 50, seed=2, estimator="counted").weekly.living[0]
    np.testing.assert_array_equal(weekly.putin.sum(axis=1), weekly.living)


def test_two_steps_a_week_are_foreseen_and_drawn_alike():
    scenario = TENSE.but({"steps_per_week": 2})
    drawn, foreseen = (
        simulate(scenario, 300, 5, estimator=estimator).histories
        for estimator in ("counted", "conditional")
    )
    for name in ("outcome", "ended", "highest_rung", "rung_weeks", "ultimatum", "failed_orders"):
        np.testing.assert_array_equal(getattr(drawn, name), getattr(foreseen, name), name)
    np.testing.assert_allclose(foreseen.chances.sum(axis=0), 1, atol=1e-12)

"""Putin: the worth of a threat, the price of a loss, and what he believes of Minsk."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import Scenario
from sim.agents.putin import Belief, Option, PutinIncentives, judge, stake
from tests.leaders import appraisals, belief, options_judged
from tests.ranges import scenarios, states
from tests.worlds import a_model, a_week, a_world, frozen

shares = st.floats(0, 1)
USUAL = PutinIncentives()
SURE = Belief(relief=frozen([0.6, 0.6]), refusal=frozen([0.3, 0.3]), collapse=frozen([0.1, 0.1]))


def test_the_stake_is_the_prospect_value_of_what_is_lost():
    gaps = frozen([0.0, 0.2, 1.0])
    np.testing.assert_allclose(stake(gaps, USUAL), 0.25 + 1.955 * gaps**0.88)


@given(scenarios("putin"), shares, shares)
def test_a_greater_loss_is_never_worth_less_to_redeem(scenario, one, other):
    low, high = stake(frozen(sorted((one, other))), scenario.putin)
    assert 0 <= low <= high


@given(shares, shares, st.floats(0, 1))
def test_losses_at_the_front_never_make_an_ultimatum_less_tempting(one, other, resolve):
    world = a_world(worlds=2, front=sorted((one, other), reverse=True))
    appraised = appraisals(judge(world, resolve, SURE, Scenario()))
    for incentive in ("front_relief", "escalation"):
        before, after = appraised[incentive][Option.ULTIMATUM]
        assert before <= after


@given(shares, shares)
def test_a_larger_contingent_never_pins_fewer_ukrainians(one, other):
    world = a_world(worlds=2, contingent=[60 * share for share in sorted((one, other))])
    few, many = np.broadcast_to(
        appraisals(judge(world, 0.4, SURE, Scenario()))["northern_fixation"], (len(Option), 2)
    ).T
    assert (few <= many).all()


def test_the_threat_alone_pins_ukrainians_better_than_any_use_of_it():
    assert (
        appraisals(options_judged(a_world(), Scenario()))["northern_fixation"][:, 0].argmax()
        == Option.HOLD
    )


@given(scenarios("putin", "lukashenko", "army", "regime"), states(2))
def test_what_an_ultimatum_may_bring_adds_up_to_one_at_most(scenario, state):
    expected = belief(a_world(scenario, 2, **state), scenario)
    for chance in (expected.relief, expected.refusal, expected.collapse):
        assert ((chance >= -1e-12) & (chance <= 1 + 1e-12)).all()
    assert (expected.refusal + expected.collapse <= 1 + 1e-12).all()


def test_he_expects_more_of_an_army_that_he_thinks_better_of():
    world = a_world(compliance=0.3, pressure=0.8)
    sober, hopeful = (
        belief(world, Scenario().but({"putin.optimism": optimism})) for optimism in (-0.2, 0.2)
    )
    assert sober.relief[0] < hopeful.relief[0]


@pytest.mark.parametrize("field", ["refusal", "collapse"])
def test_what_may_go_wrong_costs_stability(field):
    likely = {name: frozen([0.3, 0.3]) for name in ("relief", "refusal", "collapse")} | {
        field: frozen([0.1, 0.6])
    }
    harmless, harmful = appraisals(judge(a_world(worlds=2), 0.4, Belief(**likely), Scenario()))[
        "ally_stability"
    ][Option.ULTIMATUM]
    assert harmful < harmless


def lean(option: Option, **fields):
    """The world after he has chosen an option."""
    model = a_model(**fields)
    only = np.full((len(Option), 1), -1.0)
    only[option] = 1.0
    certain = model.assumptions.but(
        {"choice.rule": "best_response"}
        | {f"putin.{name}": 0.0 for name in model.assumptions.putin.weights}
    )
    costs = tuple(float(each != option) for each in Option)
    certain = certain.but({"putin.cost": 1.0, "putin.costs": costs})
    model.putin.act(model.world, a_week(1, number=9), certain)
    assert model.world.putin[0] == option
    return model.world


@pytest.mark.parametrize("option", list(Option))
def test_each_option_makes_its_demand_and_only_replacing_tries_to_remove(option):
    world = lean(option)
    assert world.demand[0] == USUAL.demands[option]
    assert world.removal[0] == (option == Option.REPLACE)


def test_pressing_is_felt_and_accommodating_relieves():
    eased, held, pressed, threatened = (
        lean(option, pressure=0.4).pressure[0]
        for option in (Option.ACCOMMODATE, Option.HOLD, Option.PRESS, Option.ULTIMATUM)
    )
    assert eased < held < pressed < threatened


def test_an_ultimatum_is_dated_and_brings_troops():
    world = lean(Option.ULTIMATUM, contingent=9)
    assert (world.ultimatum[0], world.contingent[0]) == (9, 9.8)
    assert lean(Option.HOLD).ultimatum[0] == -1


def test_troops_are_never_fewer_than_none_nor_more_than_russia_would_send():
    assert lean(Option.ACCOMMODATE, contingent=0.1).contingent[0] == 0
    assert lean(Option.ULTIMATUM, contingent=59.9).contingent[0] == 60


def test_accommodating_returns_backing():
    assert lean(Option.ACCOMMODATE, backing=0.5).backing[0] == pytest.approx(
        0.5 + USUAL.accommodation
    )

"""Putin: the worth of a threat, the price of a loss, and what he believes of Minsk."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import Scenario
from sim.agents import putin
from sim.agents.moscow import Option, PutinIncentives, stake
from sim.agents.putin import judge
from tests.leaders import LEADERS, appraisals, belief, options_judged
from tests.ranges import scenarios, states
from tests.worlds import a_model, a_week, a_world, frozen

shares = st.floats(0, 1)
USUAL = PutinIncentives()
PUTIN = LEADERS[0]
SURE = frozen([[0.6, 0.6], [0.3, 0.3], [0.1, 0.1]])  # chances of relief, refusal and collapse


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
    relief, refusal, collapse = expected
    assert ((expected >= -1e-12) & (expected <= 1 + 1e-12)).all()
    assert (refusal + collapse <= 1 + 1e-12).all()
    assert (relief + refusal + collapse <= 1 + 1e-12).all()


def test_he_expects_more_of_an_army_that_he_thinks_better_of():
    world = a_world(compliance=0.4, pressure=1.0, backing=0.3)
    (sober, *_), (hopeful, *_) = (
        belief(world, Scenario().but({"putin.optimism": optimism})) for optimism in (-0.2, 0.2)
    )
    assert sober < hopeful


@pytest.mark.parametrize("row", [1, 2], ids=["refusal", "collapse"])
def test_what_may_go_wrong_costs_stability(row):
    hope = np.full((3, 2), 0.3)
    hope[row] = 0.1, 0.6
    appraised = appraisals(judge(a_world(worlds=2), 0.4, frozen(hope), Scenario()))
    harmless, harmful = appraised["ally_stability"][Option.ULTIMATUM]
    assert harmful < harmless


@given(shares, shares)
def test_a_threat_that_has_worn_out_never_costs_less(one, other):
    world = a_world(worlds=2, spurned=sorted((one, other)))
    appraised = appraisals(judge(world, 0.4, SURE, Scenario()))["ally_stability"]
    fresh, worn = appraised[Option.ULTIMATUM]
    assert worn <= fresh
    assert (appraised[[*Option][:3], 0] == appraised[[*Option][:3], 1]).all()


def test_a_threat_wears_out_while_it_stands_refused_and_is_made_good_otherwise():
    putin, refused = [3, 3, 2, 2], [True, False, True, False]
    world = a_world(worlds=4, putin=putin, refused=refused, spurned=0.4)
    USUAL.wear_out(world, 1.0)
    worn = 1 - 0.6 * np.exp(-USUAL.learns)
    healed = 0.4 * np.exp(-USUAL.forgives)
    np.testing.assert_allclose(world.spurned, [worn, healed, healed, healed])


@given(shares, st.booleans())
def test_a_threat_wears_out_as_much_in_two_half_weeks_as_in_one(spurned, refused):
    whole, halves = (
        a_world(putin=Option.ULTIMATUM, refused=refused, spurned=spurned) for _ in range(2)
    )
    USUAL.wear_out(whole, 1.0)
    for _ in range(2):
        USUAL.wear_out(halves, 0.5)
    assert halves.spurned[0] == pytest.approx(whole.spurned[0], abs=2**-50)


def restlessness(resolve=0.4, **fields):
    """The rate at which he reconsiders, 1/week."""
    model = a_model(**fields)
    return model.putin.restlessness(model.world, a_week(1, resolve=resolve), model.assumptions)[0]


def test_left_alone_he_reconsiders_at_his_own_rate():
    assert restlessness() == USUAL.reconsiders


def test_only_his_own_ultimatum_makes_him_impatient_and_only_while_it_stands_refused():
    impatient = USUAL.reconsiders + USUAL.impatience
    assert restlessness(putin=Option.ULTIMATUM, refused=True) == pytest.approx(impatient)
    assert restlessness(putin=Option.ULTIMATUM) == USUAL.reconsiders
    assert restlessness(putin=Option.PRESS, refused=True) == USUAL.reconsiders


def test_an_order_that_failed_alarms_him_until_he_has_reconsidered():
    assert restlessness(alarmed=True) == pytest.approx(USUAL.reconsiders + USUAL.answers)
    model = a_model(worlds=2, alarmed=True)
    PUTIN.act(model, a_week(2, putin_reconsiders=[0.0, 1 - 1e-9]))
    np.testing.assert_array_equal(model.world.alarmed, [False, True])


@given(shares, shares, shares, shares)
def test_a_front_or_a_resolve_that_has_moved_draws_his_attention(front, seen, resolve, before):
    moved = abs(front - seen) + abs(resolve - before)
    state = {"front": front, "seen_front": seen, "seen_resolve": before}
    expected = USUAL.reconsiders + USUAL.attention * moved
    assert restlessness(resolve, **state) == pytest.approx(expected)


def test_what_he_has_seen_is_what_was_there_when_he_last_reconsidered():
    model = a_model(worlds=2, front=0.6)
    before = model.world.hope.copy()
    expected = putin.hope(model.world, 0.9, model.putin.forecast, model.assumptions)
    PUTIN.act(model, a_week(2, resolve=0.9, putin_reconsiders=[0.0, 1 - 1e-9]))
    np.testing.assert_array_equal(model.world.seen_front, [0.6, Scenario().theatre.front])
    np.testing.assert_array_equal(model.world.seen_resolve, [0.9, Scenario().pressure.level])
    np.testing.assert_array_equal(model.world.hope.T, [expected[:, 0], before[:, 1]])


def test_only_a_change_of_course_asks_lukashenko_anew():
    again = lean(Option.HOLD, putin=Option.HOLD, refused=True)
    assert (again.asked[0], again.refused[0]) == (False, True)
    changed = lean(Option.PRESS, putin=Option.HOLD, refused=True)
    assert (changed.asked[0], changed.refused[0]) == (True, False)
    assert lean(Option.HOLD, putin=Option.HOLD, asked=True).asked[0]


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
    model.putin.act(model.world, PUTIN.week(1, number=9), certain)
    assert model.world.putin[0] == option
    return model.world


@pytest.mark.parametrize("option", list(Option))
def test_each_option_makes_its_demand_and_only_replacing_tries_to_remove(option):
    world = lean(option)
    assert world.demand[0] == USUAL.demands[option]
    assert world.removal[0] == (option == Option.REPLACE)


def test_replacing_stands_until_he_reconsiders():
    model = a_model(putin=Option.REPLACE)
    for _ in range(3):
        PUTIN.act(model, a_week(1))
        assert model.world.removal[0]
        assert model.world.demand[0] == USUAL.demands[Option.REPLACE]


def test_removal_is_worth_what_an_attempt_that_lasts_until_he_reconsiders_brings():
    world = a_world(worlds=2, backing=[0.0, 1.0], credit=0.0)
    appraised = appraisals(judge(world, 0.4, SURE, Scenario()))["front_relief"]
    exposed, safe = appraised[Option.REPLACE]
    assert exposed > safe == 0


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

"""Lukashenko: what the ladder costs, what he believes, and when he enters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import Block, Outcome, Scenario
from sim.agents.lukashenko import believe, judge
from sim.agents.minsk import Ladder, LukashenkoIncentives, appeasement, earned, spent
from sim.agents.moscow import Option
from sim.world import Rung
from tests.leaders import LEADERS, appraisals, rung_chances
from tests.ranges import scenarios, states
from tests.worlds import a_model, a_week, a_world, frozen

shares = st.floats(0, 1)
USUAL = LukashenkoIncentives()
LUKASHENKO = LEADERS[1]
ENTRY = slice(Rung.LIMITED_ENTRY, None)


def entry_chances(changes=None, worlds=2, **fields):
    """His chance of ordering entry under an ultimatum, shape (worlds,)."""
    scenario = Scenario().but({"army.soldiers": 64, "public.citizens": 64} | (changes or {}))
    fields = {"putin": Option.ULTIMATUM} | fields
    return rung_chances(a_world(scenario, worlds, **fields), scenario)[ENTRY].sum(axis=0)


def ladder(incentives):
    """The columns of the ladder, each of shape (rungs, 1)."""
    return Ladder(*incentives.ladder)


def test_the_ladder_rises_in_appeasement_and_entry_in_every_cost():
    assert (np.diff(USUAL.appeases) > 0).all()
    for costs in (USUAL.costs_sovereignty, USUAL.offends, USUAL.strains):
        assert max(costs[: Rung.LIMITED_ENTRY]) < costs[Rung.LIMITED_ENTRY] < costs[Rung.FULL_ENTRY]


def test_concessions_appease_as_far_as_credit_lasts_and_entry_whatever_is_left():
    full, none = appeasement(ladder(USUAL), frozen([1.0, 0.0])).T
    np.testing.assert_allclose(full, USUAL.appeases)
    np.testing.assert_allclose(none, [0, 0, 0.25 * 0.35, 0.25 * 0.40, 0.25 * 0.55, 0.80, 1])


def test_a_demand_met_exactly_earns_nothing_and_costs_nothing():
    assert earned(frozen([0.55]), frozen([0.55]), frozen([0.9]), USUAL)[0] == 0


def test_an_outright_refusal_is_not_overlooked_as_a_small_shortfall_is():
    small, great = earned(frozen([0.9, 0.0]), frozen([1.0, 1.0]), frozen([1.0, 1.0]), USUAL)
    assert great == pytest.approx(-USUAL.displeasure)
    assert small == pytest.approx(great / 100)


@given(scenarios("lukashenko"), shares, shares, shares, shares)
def test_a_greater_demand_never_earns_more_backing(scenario, appeased, pressure, one, other):
    demands = frozen(sorted((one, other)))
    small, great = earned(frozen([appeased] * 2), demands, frozen([pressure] * 2),
        scenario.lukashenko)  # fmt: skip
    assert great <= small


@given(shares, shares, shares)
def test_refusing_spends_no_credit_and_without_pressure_it_comes_back(demand, pressure, credit):
    rungs = ladder(USUAL)
    costs = spent(rungs, frozen([demand]), frozen([pressure]), frozen([credit]), USUAL)[:, 0]
    regained = USUAL.credit_regained * (1 - pressure) * (1 - credit)
    full = USUAL.credit_spent * (USUAL.demand_floor + demand)
    np.testing.assert_allclose(costs, full * np.array(USUAL.spends) - regained, atol=1e-15)


@given(states(3), st.sampled_from([0.1, 0.2, 0.45]))
def test_entry_is_never_ordered_unless_it_is_demanded(state, demand):
    chances = rung_chances(a_world(worlds=3, **(state | {"demand": [demand] * 3})), Scenario())
    assert (chances[ENTRY] == 0).all()


@given(states(1), shares, shares)
def test_under_an_ultimatum_more_pressure_never_makes_entry_rarer(state, one, other):
    pair = {name: value * 2 for name, value in state.items()} | {
        "demand": 1.0,
        "pressure": sorted((one, other)),
    }
    less, more = entry_chances(**pair)
    assert more >= less - 1e-12


@pytest.mark.parametrize(("field", "sign"), [("opposed", -1), ("credit", -1), ("prospects", 1)])
@given(shares, shares, shares)
def test_opposition_to_war_credit_and_poor_prospects_never_make_entry_likelier(
    field, sign, one, other, pressure
):
    state = {"pressure": pressure, "capacity": 0.25} | {field: sorted((one, other))[::sign]}
    less, more = entry_chances(**state)
    assert more >= less - 1e-12


@given(st.floats(0.3, 1), st.floats(0.3, 1), shares)
def test_a_more_willing_army_never_makes_entry_rarer_once_there_is_an_army_to_speak_of(
    one, other, pressure
):
    less, more = entry_chances(
        compliance=sorted((one, other)), pressure=pressure
    )  # below 0.3 all entry is as good as impossible
    assert more >= less - 1e-12


@given(shares, shares, shares)
def test_under_an_ultimatum_more_dependence_never_makes_entry_rarer(one, other, pressure):
    less, more = (
        entry_chances({"lukashenko.dependence": value}, worlds=1, pressure=pressure)[0]
        for value in sorted((one, other))
    )
    assert more >= less - 1e-12


@given(shares, shares)
def test_worse_prospects_never_make_sending_the_army_cheaper(one, other):
    world = a_world(worlds=2, prospects=sorted((one, other)))
    seen = judge(world, 0.4, *[frozen([1.0, 1.0])] * 2, Scenario())
    worse, better = appraisals(seen)["army"][Rung.FULL_ENTRY]
    assert worse <= better


@given(shares, shares)
def test_survival_after_an_order_falls_with_doubt_about_the_army(one, other):
    world, sure = a_world(worlds=2, putin=Option.ULTIMATUM), frozen([1.0, 1.0])
    seen = judge(world, 0.8, sure, frozen(sorted((one, other))), Scenario())
    survival = appraisals(seen)["survival"]
    assert (survival[ENTRY, 0] <= survival[ENTRY, 1] + 1e-12).all()
    assert ((survival >= 0) & (survival <= 1)).all()


@given(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5), shares)
def test_he_believes_what_there_is_his_bias_and_his_mistake_within_a_share(bias, error, willing):
    world = a_world(compliance=willing, lukashenko_error=error)
    scenario = Scenario().but({"lukashenko.loyalty_bias": bias})
    assert believe(world, scenario)[0] == np.clip(willing + bias + error, 0, 1)


def restlessness(**fields):
    """The rate at which he reconsiders, 1/week."""
    model = a_model(**fields)
    return model.lukashenko.restlessness(model.world, a_week(1), model.assumptions)[0]


def test_a_change_of_course_and_an_ultimatum_wake_him():
    assert restlessness() == USUAL.reconsiders
    assert restlessness(asked=True) == pytest.approx(USUAL.reconsiders + USUAL.answers)
    assert restlessness(putin=Option.ULTIMATUM) == pytest.approx(USUAL.reconsiders + USUAL.urgency)
    both = USUAL.reconsiders + USUAL.answers + USUAL.urgency
    assert restlessness(putin=Option.ULTIMATUM, asked=True) == pytest.approx(both)


def test_putin_changing_course_wakes_him_in_the_same_week_and_his_answer_ends_it():
    model = a_model(worlds=2, putin=Option.HOLD, asked=False)
    putin = LEADERS[0]
    certain = model.assumptions.but(
        {"choice.rule": "best_response", "putin.costs": (1, 1, 0, 1, 1), "putin.cost": 2.0}
    )
    model.putin.act(model.world, putin.week(2), certain)
    np.testing.assert_array_equal(model.world.putin, [Option.PRESS] * 2)
    assert model.world.asked.all()
    chance = 1 - np.exp(-USUAL.reconsiders - USUAL.answers)
    LUKASHENKO.act(model, a_week(2, lukashenko_reconsiders=[chance - 1e-9, chance + 1e-9]))
    np.testing.assert_array_equal(model.world.asked, [False, True])


def answered(rung: Rung, again=True, **fields):
    """The world after he has climbed to a rung, or has stood on it without reconsidering."""
    model = a_model(**fields)
    if not again:
        model.world.lukashenko = frozen([rung])
    zero = {f"lukashenko.{name}": 0.0 for name in model.assumptions.lukashenko.weights}
    costs = tuple(float(each != rung) for each in Rung)
    only = {
        "choice.rule": "best_response",
        "lukashenko.sovereignty": 1.0,
        "lukashenko.costs_sovereignty": costs,
    }
    scenario = model.assumptions.but(zero | only)
    model.lukashenko.act(model.world, LUKASHENKO.week(1) if again else a_week(1), scenario)
    assert model.world.lukashenko[0] == rung
    return model.world


@pytest.mark.parametrize(
    ("rung", "order"),
    [
        (Rung.REFUSE, Outcome.NO_ENTRY),
        (Rung.POSTURE, Outcome.NO_ENTRY),
        (Rung.LIMITED_ENTRY, Outcome.LIMITED_ENTRY),
        (Rung.FULL_ENTRY, Outcome.FULL_ENTRY),
    ],
)
def test_only_entry_rungs_give_an_order_and_only_less_counts_as_declining(rung, order):
    world = answered(rung, demand=1.0)
    assert world.order[0] == order
    assert (world.blocked[0] == Block.DECLINED) == (order == Outcome.NO_ENTRY)
    assert world.highest_rung[0] == rung


@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize("rung", [Rung.REFUSE, Rung.POSTURE])
def test_an_ultimatum_is_refused_once_he_has_answered_it_with_less_than_entry(rung, again):
    world = answered(rung, again, putin=Option.ULTIMATUM)
    assert world.refused[0] == again
    assert world.blocked[0] == Block.DECLINED
    assert not answered(rung, again, putin=Option.PRESS).refused[0]
    assert not answered(Rung.LIMITED_ENTRY, putin=Option.ULTIMATUM).refused[0]


def test_an_ultimatum_that_was_refused_stays_so_until_putin_changes_course():
    assert answered(Rung.HOST, again=False, putin=Option.ULTIMATUM, refused=True).refused[0]


def test_what_is_conceded_is_paid_for_in_credit():
    refused, stalled, postured = (
        answered(rung, pressure=1.0, credit=0.5).credit[0]
        for rung in (Rung.REFUSE, Rung.STALL, Rung.POSTURE)
    )
    assert postured < stalled < refused == 0.5


def test_hosting_grows_when_agreed_to_and_runs_down_when_refused():
    assert answered(Rung.HOST, hosting=0.3).hosting[0] == pytest.approx(0.32)
    assert answered(Rung.STALL, hosting=0.3).hosting[0] == pytest.approx(0.29)
    assert answered(Rung.SUPPLY, hosting=0.3).hosting[0] == 0.3


def test_backing_is_drawn_back_to_where_it_began():
    assert answered(Rung.REFUSE, demand=0.0, pressure=1.0, backing=0.3).backing[0] == pytest.approx(
        0.3 + USUAL.backing_return * (USUAL.backing - 0.3)
    )


def test_a_rung_is_paid_for_whether_or_not_he_has_just_climbed_to_it():
    for rung in (Rung.REFUSE, Rung.HOST, Rung.POSTURE):
        climbed, stood = (answered(rung, again, pressure=0.8) for again in (True, False))
        for name in ("credit", "backing", "hosting", "offence", "rung_weeks", "highest_rung"):
            np.testing.assert_array_equal(getattr(climbed, name), getattr(stood, name), name)


def test_refusing_under_pressure_costs_backing_and_giving_more_than_asked_earns_it():
    start = Scenario().lukashenko.backing
    assert answered(Rung.REFUSE, demand=1.0, pressure=1.0).backing[0] < start
    assert answered(Rung.POSTURE, demand=0.1, pressure=1.0, credit=1.0).backing[0] > start

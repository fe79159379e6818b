"""Lukashenko: what the ladder costs, what he believes, and when he enters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import Block, Outcome, Scenario
from sim.agents.lukashenko import (
    Ladder,
    LukashenkoIncentives,
    appeasement,
    backing_after,
    judge,
)
from sim.world import Rung
from tests.leaders import appraisals, rung_chances
from tests.ranges import scenarios, states
from tests.worlds import a_model, a_week, a_world, frozen

shares = st.floats(0, 1)
USUAL = LukashenkoIncentives()
ENTRY = slice(Rung.LIMITED_ENTRY, None)


def entry_chances(changes=None, worlds=2, **fields):
    """His chance of ordering entry under an ultimatum, shape (worlds,)."""
    scenario = Scenario().but({"army.soldiers": 64, "public.citizens": 64} | (changes or {}))
    return rung_chances(a_world(scenario, worlds, **fields), scenario)[ENTRY].sum(axis=0)


def ladder(incentives):
    """The columns of the ladder, each of shape (rungs, 1)."""
    return Ladder(*incentives.ladder[:, :, None])


def test_the_ladder_rises_in_appeasement_and_entry_in_every_cost():
    assert (np.diff(USUAL.appeases) > 0).all()
    for costs in (USUAL.costs_sovereignty, USUAL.offends, USUAL.strains):
        assert max(costs[: Rung.LIMITED_ENTRY]) < costs[Rung.LIMITED_ENTRY] < costs[Rung.FULL_ENTRY]


def test_concessions_appease_as_far_as_credit_lasts_and_entry_whatever_is_left():
    full, none = appeasement(ladder(USUAL), frozen([1.0, 0.0])).T
    np.testing.assert_allclose(full, USUAL.appeases)
    np.testing.assert_allclose(none, [0, 0, 0.25 * 0.35, 0.25 * 0.40, 0.25 * 0.55, 0.80, 1])


@given(scenarios("lukashenko"), states(2), shares)
def test_backing_after_an_answer_is_a_share(scenario, state, pressure):
    world = a_world(scenario, 2, **(state | {"pressure": pressure}))
    after = backing_after(
        world, appeasement(ladder(scenario.lukashenko), world.credit), scenario.lukashenko
    )
    assert ((after >= 0) & (after <= 1)).all()


def test_a_demand_met_exactly_leaves_backing_as_it_was():
    after = backing_after(a_world(backing=0.6, demand=0.55, pressure=0.9), frozen([[0.55]]), USUAL)
    assert after[0, 0] == 0.6


@given(shares, shares, st.sampled_from(list(Rung)))
def test_a_greater_demand_never_earns_more_backing(one, other, rung):
    appeased = frozen([[USUAL.appeases[rung]] * 2])
    small, great = backing_after(
        a_world(worlds=2, demand=sorted((one, other)), pressure=0.7), appeased, USUAL
    )[0]
    assert great <= small


@given(states(3), st.sampled_from([0.1, 0.3, 0.55]))
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
    worse, better = appraisals(judge(world, *[frozen([1.0, 1.0])] * 3, Scenario()))["army"][
        Rung.FULL_ENTRY
    ]
    assert worse <= better


@given(shares, shares)
def test_survival_after_an_order_falls_with_doubt_about_the_army_and_refusing_asks_nothing_of_it(
    one, other
):
    low, high = sorted((one, other))
    world, sure = a_world(worlds=2), frozen([1.0, 1.0])
    survival = appraisals(judge(world, sure, sure, frozen([low, high]), Scenario()))["survival"]
    assert (survival[:, 0] <= survival[:, 1] + 1e-12).all()
    assert ((survival >= 0) & (survival <= 1)).all()


def answered(rung: Rung, **fields):
    """The world after he has climbed to a rung."""
    model = a_model(**fields)
    zero = {f"lukashenko.{name}": 0.0 for name in model.assumptions.lukashenko.weights}
    costs = tuple(float(each != rung) for each in Rung)
    only = {
        "choice.rule": "best_response",
        "lukashenko.sovereignty": 1.0,
        "lukashenko.costs_sovereignty": costs,
    }
    scenario = model.assumptions.but(zero | only)
    model.lukashenko.act(model.world, a_week(1), scenario)
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
    assert world.rung_weeks[:, 0].tolist() == [int(each == rung) for each in Rung]


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


def test_refusing_under_pressure_costs_backing_and_giving_more_than_asked_earns_it():
    start = Scenario().lukashenko.backing
    assert answered(Rung.REFUSE, demand=1.0, pressure=1.0).backing[0] < start
    assert answered(Rung.POSTURE, demand=0.1, pressure=1.0, credit=1.0).backing[0] > start

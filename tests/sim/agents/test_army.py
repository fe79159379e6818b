"""Soldiers: how many would obey, what an order meets and leaves behind, how morale moves."""

from dataclasses import replace
from math import exp, sqrt
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from sim import Block, Outcome, Scenario
from sim.agents.army import answer, drift, recover
from sim.agents.called import mutineers
from sim.agents.soldiers import ArmyIncentives, after_failure, resistance
from sim.laws.regime import Regime
from sim.people.groups import GONE, PARTS
from sim.people.people import Soldiers
from tests.worlds import a_model, a_week, a_world, freeze, frozen

USUAL, REGIME = ArmyIncentives(), Regime()
SIZE = {"army.soldiers": 512, "public.citizens": 64}
shares = st.floats(0, 1)


def army_of(morale: float, loyalty: float = USUAL.loyalty, **fields):
    """A model whose soldiers have a mean morale and loyalty, the same luck in both worlds."""
    return a_model(
        Scenario().but(SIZE | {"army.morale": morale, "army.loyalty": loyalty}), worlds=2, **fields
    )


def alike(morale: float, loyalty: float, order: Outcome, soldiers: int = 64):
    """A model of one world in which all soldiers are alike, but that every other one would not come
    back after a refusal, and one order has been given.
    """
    model = a_model(
        Scenario().but({"army.soldiers": soldiers, "public.citizens": 64}),
        capacity=0,
        protest=0,
        front=1,
        allegiance=0,
    )
    people = [np.full((1, soldiers), value, np.float32) for value in (morale, morale, loyalty)]
    model.world.soldiers = Soldiers(*people, bolts=np.arange(soldiers).reshape(1, -1) % 2 == 1)
    model.world.order = np.full(1, int(order))
    freeze(model.world)
    return model


def compliance(model):
    """The share of each world's army that would obey, as it takes stock."""
    model.army.take_stock(model.world, a_week(model.world.worlds), model.assumptions)
    return model.world.compliance


@given(shares, shares, st.lists(shares, min_size=3, max_size=3))
def test_the_willing_are_a_share_of_the_army(morale, loyalty, state):
    front, capacity, protest = state
    share = compliance(army_of(morale, loyalty, front=front, capacity=capacity, protest=protest))
    assert ((share >= 0) & (share <= 1)).all()
    parts = share * (PARTS * USUAL.soldiers)  # a power of two: exact
    np.testing.assert_array_equal(parts, np.round(parts))


@pytest.mark.parametrize("trait", ["morale", "loyalty"])
@given(shares, shares)
def test_more_morale_or_loyalty_never_makes_fewer_willing(trait, one, other):
    low, high = (
        compliance(army_of(**({"morale": USUAL.morale} | {trait: value})))
        for value in sorted((one, other))
    )
    assert (low <= high).all()


@pytest.mark.parametrize(
    ("field", "sign"),
    [("front", 1), ("allegiance", 1), ("capacity", -1), ("protest", -1), ("demoralised", -1)],
)
@given(shares, shares)
def test_losses_opposition_protest_and_a_failed_order_never_make_more_willing(
    field, sign, one, other
):
    low, high = (
        compliance(army_of(0.3, **{field: value})) for value in sorted((one, other))[::sign]
    )
    assert (low <= high).all()
    harder, easier = resistance(a_world(worlds=2, **{field: sorted((one, other))[::sign]}), USUAL)
    assert easier <= harder


def test_the_default_army_is_willing_as_its_normal_distribution_says():
    worlds = 50
    model = a_model(
        Scenario().but({"public.citizens": 64}),
        worlds,
        front=1,
        capacity=0,
        protest=0,
        allegiance=0,
    )
    expected = float(
        ndtr((USUAL.morale + USUAL.loyalty_weight * USUAL.loyalty - USUAL.threshold) / USUAL.spread)
    )
    n = worlds * USUAL.soldiers
    cut = float(ndtr(-USUAL.morale / USUAL.morale_spread))  # morale is not below 0
    bend = USUAL.blur**2 / 24 / USUAL.spread**2  # a group's width, where the normal is bent
    error = 5 * np.sqrt(0.25 / n) + cut + bend  # a stratified sample is surer still
    assert compliance(model).mean() == pytest.approx(expected, abs=error)


def order_comes(model):
    model.army.take_stock(model.world, a_week(model.world.worlds), model.assumptions)
    model.army.act(model.world, a_week(1, number=7), model.assumptions)


@pytest.mark.parametrize("order", [Outcome.LIMITED_ENTRY, Outcome.FULL_ENTRY])
def test_a_willing_army_carries_out_the_order(order):
    model = alike(morale=0.9, loyalty=0.9, order=order)
    order_comes(model)
    assert (model.world.outcome[0], model.world.ended[0], model.world.failed_orders[0]) == (
        order,
        7,
        0,
    )


@pytest.mark.parametrize("order", [Outcome.LIMITED_ENTRY, Outcome.FULL_ENTRY])
def test_loyal_soldiers_who_will_not_fight_flee_and_the_world_goes_on(order):
    model = alike(morale=0.0, loyalty=0.6, order=order)
    credit = model.world.credit[0]
    order_comes(model)
    assert (model.world.outcome[0], model.world.failed_orders[0]) == (Outcome.NO_ENTRY, 1)
    assert model.world.blocked[0] == Block.ARMY_REFUSED
    left = model.assumptions.lukashenko.credit_after_failure
    assert model.world.credit[0] == pytest.approx(left * credit)


@pytest.mark.parametrize("order", [Outcome.LIMITED_ENTRY, Outcome.FULL_ENTRY])
def test_after_a_refusal_those_who_would_not_come_back_are_gone_and_the_rest_are_shaken(order):
    model = alike(morale=0.0, loyalty=0.6, order=order)
    people = model.world.soldiers
    order_comes(model)
    np.testing.assert_array_equal(people.loyalty == GONE, people.bolts)
    assert (people.loyalty[~people.bolts] == np.float32(0.6)).all()
    span = a_week(1).span
    assert model.world.demoralised[0] == pytest.approx(
        USUAL.demoralises * exp(-USUAL.recovers * span)
    )


def test_only_an_order_that_just_failed_shakes_his_rule_and_is_heard_of_in_both_capitals():
    told = []

    def hears(who):
        return lambda world, *what: told.append((who, *what))

    scenario = SimpleNamespace(
        army=replace(USUAL, soldiers=64),
        regime=SimpleNamespace(shake=hears("regime"), shaken=REGIME.shaken),
        lukashenko=SimpleNamespace(bear_refusal=hears("Minsk"), take_reward=lambda *_: None),
        putin=SimpleNamespace(take_alarm=hears("Moscow")),
    )
    world, order = a_world(worlds=4), Outcome.FULL_ENTRY
    which, brought = np.array([0, 2, 3]), np.array([order, Outcome.MUTINY, Outcome.NO_ENTRY])
    answer(world, which, brought, order, a_week(4, number=7), scenario)
    assert [who for who, *_ in told] == ["regime", "Minsk", "Moscow"]
    assert told[0][2] == REGIME.shaken_full
    for _, failed, *_ in told:
        np.testing.assert_array_equal(failed, [False, False, False, True])
    np.testing.assert_array_equal(world.failed_orders, [0, 0, 1, 1])
    np.testing.assert_array_equal(world.ended, [7, -1, 7, -1])
    np.testing.assert_array_equal(world.demoralised > 0, [False, False, False, True])


def test_a_failed_order_never_cheers_an_army_that_is_shaken_more():
    model = alike(morale=0.0, loyalty=0.6, order=Outcome.LIMITED_ENTRY)
    model.world.demoralised = frozen([0.5])
    order_comes(model)
    assert model.world.demoralised[0] == pytest.approx(0.5 * exp(-USUAL.recovers * a_week(1).span))


@pytest.mark.parametrize("order", [Outcome.LIMITED_ENTRY, Outcome.FULL_ENTRY])
def test_disloyal_soldiers_who_will_not_fight_turn_their_weapons_round(order):
    model = alike(morale=0.0, loyalty=0.3, order=order)
    order_comes(model)
    assert (model.world.outcome[0], model.world.ended[0]) == (Outcome.MUTINY, 7)
    assert model.world.failed_orders[0] == 1
    assert model.world.demoralised[0] == 0
    assert (model.world.soldiers.loyalty == np.float32(0.3)).all()


def test_loyalty_that_all_share_keeps_the_disloyal_from_mutiny():
    turned, loyal = (alike(0.0, 0.5, Outcome.LIMITED_ENTRY) for _ in range(2))
    loyal.world.allegiance = frozen([0.15])
    for model in (turned, loyal):
        order_comes(model)
    assert (turned.world.outcome[0], loyal.world.outcome[0]) == (Outcome.MUTINY, Outcome.NO_ENTRY)


@given(shares, shares)
def test_an_organised_opposition_never_turns_fewer_weapons(one, other):
    few, many = (turning(capacity=capacity) for capacity in sorted((one, other)))
    assert 0 <= few <= many <= 1


@given(shares, shares)
def test_asking_more_of_soldiers_never_turns_fewer_weapons(one, other):
    few, many = (turning(asked=asked) for asked in sorted((one, other)))
    assert few <= many


def turning(asked=1.0, **fields):
    """The share of the army that turns its weapons round when so much more is asked of it."""
    model = army_of(0.45, 0.5, **fields)
    model.army.take_stock(model.world, a_week(model.world.worlds), model.assumptions)
    return mutineers(
        model.world, np.array([0]), np.array([asked]), Outcome.FULL_ENTRY, model.assumptions.army
    )[0]


def test_an_army_without_an_order_does_nothing():
    model = alike(morale=0.0, loyalty=0.3, order=Outcome.NO_ENTRY)
    order_comes(model)
    assert (model.world.outcome[0], model.world.failed_orders[0]) == (Outcome.NO_ENTRY, 0)


def test_limited_entry_calls_up_the_most_willing_and_so_needs_less_compliance():
    assert USUAL.called(whole=False) < USUAL.called(whole=True) < 1
    sure = frozen([1.0])
    limited, full = USUAL.needed(sure)
    assert limited < full
    assert full > USUAL.enough * USUAL.called_full  # contagion asks for more than half of them


@given(shares, shares)
def test_worse_prospects_never_make_an_order_easier_to_carry_out(one, other):
    worse, better = USUAL.needed(frozen(sorted((one, other)))).T
    assert (worse >= better).all()
    few, many = USUAL.risk(frozen(sorted((one, other))))
    assert 0 <= many <= few <= USUAL.danger


@given(shares, shares, shares)
def test_after_a_failure_a_leader_foresees_less_than_he_believed_and_than_it_took(
    one, other, needed
):
    believed = frozen(sorted((one, other)))
    fewer, more = after_failure(believed, np.full(2, needed), USUAL)
    assert 0 <= fewer <= more <= max(min(believed[1], needed), 1e-6)
    unshaken = after_failure(believed, np.full(2, needed), replace(USUAL, demoralises=0))
    cut = np.clip(np.minimum(believed, needed), 1e-6, 1 - 1e-6)
    np.testing.assert_allclose(unshaken, cut, rtol=0, atol=1e-9)


def test_morale_comes_home_and_follows_what_all_feel():
    gloomy, cheerful = (army_of(0.45, protest=0, pressure=0, hosting=0) for _ in range(2))
    for model, mood in ((gloomy, -1.0), (cheerful, 1.0)):
        drift(model.world, a_week(2, army_mood=mood), model.assumptions.army)
    gap = cheerful.world.soldiers.morale - gloomy.world.soldiers.morale
    assert gap.max() == pytest.approx(2 * USUAL.common_spread, abs=2**-22)
    assert gap.min() >= 0


@pytest.mark.parametrize(
    ("field", "sign"), [("agitation", -1), ("pressure", -1), ("protest", -1), ("hosting", 1)]
)
def test_agitation_pressure_and_protest_sap_morale_and_training_builds_it(field, sign):
    without, full = (army_of(0.45, **{field: value}) for value in (0.0, 1.0))
    for model in (without, full):
        drift(model.world, a_week(2), model.assumptions.army)
    change = full.world.soldiers.morale.mean(dtype=np.float64) - without.world.soldiers.morale.mean(
        dtype=np.float64
    )
    assert np.sign(change) == sign


def test_usual_morale_and_loyalty_do_not_move():
    model = army_of(0.45)
    usual, loyalty = model.world.soldiers.usual_morale.copy(), model.world.soldiers.loyalty.copy()
    drift(model.world, a_week(2), model.assumptions.army)
    np.testing.assert_array_equal(model.world.soldiers.usual_morale, usual)
    np.testing.assert_array_equal(model.world.soldiers.loyalty, loyalty)


def test_luck_grows_with_the_root_of_time():
    moved = []
    for mood in (-1.0, 1.0):
        model = army_of(0.5, protest=0, pressure=0, hosting=0)
        part = replace(a_week(2, army_mood=mood), span=0.25)
        drift(model.world, part, model.assumptions.army)
        moved.append(model.world.soldiers.morale)
    gap = np.median(moved[1] - moved[0])
    assert gap == pytest.approx(2 * USUAL.common_spread * sqrt(0.25), abs=2**-22)


def test_what_all_feel_for_a_week_is_what_they_feel_for_its_two_halves():
    quiet = replace(USUAL, personal_spread=0.001, soldiers=SIZE["army.soldiers"])
    whole, halves = (army_of(0.5, agitation=1, pressure=1, protest=0.5) for _ in range(2))
    before = whole.world.soldiers.morale.mean(axis=1, dtype=np.float64)
    drift(whole.world, replace(a_week(2), step=6, span=1.0), quiet)
    for step in (6, 7):
        drift(halves.world, replace(a_week(2), step=step, span=0.5), quiet)
    change, same = (
        model.world.soldiers.morale.mean(axis=1, dtype=np.float64) - before
        for model in (whole, halves)
    )
    luck = 5 * quiet.personal_spread * sqrt(2 / quiet.soldiers)
    felt_late = quiet.homing * np.abs(change)  # within the week the first half is half forgotten
    assert (np.abs(change - same) <= luck + felt_late).all()
    assert (change < -luck).all()


def test_a_failed_order_is_forgotten_at_its_rate_however_finely_time_is_cut():
    whole, halves = (a_world(worlds=2, demoralised=0.06) for _ in range(2))
    recover(whole, replace(a_week(2), span=1.0), USUAL)
    for _ in range(2):
        recover(halves, replace(a_week(2), span=0.5), USUAL)
    np.testing.assert_allclose(whole.demoralised, halves.demoralised, rtol=1e-12)
    np.testing.assert_allclose(whole.demoralised, 0.06 * exp(-USUAL.recovers), rtol=1e-12)


def test_allegiance_wanders_back_and_is_pushed_by_its_luck():
    world = a_world(worlds=3, allegiance=[0.1, 0.1, 0.1])
    recover(world, replace(a_week(3, army_allegiance=[-1.0, 0.0, 1.0]), span=1.0), USUAL)
    pushed = USUAL.common_loyalty * sqrt(1 - exp(-2 / USUAL.loyalty_lasts))
    kept = 0.1 * exp(-1 / USUAL.loyalty_lasts)
    np.testing.assert_allclose(world.allegiance, [kept - pushed, kept, kept + pushed], rtol=1e-9)

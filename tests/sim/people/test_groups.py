"""Soldiers as groups: what crosses a line little by little, who is sampled, and that an army's
answer does not depend on how many of its soldiers are simulated.
"""

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from sim import Outcome, Scenario
from sim.agents import soldiers
from sim.agents.called import desert, mutineers, settled, verdict
from sim.agents.soldiers import ArmyIncentives, raise_army
from sim.luck import Luck
from sim.people.groups import GONE, PARTS, all_three, parts_above
from sim.people.people import kernels, single, singles
from sim.start import begin

SIZES = (128, 512, 2048)
WORLDS = 2000
ORDERS = (Outcome.LIMITED_ENTRY, Outcome.FULL_ENTRY)
parts = st.integers(0, PARTS)


def numbers(worlds):
    return np.arange(worlds, dtype=np.uint64)


def taken_stock(world, incentives):
    """The world once its army has taken stock."""
    world.resistance = soldiers.resistance(world, incentives)
    world.loyalty_line = soldiers.loyalty_line(world, incentives)
    world.compliance = soldiers.willing(world, incentives)
    return world


def worlds_of(incentives, worlds=WORLDS):
    """Worlds that differ in their soldiers, in what these share of loyalty, and in what stands
    against an order.
    """
    given = {"public.citizens": 64}
    for name in ("soldiers", "morale", "disloyal", "deserts", "blur"):
        given[f"army.{name}"] = getattr(incentives, name)
    world = begin(Scenario().but(given), numbers(worlds), Luck(3))
    luck = np.random.default_rng(5)
    world.allegiance = incentives.common_loyalty * luck.standard_normal(worlds)
    world.prospects, world.capacity = luck.uniform(0.1, 0.6, worlds), luck.uniform(0, 0.6, worlds)
    return taken_stock(world, incentives)


@given(st.floats(0.005, 0.2))
def test_a_group_is_all_below_or_all_above_a_line_half_its_width_away(blur):
    steepness, edge = single(PARTS / blur), single(0.51 * blur)
    assert parts_above(-edge, steepness) == 0
    assert parts_above(edge, steepness) == PARTS
    assert parts_above(single(0), steepness) == PARTS // 2


@given(st.floats(-1, 1, width=32), st.floats(-1, 1, width=32), st.floats(0.005, 0.2))
def test_less_of_a_group_is_never_above_a_line_for_a_soldier_farther_above(one, other, blur):
    low, high = (parts_above(np.float32(x), single(PARTS / blur)) for x in sorted((one, other)))
    assert 0 <= low <= high <= PARTS


@given(parts, parts)
def test_what_is_true_of_whole_groups_leaves_the_rest_as_it_is(one, other):
    one, other, whole = np.int32(one), np.int32(other), np.int32(PARTS)
    assert all_three(one, whole, whole) == one
    assert abs(all_three(one, other, whole) - one * other / PARTS) <= 0.5
    assert all_three(one, np.int32(0), other) == 0


def test_the_real_army_can_be_counted_in_parts():
    men = np.ones((1, 48_000), np.float32)
    count = kernels.count_willing(
        men, men, np.array([0]), singles(0.6, 1), singles(0, 1), singles(PARTS / 0.04, 1)
    )
    assert count[0] == 48_000 * PARTS


def test_groups_are_counted_without_bias():
    incentives, worlds = ArmyIncentives(soldiers=128, morale=0.5, morale_spread=0.1), 4000
    men = raise_army(numbers(worlds), Luck(1), incentives)
    bar, rows = 0.85, np.arange(worlds)
    count = kernels.count_willing(
        men.morale, men.loyalty, rows, singles(incentives.loyalty_weight, worlds),
        singles(bar, worlds), singles(incentives.steepness, worlds),
    )  # fmt: skip
    shares = count / (PARTS * 128)
    above = incentives.morale + incentives.loyalty_weight * incentives.loyalty - bar
    across = (np.arange(1001) / 1000 - 0.5) * incentives.blur
    expected = ndtr((above + across) / incentives.spread).mean()
    assert shares.mean() == pytest.approx(expected, abs=5 * shares.std() / np.sqrt(worlds))
    independent = np.sqrt(expected * (1 - expected) / 128)
    assert shares.std() < independent / 2  # a stratified sample


def test_soldiers_belong_to_their_world_and_differ_between_worlds():
    incentives = ArmyIncentives(soldiers=64)
    several = raise_army(numbers(5), Luck(1), incentives)
    alone = raise_army(numbers(5)[3:4], Luck(1), incentives)
    other = raise_army(numbers(5)[3:4], Luck(2), incentives)
    for name in ("morale", "usual_morale", "loyalty", "bolts"):
        trait = getattr(several, name)
        np.testing.assert_array_equal(trait[3:4], getattr(alone, name))
        assert (trait[3] != trait[4]).any()
        assert (trait[3:4] != getattr(other, name)).any()


def test_morale_loyalty_and_bolting_are_spread_apart():
    incentives, n = ArmyIncentives(soldiers=512), 512
    men = raise_army(numbers(20), Luck(1), incentives)
    for one, other in (("morale", "loyalty"), ("morale", "bolts"), ("loyalty", "bolts")):
        for a, b in zip(getattr(men, one), getattr(men, other), strict=True):
            assert abs(np.corrcoef(a, b)[0, 1]) < 5 / np.sqrt(n)
    even = (1 + np.log(n)) / n
    np.testing.assert_allclose(men.bolts.mean(axis=1), incentives.deserts, rtol=0, atol=2 * even)


@cache
def answers(soldiers):
    """How often an order holds, just fails or brings a mutiny, by order."""
    incentives = ArmyIncentives(soldiers=soldiers)
    world = worlds_of(incentives)
    every = np.arange(WORLDS)
    brought = [verdict(world, every, order, incentives) for order in ORDERS]
    return np.array([np.bincount(each, minlength=len(Outcome)) for each in brought]) / WORLDS


@pytest.mark.parametrize(("one", "other"), [(128, 512), (512, 2048), (128, 2048)])
def test_what_an_order_brings_does_not_depend_on_how_many_soldiers_are_simulated(one, other):
    few, many = answers(one), answers(other)
    error = np.sqrt((few * (1 - few) + many * (1 - many)) / WORLDS)
    assert (np.abs(few - many) <= 4 * error).all()


def test_orders_are_sometimes_carried_out_sometimes_refused_and_sometimes_turned_on_the_regime():
    limited, full = answers(512)
    assert (limited[[Outcome.NO_ENTRY, Outcome.LIMITED_ENTRY, Outcome.MUTINY]] > 0.05).all()
    assert full[Outcome.FULL_ENTRY] < limited[Outcome.LIMITED_ENTRY]


@pytest.mark.parametrize("order", ORDERS)
def test_a_mutiny_needs_disloyal_soldiers(order):
    incentives = ArmyIncentives(soldiers=128, disloyal=0.0, incitement=0.0)
    world, every = worlds_of(incentives, 200), np.arange(200)
    world.loyalty_line = np.full(200, -1.0)  # nobody's loyalty is so low
    assert (verdict(world, every, order, incentives) != Outcome.MUTINY).all()
    world.loyalty_line = np.full(200, 2.0)  # everybody's is
    obey, _ = settled(world, every, order, incentives)
    turned = verdict(world, every, order, incentives) == Outcome.MUTINY
    np.testing.assert_array_equal(turned, obey < incentives.enough)


@pytest.mark.parametrize("order", ORDERS)
def test_deserters_never_obey_again(order):
    incentives = ArmyIncentives(soldiers=512)
    world = worlds_of(incentives, 200)
    failed = np.flatnonzero(verdict(world, np.arange(200), order, incentives) == Outcome.NO_ENTRY)
    before = world.soldiers.loyalty.copy()
    desert(world, failed, order, incentives)
    gone = world.soldiers.loyalty == GONE
    np.testing.assert_array_equal(np.flatnonzero(gone.any(axis=1)), failed)
    assert not (gone & ~world.soldiers.bolts).any()
    np.testing.assert_array_equal(world.soldiers.loyalty[~gone], before[~gone])
    world.soldiers.morale[...] = 1
    world.resistance = np.full(200, -1.0)  # the easiest of orders to the merriest of armies
    np.testing.assert_array_equal(soldiers.willing(world, incentives), 1 - gone.mean(axis=1))


def test_a_deserter_is_not_among_the_called_up_who_turn_their_weapons():
    incentives = ArmyIncentives(soldiers=512)
    world, first = worlds_of(incentives, 20), np.arange(20)
    world.soldiers.loyalty[:, ::4] = GONE
    world.loyalty_line = np.full(20, 2.0)
    turning = mutineers(world, first, np.full(20, 9.0), Outcome.FULL_ENTRY, incentives)
    men = incentives.men(Outcome.FULL_ENTRY)
    assert (turning * men <= 512 * 3 / 4 + 1e-9).all()


@pytest.mark.parametrize(
    ("field", "sign"),
    [("front", 1), ("allegiance", 1), ("capacity", -1), ("protest", -1), ("demoralised", -1)],
)
def test_what_speaks_for_an_order_makes_more_soldiers_willing(field, sign):
    incentives = ArmyIncentives(soldiers=512)
    low, high = worlds_of(incentives, 50), worlds_of(incentives, 50)
    setattr(low, field, np.full(50, 0.1))
    setattr(high, field, np.full(50, 0.4))
    taken_stock(low, incentives), taken_stock(high, incentives)
    assert (sign * (high.compliance - low.compliance) > 0).all()


def test_more_morale_makes_more_soldiers_willing_and_more_orders_hold():
    low, high = (ArmyIncentives(soldiers=128, morale=morale) for morale in (0.32, 0.52))
    shares, held = [], []
    for incentives in (low, high):
        world = worlds_of(incentives, 500)
        shares.append(world.compliance)
        brought = verdict(world, np.arange(500), Outcome.LIMITED_ENTRY, incentives)
        held.append((brought == Outcome.LIMITED_ENTRY).mean())
    assert (shares[0] < shares[1]).all()
    assert held[0] + 0.5 < held[1]


def test_danger_and_bad_prospects_make_fewer_obey():
    incentives, calm = ArmyIncentives(soldiers=128), ArmyIncentives(soldiers=128, danger=0)
    world, every = worlds_of(incentives, 200), np.arange(200)
    obey, asked = settled(world, every, Outcome.LIMITED_ENTRY, incentives)
    safe, less = settled(world, every, Outcome.LIMITED_ENTRY, calm)
    assert (obey <= safe).all()
    assert (less < asked).all()
    world.prospects = np.ones(200)
    sure, _ = settled(world, every, Outcome.LIMITED_ENTRY, incentives)
    np.testing.assert_array_equal(sure, safe)

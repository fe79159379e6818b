"""What an order that the army does not carry out does to him who gave it and to him who asked."""

import numpy as np
import pytest

from sim import Outcome, Scenario
from sim.agents.lukashenko import believe
from sim.world import Rung
from tests.worlds import a_model, a_week

SHY = Scenario().but(  # an army that flees rather than fights, and does not mutiny
    {"army.soldiers": 64, "public.citizens": 64, "army.morale": 0.1, "army.loyalty": 0.9,
     "army.loyalty_weight": 0.1}
)  # fmt: skip
ORDERS = [Outcome.LIMITED_ENTRY, Outcome.FULL_ENTRY]
LEFT = {"putin_error": 0.2, "lukashenko_error": -0.1, "credit": 0.5}


def failed(order, **fields):
    """A model of two worlds in the week in which an order fails in the first and none is given in
    the second.
    """
    rung = {Outcome.LIMITED_ENTRY: Rung.LIMITED_ENTRY, Outcome.FULL_ENTRY: Rung.FULL_ENTRY}[order]
    given = {"order": [order, Outcome.NO_ENTRY], "lukashenko": [rung, Rung.HOST]}
    model = a_model(SHY, 2, **(LEFT | given | fields))
    week = a_week(2)
    model.army.take_stock(model.world, week, SHY)
    model.army.act(model.world, week, SHY)
    np.testing.assert_array_equal(model.world.failed_orders, [1, 0])
    np.testing.assert_array_equal(model.world.outcome, [0, 0])
    return model.world


@pytest.mark.parametrize("order", ORDERS)
def test_after_a_failed_order_both_leaders_know_how_willing_the_army_is(order):
    world = failed(order)
    np.testing.assert_allclose(believe(world, SHY)[0], world.compliance[0], atol=1e-15)
    assert SHY.putin.optimism + world.putin_error[0] == pytest.approx(0, abs=1e-15)
    assert (world.putin_error[1], world.lukashenko_error[1]) == (0.2, -0.1)


@pytest.mark.parametrize("order", ORDERS)
def test_after_a_failed_order_he_is_back_at_the_border_with_less_credit_and_a_demand_to_answer(
    order,
):
    world = failed(order)
    np.testing.assert_array_equal(world.lukashenko, [Rung.POSTURE, Rung.HOST])
    np.testing.assert_allclose(world.credit, [0.5 * SHY.lukashenko.credit_after_failure, 0.5])
    np.testing.assert_array_equal(world.asked, [True, False])
    np.testing.assert_array_equal(world.alarmed, [True, False])


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("before", [0.0, 0.9])
def test_a_failed_order_shakes_his_rule_and_never_less_than_before(order, before):
    shaken = {
        Outcome.LIMITED_ENTRY: SHY.regime.shaken_limited,
        Outcome.FULL_ENTRY: SHY.regime.shaken_full,
    }[order]
    np.testing.assert_array_equal(
        failed(order, defied=before).defied, [max(before, shaken), before]
    )

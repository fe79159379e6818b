"""Belarusian troops in Ukraine: they slip away, fall, tire, break or come home."""

import numpy as np
import pytest

from sim import Scenario
from sim.agents.army import answer
from sim.agents.expedition import campaign
from sim.agents.moscow import Option
from sim.people.groups import GONE
from sim.world import Fate, Outcome, Return, Rung
from tests.worlds import a_model, a_week

HERE = np.array([0])
MEN = {"army.soldiers": 512, "public.citizens": 64}


def in_the_field(changes=None, **fields):
    """A world whose expedition has been in Ukraine for a while, and its scenario."""
    scenario = Scenario().but(MEN | (changes or {}))
    there = {"lukashenko": Rung.LIMITED_ENTRY, "serving": 1.0, "fielded": 0.8, "putin": Option.HOLD}
    return a_model(scenario, **(there | fields)).world, scenario


def a_campaign(world, scenario, number=3, span=1.0):
    world.soldiers.morale.setflags(write=True)
    world.soldiers.loyalty.setflags(write=True)
    campaign(world, HERE, a_week(1, number=number, span=span), scenario)


def test_nobody_leaves_an_army_that_would_obey_even_more():
    world, scenario = in_the_field({"army.casualties": 0.0}, resistance=-1.0)
    a_campaign(world, scenario)
    assert world.serving == 1.0
    assert world.fallen == 0.0
    assert world.returned == Return.NONE


def test_who_would_not_go_slips_away_at_the_rate():
    world, scenario = in_the_field({"army.casualties": 0.0}, resistance=5.0)
    a_campaign(world, scenario)
    rate = scenario.army.slips_away
    assert world.serving == pytest.approx(np.exp(-rate))
    world, scenario = in_the_field({"army.casualties": 0.0}, resistance=5.0)
    for half in (0, 1):
        a_campaign(world, scenario, number=half, span=0.5)
    assert world.serving == pytest.approx(np.exp(-rate))


def test_serving_goes_where_an_order_would_settle_the_faster_men_slip_away():
    """With no comradeship the field obeys the law of orders, where that has one resting point."""
    found = {}
    for rate in (0.05, 2.0):
        changes = {"army.cohesion": 0.0, "army.casualties": 0.0, "army.wear": 0.0}
        changes |= {"army.contagion": 0.0, "army.slips_away": rate, "army.enough": 0.05}
        world, scenario = in_the_field(changes, resistance=0.95)
        for week in range(12):
            a_campaign(world, scenario, number=week)
        found[rate] = float(world.serving[0])
    world, scenario = in_the_field(changes, resistance=0.95)
    from sim.agents.called import settled

    (settles,), _ = settled(world, HERE, Outcome.LIMITED_ENTRY, scenario.army)
    assert 0.1 < settles < 0.9
    assert found[2.0] == pytest.approx(settles, abs=1e-3)
    assert abs(found[0.05] - settles) > 0.1


def test_the_most_willing_fall_and_obey_no_more():
    world, scenario = in_the_field({"army.casualties": 0.2}, resistance=-1.0, prospects=0.0)
    people = world.soldiers
    before = people.morale + scenario.army.loyalty_weight * people.loyalty
    a_campaign(world, scenario)
    gone = people.loyalty[0] == GONE
    men = round(scenario.army.called_limited * scenario.army.soldiers)
    assert gone.sum() == round(float(world.fallen[0]) * scenario.army.soldiers)
    assert 0.05 * men < gone.sum() < 0.35 * men  # 18 % of 154, give or take five errors
    assert before[0][gone].min() >= np.sort(before[0])[-men]


def test_losses_are_the_same_whoever_lives_beside_the_world():
    scenario = Scenario().but(MEN | {"army.casualties": 0.2})
    there = {"lukashenko": Rung.LIMITED_ENTRY, "serving": 1.0, "fielded": 0.8, "resistance": -1.0}
    fallen = []
    for worlds in (1, 5):
        world = a_model(scenario, worlds, **there).world
        world.soldiers.morale.setflags(write=True)
        world.soldiers.loyalty.setflags(write=True)
        campaign(world, np.arange(worlds), a_week(worlds), scenario)
        fallen.append(float(world.fallen[0]))
    assert fallen[0] == fallen[1] > 0


def test_a_broken_expedition_is_back_at_the_border_and_what_it_met_is_asked_again():
    world, scenario = in_the_field(resistance=5.0, serving=0.51)
    backing = float(world.backing[0])
    a_campaign(world, scenario)
    assert world.lukashenko == Rung.POSTURE
    assert world.serving == 0
    assert (world.returned, world.home) == (Return.BROKE, 3)
    assert world.putin == Option.ULTIMATUM
    assert world.refused.all()
    assert world.alarmed.all()
    assert world.asked.all()
    assert world.defied == scenario.regime.shaken_collapse
    mine = scenario.lukashenko
    price = mine.withdrawal * (mine.appeases[Rung.LIMITED_ENTRY] - mine.appeases[Rung.POSTURE])
    assert world.backing == pytest.approx(backing - price)
    assert world.lukashenko_error == -mine.loyalty_bias
    assert world.putin_error == -scenario.putin.optimism
    assert world.fate == Fate.IN_POWER


def test_disloyal_men_in_a_broken_expedition_end_his_rule():
    world, scenario = in_the_field(resistance=5.0, serving=0.51, loyalty_line=5.0)
    a_campaign(world, scenario)
    assert (world.fate, world.fell) == (Fate.MUTINY, 3)
    assert world.returned == Return.MUTINIED


def test_an_order_that_holds_is_paid_for_at_once():
    world, scenario = in_the_field(serving=0.0, fielded=0.0, backing=0.5)
    answer(
        world, HERE, np.array([int(Outcome.LIMITED_ENTRY)]), Outcome.LIMITED_ENTRY, a_week(1),
        scenario,
    )  # fmt: skip
    mine = scenario.lukashenko
    paid = mine.restores * mine.appeases[Rung.LIMITED_ENTRY] * (1 - 0.5)
    assert world.backing == pytest.approx(0.5 + paid)
    assert (world.outcome, world.ended, world.serving) == (Outcome.LIMITED_ENTRY, 3, 1.0)
    assert world.fate == Fate.IN_POWER


def test_an_order_to_go_further_that_fails_brings_the_expedition_home():
    world, scenario = in_the_field(
        lukashenko=Rung.FULL_ENTRY, outcome=Outcome.LIMITED_ENTRY, ended=1
    )
    world.soldiers.loyalty.setflags(write=True)
    answer(world, HERE, np.array([int(Outcome.NO_ENTRY)]), Outcome.FULL_ENTRY, a_week(1), scenario)
    assert world.lukashenko == Rung.POSTURE
    assert (world.returned, world.serving) == (Return.BROKE, 0)
    assert (world.outcome, world.ended) == (Outcome.LIMITED_ENTRY, 1)  # the first ending counts


def test_men_abroad_do_not_guard_him():
    from sim.laws.regime import dangers

    abroad, scenario = in_the_field(compliance=0.3)
    at_home = in_the_field(compliance=0.3, serving=0.0, fielded=0.0)[0]
    missing = scenario.regime.absent * scenario.army.called_limited
    fewer = in_the_field(compliance=0.3 - missing, serving=0.0, fielded=0.0)[0]
    coup = [float(dangers(each, a_week(1), scenario).coup[0]) for each in (abroad, at_home, fewer)]
    assert coup[0] > coup[1]
    assert coup[0] == pytest.approx(coup[2])

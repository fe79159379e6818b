"""One battery for every leader: what must be true of anyone who appraises, weighs and chooses."""

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sim import Scenario
from tests.leaders import LEADERS, appraisals
from tests.ranges import SHARES, scenarios, states
from tests.worlds import a_model, a_week, a_world, copies

leaders = pytest.mark.parametrize("leader", LEADERS, ids=lambda leader: leader.name)
WORLDS = 3
everywhere = (
    scenarios(
        "putin", "lukashenko", "opposition", "army", "theatre", "regime", "choice", "pressure"
    ),
    states(WORLDS),
)
wide = settings(
    max_examples=20, phases=[Phase.generate]
)  # an example has two hundred numbers: too many to make simpler


@leaders
@given(*everywhere)
@wide
def test_appraisals_are_finite_everywhere_and_fit_options_and_worlds(leader, scenario, state):
    for name, appraisal in appraisals(
        leader.judge(a_world(scenario, WORLDS, **state), scenario)
    ).items():
        assert np.isfinite(appraisal).all(), name
        assert np.broadcast_shapes(appraisal.shape, (len(leader.options), WORLDS)) == (
            len(leader.options),
            WORLDS,
        ), name


@leaders
@given(*everywhere)
@wide
def test_chances_are_chances_and_sum_to_one(leader, scenario, state):
    chances = leader.probability(a_world(scenario, WORLDS, **state), scenario)
    assert chances.shape == (len(leader.options), WORLDS)
    assert ((chances >= 0) & (chances <= 1)).all()
    np.testing.assert_allclose(chances.sum(axis=0), 1, atol=len(leader.options) * 2**-52)


@leaders
@given(*everywhere)
@wide
def test_a_choice_keeps_every_share_a_share_and_writes_into_nothing(leader, scenario, state):
    model = a_model(scenario, WORLDS, **state)
    handed_out = dict(model.world.arrays())
    before = copies(model.world)
    decision = leader.act(model, a_week(WORLDS))
    assert set(decision.choice) <= set(leader.options)
    for name in SHARES:
        assert ((getattr(model.world, name) >= 0) & (getattr(model.world, name) <= 1)).all(), name
    for name, array in handed_out.items():
        np.testing.assert_array_equal(array, before[name], err_msg=name)


@leaders
def test_incentives_that_are_appraised_are_those_that_are_weighed(leader):
    scenario = Scenario()
    assert set(appraisals(leader.judge(a_world(), scenario))) == set(
        getattr(scenario, leader.name).weights
    )


@leaders
def test_one_world_is_judged_as_it_is_among_many(leader):
    rng, scenario = np.random.default_rng(6), Scenario()
    state = {name: rng.random(9) for name in SHARES}
    together = leader.probability(a_world(scenario, 9, **state), scenario)
    alone = [
        leader.probability(
            a_world(scenario, 1, **{name: value[i] for name, value in state.items()}), scenario
        )
        for i in range(9)
    ]
    np.testing.assert_array_equal(together, np.concatenate(alone, axis=1))


@leaders
def test_a_decision_keeps_the_reasons_for_it(leader):
    model = a_model(worlds=4)
    decision = leader.act(model, a_week(4))
    assert set(decision.judgement.contributions()) == set(
        getattr(model.assumptions, leader.name).weights
    )
    assert decision.options is leader.options
    np.testing.assert_array_equal(getattr(model.world, leader.name), decision.choice)


INCENTIVES = [
    (leader, name) for leader in LEADERS for name in getattr(Scenario(), leader.name).weights
]


@pytest.mark.parametrize(
    ("leader", "incentive"), INCENTIVES, ids=lambda each: getattr(each, "name", each)
)
def test_every_incentive_moves_a_choice(leader, incentive):
    scenario = Scenario().but({"pressure.level": 0.8})
    weight = getattr(getattr(scenario, leader.name), incentive)
    world = a_world(hosting=0.6, protest=0.05, compliance=0.7)
    without = leader.probability(world, scenario.but({f"{leader.name}.{incentive}": 0.0}))
    doubled = leader.probability(
        world, scenario.but({f"{leader.name}.{incentive}": max(2 * weight, 0.5)})
    )
    assert np.abs(doubled - without).max() > 1e-3


@pytest.mark.parametrize(
    ("leader", "incentive"), INCENTIVES, ids=lambda each: getattr(each, "name", each)
)
def test_an_option_that_an_incentive_favours_gains_on_one_that_it_does_not(leader, incentive):
    scenario, world = Scenario(), a_world(hosting=0.6, protest=0.05, compliance=0.7)
    appraisal = np.broadcast_to(
        appraisals(leader.judge(world, scenario))[incentive], (len(leader.options), 1)
    )[:, 0]
    best, worst = appraisal.argmax(), appraisal.argmin()
    light, heavy = (
        leader.probability(world, scenario.but({f"{leader.name}.{incentive}": weight}))[:, 0]
        for weight in (0.1, 0.6)
    )
    assert heavy[best] / heavy[worst] > light[best] / light[worst]


@leaders
@given(st.floats(0, 60), st.floats(0, 60))
def test_a_more_rational_leader_never_chooses_his_best_option_less_often(leader, one, other):
    world, scenario = a_world(), Scenario()
    low, high = (
        leader.probability(world, scenario.but({f"{leader.name}.rationality": value}))
        for value in sorted((one, other))
    )
    assert high.max() >= low.max() - 2**-50


@leaders
@pytest.mark.parametrize("rule", ["best_response", "prospect"])
def test_another_decision_rule_gives_other_chances(leader, rule):
    world = a_world()
    quantal, rival = (
        leader.probability(world, Scenario().but({"choice.rule": name}))
        for name in ("quantal", rule)
    )
    assert np.abs(quantal - rival).max() > 0.01


def test_numbers_of_options_do_not_change():
    names = [" ".join(f"{option}={option.name}" for option in leader.options) for leader in LEADERS]
    assert names == [
        "0=ACCOMMODATE 1=HOLD 2=PRESS 3=ULTIMATUM 4=REPLACE",
        "0=REFUSE 1=STALL 2=HOST 3=SUPPLY 4=POSTURE 5=LIMITED_ENTRY 6=FULL_ENTRY",
        "0=ORGANISE 1=AGITATE 2=MOBILISE 3=SABOTAGE",
    ]

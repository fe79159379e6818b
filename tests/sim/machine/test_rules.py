"""Rules: the compiled loop, the plain rule and the rule asked world by world all say the same."""

import os
import subprocess
import sys
from collections import namedtuple
from dataclasses import replace

import numpy as np
import pytest

from sim import Scenario
from sim.laws.regime import hazard
from sim.machine import rules
from sim.machine.compiled import HAS_NUMBA
from sim.machine.rules import appraisal, in_every_world, taken
from tests.leaders import LEADERS, rungs_judged
from tests.worlds import a_world, frozen

leaders = pytest.mark.parametrize("leader", LEADERS, ids=lambda leader: leader.name)
Seen = namedtuple("Seen", "near far")
Kept = namedtuple("Kept", "sum product")
Offer = namedtuple("Offer", "price worth")
Felt = namedtuple("Felt", "gain cost")


@in_every_world(Offer, Seen, Kept)
def keep(offer, world, more):
    return Kept(world.near + world.far + more, world.near * offer.price)


@appraisal(Offer, Seen)
def appraise(offer, world):
    return Felt(gain=offer.worth * world.near, cost=-offer.price)


def varied(worlds):
    rng = np.random.default_rng(8)
    names = (
        "credit",
        "backing",
        "protest",
        "opposed",
        "capacity",
        "compliance",
        "prospects",
        "pressure",
        "front",
        "hosting",
    )
    return a_world(Scenario(), worlds, **{name: rng.random(worlds) for name in names})


def test_a_record_is_taken_from_the_fields_of_the_same_names():
    assert taken(Seen, namedtuple("Other", "far beside near")(1, 2, 3)) == Seen(near=3, far=1)


@pytest.mark.parametrize("compiled", [True, False])
def test_a_rule_runs_in_every_world_for_the_option_chosen_there(compiled, monkeypatch):
    monkeypatch.setattr(rules, "HAS_NUMBA", compiled and HAS_NUMBA)
    seen, offers = Seen(frozen([1.0, 2.0]), frozen([3.0, 4.0])), np.array([[5.0, 6.0], [0.0, 0.0]])
    kept = keep(offers, np.array([1, 0]), seen, 10)
    np.testing.assert_array_equal(kept.sum, [14, 16])
    np.testing.assert_array_equal(kept.product, [6, 10])


def test_utility_is_the_sum_of_appraisals_by_their_weights():
    offers, seen = (
        np.array([[1.0, 2.0, 0.0], [5.0, 0.0, 7.0]]),
        Seen(frozen([1.0, 2.0]), frozen([0.0, 0.0])),
    )
    expected = [[3 * 5 - 0.5, 3 * 10 - 0.5], [-1, -1], [3 * 7, 3 * 14]]
    np.testing.assert_array_equal(appraise.weighed((3.0, 0.5), offers, seen), expected)


def test_an_incentive_that_is_weighed_but_not_appraised_is_refused():
    with pytest.raises(TypeError, match="cost"):
        appraisal(Offer, Seen)(lambda offer, world: Felt(gain=offer.worth))(
            np.ones((2, 3)), Seen(frozen([1.0]), frozen([1.0]))
        )


@leaders
@pytest.mark.parametrize("worlds", [1, 5, 130])
def test_compiled_and_plain_utilities_are_the_same(leader, worlds, monkeypatch):
    judgement = leader.judge(varied(worlds), Scenario())
    compiled = judgement.utility()
    monkeypatch.setattr(rules, "HAS_NUMBA", False)
    np.testing.assert_array_equal(judgement.utility(), compiled)


@leaders
def test_utility_is_the_sum_of_the_contributions_that_are_told(leader):
    judgement = leader.judge(varied(9), Scenario())
    np.testing.assert_allclose(
        judgement.utility(), sum(judgement.contributions().values()), rtol=1e-12
    )


def test_survival_is_what_the_hazards_that_happen_leave():
    world, scenario = (
        varied(9),
        Scenario().but({"lukashenko.broken_limited": 0, "lukashenko.broken_full": 0}),
    )
    judgement = replace(rungs_judged(world, scenario), weights={"survival": 1.0})
    mine, seen = scenario.lukashenko, judgement.situation
    refusing = judgement.contributions()["survival"][0]
    backing = np.clip(world.backing - mine.displeasure * world.pressure * world.demand, 0, 1)
    weekly = sum(
        hazard(
            backing, seen.believed, world.protest, world.capacity, mine.dependence, scenario.regime
        )
    )
    np.testing.assert_allclose(refusing, np.exp(-mine.horizon * weekly), rtol=1e-12)


COUNT_HITS = """
import numpy as np
from sim.agents.opposition import OppositionIncentives, Situation, wage
mine = OppositionIncentives()
wage(mine.tactics, np.array([0, 1]), Situation(*np.ones((5, 2))), mine.numbers)
print(sum(wage.loop.stats.cache_hits.values()))
"""


@pytest.mark.skipif(not HAS_NUMBA, reason="without numba nothing is compiled")
def test_a_compiled_rule_is_found_again_by_the_next_process(tmp_path):
    def hits():
        command, where = (
            [sys.executable, "-c", COUNT_HITS],
            os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)},
        )
        return int(
            subprocess.run(command, env=where, capture_output=True, text=True, check=True).stdout
        )

    assert [hits(), hits()] == [0, 1]

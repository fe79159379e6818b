"""Rules: the compiled loop, the plain rule and the rule asked world by world all say the same."""

import os
import subprocess
import sys
from collections import namedtuple

import numpy as np
import pytest

from sim import Scenario
from sim.machine import rules
from sim.machine.compiled import HAS_NUMBA, elementwise
from sim.machine.rules import appraisal, in_every_world, taken, unfolding
from tests.leaders import LEADERS
from tests.worlds import a_world, frozen

leaders = pytest.mark.parametrize("leader", LEADERS, ids=lambda leader: leader.name)
Seen = namedtuple("Seen", "near far")
Kept = namedtuple("Kept", "sum product")
Offer = namedtuple("Offer", "price worth")
Felt = namedtuple("Felt", "gain cost")
Course = namedtuple("Course", "rate")
Stretch = namedtuple("Stretch", "length")
Sum = namedtuple("Sum", "so_far")


@in_every_world(Offer, Seen, Kept)
def keep(offer, world, more):
    return Kept(world.near + world.far + more, world.near * offer.price)


@appraisal(Offer, Seen, Felt)
def appraise(offer, world):
    return Felt(gain=offer.worth * world.near, cost=-offer.price)


@elementwise
def set_out(path, world, factor):
    return Sum(path.rate + world.near)


@elementwise
def arrive(now):
    return now.so_far


@unfolding(Course, Seen, Stretch, Sum, set_out, arrive)
def unfold(path, world, now, span, factor):
    return Sum(now.so_far + path.rate * span.length + world.far)


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
        appraisal(Offer, Seen, Felt)(lambda offer, world: Felt(gain=offer.worth))(
            np.ones((2, 3)), Seen(frozen([1.0]), frozen([1.0]))
        )


def test_a_course_unfolds_from_its_beginning_span_by_span():
    paths, spans = np.array([[1.0, 2.0, 0.0]]), np.array([[10.0, 1.0]])
    come = unfold(paths, Seen(frozen([1.0, 2.0]), frozen([0.5, 0.0])), spans, 2.0)
    one_by_one = [
        [rate + near + rate * 10 + far + rate + far for near, far in ((1, 0.5), (2, 0))]
        for rate in (1, 2, 0)
    ]
    np.testing.assert_array_equal(come, one_by_one)


@pytest.mark.parametrize("paths", [1, 7, 8, 9, 17])
def test_paths_side_by_side_unfold_as_each_would_alone_compiled_or_not(paths, monkeypatch):
    rng = np.random.default_rng(5)
    columns, spans = rng.random((1, paths)), rng.random((1, 6))
    seen = Seen(rng.random(9), rng.random(9))
    together = unfold(columns, seen, spans, 2.0)
    alone = np.concatenate([unfold(columns[:, [i]], seen, spans, 2.0) for i in range(paths)])
    np.testing.assert_array_equal(together, alone)
    monkeypatch.setattr(rules, "HAS_NUMBA", False)
    np.testing.assert_array_equal(unfold(columns, seen, spans, 2.0), together)


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


COUNT_HITS = """
import numpy as np
from sim.agents.opposition import OppositionIncentives, Situation, wage
mine = OppositionIncentives()
wage(mine.tactics, np.array([0, 1]), Situation(*np.ones((5, 2))), mine.numbers, 1.0)
print(sum(wage.loop.stats.cache_hits.values()))
"""


@pytest.mark.skipif(not HAS_NUMBA, reason="without numba nothing is compiled")
@pytest.mark.processes
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

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
from sim.machine.rules import appraisal, in_every_world, rows_of, taken, together, unfolding
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
Mine = namedtuple("Mine", "scale shift")
Both = together("Both", __name__, one=Mine, other=Seen)


@in_every_world(Offer, Seen, Kept, Mine)
def keep(offer, world, mine, more):
    total = mine.scale * (world.near + world.far) + mine.shift + more
    return Kept(total, world.near * offer.price)


@appraisal(Offer, Seen, Felt, Mine)
def appraise(offer, world, mine):
    return Felt(gain=mine.scale * offer.worth * world.near + mine.shift, cost=-offer.price)


@elementwise
def set_out(path, world, given):
    return Sum(path.rate + world.near)


@elementwise
def arrive(now):
    return now.so_far


@unfolding(Course, Seen, Stretch, Sum, Both, set_out, arrive)
def unfold(path, world, now, span, given):
    scale = given.one.scale + given.other.far
    return Sum(now.so_far + scale * path.rate * span.length + world.far)


ALIKE = rows_of(1.0, 0.0)  # the parameters of rules, the same in all worlds


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


@pytest.fixture(params=[True, False])
def compiled(request, monkeypatch):
    monkeypatch.setattr(rules, "HAS_NUMBA", request.param and HAS_NUMBA)


def test_a_rule_runs_in_every_world_for_the_option_chosen_there(compiled):
    seen = Seen(frozen([1.0, 2.0]), frozen([3.0, 4.0]))
    offers = np.array([[5.0, 6.0], [0.0, 0.0]])[..., None]
    kept = keep(offers, np.array([1, 0]), seen, ALIKE, 10)
    np.testing.assert_array_equal(kept.sum, [14, 16])
    np.testing.assert_array_equal(kept.product, [6, 10])


def test_utility_is_the_sum_of_appraisals_by_their_weights(compiled):
    offers, seen = (
        np.array([[1.0, 2.0, 0.0], [5.0, 0.0, 7.0]])[..., None],
        Seen(frozen([1.0, 2.0]), frozen([0.0, 0.0])),
    )
    expected = [[3 * 5 - 0.5, 3 * 10 - 0.5], [-1, -1], [3 * 7, 3 * 14]]
    weights = rows_of(3.0, 0.5)
    np.testing.assert_array_equal(appraise.weighed(weights, offers, seen, ALIKE), expected)


def test_an_incentive_that_is_weighed_but_not_appraised_is_refused():
    with pytest.raises(TypeError, match="cost"):
        appraisal(Offer, Seen, Felt, Mine)(lambda offer, world, mine: Felt(gain=offer.worth))(
            np.ones((2, 3, 1)), Seen(frozen([1.0]), frozen([1.0])), ALIKE
        )


def test_a_course_unfolds_from_its_beginning_span_by_span(compiled):
    paths, spans = np.array([[1.0, 2.0, 0.0]])[..., None], np.array([[10.0, 1.0]])[..., None]
    seen = Seen(frozen([1.0, 2.0]), frozen([0.5, 0.0]))
    come = unfold(paths, seen, spans, rows_of(1.0, 0.0, 0.0, 0.0))
    one_by_one = [
        [rate + near + rate * 10 + far + rate + far for near, far in ((1, 0.5), (2, 0))]
        for rate in (1, 2, 0)
    ]
    np.testing.assert_array_equal(come, one_by_one)


@pytest.mark.parametrize("paths", [1, 7, 8, 9, 17])
@pytest.mark.parametrize("differ", [False, True])
def test_paths_side_by_side_unfold_as_each_would_alone_compiled_or_not(paths, differ, monkeypatch):
    rng = np.random.default_rng(5)
    worlds = 9 if differ else 1
    columns, spans = rng.random((1, paths, worlds)), rng.random((1, 6, worlds))
    seen, given = Seen(rng.random(9), rng.random(9)), rng.random((4, worlds))
    together = unfold(columns, seen, spans, given)
    alone = [unfold(columns[:, [i]], seen, spans, given) for i in range(paths)]
    np.testing.assert_array_equal(together, np.concatenate(alone))
    monkeypatch.setattr(rules, "HAS_NUMBA", False)
    np.testing.assert_array_equal(unfold(columns, seen, spans, given), together)


def test_a_world_with_parameters_of_its_own_is_that_world_alone_under_them(compiled):
    rng, worlds = np.random.default_rng(6), 7
    offers, weights, mine = (rng.random((2, *shape, worlds)) for shape in ((3,), (), ()))
    seen, chosen = Seen(rng.random(worlds), rng.random(worlds)), rng.integers(0, 3, worlds)
    kept = keep(offers, chosen, seen, mine, 10)
    utility = appraise.weighed(weights, offers, seen, mine)
    for i in range(worlds):
        here = Seen(seen.near[[i]], seen.far[[i]])
        alone = keep(offers[..., [i]], chosen[[i]], here, mine[:, [i]], 10)
        assert (alone.sum[0], alone.product[0]) == (kept.sum[i], kept.product[i])
        for own in (weights[:, [i]], weights[:, i]):
            found = appraise.weighed(rows_of(*own), offers[..., [i]], here, mine[:, [i]])
            np.testing.assert_array_equal(found[:, 0], utility[:, i])


def test_parameters_that_are_alike_are_one_column_and_others_one_a_world():
    assert rows_of(1.0, 2.0).shape == (2, 1)
    mixed = rows_of(1.0, np.array([2.0, 3.0]), np.array([[4.0], [5.0]]))
    np.testing.assert_array_equal(mixed, [[1, 1], [2, 3], [4, 4], [5, 5]])


@pytest.mark.skipif(not HAS_NUMBA, reason="without numba nothing is compiled")
def test_parameters_that_differ_are_read_by_the_loop_that_was_compiled_for_one():
    def signatures():
        return [len(each.loop.signatures) for each in (keep, appraise, unfold)]

    rng = np.random.default_rng(7)
    for worlds in (1, 5):
        seen, chosen = Seen(rng.random(5), rng.random(5)), rng.integers(0, 3, 5)
        offers, mine = rng.random((2, 3, worlds)), rng.random((2, worlds))
        keep(offers, chosen, seen, mine, 10)
        appraise.weighed(mine, offers, seen, mine)
        unfold(offers[:1], seen, offers[:1], rng.random((4, worlds)))
        assert signatures() == [1, 1, 1]


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

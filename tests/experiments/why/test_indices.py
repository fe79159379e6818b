"""Sobol' indices against closed forms, another program, and their own intervals."""

import numpy as np
import pytest
from scipy.special import ndtri

from experiments.why.sensitivity.indices import Measured, first, first_by_squares, total
from experiments.why.sensitivity.replicates import REPLICATES, base_points
from tests.experiments.why.ishigami import FIRST, TOTAL, ishigami, pairs

POINTS = 1024
NEAR = 4 / np.sqrt(REPLICATES * POINTS)  # four standard errors of a mean of order one
EACH = ([0], [1], [2])


def outputs(function, width, points, seed, groups):
    a, b = base_points(width, points, seed)
    f_a, f_b, swapped = pairs(function, a, b, groups)
    in_rows = [each.reshape(REPLICATES, points) for each in (f_a, f_b, *swapped)]
    return in_rows[0], in_rows[1], in_rows[2:]


def test_the_function_of_ishigami_gets_its_indices():
    f_a, f_b, swapped = outputs(ishigami, 3, POINTS, 1, EACH)
    for place, f_ab in enumerate(swapped):
        assert first(f_a, f_b, f_ab).mean() == pytest.approx(FIRST[place], abs=NEAR)
        assert first_by_squares(f_a, f_b, f_ab).mean() == pytest.approx(FIRST[place], abs=NEAR)
        assert total(f_a, f_b, f_ab).mean() == pytest.approx(TOTAL[place], abs=NEAR)


def test_groups_of_a_sum_of_normal_inputs_get_the_sums_of_their_variances():
    weights = np.array([3.0, 1.0, 2.0, 0.5])
    f_a, f_b, swapped = outputs(
        lambda unit: ndtri(unit) @ weights, 4, POINTS, 2, ([0, 1], [2], [3])
    )
    parts = np.array([10.0, 4.0, 0.25]) / 14.25
    for part, f_ab in zip(parts, swapped, strict=True):
        assert first(f_a, f_b, f_ab).mean() == pytest.approx(part, abs=NEAR)
        assert total(f_a, f_b, f_ab).mean() == pytest.approx(part, abs=NEAR)


def test_inputs_that_only_act_together_decide_nothing_alone_and_all_as_a_group():
    def product(unit):
        x = ndtri(unit)
        return x[:, 0] * x[:, 1] + x[:, 2]

    f_a, f_b, swapped = outputs(product, 3, POINTS, 3, ([0], [1], [0, 1]))
    truths = ((0.0, 0.5), (0.0, 0.5), (0.5, 0.5))
    for (alone, whole), f_ab in zip(truths, swapped, strict=True):
        assert first(f_a, f_b, f_ab).mean() == pytest.approx(alone, abs=2 * NEAR)
        assert total(f_a, f_b, f_ab).mean() == pytest.approx(whole, abs=2 * NEAR)


def test_another_program_finds_the_same_on_the_same_points():
    sobol = pytest.importorskip("SALib.analyze.sobol")
    a, b = base_points(3, POINTS // REPLICATES, 4)
    f_a, f_b, swapped = pairs(ishigami, a, b, EACH)
    interleaved = np.stack([f_a, *swapped, f_b], axis=1).ravel()
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
    theirs = sobol.analyze(problem, interleaved, calc_second_order=False, num_resamples=10)
    near = 2 / POINTS  # they divide by n where these divide by n - 1
    for place, f_ab in enumerate(swapped):
        mine = f_a[None], f_b[None], f_ab[None]
        assert first(*mine).item() == pytest.approx(theirs["S1"][place], abs=near)
        assert total(*mine).item() == pytest.approx(theirs["ST"][place], abs=near)


def test_an_input_that_nothing_uses_decides_nothing():
    f_a, f_b, _ = outputs(ishigami, 4, POINTS, 5, ())
    alone = first_by_squares(f_a, f_b, f_a)
    assert abs(alone.mean()) < NEAR
    assert np.ptp(alone) > 0
    assert total(f_a, f_b, f_a).tolist() == [0.0] * REPLICATES


def test_an_output_without_variance_has_no_indices():
    same = np.ones((REPLICATES, 4))
    assert not Measured.over(first(same, same, same)).known
    assert not Measured.over(total(same, same, same)).known


def test_intervals_over_replicates_hold_the_truth_as_often_as_they_say():
    studies, held = 150, np.zeros(3)
    for seed in range(studies):
        f_a, f_b, swapped = outputs(ishigami, 3, 64, seed, EACH)
        for place, f_ab in enumerate(swapped):
            each = Measured.over(first(f_a, f_b, f_ab))
            held[place] += each.low <= FIRST[place] <= each.high
    assert (held / studies > 0.95 - 4 * np.sqrt(0.95 * 0.05 / studies)).all(), held


def test_a_single_replicate_has_no_interval():
    assert not Measured.over(np.array([0.4])).known

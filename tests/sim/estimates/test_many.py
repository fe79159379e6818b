"""Estimates of many points at once are those of each alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.estimates.intervals import Estimate, average, rate
from sim.estimates.many import averages, estimates, rates, sums_of_points
from sim.estimates.masses import carry, estimate, moments

CLOSE = {"rel": 1e-12, "abs": 1e-300}
SIZES = st.sampled_from([1, 2, 3, 9, 10, 11, 40, 1_000, 20_000])


def _same(one: Estimate, other: Estimate) -> None:
    for name in ("count", "worlds", "probability", "low", "high"):
        assert getattr(one, name) == pytest.approx(getattr(other, name), **CLOSE), (name, one)
        assert type(getattr(one, name)) is type(getattr(other, name)), name
    assert one.words == other.words


def _chances(rng: np.random.Generator, kind: str, worlds: int) -> np.ndarray:
    """Chances of one event in some worlds, of many characters."""
    made = {
        "drawn": rng.random(worlds) < rng.random(),
        "never": np.zeros(worlds),
        "always": np.ones(worlds),
        "equal": np.full(worlds, rng.random()),
        "nearly equal": 0.3 + 1e-9 * rng.random(worlds),
        "spread": rng.random(worlds),
        "rare": rng.random(worlds) ** 40,
        "tiny": 1e-14 * rng.random(worlds),
        "nearly sure": 1 - rng.random(worlds) ** 30,
        "one world": np.where(np.arange(worlds) == 0, 0.7, 0.0),
        "drawn but one": np.where(np.arange(worlds) == 0, 0.25, 1.0),
    }
    return np.asarray(made[kind], dtype=float)


KINDS = (
    "drawn", "never", "always", "equal", "nearly equal", "spread", "rare", "tiny", "nearly sure",
    "one world", "drawn but one",
)  # fmt: skip


def _sums(chances: np.ndarray) -> np.ndarray:
    """Sums of a row of chances, shape (2, 3)."""
    sums = moments(chances[None])
    carry(sums)
    return sums[0]


@settings(max_examples=60, deadline=None)
@given(SIZES, st.integers(0, 2**32))
def test_estimates_of_many_points_are_those_of_each(worlds: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    sums = np.array([_sums(_chances(rng, kind, worlds)) for kind in KINDS])
    found = estimates(sums, np.array(worlds))
    for place, each in enumerate(sums):
        _same(found.at(place), estimate(each, worlds))


def test_points_may_have_different_numbers_of_worlds() -> None:
    rng = np.random.default_rng(1)
    worlds = np.array([1, 5, 50, 3_000])
    sums = np.array([[_sums(_chances(rng, kind, n)) for kind in KINDS] for n in worlds])
    found = estimates(sums, worlds[:, None])
    for point, n in enumerate(worlds):
        for kind in range(len(KINDS)):
            _same(found.at(point, kind), estimate(sums[point, kind], int(n)))


@pytest.mark.parametrize("worlds", [1, 2, 16, 1_000])
def test_shares_of_many_points_are_those_of_each(worlds: int) -> None:
    counts = np.unique(np.linspace(0, worlds, 17).astype(np.int64))
    found = rates(counts, np.full(counts.size, worlds))
    for place, count in enumerate(counts):
        _same(found.at(place), rate(int(count), worlds))


def test_means_of_many_points_are_those_of_each() -> None:
    rng = np.random.default_rng(2)
    mean = np.concatenate([rng.random(200), [0.0, 1.0, 1e-15, 1 - 1e-15, 0.5]])
    variance = mean * (1 - mean) * rng.random(mean.size)
    for worlds in (1, 2, 12, 500):
        found = averages(mean, variance, np.full(mean.size, worlds))
        for place in range(mean.size):
            one = average(float(mean[place]), float(variance[place]), worlds)
            _same(found.at(place), one)


@given(st.integers(1, 9), st.integers(0, 8), st.integers(1, 60), st.integers(0, 2**32))
def test_sums_of_points_are_those_of_their_worlds(
    points: int, first: int, worlds: int, seed: int
) -> None:
    first %= points
    chances = np.random.default_rng(seed).random((3, worlds))
    found = sums_of_points(chances, first, points)
    turn = (first + np.arange(worlds)) % points
    for point in range(points):
        mine = moments(chances[:, turn == point])
        carry(mine)
        assert (found[point] == mine).all()

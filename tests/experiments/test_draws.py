"""P(event) over draws of parameters whose worlds are their own: one-way random effects."""

import numpy as np
import pytest
from scipy.stats import norm

from experiments import sweep
from experiments.findings.drawn.draws import nested_row
from experiments.findings.nested import Nesting
from tests.experiments.commands import done, table, worlds


def _nested(rng: np.random.Generator, draws: int, worlds: int, spread: float) -> Nesting:
    """Draws with a probability of their own around 0.3, each with worlds of its own."""
    sums = Nesting.of(np.ones(draws, dtype=np.int64))
    levels = spread * rng.normal(size=(draws, 1))
    happened = rng.normal(size=(draws, worlds)) + levels < -0.6
    places = np.repeat(np.arange(draws), worlds)
    sums.add(places, happened.ravel().astype(float))
    return sums


@pytest.mark.parametrize("worlds", [1, 20])
def test_intervals_over_draws_hold_the_truth_as_often_as_they_say(worlds: int) -> None:
    truth, rng, studies = norm.cdf(-0.6 / np.sqrt(1.25)), np.random.default_rng(5), 1_000
    rows = [nested_row(_nested(rng, 40, worlds, 0.5)) for _ in range(studies)]
    held = np.mean([row["low"] <= truth <= row["high"] for row in rows])
    assert abs(held - 0.95) < 4 * np.sqrt(0.95 * 0.05 / studies)


def test_the_spread_of_draws_and_of_worlds_are_told_apart() -> None:
    rng = np.random.default_rng(6)
    luck = nested_row(_nested(rng, 400, 200, 0.0))
    assert luck["share_parameters"] < 0.01
    assert luck["sd_luck"] == pytest.approx(np.sqrt(0.274 * 0.726), rel=0.02)
    sums = Nesting.of(np.ones(2, dtype=np.int64))
    sums.add(np.array([0, 0, 1, 1]), np.array([0.2, 0.2, 0.6, 0.6]))
    sure = nested_row(sums)
    assert sure["share_parameters"] == 1
    assert sure["sd_parameters"] == pytest.approx(np.std([0.2, 0.6], ddof=1))


def test_one_world_a_draw_gives_a_mean_and_an_interval_but_no_shares() -> None:
    row = nested_row(_nested(np.random.default_rng(7), 50, 1, 0.5))
    assert row["low"] < row["probability"] < row["high"]
    assert row["share_parameters"] == row["sd_luck"] == row["sd_parameters"] == ""


def test_a_draw_that_counts_twice_does_not_average_its_luck_out() -> None:
    rng = np.random.default_rng(8)
    chances = rng.random((4, 30))
    twice, once = Nesting.of(np.array([5, 5, 5, 5])), Nesting.of(np.ones(4, dtype=np.int64))
    for sums in (twice, once):
        sums.add(np.repeat(np.arange(4), 30), chances.ravel())
    assert twice.probability == pytest.approx(once.probability)
    assert twice.error**2 >= once.luck / (4 * 30) * (1 - 1e-9)


def test_a_named_group_among_the_factors_does_not_count_a_draw_twice() -> None:
    drawn = (
        "design=lhs", "points=6", "sweep.lukashenko=[baseline,cautious]", "pressure=severe",
        "population=small", "weeks=6", "replications=4", "workers=1", "output=r",
    )  # fmt: skip
    done(sweep, *drawn)
    from pathlib import Path

    times = {"baseline": 3, "cautious": 3}
    summary = table(Path("r")).query("outcome == 'entry'").set_index("lukashenko")["probability"]
    assert set(summary.index) == set(times)
    entry = table(Path("r"), "draws").set_index("event").loc["entry"]
    assert entry["draws"] == 6
    mean = sum(times[name] * summary[name] for name in times) / 6
    assert entry["probability"] == pytest.approx(mean, rel=1e-6)
    rows = worlds(Path("r"))
    foreseen = rows["chance_limited_entry"] + rows["chance_full_entry"]
    assert entry["probability"] == pytest.approx(foreseen.mean(), rel=1e-6)
    assert len(rows) == 8

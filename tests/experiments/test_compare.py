"""Effects are paired differences on common luck; drawn parameters and luck are told apart."""

from pathlib import Path

import numpy as np
import pytest

from experiments import compare, run, sweep
from experiments.findings.drawn.draws import Crossing
from sim.estimates.intervals import paired_difference
from tests.experiments.commands import done, mistake, table, worlds

BOTH = ("population=small", "weeks=12", "workers=1", "estimator=counted", "pressure.level=1")


def test_two_folders_are_compared_world_by_world(tmp_path: Path) -> None:
    done(run, *BOTH, "replications=700", "output=a")
    done(run, *BOTH, "replications=900", "army.morale=0.3", "output=b")
    said = done(compare, "a", "b").out
    entries = [
        worlds(tmp_path / name)["outcome"].isin(["limited_entry", "full_entry"]).to_numpy()[:700]
        for name in "ab"
    ]
    estimate = paired_difference(entries[1], entries[0])
    assert "army.morale: 0.42 there, 0.3 here" in said
    assert (
        f"{100 * estimate.probability:+.2f} points [{100 * estimate.low:+.2f}, "
        f"{100 * estimate.high:+.2f}]" in said
    )
    gained, lost = np.sum(entries[1] & ~entries[0]), np.sum(~entries[1] & entries[0])
    assert f"{gained} worlds gained, {lost} lost of 700" in said


def test_a_folder_against_itself_differs_nowhere() -> None:
    done(run, *BOTH, "replications=100", "output=a")
    assert "+0.00 points [" in done(compare, "a", "a").out


def test_other_luck_cannot_be_compared() -> None:
    for seed in (1, 2):
        done(run, *BOTH, "replications=20", f"seed={seed}", f"output={seed}")
    assert mistake(compare, "1", "2") == "1 has seed 1, 2 2: they share no luck"
    assert "name two results folders" in mistake(compare, "1")


def test_a_sweep_is_compared_with_its_reference(tmp_path: Path) -> None:
    done(
        sweep,
        *BOTH[:4],
        "replications=400",
        "sweep.pressure.level=[0,0.4,1]",
        "reference=0.4",
        "output=r",
    )
    rows, summary = table(tmp_path / "r", "differences"), table(tmp_path / "r")
    assert list(rows["pressure.level"].unique()) == [0, 1]
    entry = summary[summary["outcome"] == "entry"].set_index("pressure.level")["probability"]
    for _, row in rows[rows["event"] == "entry"].iterrows():
        assert row["difference"] == pytest.approx(entry[row["pressure.level"]] - entry[0.4])
        assert row["low"] <= row["difference"] <= row["high"]
        assert (row["gained"] - row["lost"]) / row["worlds"] == pytest.approx(row["difference"])
    told = mistake(sweep, *BOTH[:4], "sweep.pressure.level=[0,0.4]", "reference=0.5", "output=q")
    assert (
        told == "reference = 0.5 is not a treatment: give the values of pressure.level, such as [0]"
    )


def _crossed(rng: np.random.Generator, draws: int, worlds: int) -> Crossing:
    """Draws with a probability of their own around 0.3, worlds with a luck that all draws
    share in part.
    """
    luck = 0.6 * rng.normal(size=worlds) + 0.8 * rng.normal(size=(draws, worlds))
    sums = Crossing.of(np.ones(draws, dtype=np.int64))
    sums.add(luck + 0.5 * rng.normal(size=(draws, 1)) < -0.6)
    return sums


def test_intervals_over_drawn_parameters_hold_the_truth_as_often_as_they_say() -> None:
    from scipy.stats import norm

    truth, rng, studies = norm.cdf(-0.6 / np.sqrt(1.25)), np.random.default_rng(3), 400
    rows = [_crossed(rng, 12, 80).row() for _ in range(studies)]
    held = np.mean([row["low"] <= truth <= row["high"] for row in rows])
    assert abs(held - 0.95) < 4 * np.sqrt(0.95 * 0.05 / studies)


def test_foreseen_chances_are_averaged_and_not_the_dice() -> None:
    chances = np.array([[0.1, 0.3, 0.2], [0.5, 0.9, 0.7]])
    sums = Crossing.of(np.ones(2, dtype=np.int64))
    sums.add(chances)
    row = sums.row()
    assert row["probability"] == pytest.approx(chances.mean())
    assert row["low"] < chances.mean() < row["high"]
    assert 0.5 < row["share_parameters"] < 1


def test_without_any_effect_of_parameters_all_variance_is_luck() -> None:
    rng = np.random.default_rng(4)
    sums = Crossing.of(np.ones(16, dtype=np.int64))
    sums.add(rng.random((16, 4_000)) < 0.3)
    row = sums.row()
    assert row["share_parameters"] < 0.01
    assert row["sd_luck"] == pytest.approx(np.sqrt(0.3 * 0.7), rel=0.02)


def test_a_drawn_sweep_has_its_draws_added_up(tmp_path: Path) -> None:
    done(
        sweep,
        *BOTH,
        "design=lhs",
        "points=6",
        "replications=200",
        "sweep.army.morale=[0.2,0.7]",
        "output=r",
    )
    rows, summary = table(tmp_path / "r", "draws").set_index("event"), table(tmp_path / "r")
    entry = rows.loc["entry"]
    assert (entry["draws"], entry["worlds"]) == (6, 200)
    assert entry["probability"] == pytest.approx(
        summary.loc[summary["outcome"] == "entry", "probability"].mean()
    )
    assert entry["low"] < entry["probability"] < entry["high"]
    assert 0 < entry["share_parameters"] < 1

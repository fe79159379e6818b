"""Effects are paired differences on common luck; drawn parameters and luck are told apart."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments import compare, run, sweep
from experiments.findings.drawn.draws import Crossing
from experiments.store.worlds import EVENTS
from experiments.words.why.counterfactual import points
from sim.estimates.intervals import paired_difference
from tests.experiments.commands import done, mistake, table, worlds

BOTH = ("population=small", "weeks=12", "workers=1", "estimator=counted", "pressure.level=1")


def rows_of(folder: Path) -> pd.DataFrame:
    """The rows of comparison.csv, by event and by folder that is compared with the first."""
    return pd.read_csv(folder / "comparison.csv").set_index(["other", "event"])


def test_two_folders_are_compared_world_by_world(tmp_path: Path) -> None:
    done(run, *BOTH, "replications=700", "output=a")
    done(run, *BOTH, "replications=900", "army.morale=0.3", "output=b")
    said = done(compare, "a", "b", "output=c").out
    entries = [
        worlds(tmp_path / name)["outcome"].isin(["limited_entry", "full_entry"]).to_numpy()[:700]
        for name in "ab"
    ]
    estimate = paired_difference(entries[1], entries[0])
    row = rows_of(tmp_path / "c").loc["B", "entry"]
    assert row["difference"] == pytest.approx(estimate.probability)
    assert row["difference_low"] == pytest.approx(estimate.low)
    assert row["difference_high"] == pytest.approx(estimate.high)
    assert row["before"] == pytest.approx(entries[0].mean())
    assert row["after"] == pytest.approx(entries[1].mean())
    assert row["gained"] == np.sum(entries[1] & ~entries[0])
    assert row["lost"] == np.sum(~entries[1] & entries[0])
    assert row["worlds"] == 700
    assert points(estimate) in said
    assert re.search(r"army\.morale +0\.42 +0\.3\b", said)
    assert "B: population=small, weeks=12, pressure.level=1, army.morale=0.3" in said
    assert "on the same 700 worlds" in said
    for name in ("answer.md", "config.yaml", "figures/comparison.png", "figures/comparison.svg"):
        assert (tmp_path / "c" / name).stat().st_size > 0


def test_who_is_in_power_is_compared_where_worlds_go_on_after_entry(tmp_path: Path) -> None:
    foreseen = (*BOTH[:3], "pressure.level=1", "weeks=26", "replications=300")
    for name, more in (("a", ()), ("b", ("army.morale=0.6",)), ("c", ("follow_entry=false",))):
        done(run, *foreseen, *more, f"output={name}")
    done(compare, "a", "b", "c", "output=r")
    rows = rows_of(tmp_path / "r")
    fates = [table(tmp_path / name, "fate") for name in "ab"]
    for column, fate in zip(("before", "after"), fates, strict=True):
        mean = fate[(fate["group"] == "all") & (fate["fate"] == "in_power")]["probability"].item()
        assert rows.loc[("B", "in_power"), column] == pytest.approx(mean, abs=1e-7)
    assert ("C", "entry") in rows.index
    assert ("C", "in_power") not in rows.index


def test_events_that_do_not_change_are_told_too(tmp_path: Path) -> None:
    done(run, *BOTH, "replications=100", "output=a")
    said = done(compare, "a", "a", "output=r").out
    rows = rows_of(tmp_path / "r")
    assert set(EVENTS) <= set(rows.index.get_level_values("event"))
    assert (rows["difference"] == 0).all()
    assert (rows[["gained", "lost"]] == 0).all(axis=None)
    assert "full entry" in said
    assert "not clearly likelier" in said


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("weeks=10",), "A counts what happens within 12 weeks, B within 10"),
        (("army.soldiers=128",), "populations of different sizes (army.soldiers"),
        (("steps_per_week=2",), "luck that is drawn by the step is not common"),
        (("estimator=conditional",), "Endings of A were drawn, of B foreseen"),
        (("parameters=prior",), "B's one of 512 prior vectors each"),
    ],
)
def test_what_else_differs_is_said_before_any_difference(more: tuple[str, ...], says: str) -> None:
    done(run, *BOTH, "replications=40", "output=a")
    done(run, *BOTH, "replications=40", *more, "output=b")
    said = " ".join(done(compare, "a", "b").out.split())
    assert says in said
    assert said.index(says) < said.index("any entry")


def test_treatments_that_only_one_folder_has_are_counted_and_left_out() -> None:
    for name, levels in (("a", "[0,0.4,1]"), ("b", "[0.4,1]"), ("c", "[0.2]")):
        done(
            sweep, *BOTH[:4], "replications=60", f"sweep.pressure.level={levels}", f"output={name}"
        )
    said = " ".join(done(compare, "a", "b").out.split())
    assert "One treatment of A has no like in the other and is left out." in said
    assert "Of 2 treatments, entry is clearly likelier in B than in A in 0" in said
    assert mistake(compare, "a", "c") == "a and c have no treatment with the same swept values"


def test_other_luck_cannot_be_compared() -> None:
    for seed in (1, 2):
        done(run, *BOTH, "replications=20", f"seed={seed}", f"output={seed}")
    assert mistake(compare, "1", "2") == "1 has seed 1, 2 2: they share no luck"
    assert "name two results folders" in mistake(compare, "1")
    assert "workers is not for a comparison" in mistake(compare, "1", "1", "workers=2")
    assert "holds something else" in mistake(compare, "1", "1", "output=2")


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

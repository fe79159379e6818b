"""Studies that foresee endings: the same rows of worlds, far narrower intervals in the tables."""

from pathlib import Path

import numpy as np
import pytest

from experiments import run, sweep
from tests.experiments.commands import counted, done, mistake, table, worlds

STUDY = ("population=small", "replications=300", "workers=1", "sweep.pressure.level=[0.0,0.8]")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folders = {
        estimator: tmp_path_factory.mktemp(estimator) / "r"
        for estimator in ("counted", "conditional")
    }
    for estimator, folder in folders.items():
        done(sweep, *STUDY, f"estimator={estimator}", f"output={folder}")
    return folders


def test_foreseeing_is_the_default(tmp_path: Path) -> None:
    assert (
        "endings foreseen"
        in done(
            run,
            "population=small",
            "replications=8",
            "weeks=6",
            "workers=1",
            f"output={tmp_path / 'r'}",
        ).out
    )


def test_the_rows_of_worlds_end_alike(both: dict[str, Path]) -> None:
    drawn, foreseen = (worlds(both[estimator]) for estimator in ("counted", "conditional"))
    for column in (
        "world",
        "outcome",
        "week",
        "blocked",
        "highest_rung",
        "weeks_stall",
        "ultimatum_week",
        "failed_orders",
    ):
        assert drawn[column].equals(foreseen[column]), column


def test_every_probability_lies_in_its_interval_and_what_all_worlds_bear_in_a_narrow_one(
    both: dict[str, Path],
) -> None:
    drawn, foreseen = (
        table(both[estimator]).set_index(["pressure.level", "outcome"])
        for estimator in ("counted", "conditional")
    )
    assert (foreseen.low <= foreseen.probability).all()
    assert (foreseen.probability <= foreseen.high).all()
    # what every world bears is known far better than it can be counted; what few bear is not
    for level, outcome, part in ((0.0, "uprising", 0.1), (0.8, "entry", 1.0)):
        row = (level, outcome)
        assert foreseen.high[row] - foreseen.low[row] < part * (drawn.high[row] - drawn.low[row])
        assert drawn.low[row] <= foreseen.probability[row] <= drawn.high[row]


def test_the_rarest_entry_has_a_number_and_the_bound_of_what_was_not_seen(
    both: dict[str, Path],
) -> None:
    rows = table(both["conditional"])
    rarest = rows[(rows["pressure.level"] == 0.0) & (rows.outcome == "entry")].iloc[0]
    assert 0 < rarest.probability < 1e-9
    assert 3 / rarest.worlds < rarest.high < 4 / rarest.worlds


@pytest.mark.parametrize("name", ["blocked", "rungs", "summary", "incidence"])
def test_counts_are_expected_numbers_of_worlds(both: dict[str, Path], name: str) -> None:
    rows = table(both["conditional"], name)
    np.testing.assert_allclose(rows["count"], rows.probability * rows.worlds, rtol=1e-6, atol=1e-9)


def test_outcomes_reasons_and_rungs_each_add_up(both: dict[str, Path]) -> None:
    summary, blocked, rungs = (
        table(both["conditional"], name) for name in ("summary", "blocked", "rungs")
    )
    for level in (0.0, 0.8):
        outcomes = summary[summary["pressure.level"] == level].set_index("outcome").probability
        assert outcomes["entry"] == pytest.approx(
            outcomes["limited_entry"] + outcomes["full_entry"]
        )
        assert outcomes.drop("entry").sum() == pytest.approx(1)
        assert blocked[blocked["pressure.level"] == level].probability.sum() + outcomes[
            "entry"
        ] == pytest.approx(1)
        assert rungs[rungs["pressure.level"] == level].probability.sum() == pytest.approx(1)


def test_living_weight_falls_as_incidence_grows(both: dict[str, Path]) -> None:
    weekly, incidence = (table(both["conditional"], name) for name in ("weekly", "incidence"))
    living = weekly[
        (weekly["pressure.level"] == 0.8) & (weekly.quantity == "front")
    ].worlds.to_numpy()
    ended = (
        incidence[(incidence["pressure.level"] == 0.8) & (incidence.outcome != "entry")]
        .groupby("week")
        .probability.sum()
        .to_numpy()
    )
    np.testing.assert_allclose(living[1:], 300 * (1 - ended[:-1]), rtol=1e-4)


def test_an_unknown_estimator_is_a_mistake_of_one_line(tmp_path: Path) -> None:
    assert (
        mistake(run, f"output={tmp_path / 'r'}", "estimator=guess")
        == "estimator = guess is not one of counted, conditional"
    )


def test_rows_and_drawn_counts_agree(both: dict[str, Path]) -> None:
    rows = worlds(both["conditional"])
    drawn = table(both["counted"])
    at = rows[rows["pressure.level"] == 0.8]
    expected = drawn[
        (drawn["pressure.level"] == 0.8) & (drawn["count"] > 0) & (drawn.outcome != "entry")
    ].set_index("outcome")["count"]
    assert counted(at, "outcome") == expected.to_dict()


def test_paired_differences_use_the_chances_where_both_have_them(tmp_path: Path) -> None:
    widths = {}
    for estimator in ("counted", "conditional"):
        folder = tmp_path / estimator
        done(sweep, *STUDY, f"estimator={estimator}", "reference=0.0", f"output={folder}")
        row = table(folder, "differences").set_index("event").loc["entry"]
        summary = table(folder).set_index(["pressure.level", "outcome"]).probability
        assert row.difference == pytest.approx(
            summary[(0.8, "entry")] - summary[(0.0, "entry")], abs=1e-7
        )
        widths[estimator] = row.high - row.low
    assert widths["conditional"] < widths["counted"]

"""The hindcast as a command: what it says first, what it keeps, and what it refuses."""

import csv
import json

import numpy as np
import pandas as pd
import pytest

from experiments import hindcast
from experiments.mistakes import UserError
from experiments.plan import vectors as plan
from experiments.trust.hindcast import forecasters, look
from experiments.trust.hindcast.asked import QUICK_VECTORS, requested
from experiments.trust.scores import variants
from experiments.trust.scores.variants import remembered
from sim import Scenario
from sim.mixture import Vectors
from sim.priors.prior import Prior
from tests.experiments.commands import done, mistake

TABLES = ("forecasts", "scores", "differences", "power", "contingent", "reliability")
FIGURES = ("hindcast_differences", "hindcast_months", "hindcast_contingent")


def ship(folder, some):
    names, rows = plan.as_table(some)
    with (folder / plan.TABLE).open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(names)
        table.writerows(rows.tolist())
    plan.read.cache_clear()


@pytest.fixture(scope="module")
def quick(tmp_path_factory):
    """A quick look with vectors in place of the calibrated ones: what it said, and its folder."""
    shipped, folder = (tmp_path_factory.mktemp(name) for name in ("shipped", "hindcast"))
    ship(shipped, Vectors("calibrated", Prior.of(Scenario()).draw(8, 5).columns))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(plan, "SHIPPED", shipped)
        arguments = ("quick=true", "workers=2", f"output={folder}")
        said = done(hindcast, *arguments)
        kept = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        again = done(hindcast, *arguments)
    return said.out, again.out, folder, kept


def table(quick, name):
    return pd.read_csv(quick[2] / f"{name}.csv")


def test_a_quick_look_says_that_it_is_no_hindcast_and_then_the_condition(quick):
    lines = [line for line in quick[0].splitlines() if line.strip()]
    assert "NO hindcast" in lines[1]
    assert lines[2].startswith("The condition, set beforehand")
    assert "origin, strict" in lines[3]


def test_a_loss_is_said_as_a_loss_and_by_how_much(quick):
    differences = table(quick, "differences")
    shown = differences[(differences["kind"] == "month") & (differences["quantity"] == "highest")]
    wanted = shown[shown["less"].isin(["frequency", "persistence .7"])]
    assert len(wanted) == 8
    lost = wanted[wanted["mean"] > 0]
    assert quick[0].count("LOSES to") == len(lost)
    for row in lost.to_dict("records"):
        assert f"LOSES to {row['less']} by {row['mean']:.2f} a month" in quick[0]


def test_asked_again_it_lives_nothing_and_leaves_the_same_bytes(quick):
    said, again, folder, kept = quick
    assert said == again
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == kept


def test_the_folder_holds_all_tables_and_figures(quick):
    for name in TABLES:
        assert len(table(quick, name)), name
    for name in FIGURES:
        assert (quick[2] / "figures" / f"{name}.png").is_file()
    assert "NO hindcast" in (quick[2] / "figures" / "hindcast_months.svg").read_text()


def test_all_forecasters_are_scored_on_the_same_windows(quick):
    scores = table(quick, "scores")
    logs = scores[(scores["score"] == "log") & (scores["quantity"] == "highest")]
    by = logs.groupby(["information", "coding", "forecaster"])["window"].apply(tuple)
    assert set(by) == {("2022-12", "2023-01")}
    assert len(by) == 2 * 2 * 8


def test_the_first_month_is_forecast_alike_in_both_information_sets(quick):
    forecasts = table(quick, "forecasts").set_index(["information", "window"])
    for name in ("model", "uncalibrated model", "frequency"):
        mine = forecasts[forecasts["forecaster"] == name].drop(columns="origin")
        pd.testing.assert_frame_equal(
            mine.loc[("origin", "2022-12") : ("origin", "2022-12")].reset_index(drop=True),
            mine.loc[("rolling", "2022-12") : ("rolling", "2022-12")].reset_index(drop=True),
        )


def test_what_is_for_use_elsewhere_agrees_with_the_forecasts(quick):
    told = json.loads((quick[2] / "hindcast.json").read_text())
    forecasts = table(quick, "forecasts")
    mine = forecasts[
        (forecasts["forecaster"] == "model") & (forecasts["information"] == "rolling")
    ].set_index("window")["entry"]
    assert told["quick"] is True
    assert told["monthly_entry"]["model"]["rolling"] == mine.to_dict()
    none = told["none_over_the_whole"]["model"]["rolling"]
    assert none == pytest.approx(np.prod(1 - mine), rel=1e-7)


def test_nothing_quick_is_remembered_as_a_variant(quick):
    before = {each.what for each in remembered(variants.REMEMBERED)}
    assert all(what[:20] in quick[0] for what in before)
    assert not any(what.startswith(f"{QUICK_VECTORS} ") for what in before)


def test_a_hindcast_is_remembered_once(tmp_path, monkeypatch):
    path = tmp_path / "scored.csv"
    path.write_text("date,model,what,information,coding,log_score\n")
    monkeypatch.setattr(variants, "REMEMBERED", path)
    monkeypatch.setattr(look.scored, "values", lambda scores, **wanted: np.array([0.5, 1.0]))
    nothing = look.Fared([], [], [], [], [])
    for _ in range(2):
        look._remember(nothing, "400 vectors")
    found = remembered(path)
    assert [(each.information, each.coding) for each in found] == [
        ("origin", "strict"), ("origin", "loose"), ("rolling", "strict"), ("rolling", "loose"),
    ]  # fmt: skip
    assert {each.log_score for each in found} == {0.75}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["wrlds=2"], "wrlds is not for a hindcast; did you mean worlds?"),
        (["points=2"], "points is not for a hindcast; allowed: worlds, workers, seed, quick"),
        (["worlds=0"], "worlds = 0 is not a whole number from 1 to 1,024"),
        (["quick=yes"], "quick = yes is neither true nor false"),
        (["quick"], "'quick' is not of the form name=value"),
    ],
)
def test_a_slip_ends_in_one_line(typed, said):
    assert said in mistake(hindcast, *typed)


def test_without_calibrated_vectors_it_says_how_to_make_them(tmp_path, monkeypatch):
    monkeypatch.setattr(plan, "SHIPPED", tmp_path)
    plan.read.cache_clear()
    said = mistake(hindcast, "quick=true", f"output={tmp_path / 'out'}")
    assert "python -m experiments.calibrate ship=true" in said
    assert not (tmp_path / "out").exists()


def test_a_parameter_that_rests_on_later_evidence_fails_it_before_anything_is_lived(monkeypatch):
    def later(day):
        raise UserError(f"1 parameter rests on what was not known by {day}")

    monkeypatch.setattr(forecasters, "check_known_by", later)
    assert "not known by 2022-12-07" in mistake(hindcast, "quick=true")


def test_a_quick_look_has_fewer_histories():
    assert requested(["quick=true"]).asked.worlds < requested([]).asked.worlds
    assert requested(["quick=true", "worlds=3"]).asked.worlds == 3

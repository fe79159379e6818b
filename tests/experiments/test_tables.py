"""Saved tables are tidy, exact, and agree with each other and with the rows of worlds."""

import csv
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from sim.estimates.intervals import rate
from sim.parameters import table as parameters
from sim.scenario import Scenario
from sim.world import Block, Outcome, Rung
from tests.experiments.commands import COLUMNS, counted, table, worlds
from tests.experiments.conftest import LEVELS, WORLDS

OUTCOMES = [outcome.name.lower() for outcome in Outcome]
RUNGS = [rung.name.lower() for rung in Rung]
BLOCKS = [block.name.lower() for block in Block]
ENTRIES = ["limited_entry", "full_entry"]
MANIFEST = {
    "format", "experiment", "title", "complete", "swept", "treatments", "replications", "seed",
    "luck", "weeks", "start", "identity", "parameters", "typed", "wall_seconds", "workers",
    "commit", "python", "versions",
}  # fmt: skip


@pytest.fixture(scope="module")
def summary(levels: Path) -> pd.DataFrame:
    return table(levels)


@pytest.fixture(scope="module")
def rows(levels: Path) -> pd.DataFrame:
    return worlds(levels)


def _at(frame: pd.DataFrame, level: float) -> pd.DataFrame:
    return frame[frame["pressure.level"] == level]


def test_summary_has_the_swept_paths_then_the_outcome_and_its_estimate(
    summary: pd.DataFrame,
) -> None:
    assert list(summary.columns) == ["pressure.level", *COLUMNS]
    assert list(summary["pressure.level"].unique()) == list(LEVELS)
    assert list(_at(summary, 0.4)["outcome"]) == ["entry", *OUTCOMES]


@pytest.mark.parametrize("level", LEVELS)
def test_outcomes_add_up_to_the_worlds_and_entry_to_limited_and_full(
    summary: pd.DataFrame, level: float
) -> None:
    counts = _at(summary, level).set_index("outcome")["count"]
    assert counts[OUTCOMES].sum() == WORLDS
    assert counts["entry"] == counts[ENTRIES].sum()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("summary", "outcome"),
        ("blocked", "blocked"),
        ("rungs", "highest_rung"),
        ("incidence", "outcome"),
    ],
)
def test_every_estimate_is_that_of_its_count(levels: Path, name: str, kind: str) -> None:
    frame = table(levels, name)
    assert frame["worlds"].eq(WORLDS).all()
    for count, part in frame.groupby("count"):
        estimate = rate(int(count), WORLDS)
        for column in ("probability", "low", "high"):
            assert part[column].unique().tolist() == [float(f"{getattr(estimate, column):.8g}")], (
                kind,
                count,
            )


def test_numbers_are_plain_decimals_and_counts_are_whole(levels: Path) -> None:
    with (levels / "summary.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["count"].isdigit()
            assert row["worlds"].isdigit()
            assert 0 <= float(row["low"]) <= float(row["probability"]) <= float(row["high"]) <= 1


def test_there_is_one_row_a_world_with_the_documented_columns(rows: pd.DataFrame) -> None:
    assert list(rows.columns) == [
        "pressure.level", "world", "outcome", "week", "blocked", "highest_rung",
        *(f"weeks_{rung}" for rung in RUNGS), "ultimatum_week", "answered_week", "failed_orders",
        "peak_protest", "lowest_compliance", "peak_contingent",
        "entry_weight", "entry", "entry_week", "fate", "fell_week", "returned", "home_week",
        "toll",
    ]  # fmt: skip
    for level in LEVELS:
        assert list(_at(rows, level)["world"]) == list(range(WORLDS))


@pytest.mark.parametrize("level", LEVELS)
def test_tables_count_the_same_worlds_as_the_rows(
    levels: Path, rows: pd.DataFrame, level: float
) -> None:
    here = _at(rows, level)
    for name, column in (("summary", "outcome"), ("blocked", "blocked"), ("rungs", "highest_rung")):
        saved = (
            _at(table(levels, name), level)
            .set_index(column)["count"]
            .drop("entry", errors="ignore")
        )
        assert {kind: count for kind, count in saved.items() if count} == counted(here, column)


def test_every_kind_has_a_row_even_if_it_never_happened(levels: Path) -> None:
    assert list(_at(table(levels, "blocked"), 0.0)["blocked"]) == BLOCKS
    assert list(_at(table(levels, "rungs"), 0.0)["highest_rung"]) == RUNGS


def test_what_blocked_entry_is_named_exactly_where_there_was_none(rows: pd.DataFrame) -> None:
    assert (rows["blocked"].isna() == rows["outcome"].isin(ENTRIES)).all()
    assert (rows["week"].isna() == rows["outcome"].eq("no_entry")).all()


def test_entry_comes_after_an_ultimatum_and_on_an_entry_rung(rows: pd.DataFrame) -> None:
    entered = rows[rows["outcome"].isin(ENTRIES)]
    assert len(entered) > 50
    assert (entered["ultimatum_week"] <= entered["week"]).all()
    assert entered["highest_rung"].isin(ENTRIES).all()


@pytest.mark.parametrize("level", [0.4, 1.0])
def test_cumulative_incidence_grows_to_the_summary_and_dates_the_same_endings(
    levels: Path, rows: pd.DataFrame, level: float
) -> None:
    incidence, here = _at(table(levels, "incidence"), level), _at(rows, level)
    final = _at(table(levels), level).set_index("outcome")["count"]
    for outcome, part in incidence.groupby("outcome"):
        kinds = ENTRIES if outcome == "entry" else [outcome]
        ended = here.loc[here["outcome"].isin(kinds), "week"]
        assert list(part["count"]) == [int((ended <= week).sum()) for week in range(52)]
        assert part["count"].iloc[-1] == final[outcome]
    assert set(incidence["outcome"]) == {"entry", *OUTCOMES} - {"no_entry"}


def test_weeks_carry_their_dates(levels: Path) -> None:
    weekly = table(levels, "weekly")
    days = pd.to_datetime(weekly["date"]) - pd.Timestamp("2022-12-07")
    assert (days.dt.days == 7 * weekly["week"]).all()


@pytest.mark.parametrize("level", [0.4, 1.0])
def test_weekly_shares_are_over_the_worlds_still_lived(
    levels: Path, rows: pd.DataFrame, level: float
) -> None:
    weekly, here = _at(table(levels, "weekly"), level), _at(rows, level)
    for week, part in weekly.groupby("week"):
        assert part["worlds"].unique().tolist() == [
            int((here["week"].isna() | (here["week"] >= week)).sum())
        ]
        for actor in ("putin", "lukashenko", "opposition"):
            assert part.loc[
                part["quantity"].str.startswith(f"{actor}."), "mean"
            ].sum() == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("rung", RUNGS)
def test_weeks_on_a_rung_add_up_to_the_weekly_shares(
    levels: Path, rows: pd.DataFrame, rung: str
) -> None:
    weekly = table(levels, "weekly")
    chosen = weekly[weekly["quantity"] == f"lukashenko.{rung}"]
    for level in LEVELS:
        part = _at(chosen, level)
        assert (
            round((part["mean"] * part["worlds"]).sum(), 2)
            == _at(rows, level)[f"weeks_{rung}"].sum()
        )


def test_quantiles_are_in_order_and_states_are_shares(levels: Path) -> None:
    weekly = table(levels, "weekly").dropna(subset=["q05"])
    spread = weekly[["q05", "q25", "q50", "q75", "q95"]].to_numpy()
    assert (np.diff(spread, axis=1) >= 0).all()
    assert (weekly.loc[weekly["quantity"] != "contingent", "mean"].between(0, 1)).all()


def test_the_manifest_says_what_was_run_with_what(levels: Path) -> None:
    manifest = json.loads((levels / "manifest.json").read_text(encoding="utf-8"))
    assert manifest.keys() >= MANIFEST
    assert manifest["complete"] is True
    assert (manifest["experiment"], manifest["replications"], manifest["seed"]) == (
        "pressure_levels",
        WORLDS,
        1,
    )
    assert manifest["treatments"]["number"] == len(LEVELS)
    assert manifest["luck"] == "common"
    assert manifest["parameters"].keys() == {row.path for row in parameters(Scenario())}
    assert None not in manifest["versions"].values()
    assert manifest["wall_seconds"] > 0


def test_the_table_of_treatments_has_a_row_for_each(levels: Path) -> None:
    rows = table(levels, "treatments")
    assert list(rows.columns) == ["key", "worlds", "draws", "pressure.level"]
    assert list(rows["pressure.level"]) == list(LEVELS)
    assert rows["key"].is_unique
    assert set(rows["worlds"]) == {WORLDS}
    there = pd.read_parquet(levels / "treatments.parquet")
    assert there.equals(rows.astype(there.dtypes))


def test_the_saved_configuration_is_the_whole_scenario(levels: Path) -> None:
    config = yaml.safe_load((levels / "config.yaml").read_text(encoding="utf-8"))
    manifest = json.loads((levels / "manifest.json").read_text(encoding="utf-8"))
    assert config["sweep"] == {"pressure.level": list(LEVELS)}
    for path, value in manifest["parameters"].items():
        inside = config
        for part in path.split("."):
            inside = inside[part]
        assert inside == value, path


def test_nothing_unfinished_is_left_behind(levels: Path) -> None:
    assert not list(levels.rglob("*.unfinished"))

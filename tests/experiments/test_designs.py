"""A sweep is a table of treatments: combined, in step, drawn over ranges, or read from a file."""

import re
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from experiments import run, sweep
from experiments.figures import draw
from experiments.findings.drawn.draws import Crossing
from experiments.plan import points
from experiments.plan.compose import load
from experiments.store.results import Results
from tests.experiments.commands import SMALL, done, mistake, table

RANGES = ("sweep.army.morale=[0.2,0.7]", "sweep.lukashenko.dependence=declared")


def _rows(*arguments: str) -> list[tuple[object, ...]]:
    return list(load(list(arguments)).sweep.rows)


def test_zipped_lists_go_in_step() -> None:
    assert _rows(
        "design=zip", "sweep.army.morale=[0.3,0.5]", "sweep.lukashenko=[cautious,loyalist]"
    ) == [
        (0.3, "cautious"),
        (0.5, "loyalist"),
    ]


@pytest.mark.parametrize("design", ["lhs", "sobol"])
def test_drawn_points_fill_every_range_evenly(design: str) -> None:
    points = np.array(_rows(f"design={design}", "points=64", *RANGES), dtype=float)
    assert points.shape == (64, 2)
    for column, (low, high) in zip(points.T, ((0.2, 0.7), (0, 1)), strict=True):
        counts = np.histogram(column, bins=64, range=(low, high))[0]
        assert (
            counts.max() <= 1 + 1e-9
        )  # one point in every sixty-fourth of the range: both designs are stratified


def test_the_same_seed_draws_the_same_points_and_another_seed_others() -> None:
    one, same, other = (
        _rows("design=lhs", "points=8", *RANGES, f"seed={seed}") for seed in (1, 1, 2)
    )
    assert one == same != other


def test_more_sobol_points_begin_with_the_fewer() -> None:
    assert _rows("design=sobol", "points=32", *RANGES)[:8] == _rows(
        "design=sobol", "points=8", *RANGES
    )


def test_words_and_whole_numbers_are_drawn_as_such() -> None:
    words = "sweep.lukashenko=[baseline,cautious,loyalist]"
    drawn = load(["design=lhs", "points=12", "sweep.weeks=[4,9]", words]).sweep
    rows = [row for row, times in zip(drawn.rows, drawn.times, strict=True) for _ in range(times)]
    assert sorted(week for week, _ in rows) == sorted([4, 5, 6, 7, 8, 9] * 2)
    assert sorted(str(name) for _, name in rows) == sorted(["baseline", "cautious", "loyalist"] * 4)


@pytest.mark.long
@pytest.mark.parametrize("design", ["lhs", "sobol"])
def test_equal_draws_are_lived_once_and_counted_as_often_as_they_were_drawn(
    design: str, tmp_path: Path
) -> None:
    drawn = ("sweep.lukashenko=[cautious,baseline]", "points=4", f"design={design}")
    done(sweep, *SMALL, *drawn, "pressure=maximum", "weeks=20", "output=r")
    summary = table(tmp_path / "r")
    assert not summary.duplicated(["lukashenko", "outcome"]).any()
    assert set(summary["worlds"]) == {8}
    there = Results(tmp_path / "r").treatments
    assert {each.values["lukashenko"]: each.draws for each in there} == {
        "cautious": 2,
        "baseline": 2,
    }
    assert set(table(tmp_path / "r", "draws")["draws"]) == {4}
    assert "points: 4" in (tmp_path / "r" / "config.yaml").read_text(encoding="utf-8")
    assert draw(tmp_path / "r", "main")


def test_a_draw_that_counts_twice_weighs_as_much_as_two_equal_draws() -> None:
    rng = np.random.default_rng(1)
    happened = rng.random((3, 50)) < np.array([[0.1], [0.4], [0.8]])
    merged = Crossing.of(np.array([2, 1, 3]))
    apart = Crossing.of(np.ones(6, dtype=np.int64))
    merged.add(happened)
    apart.add(happened[[0, 0, 1, 2, 2, 2]])
    assert merged.row() == apart.row()


def test_treatments_that_share_a_key_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(points, "_key", lambda text: "0" * points.KEY)
    told = mistake(sweep, *SMALL, "sweep.army.morale=[0.3,0.5]", "output=r")
    assert told == (
        "army.morale = 0.3 and army.morale = 0.5 share the key 0000000000000000: "
        "take one of them away"
    )


def test_a_key_has_sixteen_characters() -> None:
    keys = {each.key for each in load(["sweep.army.morale=linspace(0,1,50)"]).treatments}
    assert len(keys) == 50
    assert all(re.fullmatch("[0-9a-f]{16}", key) for key in keys)


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_file_of_rows_is_a_design(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"points.{kind}"
    if kind == "csv":
        path.write_text("army.morale,lukashenko\n0.3,cautious\n0.5,baseline\n", encoding="utf-8")
    else:
        pq.write_table(
            pa.table({"army.morale": [0.3, 0.5], "lukashenko": ["cautious", "baseline"]}), path
        )
    done(sweep, *SMALL, f"design={path}", "output=r")
    rows = table(tmp_path / "r")[["army.morale", "lukashenko"]].drop_duplicates()
    assert rows.to_numpy().tolist() == [[0.3, "cautious"], [0.5, "baseline"]]


WRONG = {
    ",army.morale\n0,0.3\n": "column 1 has no name: name a parameter or group above it; an index",
    "army.morale;pressure.level\n0,3;0,4\n": "has semicolons between its columns: save it with",
    "army.morale\n0.3\n7\n": "row 2, column army.morale: army.morale = 7 is outside [0, 1]",
    "army.morale\nlow\n": "row 1, column army.morale: army.morale = 'low' is not a number",
    "army.moral\n0.3\n": "row 1, column army.moral: unknown parameter",
    "lukashenko\nbold\n": "row 1, column lukashenko: lukashenko = bold is not one of baseline, "
    "cautious",
    "army.morale,weeks\n0.3,4\n0.5\n": "row 2 has 1 cells for 2 columns",
    "army.morale,weeks\n0.3,\n": "row 1, column weeks is empty",
    "army.morale\n0.3\n0.30\n": "row 2 is the same treatment as row 1",
    "army.morale,army.morale\n0.3,0.4\n": "column army.morale is there twice",
    "army.morale\n": "has no treatments",
    "": "has no treatments",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_mistake_in_a_file_is_told_by_row_and_column(text: str, tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(text, encoding="utf-8")
    assert WRONG[text] in mistake(sweep, *SMALL, "design=d.csv", "output=r")
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["design=nope"],
            "design = nope is not one of grid, zip, lhs, sobol, or a file that ends in "
            ".csv or .parquet",
        ),
        (["design=nope.csv"], "design = nope.csv: there is no such file"),
        (
            ["design=zip", "sweep.weeks=[1,2]", "sweep.army.morale=[0.1]"],
            "every list must be as long: weeks has 2, army.morale has 1",
        ),
        (["design=lhs"], "design = lhs draws over swept ranges: name some"),
        (["design=sobol", "points=60", *RANGES], "points = 60 is not a power of two"),
        (
            ["design=lhs", "sweep.army.morale=[0.7,0.2]"],
            "sweep.army.morale is not a range: write [low, high]",
        ),
        (
            ["design=lhs", "sweep.pressure.path=declared"],
            "it is declared without two ends; write [low, high]",
        ),
    ],
)
def test_a_design_that_cannot_be_is_said_in_one_line(arguments: list[str], told: str) -> None:
    assert told in mistake(run, *SMALL, *arguments, "output=r")


@pytest.mark.parametrize("cell", [[1, 2], {"a": 1}, b"x"])
def test_a_parquet_cell_that_is_no_number_or_word_is_told_by_its_place(
    cell: object, tmp_path: Path
) -> None:
    pq.write_table(pa.table({"weeks": [cell]}), tmp_path / "d.parquet")
    line = mistake(sweep, "design=d.parquet", "output=r")
    assert line.startswith("d.parquet, row 1, column weeks is of type ")


def test_days_in_a_parquet_design_are_days(tmp_path: Path) -> None:
    pq.write_table(pa.table({"start": [date(2022, 10, 10)]}), tmp_path / "d.parquet")
    assert _rows("design=d.parquet") == [("2022-10-10",)]


def test_a_small_file_of_many_rows_is_refused_before_it_is_read(tmp_path: Path) -> None:
    pq.write_table(pa.table({"army.morale": np.full(2**21, 0.3)}), tmp_path / "d.parquet")
    line = mistake(sweep, "design=d.parquet", "output=r")
    assert line == "d.parquet has more than the 1,048,576 treatments that a study may have"

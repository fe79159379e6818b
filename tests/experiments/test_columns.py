"""Treatments are put together from columns; each is what its row alone would be."""

import itertools
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from experiments.mistakes import UserError
from experiments.plan.columns import Column, Sweep, alike
from experiments.plan.compose import load
from experiments.plan.designs.tables import _unit_points, sweep_of
from experiments.plan.identity import parameters_of
from experiments.plan.settings import MAX_POINTS
from experiments.plan.study import Study
from experiments.plan.sweeps import check_value, wrong_row
from experiments.plan.treatments import check_treatments
from experiments.plan.values import number_or_word
from experiments.store.treatments_table import composition, read_treatments, write_treatments
from sim.luck import apart
from sim.scenario import Scenario

GROUND = (0.9, 0.8, 0.35, 0.3, 0.6, 0.75, 0.8, 0.8, 0.7, 0.45, 0.5, 1)
STUDIES = {
    "one scenario": ["weeks=4"],
    "whole numbers and others": ["sweep.pressure.level=[0,0.5,1]", "sweep.weeks=[4,9]"],
    "groups": ["sweep.lukashenko=[cautious,baseline]", "sweep.army.morale=[0.3,0.5]"],
    "two names of one scenario": ["sweep.opposition=[baseline,weak]", "opposition.capacity=0.3"],
    "words": ['sweep.force=["", "never entry"]', "sweep.start=[2022-12-07,2023-03-01]"],
    "lists": [f"sweep.theatre.ground=[{list(GROUND)},{list(GROUND[::-1])}]"],
    "lists of any length": ["pressure.path=weekly", "sweep.pressure.weekly=[[0.4],[0.6]]"],
    "draws": ["design=lhs", "points=9", "sweep.weeks=[4,9]", "sweep.army=[loyal,baseline]",
        "sweep.regime.coup_base=declared"],
    "equal draws": ["design=lhs", "points=9", "sweep.weeks=[4,6]"],
    "worlds of their own": ["luck=apart", "sweep.army.morale=[0.3,0.5]"],
}  # fmt: skip

VALUES = st.one_of(
    st.floats(-2, 2),
    st.integers(-2, 2000),
    st.integers(10**18, 10**30),
    st.sampled_from(["", "constant", "rising", "2022-12-07", "nan", (0.3,), (0.1, 7)]),
    st.sampled_from([float("nan"), float("inf")]),
)
PATHS = st.sampled_from(
    ["army.morale", "weeks", "pressure.path", "start", "pressure.weekly", "army", "lukashenko"]
)
GROUPS = {"lukashenko": ["constant", "rising"]}


@pytest.fixture(params=STUDIES)
def study(request: pytest.FixtureRequest) -> Study:
    return load(STUDIES[request.param])


@given(st.lists(VALUES, max_size=20))
def test_a_column_gives_back_what_it_was_made_of(values: list[Any]) -> None:
    column = Column.of(values)
    several = column.repeated(np.tile(np.arange(len(values)), 2))
    assert len(column) == len(values)
    # as words, for a number that is none equals nothing
    assert repr([column[row] for row in range(len(values))]) == repr(column.listed())
    for one, other in zip(column.listed(), values, strict=True):
        assert repr(one) == repr(other) or one == other
    assert repr(column.at(slice(1, 5)).listed()) == repr(column.listed()[1:5])
    assert repr(several.listed()) == repr(column.listed() * 2)


@given(PATHS, st.lists(VALUES, max_size=12))
def test_the_first_wrong_row_of_a_column_is_that_of_its_values_one_by_one(
    path: str, values: list[Any]
) -> None:
    def wrong(value: Any) -> bool:
        try:
            check_value(path, value, GROUPS)
        except UserError:
            return True
        return False

    first = next((row for row, value in enumerate(values) if wrong(value)), None)
    assert wrong_row(path, Column.of(values), GROUPS) == first


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from([0, 0.5, 1.0, "a"])), min_size=1))
def test_equal_rows_are_told_by_their_first_in_its_order(rows: list[tuple[Any, ...]]) -> None:
    columns = [Column.of(list(each)) for each in zip(*rows, strict=True)]
    sweep = Sweep.of_draws(["weeks", "start"], columns, "lhs", {})
    times = Counter(rows)
    assert (sweep.rows, sweep.times) == (tuple(times), tuple(times.values()))
    first, which = alike(columns, len(rows))
    assert [rows[place] for place in first[which]] == rows


@given(st.lists(st.lists(st.integers(1, 8), min_size=1, max_size=4, unique=True), max_size=4))
def test_a_grid_is_every_combination_in_order(lists: list[list[int]]) -> None:
    paths = ("weeks", "pressure.duration", "army.soldiers", "public.citizens")
    whole = [[64 * each for each in values] for values in lists]  # people stand in 64s
    values = {path: tuple(each) for path, each in zip(paths, whole, strict=False)}
    assert sweep_of("grid", values, 1, 1, {}).rows == tuple(itertools.product(*values.values()))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(seed=st.integers(0, 2**32), points=st.integers(1, 40))
def test_drawn_values_are_those_drawn_one_by_one(seed: int, points: int) -> None:
    values = {"army.morale": (0.2, 0.7), "weeks": (4, 9), "pressure.path": ("constant", "rising")}
    sweep = sweep_of("lhs", values, points, seed, {})  # type: ignore[arg-type]
    rows = []
    for one, two, three in _unit_points("lhs", 3, points, seed).tolist():
        morale = min(max(float(f"{0.2 + one * (0.7 - 0.2):.6g}"), 0.2), 0.7)
        rows.append((morale, int(4 + two * 6), values["pressure.path"][int(three * 2)]))
    assert sweep.rows == tuple(Counter(rows))


CELLS = st.sampled_from(["0", "1", "0.5", "1.0", "0.25", "1e-3", " 0.75", "0.125"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.tuples(CELLS, st.sampled_from(["4", "5.0", "6"])), min_size=1, max_size=9))
def test_a_file_is_read_as_its_cells_one_by_one(
    tmp_path: Path, lines: list[tuple[str, str]]
) -> None:
    rows = [tuple(number_or_word(cell.strip()) for cell in line) for line in lines]
    path = tmp_path / "d.csv"
    text = "\n".join(["army.morale,weeks", *map(",".join, lines)])
    path.write_text(text, encoding="utf-8")
    if len(set(rows)) == len(rows):
        assert sweep_of(str(path), {}, 1, 1, {}).rows == tuple(rows)
    else:
        with pytest.raises(UserError, match=r"is the same treatment as row"):
            sweep_of(str(path), {}, 1, 1, {})


@pytest.mark.parametrize("kind", [pa.float32(), pa.float64(), pa.int16(), pa.uint64(), pa.string()])
def test_a_parquet_column_of_any_kind_is_read(kind: pa.DataType, tmp_path: Path) -> None:
    path, words = "start" if kind == pa.string() else "weeks", ["2022-12-07", "2022-12-14"]
    cells = pa.array(words if kind == pa.string() else [4, 9], kind)
    for array in (cells, cells.dictionary_encode()):
        pq.write_table(pa.table({path: array}), tmp_path / "d.parquet")
        rows = sweep_of(str(tmp_path / "d.parquet"), {}, 1, 1, {}).rows
        assert rows == tuple((each,) for each in cells.to_pylist())


def test_the_points_of_an_ensemble_are_the_treatments(study: Study) -> None:
    treatments = study.treatments
    check_treatments(treatments)
    for places in (slice(None), list(range(len(treatments)))[::-1], [0, 0]):
        wanted = list(range(len(treatments)))[places] if isinstance(places, slice) else places
        ensemble = treatments.ensemble(places)
        assert ensemble.points == len(wanted)
        there = [ensemble.scenario(point) for point in range(ensemble.points)]
        assert there == [treatments[place].scenario for place in wanted]


def test_treatments_come_back_from_their_table(study: Study, tmp_path: Path) -> None:
    treatments = study.treatments
    write_treatments(tmp_path, treatments)
    base = parameters_of(study.base)
    manifest = {
        "parameters": base,
        "swept": study.sweep.columns,
        "design": study.sweep.design,
        "seed": study.seed,
        "estimator": study.estimator,
        "follow_entry": study.follow_entry,
        "luck": study.luck,
        "treatments": composition(treatments, base),
    }
    back = read_treatments(tmp_path, manifest)
    assert list(back) == list(treatments)
    assert [each.label for each in back] == [each.label for each in treatments]
    assert back.plan.keys() == treatments.keys


def test_keys_do_not_hang_on_the_order_of_columns_or_on_other_rows() -> None:
    one = load(["sweep.army.morale=[0.3,0.5]", "sweep.pressure.level=[0,1]"]).treatments
    other = load(["sweep.pressure.level=[0,0.4,1.0]", "sweep.army.morale=[0.3,0.5]"]).treatments
    assert len(set(one.keys)) == 4
    assert set(one.keys) < set(other.keys)


@pytest.mark.parametrize("other", ["seed=2", "weeks=9", "estimator=counted", "luck=apart"])
def test_keys_hang_on_all_that_treatments_share(other: str) -> None:
    swept = "sweep.army.morale=[0.3,0.5]"
    assert not set(load([swept]).treatments.keys) & set(load([swept, other]).treatments.keys)


def test_each_treatment_has_worlds_of_its_own_where_luck_is_apart() -> None:
    study = load(["luck=apart", "sweep.army.morale=[0.3,0.4,0.5]"])
    firsts = [each.first_world for each in study.treatments]
    assert firsts == [study.treatments.first_world(place) for place in range(3)]
    assert firsts == [apart(place) for place in range(3)]


def test_no_scenario_is_put_together_for_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    built = []
    whole = Scenario.__post_init__

    def counted(scenario: Scenario) -> None:
        built.append(scenario)
        whole(scenario)

    load(["weeks=4"])
    monkeypatch.setattr(Scenario, "__post_init__", counted)
    few = ["design=lhs", "points=2", "sweep.army.morale=declared", "sweep.weeks=[4,1000]"]
    assert len(load(few).treatments.keys) == 2
    of_few = len(built)
    many = [each if each != "points=2" else "points=2000" for each in few]
    assert len(load(many).treatments.keys) == 2000
    assert len(built) == 2 * of_few


def test_a_study_of_as_many_treatments_as_there_may_be_is_refused_beyond() -> None:
    assert load(["design=lhs", f"points={MAX_POINTS}", "sweep.weeks=[4,5]"]).sweep.points > 1e6
    with pytest.raises(UserError, match="points = 1048577 is not a whole number"):
        load(["design=lhs", f"points={MAX_POINTS + 1}", "sweep.weeks=[4,5]"])

"""The table of a calibration: the same bytes however it is made, and never half a shard."""

import json

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from experiments.mistakes import UserError
from experiments.trust.record.targets import targets
from experiments.trust.table import shards
from experiments.trust.table.building import DESCRIPTION, MODEL, begin, built
from experiments.trust.table.composing import episodes
from experiments.trust.table.levels import LEVEL_NAMES
from experiments.trust.table.lived import entries_of, histories_of
from experiments.trust.table.size import POINTS_OF_A_SHARD, TableSize
from sim import Scenario
from sim.priors.prior import Prior

TINY = TableSize(points=128, histories=2, worlds=2, citizens=64)
DRAWS = Prior.of(Scenario()).draw(TINY.points, TINY.seed)
EPISODES = episodes(TINY.citizens)


def some(points):
    return {path: each[points] for path, each in DRAWS.columns.items()}


def lived(folder, points, asked=TINY):
    """A shard's worth of files of some points."""
    unit = {name: DRAWS.unit[points, place] for place, name in enumerate(DRAWS.coordinates)}
    shards.live_shard(folder, 0, unit, some(points), asked, EPISODES)


@pytest.fixture(scope="module")
def four():
    """Four points, side by side."""
    points = [0, 1, 2, 3]
    return histories_of(points, some(points), TINY, EPISODES), entries_of(
        points, some(points), TINY
    )


def test_a_point_is_lived_the_same_alone_and_beside_others(four):
    histories, entries = four
    alone = histories_of([2], some([2]), TINY, EPISODES), entries_of([2], some([2]), TINY)
    for name, each in histories.items():
        np.testing.assert_array_equal(each[2:3], alone[0][name], err_msg=name)
    for name, each in entries.items():
        np.testing.assert_array_equal(each[2:3], alone[1][name], err_msg=name)


def test_every_target_is_told_of_every_history_and_is_a_number(four):
    histories, _ = four
    assert set(targets()) <= histories.keys()
    assert all(np.isfinite(each).all() for each in histories.values())


def test_weights_are_chances_that_nothing_happened(four):
    histories, _ = four
    assert ((histories["weight"] >= 0) & (histories["weight"] <= 1)).all()


def test_every_point_has_a_chance_of_entry_at_every_pressure_and_its_error(four):
    _, entries = four
    for name in LEVEL_NAMES:
        assert ((entries[f"entry.{name}"] >= 0) & (entries[f"entry.{name}"] <= 1)).all()
        assert (entries[f"error.{name}"] >= 0).all()
    assert entries["entry.maximum"].mean() > entries["entry.none"].mean()


def test_points_have_worlds_of_their_own():
    same = {path: np.repeat(each[:1], 2, axis=0) for path, each in DRAWS.columns.items()}
    found = histories_of([0, 1], same, TINY, EPISODES)
    assert (found["A3"][0] != found["A3"][1]).any()


def test_a_shard_has_a_row_a_point_and_a_row_a_history(tmp_path):
    points = list(range(POINTS_OF_A_SHARD))
    lived(tmp_path, points)
    of_points, of_histories = (shards._columns(path) for path in shards.paths(tmp_path, 0))
    assert of_points["point"].tolist() == points
    assert of_histories["point"].tolist() == np.repeat(points, TINY.histories).tolist()
    morale = DRAWS.unit[points, list(DRAWS.coordinates).index("army.morale")]
    np.testing.assert_array_equal(of_points["u.army.morale"], morale)


def test_only_what_is_missing_is_still_to_be_lived(tmp_path):
    assert shards.missing(tmp_path, TINY) == [0, 1]
    for path in shards.paths(tmp_path, 1):
        path.touch()
    assert shards.missing(tmp_path, TINY) == [0]
    shards.paths(tmp_path, 1)[0].unlink()
    assert shards.missing(tmp_path, TINY) == [0, 1]


def test_a_folder_of_another_table_is_refused(tmp_path):
    begin(tmp_path / "table", TINY)
    begin(tmp_path / "table", TINY)
    with pytest.raises(UserError, match=r"holds another table \(seed differ\)"):
        begin(tmp_path / "table", TableSize(points=128, histories=2, worlds=2, citizens=64, seed=2))


def test_a_folder_of_something_else_is_refused(tmp_path):
    (tmp_path / "letter.txt").touch()
    with pytest.raises(UserError, match="holds something else"):
        begin(tmp_path, TINY)


def test_a_damaged_shard_is_one_line(tmp_path):
    for path in shards.paths(tmp_path, 0):
        path.write_bytes(b"no table")
    with pytest.raises(UserError, match="remove it, and the same command"):
        shards.read(tmp_path, TableSize(points=64))


@pytest.mark.processes
def test_a_table_has_the_same_bytes_for_any_workers_and_after_a_break(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    built(one, TINY, EPISODES, 1)
    begin(other, TINY)
    whole = built(other, TINY, EPISODES, 2)
    for path in shards.paths(other, 1):
        path.unlink()
    again = built(other, TINY, EPISODES, 2)
    for shard in range(TINY.shards):
        for mine, its in zip(shards.paths(one, shard), shards.paths(other, shard), strict=True):
            assert mine.read_bytes() == its.read_bytes()
    for name, each in whole.points.items():
        np.testing.assert_array_equal(each, again.points[name])


def of_another_model(folder):
    """A table of two shards, as another state of the model would have left it."""
    small = TableSize(points=2 * POINTS_OF_A_SHARD, histories=2, worlds=2, citizens=64)
    built(folder, small, EPISODES, 1)
    told = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    other = {**told, MODEL: "earlier"}
    (folder / DESCRIPTION).write_text(json.dumps(other), encoding="utf-8")
    return small, told


@pytest.mark.long
def test_a_table_of_another_model_is_taken_over_if_its_worlds_come_out_the_same(tmp_path):
    folder = tmp_path / "table"
    small, told = of_another_model(folder)
    built(folder, small, EPISODES, 1)
    assert json.loads((folder / DESCRIPTION).read_text(encoding="utf-8")) == told


@pytest.mark.long
def test_a_table_whose_worlds_come_out_otherwise_stays_anothers(tmp_path):
    folder = tmp_path / "table"
    small, _ = of_another_model(folder)
    first, _ = shards.paths(folder, 0)
    table = pq.read_table(first)
    place = table.column_names.index("entry.severe")
    moved = pc.add(table["entry.severe"], 1e-12)
    pq.write_table(table.set_column(place, "entry.severe", moved), first)
    with pytest.raises(UserError, match=r"holds another table \(model differ\)"):
        built(folder, small, EPISODES, 1)

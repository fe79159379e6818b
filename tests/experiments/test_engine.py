"""Chunks lie on one grid however the work is cut; any executor lives them.

Portions are put together again.
"""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments import merge
from experiments.engine.pool import conduct
from experiments.engine.worker import Job
from experiments.plan.compose import load
from experiments.store.chunks import Chunk, cells, disjoint, first_cell, without
from sim.scenario import Scenario
from tests.experiments.commands import done, mistake, written
from tests.experiments.disturbed import a_study, lived, small_cells

SIZES = st.integers(0, 400_000)


@given(SIZES, SIZES)
def test_cells_cover_every_world_once_and_do_not_move_when_worlds_are_added(
    few: int, more: int
) -> None:
    few, more = sorted((few, more))
    small, large = (list(cells(first_cell(Scenario()), "k", worlds)) for worlds in (few, more))
    assert [chunk.first for chunk in small] == [0, *(chunk.stop for chunk in small[:-1])][
        : len(small)
    ]
    assert sum(chunk.worlds for chunk in large) == more
    assert [chunk.first for chunk in small] == [chunk.first for chunk in large[: len(small)]]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=12))
def test_what_is_left_and_what_is_taken_share_no_world(spans: list[tuple[int, int]]) -> None:
    kept, _ = disjoint({Chunk("k", first, first + size) for first, size in spans})
    left = list(without(Chunk("k", 10, 40), kept))
    taken = {world for chunk in kept for world in range(chunk.first, chunk.stop)}
    remaining = [world for chunk in left for world in range(chunk.first, chunk.stop)]
    assert remaining == sorted(set(range(10, 40)) - taken)


def test_any_executor_will_do(tmp_path: Path) -> None:
    study = load(["population=small", "weeks=3", "replications=40"])
    (treatment,) = study.treatments
    for name in ("worlds", "counts"):
        (tmp_path / name).mkdir()
    jobs = [
        Job(tmp_path, treatment, Chunk(treatment.key, first, first + 10))
        for first in range(0, 40, 10)
    ]
    coming = list(conduct(jobs, ThreadPoolExecutor, 2, Event()))
    assert sorted(chunk for each in coming for chunk, _ in each.chunks) == [
        job.chunk for job in jobs
    ]


@pytest.fixture
def portions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    small_cells(monkeypatch)
    for number in (1, 2, 3):
        assert lived(a_study(tmp_path / "r", f"portion={number}/3")) == 0
    return sorted(tmp_path.glob("r.portion-*"))


def test_portions_put_together_are_the_bytes_of_the_whole(
    portions: list[Path], tmp_path: Path
) -> None:
    assert [path.name for path in portions] == [
        "r.portion-1-of-3",
        "r.portion-2-of-3",
        "r.portion-3-of-3",
    ]
    assert (
        "3 portions, 144 worlds, nothing missing and nothing double" in done(merge, *portions).out
    )
    assert lived(a_study(tmp_path / "whole")) == 0
    assert written(tmp_path / "r") == written(tmp_path / "whole")
    assert (
        lived(a_study(tmp_path / "r", "replications=90")) == 0
    )  # and can be extended like any other
    assert lived(a_study(tmp_path / "more", "replications=90")) == 0
    assert written(tmp_path / "r") == written(tmp_path / "more")


def test_portions_that_are_not_one_whole_study_are_refused(
    portions: list[Path], tmp_path: Path
) -> None:
    one, two, three = portions
    assert "portions 2 of 3 are missing" in mistake(merge, one, three)
    copied = tmp_path / "copied"
    shutil.copytree(two, copied)
    assert "portion 2/3 is given twice" in mistake(merge, one, two, copied, three, "output=m")
    shard = next((three / "counts").glob("part-*"))
    shutil.copy(three / "worlds" / shard.name, one / "worlds" / shard.name)
    shutil.copy(shard, one / "counts" / shard.name)
    assert f"are in {one} and in {three}" in mistake(merge, one, two, three, "output=m")
    for part in ("worlds", "counts"):
        (one / part / shard.name).unlink()
        (three / part / shard.name).unlink()
    assert "worlds are missing (pressure.level = " in mistake(merge, one, two, three, "output=m")
    assert not (tmp_path / "m").exists()

"""Folders that were damaged, tampered with or stopped at a bad moment: repaired by the same
command, or refused in one line.
"""

import json
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from experiments import merge, plot, replay, run, sweep
from experiments.engine import campaign
from experiments.plan.compose import load
from experiments.plan.designs import files as design_files
from experiments.store import portions
from experiments.store.failures import Failure, write_failures
from experiments.store.results import Results
from experiments.store.shards import finished_chunks
from tests.experiments.commands import SMALL, done, mistake, say, written
from tests.experiments.disturbed import (
    WHOLE,
    a_study,
    ended,
    lived,
    quiet_bytes,
    small_cells,
)  # fmt: skip

pytestmark = pytest.mark.long

TWO = (*SMALL, "sweep.pressure.level=[0.4,1]")


@pytest.fixture(autouse=True)
def _cells(monkeypatch: pytest.MonkeyPatch) -> None:
    small_cells(monkeypatch)


@pytest.fixture
def quiet(tmp_path: Path) -> dict[str, bytes]:
    return quiet_bytes(tmp_path / "quiet")


def _die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _changed(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize(
    "moment", ["write_config", "manifest_of", "write_manifest", "write_treatments"]
)
def test_a_study_killed_before_its_first_worlds_is_continued(
    moment: str, quiet: dict[str, bytes], tmp_path: Path
) -> None:
    def die_at_it() -> None:
        setattr(campaign, moment, _die)

    assert lived(a_study(tmp_path / "r"), die_at_it) == -signal.SIGKILL
    assert lived(a_study(tmp_path / "r")) == WHOLE
    assert written(tmp_path / "r") == quiet


@pytest.mark.parametrize("harm", [None, "", "{", "[" * 100_000, '{"format": 5}'])
def test_a_lost_or_damaged_manifest_is_written_anew_by_the_same_command(
    harm: str | None, quiet: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "r"
    shutil.copytree(tmp_path / "quiet", folder)
    before = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    if harm is None:
        (folder / "manifest.json").unlink()
    else:
        (folder / "manifest.json").write_text(harm, encoding="utf-8")
    assert lived(a_study(folder, "seed=2")) == 2  # another study's shards
    assert lived(a_study(folder)) == WHOLE
    assert written(folder) == quiet
    assert Results(folder).manifest["identity"] == before["identity"]


WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "a seed that is a word": lambda said: said.update(seed="one"),
    "a seed below nought": lambda said: said.update(seed=-1),
    "half a seed": lambda said: said.update(seed=1.5),
    "a digest that is a number": lambda said: said["treatments"].update(digest=7),
    "a luck that is a list": lambda said: said.update(luck=[]),
    "a number of treatments": lambda said: said.update(treatments=2),
    "no treatments": lambda said: said.update(treatments={}),
    "nothing to put together from": lambda said: said["treatments"].update(bases=[]),
    "a group that was not swept": lambda said: said["treatments"].update(groups=["army"]),
    "a list of identities": lambda said: said.update(identity=[]),
    "a portion that is a word": lambda said: said.update(portion="all"),
    "a title that is a list": lambda said: said.update(title=[]),
    "changes that are a list": lambda said: said["treatments"]["bases"][0].update(changes=[1]),
    "parameters that are a word": lambda said: said.update(parameters="all"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_changed_manifest_is_refused_in_one_line_and_repaired_by_its_command(
    wrong: str, tmp_path: Path
) -> None:
    done(sweep, *TWO, "output=r")
    before = (tmp_path / "r" / "summary.csv").read_bytes()
    _changed(tmp_path / "r", WRONG[wrong])
    for command, more in ((replay, ["world=1"]), (plot, []), (merge, ["output=m"])):
        said = say(command, "r", *more, figures=True)
        assert (said.status, said.err.count("\n")) == (2, 1)
        assert "manifest.json is damaged" in said.err
    assert "it is written anew" in done(sweep, *TWO, "output=r").err
    assert (tmp_path / "r" / "summary.csv").read_bytes() == before
    assert done(replay, "r", "world=1").out


@pytest.mark.parametrize("harm", ["gone", "cut", "a row less"])
def test_a_damaged_table_of_treatments_is_told_and_repaired_by_its_command(
    harm: str, tmp_path: Path
) -> None:
    done(sweep, *TWO, "output=r")
    quiet = written(tmp_path / "r")
    path = tmp_path / "r" / "treatments.parquet"
    before = path.read_bytes()
    if harm == "gone":
        path.unlink()
    elif harm == "cut":
        path.write_bytes(before[:-1])
    else:
        pq.write_table(pq.read_table(path).slice(1), path)
    assert "treatments.parquet is damaged: it " in mistake(replay, "r", "world=1")
    assert "it is written anew" in done(sweep, *TWO, "output=r").err
    assert (path.read_bytes(), written(tmp_path / "r")) == (before, quiet)
    assert done(replay, "r", "world=1").out


def test_a_shard_under_another_name_is_no_shard(tmp_path: Path) -> None:
    done(sweep, *TWO, "output=r")
    quiet = written(tmp_path / "r")
    first, second = finished_chunks(tmp_path / "r")
    for part in ("counts", "worlds"):
        shutil.copy(tmp_path / "r" / part / first.name, tmp_path / "r" / part / second.name)
    assert "damaged, will be lived again: " in done(sweep, *TWO, "output=r").err
    assert written(tmp_path / "r") == quiet
    later = first.name.replace("0000000000-0000000008", "0000000008-0000000016")
    for part in ("counts", "worlds"):
        shutil.copy(tmp_path / "r" / part / first.name, tmp_path / "r" / part / later)
    more = [each if each != "replications=8" else "replications=16" for each in TWO]
    assert "damaged, will be lived again: " in done(sweep, *more, "output=r").err
    assert np.unique(Results(tmp_path / "r").treatments[0].worlds) == 16


def test_a_portion_with_a_shard_under_another_name_is_not_merged(tmp_path: Path) -> None:
    done(sweep, *TWO, "portion=1/1", "output=p")
    folder = tmp_path / "p.portion-1-of-1"
    first, second = finished_chunks(folder)
    for part in ("counts", "worlds"):
        shutil.copy(folder / part / first.name, folder / part / second.name)
    assert "is damaged: counts/" in mistake(merge, folder, "output=whole")


def test_a_pipe_in_place_of_a_shard_is_replaced(tmp_path: Path) -> None:
    done(run, *SMALL, "output=r")
    quiet = written(tmp_path / "r")
    (chunk,) = finished_chunks(tmp_path / "r")
    for part in ("counts", "worlds"):
        (tmp_path / "r" / part / chunk.name).unlink()
        os.mkfifo(tmp_path / "r" / part / chunk.name)
    done(run, *SMALL, "output=r")
    assert written(tmp_path / "r") == quiet


@pytest.mark.parametrize("name", [".lock", "counts", "worlds", "figures"])
def test_a_link_that_would_be_written_through_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    mine = tmp_path / "mine"
    if name == ".lock":
        mine.write_text("mine", encoding="utf-8")
    else:
        mine.mkdir()
    (tmp_path / "r" / name).symlink_to(mine)
    assert mistake(run, *SMALL, "output=r") == (
        f"r/{name} is a link, and would be written through: remove it"
    )
    assert mine.read_text(encoding="utf-8") == "mine" if mine.is_file() else not any(mine.iterdir())


@pytest.mark.parametrize("moment", ["_same_file", "write_failures"])
@pytest.mark.parametrize("then", [merge, sweep])
def test_a_killed_merge_is_done_again_or_gone_on_with(
    moment: str, then: Any, tmp_path: Path
) -> None:
    for number in (1, 2):
        done(sweep, *TWO, f"portion={number}/2", "output=p")
    parts = [tmp_path / f"p.portion-{number}-of-2" for number in (1, 2)]
    done(merge, *parts, "output=quiet")
    child = os.fork()
    if child == 0:
        setattr(portions, moment, _die)
        try:
            say(merge, *parts, "output=r")
        finally:
            os._exit(1)
    assert ended(child) == -signal.SIGKILL
    if then is merge:
        done(merge, *parts, "output=r")
    else:
        done(sweep, *TWO, "output=r")
    assert written(tmp_path / "r") == written(tmp_path / "quiet")
    assert mistake(merge, *parts, "output=r") == "output = r is not empty: name a new folder"


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_design_with_too_many_rows_is_refused_before_it_is_read(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(design_files, "MAX_POINTS", 1_000)
    path = tmp_path / f"d.{kind}"
    if kind == "csv":
        path.write_text("army.morale\n" + "0.3\n" * 1_001, encoding="utf-8")
    else:
        pq.write_table(pa.table({"army.morale": np.full(1_001, 0.3)}), path)
    told = mistake(sweep, *SMALL, f"design=d.{kind}", "output=r")
    assert told == f"d.{kind} has more than the 1,000 treatments that a study may have"


def test_a_failure_too_long_to_be_read_is_said_in_one_line(tmp_path: Path) -> None:
    study = load([*SMALL])
    done(run, *SMALL, "output=r")
    failure = Failure(study.treatments[0].key, 3, "x" * 200_000)
    write_failures(tmp_path / "r", [failure], study.treatments)
    assert "failures.csv cannot be read; remove it" in mistake(run, *SMALL, "output=r")


def test_a_number_out_of_its_range_in_a_table_is_said_in_one_line(tmp_path: Path) -> None:
    done(run, *SMALL, "output=r")
    path = tmp_path / "r" / "summary.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    rows[1] = ",".join([*rows[1].split(",")[:-1], "1e308"])
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    said = say(plot, "r", figures=True)
    assert (said.status, said.err) == (
        2,
        "error: r/summary.csv: high should hold numbers in their range\n",
    )


def test_a_replay_over_a_damaged_file_ends_in_one_line(tmp_path: Path) -> None:
    done(run, *SMALL, "output=r")
    (path,) = (tmp_path / "r" / "worlds").glob("part-*")
    content = path.read_bytes()
    rng = np.random.default_rng(1)
    for place in rng.choice(len(content), 60, replace=False):
        path.write_bytes(content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :])
        said = say(replay, "r", "outcome=no_entry")
        assert said.status in (0, 2)
        assert len(said.err.splitlines()) == (1 if said.status else 0)
    path.write_bytes(content[:100])
    assert "the command that made the folder repairs it" in mistake(replay, "r", "outcome=no_entry")

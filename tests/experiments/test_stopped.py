"""What a study leaves that was stopped half-way can be looked at: drawn as far as it went, and
replayed in every world.
"""

import os
import signal
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure

from experiments import plot, replay
from experiments.engine import worker
from tests.experiments.commands import done, mistake, table, worlds, written
from tests.experiments.disturbed import CELL, WORLDS, a_study, lived, small_cells, until_whole

STOPS = (
    (signal.SIGKILL, 3),
    (signal.SIGINT, 7),
)  # by which signal, and after how many of the ten cells
LOW, HIGH = "pressure.level=0.4", "pressure.level=1"


def _stop_after(cells: int, by: signal.Signals) -> None:
    """Have this process stopped as soon as it has written so many cells."""
    write, written_cells = worker.write_chunk, []

    def counted(*chunk: object) -> None:
        write(*chunk)
        written_cells.append(chunk)
        if len(written_cells) == cells:
            os.kill(os.getpid(), by)

    worker.write_chunk = counted


@pytest.fixture(autouse=True)
def _cells(monkeypatch: pytest.MonkeyPatch) -> None:
    small_cells(monkeypatch)


@pytest.fixture(params=STOPS, ids=["killed", "interrupted"])
def stopped(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Killed among the worlds of its first treatment, before any table.

    Or interrupted among those of its second.
    """
    by, cells = request.param
    assert lived(a_study(tmp_path / "stopped", workers=1), lambda: _stop_after(cells, by)) in (
        -signal.SIGKILL,
        130,
    )
    assert len(list(tmp_path.glob("stopped/counts/part-*"))) == cells
    return tmp_path / "stopped"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "r"
    with pytest.MonkeyPatch.context() as patch:
        small_cells(patch)
        until_whole(a_study(folder))
    return folder


def _finished(folder: Path) -> dict[float, int]:
    return worlds(folder)["pressure.level"].value_counts().to_dict()


@pytest.mark.processes
def test_a_stopped_study_is_drawn_as_far_as_it_went_and_goes_on_as_if_nobody_had_looked(
    stopped: Path, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Figure, "savefig", lambda figure, path, **_: path.touch()
    )  # laid out, but not rendered: that takes longest
    finished = _finished(stopped)
    assert sum(finished.values()) < 2 * WORLDS
    said = done(plot, stopped, figures=True)
    assert str(stopped / "figures" / "outcomes.png") in said.out
    for drawn in (table(stopped), pd.read_csv(stopped / "figures" / "outcomes.csv")):
        assert drawn.groupby("pressure.level")["worlds"].first().to_dict() == finished
    until_whole(a_study(stopped))
    assert written(stopped) == written(whole)


def test_a_world_of_a_stopped_study_is_replayed_whether_it_was_finished_or_not(
    stopped: Path, whole: Path
) -> None:
    for asked in product((f"world={world}" for world in (0, CELL, WORLDS - 1)), (LOW, HIGH)):
        assert _told(done(replay, stopped, *asked).out) == _told(done(replay, whole, *asked).out)


def _told(said: str) -> list[str]:
    """A replay without the line that says of a world that it is not among the folder's."""
    return [line for line in said.splitlines() if not line.startswith("It is none of the folder's")]


def test_a_world_is_sought_by_its_outcome_among_the_finished_ones(
    stopped: Path, whole: Path
) -> None:
    asked = ("outcome=no_entry", LOW)
    assert done(replay, stopped, *asked) == done(replay, whole, *asked)
    if 1.0 not in _finished(stopped):
        assert (
            mistake(replay, stopped, "outcome=no_entry", HIGH)
            == "no finished world of this treatment ended in no_entry"
        )

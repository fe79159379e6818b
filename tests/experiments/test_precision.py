"""A precision asked for is reached, and no further than it must be.

A dry run says beforehand what it takes.
"""

from pathlib import Path

import pytest

from experiments import run, sweep
from experiments.engine.precision import worlds_needed
from experiments.store import chunks
from experiments.store.results import Results
from tests.experiments.commands import done, mistake, table, written

STUDY = (
    "estimator=counted",
    "population=small",
    "weeks=12",
    "workers=1",
    "sweep.pressure.level=[0.4,1]",
)


@pytest.fixture(autouse=True)
def _cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "CELL_PEOPLE", 50 * (64 + 128))


def test_half_the_width_needs_four_times_the_worlds() -> None:
    assert worlds_needed(1_000, 0.02, 0.01) == 4_000


def test_every_treatment_goes_on_until_its_interval_is_narrow_enough(tmp_path: Path) -> None:
    said = done(sweep, *STUDY, "replications=100", "precision=0.03", "output=r")
    assert (
        "Stopping was adaptive: each treatment went on until its interval was within ±3 points."
        in said.out
    )
    entry = table(tmp_path / "r").query("outcome == 'entry'")
    assert ((entry["high"] - entry["low"]) / 2 <= 0.03).all()
    assert entry["worlds"].iloc[0] < entry["worlds"].iloc[1]
    manifest = Results(tmp_path / "r").manifest
    assert manifest["stopping"].startswith("adaptive")
    assert list(table(tmp_path / "r", "treatments")["worlds"]) == list(entry["worlds"])


def test_a_precision_reached_in_steps_leaves_the_same_bytes(tmp_path: Path) -> None:
    done(sweep, *STUDY, "replications=100", "precision=0.04", "output=once")
    done(sweep, *STUDY, "replications=100", "output=steps")
    done(sweep, *STUDY, "replications=100", "precision=0.04", "output=steps")
    assert written(tmp_path / "once") == written(tmp_path / "steps")


def test_a_dry_run_tells_worlds_time_disk_and_precision_and_writes_nothing(tmp_path: Path) -> None:
    said = done(sweep, *STUDY, "replications=1000", "dry_run=true").out
    assert "worlds  2,000\n" in said
    assert "on one)" in said
    assert "MB in 80 files" in said
    assert "pressure.level = 1: ±" in said
    assert "Nothing was written." in said
    assert not list(tmp_path.iterdir())
    assert (
        "about: stopping is adaptive, at ±1 points"
        in done(sweep, *STUDY, "precision=0.01", "dry_run=true").out
    )


@pytest.mark.parametrize("precision", ["0", "-0.1", "0.7", "fine", "true"])
def test_a_precision_that_cannot_be_is_said_in_one_line(precision: str) -> None:
    assert "is not a half-width from 1e-09 to 0.5, such as 0.005" in mistake(
        run, f"precision={precision}", "output=r"
    )

"""Results folders that several tests read; nobody may change them."""

from dataclasses import replace
from pathlib import Path

import pytest

from experiments import sweep
from experiments.plan.settings import SETTINGS
from tests.experiments.commands import done

LEVELS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
WORLDS = 300


@pytest.fixture(scope="session")
def levels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The main job, small: a year at the six named levels of pressure."""
    folder = tmp_path_factory.mktemp("levels") / "results"
    done(
        sweep,
        "experiment=pressure_levels",
        "population=small",
        f"replications={WORLDS}",
        "estimator=counted",
        "workers=1",
        "bands=luck",
        f"output={folder}",
    )
    return folder


@pytest.fixture(autouse=True)
def _luck_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands tell luck alone unless a test asks for more: the other bands take longest."""
    usual = replace(SETTINGS["bands"], default="luck")
    monkeypatch.setitem(SETTINGS, "bands", usual)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command without `output` writes under the current folder: give every test its own."""
    monkeypatch.chdir(tmp_path)

"""Figures are redrawn from saved tables alone, to the same bytes."""

import shutil
from pathlib import Path

import pytest

from experiments import plot, run
from tests.experiments.commands import SMALL, done, mistake, typed

WITHOUT_THE_MODEL = """
import sys
from experiments import plot
plot.main(sys.argv[1:])
loaded = sorted(set(sys.modules) & {"sim.model", "sim.simulation", "mesa", "numba", "hydra"})
assert not loaded, loaded
"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn") / "r"
    done(
        run,
        *SMALL,
        "replications=100",
        "pressure=maximum",
        "weeks=20",
        "figures=all",
        f"output={folder}",
        figures=True,
    )
    return folder


def _figures(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "figures").iterdir()}


def test_every_figure_is_drawn_as_png_and_svg_beside_its_table(drawn: Path) -> None:
    names = {name.partition(".")[0] for name in _figures(drawn)}
    assert {
        "outcomes",
        "blocked",
        "highest_rung",
        "incidence",
        "time_to_entry",
        "rungs_by_week",
    } <= names
    for name in names:
        for ending in ("png", "svg", "csv"):
            assert (drawn / "figures" / f"{name}.{ending}").stat().st_size > 0


def test_figures_are_redrawn_without_the_model_to_the_same_bytes(
    drawn: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(drawn, copy, ignore=shutil.ignore_patterns("figures", "worlds", "counts"))
    said = typed("-c", WITHOUT_THE_MODEL, copy)
    assert said.status == 0, said.err
    assert str(copy / "figures" / "outcomes.png") in said.out
    assert _figures(copy) == _figures(drawn)


def test_a_folder_that_is_not_there_cannot_be_drawn(tmp_path: Path) -> None:
    from experiments.command import run_command

    assert run_command(plot.main, plot.HELP, [str(tmp_path / "nowhere")]) == 2


def test_a_folder_has_to_be_named() -> None:
    assert mistake(plot) == "name a results folder: python -m experiments.plot results/NAME"


@pytest.mark.parametrize("name", ["summary", "weekly"])
def test_a_folder_that_lacks_a_table_is_said_in_one_line(
    drawn: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from experiments.command import run_command

    partial = tmp_path / "partial"
    shutil.copytree(drawn, partial, ignore=shutil.ignore_patterns("figures", "worlds", "counts"))
    (partial / f"{name}.csv").unlink()
    assert run_command(plot.main, plot.HELP, [str(partial)]) == 2
    said = capsys.readouterr()
    assert said.err == f"error: {partial / name}.csv: missing; the figures are drawn from it\n"
    assert not said.out
    assert not list(partial.glob("figures/*"))

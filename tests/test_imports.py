"""Who may import whom."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SIM = sorted((ROOT / "sim").rglob("*.py"))
DRAWING = [
    ROOT / "experiments" / "plot.py",
    *sorted((ROOT / "experiments" / "figures").rglob("*.py")),
]
ACTORS = ("putin", "lukashenko", "army", "public", "opposition")
NOT_IN_SIM = {
    "experiments",
    "configs",
    "hydra",
    "omegaconf",
    "matplotlib",
    "pandas",
    "rich",
    "tests",
}
SLOW = {"scipy.stats", "matplotlib", "dask", "distributed", "submitit"}  # to import
NO_NAMES = {"utils", "helpers", "base", "core", "common", "manager"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path) -> set[str]:
    """Every module that a file imports, in full."""
    modules = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {each.name for each in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            modules |= {node.module or ""} | {f"{node.module}.{each.name}" for each in node.names}
    return modules


def loaded_by(modules: str) -> set[str]:
    """All that is loaded in a new process after it has imported some modules."""
    program = f"import {modules}, sys; print(*sys.modules)"
    return set(
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.split()
    )


def packages(path: Path) -> set[str]:
    return {module.partition(".")[0] for module in imported(path)}


@pytest.mark.parametrize("path", SIM, ids=name)
def test_the_model_knows_nothing_of_its_uses(path):
    assert not packages(path) & NOT_IN_SIM


@pytest.mark.parametrize("actor", ACTORS)
def test_actors_never_import_each_other(actor):
    others = {f"sim.agents.{other}" for other in ACTORS if other != actor}
    assert not imported(ROOT / "sim" / "agents" / f"{actor}.py") & others


@pytest.mark.parametrize("path", DRAWING, ids=name)
def test_what_draws_never_simulates(path):
    assert not packages(path) & {"sim", "mesa", "numba"}


@pytest.mark.parametrize("path", [*SIM, *sorted((ROOT / "experiments").rglob("*.py"))], ids=name)
def test_files_are_named_after_an_idea(path):
    assert path.stem not in NO_NAMES


def test_importing_the_model_loads_nothing_of_its_uses():
    assert not loaded_by("sim") & (NOT_IN_SIM - {"pandas"})  # Mesa itself loads pandas


def test_a_run_comes_to_its_table_without_what_takes_long_to_import():
    assert not loaded_by("experiments.run, experiments.study, experiments.report") & SLOW

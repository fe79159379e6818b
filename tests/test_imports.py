"""Who may import whom, and where things stand."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from experiments.__main__ import COMMANDS
from tests.imports import ROOT, arrows, chain, files, imported, longest, module, outside

SIM, EXPERIMENTS = files("sim"), files("experiments")
ACTORS = ("putin", "lukashenko", "army", "public", "opposition")
NOT_IN_SIM = {
    "experiments",
    "configs",
    "hydra",
    "omegaconf",
    "matplotlib",
    "rich",
    "tests",
}
SLOW = {"scipy.stats", "matplotlib", "dask", "distributed", "submitit"}  # to import
NO_NAMES = {"utils", "helpers", "base", "core", "common", "manager"}

GROUND = {"mistakes", "outlets", "command", "processes"}  # what everybody may stand on
ROOMS = ("plan", "store", "findings", "words", "engine", "figures", "why", "trust", "pages")
STRANGERS = ({"words", "engine"}, {"engine", "figures"})  # rooms that do not know each other
LIGHT = ("words", "figures", "findings")  # rooms that describe or draw, and `store.results`
HEAVY = ("sim.simulation", "sim.model", "experiments.plan.compose")
MOST_FILES, MOST_LINES, LONGEST_CHAIN = 15, 60, 9


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def room(here: str) -> str:
    """The room of a module of `experiments`: a folder, the ground, or a door."""
    first = here.split(".")[1] if "." in here else ""
    return first if first in ROOMS else "ground" if first in GROUND else "door"


def loaded_by(modules: str) -> set[str]:
    """All that is loaded in a new process after it has imported some modules."""
    program = f"import {modules}, sys; print(*sys.modules)"
    command = [sys.executable, "-c", program]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(said.stdout.split())


def told(way: list[str]) -> str:
    return " -> ".join(way)


@pytest.mark.parametrize("path", SIM, ids=name)
def test_the_model_knows_nothing_of_its_uses(path):
    assert not {each.partition(".")[0] for each in imported(path)} & NOT_IN_SIM


@pytest.mark.parametrize("actor", ACTORS)
def test_actors_never_import_each_other(actor):
    others = {f"sim.agents.{other}" for other in ACTORS if other != actor}
    assert not imported(ROOT / "sim" / "agents" / f"{actor}.py") & others


@pytest.mark.parametrize("path", EXPERIMENTS, ids=name)
def test_a_room_reaches_only_rooms_before_it(path):
    here = module(path)
    mine = room(here)
    if mine == "door":
        return
    allowed = [] if mine == "ground" else ROOMS[: ROOMS.index(mine) + 1]
    for there in arrows():
        other = room(there)
        if there.startswith("experiments.") and other != "ground" and other not in allowed:
            way = chain(here, there)
            assert not way, f"{mine} must not reach {other}: {told(way)}"


@pytest.mark.parametrize("path", EXPERIMENTS, ids=name)
def test_some_rooms_do_not_know_each_other(path):
    mine = room(module(path))
    for pair in STRANGERS:
        if mine in pair:
            (other,) = pair - {mine}
            for there in arrows():
                if there.startswith(f"experiments.{other}."):
                    way = chain(module(path), there)
                    assert not way, told(way)


@pytest.mark.parametrize("path", EXPERIMENTS, ids=name)
def test_what_describes_or_draws_never_reaches_hydra_or_the_simulator(path):
    here = module(path)
    if room(here) not in LIGHT and here != "experiments.store.results":
        return
    for heavy in HEAVY:
        assert not chain(here, heavy), told(chain(here, heavy))
    assert "hydra" not in outside(here), told(outside(here)["hydra"])


def test_only_one_file_knows_hydra():
    users = [name(path) for path in EXPERIMENTS if {"hydra", "omegaconf"} & set(imported(path))]
    assert users == ["experiments/plan/compose.py"]


def test_no_chain_of_imports_is_long():
    assert len(longest("experiments")) <= LONGEST_CHAIN, told(longest("experiments"))


def test_the_root_holds_doors_and_the_ground_and_nothing_else():
    root = {path.stem for path in (ROOT / "experiments").glob("*.py")}
    assert root == COMMANDS.keys() | GROUND | {"__init__", "__main__"}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_door_is_small(command):
    path = ROOT / "experiments" / f"{command}.py"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_the_overview_lists_exactly_the_files_that_can_be_run():
    runnable = {
        path.stem
        for path in EXPERIMENTS
        if re.search(r"^def main\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert runnable - {"__main__"} == COMMANDS.keys()


def test_no_room_has_more_files_than_a_person_can_hold():
    for folder in {path.parent for path in [*SIM, *EXPERIMENTS]} - {ROOT / "experiments"}:
        inside = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
        assert len(inside) <= MOST_FILES or folder == ROOT / "sim", (folder, inside)


def test_no_line_is_wider_than_a_hundred_columns():
    for path in files("sim", "experiments", "tests", "benchmarks"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert len(line) <= 100, f"{name(path)}:{number}"


@pytest.mark.parametrize("path", [*SIM, *EXPERIMENTS], ids=name)
def test_files_are_named_after_an_idea(path):
    assert path.stem not in NO_NAMES


@pytest.mark.processes
def test_importing_the_model_loads_nothing_of_its_uses():
    assert not loaded_by("sim.model") & NOT_IN_SIM


@pytest.mark.processes
def test_a_run_comes_to_its_table_without_what_takes_long_to_import():
    needed = "experiments.run, experiments.engine.campaign, experiments.words.console"
    assert not loaded_by(needed) & SLOW


def test_a_class_of_the_product_is_found_in_one_file():
    homes: dict[str, set[str]] = {}
    for path in [*SIM, *EXPERIMENTS]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, set()).add(name(path))
    assert not {each: where for each, where in homes.items() if len(where) > 1}

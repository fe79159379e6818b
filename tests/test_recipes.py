"""The recipes of CONTRIBUTING.md, carried out word for word on a copy of the project."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.imports import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
COPIED = ("sim", "experiments", "configs")
FEW = ("population=small", "weeks=8", "replications=16", "workers=1", "pressure=severe")
MOST_STEPS = 5


def recipe(name: str) -> str:
    """The text of a recipe."""
    return re.split(r"^### ", TEXT, flags=re.MULTILINE)[_names().index(name) + 1]


def _names() -> list[str]:
    return re.findall(r"^### (.+)$", TEXT, flags=re.MULTILINE)


def blocks(name: str) -> list[str]:
    """The pieces of code that a recipe asks for, as they are to stand in a file."""
    found = re.findall(r"^   ```python\n(.*?)^   ```$", recipe(name), re.MULTILINE | re.DOTALL)
    return [re.sub(r"^   ", "", each, flags=re.MULTILINE) for each in found]


def carried_out(copy: Path, *arguments: object) -> str:
    """What a command says in the copy; there is no numba there, so nothing is compiled anew."""
    command = [sys.executable, *(str(each) for each in arguments)]
    ran = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def put_in(path: Path, place: str, text: str) -> None:
    """Write a text before the first line that begins so."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    number = next(number for number, line in enumerate(lines) if line.startswith(place))
    path.write_text("".join([*lines[:number], text, *lines[number:]]), encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "numba.py").write_text("raise ImportError\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", _names())
def test_a_recipe_has_at_most_five_steps(name: str) -> None:
    steps = re.findall(r"^(\d)\. ", recipe(name), flags=re.MULTILINE)
    assert 1 <= len(steps) <= MOST_STEPS
    assert steps == [str(number) for number in range(1, len(steps) + 1)]


@pytest.mark.parametrize("name", _names())
def test_a_recipe_names_files_that_are_there(name: str) -> None:
    edited = re.findall(r"[Ii]n `([\w.]+/[\w/.]+)`", recipe(name))
    assert all((ROOT / path).exists() for path in edited), edited


def test_an_incentive_is_a_field_and_a_term(copy: Path) -> None:
    field, term = blocks("An incentive")
    path = copy / "sim" / "agents" / "lukashenko.py"
    before = carried_out(copy, "-m", "experiments.run", *FEW, "output=before")
    put_in(path, "    rationality: float", field)
    closing = path.read_text(encoding="utf-8").index("        west=")
    lines = path.read_text(encoding="utf-8")
    path.write_text(lines[:closing] + term + lines[closing:], encoding="utf-8")
    carried_out(copy, "-m", "experiments.run", *FEW, "output=unset")
    carried_out(copy, "-m", "experiments.run", *FEW, "lukashenko.legacy=2", "output=set")
    tables = [(copy / name / "summary.csv").read_text() for name in ("before", "unset", "set")]
    assert before
    assert tables[0] == tables[1] != tables[2]
    assert "lukashenko.legacy" in carried_out(copy, "-m", "sim.reference")


def test_a_figure_is_a_file_and_its_name(copy: Path) -> None:
    (text,) = blocks("A figure")
    (copy / "experiments" / "figures" / "falls.py").write_text(text, encoding="utf-8")
    path = copy / "experiments" / "figures" / "__init__.py"
    put_in(path, "    fans,", "    falls,\n")
    drawn = path.read_text(encoding="utf-8").replace("blocked, highest_rung)", "blocked, falls)")
    path.write_text(drawn, encoding="utf-8")
    sweep = ("sweep.pressure.level=[0.4,1]", "output=r")
    carried_out(copy, "-m", "experiments.sweep", *FEW[:-1], *sweep)
    for suffix in ("png", "svg", "csv"):
        assert (copy / "r" / "figures" / f"falls.{suffix}").stat().st_size > 100


def test_a_command_is_a_file_and_a_line(copy: Path) -> None:
    (text,) = blocks("A command")
    (copy / "experiments" / "worlds.py").write_text(text, encoding="utf-8")
    line = re.search(r'`("worlds": ".+?")` to `COMMANDS`', recipe("A command"))
    assert line
    put_in(copy / "experiments" / "__main__.py", '    "merge":', f"    {line[1]},\n")
    carried_out(copy, "-m", "experiments.run", *FEW, "output=r")
    assert carried_out(copy, "-m", "experiments.worlds", "r") == "          16  one scenario\n"
    assert "python -m experiments.worlds" in carried_out(copy, "-m", "experiments")
    helped = carried_out(copy, "-m", "experiments.worlds", "--help")
    assert helped.startswith("Say how many worlds")


def test_the_map_in_the_readme_is_that_of_the_folders() -> None:
    tree = re.search(r"^## Map\n\n```\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert tree
    named = re.findall(r"^(\s*)(\w+)/", tree[1], flags=re.MULTILINE)
    top = {name for indent, name in named if not indent}
    rooms = {name for indent, name in named if indent}
    assert top == {path.name for path in ROOT.iterdir() if _holds(path) and path.name[0] != "."}
    assert rooms == {path.name for path in (ROOT / "experiments").iterdir() if _holds(path)}


def _holds(path: Path) -> bool:
    """Whether a folder holds something of the project."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", str(path)]
    said = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return path.is_dir() and bool(said.strip())

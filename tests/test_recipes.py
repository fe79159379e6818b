"""The recipes of CONTRIBUTING.md, carried out word for word on a copy of the project."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from tests.imports import ROOT

pytestmark = pytest.mark.processes

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
COPIED = ("sim", "experiments", "configs")
FEW = ("population=small", "weeks=8", "replications=16", "workers=1", "pressure=severe")
EVENTFUL = ("population=small", "weeks=8", "replications=64", "workers=1", "pressure=maximum")
MOST_STEPS, MOST_FILES = 5, 3


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


def lived(copy: Path, *arguments: str) -> None:
    """Carry out a study in the copy; its figures are left out, because drawing takes longest."""
    program = (
        "import sys; from experiments.engine.campaign import carry_out; "
        "from experiments.plan.compose import load; carry_out(load(sys.argv[1:]))"
    )
    carried_out(copy, "-c", program, *arguments)


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


class Hands:
    """Hands that carry out a recipe, and note the files they touch."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.touched = folder, set()

    def put(self, path: str, place: str, text: str) -> None:
        """Write lines before what stands once in a file."""
        file = self.folder / path
        before = file.read_text(encoding="utf-8")
        assert before.count(place) == 1, f"{path}: {place}"
        file.write_text(before.replace(place, text + place), encoding="utf-8")
        self.touched.add(path)

    def table(self, name: str, *settings: str) -> pd.DataFrame:
        """A table of a small study."""
        lived(self.folder, *EVENTFUL, *settings, "output=out")
        return pd.read_csv(self.folder / "out" / f"{name}.csv")


def indented(text: str, spaces: int = 4) -> str:
    return "".join(f"{' ' * spaces}{line}\n" for line in text.splitlines())


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
    hands, rules = Hands(copy), "sim/agents/lukashenko.py"
    lived(copy, *FEW, "output=before")
    hands.put("sim/agents/minsk.py", "    rationality: float", field)
    hands.put(rules, "        west=", term)
    lived(copy, *FEW, "output=unset")
    lived(copy, *FEW, "lukashenko.legacy=2", "output=set")
    tables = [(copy / name / "summary.csv").read_text() for name in ("before", "unset", "set")]
    assert tables[0] == tables[1] != tables[2]
    assert "lukashenko.legacy" in carried_out(copy, "-m", "sim.reference")


def test_a_state_is_lived_and_tabled_with_few_files(copy: Path) -> None:
    declared, parameters, moved = blocks("A state")
    hands = Hands(copy)
    hands.put("sim/world.py", "    prospects: Floats = ", indented(declared))
    first = "    ground: tuple[float, ...] = param("
    hands.put("sim/laws/theatre.py", first, indented(parameters))
    hands.put("sim/laws/theatre.py", "\n\ndef _drifted", indented(moved))
    weekly = hands.table("weekly")
    weariness = weekly[weekly["quantity"] == "weariness"]["mean"]
    expected = [0.11 + 0.01 * week for week in range(8)]
    assert list(weariness) == pytest.approx(expected, abs=0.005)
    assert len(hands.touched) <= MOST_FILES


@pytest.mark.parametrize("estimator", ["counted", "conditional"])
def test_an_outcome_is_drawn_foreseen_tabled_and_named_with_few_files(
    copy: Path, estimator: str
) -> None:
    outcome, parameter, danger, way, name, sentence = blocks("An outcome")
    hands = Hands(copy)
    hands.put("sim/world.py", "\n\nclass Block", indented(outcome))
    hands.put("sim/world.py", "\n\nclass Return", indented(outcome))
    hands.put("sim/world.py", ")  # of the regime", ", Outcome.EXILE")
    regime = "sim/laws/regime.py"
    hands.put(regime, "    credit_protects: float = param(", indented(parameter))
    hands.put(regime, 'uprising")', "exile ")
    hands.put(regime, "        uprising=chance(uprising", indented(danger, 8))
    hands.put(regime, "        (Channel.UPRISING, danger.uprising", indented(way, 8))
    hands.put(regime, "from sim.luck import Channel", "from sim.luck import ENDINGS\n")
    for text, place in (
        (name, '    "replaced": "Lukashenko replaced",\n'),
        (sentence, '    "mutiny": "Ordered'),
    ):
        hands.put("experiments/words/names.py", place, indented(text))
    rows = hands.table("summary", "regime.exile=1.0", f"estimator={estimator}")
    (exile,) = rows[rows["outcome"] == "exile"].to_dict("records")
    assert exile["probability"] > 0.1
    assert exile["low"] <= exile["probability"] <= exile["high"]
    words = "from experiments.words.names import named; print(named('exile'))"
    assert carried_out(copy, "-c", words) == "Lukashenko gone\n"
    assert len(hands.touched) <= MOST_FILES


def test_a_figure_is_a_file_and_its_name(copy: Path) -> None:
    (text,) = blocks("A figure")
    (copy / "experiments" / "figures" / "falls.py").write_text(text, encoding="utf-8")
    path = copy / "experiments" / "figures" / "__init__.py"
    put_in(path, "    fans,", "    falls,\n")
    drawn = path.read_text(encoding="utf-8").replace("blocked, highest_rung)", "blocked, falls)")
    path.write_text(drawn, encoding="utf-8")
    lived(copy, *FEW[:-1], "sweep.pressure.level=[0.4,1]", "output=r")
    program = "from pathlib import Path; from experiments import figures; "
    carried_out(copy, "-c", program + "figures.draw_all(Path('r'), 1, (figures.falls,))")
    for suffix in ("png", "svg", "csv"):
        assert (copy / "r" / "figures" / f"falls.{suffix}").stat().st_size > 100


def test_a_command_is_a_file_and_a_line(copy: Path) -> None:
    (text,) = blocks("A command")
    (copy / "experiments" / "worlds.py").write_text(text, encoding="utf-8")
    line = re.search(r'`("worlds": ".+?")` to `COMMANDS`', recipe("A command"))
    assert line
    put_in(copy / "experiments" / "__main__.py", '    "merge":', f"    {line[1]},\n")
    lived(copy, *FEW, "output=r")
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

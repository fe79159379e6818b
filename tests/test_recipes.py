"""The recipes of docs/recipes-sim.md, carried out on a copy: what they add is lived and tabled."""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RECIPES = (ROOT / "docs" / "recipes-sim.md").read_text(encoding="utf-8")
# without numba nothing is compiled, which would take longer than to live the worlds
RUN = """
import sys
sys.modules["numba"] = None
from experiments import run
run.main(sys.argv[1:])
"""
STUDY = ("population=small", "weeks=8", "replications=64", "workers=1", "pressure.level=1.0")


def snippets(heading: str) -> list[str]:
    """The lines of code that a recipe adds."""
    recipe = RECIPES.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [
        re.sub(r"^   ", "", each, flags=re.M).strip()
        for each in re.findall(r"```python\n(.*?)```", recipe, flags=re.S)
    ]


class Copy:
    """A copy of the project that a recipe is carried out on."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.touched = folder, set()
        for part in ("sim", "experiments", "configs"):
            shutil.copytree(
                ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__")
            )

    def change(self, path: str, old: str, new: str) -> None:
        """Put new text in place of what stands once in a file."""
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{path}: {old}"
        file.write_text(text.replace(old, new), encoding="utf-8")
        self.touched.add(path)

    def table(self, name: str, *settings: str) -> list[dict[str, str]]:
        """A table of a small study."""
        command = [sys.executable, "-c", RUN, *STUDY, *settings, "output=out"]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        with (self.folder / "out" / f"{name}.csv").open(encoding="utf-8") as file:
            return list(csv.DictReader(file))


def indented(text: str, spaces: int = 4) -> str:
    return "".join(f"{' ' * spaces}{line}\n" for line in text.splitlines())


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_a_new_state_is_lived_and_tabled_with_three_files_at_most(copy: Copy) -> None:
    declared, parameters, moved = snippets("A state")
    prospects = "    prospects: Floats = "
    copy.change("sim/world.py", prospects, indented(declared) + prospects)
    first = "    ground: tuple[float, ...] = param("
    copy.change("sim/laws/theatre.py", first, indented(parameters) + first)
    front = "    world.front = share(front)\n"
    copy.change("sim/laws/theatre.py", front, front + indented(moved))
    weariness = [row for row in copy.table("weekly") if row["quantity"] == "weariness"]
    assert [float(row["mean"]) for row in weariness] == pytest.approx(
        [0.11 + 0.01 * week for week in range(8)], abs=0.005
    )
    assert len(copy.touched) <= 3


@pytest.mark.parametrize("estimator", ["counted", "conditional"])
def test_a_new_outcome_is_drawn_foreseen_and_tabled_with_three_files_at_most(
    copy: Copy, estimator: str
) -> None:
    outcome, channel, parameter, danger, way = snippets("An outcome")
    copy.change("sim/world.py", "    REPLACED = 5\n", "    REPLACED = 5\n" + indented(outcome))
    falls = "Outcome.UPRISING, Outcome.REPLACED)"
    copy.change("sim/world.py", falls, falls.replace(")", ", Outcome.EXILE)"))
    last = "    LUKASHENKO_AGAIN = 19\n"
    copy.change("sim/luck.py", last, last + indented(channel))
    first = "    credit_protects: float = param("
    copy.change("sim/laws/regime.py", first, indented(parameter) + first)
    copy.change("sim/laws/regime.py", '"removed coup uprising"', '"removed coup uprising exile"')
    chance = "uprising=chance(uprising)"
    copy.change("sim/laws/regime.py", chance, f"{chance}, {danger}")
    uprising = "        (Channel.UPRISING, danger.uprising, Outcome.UPRISING),\n"
    copy.change("sim/laws/regime.py", uprising, uprising + indented(way, 8))
    often = ("regime.exile=1.0", f"estimator={estimator}")
    (exile,) = [row for row in copy.table("summary", *often) if row["outcome"] == "exile"]
    assert float(exile["probability"]) > 0.1
    assert float(exile["low"]) <= float(exile["probability"]) <= float(exile["high"])
    assert len(copy.touched) <= 3

"""The rooms of the model: in which order they stand, and that a name is found in one of them."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

SIM = Path(__file__).parents[2] / "sim"
FILES = sorted(SIM.rglob("*.py"))
# from the ground up: a room imports from itself and from those named before it
ORDER = (
    "machine", "numbers", "series", "allowed", "by_world", "parameters", "luck", "people", "world",
    "week", "laws", "agents", "scenario", "mixture", "priors", "start", "showing", "estimates",
    "model", "simulation", "splitting", "__init__", "evidence", "reference",
)  # fmt: skip
ALIKE = {"Situation"}  # what every leader has under the same name


def module(path: Path) -> str:
    return path.relative_to(SIM).as_posix()


def room(path: str) -> str:
    """The room of a file of sim or, for one that stands at the root, the file."""
    return path.partition("/")[0].removesuffix(".py")


def imports(tree: ast.AST) -> set[str]:
    """The modules of sim that a file needs to run; what is named for its types only is left out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "sim":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sim."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {each.name.split(".")[1] for each in node.names if "sim." in each.name}
    return found


def names(tree: ast.Module) -> list[str]:
    """The classes and named tuples that a file declares."""
    made = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    for node in tree.body:
        if isinstance(node, ast.Assign) and "namedtuple(" in ast.unparse(node.value)[:11]:
            made += [target.id for target in node.targets if isinstance(target, ast.Name)]
    return made


def test_every_room_has_its_place_in_the_order():
    assert {room(module(path)) for path in FILES} == set(ORDER)


@pytest.mark.parametrize("path", FILES, ids=module)
def test_no_import_runs_upwards(path):
    here = ORDER.index(room(module(path)))
    needed = imports(ast.parse(path.read_text(encoding="utf-8")))
    assert not {each for each in needed if ORDER.index(each) > here}


def test_a_class_is_found_in_one_file():
    files = defaultdict(set)
    for path in FILES:
        for name in names(ast.parse(path.read_text(encoding="utf-8"))):
            files[name].add(module(path))
    assert {name for name, where in files.items() if len(where) > 1} == ALIKE

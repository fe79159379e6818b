"""The import graph of the product: which file imports which, by reading and not by running."""

import ast
from collections import deque
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent


def files(*folders: str) -> list[Path]:
    """Every Python file below some folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def module(path: Path) -> str:
    """The name under which a file is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imported(path: Path) -> frozenset[str]:
    """Every module that a file imports when it runs, inside functions too."""
    names: set[str] = set()
    for node in _run(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names |= {node.module or ""} | {f"{node.module}.{each.name}" for each in node.names}
    return frozenset(names)


def _run(tree: ast.AST):
    """The nodes of a tree that run: what only a type checker reads is left out."""
    for node in ast.iter_child_nodes(tree):
        typing = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        if not typing:
            yield node
            yield from _run(node)


@cache
def arrows() -> dict[str, frozenset[str]]:
    """Module -> the modules of sim and experiments that it imports."""
    known = {module(path): path for path in files("sim", "experiments")}
    return {name: imported(path) & known.keys() - {name} for name, path in known.items()}


@cache
def chain(start: str, goal: str) -> list[str]:
    """The shortest way from a module to another along imports; empty where there is none."""
    before: dict[str, str] = {}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here == goal:
            way = [here]
            while way[-1] != start:
                way.append(before[way[-1]])
            return way[::-1]
        for there in sorted(arrows().get(here, ())):
            if there not in before and there != start:
                before[there] = here
                queue.append(there)
    return []


def outside(start: str) -> dict[str, list[str]]:
    """What a module reaches outside the product, each with the chain that leads there."""
    known = {module(path): path for path in files("sim", "experiments")}
    reached = {}
    for name in known:
        way = chain(start, name)
        for other in imported(known[name]) if way else ():
            if other not in known:
                reached.setdefault(other.partition(".")[0], [*way, other])
    return reached


def longest(package: str) -> list[str]:
    """The longest chain of imports inside a package."""

    @cache
    def below(name: str) -> tuple[str, ...]:
        inside = (each for each in arrows()[name] if each.startswith(f"{package}."))
        return (name, *max((below(each) for each in inside), key=len, default=()))

    return list(max((below(name) for name in arrows() if name.startswith(package)), key=len))

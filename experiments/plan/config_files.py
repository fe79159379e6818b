"""Configuration files: read and checked before Hydra sees them, so that nothing is passed over.

A file in a folder named after a group of parameters (`army`) names some of them. A file in another
folder (`experiment`, `scenario`), or with `# @package _global_` above its lines, may name every
parameter, every setting, `series` and `sweep`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from experiments.mistakes import UserError, nearest
from experiments.plan.files import folders
from experiments.plan.files.yaml_files import read_yaml
from experiments.plan.series.section import series_of
from experiments.plan.settings import SETTINGS
from experiments.plan.values import as_typed, plain
from sim.allowed import ScenarioError
from sim.parameters import check
from sim.scenario import Scenario

_PACKAGE = re.compile(r"^#\s*@package\s+(\S+)\s*$", re.MULTILINE)
_ALONE = {"name", "title"}  # what says nothing of what is to be done
_TEMPLATE = "configs/experiment/_template.yaml"
_USUAL = Scenario()


@dataclass(frozen=True)
class ConfigFile:
    """What a file says, and whether it says it of everything or of its own group alone."""

    where: str
    values: Mapping[str, Any]
    everywhere: bool

    def sets(self, group: str) -> set[str]:
        """The paths of the parameters that it sets."""
        start = "" if self.everywhere else f"{group}."
        return {f"{start}{path}" for path, _ in _flat(self.values)}


def defaults() -> dict[str, Any]:
    """The file that names the groups, and what is chosen where nothing else is."""
    path = folders.FOLDER / "run.yaml"
    return read_yaml(path, folders.shown(path))[1]


def read_config(group: str, name: str) -> ConfigFile:
    """A variant's file; raises UserError that names the file and what is wrong with it."""
    path = folders.path_of(group, name)
    where = folders.shown(path)
    text, values = read_yaml(path, where)
    everywhere = _is_global(where, text, group)
    values = _nested(where, values)
    if everywhere:
        _check_global(where, values)
    else:
        _check_parameters(where, values, _known()[group], f"{group}.")
    if group == "experiment" and not values.keys() - _ALONE:
        raise UserError(f"{where} sets nothing: give it a sweep or parameters, as in {_TEMPLATE}")
    return ConfigFile(where, values, everywhere)


@cache
def _known() -> dict[str, Any]:
    """Every parameter and its default, by name; nobody writes into it."""
    known: dict[str, Any] = plain(asdict(_USUAL))
    return known


def _is_global(where: str, text: str, group: str) -> bool:
    named = _PACKAGE.search(text)
    package = named[1] if named else None
    if package not in (None, "_global_", "_group_", group):
        raise UserError(f"{where}: @package {package} is not _global_: leave the line away")
    return package == "_global_" or group not in _known()


def _nested(where: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by name, where `pressure.level: 0.6` stands for a level inside pressure."""
    tree: dict[str, Any] = {}
    for name, value in values.items():
        *groups, last = str(name).split(".")
        inside = tree
        for group in groups:
            inside = inside.setdefault(group, {})
            if not isinstance(inside, dict):
                raise UserError(f"{where}: {name} is inside {group}, which has a value of its own")
        whole = isinstance(value, Mapping) and name != "sweep" and isinstance(last, str)
        value = _nested(where, value) if whole else value
        if last in inside:
            raise UserError(f"{where}: {name} is there twice")
        inside[last] = value
    return tree


def _check_global(where: str, values: Mapping[str, Any]) -> None:
    parameters = _known()
    for name, value in values.items():
        if name in SETTINGS:
            _check_setting(where, name, value)
        elif name == "sweep":
            _check_sweep(where, value, parameters)
        elif name == "series":
            _check_series(where, value)
        elif name not in parameters:
            raise _unknown(where, name, [*parameters, "series", "sweep", *SETTINGS])
        elif isinstance(value, Mapping) and isinstance(parameters[name], Mapping):
            _check_parameters(where, value, parameters[name], f"{name}.", shown=f"{name}.")
        else:
            _check_parameters(where, {name: value}, parameters)


def _check_setting(where: str, name: str, value: Any) -> None:
    try:
        SETTINGS[name].check(name, value)
    except UserError as mistake:
        raise UserError(f"{where}: {mistake}") from None


def _check_series(where: str, value: Any) -> None:
    try:
        series_of(value)
    except UserError as mistake:
        raise UserError(f"{where}: {mistake}") from None


def _check_parameters(
    where: str, values: Mapping[str, Any], known: Mapping[str, Any], path: str = "", shown: str = ""
) -> None:
    """Raise UserError for a name that is not known, or a value that it cannot have."""
    for name, value in values.items():
        if name not in known:
            raise _unknown(where, f"{shown}{name}", [f"{shown}{each}" for each in known])
        if isinstance(known[name], Mapping):
            first = next(iter(known[name]))
            raise UserError(f"{where}: {name} is a group of parameters, such as {name}.{first}")
        if not (isinstance(value, str) and "${" in value):
            _check_value(where, f"{path}{name}", value, isinstance(known[name], list))


def _check_value(where: str, path: str, value: Any, several: bool) -> None:
    if isinstance(value, Mapping) or (isinstance(value, list) and not several):
        raise UserError(f"{where}: {path} has one value, not several")
    try:
        check(_USUAL, path, value)
    except ScenarioError as mistake:
        raise UserError(f"{where}: {as_typed(mistake)}") from None


def _check_sweep(where: str, sweep: Any, parameters: Mapping[str, Any]) -> None:
    if not isinstance(sweep, Mapping):
        raise UserError(f"{where}: sweep is not of the form path: values")
    known = [path for path, _ in _flat(parameters)] + list(folders.config_groups())
    for path, _ in _flat(sweep):
        if path not in known:
            raise _unknown(where, path, known)


def _unknown(where: str, name: str, known: Sequence[str]) -> UserError:
    hint = nearest(name, known) or f"; allowed: {', '.join(known)}"
    return UserError(f"{where}: unknown {name}{hint}")


def _flat(tree: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def sentence(group: str, name: str) -> str:
    """What a variant's file says that it is: its first comment."""
    path = folders.path_of(group, name)
    text, _ = read_yaml(path, folders.shown(path))
    said = [line for line in text.splitlines() if line.startswith("# ") and "@package" not in line]
    return said[0].removeprefix("# ").strip() if said else ""

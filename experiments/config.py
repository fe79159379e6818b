"""Configurations: Hydra puts them together from `configs/`, the model's own declarations check them.

The defaults of every parameter come from `sim`; the YAML files name departures from them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from hydra.errors import HydraException
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from experiments.faults import UserError
from experiments.overrides import check_overrides
from experiments.sweeps import Sweep, split_arguments, sweep_from
from sim.parameters import Checked, ScenarioError
from sim.scenario import Scenario

FOLDER = Path(__file__).resolve().parent.parent / "configs"
ACTORS = tuple(each.name for each in fields(Scenario))


@dataclass(frozen=True)
class Study:
    """What to run: a scenario, what is varied about it, and how many worlds of what luck."""

    name: str
    title: str
    base: Scenario
    sweep: Sweep
    arguments: tuple[str, ...]  # the overrides that the base was put together from
    replications: int
    seed: int
    workers: int
    output: str | None


def register() -> None:
    """Tell Hydra every parameter of the model and its default value."""
    ConfigStore.instance().store(name="parameters", node=_plain(Scenario()))


def load(arguments: Sequence[str], config: str = "run") -> Study:
    """The study that a command line describes; raises UserError."""
    overrides, swept = split_arguments(arguments)
    composed = composed_config(overrides, config)
    sweep = sweep_from(OmegaConf.to_container(composed.sweep, resolve=True), swept, config_groups())
    study = Study(
        name=_word(composed, "name"),
        title=str(composed.title),
        base=scenario_of(composed),
        sweep=sweep,
        arguments=tuple(overrides),
        replications=_whole(composed, "replications", 1),
        seed=_whole(composed, "seed", 0, 2**64 - 1),
        workers=len(os.sched_getaffinity(0)) if composed.workers is None else _whole(composed, "workers", 1),
        output=None if composed.output is None else str(composed.output),
    )
    return study


def composed_config(overrides: Sequence[str], config: str = "run") -> DictConfig:
    """The configuration as Hydra puts it together; raises UserError in one line."""
    register()
    check_overrides(overrides, _plain(Scenario()), config_groups())
    try:
        GlobalHydra.instance().clear()
        with initialize_config_dir(config_dir=str(FOLDER), version_base="1.3"):
            return compose(config_name=config, overrides=list(overrides))
    except (HydraException, OmegaConfBaseException) as mistake:
        raise UserError(re.sub(r"\s+", " ", str(mistake)).strip()) from None


def scenario_of(config: DictConfig) -> Scenario:
    """The scenario inside a configuration; raises UserError."""
    values = OmegaConf.to_container(config, resolve=True)
    assert isinstance(values, dict)
    try:
        return _built(Scenario, {name: values[name] for name in ACTORS})
    except ScenarioError as mistake:
        raise UserError(str(mistake)) from None


def config_groups() -> dict[str, list[str]]:
    """The configuration groups and the names in each."""
    folders = sorted(path for path in FOLDER.iterdir() if path.is_dir() and not path.name.startswith("_"))
    return {folder.name: sorted(file.stem for file in folder.glob("*.yaml")) for folder in folders}


def _plain(record: Checked) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in _listed(asdict(record)).items()}


def _listed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _listed(value) if isinstance(value, Mapping) else list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
    }


def _built(kind: type[Any], values: Mapping[str, Any]) -> Any:
    record = kind()
    inner = {name: value for name, value in values.items() if isinstance(value, Mapping)}
    built = {name: _built(type(getattr(record, name)), value) for name, value in inner.items()}
    return kind(**{**values, **built})


def _whole(config: DictConfig, name: str, low: int, high: int | None = None) -> int:
    value = config[name]
    if isinstance(value, bool) or not isinstance(value, int) or value < low or (high is not None and value > high):
        allowed = f"at least {low}" if high is None else f"from {low} to {high}"
        raise UserError(f"{name} = {value} is not a whole number {allowed}")
    return value


def _word(config: DictConfig, name: str) -> str:
    value = str(config[name])
    if not re.fullmatch(r"[A-Za-z0-9_.-]+", value):
        raise UserError(f"{name} = {value!r} is not a name of letters, digits, dots, dashes and underscores")
    return value

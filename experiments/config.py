"""Configurations: Hydra puts them together from `configs/`, the model's own
declarations check them.

The defaults of every parameter come from `sim`; the YAML files name departures from them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from hydra.errors import HydraException
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from experiments.designs import sweep_of
from experiments.faults import UserError
from experiments.overrides import check_overrides
from experiments.settings import (
    Engine,
    engine_of,
    one_of,
    precision_of,
    shard_of,
    whole_number,
    word,
    yes_or_no,
)
from experiments.sweeps import Sweep, Value, split_arguments, values_from
from sim.luck import MAX_WORLDS
from sim.parameters import Checked, ScenarioError
from sim.scenario import Scenario
from sim.simulate import ESTIMATORS

MAX_POINTS = 2**20  # treatments of a drawn design
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
    replications: int  # worlds a treatment; with a precision, the first block
    seed: int
    engine: Engine
    output: str | None
    estimator: str = "counted"
    precision: float | None = None  # half-width of every treatment's P(entry) at which to stop
    shard: tuple[int, int] | None = None  # which share of the work, of how many
    reference: tuple[Value, ...] | None = (
        None  # swept values of the treatment that others are compared with
    )
    dry_run: bool = False

    @property
    def workers(self) -> int:
        """How many processes live worlds at once."""
        return self.engine.workers


def register() -> None:
    """Tell Hydra every parameter of the model and its default value."""
    ConfigStore.instance().store(name="parameters", node=_plain(Scenario()))


def load(arguments: Sequence[str], config: str = "run") -> Study:
    """The study that a command line describes; raises UserError."""
    overrides, swept = split_arguments(arguments)
    composed = composed_config(overrides, config)
    seed = whole_number(composed, "seed", 0, 2**64 - 1)
    if whole_number(composed, "replications", 1) > MAX_WORLDS:
        raise UserError(
            f"replications = {composed.replications} is more than the {MAX_WORLDS} worlds of a seed"
        )
    written = values_from(OmegaConf.to_container(composed.sweep, resolve=True), swept)
    return Study(
        name=word(composed, "name"),
        title=str(composed.title),
        base=scenario_of(composed),
        sweep=sweep_of(
            str(composed.design),
            written,
            whole_number(composed, "points", 1, MAX_POINTS),
            seed,
            config_groups(),
        ),
        arguments=tuple(overrides),
        replications=whole_number(composed, "replications", 1),
        seed=seed,
        engine=engine_of(composed),
        output=None if composed.output is None else str(composed.output),
        estimator=one_of(composed, "estimator", ESTIMATORS),
        precision=precision_of(composed),
        shard=shard_of(composed),
        reference=_reference(composed),
        dry_run=yes_or_no(composed, "dry_run"),
    )


def composed_config(overrides: Sequence[str], config: str = "run") -> DictConfig:
    """The configuration as Hydra puts it together; raises UserError in one line."""
    register()
    check_overrides(overrides, _plain(Scenario()), config_groups())
    try:
        GlobalHydra.instance().clear()
        with initialize_config_dir(config_dir=str(FOLDER), version_base="1.3"):
            composed = compose(config_name=config, overrides=list(overrides))
        OmegaConf.resolve(composed)
        return composed
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
    folders = sorted(
        path for path in FOLDER.iterdir() if path.is_dir() and not path.name.startswith("_")
    )
    return {folder.name: sorted(file.stem for file in folder.glob("*.yaml")) for folder in folders}


def _reference(config: DictConfig) -> tuple[Value, ...] | None:
    if config.reference is None:
        return None
    value = (
        OmegaConf.to_container(config.reference)
        if OmegaConf.is_config(config.reference)
        else config.reference
    )
    return tuple(value) if isinstance(value, list) else (value,)


def _plain(record: Checked) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in _listed(asdict(record)).items()
    }


def _listed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _listed(value)
        if isinstance(value, Mapping)
        else list(value)
        if isinstance(value, tuple)
        else value
        for name, value in values.items()
    }


def _built(kind: type[Any], values: Mapping[str, Any]) -> Any:
    record = kind()
    for name, value in values.items():
        group = is_dataclass(getattr(record, name))
        if isinstance(value, Mapping) != group:
            raise ScenarioError(
                f"{name} = {value} is not {'a group of parameters' if group else 'one value'}"
            )
    inner = {name: value for name, value in values.items() if isinstance(value, Mapping)}
    built = {name: _built(type(getattr(record, name)), value) for name, value in inner.items()}
    return kind(**{**values, **built})

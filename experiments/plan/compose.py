"""Hydra: it puts a study together from `configs/` and the command line, and nothing else uses it.

The defaults of every parameter come from `sim` and those of every setting from `settings`; the YAML
files name departures from them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.errors import HydraException, OverrideParseException
from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException

from experiments.mistakes import UserError
from experiments.plan.designs import sweep_of
from experiments.plan.overrides import Override, check_overrides
from experiments.plan.settings import SETTINGS, checked, engine_of
from experiments.plan.study import Study
from experiments.plan.sweeps import Sweep, split_arguments, values_from
from experiments.plan.treatments import Plan, Treatments
from experiments.plan.values import Value, plain
from experiments.plan.variants import FOLDER, config_groups
from sim.parameters import ScenarioError
from sim.scenario import Scenario


def load(arguments: Sequence[str]) -> Study:
    """The study that a command line describes; raises UserError."""
    overrides, swept = split_arguments(arguments)
    config = composed(overrides)
    settings = checked(config)
    design, points, seed = (settings.pop(name) for name in ("design", "points", "seed"))
    values = values_from(config["sweep"], swept)
    sweep = sweep_of(design, values, points, seed, config_groups())
    base = scenario_of(config)
    groups, bases = _bases(sweep, base, overrides)
    plan = Plan(sweep, groups, bases, seed, settings["estimator"])
    settings["engine"] = engine_of(settings)
    for name in ("workers", "address", "slurm", "max_failures", "retry_failed"):
        settings.pop(name)
    treatments = Treatments(plan, settings["replications"])
    return Study(
        **settings, seed=seed, base=base, sweep=sweep, treatments=treatments, typed=tuple(arguments)
    )


def jobs(arguments: Sequence[str]) -> list[list[str]]:
    """Hydra's own multirun: every combination of the comma-separated values, as its sweeper does.

    Raises UserError.
    """
    from hydra._internal.core_plugins.basic_sweeper import BasicSweeper

    try:
        overrides = OverridesParser.create().parse_overrides(list(arguments))
    except OverrideParseException as mistake:
        how = "write name=value or name=value,value"
        raise UserError(f"cannot read {mistake.override!r}: {how}") from None
    batches = BasicSweeper.split_arguments(overrides, max_batch_size=None)
    return [list(job) for batch in batches for job in batch]


def composed(overrides: Sequence[str]) -> dict[str, Any]:
    """The configuration as Hydra puts it together; raises UserError in one line."""
    _register()
    check_overrides(map(_parsed, overrides), plain(asdict(Scenario())), config_groups())
    try:
        GlobalHydra.instance().clear()
        with initialize_config_dir(config_dir=str(FOLDER), version_base="1.3"):
            config = compose(config_name="run", overrides=list(overrides))
        values = OmegaConf.to_container(config, resolve=True)
    except (HydraException, OmegaConfBaseException) as mistake:
        raise UserError(re.sub(r"\s+", " ", str(mistake)).strip()) from None
    assert isinstance(values, dict)
    return {str(name): value for name, value in values.items()}


def scenario_of(config: Mapping[str, Any]) -> Scenario:
    """The scenario inside a configuration; raises UserError."""
    try:
        built: Scenario = _built(Scenario, {name: config[name] for name in asdict(Scenario())})
    except ScenarioError as mistake:
        raise UserError(str(mistake)) from None
    return built


def _register() -> None:
    """Tell Hydra every parameter of the model, every setting, and their defaults."""
    store = ConfigStore.instance()
    store.store(name="parameters", node=plain(asdict(Scenario())))
    store.store(name="settings", node={name: each.default for name, each in SETTINGS.items()})


def _parsed(text: str) -> Override:
    """An override taken apart; raises UserError where that cannot be done."""
    try:
        override = OverridesParser.create().parse_override(text)
    except HydraException:
        return Override(text)
    several = override.is_sweep_override()
    value = None if several else override.value()
    return Override(text, override.key_or_group, value, override.is_delete(), several)


def _bases(
    sweep: Sweep, base: Scenario, overrides: Sequence[str]
) -> tuple[tuple[str, ...], dict[tuple[Value, ...], Scenario]]:
    """The swept groups, and the scenario that every choice of theirs makes."""
    groups = tuple(column for column in sweep.columns if column in config_groups())
    if not groups:
        return (), {(): base}
    places = [sweep.columns.index(group) for group in groups]
    choices = dict.fromkeys(tuple(row[place] for place in places) for row in sweep.rows)
    kept = [text for text in overrides if text.partition("=")[0] not in groups]
    scenarios = {}
    for choice in choices:
        named = [f"{group}={name}" for group, name in zip(groups, choice, strict=True)]
        scenarios[choice] = scenario_of(composed([*kept, *named]))
    return groups, scenarios


def _built(kind: type[Any], values: Mapping[str, Any]) -> Any:
    record = kind()
    for name, value in values.items():
        group = is_dataclass(getattr(record, name))
        if isinstance(value, Mapping) != group:
            expected = "a group of parameters" if group else "one value"
            raise ScenarioError(f"{name} = {value} is not {expected}")
    built = {
        name: _built(type(getattr(record, name)), value)
        for name, value in values.items()
        if isinstance(value, Mapping)
    }
    return kind(**{**values, **built})

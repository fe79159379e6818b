"""Hydra: it puts a study together from `configs/` and the command line, and nothing else uses it.

The defaults of every parameter come from `sim` and those of every setting from `settings`; the YAML
files name departures from them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

from hydra import compose, initialize
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.errors import HydraException, OverrideParseException
from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException

from experiments.mistakes import UserError
from experiments.plan.columns import Sweep, alike
from experiments.plan.config_files import defaults, read_config
from experiments.plan.contradictions import check_contradictions, check_used
from experiments.plan.designs.tables import sweep_of
from experiments.plan.files.folders import config_groups
from experiments.plan.overrides import Override, check_overrides, quoted
from experiments.plan.points import Plan
from experiments.plan.series.asked import check_sweep, passed_over, through
from experiments.plan.series.section import Series, series_of
from experiments.plan.settings import LITERAL, SETTINGS, checked, engine_of
from experiments.plan.study import Study
from experiments.plan.sweeps import split_arguments, values_from
from experiments.plan.titles import titled
from experiments.plan.treatments import EACH, Treatments
from experiments.plan.values import Value, as_typed, plain
from experiments.plan.vectors import over_vectors
from sim.allowed import ScenarioError
from sim.scenario import Scenario

_TOLD: dict[tuple[str | None, str], str] = {}  # what Hydra knows, by group and name


def load(arguments: Sequence[str]) -> Study:
    """The study that a command line describes; raises UserError."""
    overrides, swept = split_arguments(arguments)
    config = composed(overrides)
    settings = checked(config)
    design, points, seed = (settings.pop(name) for name in ("design", "points", "seed"))
    values = values_from(config["sweep"], swept)
    sweep = sweep_of(design, values, points, seed, config_groups())
    check_contradictions(sweep, overrides)
    series = series_of(config["series"])
    base = _base(config, sweep, 0)
    groups, bases = _bases(sweep, base, overrides)
    check_used(sweep, overrides, bases.values(), passed_over(series, base))
    settings["follow_entry"] = _follows(settings["follow_entry"], len(sweep))
    told = (settings[name] for name in ("estimator", "luck", "follow_entry"))
    typed = {text.partition("=")[0].lstrip("+") for text in overrides}
    mixed = over_vectors(settings["parameters"], bases, {*typed, *sweep.columns})
    plan = Plan(sweep, groups, mixed, seed, *told)
    settings["title"] = titled(settings["title"], arguments, sweep.columns)
    settings["engine"] = engine_of(settings)
    for name in ("workers", "address", "slurm", "max_failures", "retry_failed"):
        settings.pop(name)
    treatments = Treatments(plan, settings["replications"])
    return Study(
        **settings, seed=seed, base=base, series=series, sweep=sweep, treatments=treatments,
        typed=tuple(arguments),
    )  # fmt: skip


def jobs(arguments: Sequence[str]) -> list[list[str]]:
    """Hydra's own multirun: every combination of the comma-separated values, as its sweeper does.

    Raises UserError where one of them cannot be, before anything runs.
    """
    from hydra._internal.core_plugins.basic_sweeper import BasicSweeper

    literal = [each for each in arguments if each.partition("=")[0] in LITERAL]
    others = [each for each in arguments if each not in literal]
    try:
        overrides = OverridesParser.create().parse_overrides([quoted(each) for each in others])
    except OverrideParseException as mistake:
        how = "write name=value or name=value,value"
        raise UserError(f"cannot read {mistake.override!r}: {how}") from None
    batches = BasicSweeper.split_arguments(overrides, max_batch_size=None)
    several = [[*job, *literal] for batch in batches for job in batch]
    for job in several:
        load(job)
    return several


def composed(overrides: Sequence[str]) -> dict[str, Any]:
    """The configuration as Hydra puts it together; raises UserError in one line."""
    given, literal = _literal(overrides)
    parsed = [_parsed(text) for text in given]
    check_overrides(parsed, _known(), config_groups())
    _register({str(each.key): each.value for each in parsed if each.key in config_groups()})
    try:
        GlobalHydra.instance().clear()
        with initialize(config_path=None, version_base="1.3"):
            config = compose(config_name="run", overrides=given)
        values = OmegaConf.to_container(config, resolve=True)
    except (HydraException, OmegaConfBaseException) as mistake:
        raise UserError(re.sub(r"\s+", " ", str(mistake)).strip()) from None
    assert isinstance(values, dict)
    return {**{str(name): value for name, value in values.items()}, **literal}


def scenario_of(config: Mapping[str, Any]) -> Scenario:
    """The scenario inside a configuration, with what its series give written out; raises
    UserError.
    """
    try:
        built: Scenario = _built(Scenario, {name: config[name] for name in asdict(Scenario())})
    except ScenarioError as mistake:
        raise UserError(as_typed(mistake)) from None
    return through(series_of(config["series"]), built)


def _base(config: Mapping[str, Any], sweep: Sweep, row: int) -> Scenario:
    """The scenario that is varied; with the values of a row of the sweep in it where it cannot be
    without them; raises UserError.
    """
    check_sweep(series_of(config["series"]), sweep.columns)
    try:
        return scenario_of(config)
    except UserError as mistake:
        try:
            return scenario_of(_with(config, sweep.row(row)))
        except UserError:
            raise mistake from None


def _follows(asked: bool | None, treatments: int) -> bool:
    """Whether worlds go on after entry; raises UserError where that is asked of many treatments."""
    if asked and treatments > EACH:
        raise UserError(
            f"follow_entry = true is for at most {EACH} treatments; there are {treatments:,}"
        )
    return asked is not False


def _with(config: Mapping[str, Any], values: Mapping[str, Value]) -> dict[str, Any]:
    """A configuration with some parameters in place of what it has."""
    changed = {
        name: dict(each) if isinstance(each, Mapping) else each for name, each in config.items()
    }
    for path, value in values.items():
        group, _, name = path.rpartition(".")
        if group in changed or not group:
            (changed[group] if group else changed)[name] = value
    return changed


def _register(chosen: Mapping[str, Any]) -> None:
    """Tell Hydra every parameter of the model, every setting, their defaults, and what the chosen
    files say; raises UserError for a file that cannot be.
    """
    run = defaults()
    _tell("parameters", _known())
    _tell("settings", {name: each.default for name, each in SETTINGS.items()})
    _tell("run", run)
    named = [each for each in run["defaults"] if isinstance(each, Mapping)]
    choices = {group: name for each in named for group, name in each.items()}
    for group, name in {**choices, **chosen}.items():
        if name is not None:
            file = read_config(group, str(name))
            package = "_global_" if file.everywhere else None
            _tell(str(name), dict(file.values), group, package)


def _known() -> dict[str, Any]:
    """Every parameter of the model and the section of series, with their defaults."""
    known: dict[str, Any] = plain({**asdict(Scenario()), "series": asdict(Series())})
    return known


def _tell(name: str, node: Any, group: str | None = None, package: str | None = None) -> None:
    """Tell Hydra of a file, unless it was told the same before: that takes it long."""
    said = repr((node, package))
    if _TOLD.get((group, name)) != said:
        ConfigStore.instance().store(group=group, name=name, node=node, package=package)
        _TOLD[group, name] = said


def _literal(overrides: Sequence[str]) -> tuple[list[str], dict[str, Any]]:
    """Overrides for Hydra, and the settings that are words, taken as they are typed."""
    given, literal = [], {}
    for text in overrides:
        name, equals, value = text.partition("=")
        if name in LITERAL and equals:
            literal[name] = _unquoted(value)
        else:
            given.append(quoted(text))
    return given, literal


def _unquoted(value: str) -> Any:
    """Words without the quotes around them; a list or a mapping as such, to be refused."""
    if value == "null":
        return None
    mark = value[:1]
    if mark in ("'", '"') and len(value) > 1 and value.endswith(mark):
        return value[1:-1].replace(f"\\{mark}", mark)
    return [value] if (mark, value[-1:]) in (("[", "]"), ("{", "}")) else value


def _parsed(text: str) -> Override:
    """An override taken apart, without a key where that cannot be done."""
    try:
        override = OverridesParser.create().parse_override(text)
    except (HydraException, ValueError):
        return Override(text)
    several = override.is_sweep_override()
    return Override(
        text,
        override.key_or_group,
        None if several else override.value(),
        deletes=override.is_delete(),
        several=several,
        package=override.package,
    )


def _bases(
    sweep: Sweep, base: Scenario, overrides: Sequence[str]
) -> tuple[tuple[str, ...], dict[tuple[Value, ...], Scenario]]:
    """The swept groups, and the scenario that every choice of theirs makes."""
    groups = tuple(column for column in sweep.columns if column in config_groups())
    if not groups:
        return (), {(): base}
    columns = [sweep.contents[sweep.columns.index(group)] for group in groups]
    kept = [text for text in overrides if text.partition("=")[0] not in groups]
    scenarios = {}
    for number in alike(columns, len(sweep))[0].tolist():
        choice = tuple(column[number] for column in columns)
        named = [f"{group}={name}" for group, name in zip(groups, choice, strict=True)]
        scenarios[choice] = _base(composed([*kept, *named]), sweep, number)
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

"""Command-line overrides, checked before Hydra sees them, so that a slip gets a line that helps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from experiments.mistakes import UserError, nearest
from experiments.plan.settings import SETTINGS
from experiments.plan.values import SENTENCES, Groups


@dataclass(frozen=True)
class Override:
    """A command-line argument, taken apart; without a key where it cannot be read."""

    text: str
    key: str | None = None
    value: Any = None
    deletes: bool = False
    several: bool = False  # values, with commas between them
    package: str | None = None  # where Hydra would put a group instead of its own place


def quoted(text: str) -> str:
    """An override whose value is a sentence, in the quotes without which Hydra cannot read it; any
    other as it is.
    """
    name, equals, value = text.partition("=")
    if name.lstrip("+") not in SENTENCES or value.strip()[:1] in ("", "'", '"'):
        return text
    inside = ",".join('"' + part.strip().replace('"', '\\"') + '"' for part in value.split(","))
    return f"{name}{equals}{inside}"


def check_overrides(
    overrides: Iterable[Override], parameters: Mapping[str, Any], groups: Groups
) -> None:
    """Raise UserError for an override that names nothing known, or a choice a group has not."""
    for each in overrides:
        key = _readable(each)
        if key in groups:
            _check_choice(key, each.value, groups[key], parameters)
        elif key not in SETTINGS and not key.startswith("slurm."):
            _check_path(key, parameters, groups)
            _check_word(key, each.value, parameters, groups)
        if key in parameters and isinstance(each.value, Mapping):
            for part in each.value:
                _check_path(f"{key}.{part}", parameters, groups)


def _readable(override: Override) -> str:
    """The key of an override; raises UserError for one that no study can have."""
    text, key = override.text, override.key
    if "=" not in text:
        example = "army.morale=0.3 or pressure=high"
        where = "; a results folder's config.yaml is all of the configuration"
        more = where if text.startswith("-") else ""
        raise UserError(f"{text!r} is not of the form name=value, such as {example}{more}")
    if key is None:
        how = "write name=value, and quote values with spaces or commas"
        raise UserError(f"cannot read {text!r}: {how}")
    if override.package is not None:
        raise UserError(f"{text!r} would put {key} elsewhere with @: write {key}={override.value}")
    if override.deletes:
        raise UserError(f"{text!r} would take a parameter away; every parameter keeps a value")
    if override.several:
        how = f"to compare them write 'sweep.{key}=[...]' to the sweep command"
        raise UserError(f"{text!r} gives several values; {how}")
    return key


def _check_choice(
    group: str, value: Any, allowed: Sequence[str], parameters: Mapping[str, Any]
) -> None:
    if str(value) not in allowed:
        hint = nearest(str(value), allowed)
        inside = parameters.get(group, {})
        number = next((name for name, each in inside.items() if isinstance(each, float)), None)
        if isinstance(value, (int, float)) and number is not None:
            hint = f"; for a number write {group}.PARAMETER, such as {group}.{number}={value}"
        raise UserError(f"{group} = {value} is not one of {', '.join(allowed)}{hint}")


def _check_word(key: str, value: Any, parameters: Mapping[str, Any], groups: Groups) -> None:
    """Raise UserError where a number is given the name of a variant of its group."""
    group, _, parameter = key.partition(".")
    number = parameter and isinstance(parameters[group].get(parameter), float)
    if number and isinstance(value, str) and value in groups.get(group, ()):
        raise UserError(f"{key} = {value} names a variant of {group}: write {group}={value}")


def _check_path(key: str, parameters: Mapping[str, Any], groups: Groups) -> None:
    inside: Any = parameters
    parts = key.split(".")
    for place, part in enumerate(parts):
        if not isinstance(inside, Mapping) or part not in inside:
            where = ".".join(parts[:place]) or "the configuration"
            allowed = list(inside) if isinstance(inside, Mapping) else []
            known = allowed if place else [*allowed, *SETTINGS, *groups]
            hint = nearest(part, known) or _listing(known)
            raise UserError(f"unknown parameter {key}: {where} has no {part}{hint}")
        inside = inside[part]


def _listing(allowed: Sequence[str]) -> str:
    return f"; allowed: {', '.join(sorted(set(allowed)))}" if allowed else "; it is one value"

"""Command-line overrides, checked before Hydra sees them, so that a slip gets a line that helps."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.errors import HydraException

from experiments.faults import UserError

SETTINGS = (
    "name", "title", "replications", "estimator", "seed", "workers", "output", "design", "points",
    "precision", "dry_run", "reference", "max_failures", "retry_failed", "engine", "address",
    "slurm", "shard",
)  # fmt: skip


def check_overrides(
    overrides: Sequence[str], parameters: Mapping[str, Any], groups: Mapping[str, Sequence[str]]
) -> None:
    """Raise UserError for an override that names no parameter, setting or group, or a choice that a
    group does not have.
    """
    for text in overrides:
        key, value = _parsed(text)
        if key in groups:
            _check_choice(key, value, groups[key])
        elif key not in SETTINGS and not key.startswith("slurm."):
            _check_path(key, parameters, groups)
        if key in parameters and isinstance(value, Mapping):
            for part in value:
                _check_path(f"{key}.{part}", parameters, groups)


def _parsed(text: str) -> tuple[str, Any]:
    if "=" not in text:
        raise UserError(
            f"{text!r} is not of the form name=value, such as army.morale=0.3 or pressure=high"
        )
    try:
        override = OverridesParser.create().parse_override(text)
    except HydraException:
        raise UserError(
            f"cannot read {text!r}: write name=value, and quote values with spaces or commas"
        ) from None
    if override.is_delete():
        raise UserError(f"{text!r} would take a parameter away; every parameter keeps a value")
    if override.is_sweep_override():
        raise UserError(
            f"{text!r} gives several values; to compare them write "
            f"'sweep.{override.key_or_group}=[...]' to the sweep command"
        )
    return override.key_or_group, override.value()


def _check_choice(group: str, value: Any, allowed: Sequence[str]) -> None:
    if str(value) not in allowed:
        raise UserError(
            f"{group} = {value} is not one of {', '.join(allowed)}{_nearest(str(value), allowed)}"
        )


def _check_path(
    key: str, parameters: Mapping[str, Any], groups: Mapping[str, Sequence[str]]
) -> None:
    inside: Any = parameters
    parts = key.split(".")
    for place, part in enumerate(parts):
        if not isinstance(inside, Mapping) or part not in inside:
            where = ".".join(parts[:place]) or "the configuration"
            allowed = list(inside) if isinstance(inside, Mapping) else []
            known = allowed if place else [*allowed, *SETTINGS, *groups]
            raise UserError(
                f"unknown parameter {key}: {where} has no "
                f"{part}{_nearest(part, known) or _listing(known)}"
            )
        inside = inside[part]


def _nearest(word: str, allowed: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, allowed, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _listing(allowed: Sequence[str]) -> str:
    return f"; allowed: {', '.join(sorted(set(allowed)))}" if allowed else "; it is one value"

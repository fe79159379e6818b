"""Settings: how a study is carried out, none of which changes what a world is."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from omegaconf import DictConfig, OmegaConf

from experiments.faults import UserError

ENGINES = ("local", "dask", "slurm")


@dataclass(frozen=True)
class Engine:
    """Where chunks are lived, and what is put up with."""

    kind: str
    workers: int
    address: str | None  # of a Dask scheduler; None: one is started here
    slurm: Mapping[str, Any]  # what submitit is told
    max_failures: int  # worlds that may fail before the study stops
    retry_failed: bool  # whether worlds that failed before are tried again


def engine_of(config: DictConfig) -> Engine:
    """The engine that a configuration asks for; raises UserError."""
    kind = str(config.engine)
    if kind not in ENGINES:
        raise UserError(f"engine = {kind} is not one of {', '.join(ENGINES)}")
    if config.address is not None and kind != "dask":
        raise UserError(f"address = {config.address} is for engine=dask; the engine is {kind}")
    slurm = OmegaConf.to_container(config.slurm)
    assert isinstance(slurm, dict)
    return Engine(
        kind=kind,
        workers=len(os.sched_getaffinity(0))
        if config.workers is None
        else whole_number(config, "workers", 1),
        address=None if config.address is None else str(config.address),
        slurm={str(key): value for key, value in slurm.items()},
        max_failures=whole_number(config, "max_failures", 0),
        retry_failed=yes_or_no(config, "retry_failed"),
    )


def precision_of(config: DictConfig) -> float | None:
    """The half-width asked for, if any; raises UserError."""
    value = config.precision
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 0.5:
        raise UserError(f"precision = {value} is not a half-width between 0 and 0.5, such as 0.005")
    return float(value)


def shard_of(config: DictConfig) -> tuple[int, int] | None:
    """Which share of the work, as (number, of how many), if not all of it; raises UserError."""
    if config.shard is None:
        return None
    match = re.fullmatch(r"(\d{1,6})/(\d{1,6})", str(config.shard))
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        raise UserError(
            f"shard = {config.shard} is not a share of the work such as 3/16, from 1/16 to 16/16"
        )
    if config.precision is not None:
        raise UserError(
            "precision needs the counts of all worlds: leave it out with shard, merge, "
            "then ask the merged folder for it"
        )
    return int(match[1]), int(match[2])


def whole_number(config: DictConfig, name: str, low: int, high: int | None = None) -> int:
    """A whole number from low to high; raises UserError."""
    value = config[name]
    if (
        isinstance(value, bool)
        or not isinstance(value, int)
        or value < low
        or (high is not None and value > high)
    ):
        allowed = f"at least {low}" if high is None else f"from {low} to {high}"
        raise UserError(f"{name} = {value} is not a whole number {allowed}")
    return value


def one_of(config: DictConfig, name: str, allowed: Sequence[str]) -> str:
    """One of a few words; raises UserError."""
    value = str(config[name])
    if value not in allowed:
        raise UserError(f"{name} = {value} is not one of {', '.join(allowed)}")
    return value


def yes_or_no(config: DictConfig, name: str) -> bool:
    """True or false; raises UserError."""
    value = config[name]
    if not isinstance(value, bool):
        raise UserError(f"{name} = {value} is not true or false")
    return value


def word(config: DictConfig, name: str) -> str:
    """A name that can be part of a file's name; raises UserError."""
    value = str(config[name])
    if not re.fullmatch(r"[A-Za-z0-9_.-]+", value):
        raise UserError(
            f"{name} = {value!r} is not a name of letters, digits, dots, dashes and underscores"
        )
    return value

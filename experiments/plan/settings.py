"""Settings: how a study is carried out. None but `parameters` changes what a world is. Each stands
once.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from experiments.mistakes import UserError
from sim.estimates.intervals import ESTIMATORS
from sim.luck import MAX_WORLDS

ENGINES = ("local", "dask", "slurm")
LUCKS = ("common", "apart")
KNOWN = ("defaults", "prior", "calibrated")  # where parameters are from
BANDS = ("all", "luck")  # which uncertainties an answer is given with
MAX_POINTS, MAX_SEED = 2**20, 2**64 - 1  # treatments of a study, and seeds
MOST_LETTERS, MOST_OF_A_PATH = 200, 1000  # of a title or a name, and of a path
FINEST = 1e-9  # half-width of an interval: no number of worlds gives less
LITERAL = ("name", "title", "design", "output", "address")  # taken as they are typed
_EXACT = 2.0**53  # below which a number with a decimal point can stand for a whole one
_NO_LETTERS = ("Cc", "Cs", "Zl", "Zp")  # control characters, halves of letters, line separators

Check = Callable[[str, Any], Any]  # gives the value back, or raises UserError


@dataclass(frozen=True)
class Setting:
    """One setting: what it is where nobody sets it, what it may be, and what it means."""

    default: Any
    check: Check
    meaning: str


@dataclass(frozen=True)
class Engine:
    """Where chunks are lived, and what is put up with."""

    kind: str
    workers: int
    address: str | None  # of a Dask scheduler; None: one is started here
    slurm: Mapping[str, Any]  # what submitit is told
    max_failures: int  # worlds that may fail before the study stops
    retry_failed: bool  # whether worlds that failed before are tried again


def whole(low: int, high: int | None = None) -> Check:
    """Checks a whole number from low to high."""
    allowed = f"at least {low}" if high is None else f"from {low} to {high}"

    def check(name: str, value: Any) -> int:
        number = isinstance(value, int) and not isinstance(value, bool)
        if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
            raise UserError(f"{name} = {value} is not written as a whole number: write {value:.0f}")
        if not number or value < low or (high is not None and value > high):
            raise UserError(f"{name} = {value} is not a whole number {allowed}")
        return int(value)

    return check


def one_of(*allowed: str) -> Check:
    """Checks one of a few words."""

    def check(name: str, value: Any) -> str:
        if str(value) not in allowed:
            raise UserError(f"{name} = {value} is not one of {', '.join(allowed)}")
        return str(value)

    return check


def optional(check: Check) -> Check:
    """Checks a value that may be left open."""
    return lambda name, value: None if value is None else check(name, value)


def text(most: int, least: int = 0) -> Check:
    """Checks words in any alphabet, on one line."""

    def check(name: str, value: Any) -> str:
        given = str(value)
        unfit = isinstance(value, (list, Mapping)) or not least <= len(given) <= most
        if unfit or any(unicodedata.category(letter) in _NO_LETTERS for letter in given):
            what = f"one line of {least} to {most:,} letters that can be shown"
            raise UserError(f"{name} = {given[:MOST_LETTERS]} is not {what}")
        return given

    return check


def word(name: str, value: Any) -> str:
    """A name that can be part of a file's name; raises UserError."""
    text(MOST_LETTERS, 1)(name, value)
    if not re.fullmatch(r"[A-Za-z0-9_.-]+", str(value)):
        allowed = "a name of letters, digits, dots, dashes and underscores"
        raise UserError(f"{name} = {str(value)!r} is not {allowed}")
    return str(value)


def yes_or_no(name: str, value: Any) -> bool:
    """True or false; raises UserError."""
    if not isinstance(value, bool):
        raise UserError(f"{name} = {value} is not true or false")
    return value


def half_width(name: str, value: Any) -> float:
    """Half of an interval of a probability; raises UserError."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or not FINEST <= value < 0.5:
        raise UserError(f"{name} = {value} is not a half-width from {FINEST} to 0.5, such as 0.005")
    return float(value)


def portion(name: str, value: Any) -> tuple[int, int]:
    """Which portion of the work, as (number, of how many); raises UserError."""
    match = re.fullmatch(r"(\d{1,6})/(\d{1,6})", str(value))
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        allowed = "a portion of the work such as 3/16, from 1/16 to 16/16"
        raise UserError(f"{name} = {value} is not {allowed}")
    return int(match[1]), int(match[2])


def several(name: str, value: Any) -> tuple[Any, ...]:
    """One value or a list of them."""
    return tuple(value) if isinstance(value, list) else (value,)


def named(name: str, value: Any) -> dict[str, Any]:
    """Values by name; raises UserError."""
    if not isinstance(value, Mapping):
        raise UserError(f"{name} = {value} is not of the form {{name: value}}")
    return {str(key): each for key, each in value.items()}


SETTINGS: Mapping[str, Setting] = {
    "name": Setting("run", word, "the first part of the results folder's name"),
    "title": Setting(None, optional(text(MOST_LETTERS, 1)),
        "what the study is called where it is shown; by default what was set and varied"),
    "design": Setting("grid", text(MOST_OF_A_PATH, 1),
        "how swept values make treatments: grid, zip, lhs, sobol, or a CSV or Parquet file"),
    "points": Setting(64, whole(1, MAX_POINTS), "treatments that lhs and sobol draw"),
    "replications": Setting(10_000, whole(1), "worlds a treatment"),
    "estimator": Setting("conditional", one_of(*ESTIMATORS),
        "conditional: endings foreseen, narrow intervals; counted: drawn (docs/estimators.md)"),
    "follow_entry": Setting(None, optional(yes_or_no),
        "whether worlds go on after entry, for fate.csv; by default with up to 200 treatments"),
    "precision": Setting(None, optional(half_width),
        "go on in blocks, the first of `replications` worlds, until the 95 % half-width of every "
        "P(entry) is at most this"),
    "reference": Setting(None, optional(several),
        "swept values of the treatment that others are compared with, world by world"),
    "luck": Setting("common", one_of(*LUCKS),
        "common: every treatment lives the same worlds, for comparisons; apart: each lives worlds "
        "of its own, for calibration"),
    "parameters": Setting("defaults", one_of(*KNOWN),
        "defaults: the same in all worlds; prior, calibrated: each world has one vector of what is "
        "believed, but for what is set or swept (docs/calibration.md)"),
    "bands": Setting(None, optional(one_of(*BANDS)),
        "all: parameters and structure beside luck; luck: luck alone; by default all for up to six "
        "treatments (docs/estimators.md)"),
    "seed": Setting(1, whole(0, MAX_SEED), "which luck"),
    "output": Setting(None, optional(text(MOST_OF_A_PATH, 1)),
        "results folder; by default results/NAME-HASH"),
    "figures": Setting("main", one_of("all", "main", "none"),
        "which figures are drawn: main (entry, heatmap, outcomes, draws), all or none"),
    "dry_run": Setting(False, yes_or_no, "say what it would take, and write nothing"),
    "engine": Setting("local", one_of(*ENGINES), "where worlds are lived"),
    "workers": Setting(None, optional(whole(1)), "processes; by default one a core"),
    "address": Setting(None, optional(text(MOST_OF_A_PATH, 1)),
        "engine=dask: of the scheduler; by default one is started here"),
    "slurm": Setting({}, named,
        "engine=slurm: what submitit is told, such as +slurm.slurm_partition=short"),
    "portion": Setting(None, optional(portion),
        "3/16: the third of sixteen portions of the work, put together with merge"),
    "max_failures": Setting(20, whole(0), "worlds that may fail before the study stops"),
    "retry_failed": Setting(False, yes_or_no, "try the worlds again that failed before"),
}  # fmt: skip


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Every setting with its checked value; raises UserError."""
    settings = {name: each.check(name, values[name]) for name, each in SETTINGS.items()}
    if settings["replications"] > MAX_WORLDS:
        asked = settings["replications"]
        raise UserError(f"replications = {asked} is more than the {MAX_WORLDS} worlds of a seed")
    if settings["reference"] is not None and settings["luck"] == "apart":
        raise UserError(
            "reference is for treatments on the same luck: leave it out with luck=apart, or take "
            "luck=common"
        )
    _check_bands(settings)
    if settings["portion"] is not None and settings["precision"] is not None:
        raise UserError(
            "precision needs the counts of all worlds: leave it out with portion, merge, then ask "
            "the merged folder for it"
        )
    return settings


def _check_bands(settings: Mapping[str, Any]) -> None:
    """Raise UserError for bands that there cannot be."""
    if settings["bands"] != "all":
        return
    if settings["parameters"] != KNOWN[0]:
        raise UserError(
            f"bands = all is for parameters = {KNOWN[0]}: with parameters = "
            f"{settings['parameters']} the worlds are a mixture already; leave one of them out"
        )
    if settings["portion"] is not None:
        raise UserError("bands = all needs the whole study: leave it out with portion")


def engine_of(settings: Mapping[str, Any]) -> Engine:
    """The engine that checked settings ask for; raises UserError."""
    kind, address, workers = settings["engine"], settings["address"], settings["workers"]
    if address is not None and kind != "dask":
        raise UserError(f"address = {address} is for engine=dask; the engine is {kind}")
    return Engine(
        kind=kind,
        workers=cores() if workers is None else workers,
        address=address,
        slurm=settings["slurm"],
        max_failures=settings["max_failures"],
        retry_failed=settings["retry_failed"],
    )


def cores() -> int:
    """How many processors this process may use, wherever it runs."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

"""What a results folder has to say of itself, to be continued, replayed, compared and trusted."""

from __future__ import annotations

import importlib.metadata
import platform
import subprocess
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from experiments.plan.identity import digest, identity, parameters_of
from experiments.plan.study import Study
from experiments.plan.titles import what_was_set
from experiments.plan.values import plain
from experiments.store.ledger import Ledger
from experiments.store.manifest import FORMAT
from experiments.store.treatments_table import composition
from experiments.store.units.units import Unit
from experiments.store.whole_files import write_text

_PACKAGES = ("belarus-war-entry", "mesa", "numpy", "scipy", "numba", "pyarrow", "hydra-core")
_ADAPTIVE = "adaptive: each treatment went on until its interval was narrow enough"


def manifest_of(study: Study, ledger: Ledger, complete: bool) -> dict[str, Any]:
    """What a study's folder says of itself."""
    base = parameters_of(study.base)
    same = identity(study)
    return {
        "format": FORMAT,
        "experiment": study.name,
        "title": study.title,
        "complete": complete,
        "swept": list(study.sweep.columns),
        "design": study.sweep.design,
        "treatments": composition(ledger.treatments, base),
        "replications": study.replications,
        "estimator": study.estimator,
        "follow_entry": study.follow_entry,
        "luck": study.luck,
        "precision": study.precision,
        "reference": plain(study.reference),
        "stopping": "fixed" if study.precision is None else _ADAPTIVE,
        "portion": plain(study.portion),
        "seed": study.seed,
        "weeks": study.base.weeks,
        "start": study.base.start,
        "identity": same,
        "config_hash": digest(same),
        "parameters": base,
        "vectors": study.treatments.plan.vectors,
        "typed": list(study.typed),
        "engine": study.engine.kind,
        "workers": study.engine.workers,
        "commit": _commit(),
        "python": platform.python_version(),
        "versions": {name: _version(name) for name in _PACKAGES},
        "failed": len(ledger.failures),
        "cells": cell_states(ledger),
    }


def cell_states(ledger: Ledger) -> list[dict[str, Any]] | dict[str, int]:
    """The state of every cell, and how many worlds it lacks; of many treatments the worlds alone:
    how many were lived, failed and are missing.
    """
    if ledger.units.striped:
        lived, failed = ledger.lived, len(ledger.failures)
        return {"lived": lived, "failed": failed, "missing": ledger.total - lived - failed}
    return [state for unit in ledger.units for state in _states(ledger, unit)]


def write_config(folder: Path, study: Study) -> None:
    """Write the resolved configuration."""
    names = (
        "name", "title", "replications", "estimator", "follow_entry", "luck", "precision",
        "parameters", "seed",
    )  # fmt: skip
    settings = {name: getattr(study, name) for name in names}
    sweep = {
        "sweep": plain(study.sweep.values),
        "design": study.sweep.design,
        "points": study.sweep.points,
    }
    series = {"series": asdict(study.series)} if study.series.given else {}
    said = what_was_set(study.typed)
    named = {"set": said} if said else {}
    config = {**settings, **named, **sweep, **series, **plain(asdict(study.base))}
    write_text(folder / "config.yaml", yaml.safe_dump(config, sort_keys=False))


def _states(ledger: Ledger, unit: Unit) -> Iterator[dict[str, Any]]:
    """Each cell of a unit: finished, failed in part, begun or missing."""
    failed = set(unit.lost(ledger.failures))
    for cell, left in ledger.cells(unit):
        missing = sum(chunk.worlds for chunk in left)
        lost = sum(cell.first <= world < cell.stop for world in failed)
        yield {
            "treatment": cell.treatment,
            "first": cell.first,
            "stop": cell.stop,
            "state": _state(cell.worlds, missing, lost),
            "missing": missing,
            "failed": lost,
        }


def _state(worlds: int, missing: int, lost: int) -> str:
    if missing:
        return "missing" if missing == worlds else "begun"
    return "failed in part" if lost else "finished"


@cache
def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


@cache
def _commit() -> str | None:
    """The commit of the program, with a plus where files have changed since."""
    return _said_by("git", "describe", "--always", "--dirty=+", "--abbrev=12") or None


def _said_by(*command: str) -> str:
    here = Path(__file__).parent
    try:
        return subprocess.run(
            command, cwd=here, capture_output=True, text=True, timeout=10
        ).stdout.strip()
    except OSError:
        return ""

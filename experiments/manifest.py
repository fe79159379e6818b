"""The manifest: what a results folder says of itself, so that it can be continued, replayed,
compared and trusted.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import sim
from experiments.config import Study
from experiments.stock import Stock
from experiments.treatments import Treatment, digest
from sim.parameters import table
from sim.scenario import Scenario

FORMAT = 2  # of the folder; a folder of another format is refused
_PACKAGES = ("belarus-war-entry", "mesa", "numpy", "scipy", "numba", "pyarrow", "hydra-core")


def manifest_of(
    study: Study,
    treatments: Sequence[Treatment],
    targets: Mapping[str, int],
    stock: Stock,
    complete: bool,
) -> dict[str, Any]:
    """What a study's folder says of itself; `targets` are the worlds each treatment is to have."""
    return {
        "format": FORMAT,
        "experiment": study.name,
        "title": study.title,
        "complete": complete,
        "swept": list(study.sweep.columns),
        "design": study.sweep.design,
        "treatments": [
            _treatment(study, each) | {"worlds": targets[each.key]} for each in treatments
        ],
        "replications": study.replications,
        "estimator": study.estimator,
        "precision": study.precision,
        "stopping": "fixed"
        if study.precision is None
        else "adaptive: each treatment went on until its interval was narrow enough",
        "shard": None if study.shard is None else list(study.shard),
        "seed": study.seed,
        "weeks": study.base.weeks,
        "start": study.base.start,
        "identity": identity(study),
        "config_hash": digest(identity(study)),
        "parameters": _parameters(study.base),
        "arguments": list(study.arguments),
        "engine": study.engine.kind,
        "workers": study.engine.workers,
        "commit": _commit(),
        "python": platform.python_version(),
        "versions": {name: _version(name) for name in _PACKAGES},
        "failed": len(stock.failures),
        "shards": [
            state for each in treatments for state in shard_states(each, targets[each.key], stock)
        ],
    }


def shard_states(treatment: Treatment, worlds: int, stock: Stock) -> Iterable[dict[str, Any]]:
    """The state of every cell of a treatment: finished, failed in part, begun or missing, with how
    many worlds it lacks.
    """
    failed = {each.world for each in stock.failures if each.treatment == treatment.key}
    for cell, left in stock.left(treatment, worlds):
        missing = sum(chunk.worlds for chunk in left)
        lost = sum(cell.first <= world < cell.stop for world in failed)
        state = (
            "missing"
            if missing == cell.worlds
            else "begun"
            if missing
            else "failed in part"
            if lost
            else "finished"
        )
        yield {
            "treatment": cell.treatment,
            "first": cell.first,
            "stop": cell.stop,
            "state": state,
            "missing": missing,
            "failed": lost,
        }


def identity(study: Study) -> dict[str, Any]:
    """What makes two runs the same study: everything but the swept values and how many
    worlds are lived.
    """
    swept = set(study.sweep.columns)
    parameters = {
        path: value for path, value in _parameters(study.base).items() if path not in swept
    }
    drawn = {"design": study.sweep.design, "ranges": _ranges(study)} if study.sweep.drawn else {}
    return {
        "name": study.name,
        "seed": study.seed,
        "estimator": study.estimator,
        "model": model_version(),
        "swept": sorted(swept),
        **drawn,
        "parameters": parameters,
    }


@cache
def model_version() -> str:
    """Eight characters that stand for the code of the model: worlds of different models are
    never put together.
    """
    folder = Path(sim.__file__).parent
    files = sorted(folder.rglob("*.py"))
    return hashlib.sha256(
        b"\0".join(
            path.relative_to(folder).as_posix().encode() + path.read_bytes() for path in files
        )
    ).hexdigest()[:8]


def config_of(study: Study) -> dict[str, Any]:
    """The resolved configuration."""
    settings = {
        name: getattr(study, name)
        for name in ("name", "title", "replications", "estimator", "precision", "seed")
    }
    sweep = {
        path: [plain(value) for value in values] for path, values in study.sweep.values.items()
    }
    return {
        **settings,
        "sweep": sweep,
        "design": study.sweep.design,
        "points": len(study.sweep.rows),
        **_listed(asdict(study.base)),
    }


def plain(value: Any) -> Any:
    """A value as YAML and JSON have it."""
    return list(value) if isinstance(value, tuple) else value


def _ranges(study: Study) -> dict[str, Any]:
    return {path: [plain(value) for value in values] for path, values in study.sweep.values.items()}


def _parameters(scenario: Scenario) -> dict[str, Any]:
    return {row.path: plain(row.value) for row in table(scenario)}


def _treatment(study: Study, treatment: Treatment) -> dict[str, Any]:
    base, here = _parameters(study.base), _parameters(treatment.scenario)
    return {
        "key": treatment.key,
        "values": {path: plain(value) for path, value in treatment.values.items()},
        "changes": {path: value for path, value in here.items() if value != base[path]},
    }


def _listed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _listed(value) if isinstance(value, Mapping) else plain(value)
        for name, value in values.items()
    }


@cache
def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


@cache
def _commit() -> str | None:
    """The commit of the program, with a plus where files have changed since."""
    here = Path(__file__).parent
    try:
        says = subprocess.run(
            ["git", "describe", "--always", "--dirty=+", "--abbrev=12"],
            cwd=here,
            capture_output=True,
            text=True,
            timeout=10,
        )
    except OSError:
        return None
    return says.stdout.strip() or None

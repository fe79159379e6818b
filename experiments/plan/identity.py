"""What makes two runs the same study, and what makes two worlds those of the same model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sim
from experiments.plan.values import plain
from sim.parameters import table

if TYPE_CHECKING:
    from experiments.plan.study import Study
    from sim.scenario import Scenario


def identity(study: Study) -> dict[str, Any]:
    """All that makes two runs the same study: not the swept values, nor how many worlds."""
    sweep = study.sweep
    swept = set(sweep.columns)
    parameters = parameters_of(study.base)
    over = study.treatments.plan.vectors
    mixture = {} if over is None else {"vectors": over}
    drawn = {"design": sweep.design, "ranges": plain(sweep.values)} if sweep.drawn else {}
    return {
        "name": study.name,
        "seed": study.seed,
        "estimator": study.estimator,
        "follow_entry": study.follow_entry,
        "luck": study.luck,
        "model": model_version(),
        "swept": sorted(swept),
        **drawn,
        **mixture,
        "parameters": {path: each for path, each in parameters.items() if path not in swept},
    }


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """How two identities differ, in words."""
    there, here = _flat(before), _flat(now)
    paths = sorted(there.keys() | here.keys())
    return [
        f"{path} ({there.get(path)} there, {here.get(path)} now)"
        for path in paths
        if there.get(path) != here.get(path)
    ]


def parameters_of(scenario: Scenario) -> dict[str, Any]:
    """Every parameter by its path, as YAML and JSON have it."""
    return {row.path: plain(row.value) for row in table(scenario)}


def digest(values: Any, characters: int = 8) -> str:
    """A few characters that stand for a configuration."""
    text = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:characters]


@cache
def model_version() -> str:
    """Eight characters that stand for the code of the model.

    Worlds of different models are never put together.
    """
    folder = Path(sim.__file__).parent
    names = sorted(folder.rglob("*.py"))
    texts = (path.relative_to(folder).as_posix().encode() + path.read_bytes() for path in names)
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:8]


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    own = {name: value for name, value in values.items() if name != "parameters"}
    return {**own, **values["parameters"]}

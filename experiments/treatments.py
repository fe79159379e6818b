"""Treatments: the scenarios that a study compares, each with the swept values that make it what it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from experiments.config import Study, composed_config, config_groups, scenario_of
from experiments.faults import UserError
from experiments.sweeps import Value
from sim.parameters import ScenarioError
from sim.scenario import Scenario


@dataclass(frozen=True)
class Treatment:
    """One scenario of a study."""

    values: Mapping[str, Value]  # swept path or group -> value
    scenario: Scenario
    seed: int

    @property
    def key(self) -> str:
        """A short name that only this scenario and seed have."""
        return digest({"scenario": asdict(self.scenario), "seed": self.seed})

    @property
    def label(self) -> str:
        """The swept values in words."""
        return ", ".join(f"{path} = {value}" for path, value in self.values.items()) or "one scenario"


def treatments_of(study: Study) -> list[Treatment]:
    """Every treatment of a study; raises UserError where a combination cannot be."""
    return [Treatment(values, _scenario(study, values), study.seed) for values in study.sweep.combinations()]


def digest(values: Any) -> str:
    """Eight characters that stand for a configuration."""
    text = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _scenario(study: Study, values: Mapping[str, Value]) -> Scenario:
    groups = {path: value for path, value in values.items() if path in config_groups()}
    parameters = {path: value for path, value in values.items() if path not in groups}
    base = study.base
    if groups:
        chosen = [f"{group}={value}" for group, value in groups.items()]
        kept = [text for text in study.arguments if text.partition("=")[0] not in groups]
        base = scenario_of(composed_config([*kept, *chosen]))
    try:
        return base.but(parameters)
    except ScenarioError as mistake:
        raise UserError(f"{', '.join(f'{path} = {value}' for path, value in values.items())}: {mistake}") from None

"""Treatments: the scenarios that a study compares, each with the swept values that make it
what it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
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
    estimator: str = "counted"

    @cached_property
    def key(self) -> str:
        """A short name that only this scenario has, under these values and this seed."""
        values = {
            path: float(value) if isinstance(value, int) else value
            for path, value in self.values.items()
        }
        return digest(
            {
                "scenario": asdict(self.scenario),
                "seed": self.seed,
                "values": values,
                "estimator": self.estimator,
            }
        )

    @property
    def label(self) -> str:
        """The swept values in words."""
        return (
            ", ".join(f"{path} = {value}" for path, value in self.values.items()) or "one scenario"
        )


def chosen_treatment(treatments: Sequence[Treatment], values: Sequence[Value]) -> Treatment:
    """The treatment with these swept values, in the order of the columns.

    Raises UserError where there is none.
    """
    for treatment in treatments:
        mine = list(treatment.values.values())
        if len(mine) == len(values) and all(
            _same(*pair) for pair in zip(mine, values, strict=True)
        ):
            return treatment
    columns = ", ".join(treatments[0].values) or "nothing"
    asked = ", ".join(map(str, values))
    raise UserError(
        f"reference = {asked} is not a treatment: give the values of {columns}, such as "
        f"[{_example(treatments[0])}]"
    )


def treatments_of(study: Study) -> list[Treatment]:
    """Every treatment of a study; raises UserError where a combination cannot be."""
    return [
        Treatment(values, _scenario(study, values), study.seed, study.estimator)
        for values in study.sweep.combinations()
    ]


def digest(values: Any) -> str:
    """Eight characters that stand for a configuration."""
    text = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _same(value: Value, asked: Value) -> bool:
    try:
        return abs(float(value) - float(asked)) < 1e-9  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return str(value) == str(asked)


def _example(treatment: Treatment) -> str:
    return ",".join(str(value) for value in treatment.values.values())


def _scenario(study: Study, values: Mapping[str, Value]) -> Scenario:
    known = config_groups()
    groups = {path: value for path, value in values.items() if path in known}
    parameters = {path: value for path, value in values.items() if path not in groups}
    base = _chosen(study.arguments, tuple(groups.items())) if groups else study.base
    try:
        return base.but(parameters)
    except ScenarioError as mistake:
        raise UserError(
            f"{', '.join(f'{path} = {value}' for path, value in values.items())}: {mistake}"
        ) from None


@lru_cache(maxsize=256)
def _chosen(arguments: tuple[str, ...], groups: tuple[tuple[str, Value], ...]) -> Scenario:
    """The scenario of a command line with other choices for some groups."""
    kept = [text for text in arguments if text.partition("=")[0] not in dict(groups)]
    return scenario_of(composed_config([*kept, *(f"{group}={value}" for group, value in groups)]))

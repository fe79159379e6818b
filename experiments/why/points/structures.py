"""Rival structures: named models of one leader beside the other's usual one, times rules of choice.

A group that somebody set or varies himself has no rivals.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experiments.plan.config_files import defaults, read_config
from experiments.plan.files.folders import config_groups
from sim.machine.arrays import Whole
from sim.parameters import table
from sim.scenario import Scenario

if TYPE_CHECKING:
    from experiments.plan.study import Study

LEADERS, RULE = ("lukashenko", "putin"), "choice"
GROUPS = (*LEADERS, RULE)


@dataclass(frozen=True)
class Structure:
    """A model of both leaders and of how they choose."""

    names: Mapping[str, str] = field(default_factory=dict)  # group -> variant, where not the usual
    sets: Mapping[str, Any] = field(default_factory=dict)  # by path

    @property
    def label(self) -> str:
        """The structure in words: "putin=bluffer, choice=prospect"."""
        return ", ".join(f"{group}={name}" for group, name in self.names.items()) or "as it is"


def structures(own: Collection[str]) -> list[Structure]:
    """Every rival structure but for groups and parameters that are somebody's own, the study's own
    first.
    """
    leaders = [Structure(), *(each for group in LEADERS for each in _variants(group, own))]
    rules = [Structure(), *_variants(RULE, own)]
    return [
        Structure({**leader.names, **rule.names}, {**leader.sets, **rule.sets})
        for rule in rules
        for leader in leaders
    ]


def own_names(study: Study) -> set[str]:
    """Parameters, groups and settings that somebody typed or varies, and those that the experiment
    he named sets.
    """
    typed = dict(text.lstrip("+").partition("=")[::2] for text in study.typed)
    named = typed.get("experiment", "null")
    set_there = set() if named == "null" else read_config("experiment", named).sets("experiment")
    return {*typed, *study.sweep.columns, *set_there}


def laid_over(
    columns: Mapping[str, NDArray[Any]],
    scenario: Scenario,
    rivals: Sequence[Structure],
    which: Whole,
) -> dict[str, NDArray[Any]]:
    """Columns of points, each point under one of the structures, by place: what a structure sets
    stands over the point's own, or over the scenario's.
    """
    usual = {row.path: row.value for row in table(scenario)}
    found = dict(columns)
    for path in dict.fromkeys(path for each in rivals for path in each.sets):
        own = columns.get(path, np.array([usual[path]] * len(which)))
        sets = np.array([path in each.sets for each in rivals])[which]
        said = np.array([each.sets.get(path, usual[path]) for each in rivals])[which]
        found[path] = np.where(sets.reshape(-1, *[1] * (own.ndim - 1)), said, own)
    return found


def _variants(group: str, own: Collection[str]) -> Iterator[Structure]:
    """The rivals of a group's usual variant; not one that says more than of its group."""
    chosen = {name: each for line in defaults()["defaults"] if isinstance(line, Mapping)
              for name, each in line.items()}  # fmt: skip
    for name in () if group in own else config_groups()[group]:
        file = read_config(group, name)
        sets = {f"{group}.{path}": value for path, value in file.values.items()}
        left = {path: value for path, value in sets.items() if path not in own}
        if name != chosen[group] and left and not file.everywhere:
            yield Structure({group: name}, left)

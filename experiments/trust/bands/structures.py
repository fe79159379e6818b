"""Rival structures: named models of one leader beside the other's usual one, times rules of choice.

Each is a mixture over the same vectors, in one world of each: what a variant says of its leader is
the same in all of them. A group that somebody set or varies himself has no rivals.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.engine.lots import Lot
from experiments.findings.bands import OUTCOMES, STRUCTURE, Band
from experiments.plan.config_files import defaults, read_config
from experiments.plan.files.folders import config_groups
from experiments.trust.bands.outcomes import of_outcomes
from sim.machine.arrays import Floats
from sim.mixture import Mixture
from sim.parameters import table
from sim.scenario import Ensemble
from sim.simulation import live

if TYPE_CHECKING:
    from experiments.trust.bands.cells import Cell

LEADERS, RULE = ("lukashenko", "putin"), "choice"
GROUPS = (*LEADERS, RULE)
_AT_ONCE = 6  # structures of a lot


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


def lots(cell: Cell, rivals: Sequence[Structure], seed: int) -> list[Lot]:
    """The work of living a cell under structures, some at a time."""
    many = cell.mixture.vectors.many
    return [
        Lot(lived, (cell.mixture, some, seed), len(some) * many)
        for first in range(0, len(rivals), _AT_ONCE)
        for some in [rivals[first : first + _AT_ONCE]]
    ]


def lived(mixture: Mixture, rivals: Sequence[Structure], seed: int) -> Floats:
    """The mixture's probabilities under structures, shape (structures, outcomes)."""
    many = mixture.vectors.many
    numbers = np.tile(np.arange(many, dtype=np.uint64), len(rivals))
    ensemble = _ensemble(mixture, rivals)
    found = live(ensemble, np.arange(ensemble.points), numbers, seed, estimator="conditional")
    chances = of_outcomes(found.chances)
    means: Floats = chances.reshape(len(OUTCOMES), len(rivals), many).mean(axis=2).T
    return means


def bands(
    mixtures: Mapping[str, float], rivals: Sequence[Structure], found: Floats, vectors: int
) -> Iterator[Band]:
    """The lowest and the highest mixture, outcome by outcome; the study's own is the one that was
    lived in many worlds, by outcome.
    """
    labels = [Structure().label, *(each.label for each in rivals)]
    for place, name in enumerate(OUTCOMES):
        values = [mixtures[name], *found[:, place].tolist()]
        low, high = int(np.argmin(values)), int(np.argmax(values))
        yield Band(
            name, STRUCTURE, mixtures[name], values[low], values[high],
            vectors * len(rivals), vectors, labels[low], labels[high],
        )  # fmt: skip


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


def _ensemble(mixture: Mixture, rivals: Sequence[Structure]) -> Ensemble:
    """Every vector under every structure, structure by structure."""
    many, columns = mixture.vectors.many, mixture.vectors.columns
    usual = {row.path: row.value for row in table(mixture.alone)}
    paths = dict.fromkeys([*columns, *(path for each in rivals for path in each.sets)])
    spread = {}
    for path in paths:
        own = columns.get(path)
        parts = [
            np.array([each.sets[path]] * many)
            if path in each.sets
            else np.array([usual[path]] * many)
            if own is None
            else own
            for each in rivals
        ]
        spread[path] = np.concatenate(parts)
    return Ensemble.of(mixture.alone, spread)

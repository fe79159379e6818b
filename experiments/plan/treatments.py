"""Treatments: the scenarios that a study compares, and the worlds that each is to have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any, overload

from experiments.mistakes import UserError
from experiments.plan.identity import digest
from experiments.plan.sweeps import Sweep
from experiments.plan.values import Value, same, written
from sim.parameters import ScenarioError
from sim.scenario import Scenario

KEY = 16  # characters of a treatment's key: among a million, two are equal once in 37 million
AT_HAND = 2**16  # treatments that are kept once they were put together


@dataclass(frozen=True)
class Treatment:
    """One scenario of a study, and how many worlds of it are to be lived."""

    values: Mapping[str, Value]  # swept path or group -> value
    scenario: Scenario
    seed: int
    estimator: str
    worlds: int
    key: str  # a short name that only this scenario has, under these values and this seed
    draws: int = 1  # how many draws of a design it stands for

    @classmethod
    def of(
        cls,
        values: Mapping[str, Value],
        scenario: Scenario,
        *,
        seed: int,
        estimator: str,
        worlds: int,
    ) -> Treatment:
        """A treatment under its own key, which does not tell how many worlds it has."""
        told = {
            name: float(each) if isinstance(each, int) else each for name, each in values.items()
        }
        stands_for = {"scenario": asdict(scenario), "seed": seed, "values": told}
        key = digest({**stands_for, "estimator": estimator}, KEY)
        return cls(values, scenario, seed, estimator, worlds, key)

    @property
    def label(self) -> str:
        """The swept values in words."""
        return written(self.values) or "one scenario"


@dataclass(frozen=True)
class Plan:
    """What every treatment of a study is put together from."""

    sweep: Sweep
    groups: tuple[str, ...]  # the swept columns that are configuration groups
    bases: Mapping[tuple[Value, ...], Scenario]  # what is varied, for every choice of the groups
    seed: int
    estimator: str

    def treatment(self, place: int) -> Treatment:
        """The treatment of a row of the sweep, without worlds; raises UserError if it cannot be."""
        values = dict(zip(self.sweep.columns, self.sweep.rows[place], strict=True))
        base = self.bases[tuple(values[group] for group in self.groups)]
        varied = {path: value for path, value in values.items() if path not in self.groups}
        try:
            scenario = base.but(varied)
        except ScenarioError as mistake:
            raise UserError(f"{written(values)}: {mistake}") from None
        one = Treatment.of(values, scenario, seed=self.seed, estimator=self.estimator, worlds=0)
        return replace(one, draws=self.sweep.times[place]) if self.sweep.times else one


class Treatments(Sequence[Treatment]):
    """The treatments of a study, put together when they are asked for: there may be a million."""

    def __init__(self, plan: Plan, worlds: int | Sequence[int]) -> None:
        """All with so many worlds, or each with its own number."""
        self.worlds = worlds
        self._plan = plan
        self._at = lru_cache(maxsize=AT_HAND)(plan.treatment)

    def __len__(self) -> int:
        return len(self._plan.sweep.rows)

    @overload
    def __getitem__(self, place: int) -> Treatment: ...
    @overload
    def __getitem__(self, place: slice) -> list[Treatment]: ...
    def __getitem__(self, place: int | slice) -> Treatment | list[Treatment]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        worlds = self.worlds if isinstance(self.worlds, int) else self.worlds[place]
        return replace(self._at(place % len(self)), worlds=worlds)

    def having(self, worlds: Sequence[int]) -> Treatments:
        """The same treatments, each with its own number of worlds."""
        others = Treatments(self._plan, worlds)
        others._at = self._at
        return others

    def __getstate__(self) -> dict[str, Any]:
        return {"plan": self._plan, "worlds": self.worlds}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["plan"], state["worlds"])  # type: ignore[misc]


def check_treatments(treatments: Sequence[Treatment]) -> None:
    """Put every treatment together once.

    Raises UserError for one that cannot be, and for two whose worlds would lie under one key.
    """
    places: dict[str, int] = {}
    for place, treatment in enumerate(treatments):
        first = places.setdefault(treatment.key, place)
        if first != place:
            told = f"{treatments[first].label} and {treatment.label}"
            raise UserError(f"{told} share the key {treatment.key}: take one of them away")


def matching(treatments: Sequence[Treatment], wanted: Mapping[str, object]) -> Iterator[Treatment]:
    """The treatments that have some swept values."""
    for treatment in treatments:
        if all(same(treatment.values[path], value) for path, value in wanted.items()):
            yield treatment


def chosen(treatments: Sequence[Treatment], values: Sequence[Value]) -> Treatment:
    """The treatment with these swept values, in the order of the columns.

    Raises UserError where there is none.
    """
    columns = list(treatments[0].values)
    if len(columns) == len(values):
        for treatment in matching(treatments, dict(zip(columns, values, strict=True))):
            return treatment
    asked = ", ".join(map(str, values))
    example = ",".join(str(value) for value in treatments[0].values.values())
    raise UserError(
        f"reference = {asked} is not a treatment: give the values of "
        f"{', '.join(columns) or 'nothing'}, such as [{example}]"
    )

"""Treatments: the scenarios that a study compares, and the worlds that each is to have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from experiments.mistakes import UserError
from experiments.plan.values import Value, written
from sim.allowed import ScenarioError
from sim.scenario import Ensemble, Scenario

if TYPE_CHECKING:
    from experiments.plan.points import Plan

EACH = 200  # treatments that are at most lived and stored one by one
AT_HAND = 2**10  # treatments that are kept once they were put together


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
    first_world: int = 0  # the number of its world 0; others follow
    follow_entry: bool = True  # whether its worlds go on after entry

    @property
    def label(self) -> str:
        """The swept values in words."""
        return written(self.values) or "one scenario"


class Treatments(Sequence[Treatment]):
    """The treatments of a study, put together when they are asked for: there may be a million."""

    def __init__(
        self, plan: Plan, worlds: int | Sequence[int], keys: list[str] | None = None
    ) -> None:
        """All with so many worlds, or each with its own number; under new keys or known ones."""
        self.worlds = worlds
        self.plan = plan
        self._known = keys
        self._at = lru_cache(maxsize=AT_HAND)(self._treatment)

    def __len__(self) -> int:
        return len(self.plan)

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

    @cached_property
    def keys(self) -> list[str]:
        """The keys of all."""
        return self.plan.keys() if self._known is None else self._known

    @property
    def follow_entry(self) -> bool:
        """Whether worlds go on after entry: never those of many treatments."""
        return self.plan.follow_entry and len(self) <= EACH

    @property
    def draws(self) -> list[int]:
        """How many draws of the design each stands for."""
        return [self.plan.draws(place) for place in range(len(self))]

    def values(self, place: int) -> dict[str, Value]:
        """The swept values of one, by path."""
        return self.plan.sweep.row(place)

    def ensemble(self, places: slice | Sequence[int]) -> Ensemble:
        """Some of them as points that are lived together, in this order.

        Raises ScenarioError where one cannot be.
        """
        return self.plan.ensemble(places)

    def first_world(self, place: int) -> int:
        """The number of a treatment's world 0: 0, unless each has worlds of its own."""
        return self.plan.first_world(place)

    def having(self, worlds: Sequence[int]) -> Treatments:
        """The same treatments, each with its own number of worlds."""
        others = Treatments(self.plan, worlds, self.keys)
        others._at = self._at
        return others

    def _treatment(self, place: int) -> Treatment:
        return Treatment(
            self.values(place),
            self.plan.scenario(place),
            self.plan.seed,
            self.plan.estimator,
            worlds=0,
            key=self.keys[place],
            draws=self.plan.draws(place),
            first_world=self.first_world(place),
            follow_entry=self.follow_entry,
        )

    def __getstate__(self) -> dict[str, Any]:
        return {"plan": self.plan, "worlds": self.worlds, "keys": self.keys}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(**state)  # type: ignore[misc]


def check_treatments(treatments: Treatments) -> None:
    """Look at every treatment once.

    Raises UserError for one that cannot be, and for two whose worlds would lie under one key.
    """
    try:
        treatments.ensemble(slice(None))
    except ScenarioError as mistake:
        raise _named(treatments, mistake) from None
    places: dict[str, int] = {}
    for place, key in enumerate(treatments.keys):
        first = places.setdefault(key, place)
        if first != place:
            told = f"{treatments[first].label} and {treatments[place].label}"
            raise UserError(f"{told} share the key {key}: take one of them away")


def _named(treatments: Treatments, mistake: ScenarioError) -> UserError:
    """What cannot be, with the treatment that it is about."""
    point = getattr(mistake, "point", None)
    for place in range(len(treatments)) if point is None else [point]:
        try:
            treatments.plan.scenario(place)
        except UserError as named:
            return named
    label = "" if point is None else f"{written(treatments.values(point))}: "
    return UserError(f"{label}{mistake}")


def matching(treatments: Treatments, wanted: Mapping[str, object]) -> Iterator[Treatment]:
    """The treatments that have some swept values."""
    sweep = treatments.plan.sweep
    rows = np.arange(len(sweep))
    for path, value in wanted.items():
        rows = rows[sweep.contents[sweep.columns.index(path)].at(rows).equal(value)]
    return (treatments[row] for row in rows.tolist())


def chosen(treatments: Treatments, values: Sequence[Value]) -> Treatment:
    """The treatment with these swept values, in the order of the columns.

    Raises UserError where there is none.
    """
    first = treatments.values(0)
    columns = list(first)
    if len(columns) == len(values):
        for treatment in matching(treatments, dict(zip(columns, values, strict=True))):
            return treatment
    asked = ", ".join(map(str, values))
    example = ",".join(str(value) for value in first.values())
    raise UserError(
        f"reference = {asked} is not a treatment: give the values of "
        f"{', '.join(columns) or 'nothing'}, such as [{example}]"
    )

"""Groups of what differs between two scenarios, and scenarios that have some groups from the one
and some from the other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from operator import attrgetter

from experiments.mistakes import UserError
from experiments.why.twins.differing import alone, differing, varied
from sim.allowed import ScenarioError
from sim.mixture import Mixture, Vectors
from sim.scenario import Scenario

Groups = Mapping[str, tuple[str, ...]]  # by name, the parameters that differ


def groups_of(one: Scenario, other: Scenario) -> Groups:
    """What differs, by owner: an actor, the pressure, the theatre; what belongs to the scenario
    itself (its start, its weeks, what is forced) is each a group of its own.
    """
    groups: dict[str, tuple[str, ...]] = {}
    for path in differing(one, other):
        owner = path.partition(".")[0]
        groups[owner] = (*groups.get(owner, ()), path)
    return groups


def between(one: Scenario, other: Scenario, taken: Collection[str]) -> Scenario:
    """The first scenario with what the other has at some paths, where it varies by vector too.

    Raises ScenarioError where there can be no such scenario.
    """
    base = alone(one).but({path: attrgetter(path)(alone(other)) for path in taken})
    columns = {path: each for path, each in varied(one).items() if path not in taken}
    columns |= {path: each for path, each in varied(other).items() if path in taken}
    if not isinstance(one, Mixture):
        return base
    return Mixture.over(base, Vectors(one.vectors.name, columns))


def members(groups: Groups, coalition: int) -> list[str]:
    """The parameters of the groups in a coalition."""
    return [
        path
        for place, paths in enumerate(groups.values())
        if coalition >> place & 1
        for path in paths
    ]


def check(one: Scenario, other: Scenario, groups: Groups) -> None:
    """Raise UserError where a group cannot be taken over alone, or all but one."""
    whole = (1 << len(groups)) - 1
    for place, name in enumerate(groups):
        for coalition, which in ((1 << place, "alone"), (whole & ~(1 << place), "left out")):
            try:
                between(one, other, members(groups, coalition))
            except ScenarioError as mistake:
                raise UserError(
                    f"the difference cannot be shared out: with {name} {which}, {mistake}"
                ) from None

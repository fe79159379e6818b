"""Three worlds to replay: the commonest flips, either way, or lives that part and end alike."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from experiments.why.twins.changed import Changed
from experiments.why.twins.divergence import CHOICE, MEASURES
from experiments.why.twins.readings import turns
from experiments.why.twins.records import BECAME, ENTRY, Twins
from sim.machine.arrays import Whole
from sim.world import NEVER

MANY = 3
_NOT_REPLAYED = ("workers", "output")


@dataclass(frozen=True)
class Example:
    """A world to replay: its number, and what it was and is."""

    world: int
    before: str  # of BECAME
    after: str


def examples(twins: Twins) -> list[Example]:
    """At most three worlds: of each kind of flip the one in the middle by its last week, the
    commonest from entry and to it first; then of those whose choices part, likewise.
    """
    before, after = twins.became
    chosen: list[int] = []
    for was, is_ in _kinds(twins):
        chosen += _middle(twins, np.flatnonzero((before == was) & (after == is_)))
    parted = (twins.week[MEASURES.index(CHOICE)] != NEVER) & ~twins.flipped
    for worlds in (twins.flipped, parted):
        rest = np.setdiff1d(np.flatnonzero(worlds), chosen)
        chosen += rest[: max(MANY - len(chosen), 0)].tolist()
    return [Example(world, BECAME[before[world]], BECAME[after[world]]) for world in chosen[:MANY]]


def commands(example: Example, usual: Changed, changed: Changed) -> Iterator[str]:
    """The command lines that replay a world as it is and changed; other dice are not replayed."""
    for each in (usual,) if changed.dice else (usual, changed):
        kept = [arg for arg in each.arguments if arg.partition("=")[0] not in _NOT_REPLAYED]
        yield shlex.join(["python", "-m", "experiments.replay", *kept, f"world={example.world}"])


def _kinds(twins: Twins) -> list[tuple[int, int]]:
    """The kinds of flips there are, the commonest from entry and to it first, then by number."""
    found = [each for each in turns(twins) if each.flips and each.share.count > 0]
    found.sort(key=lambda each: -each.share.count)
    firsts = [
        next((each for each in found if (each.after == ENTRY) == to_entry), None)
        for to_entry in (False, True)
    ]
    order = [each for each in firsts if each is not None]
    order += [each for each in found if each not in order]
    return [(BECAME.index(each.before), BECAME.index(each.after)) for each in order]


def _middle(twins: Twins, worlds: Whole) -> list[int]:
    """The world in the middle by the week of its first ending."""
    last = np.where(twins.ended == NEVER, np.iinfo(np.int64).max, twins.ended).min(axis=0)
    order = np.argsort(last[worlds], kind="stable")
    return [int(worlds[order[worlds.size // 2]])]

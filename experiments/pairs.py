"""Two treatments on common luck: what becomes of the same worlds, counted shard by shard.

The dice fall in every world, also where endings are foreseen for the tables; it is the fallen dice that are compared here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from experiments.chunks import Chunk
from experiments.shards import read_worlds
from sim.estimates import Estimate, paired_difference
from sim.world import Outcome

EVENTS = {"entry": ("limited_entry", "full_entry"), **{outcome.name.lower(): (outcome.name.lower(),) for outcome in Outcome}}

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Kept:
    """A treatment's finished worlds: where they are, and in which chunks, in order."""

    folder: Path
    chunks: Sequence[Chunk]

    def events(self) -> Iterator[tuple[NDArray[np.int64], dict[str, Bools]]]:
        """World numbers and, for each event, in which of them it happened; chunk by chunk."""
        for chunk in self.chunks:
            table = read_worlds(self.folder, chunk, ("world", "outcome"))
            outcome = np.asarray(table["outcome"].to_pandas().astype(str))
            yield table["world"].to_numpy(), {event: np.isin(outcome, names) for event, names in EVENTS.items()}


@dataclass
class Pairs:
    """Counts of worlds by what happened in them under both treatments."""

    both: int = 0
    gained: int = 0  # happened with the treatment only
    lost: int = 0  # happened with the reference only
    neither: int = 0

    @property
    def worlds(self) -> int:
        """How many worlds both treatments have."""
        return self.both + self.gained + self.lost + self.neither

    def add(self, treated: Bools, reference: Bools) -> None:
        """Count some worlds."""
        self.both += int(np.count_nonzero(treated & reference))
        self.gained += int(np.count_nonzero(treated & ~reference))
        self.lost += int(np.count_nonzero(~treated & reference))
        self.neither += int(np.count_nonzero(~treated & ~reference))

    @property
    def difference(self) -> Estimate:
        """Effect of the treatment on the event, with its interval."""
        counts = (self.both, self.gained, self.lost, self.neither)
        return paired_difference(np.repeat([True, True, False, False], counts), np.repeat([True, False, True, False], counts))

    @property
    def saved(self) -> float:
        """How many times more worlds independent luck would need for the same interval; nan where nothing differs."""
        n = self.worlds
        p, q = (self.both + self.gained) / n, (self.both + self.lost) / n
        paired = (self.gained + self.lost) / n - (p - q) ** 2
        return (p * (1 - p) + q * (1 - q)) / paired if paired > 0 else float("nan")


def paired(treated: Kept, reference: Kept) -> dict[str, Pairs]:
    """The pairs of every event over the worlds that both have; one shard of each in memory at a time."""
    pairs = {event: Pairs() for event in EVENTS}
    others = Reader(reference)
    for numbers, happened in treated.events():
        for other_numbers, other in others.between(int(numbers[0]), int(numbers[-1]) + 1):
            _, mine, its = np.intersect1d(numbers, other_numbers, assume_unique=True, return_indices=True)
            for event in EVENTS:
                pairs[event].add(happened[event][mine], other[event][its])
    return pairs


class Reader:
    """Reads shards in order, each once, and keeps the last: the next may need its end."""

    def __init__(self, kept: Kept) -> None:
        self.left = kept.events()
        self.last: tuple[NDArray[np.int64], dict[str, Bools]] | None = next(self.left, None)

    def between(self, first: int, stop: int) -> Iterator[tuple[NDArray[np.int64], dict[str, Bools]]]:
        """The shards with worlds first to stop - 1; asked for in order."""
        while self.last is not None:
            numbers = self.last[0]
            if numbers[-1] >= first and numbers[0] < stop:
                yield self.last
            if numbers[-1] >= stop - 1:
                return
            self.last = next(self.left, None)

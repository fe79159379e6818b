"""Parameters drawn, worlds inside: P(event) over the draws, split into parameters and luck.

Every draw is lived on the same luck, so draws and worlds are crossed: two random factors without
repetition [Searle1992]. The interval counts draws and luck as the two things sampled, with as many
degrees of freedom as there are draws less one; for Latin hypercube and Sobol draws, which cover the
ranges more evenly than chance, it is too wide rather than too narrow. A treatment that was drawn
several times is lived once and counts as often as it was drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit, logit, stdtrit

from experiments.store.csv_tables import short
from experiments.store.worlds import EVENTS, Reader, TreatmentWorlds
from sim.machine.arrays import Floats, Whole

WINDOW = 4_096  # worlds looked at together, in all draws
_COLUMNS = ("probability", "low", "high", "sd_parameters", "sd_luck", "share_parameters")


@dataclass
class Crossing:
    """Sums over draws and worlds of the chance of one event: 0 or 1 where endings were drawn."""

    by_draw: Floats  # over worlds, shape (treatments,)
    times: Whole  # how often each treatment was drawn
    worlds: int = 0
    by_world: float = 0.0  # squares of the sum over draws, summed over worlds
    squares: float = 0.0  # of every chance, summed over draws and worlds

    @classmethod
    def of(cls, times: Whole) -> Crossing:
        """Nothing added yet."""
        return cls(np.zeros(times.size), times)

    def add(self, chances: Floats) -> None:
        """Add some worlds, shape (treatments, worlds)."""
        self.by_draw = self.by_draw + chances.sum(axis=1)
        self.worlds += chances.shape[1]
        self.by_world += float(((self.times @ chances) ** 2).sum())
        self.squares += float(self.times @ (chances**2).sum(axis=1))

    @property
    def draws(self) -> int:
        """How many draws there are, equal ones included."""
        return int(self.times.sum())

    @property
    def total(self) -> float:
        """The chance, summed over draws and worlds."""
        return float(self.times @ self.by_draw)

    @property
    def mean_squares(self) -> tuple[float, float, float]:
        """Mean squares of draws, of worlds, and of what is left."""
        draws, worlds, total = self.draws, self.worlds, self.total
        level = total**2 / (draws * worlds)
        of_draws = float((self.times * self.by_draw**2).sum()) / worlds - level
        of_worlds = self.by_world / draws - level
        rest = self.squares - level - of_draws - of_worlds
        return (
            of_draws / (draws - 1),
            of_worlds / (worlds - 1),
            max(rest, 0.0) / ((draws - 1) * (worlds - 1)),
        )

    def row(self) -> dict[str, Any]:
        """P(event) with its interval, and the spread (sd) that each gives a single world."""
        draws, worlds = self.draws, self.worlds
        parameters, luck, rest = self.mean_squares
        error = np.sqrt(max(parameters + luck - rest, parameters, luck) / (draws * worlds))
        by_parameters = max(parameters - rest, 0.0) / worlds
        by_luck = max(luck - rest, 0.0) / draws + rest
        share = by_parameters / (by_parameters + by_luck) if by_luck else float("nan")
        probability = self.total / (draws * worlds)
        spread = np.sqrt(by_parameters), np.sqrt(by_luck)
        values = (probability, *_interval(probability, error, draws), *spread, share)
        return dict(zip(_COLUMNS, map(short, values), strict=True))


def draw_rows(kept: Sequence[TreatmentWorlds], times: Sequence[int]) -> Iterator[Mapping[str, Any]]:
    """A row an event, over the worlds that every treatment has; each was drawn so many times.

    None where fewer than two draws share fewer than two worlds.
    """
    if sum(times) < 2:
        return
    often = np.array(times, dtype=np.int64)
    crossed = {event: Crossing.of(often) for event in EVENTS}
    readers = [Reader(each) for each in kept]
    last = min((each.chunks[-1].stop if each.chunks else 0) for each in kept)
    for first in range(0, last, WINDOW):
        _add_window(crossed, readers, first, min(first + WINDOW, last))
    for event, sums in crossed.items():
        if sums.worlds > 1:
            yield {"event": event, "draws": sums.draws, "worlds": sums.worlds, **sums.row()}


def _add_window(
    crossed: Mapping[str, Crossing], readers: Sequence[Reader], first: int, stop: int
) -> None:
    shape = (len(readers), stop - first)
    there = np.zeros(shape, dtype=bool)
    chances = {event: np.zeros(shape) for event in crossed}
    for draw, reader in enumerate(readers):
        for rows in reader.between(first, stop):
            numbers = rows.numbers
            inside = (numbers >= first) & (numbers < stop)
            there[draw, numbers[inside] - first] = True
            for event in crossed:
                chances[event][draw, numbers[inside] - first] = rows.chances[event][inside]
    everywhere = there.all(axis=0)
    for event, sums in crossed.items():
        sums.add(chances[event][:, everywhere])


def _interval(probability: float, error: float, draws: int) -> tuple[float, float]:
    """The 95 % interval on the scale of log odds.

    Where nothing or everything happened, the exact bound for that many draws.
    """
    bound = 1 - 0.05 ** (1 / draws)
    if probability == 0:
        return 0.0, bound
    if probability == 1:
        return 1 - bound, 1.0
    half = float(stdtrit(draws - 1, 0.975)) * error / (probability * (1 - probability))
    return float(expit(logit(probability) - half)), float(expit(logit(probability) + half))

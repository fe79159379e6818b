"""Parameters drawn, worlds inside: P(event) over the draws, split into parameters and luck.

On common luck every draw lives the same worlds, so draws and worlds are crossed: two random factors
without repetition [Searle1992]. The interval counts draws and luck as the two things sampled, with
as many degrees of freedom as there are draws less one; for Latin hypercube and Sobol draws, which
cover the ranges more evenly than chance, it is too wide rather than too narrow. With `luck=apart`
every draw lives worlds of its own, and they are nested (nested.py). A treatment that was drawn
several times is lived once and counts as often as it was drawn.

Every shard is read once, in the order of worlds, and left before the next is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import expit, logit, stdtrit

from experiments.findings.nested import Nesting
from experiments.store.csv_tables import short
from experiments.store.worlds import EVENTS, chunk_events
from sim.machine.arrays import Bools, Floats, Whole

if TYPE_CHECKING:
    from experiments.store.ledger import Ledger
    from experiments.store.units.units import Unit

WINDOW = 65_536  # worlds of a treatment that are looked at together
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
        places, worlds = np.indices(chances.shape).reshape(2, -1)
        sums = np.zeros(chances.shape[1])
        self.add_some(places, chances.ravel(), worlds, sums)
        self.close(sums)

    def add_some(self, places: Whole, chances: Floats, worlds: Whole, sums: Floats) -> None:
        """Add the chances of some treatments in some worlds; `sums` over draws are kept by world,
        until all treatments were added in these worlds.
        """
        weight = self.times[places]
        self.by_draw += np.bincount(places, chances, self.by_draw.size)
        self.squares += float((weight * chances) @ chances)
        sums += np.bincount(worlds, weight * chances, sums.size)

    def close(self, sums: Floats) -> None:
        """Take in some worlds in which all treatments were added."""
        self.worlds += sums.size
        self.by_world += float(sums @ sums)

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
        return _row(self.total / (draws * worlds), error, draws, by_parameters, by_luck)


def draw_rows(ledger: Ledger, luck: str) -> Iterator[Mapping[str, Any]]:
    """A row an event, over the worlds that every treatment has, or on luck of its own over those
    that each has.

    None where fewer than two draws were made, or fewer than two worlds are shared.
    """
    times = np.array(ledger.treatments.draws, dtype=np.int64)
    if times.sum() < 2:
        return
    rows = _nested if luck == "apart" else _crossed
    yield from rows(ledger, times)


def _crossed(ledger: Ledger, times: Whole) -> Iterator[Mapping[str, Any]]:
    crossed = {event: Crossing.of(times) for event in EVENTS}
    last = min(_last(ledger, unit) for unit in ledger.units)
    for first in range(0, last, WINDOW):
        _add_window(crossed, ledger, first, min(first + WINDOW, last))
    for event, sums in crossed.items():
        if sums.worlds > 1:
            yield {"event": event, "draws": sums.draws, "worlds": sums.worlds, **sums.row()}


def _nested(ledger: Ledger, times: Whole) -> Iterator[Mapping[str, Any]]:
    nested = {event: Nesting.of(times) for event in EVENTS}
    for number, unit in enumerate(ledger.units):
        for chunk in ledger.finished(unit):
            rows = chunk_events(ledger.folder, chunk)
            places = number * ledger.units.size + rows.numbers % unit.points
            for event, sums in nested.items():
                sums.add(places, rows.chances[event])
    for event, sums in nested.items():
        if sums.fewest:
            first = {"event": event, "draws": sums.draws, "worlds": sums.fewest}
            yield {**first, **nested_row(sums)}


def nested_row(sums: Nesting) -> dict[str, Any]:
    """P(event) with its interval, and the spread that each gives a single world."""
    return _row(sums.probability, sums.error, sums.draws, sums.parameters, sums.luck)


def _add_window(crossed: Mapping[str, Crossing], ledger: Ledger, first: int, stop: int) -> None:
    """Add the worlds first, ..., stop - 1 that all treatments have."""
    shared = np.ones(stop - first, dtype=bool)
    for unit in ledger.units:
        shared &= _there(ledger, unit, first, stop)
    sums = {event: np.zeros(stop - first) for event in crossed}
    for number, unit in enumerate(ledger.units):
        for chunk in ledger.finished(unit):
            if chunk.stop <= first * unit.points or chunk.first >= stop * unit.points:
                continue
            rows = chunk_events(ledger.folder, chunk)
            places, worlds = rows.numbers % unit.points, rows.numbers // unit.points - first
            inside = (worlds >= 0) & (worlds < stop - first)
            inside[inside] = shared[worlds[inside]]
            places = number * ledger.units.size + places[inside]
            for event, each in crossed.items():
                each.add_some(places, rows.chances[event][inside], worlds[inside], sums[event])
    for event, each in crossed.items():
        each.close(sums[event][shared])


def _last(ledger: Ledger, unit: Unit) -> int:
    """The number after that of the last world that a unit's treatments may share."""
    finished = ledger.finished(unit)
    return -(-finished[-1].stop // unit.points) if finished else 0


def _there(ledger: Ledger, unit: Unit, first: int, stop: int) -> Bools:
    """Which of the worlds first, ..., stop - 1 all treatments of a unit have."""
    having = np.zeros((stop - first) * unit.points, dtype=bool)
    for chunk in ledger.finished(unit):
        begin = max(chunk.first - first * unit.points, 0)
        having[begin : max(chunk.stop - first * unit.points, 0)] = True
    there: Bools = np.logical_and.reduce(having.reshape(stop - first, unit.points), axis=1)
    return there


def _row(
    probability: float, error: float, draws: int, by_parameters: float, by_luck: float
) -> dict[str, Any]:
    """P(event) with its interval, and what parameters and luck add to the variance of a world."""
    both = by_parameters + by_luck
    share = by_parameters / both if both else float("nan")
    spread = np.sqrt(by_parameters), np.sqrt(by_luck)
    values = (probability, *_interval(probability, error, draws), *spread, share)
    return dict(zip(_COLUMNS, map(short, values), strict=True))


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

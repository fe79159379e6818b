"""Points lived: what the record would have shown of each, and how often each enters the war."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from experiments.trust.record import misread, statistics
from experiments.trust.record.targets import targets
from experiments.trust.table.episodes import Episode, Episodes
from experiments.trust.table.levels import LEARNED, LEVEL_NAMES, RESOLVE
from experiments.trust.table.size import TableSize
from sim.estimates.histories import Histories
from sim.laws.pressure import LEVELS
from sim.luck import apart
from sim.machine.arrays import Floats, Whole
from sim.scenario import Ensemble, Scenario
from sim.simulation import live
from sim.world import ENTRIES, FALLS, Outcome

Columns = dict[str, Floats]
_ERRORS = 7  # beside the seed and the point: the stream of the record's errors
EPISODES = 3  # each has worlds of its own


def histories_of(
    points: Sequence[int], columns: Columns, asked: TableSize, episodes: Episodes
) -> Columns:
    """What the record would have shown: weights and statistics with the record's errors, each of
    shape (points, histories); "true." before a statistic is without them.
    """
    read: dict[str, Any] = {}
    rngs = [np.random.default_rng([asked.seed, point, _ERRORS]) for point in points]
    _, lived = _lived(episodes.year_2022, points, columns, asked, 0)
    start = episodes.year_2022.scenario.first_day
    weight = lived.weight[-1].astype(float)
    plain = statistics.of_the_ladder(lived) | statistics.of_the_street(lived, start)
    episode = episodes.august_2020
    _, street = _lived(episode, points, columns, asked, 1)
    public = _per_row(episode.ensemble(columns), asked.histories).public
    plain |= statistics.of_the_election(street, public)
    weight *= street.weight[-1]
    quiet, _ = _lived(episodes.quiet_year, points, columns, asked, 2, courses=False)
    years = statistics.of_quiet_years(quiet, asked.histories)
    plain |= {name: np.repeat(each, asked.histories) for name, each in years.items()}
    read |= _as_recorded(plain, lived, start, rngs, asked.histories)
    read["weight"] = weight
    read["mean_protest"] = lived.protest.mean(axis=0).astype(float)
    read["ultimatums"] = misread.counted(statistics.ultimatum_weeks(lived))
    return {name: each.reshape(len(points), asked.histories) for name, each in read.items()}


def entries_of(points: Sequence[int], columns: Columns, asked: TableSize) -> Columns:
    """How often each point enters in the year that is asked about, by pressure, with the error of
    that; how often it falls or ends in mutiny, and its highest protest, at the observed pressure;
    each of shape (points,).
    """
    levels = np.array([_level(name, columns) for name in LEVEL_NAMES])
    many = len(LEVEL_NAMES)
    tiled = {path: np.concatenate([each] * many) for path, each in columns.items()}
    ensemble = Scenario().varied(tiled | {RESOLVE: levels.ravel()})
    first = EPISODES * asked.histories
    histories, _ = _live(ensemble, [*points] * many, first, asked.worlds, asked.seed)
    chances = histories.chances[list(ENTRIES)].sum(axis=0).reshape(many, len(points), -1)
    error = chances.std(axis=-1, ddof=1) / np.sqrt(asked.worlds)
    found: Columns = {}
    for name, mean, sd in zip(LEVEL_NAMES, chances.mean(axis=-1), error, strict=True):
        found |= {f"entry.{name}": mean, f"error.{name}": sd}
    size = len(points) * asked.worlds
    observed = LEVEL_NAMES.index("observed") * size
    seen = histories.taken(np.arange(observed, observed + size))
    return found | _absurdities(seen, len(points))


def _level(name: str, columns: Columns) -> Floats:
    """The pressure of each point, shape (points,)."""
    learned = columns[RESOLVE]
    return learned if name == LEARNED else np.full(learned.shape, LEVELS[name])


def _absurdities(histories: Histories, points: int) -> Columns:
    """What tells whether a point is absurd, each of shape (points,)."""
    of = {
        "falls": histories.chances[list(FALLS)].sum(axis=0),
        "mutinies": histories.chances[Outcome.MUTINY],
        "peak_protest": histories.peak_protest,
    }
    return {f"observed.{name}": each.reshape(points, -1).mean(axis=1) for name, each in of.items()}


def _as_recorded(plain: Columns, lived: Any, start: Any, rngs: Sequence[Any], each: int) -> Columns:
    """Every statistic on the scale of comparison, with the record's errors and without, shape
    (worlds,).
    """
    by_statistic = {target.statistic: target for target in targets().values()}
    blocks = statistics.border_blocks(lived, start)
    began = statistics.ultimatum_weeks(lived)
    months, moments, first = (
        by_statistic[name] for name in ("border_months", "ultimatums", "first_after_kharkiv")
    )
    read: dict[str, list[Floats]] = {}
    for place, rng in enumerate(rngs):
        mine = slice(place * each, (place + 1) * each)
        seen = misread.found(moments, began[:, mine], rng)
        after = statistics.whether_first_after(seen, start, statistics.KHARKIV)
        of_point = {
            months.key: misread.blocks(months, blocks[:, mine], rng),
            moments.key: misread.counted(seen),
            first.key: misread.flipped(first, after, rng),
        } | {
            by_statistic[name].key: misread.scalar(by_statistic[name], values[mine], rng)
            for name, values in plain.items()
        }
        for key, values in of_point.items():
            read.setdefault(key, []).append(values)
    return {key: np.concatenate(read[key]) for key in targets()}


def _lived(
    episode: Episode,
    points: Sequence[int],
    columns: Columns,
    asked: TableSize,
    place: int,
    courses: bool = True,
) -> tuple[Histories, Any]:
    ensemble = episode.ensemble(columns)
    return _live(ensemble, points, place * asked.histories, asked.histories, asked.seed, courses)


def _live(
    ensemble: Ensemble,
    points: Sequence[int],
    first: int,
    each: int,
    seed: int,
    courses: bool = False,
) -> tuple[Histories, Any]:
    """So many worlds of every point, on luck of its own."""
    rows = np.repeat(np.arange(len(points)), each)
    worlds = np.tile(np.arange(each), len(points)) + first
    numbers = apart(np.repeat(np.array(points), each), worlds).astype(np.uint64)
    if courses:
        return live(ensemble, rows, numbers, seed, estimator="conditional", courses=True)
    return live(ensemble, rows, numbers, seed, estimator="conditional"), None


def _per_row(ensemble: Ensemble, each: int) -> Scenario:
    """The scenario of every world of every point."""
    rows: Whole = np.repeat(np.arange(ensemble.points), each)
    return ensemble.spread(ensemble.base, rows)

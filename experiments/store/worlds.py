"""A row a world: how the worlds of a treatment went, read chunk by chunk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from experiments.mistakes import Damaged, first_line
from experiments.store.chunks import Chunk
from sim.machine.arrays import Bools, Floats, Whole
from sim.parameters import table as parameters
from sim.scenario import Scenario
from sim.world import ENTRIES, Fate, Outcome

EVENTS = {
    "entry": tuple(outcome.name.lower() for outcome in ENTRIES),
    **{outcome.name.lower(): (outcome.name.lower(),) for outcome in Outcome},
}
IN_POWER = Fate.IN_POWER.name.lower()  # at the horizon: an event where worlds go on after entry
_ALONE = f"chance_fate_{IN_POWER}"  # its chance without entry, where endings were foreseen


def swept_columns(values: Mapping[str, object], worlds: int) -> dict[str, pa.Array]:
    """The swept values of one treatment, in each of its rows."""
    return {path: pa.array([_cell(value)] * worlds) for path, value in values.items()}


def point_columns(values: Mapping[str, Sequence[object]]) -> dict[str, pa.Array]:
    """The swept values of many treatments, a row each: of every parameter always the same type."""
    return {
        path: pa.array([_cell(value) for value in each], _type(path))
        for path, each in values.items()
    }


def read_worlds(folder: Path, chunk: Chunk, columns: Sequence[str] | None = None) -> pa.Table:
    """The rows of a chunk's worlds, or some columns of them.

    Raises Damaged where the file cannot be read.
    """
    wanted = None if columns is None else list(columns)
    try:
        with pq.ParquetFile(
            folder / "worlds" / chunk.name, page_checksum_verification=True
        ) as file:
            table = file.read(wanted, use_threads=False)
    except (OSError, pa.ArrowException, KeyError) as mistake:
        raise Damaged(f"worlds/{chunk.name}: {first_line(mistake)}") from None
    if table.num_rows != chunk.worlds:
        raise Damaged(f"worlds/{chunk.name} has {table.num_rows} rows for {chunk.worlds} worlds")
    return table


@dataclass(frozen=True)
class WorldEvents:
    """Some worlds: in which of them each event happened, and its chance in each."""

    numbers: Whole
    happened: Mapping[str, Bools]
    chances: Mapping[str, Floats]

    def some(self, rows: slice, numbers: Whole) -> WorldEvents:
        """Some of them, under numbers of their own."""
        happened = {event: each[rows] for event, each in self.happened.items()}
        return WorldEvents(numbers, happened, {e: c[rows] for e, c in self.chances.items()})


@dataclass(frozen=True)
class TreatmentWorlds:
    """A treatment's finished worlds: where they are, and in which chunks, in order; of those of a
    stripe, every so manieth world is its own.
    """

    folder: Path
    chunks: Sequence[Chunk]
    place: int = 0  # in its stripe
    points: int = 1  # treatments of the stripe

    def __len__(self) -> int:
        return sum(len(range(chunk.worlds)[self._rows(chunk)]) for chunk in self.chunks)

    def has(self, world: int) -> bool:
        """Whether a world, by its number, is among them."""
        number = world * self.points + self.place
        return any(chunk.first <= number < chunk.stop for chunk in self.chunks)

    def events(self) -> Iterator[WorldEvents]:
        """How the worlds ended, chunk by chunk; raises Damaged."""
        for chunk in self.chunks:
            mine = self._rows(chunk)
            if mine.start < chunk.worlds:
                yield self._events(chunk, mine)

    def table(self) -> pd.DataFrame:
        """A row a world, by its number in `world`; raises Damaged."""
        parts = [
            read_worlds(self.folder, chunk)
            .to_pandas()
            .iloc[self._rows(chunk)]
            .assign(world=self._numbers(chunk))
            for chunk in self.chunks
        ]
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({"world": []})

    def _events(self, chunk: Chunk, mine: slice) -> WorldEvents:
        if self.points == 1:
            return chunk_events(self.folder, chunk)
        written = (self.folder / "worlds" / chunk.name).stat().st_mtime_ns
        return _kept_events(self.folder, chunk, written).some(mine, self._numbers(chunk))

    def _rows(self, chunk: Chunk) -> slice:
        """The rows of its worlds in a chunk."""
        return slice((self.place - chunk.first) % self.points, None, self.points)

    def _numbers(self, chunk: Chunk) -> Whole:
        """The numbers of its worlds in a chunk."""
        numbers: Whole = np.arange(chunk.first, chunk.stop)[self._rows(chunk)] // self.points
        return numbers


class Reader:
    """Reads chunks in order, each once, and keeps the last: the next may need its end."""

    def __init__(self, worlds: TreatmentWorlds) -> None:
        self.left = worlds.events()
        self.last: WorldEvents | None = next(self.left, None)

    def between(self, first: int, stop: int) -> Iterator[WorldEvents]:
        """The chunks with worlds first to stop - 1; asked for in order."""
        while self.last is not None:
            numbers = self.last.numbers
            if numbers[-1] >= first and numbers[0] < stop:
                yield self.last
            if numbers[-1] >= stop - 1:
                return
            self.last = next(self.left, None)


def chunk_events(folder: Path, chunk: Chunk) -> WorldEvents:
    """How the worlds of a chunk ended, numbered as in the chunk; raises Damaged."""
    rows = read_worlds(folder, chunk)
    outcome = _outcomes(rows)
    happened = {event: np.isin(outcome, names) for event, names in EVENTS.items()}
    numbers = np.arange(chunk.first, chunk.stop)
    chances = _chances(rows, happened)
    if "fate" in rows.column_names:
        happened[IN_POWER], chances[IN_POWER] = _in_power(rows, happened)
    return WorldEvents(numbers, happened, chances)


@lru_cache(maxsize=32)
def _kept_events(folder: Path, chunk: Chunk, written: int) -> WorldEvents:
    """The same, kept for a while: all treatments of a stripe are read one after the other."""
    return chunk_events(folder, chunk)


def _chances(table: pa.Table, happened: Mapping[str, Bools]) -> dict[str, Floats]:
    """The chance of every event in each world: what happened, where no chance was written down."""
    if "chance_no_entry" not in table.column_names:
        return {event: marked.astype(float) for event, marked in happened.items()}
    chances = {name: table[f"chance_{name}"].to_numpy() for name in EVENTS if name != "entry"}
    return chances | {"entry": chances["limited_entry"] + chances["full_entry"]}


def _in_power(table: pa.Table, happened: Mapping[str, Bools]) -> tuple[Bools, Floats]:
    """In which worlds he is in power at the horizon, and its chance in each: without entry, and in
    the world's branch, which weighs as much as its entry.
    """
    fate = np.asarray(table["fate"].to_pandas().astype(str)) == IN_POWER
    if _ALONE not in table.column_names:
        return fate, fate.astype(float)
    weight = np.nan_to_num(table["entry_weight"].to_numpy())
    drawn = np.where(happened["entry"], fate, happened[Outcome.NO_ENTRY.name.lower()])
    return drawn, table[_ALONE].to_numpy() + weight * fate


def _outcomes(table: pa.Table) -> NDArray[np.str_]:
    return np.asarray(table["outcome"].to_pandas().astype(str))


@cache
def _types() -> dict[str, pa.DataType]:
    kinds = {int: pa.int64(), float: pa.float64()}
    return {row.path: kinds.get(type(row.value), pa.string()) for row in parameters(Scenario())}


def _type(path: str) -> pa.DataType:
    """The type of the column of a swept parameter, or of a group of them."""
    return _types().get(path, pa.string())


def _cell(value: object) -> object:
    return str(value) if isinstance(value, tuple) else value

"""A row a world: how the worlds of a treatment went, written and read chunk by chunk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from experiments.mistakes import Damaged, first_line
from experiments.store.chunks import Chunk
from sim.estimates.histories import Histories
from sim.machine.arrays import Bools, Floats
from sim.world import ENTRIES, NEVER, Block, Outcome, Rung

EVENTS = {
    "entry": tuple(outcome.name.lower() for outcome in ENTRIES),
    **{outcome.name.lower(): (outcome.name.lower(),) for outcome in Outcome},
}


def worlds_table(
    histories: Histories, columns: Mapping[str, object], foreseen: bool = False
) -> pa.Table:
    """A row a world: the swept values, then how the world went.

    Where endings were foreseen, the chance of each stands beside it.
    """
    blocked = np.where(np.isin(histories.outcome, ENTRIES), NEVER, histories.blocked)
    chances = {f"chance_{each.name.lower()}": histories.chances[each] for each in Outcome}
    return pa.table({
        **{path: pa.array([_cell(value)] * histories.worlds) for path, value in columns.items()},
        "world": histories.number.astype(np.int64),
        "outcome": _names(histories.outcome, Outcome),
        "week": _weeks(histories.ended),
        "blocked": _names(blocked, Block),
        "highest_rung": _names(histories.highest_rung, Rung),
        **{f"weeks_{rung.name.lower()}": _small(histories.rung_weeks[rung]) for rung in Rung},
        "ultimatum_week": _weeks(histories.ultimatum),
        "failed_orders": _small(histories.failed_orders),
        "peak_protest": histories.peak_protest,
        "lowest_compliance": histories.lowest_compliance,
        "peak_contingent": histories.peak_contingent,
        **(chances if foreseen else {}),
    })  # fmt: skip


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

    numbers: NDArray[np.int64]
    happened: Mapping[str, Bools]
    chances: Mapping[str, Floats]


@dataclass(frozen=True)
class TreatmentWorlds:
    """A treatment's finished worlds: where they are, and in which chunks, in order."""

    folder: Path
    chunks: Sequence[Chunk]

    def events(self) -> Iterator[WorldEvents]:
        """How the worlds ended, chunk by chunk; raises Damaged."""
        for chunk in self.chunks:
            yield _events(read_worlds(self.folder, chunk))

    def first_with(self, outcome: str) -> int | None:
        """The first world that ended so, if any did; raises Damaged."""
        for chunk in self.chunks:
            table = read_worlds(self.folder, chunk, ["world", "outcome"])
            found = np.flatnonzero(_outcomes(table) == outcome)
            if found.size:
                return int(table["world"][int(found[0])].as_py())
        return None


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


def _events(table: pa.Table) -> WorldEvents:
    outcome = _outcomes(table)
    happened = {event: np.isin(outcome, names) for event, names in EVENTS.items()}
    return WorldEvents(table["world"].to_numpy(), happened, _chances(table, happened))


def _chances(table: pa.Table, happened: Mapping[str, Bools]) -> dict[str, Floats]:
    """The chance of every event in each world: what happened, where no chance was written down."""
    if "chance_no_entry" not in table.column_names:
        return {event: marked.astype(float) for event, marked in happened.items()}
    chances = {name: table[f"chance_{name}"].to_numpy() for name in EVENTS if name != "entry"}
    return chances | {"entry": chances["limited_entry"] + chances["full_entry"]}


def _outcomes(table: pa.Table) -> NDArray[np.str_]:
    return np.asarray(table["outcome"].to_pandas().astype(str))


def _cell(value: object) -> object:
    return str(value) if isinstance(value, tuple) else value


def _names(values: NDArray[np.int64], kinds: type[IntEnum]) -> pa.DictionaryArray:
    codes = pa.array(values.astype(np.int32), mask=values == NEVER)
    return pa.DictionaryArray.from_arrays(codes, pa.array([kind.name.lower() for kind in kinds]))


def _small(values: NDArray[np.int64]) -> NDArray[np.int16]:
    return values.astype(np.int16)


def _weeks(values: NDArray[np.int64]) -> pa.Array:
    return pa.array(_small(values), mask=values == NEVER)

"""A table from beginning to end: points drawn from the prior and lived, shard by shard, in a folder
that knows what it holds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from experiments.engine.lots import Lot, done
from experiments.mistakes import UserError
from experiments.store.whole_files import clear_unfinished, write_text
from experiments.trust.table import shards
from experiments.trust.table.episodes import Episodes
from experiments.trust.table.levels import LEVEL_NAMES
from experiments.trust.table.lived import EPISODES
from experiments.trust.table.size import TableSize
from sim.machine.arrays import Floats
from sim.priors.prior import Draws, Prior
from sim.scenario import Scenario

DESCRIPTION = "table.json"
MODEL = "model"  # in it, the state of the model that lived it


@dataclass(frozen=True)
class Lived:
    """A table as it was lived."""

    asked: TableSize
    prior: Prior
    draws: Draws
    points: Mapping[str, Floats]  # a number a point
    histories: Mapping[str, Floats]  # a number a history, points in turn


def built(folder: Path, asked: TableSize, episodes: Episodes, workers: int) -> Lived:
    """The table in a folder, after living what it still lacks. One that another state of the model
    lived is taken over if some of it, lived again, comes out the same to the last bit.

    Raises UserError where the folder holds another table, Interrupted after Ctrl-C.
    """
    prior = Prior.of(Scenario())
    draws = prior.draw(asked.points, asked.seed)
    if _differences(folder, asked) == [MODEL]:
        _take_over(folder, draws, asked, episodes, workers)
    begin(folder, asked)
    lots = [_lot(folder, shard, draws, asked, episodes) for shard in shards.missing(folder, asked)]
    if lots:
        done(lots, workers, "what is finished of the table", kept=True)
    return Lived(asked, prior, draws, *shards.read(folder, asked))


def begin(folder: Path, asked: TableSize) -> None:
    """Make the folder, or check that it holds this table; raises UserError."""
    description = folder / DESCRIPTION
    if description.is_file():
        differ = _differences(folder, asked)
        if differ:
            raise UserError(
                f"{folder} holds another table ({', '.join(differ)} differ): name a new folder "
                "with output=DIR"
            )
    elif folder.is_dir() and any(folder.iterdir()):
        raise UserError(f"output = {folder} holds something else: name an empty or a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    clear_unfinished(folder)
    _describe(folder, asked)


def _differences(folder: Path, asked: TableSize) -> list[str]:
    """In what the table of a folder is another one; nothing where there is none."""
    description = folder / DESCRIPTION
    if not description.is_file():
        return []
    there, told = _described(description), json.loads(json.dumps(asked.described()))
    return sorted(name for name in told if there.get(name) != told[name])


def _take_over(
    folder: Path, draws: Draws, asked: TableSize, episodes: Episodes, workers: int
) -> None:
    """Make a table that of this model, if its first and its last finished shard, lived again, are
    the same; otherwise it stays another's.
    """
    finished = sorted({*range(asked.shards)} - {*shards.missing(folder, asked)})
    proved = sorted({*finished[:1], *finished[-1:]})
    with TemporaryDirectory() as elsewhere:
        again = Path(elsewhere)
        lots = [_lot(again, shard, draws, asked, episodes) for shard in proved]
        done(lots, workers, "the proof of a table")
        if all(shards.alike(folder, again, shard) for shard in proved):
            _describe(folder, asked)


def _describe(folder: Path, asked: TableSize) -> None:
    told = json.loads(json.dumps(asked.described()))
    write_text(folder / DESCRIPTION, json.dumps(told, indent=2) + "\n")


def _described(path: Path) -> Mapping[str, Any]:
    try:
        there = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UserError(f"{path} cannot be read: name a new folder with output=DIR") from None
    return there if isinstance(there, dict) else {}


def _lot(folder: Path, shard: int, draws: Draws, asked: TableSize, episodes: Episodes) -> Lot:
    points = asked.of_shard(shard)
    mine = slice(points.start, points.stop)
    columns = {path: each[mine] for path, each in draws.columns.items()}
    unit = {name: draws.unit[mine, place] for place, name in enumerate(draws.coordinates)}
    worlds = len(points) * (EPISODES * asked.histories + len(LEVEL_NAMES) * asked.worlds)
    return Lot(shards.live_shard, (folder, shard, unit, columns, asked, episodes), worlds)

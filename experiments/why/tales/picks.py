"""Which world is told: by its number, by how it ended, or by what there is to see in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import pandas as pd

from experiments.mistakes import UserError
from experiments.why.tales.asked import Asked, world_number
from sim.laws.pressure import LEVELS
from sim.numbers import listed, percent
from sim.world import ENTRIES, NEVER, Fate, Outcome

if TYPE_CHECKING:
    from experiments.why.tales.source import Source

_OUTCOMES = [each.name.lower() for each in Outcome]
_ENTRIES = [each.name.lower() for each in ENTRIES]
_NO_ENTRY, _MUTINY, _REPLACED = "no_entry", "mutiny", "replaced"
_SEVERE = LEVELS["severe"]  # pressure
_YEAR = 52  # weeks
_MOST_QUIET = 1000  # worlds whose changes of rung are counted

Found = tuple[int, str]  # a world, and how it was picked among those that fit


@dataclass(frozen=True)
class Pick:
    """A kind of world: which worlds fit, and which of them is taken."""

    meaning: str
    fits: Callable[[Source], pd.DataFrame]
    take: Callable[[pd.DataFrame, Source, int], Found]
    again: bool = False  # whether worlds are lived again to see which fit


def picked(asked: Asked, source: Source) -> tuple[int, str]:
    """The world that is asked for, and a line on how it was picked; raises UserError."""
    if asked.which == "world":
        return world_number(asked.value), ""
    if asked.which == "outcome":
        return _first_that_ended(asked.value, source), ""
    if asked.value not in PICKS:
        raise UserError(f"pick = {asked.value} is not one of {', '.join(PICKS)}")
    if source.rows.empty:
        raise UserError(f"pick = {asked.value}: no world of this treatment is finished")
    pick = PICKS[asked.value]
    fitting = pick.fits(source)
    if fitting.empty:
        raise UserError(f"pick = {asked.value}: {_none(source)}")
    world, how = pick.take(fitting, source, asked.draw)
    among = f"{len(fitting):,} of {len(source.rows):,} worlds"
    return world, f"Picked ({asked.value}): of {among} {pick.meaning}, {how}."


def _first_that_ended(outcome: str, source: Source) -> int:
    if outcome not in _OUTCOMES:
        raise UserError(f"outcome = {outcome} is not one of {', '.join(_OUTCOMES)}")
    rows = source.rows
    fitting = rows[rows["outcome"] == outcome] if len(rows) else rows
    if fitting.empty:
        there = f"; {_endings(source)}" if len(rows) else ""
        raise UserError(f"no finished world of this treatment ended in {outcome}{there}")
    return int(fitting["world"].iloc[0])


def _middle(rows: pd.DataFrame, source: Source, draw: int) -> Found:
    """The one in the middle by the week of its ending; those that reached the horizon come last."""
    ordered = rows.sort_values(["week", "world"], na_position="last")
    return int(ordered["world"].iloc[(len(ordered) - 1) // 2]), "the one in the middle by week"


def _closest(rows: pd.DataFrame, source: Source, draw: int) -> Found:
    chance = rows[[f"chance_{entry}" for entry in _ENTRIES]].sum(axis=1).to_numpy()
    place = int(chance.argmax())
    how = f"the one whose chance of entry was greatest, {percent(float(chance[place]))}"
    return int(rows["world"].iloc[place]), how


def _steadiest(rows: pd.DataFrame, source: Source, draw: int) -> Found:
    worlds = [int(world) for world in rows["world"][:_MOST_QUIET]]
    changes = source.changes_of_rung(worlds)
    fewest = min(changes)
    return worlds[changes.index(fewest)], f"the first with the fewest changes of rung, {fewest}"


def _first(rows: pd.DataFrame, source: Source, draw: int) -> Found:
    return int(rows["world"].iloc[0]), "the first"


def _drawn(rows: pd.DataFrame, source: Source, draw: int) -> Found:
    place = int(Random(draw).random() * len(rows))
    return int(rows["world"].iloc[place]), f"one at random (draw={draw})"


def _entered(source: Source) -> pd.DataFrame:
    return source.rows[source.rows["outcome"].isin(_ENTRIES)]


def _failed(source: Source) -> pd.DataFrame:
    rows = source.rows
    return rows[(rows["failed_orders"] > 0) & (rows["outcome"] != _MUTINY)]


def _refused(source: Source) -> pd.DataFrame:
    rows = source.rows
    came = rows["ultimatum_week"].notna() & (rows["failed_orders"] == 0)
    return rows[came & (rows["outcome"] == _REPLACED)]


def _removed(source: Source) -> pd.DataFrame:
    rows = source.followed(source.rows[source.rows["outcome"] == _REPLACED])
    return rows[rows["fate"] == Fate.REMOVED]


def _saved(source: Source) -> pd.DataFrame:
    rows = source.followed(_entered(source))
    return rows[(rows["felt"] >= _SEVERE) & (rows["fell"] == NEVER)]


def _ruined(source: Source) -> pd.DataFrame:
    rows = source.followed(_entered(source))
    return rows[(rows["fell"] != NEVER) & (rows["fell"] - rows["week"] <= _YEAR)]


def _without_entry(source: Source) -> pd.DataFrame:
    rows = source.with_chances()
    return rows[rows["outcome"] == _NO_ENTRY]


def _quiet(source: Source) -> pd.DataFrame:
    rows = source.rows
    calm = rows["peak_protest"] <= source.scenario.regime.usual_protest
    return rows[(rows["outcome"] == _NO_ENTRY) & rows["ultimatum_week"].isna() & calm]


def _all(source: Source) -> pd.DataFrame:
    return source.rows


PICKS = {
    "entry": Pick("with entry", _entered, _middle),
    "failed_order": Pick("in which an order to enter failed without a mutiny", _failed, _middle),
    "refusal": Pick(
        "in which he was replaced after an ultimatum, having ordered nothing", _refused, _middle
    ),
    "removed": Pick("in which Moscow removed him", _removed, _first, again=True),
    "saved": Pick(
        "that entered under severe pressure and left him in power to the horizon",
        _saved,
        _middle,
        again=True,
    ),
    "ruined": Pick("that entered and in which he fell within a year", _ruined, _middle, again=True),
    "closest_call": Pick("that reached the horizon without entry", _without_entry, _closest),
    "quiet": Pick("without an ultimatum, a fall or unusual protest", _quiet, _steadiest),
    "random": Pick("in all", _all, _drawn),
}


def _none(source: Source) -> str:
    known = [name for name, pick in PICKS.items() if not pick.again]
    there = [name for name in known if not PICKS[name].fits(source).empty]
    there_are = f"there are worlds for {listed(there)}" if there else "no pick has any"
    return f"none of {len(source.rows):,} worlds is like that; {there_are}; {_endings(source)}"


def _endings(source: Source) -> str:
    rows = source.rows
    counts = dict(rows["outcome"].value_counts()) if len(rows) else {}
    told = [f"{name} {count:,}" for name, count in counts.items() if count]
    return f"outcomes: {', '.join(told) or 'none'}"

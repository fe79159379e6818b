"""Where the time of a batch goes: each part without the parts inside it, and the rest, which is
bookkeeping.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import sim.agents.army
import sim.model
from benchmarks.tables import Table
from sim import Scenario, simulate
from sim.agents.leader import Leader
from sim.estimates.drawing import Drawn
from sim.estimates.histories import Histories
from sim.estimates.masses import Masses
from sim.estimates.weekly import Weekly
from sim.laws import theatre
from sim.luck import Luck
from sim.machine.rules import Unfolding
from sim.model import WarEntry
from sim.people.people import kernels

PARTS: dict[str, tuple[tuple[Any, str], ...]] = {
    "leaders: projection": ((Unfolding, "__call__"),),
    "leaders: all else of deciding": ((Leader, "act"),),
    "leaders: wandering": ((Leader, "wander"), (sim.agents.army, "recover")),
    "luck of the week": ((Luck, "of_week"),),
    "soldiers": tuple(
        (kernels, name)
        for name in (
            "count_willing",
            "share_obeying",
            "count_disloyal_refusers",
            "lose_deserters",
            "drift_morale",
        )
    ),
    "citizens": ((kernels, "count_protesters"),),
    "start": ((sim.model, "begin"),),
    "theatre and falls": ((theatre, "look"), (theatre, "move"), (Drawn, "fall")),
    "output": ((Weekly, "add"), (Masses, "add_week"), (Histories, "write"), (Histories, "settle")),
    "letting ended worlds go": ((WarEntry, "_let_go"),),
}
REST = "bookkeeping"
LEADERS = "leaders"  # how the names of their parts begin


def table(quick: bool) -> Table:
    """Processor microseconds of a world-year in each part, and the share of the whole."""
    worlds = 4_096 if quick else 20_480
    simulate(Scenario(), 512, seed=0, estimator="counted")
    spent: Counter[str] = Counter()
    with _watched(spent):
        begun = time.process_time()
        simulate(Scenario(), worlds, seed=0, estimator="counted")
        whole: Any = time.process_time() - begun
    spent[REST] = whole - spent.total()
    rows = [
        (part, spent[part] / worlds * 1e6, f"{spent[part] / whole:.0%}") for part in (*PARTS, REST)
    ]
    return Table("shares", "Where the time goes", ("part", "us per world-year", "share"), rows)


def of_leaders(shares: Table) -> float:
    """The leaders' share of a batch, from the table."""
    each: dict[Any, Any] = {row[0]: row[1] for row in shares.rows}
    mine = sum(spent for part, spent in each.items() if part.startswith(LEADERS))
    share: float = mine / sum(each.values())
    return share


@contextmanager
def _watched(spent: Counter[str]) -> Iterator[None]:
    inside: list[Any] = []  # seconds that the parts inside each part under way have taken
    with ExitStack() as stack:
        for part, functions in PARTS.items():
            for owner, name in functions:
                timed = _timed(getattr(owner, name), part, spent, inside)
                stack.enter_context(patch.object(owner, name, timed))
        yield


def _timed(function: Any, part: str, spent: Counter[str], inside: list[Any]) -> Any:
    def timed(*arguments: Any, **named: Any) -> Any:
        inside.append(0.0)
        begun = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            seconds = time.process_time() - begun
            spent[part] += seconds - inside.pop()
            if inside:
                inside[-1] += seconds

    return timed

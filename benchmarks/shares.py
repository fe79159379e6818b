"""Where the time of a batch goes: soldiers, citizens, output, and the rest, which is leaders."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import sim.start
from benchmarks.tables import Table
from sim import Scenario, simulate
from sim.estimates.histories import Histories
from sim.estimates.masses import Masses
from sim.estimates.weekly import Weekly
from sim.people.people import kernels

PARTS: dict[str, tuple[tuple[Any, str], ...]] = {
    "soldiers": (
        *(
            (kernels, name)
            for name in (
                "count_willing",
                "share_obeying",
                "count_disloyal_refusers",
                "lose_deserters",
                "drift_morale",
            )
        ),
        (sim.start, "raise_army"),
    ),
    "citizens": ((kernels, "count_protesters"), (sim.start, "gather_public")),
    "output": ((Weekly, "add"), (Masses, "add_week"), (Histories, "write"), (Histories, "settle")),
}


def table(quick: bool) -> Table:
    """Processor microseconds of a world-year in each part, and the share of the whole."""
    worlds = 2_048 if quick else 10_240
    simulate(Scenario(), 512)
    spent: Counter[str] = Counter()
    with _watched(spent):
        begun = time.process_time()
        simulate(Scenario(), worlds)
        whole = time.process_time() - begun
    spent["leaders"] = whole - spent.total()
    rows = [
        (part, spent[part] / worlds * 1e6, f"{spent[part] / whole:.0%}")
        for part in ("leaders", "soldiers", "citizens", "output")
    ]
    return Table("shares", "Where the time goes", ("part", "us per world-year", "share"), rows)


@contextmanager
def _watched(spent: Counter[str]) -> Iterator[None]:
    with ExitStack() as stack:
        for part, functions in PARTS.items():
            for owner, name in functions:
                stack.enter_context(
                    patch.object(owner, name, _timed(getattr(owner, name), part, spent))
                )
        yield


def _timed(function: Any, part: str, spent: Counter[str]) -> Any:
    def timed(*arguments: Any, **named: Any) -> Any:
        begun = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            seconds: Any = time.process_time() - begun  # a Counter of seconds
            spent[part] += seconds

    return timed

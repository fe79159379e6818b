"""What was aimed at, and what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks import shares
from benchmarks.estimators import entry
from benchmarks.tables import Table
from benchmarks.timing import fresh
from sim.laws.pressure import LEVELS


def table(measured: Mapping[str, Table], quick: bool) -> Table:
    """Each target beside its measurement; a quick run scales up what it does not run in full."""
    side = {row[1]: row for row in measured["side_by_side"].rows}
    batch = side["this model in batch, 1 process"][4]
    ours, theirs = (
        side.get(name)
        for name in ("people's kernels alone", "the same in C, multiplication by hand")
    )
    against_c = theirs[2] / ours[2] if theirs else float("nan")
    worlds = 1_000 if quick else 10_000
    levels = (
        fresh("once", worlds=worlds, changed={}, workers=2, levels=True)["seconds"]
        * 10_000
        / worlds
    )
    two = measured["workers"].rows[1]
    answered = measured["command"].rows[0][1]
    led = shares.of_leaders(measured["shares"])
    real, memory = measured["people"].rows[-1], [row[3] for row in measured["worlds"].rows]
    rows = [
        (
            "batch, times Mesa objects, per core",
            "at least 800, aim 1,000",
            batch,
            _met(batch >= 800),
        ),
        ("leaders' share of a batch", "under a third", led, _met(led < 1 / 3)),
        ("people's kernels, times C by hand", "at least 1", against_c, _met(against_c >= 1)),
        ("2 workers, times 1", "at least 1.9", two[4], _met(two[4] >= 1.9)),
        (
            "six pressure levels x 10,000 worlds, 2 workers, s",
            "under 10",
            levels,
            _met(levels < 10),
        ),
        (
            "a million world-years, 2 workers, scaled up, s",
            "under 90",
            1e6 / two[3],
            _met(1e6 / two[3] < 90),
        ),
        ("start-up to printed table, s", "under 3", answered, _met(answered < 3)),
        ("a year of the real country, s", "under 5", real[3], _met(real[3] < 5)),
        ("memory of the real country, MB", "under 1,000", real[5], _met(real[5] < 1000)),
        (
            "peak memory from 10,000 worlds to the most, times",
            "flat",
            memory[-1] / memory[4],
            _met(memory[-1] < 1.1 * memory[4]),
        ),
        *_foreseeing(worlds),
    ]
    return Table("targets", "Targets", ("what", "target", "measured", "met"), rows)


def _foreseeing(worlds: int) -> Iterator[tuple[str, str, float, str]]:
    """What foreseeing endings costs beside counting them, and what a second of it is worth in
    seconds of counting: variance of P(entry) by processor time.
    """
    for name in ("observed", "severe"):
        level: dict[str, object] = {"pressure.level": LEVELS[name]}
        chances, foreseen = entry(level, worlds, "conditional", 1)
        _, counted = entry(level, worlds, "counted", 1)
        p, cost = chances.mean(), foreseen / counted
        worth = p * (1 - p) / chances.var(ddof=1) / cost
        yield f"foreseeing at {name} pressure, times the cost of counting", "none", cost, "-"
        yield f"foreseeing at {name} pressure, times the worth of a second", "none", worth, "-"


def _met(yes: bool) -> str:
    return "yes" if yes else "no"

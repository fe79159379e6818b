"""Trials: scenarios lived side by side to see whether a mechanism works, over processes."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass

import numpy as np

from experiments.command import interrupts
from experiments.engine.executors import processes
from experiments.engine.progress import Progress
from experiments.mistakes import Interrupted
from experiments.why.mechanisms.watching import YEAR, added, watched
from sim.estimates.intervals import Estimate, average, rate
from sim.laws.choice import in_order
from sim.machine.arrays import Floats
from sim.machine.compiled import to_be_compiled
from sim.scenario import Scenario
from sim.simulation import simulate
from sim.world import ENTRIES, NEVER, Outcome

_LOT = 500  # worlds lived at a time
_PULSE = 0.5  # seconds between signs of life
CHANCES = ("entry", *(outcome.name.lower() for outcome in Outcome))  # that are foreseen


@dataclass(frozen=True)
class Trial:
    """A scenario, and how many worlds of it are lived: watched on their way, or with their endings
    foreseen.
    """

    scenario: Scenario
    worlds: int
    watched: bool = True
    window: tuple[int, int] = (0, YEAR)  # weeks in which an ultimatum counts as issued


@dataclass(frozen=True)
class Seen:
    """What a trial has shown: sums over its worlds."""

    sums: Mapping[str, Floats]

    @property
    def worlds(self) -> int:
        """How many worlds were lived."""
        return int(self.sums["worlds"])

    def number(self, name: str) -> float:
        """A sum."""
        return float(self.sums[name])

    def share(self, name: str, of: str = "worlds") -> Estimate | None:
        """How often something was so among the worlds in which it could; None where in none."""
        worlds = int(self.sums[of])
        return rate(int(self.sums[name]), worlds) if worlds else None

    def chance(self, name: str) -> Estimate:
        """The chance of an ending that was foreseen."""
        place = CHANCES.index(name)
        total, squares = self.sums["chances"][place], self.sums["squares"][place]
        mean = total / self.worlds
        variance = max(squares - self.worlds * mean**2, 0.0) / max(self.worlds - 1, 1)
        return average(mean, variance, self.worlds)


def lived(trials: Mapping[str, Trial], seed: int, workers: int) -> dict[str, Seen]:
    """What every trial shows, by name, whatever the number of workers; raises Interrupted after
    Ctrl-C.
    """
    lots = [
        (name, first, min(_LOT, trial.worlds - first))
        for name, trial in trials.items()
        for first in range(0, trial.worlds, _LOT)
    ]
    progress = Progress(sum(worlds for *_, worlds in lots), compiling=to_be_compiled())
    with processes(workers) as pool, interrupts() as stop:
        jobs = {
            pool.submit(_seen, trials[name], first, worlds, seed): worlds
            for name, first, worlds in lots
        }
        waiting = set(jobs)
        while waiting:
            done, waiting = wait(waiting, timeout=_PULSE, return_when=FIRST_COMPLETED)
            progress.advance(sum(jobs[each] for each in done))
            if stop.is_set():
                pool.shutdown(wait=True, cancel_futures=True)
                raise Interrupted("half a look is not kept; the same command looks again")
    progress.finish()
    parts: dict[str, list[dict[str, Floats]]] = {name: [] for name in trials}
    for (name, *_), job in zip(lots, jobs, strict=True):
        parts[name].append(job.result())
    return {name: Seen(added(each)) for name, each in parts.items()}


def _seen(trial: Trial, first: int, worlds: int, seed: int) -> dict[str, Floats]:
    """What some worlds of a trial show."""
    if trial.watched:
        return watched(trial.scenario, first, worlds, seed, trial.window)
    lived = simulate(trial.scenario, worlds, seed, estimator="conditional", first_world=first)
    chances = lived.histories.chances
    rows = np.array([in_order(chances[list(ENTRIES)]), *chances])
    return {
        "worlds": np.array(float(worlds)),
        "chances": rows.sum(axis=1),
        "squares": (rows**2).sum(axis=1),
        "ultimatum": np.array(float((lived.histories.ultimatum != NEVER).sum())),
        "failed_year": np.array(float((lived.histories.failed_orders > 0).sum())),
    }

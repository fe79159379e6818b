"""Trials lived by processes, with rate and time left."""

from __future__ import annotations

from collections.abc import Mapping

from experiments.engine.lots import Lot, cut, done
from experiments.why.mechanisms.sums import added
from experiments.why.mechanisms.trials import Seen, Trial, seen_in
from sim.machine.arrays import Floats


def lived(trials: Mapping[str, Trial], seed: int, workers: int) -> dict[str, Seen]:
    """What every trial shows, by name, whatever the number of workers; raises Interrupted after
    Ctrl-C.
    """
    asked = [(name, *lot) for name, trial in trials.items() for lot in cut(trial.worlds)]
    lots = [
        Lot(seen_in, (trials[name], first, worlds, seed), worlds) for name, first, worlds in asked
    ]
    parts: dict[str, list[dict[str, Floats]]] = {name: [] for name in trials}
    for (name, *_), part in zip(asked, done(lots, workers, "a look"), strict=True):
        parts[name].append(part)
    return {name: Seen(added(each)) for name, each in parts.items()}

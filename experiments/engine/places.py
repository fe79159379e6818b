"""Places: an executor for every place that chunks can be lived in, opened for a study."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from experiments.engine.executors import Executors, here, processes
from experiments.plan.settings import Engine


@contextmanager
def place(settings: Engine) -> Iterator[Executors]:
    """What makes the executors of a study, closed after it.

    Raises UserError where the engine cannot be had.
    """
    if settings.kind == "local":
        yield here if settings.workers == 1 else processes
        return
    from experiments.engine.clusters import cluster

    with cluster(settings) as executors:
        yield executors

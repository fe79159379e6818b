"""Engines: an executor for every place that chunks can be lived in, opened for a study and
closed after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from experiments.executors import Executors, here, processes
from experiments.settings import Engine


@contextmanager
def engine(settings: Engine) -> Iterator[Executors]:
    """What makes the executors of a study; raises UserError where the engine cannot be had."""
    if settings.kind == "local":
        yield here if settings.workers == 1 else processes
        return
    from experiments.clusters import cluster

    with cluster(settings) as executors:
        yield executors

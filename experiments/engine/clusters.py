"""Clusters of machines: the same chunks through Dask workers, or through Slurm jobs that
are Dask workers.

Workers write into the results folder themselves, so it has to be on a disk that all of them see
under one path.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from experiments.engine.executors import Executors
from experiments.mistakes import UserError, first_line
from experiments.plan.settings import Engine

PATIENCE = "20s"  # how long a scheduler may take to answer


@contextmanager
def cluster(settings: Engine) -> Iterator[Executors]:
    """What makes executors on a cluster.

    Raises UserError where Dask or the scheduler cannot be had.
    """
    try:
        import distributed
    except ImportError:
        raise UserError(
            f"engine = {settings.kind} needs Dask: pip install 'belarus-war-entry[cluster]'"
        ) from None
    opened = {"dask": _dask, "slurm": _slurm}[settings.kind]
    with opened(distributed, settings) as client:
        yield lambda workers: client.get_executor()


@contextmanager
def _dask(distributed: Any, settings: Engine) -> Iterator[Any]:
    """A client of the scheduler at an address, or of one that is started here with worker processes
    of its own.
    """
    if settings.address is None:
        with (
            _scheduler(distributed, settings.workers, "127.0.0.1") as here,
            distributed.Client(here) as client,
        ):
            yield client
        return
    try:
        client = distributed.Client(settings.address, timeout=PATIENCE)
    except (OSError, ValueError, TypeError) as mistake:
        raise UserError(
            f"address = {settings.address}: no Dask scheduler answers there ({first_line(mistake)})"
        ) from None
    with client:
        yield client


@contextmanager
def _slurm(distributed: Any, settings: Engine) -> Iterator[Any]:
    """A client of a scheduler here, with one Dask worker in each of `workers` jobs that
    submitit sends off.
    """
    try:
        import submitit
    except ImportError:
        raise UserError(
            "engine = slurm needs submitit: pip install 'belarus-war-entry[cluster]'"
        ) from None
    told = dict(settings.slurm)
    try:
        sender = submitit.AutoExecutor(
            folder=str(told.pop("logs", "slurm_logs")), cluster=str(told.pop("cluster", "slurm"))
        )
        sender.update_parameters(name="belarus", **told)
    except (RuntimeError, ValueError, NotImplementedError, AssertionError) as mistake:
        raise UserError(f"engine = slurm: {first_line(mistake)}") from None
    host = "127.0.0.1" if sender.cluster == "local" else socket.gethostname()
    with _scheduler(distributed, 0, host) as here, distributed.Client(here) as client:
        jobs = [sender.submit(serve, here.scheduler_address) for _ in range(settings.workers)]
        try:
            yield client
        finally:
            client.shutdown()
            for job in jobs:
                job.cancel()


def _scheduler(distributed: Any, workers: int, host: str) -> Any:
    return distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        host=host,
        dashboard_address=None,
        silence_logs=50,
    )


def serve(address: str) -> None:
    """Be a Dask worker of the scheduler at an address until it closes."""
    import asyncio

    from distributed import Worker

    async def work() -> None:
        async with Worker(address, nthreads=1) as worker:
            await worker.finished()

    asyncio.run(work())

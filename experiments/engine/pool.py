"""Chunks of worlds through workers, each chunk written by the worker that lived it.

What a chunk holds depends on its treatment and its world numbers only, so the results are the same
bytes whatever the number of workers, the order in which they finish, and however often they are
killed.

A chunk whose worker is lost is a suspect. Suspects are lived one at a time, so that the one that
kills its workers is known; it is halved until a single world is left, and that world is recorded as
failed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field
from threading import Event

from experiments.engine.executors import Executors
from experiments.engine.worker import Job, live
from experiments.mistakes import UserError
from experiments.store.ledger import Delivery

TRIES = 2  # times that a suspect may lose its worker before it is halved
AHEAD = 2  # chunks handed out for each worker: one being lived, one waiting
PULSE = 0.5  # seconds between signs of life
NOTHING_YET = Delivery()


def conduct(
    jobs: Iterable[Job], executors: Executors, workers: int, stop: Event
) -> Generator[Delivery, None, None]:
    """Live every job; gives what came of each as it is finished, in any order.

    In between it gives NOTHING_YET twice a second. Once `stop` is set no new chunk is begun, and
    those under way are finished. A full disk raises OSError.
    """
    waiting = iter(jobs)
    more = True
    while more:
        with executors(workers) as pool:
            crew = _Crew(pool, waiting, AHEAD * workers, stop)
            yield from crew.deliveries()
        more = crew.more and not stop.is_set()
        yield from _one_by_one(crew.suspects, executors, stop)


@dataclass
class _Crew:
    """The workers of one pool, until there is nothing left or the pool breaks."""

    pool: Executor
    waiting: Iterator[Job]
    ahead: int
    stop: Event
    more: bool = True  # whether jobs may be left
    sound: bool = True  # whether the pool takes jobs
    suspects: list[Job] = field(default_factory=list)
    running: dict[Future[Delivery], Job] = field(default_factory=dict)

    def deliveries(self) -> Iterator[Delivery]:
        """What is delivered, and NOTHING_YET in between."""
        while self.running or self._may_hand_out():
            while len(self.running) < self.ahead and self._may_hand_out():
                self._hand_out()
            if self.stop.is_set():
                self.running = {job: at for job, at in self.running.items() if not job.cancel()}
            done, _ = wait(self.running, timeout=PULSE, return_when=FIRST_COMPLETED)
            for future in done:
                yield from self._taken(future)
            if not done:
                yield NOTHING_YET

    def _may_hand_out(self) -> bool:
        return self.more and self.sound and not self.stop.is_set()

    def _hand_out(self) -> None:
        job = next(self.waiting, None)
        if job is None:
            self.more = False
            return
        try:
            self.running[self.pool.submit(live, job)] = job
        except BrokenExecutor:
            self.suspects.append(job)
            self.sound = False

    def _taken(self, future: Future[Delivery]) -> Iterator[Delivery]:
        job, delivery = self.running.pop(future), _outcome(future)
        if delivery is not None:
            yield delivery
            return
        self.suspects.append(job)
        self.sound = self.sound and not isinstance(future.exception(), BrokenExecutor)


def _one_by_one(suspects: Iterable[Job], executors: Executors, stop: Event) -> Iterator[Delivery]:
    queue = deque(suspects)
    while queue and not stop.is_set():
        job = queue.popleft()
        came = _alone(job, executors)
        if isinstance(came, Delivery):
            yield came
        elif job.chunk.worlds > 1:
            queue.extendleft(job.of(half) for half in reversed(job.chunk.halves))
        else:
            lost = f"lost its worker {TRIES} times: {came}"
            yield Delivery(failures=(job.failure(lost),))


def _alone(job: Job, executors: Executors) -> Delivery | str:
    """What came of a job with nothing beside it, or how its workers were lost."""
    said = ""
    for _ in range(TRIES):
        with executors(1) as pool:
            future = pool.submit(live, job)
            delivery = _outcome(future)
        if delivery is not None:
            return delivery
        said = " ".join(f"{type(future.exception()).__name__}: {future.exception()}".split())
    return said


def _outcome(future: Future[Delivery]) -> Delivery | None:
    """What came of a job; None where its worker was lost.

    Raises what is no fault of the chunk.
    """
    error = future.exception()
    if isinstance(error, (OSError, UserError)):
        raise error
    return None if error else future.result()

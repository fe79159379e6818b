"""The engine: chunks of worlds through workers, each chunk written by the worker that lived it.

What a chunk holds depends on its treatment and its world numbers only, so the results are the same
bytes whatever the number of workers, the order in which they finish, and however often they are
killed.

A chunk whose worker is lost is a suspect. Suspects are lived one at a time, so that the one that
kills its workers is known; it is halved until a single world is left, and that world is recorded as
failed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from threading import Event

from experiments.executors import Executors
from experiments.faults import UserError
from experiments.worker import Failure, Lived, Task, live

TRIES = 2  # times that a suspect may lose its worker before it is halved
AHEAD = 2  # chunks handed out for each worker: one being lived, one waiting
PULSE = 0.5  # seconds between signs of life
NOTHING_YET = Lived()


def conduct(
    tasks: Iterable[Task], executors: Executors, workers: int, stop: Event
) -> Iterator[Lived]:
    """Live every task; gives what came of each as it is finished, in any order, and NOTHING_YET
    twice a second in between.

    Once `stop` is set no new chunk is begun, and those under way are finished. A full disk raises
    OSError.
    """
    waiting = iter(tasks)
    more = True
    while more:
        suspects: list[Task] = []
        with executors(workers) as pool:
            more = yield from _through(pool, waiting, AHEAD * workers, stop, suspects)
        yield from _one_by_one(suspects, executors, stop)


def _through(
    pool: Executor, waiting: Iterator[Task], ahead: int, stop: Event, suspects: list[Task]
) -> Iterator[Lived]:
    """Live tasks until there are none, or the pool breaks; tells whether there may be more."""
    running: dict[Future[Lived], Task] = {}
    more, sound = True, True
    while running or (more and sound and not stop.is_set()):
        while more and sound and len(running) < ahead and not stop.is_set():
            task = next(waiting, None)
            more = task is not None
            if task is not None:
                sound = _hand_out(pool, task, running, suspects)
        if stop.is_set():
            running = {future: task for future, task in running.items() if not future.cancel()}
        done, _ = wait(running, timeout=PULSE, return_when=FIRST_COMPLETED)
        for future in done:
            task, lived = running.pop(future), _outcome(future)
            if lived is None:
                suspects.append(task)
                sound = sound and not isinstance(future.exception(), BrokenExecutor)
            else:
                yield lived
        if not done:
            yield NOTHING_YET
    return more and not stop.is_set()


def _hand_out(
    pool: Executor, task: Task, running: dict[Future[Lived], Task], suspects: list[Task]
) -> bool:
    """Submit a task; false where the pool is broken and takes no more."""
    try:
        running[pool.submit(live, task)] = task
    except BrokenExecutor:
        suspects.append(task)
        return False
    return True


def _one_by_one(suspects: Iterable[Task], executors: Executors, stop: Event) -> Iterator[Lived]:
    queue = deque(suspects)
    while queue and not stop.is_set():
        task = queue.popleft()
        lived = _alone(task, executors)
        if isinstance(lived, Lived):
            yield lived
        elif task.chunk.worlds > 1:
            queue.extendleft(task.part(half) for half in reversed(task.chunk.halves))
        else:
            yield Lived(
                failures=(
                    Failure(
                        task.chunk.treatment,
                        task.chunk.first,
                        f"lost its worker {TRIES} times: {lived}",
                    ),
                )
            )


def _alone(task: Task, executors: Executors) -> Lived | str:
    """What came of a task lived with nothing beside it, or how its workers were lost."""
    said = ""
    for _ in range(TRIES):
        with executors(1) as pool:
            future = pool.submit(live, task)
            lived = _outcome(future)
        if lived is not None:
            return lived
        said = " ".join(f"{type(future.exception()).__name__}: {future.exception()}".split())
    return said


def _outcome(future: Future[Lived]) -> Lived | None:
    """What came of a task; None where its worker was lost; raises what is no fault of the chunk."""
    error = future.exception()
    if isinstance(error, (OSError, UserError)):
        raise error
    return None if error else future.result()

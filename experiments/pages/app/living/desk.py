"""The desk that hands out work: clients in turn, whatever each asks for, and only what is still
wanted.

A client is a page in a browser. What it asks carries a token; a larger one overtakes all that it
asked before, which then stops between two pieces of work.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from typing import Any, TypeVar

MOST_CLIENTS = 1000  # whose tokens are remembered
Given = TypeVar("Given")


class Overtaken(Exception):
    """A newer question of the same client has come."""


@dataclass(frozen=True)
class Ticket:
    """Who asks, and which of his questions it is."""

    client: str
    token: int
    about: str = "answer"  # what it asks about: a client may ask about several things at once


@dataclass(frozen=True)
class Errand:
    """A piece of work that waits, and who waits for it."""

    turn: Ticket
    work: Callable[..., Any]
    arguments: tuple[Any, ...]
    done: asyncio.Future[Any]


class Desk:
    """Work for a number of processes, one piece each at a time."""

    def __init__(self, pool: Executor, workers: int) -> None:
        self._pool, self._free = pool, workers
        self._waiting: dict[str, dict[str, deque[Errand]]] = {}  # by client, and by what it is of
        # when each client was last served, and each thing that it asks
        self._served: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._times = 0
        self._latest: OrderedDict[str, int] = OrderedDict()

    def begin(self, turn: Ticket) -> None:
        """Take a question in; raises Overtaken where a newer one of the client is known."""
        self.check(turn)
        self._latest[turn.client] = turn.token
        self._latest.move_to_end(turn.client)
        while len(self._latest) > MOST_CLIENTS:
            self._latest.popitem(last=False)

    def check(self, turn: Ticket) -> None:
        """Raise Overtaken where a newer question of the client is known."""
        if self._latest.get(turn.client, turn.token) > turn.token:
            raise Overtaken

    async def do(self, turn: Ticket, work: Callable[..., Given], *arguments: Any) -> Given:
        """What a call gives, once it is the client's turn; raises Overtaken."""
        self.check(turn)
        done: asyncio.Future[Given] = asyncio.get_running_loop().create_future()
        queues = self._waiting.setdefault(turn.client, {})
        queues.setdefault(turn.about, deque()).append(Errand(turn, work, arguments, done))
        self._hand_out()
        return await done

    def _hand_out(self) -> None:
        loop = asyncio.get_running_loop()
        while self._free > 0 and (errand := self._next()) is not None:
            try:
                job = self._pool.submit(errand.work, *errand.arguments)
            except BrokenExecutor as broken:
                errand.done.set_exception(broken)
                continue
            self._free -= 1
            job.add_done_callback(self._told(loop, errand))

    def _told(
        self, loop: asyncio.AbstractEventLoop, errand: Errand
    ) -> Callable[[Future[Any]], None]:
        """What a process calls when a piece is done, wherever that is."""

        def done(job: Future[Any]) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._finish, errand, job)

        return done

    def _next(self) -> Errand | None:
        """The first piece still wanted of the client who was served longest ago, and there of what
        was.
        """
        while self._waiting:
            client = min(self._waiting, key=lambda each: self._served.get((each, ""), 0))
            queues = self._waiting[client]
            while queues:
                about = min(queues, key=lambda each: self._served.get((client, each), 0))
                errand = self._first(queues[about])
                if not queues[about]:
                    del queues[about]
                if errand is not None:
                    self._serve(client, about)
                    return errand
            del self._waiting[client]
        return None

    def _first(self, queue: deque[Errand]) -> Errand | None:
        while queue:
            errand = queue.popleft()
            if self._wanted(errand):
                return errand
        return None

    def _serve(self, client: str, about: str) -> None:
        self._times += 1
        for each in ((client, ""), (client, about)):
            self._served[each] = self._times
            self._served.move_to_end(each)
        while len(self._served) > MOST_CLIENTS:
            self._served.popitem(last=False)

    def _wanted(self, errand: Errand) -> bool:
        if errand.done.done():
            return False
        try:
            self.check(errand.turn)
        except Overtaken as overtaken:
            errand.done.set_exception(overtaken)
            return False
        return True

    def _finish(self, errand: Errand, job: Future[Any]) -> None:
        self._free += 1
        if not errand.done.done():
            failure = None if job.cancelled() else job.exception()
            if job.cancelled():
                errand.done.cancel()
            elif failure is not None:
                errand.done.set_exception(failure)
            else:
                errand.done.set_result(job.result())
        self._hand_out()


async def together(calls: Iterable[Coroutine[Any, Any, Given]]) -> list[Given]:
    """What calls give, in their order; where one fails the others are given up."""
    tasks = [asyncio.ensure_future(each) for each in calls]
    try:
        return list(await asyncio.gather(*tasks))
    finally:
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

"""Answers on their way: a line of JSON each, until there is no more, or nobody listens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import BrokenExecutor
from typing import TYPE_CHECKING, Any

from experiments.mistakes import UserError, first_line
from experiments.pages.app.living.desk import Overtaken
from sim.allowed import ScenarioError

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

KIND = b"application/x-ndjson; charset=utf-8"
UNFORESEEN = "something went wrong that should not"
LOST = "a process that lived worlds was lost: start the page again"


class JsonLines:
    """A response that stops its work as soon as its reader has gone."""

    def __init__(
        self, answers: AsyncIterator[Mapping[str, Any]], headers: Mapping[str, str]
    ) -> None:
        self._answers = answers
        self._headers = [(b"content-type", KIND)]
        self._headers += [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answers."""
        await send({"type": "http.response.start", "status": 200, "headers": self._headers})
        sending = asyncio.ensure_future(self._all(send))
        leaving = asyncio.ensure_future(_left(receive))
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in (sending, leaving):
                each.cancel()
            await asyncio.gather(sending, leaving, return_exceptions=True)

    async def _all(self, send: Send) -> None:
        try:
            async for each in guarded(self._answers):
                line = json.dumps(each, separators=(",", ":"), allow_nan=False)
                await send(_body(line.encode() + b"\n", more=True))
        except OSError:
            return  # nobody listens
        await send(_body(b"", more=False))


async def guarded(answers: AsyncIterator[Mapping[str, Any]]) -> AsyncIterator[Mapping[str, Any]]:
    """The answers, and what went wrong in a sentence."""
    try:
        async for each in answers:
            yield each
    except Overtaken:
        yield {"overtaken": True}
    except BrokenExecutor:
        yield {"error": LOST}
    except (UserError, ScenarioError) as mistake:
        yield {"error": first_line(mistake)}
    except Exception as failure:  # said, for a page must never wait for an answer that cannot come
        yield {"error": f"{UNFORESEEN}: {first_line(failure)}"}


def _body(text: bytes, more: bool) -> dict[str, Any]:
    return {"type": "http.response.body", "body": text, "more_body": more}


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass

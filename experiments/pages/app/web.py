"""What the page asks of its server, and what it is answered: only from this machine, and never with
a traceback.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from experiments.mistakes import UserError, first_line
from experiments.pages.app.described import described
from experiments.pages.app.files import FILES, file_of
from experiments.pages.app.living.desk import Desk, Overtaken
from experiments.pages.app.living.kept import Kept
from experiments.pages.app.questions import understood
from experiments.pages.app.reports import Reports
from experiments.pages.app.streams import UNFORESEEN, JsonLines
from experiments.pages.app.tabs import answer, curve, dilemma, drivers, trust, world
from experiments.pages.app.wish import Wish
from sim.allowed import ScenarioError

HOSTS = ("127.0.0.1", "localhost")
TABS = {
    "answer": answer.answers, "curve": curve.answers, "dilemma": dilemma.answers,
    "drivers": drivers.answers, "trust": trust.answers, "world": world.answers,
}  # fmt: skip
LARGEST = 100_000  # bytes of a question
WRONG = 422
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
ALONE = {  # a report page brings all of its own along, and may ask nobody for anything
    "content-security-policy": (
        "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' data:; "
        "style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
    ),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}
HEADERS = {**ALONE, "content-security-policy": STRICT}


@dataclass
class Office:
    """What answers: the desk, what is kept, and the reports that were made."""

    first: Wish
    desk: Desk
    reports: Reports
    kept: Kept = field(default_factory=Kept)
    reading: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))

    def application(self) -> Starlette:
        """All routes."""
        return Starlette(
            routes=[
                Route("/", self.page),
                Route("/files/{name}", self.file),
                Route("/api/page", self.about),
                Route("/api/report", self.report, methods=["POST"]),
                Route("/api/{tab}", self.ask, methods=["POST"]),
                Route("/reports/{name}", self.made),
            ],
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS))],
            exception_handlers={
                UserError: _refused, ScenarioError: _refused, HTTPException: _nothing,
                Overtaken: _overtaken, Exception: _broken,
            },
        )  # fmt: skip

    async def page(self, request: Request) -> Response:
        """The page itself."""
        return _sent("index.html")

    async def file(self, request: Request) -> Response:
        """A style or a script of it."""
        name = request.path_params["name"]
        if name not in FILES:
            raise HTTPException(404)
        return _sent(name)

    async def about(self, request: Request) -> Response:
        """What there is to move, and what the page was opened with."""
        told = await self._read(lambda: described(self.first))
        return JSONResponse(told, headers=HEADERS)

    async def ask(self, request: Request) -> Any:
        """A stream of answers for a tab."""
        tab = request.path_params["tab"]
        if tab not in TABS:
            raise HTTPException(404)
        question = await understood(tab, await _body(request), self.desk, self.kept, self._read)
        return JsonLines(TABS[tab](question), HEADERS)

    async def report(self, request: Request) -> Response:
        """A report of what is shown; answers when it is made."""
        body = await _body(request)
        worlds = body.get("worlds")
        if isinstance(worlds, bool) or not isinstance(worlds, int):
            raise UserError("worlds is a whole number")
        moved = await self._read(lambda: Wish.of(body.get("arguments")))
        return JSONResponse(await self.reports.made(moved, worlds), headers=HEADERS)

    async def made(self, request: Request) -> Response:
        """A report that was made."""
        path: Path = self.reports.page(request.path_params["name"])
        return FileResponse(path, media_type="text/html", headers=ALONE)

    async def _read(self, work: Callable[[], Any]) -> Any:
        """Configurations are put together one at a time, and beside the answering."""
        return await asyncio.get_running_loop().run_in_executor(self.reading, work)


async def _body(request: Request) -> dict[str, Any]:
    """What was sent as JSON from a page of this server; raises UserError."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise UserError("a question is sent as application/json")
    text = b""
    async for part in request.stream():
        text += part
        if len(text) > LARGEST:
            raise UserError(f"a question has at most {LARGEST:,} bytes")
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        raise UserError("a question is an object in JSON") from None
    if not isinstance(body, dict):
        raise UserError("a question is an object in JSON")
    return body


def _sent(name: str) -> Response:
    text, kind = file_of(name)
    return PlainTextResponse(text, media_type=kind, headers=HEADERS)


async def _refused(request: Request, mistake: Exception) -> Response:
    return JSONResponse({"error": first_line(mistake)}, status_code=WRONG, headers=HEADERS)


async def _broken(request: Request, failure: Exception) -> Response:
    said = f"{UNFORESEEN}: {first_line(failure)}"
    return JSONResponse({"error": said}, status_code=500, headers=HEADERS)


async def _overtaken(request: Request, overtaken: Exception) -> Response:
    return JSONResponse({"overtaken": True}, status_code=409, headers=HEADERS)


async def _nothing(request: Request, missing: Exception) -> Response:
    status = missing.status_code if isinstance(missing, HTTPException) else 404
    said = "there is nothing here" if status == 404 else "that cannot be asked"
    return JSONResponse({"error": said}, status_code=status, headers=HEADERS)


def opened(first: Wish, pool: Executor, workers: int) -> Starlette:
    """The application of a page that shows something first, with worlds lived in a pool."""
    return Office(first, Desk(pool, workers), Reports(workers=workers)).application()

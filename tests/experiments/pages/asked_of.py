"""The server of the live page asked without a network: its application, one request at a time."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from experiments.engine.executors import here
from experiments.pages.app.living.desk import Desk
from experiments.pages.app.reports import Reports
from experiments.pages.app.web import Office
from experiments.pages.app.wish import Wish

SMALL = ["population=small", "weeks=6", "pressure=maximum"]


@dataclass
class Answered:
    """What came back."""

    status: int = 0
    headers: dict = field(default_factory=dict)
    body: bytes = b""

    @property
    def lines(self):
        """Its lines as JSON."""
        return [json.loads(each) for each in self.body.decode().splitlines()]

    @property
    def said(self):
        """All of it as JSON."""
        return json.loads(self.body)


def office(tmp_path, first=(), pool=None, workers=1):
    """A server that lives its worlds in this process."""
    return Office(
        Wish.of(list(first)), Desk(pool or here(1), workers), Reports(root=tmp_path),
        reading=ThreadPoolExecutor(1),
    )  # fmt: skip


def question(arguments, client="a", token=1, **more):
    """What a page sends."""
    return {"arguments": arguments, "client": client, "token": token, **more}


def ask(mine, path, body=None, method=None, host="127.0.0.1", kind="application/json", until=None):
    """What is answered; with `until` the reader goes after so many lines."""
    return asyncio.run(asked(mine.application(), path, body, method, host, kind, until))


async def asked(
    app, path, body=None, method=None, host="127.0.0.1", kind="application/json", until=None
):
    """The same within a loop."""
    text = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    found, gone, sent = Answered(), asyncio.Event(), False
    scope = {
        "type": "http", "http_version": "1.1", "method": method or ("POST" if body else "GET"),
        "path": path, "raw_path": path.encode(), "query_string": b"", "scheme": "http",
        "root_path": "", "headers": [(b"host", host.encode()), (b"content-type", kind.encode())],
        "server": ("127.0.0.1", 1), "client": ("127.0.0.1", 2), "asgi": {"version": "3.0"},
    }  # fmt: skip

    async def receive():
        nonlocal sent
        if not sent:
            sent = True
            return {"type": "http.request", "body": text, "more_body": False}
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        if message["type"] == "http.response.start":
            found.status = message["status"]
            found.headers = {k.decode(): v.decode() for k, v in message["headers"]}
        else:
            found.body += message.get("body", b"")
            if until is not None and found.body.count(b"\n") >= until:
                gone.set()

    await app(scope, receive, send)
    return found

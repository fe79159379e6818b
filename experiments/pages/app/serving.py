"""The server: on this machine alone, until Ctrl-C."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from experiments.mistakes import UserError
from experiments.pages.app.asked import MOST_PORT
from experiments.pages.app.living.pool import warm

if TYPE_CHECKING:
    from experiments.pages.app.asked import Opening

Made = Callable[..., Any]  # an application
HOST = "127.0.0.1"
_PATIENCE = 1  # seconds in which answers under way may end


def serve(wanted: Opening, made: Made) -> None:
    """Serve the page that is made of a first scenario, a pool and its workers, until Ctrl-C; raises
    UserError where the port is taken.
    """
    with listening(wanted.port) as here:
        _answer(wanted, made, here)


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """A socket of this machine alone; raises UserError where the port cannot be had."""
    here = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    here.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        here.bind((HOST, port))
        here.listen()
    except OSError as failure:
        here.close()
        raise UserError(
            f"port {port} cannot be had ({failure.strerror}): another from 1 to {MOST_PORT}, or "
            "port=0 for any that is free"
        ) from None
    try:
        yield here
    finally:
        here.close()


def _answer(wanted: Opening, made: Made, here: socket.socket) -> None:
    import uvicorn

    address = f"http://{HOST}:{here.getsockname()[1]}/"
    print("The model is being loaded ...", flush=True)
    with warm(wanted.workers) as pool:
        config = uvicorn.Config(
            made(wanted.first, pool, wanted.workers), log_level="critical", lifespan="off",
            access_log=False,
            timeout_graceful_shutdown=_PATIENCE, server_header=False,
        )  # fmt: skip
        print(f"The live page: {address}   (Ctrl-C ends it)", flush=True)
        if wanted.browser:
            webbrowser.open(address)
        uvicorn.Server(config).run(sockets=[here])

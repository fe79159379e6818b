"""What a command line asks of the live page, checked before a port is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from experiments.command import named_values, read_whole, read_yes
from experiments.mistakes import UserError
from experiments.pages.app.wish import Wish
from experiments.plan.settings import cores

PORT, MOST_PORT, MOST_WORKERS = 8722, 65_535, 512
OWN = ("port", "workers", "open")
_EXAMPLE = "port=8723"
_NEEDED = {
    "starlette": "starlette", "uvicorn": "uvicorn", "jinja2": "jinja2", "altair": "altair",
    "vl_convert": "vl-convert-python",
}  # fmt: skip


@dataclass(frozen=True)
class Opening:
    """How the page is opened."""

    port: int  # 0: any that is free
    workers: int
    browser: bool  # whether to open one
    first: Wish  # what it shows at first


def opening(arguments: Sequence[str]) -> Opening:
    """What is asked for; raises UserError."""
    mine = [each for each in arguments if each.partition("=")[0] in OWN]
    own = named_values(mine, _EXAMPLE)
    return Opening(
        port=read_whole("port", own.get("port", str(PORT)), 0, MOST_PORT),
        workers=read_whole("workers", own.get("workers", str(cores())), 1, MOST_WORKERS),
        browser=read_yes("open", own.get("open", "false")),
        first=Wish.of([each for each in arguments if each not in mine]),
    )


def check_installed() -> None:
    """Raise UserError where what serves the page is not installed."""
    missing = [package for module, package in _NEEDED.items() if find_spec(module) is None]
    if missing:
        raise UserError(
            f"the live page needs {', '.join(missing)}: pip install 'belarus-war-entry[pages]'"
        )

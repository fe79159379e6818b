"""Reports made from the page: the shown command carried out into a folder, and its report page."""

from __future__ import annotations

import asyncio
import re
import shlex
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.mistakes import UserError
from experiments.pages.app.living.kept import key_of
from experiments.plan.identity import digest

if TYPE_CHECKING:
    from experiments.pages.app.wish import Wish

WORLDS = (2_000, 64_000)  # of a report: at least, at most
FOLDER = "results"
_NAME = re.compile(r"app-[0-9a-f]{8}")
_REPORT = "report.html"


@dataclass
class Reports:
    """Folders of results that this page made, one at a time."""

    root: Path = Path(FOLDER)
    workers: int = 1
    _busy: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def made(self, moved: Wish, worlds: int) -> dict[str, str]:
        """The report on so many worlds, with the command that made its folder; raises UserError
        with what the command said where it failed.
        """
        worlds = min(max(worlds, WORLDS[0]), WORLDS[1])
        key = digest([key_of(moved.scenario, moved.seed), worlds])
        name = f"app-{key}"
        folder = self.root / name
        run = [*moved.arguments, f"replications={worlds}", f"output={folder}"]
        async with self._busy:
            await _carried_out("run", [*run, f"workers={self.workers}"])
            await _carried_out("report", [str(folder)])
        return {"folder": str(folder), "link": f"reports/{name}", "command": _told(run)}

    def page(self, name: str) -> Path:
        """Where a report lies; raises UserError where there is none of the name."""
        path = self.root / name / _REPORT
        if not _NAME.fullmatch(name) or not path.is_file():
            raise UserError("there is no report of that name")
        return path


async def _carried_out(door: str, arguments: list[str]) -> None:
    """Carry out a command of this program; stopped where nobody waits for it any more."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", f"experiments.{door}", *arguments,
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        _, said = await process.communicate()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
    if process.returncode:
        lines = said.decode(errors="replace").strip().splitlines()
        raise UserError(f"the report was not made: {lines[-1] if lines else 'it was stopped'}")


def _told(run: list[str]) -> str:
    return shlex.join(["python", "-m", "experiments.run", *run])

"""Commands as a user gives them, carried out in this process: what they say, how they end, what
they leave behind.
"""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

import pandas as pd
import pyarrow.parquet as pq

from experiments.command import run_command
from experiments.plan.compose import load
from sim.scenario import Scenario

ROOT = Path(__file__).resolve().parents[2]
SMALL = ("population=small", "replications=8", "weeks=6", "workers=1")
TABLES = ("summary", "weekly", "incidence", "blocked", "rungs", "fate", "expedition")
COLUMNS = ("outcome", "worlds", "count", "probability", "low", "high")


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str


@lru_cache
def scenario(*arguments: str) -> Scenario:
    """The scenario that a command line describes.

    Putting one together takes Hydra a quarter of a second, so it is kept.
    """
    return load(arguments).base


def say(command: ModuleType, *arguments: object, figures: bool = False) -> Said:
    """Carry out a command.

    Its figures are left out unless asked for, because drawing takes longest.
    """
    out, err = io.StringIO(), io.StringIO()
    drawn = (
        contextlib.nullcontext()
        if figures
        else patch("experiments.figures.draw", lambda folder, which="all": [])
    )
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), drawn:
        status = run_command(command.main, command.HELP, [str(each) for each in arguments])
    return Said(status, out.getvalue(), err.getvalue())


def done(command: ModuleType, *arguments: object, figures: bool = False) -> Said:
    """Carry out a command that must succeed."""
    said = say(command, *arguments, figures=figures)
    assert said.status == 0, said.err
    return said


def mistake(command: ModuleType, *arguments: object) -> str:
    """The one line on stderr of a command that a user's mistake ends, with status 2, before
    anything is said.
    """
    said = say(command, *arguments)
    lines = said.err.strip().splitlines()
    assert said.status == 2, said
    assert not said.out, said.out
    assert len(lines) == 1, said.err
    assert lines[0].startswith("error: "), lines[0]
    return lines[0].removeprefix("error: ")


def typed(*arguments: object, timeout: float = 120) -> Said:
    """`python ARGUMENTS` in a process of its own."""
    command = [sys.executable, *(str(each) for each in arguments)]
    ran = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, timeout=timeout, env=dict(os.environ)
    )
    return Said(ran.returncode, ran.stdout, ran.stderr)


def table(folder: Path, name: str = "summary") -> pd.DataFrame:
    """A saved table."""
    return pd.read_csv(folder / f"{name}.csv", keep_default_na=False, na_values=[""])


def worlds(folder: Path) -> pd.DataFrame:
    """The rows of all worlds in a folder, in the order of treatments and worlds."""
    rows = pd.concat(
        [pq.read_table(path).to_pandas() for path in sorted((folder / "worlds").glob("*.parquet"))],
        ignore_index=True,
    )
    return rows.sort_values(
        [*rows.columns[: list(rows.columns).index("world")], "world"], ignore_index=True
    )


def counted(rows: pd.DataFrame, column: str) -> Mapping[str, int]:
    """How many worlds have each value of a column."""
    return {str(name): int(count) for name, count in rows[column].value_counts().items() if count}


def written(folder: Path) -> dict[str, bytes]:
    """The bytes of every table and of every file of worlds."""
    paths = [
        *(folder / f"{name}.csv" for name in TABLES),
        *(folder / "worlds").glob("*.parquet"),
        *(folder / "counts").glob("*.parquet"),
    ]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}

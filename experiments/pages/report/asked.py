"""What a command line asks of the page, checked before anything is read or drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments.command import named_values, read_whole, read_yes
from experiments.mistakes import UserError
from experiments.plan.settings import SETTINGS, cores
from experiments.store.manifest import read_manifest

NAME, ENDING = "report.html", ".html"
OWN = ("dilemma", "why", "output", "moves", "workers")
_MOST_WORKERS = 4096
_OUTPUT = OWN[2]
_EXAMPLE = "output=report.html"


@dataclass(frozen=True)
class Ordered:
    """A page that was asked for: of which folders, and where it is to lie."""

    folder: Path
    dilemma: Path | None
    why: Path | None
    output: Path
    moves: bool  # whether it has a part that its reader moves, which takes a while to live
    workers: int


def ordered(arguments: Sequence[str]) -> Ordered:
    """What is asked for; raises UserError."""
    own = [each for each in arguments if each.partition("=")[0] in OWN]
    folders = [each for each in arguments if each not in own]
    unknown = [each for each in folders if "=" in each and not Path(each).exists()]
    if unknown:
        name = unknown[0].partition("=")[0]
        raise UserError(f"{name} is not for the report page; allowed are {', '.join(OWN)}")
    if len(folders) != 1:
        raise UserError("name one results folder: python -m experiments.report results/NAME")
    values = named_values(own, _EXAMPLE)
    folder = Path(folders[0])
    output = _output(values.get(_OUTPUT))
    read_manifest(folder)
    dilemma, why = (Path(values[each]) if each in values else None for each in OWN[:2])
    moves = read_yes("moves", values.get("moves", "true"))
    workers = read_whole("workers", values.get("workers", str(cores())), 1, _MOST_WORKERS)
    return Ordered(folder, dilemma, why, output or folder / NAME, moves, workers)


def _output(typed: str | None) -> Path | None:
    """The file that was named; raises UserError where no page can lie there."""
    if typed is None:
        return None
    path = Path(SETTINGS[_OUTPUT].check(_OUTPUT, typed))
    if path.suffix != ENDING or path.is_dir():
        raise UserError(f"output = {typed} is no page: name a file that ends in {ENDING}")
    return path

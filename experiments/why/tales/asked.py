"""What a command line asks to be told: which worlds to look among, which of them, and how."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments.command import named_values
from experiments.mistakes import UserError
from experiments.plan.settings import SETTINGS
from sim.luck import MAX_WORLDS

EXAMPLE = "world=17"
WHICH = ("world", "outcome", "pick")  # ways to say which world
HOW = {  # how it is told: what there is to choose from, the first where nothing is asked for
    "detail": ("short", "full"),
    "format": ("text", "markdown"),
    "figure": ("false", "true"),
}
OWN = (*WHICH, "draw", "worlds", "weeks", "output", *HOW)
_LIVED = 1000  # worlds that are lived to pick from where no folder holds any
_FARTHEST_DRAW = 2**63


@dataclass(frozen=True)
class Asked:
    """What is asked."""

    folder: str | None  # a results folder; None where a scenario is named
    scenario: tuple[str, ...]  # arguments of the scenario, or swept values of the folder
    which: str  # world, outcome or pick
    value: str  # of that
    draw: int  # of pick=random
    worlds: int  # to live, where no folder holds them
    weeks: tuple[int, int]  # to tell
    full: bool
    format: str
    figure: bool
    output: Path | None  # a file that the story is written to


def asked(arguments: Sequence[str]) -> Asked:
    """What a command line asks; raises UserError."""
    folder = arguments[0] if arguments and "=" not in arguments[0] else None
    rest = list(arguments[1:] if folder else arguments)
    mine = [each for each in rest if _is_own(each, folder)]
    own = named_values(mine, EXAMPLE)
    which, value = _which(own)
    _check(own, which, value, folder)
    how = {name: _one_of(name, own.get(name, allowed[0])) for name, allowed in HOW.items()}
    return Asked(
        folder=folder,
        scenario=tuple(each for each in rest if each not in mine),
        which=which,
        value=value,
        draw=_whole("draw", own.get("draw", "1"), 0, _FARTHEST_DRAW),
        worlds=_whole("worlds", own.get("worlds", str(_LIVED)), 1, MAX_WORLDS),
        weeks=_weeks(own.get("weeks")),
        full=how["detail"] == "full",
        format=how["format"],
        figure=how["figure"] == "true",
        output=_file(own.get("output")),
    )


def check_weeks(weeks: tuple[int, int], lived: int) -> None:
    """Raise UserError where the first week to be told is beyond the horizon."""
    first, last = weeks
    if first >= lived:
        text = f"{first}" if last == first else f"{first}-{last}"
        raise UserError(f"weeks = {text} is beyond the last week: they go from 0 to {lived - 1}")


def world_number(text: str) -> int:
    """A world by its number; raises UserError."""
    return _whole("world", text, 0, MAX_WORLDS)


def _is_own(argument: str, folder: str | None) -> bool:
    """Whether an argument is for the replay; without a folder one number of weeks is the horizon
    of the scenario.
    """
    name, _, value = argument.partition("=")
    return name in OWN and (name != "weeks" or folder is not None or "-" in value)


def _which(own: Mapping[str, str]) -> tuple[str, str]:
    given = [name for name in WHICH if name in own]
    if len(given) > 1:
        raise UserError(f"ask for a world by {' or by '.join(given)}, not both")
    return (given[0], own[given[0]]) if given else ("world", "0")


def _check(own: Mapping[str, str], which: str, value: str, folder: str | None) -> None:
    if "draw" in own and (which, value) != ("pick", "random"):
        raise UserError("draw is for pick=random: leave it out, or pick at random")
    if "worlds" in own and folder is not None:
        raise UserError("worlds is for a scenario that is lived now: the folder has its own worlds")
    if "worlds" in own and which == "world":
        raise UserError("worlds is how many to pick from: leave it out with world, or pick one")


def _one_of(name: str, value: str) -> str:
    if value not in HOW[name]:
        raise UserError(f"{name} = {value} is not one of {', '.join(HOW[name])}")
    return value


def _file(text: str | None) -> Path | None:
    """The file that a story is to be written to; raises UserError."""
    SETTINGS["output"].check("output", text)
    file = None if text is None else Path(text)
    if file is not None and (file.is_dir() or not file.absolute().parent.is_dir()):
        raise UserError(f"output = {file} is not a file in a folder that exists")
    return file


def _whole(name: str, text: str, low: int, beyond: int) -> int:
    if not (text.isascii() and text.isdecimal()) or not low <= int(text[:20]) < beyond:
        raise UserError(f"{name} = {text} is not a whole number from {low} to {beyond - 1}")
    return int(text)


def _weeks(text: str | None) -> tuple[int, int]:
    if text is None:
        return 0, sys.maxsize
    first, _, last = text.partition("-")
    if not first.isdecimal() or not (last.isdecimal() or not last):
        raise UserError(f"weeks = {text} is not a week or a range of weeks such as 10-20")
    if last and int(last) < int(first):
        raise UserError(f"weeks = {text} ends before it begins")
    return int(first), int(last or first)

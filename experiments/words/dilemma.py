"""Whether entering saves him, in words that are true of the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from experiments.words.parameters import LEVELS
from sim.numbers import listed


class Verdict(Enum):
    """What a difference with its interval says of entering."""

    SAVES = "saves him"
    DOES_NOT = "does not save him"
    UNCLEAR = "unclear"


SHORT = {Verdict.SAVES: "yes", Verdict.DOES_NOT: "no", Verdict.UNCLEAR: "unclear"}


def verdict(low: float, high: float) -> Verdict:
    """What an interval of "entering less the best lower rung" says: nothing if it holds nought."""
    if low > 0:
        return Verdict.SAVES
    return Verdict.DOES_NOT if high < 0 else Verdict.UNCLEAR


def pressures(levels: Sequence[float]) -> str:
    """Levels of pressure within a sentence: "severe and maximum pressure", "pressure 0.7"."""
    if all(level in LEVELS for level in levels):
        return f"{listed([LEVELS[level] for level in levels])} pressure"
    return f"pressure {listed([f'{level:g}' for level in levels])}"


def where(found: Mapping[float, Verdict], wanted: Verdict) -> str:
    """At which pressures a verdict was found; nothing where at none."""
    levels = [level for level, each in found.items() if each is wanted]
    if not levels:
        return ""
    if len(levels) == len(found) > 2:
        return f"at any pressure from {min(levels):g} to {max(levels):g}"
    return f"at {pressures(levels)}"


def finding(everywhere: Mapping[float, Verdict], obeyed: Mapping[float, Verdict]) -> str:
    """The answer in one line, of all worlds and of those in which the army obeys."""
    if not everywhere:
        return "Too few ultimatums came to say whether entering saves him"
    saves, there = where(everywhere, Verdict.SAVES), where(obeyed, Verdict.SAVES)
    if saves:
        also = f", and where the army obeys {there}" if there and there != saves else ""
        return f"Entering saves him {saves}{also}"
    never = set(everywhere.values()) == {Verdict.DOES_NOT}
    start = "Entering does not save him" if never else "It is not clear that entering saves him"
    if there:
        return f"{start}, unless the army obeys: then it does {there}"
    if set(obeyed.values()) == {Verdict.DOES_NOT}:
        return f"{start}, even where the army obeys"
    return f"{start}; where the army obeys, that is not clear" if never and obeyed else start

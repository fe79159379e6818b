"""What is said of twin worlds and of what a difference is due to: names, and points of per cent."""

from __future__ import annotations

import math

from experiments.words.names import BLOCKS
from experiments.words.parameters import SPACE
from sim.numbers import Shown

EVENTS = {
    "entry": "entry",
    "ultimatum": "an ultimatum",
    "failed": "an order that fails",
    "fell": "a fall of the regime",
}
BECAME = {"entry": "entry", **BLOCKS}
SHOWN_IN = {  # in whom it shows first that two lives part
    "army": "the army's willingness",
    "putin": "Putin's course",
    "contingent": "the Russian contingent",
    "lukashenko": "Lukashenko's rung",
    "opposition": "the opposition's tactic",
    "public": "the street",
    "backing": "the Kremlin's backing",
    "ending": "how it ends",
    "front": "the front",
}
DICE = {
    "putin": "Putin's dice",
    "lukashenko": "Lukashenko's dice",
    "front": "the front's dice",
    "army": "the army's dice",
    "all": "all dice, and other people",
}
GROUPS = {
    "pressure": "Kremlin pressure",
    "putin": "Putin",
    "lukashenko": "Lukashenko",
    "army": "the army",
    "public": "the public",
    "opposition": "the opposition",
    "theatre": "the theatre",
    "regime": "how regimes fall",
    "choice": "how leaders choose",
    "start": "the start and its season",
    "weeks": "the horizon",
    "force": "what is forced",
    "steps_per_week": "steps a week",
}
_MOST_LETTERS = 60  # of what was typed, in a title


def points(each: Shown) -> str:
    """A difference in points of per cent, with its interval: "-31 points (-35 to -27)"."""
    if each.low == each.high == 0:
        return "0 points (the same in every world)"
    middle, low, high = (point(end, each) for end in (each.probability, each.low, each.high))
    unit = "point" if middle.strip("+-") == "1" else "points"
    return f"{middle} {unit} ({low} to {high})"


def point(share: float, each: Shown) -> str:
    """A difference in points of per cent, with no more figures than an interval bears."""
    half = 50 * (each.high - each.low)
    decimals = math.ceil(-math.log10(half)) if half > 0 else 2
    said = f"{100 * share:+.{min(max(decimals, 0), 5)}f}"
    return said if float(said) else "0"


def clear(each: Shown) -> bool:
    """Whether an interval leaves nought out."""
    return each.low > 0 or each.high < 0


def typed(text: str) -> str:
    """What was typed, cut where it is too long for a title."""
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 3]}..."


def together(text: str) -> str:
    """Words that are not to be torn apart at the end of a line."""
    return text.replace(" ", SPACE)

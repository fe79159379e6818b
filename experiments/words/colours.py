"""One colour a meaning, in every figure and page.

The colours are those of Okabe and Ito, which readers with any kind of colour vision can tell apart.
"""

from __future__ import annotations

BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILLION, PURPLE = (
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7",
)  # fmt: skip
GREY, PALE, INK, QUIET = "#999999", "#DDDDDD", "#222222", "#666666"

COLOURS = {
    "entry": BLACK, "no_entry": GREY, "limited_entry": ORANGE, "full_entry": VERMILLION,
    "mutiny": GREEN, "uprising": BLUE, "replaced": PURPLE,
    "refuse": BLUE, "stall": SKY, "host": GREEN, "supply": YELLOW, "posture": PURPLE, "ended": PALE,
    "accommodate": SKY, "hold": PALE, "press": YELLOW, "ultimatum": ORANGE, "replace": VERMILLION,
    "not_demanded": SKY, "declined": BLUE, "army_refused": GREEN, "regime_fell": PURPLE,
}  # fmt: skip


def colour(name: str) -> str:
    """The one colour of an outcome, rung or reason."""
    return COLOURS.get(name, QUIET)

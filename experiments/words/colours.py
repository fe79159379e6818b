"""One colour a meaning, in every figure and page.

Each family has a hue of its own: what ends a world, what Lukashenko answers (blue, lighter up the
ladder, until he enters: orange), what Putin does (pink, darker the harder he leans), what blocked
entry (yellow, and hatched). Within a family lightness tells the members apart. Single colours are
those of Okabe and Ito; readers with any kind of colour vision can tell all of them apart.
"""

from __future__ import annotations

BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILLION, PURPLE = (
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7",
)  # fmt: skip
GREY, PALE, INK, QUIET = "#999999", "#DDDDDD", "#222222", "#666666"

FAMILIES = {
    "endings": {
        "entry": BLACK, "no_entry": "#777777", "limited_entry": ORANGE, "full_entry": "#8A4B08",
        "mutiny": "#72EFB3", "uprising": "#00B773", "replaced": "#00523C", "ended": "#C4C4C4",
    },
    "rungs": {
        "refuse": "#033557", "stall": BLUE, "host": "#4CACEC", "supply": "#8CCAF2",
        "posture": "#B2E4FC",
    },
    "options": {
        "accommodate": "#F3DEE8", "hold": "#F185C2", "press": "#C269A4", "ultimatum": "#8C4573",
        "replace": "#521237",
    },
    "reasons": {
        "not_demanded": "#F9F7C6", "declined": "#D6E84D", "army_refused": "#B0A400",
        "regime_fell": "#6B6300",
    },
}  # fmt: skip
COLOURS = {name: each for family in FAMILIES.values() for name, each in family.items()}
HATCHED = "reasons"  # the family whose bars are hatched, for yellow and orange are near


def colour(name: str) -> str:
    """The one colour of an outcome, rung or reason."""
    return COLOURS.get(name, QUIET)


def hatch(name: str) -> str:
    """The hatching of what blocked entry; nothing for all else."""
    return "////" if name in FAMILIES[HATCHED] else ""

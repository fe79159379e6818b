"""What drives entry, in words: the groups of inputs, and which groups lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.numbers import listed, part, part_interval

GROUPS = {
    "putin": "Putin's parameters",
    "lukashenko": "Lukashenko's parameters",
    "army": "the army's parameters",
    "public": "the public's parameters",
    "opposition": "the opposition's parameters",
    "theatre": "the war's parameters",
    "regime": "the regime's parameters",
    "choice": "the parameters of choosing",
    "structure": "the model of leaders and choice",
    "dice of putin": "Putin's dice",
    "dice of lukashenko": "Lukashenko's dice",
    "dice of front": "the luck of the front",
    "dice of army": "the army's mood",
    "dice of rest": "all other luck",
    "all parameters": "all parameters together",
    "all luck": "all luck together",
    "dummy": "an input that nothing uses",
}
TOGETHER = ("all parameters", "all luck")  # made of groups that stand beside them
DUMMY = "dummy"
_ONE = ("structure", "dice of army", "dice of front", "dice of rest", DUMMY)  # in the singular
_FEW = 3  # groups that a sentence can name

Row = Mapping[str, Any]


def group(name: str) -> str:
    """A group of inputs within a sentence."""
    return GROUPS.get(name, f"the parameters of {name}")


def kind(name: str) -> str:
    """Which of the three uncertainties a group belongs to: parameters, structure or luck; dummy
    for none.
    """
    if name in (DUMMY, "structure"):
        return name
    return "luck" if name.startswith("dice of ") or name == "all luck" else "parameters"


def alone(row: Row, under: str = "< ") -> str:
    """What a group decides on its own, or the bound."""
    return part(row["first"], row["first_low"], row["first_high"], under)


def alone_interval(row: Row) -> str:
    """The interval of what it decides on its own."""
    return part_interval(row["first_low"], row["first_high"])


def whole(row: Row, under: str = "< ") -> str:
    """What a group decides with all that it does together with others, or the bound."""
    return part(row["total"], row["total_low"], row["total_high"], under)


def whole_interval(row: Row) -> str:
    """The interval of what it decides with others."""
    return part_interval(row["total_low"], row["total_high"])


def both(row: Row, under: str = "< ") -> tuple[str, str]:
    """What a group decides alone and with others, each with its interval where it is told."""
    said = (alone(row, under), alone_interval(row)), (whole(row, under), whole_interval(row))
    one, other = (
        share if share.startswith(under) else f"{share} {interval}" for share, interval in said
    )
    return one, other


def noise(row: Row) -> float:
    """How much an input that nothing uses may seem to decide on its own."""
    return max(abs(float(row["first_low"])), abs(float(row["first_high"])))


def its(name: str) -> str:
    """Whether a group does things on its own or on their own."""
    return "its" if name in _ONE else "their"


def single(rows: Sequence[Row]) -> list[Row]:
    """The groups that do not overlap and are used, those that decide most first."""
    kept = [row for row in rows if row["group"] not in (*TOGETHER, DUMMY)]
    return sorted(kept, key=lambda row: -float(row["total"]))


def told(rows: Sequence[Row]) -> bool:
    """Whether the output varied, so that there is something to share out."""
    return bool(rows) and all(row["total"] != "" and row["total"] == row["total"] for row in rows)


def leaders(rows: Sequence[Row]) -> list[Row]:
    """The groups that none is surely ahead of: their intervals of what they decide with others
    reach that of the first.
    """
    ranked = single(rows)
    return [row for row in ranked if row["total_high"] >= ranked[0]["total_low"]]


def finding(rows: Sequence[Row], where: str) -> str:
    """Which groups entry hangs on most, as a title."""
    if not told(rows):
        return f"Entry {where} varies too little for anything to drive it"
    first = leaders(rows)
    if len(first) > _FEW:
        return f"No single input stands out among those that drive entry {where}"
    names = listed([group(row["group"]) for row in first])
    shares = listed([both(row)[1] for row in first])
    many = f"{shares} of the variance with all that they do together with others"
    return f"Entry {where} hangs most on {names}: {many}"

"""What was seen, as somebody writes it: "no ultimatum by week 12; own units at the border in week
10".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import inf

from experiments.mistakes import UserError
from experiments.why.observed.things import Between, Noticed, Thing

LAST_WEEK = 207  # four years
MOST_THINGS = 40
_SHOWN = 60  # letters of what is not understood
_NUMBER = r"(\d{1,6}(?:\.\d{1,6})?)"
_WHEN = re.compile(r"(?P<no>no )?(?P<what>.+) (?P<how>in|by) week (?P<week>\d{1,4})")

_SIGNS = {
    "ultimatum": "ultimatum",
    "own units at the border": "border",
    "backing withheld": "backing",
    "losses at the front": "front",
    "crowd in the street": "protest",
    "refusals in the army": "refusals",
}
_SIDES: dict[str, Callable[[list[float]], tuple[float, float]]] = {
    f"above {_NUMBER}": lambda n: (n[0], inf),
    f"below {_NUMBER}": lambda n: (-inf, n[0]),
    f"between {_NUMBER} and {_NUMBER}": lambda n: (n[0], n[1]),
}
# what is written: quantity of courses, words after the number, what one of them is there, the most
_QUANTITIES = {
    "contingent": ("contingent", " thousand", 1.0, 200.0),
    "protest": ("protest", " %", 0.01, 100.0),
    "army willing": ("compliance", " %", 0.01, 100.0),
}
ALLOWED = (
    f"{', '.join(_SIGNS)}, contingent above 12 thousand, protest below 0.1 %, army willing "
    "between 30 and 60 %; with 'no' before it where it was not seen; then 'in week 8' or 'by week "
    f"12' (0 to {LAST_WEEK}); parted by ;"
)


def parse(text: str) -> tuple[Thing, ...]:
    """The things that a line says were seen; raises UserError for what it cannot mean."""
    parts = [" ".join(each.split()) for each in text.split(";")]
    parts = [each for each in parts if each]
    if not parts or len(parts) > MOST_THINGS:
        raise UserError(
            f"observe says {len(parts)} things: allowed are 1 to {MOST_THINGS} of {ALLOWED}"
        )
    return tuple(_thing(each) for each in parts)


def _thing(said: str) -> Thing:
    found = _WHEN.fullmatch(said)
    if found is None:
        raise _mistake(said)
    week = int(found["week"])
    if week > LAST_WEEK:
        raise UserError(f"observe: {said[:_SHOWN]!r}: week {week} is not from 0 to {LAST_WEEK}")
    what = _what(found["what"], said)
    return Thing(said, what, absent=bool(found["no"]), by=found["how"] == "by", week=week)


def _what(words: str, said: str) -> Between | Noticed:
    if words in _SIGNS:
        return Noticed(_SIGNS[words])
    for name, (quantity, unit, one, most) in _QUANTITIES.items():
        for side, limits in _SIDES.items():
            found = re.fullmatch(f"{name} {side}{unit}", words)
            if found is not None:
                numbers = [float(each) for each in found.groups()]
                _check(numbers, f"0 to {most:g}{unit}", most, said)
                low, high = limits(numbers)
                return Between(quantity, low * one, high * one)
    raise _mistake(said)


def _check(numbers: list[float], allowed: str, most: float, said: str) -> None:
    if max(numbers) > most or numbers != sorted(numbers):
        raise UserError(f"observe: {said[:_SHOWN]!r}: allowed are rising numbers from {allowed}")


def _mistake(said: str) -> UserError:
    return UserError(f"observe: {said[:_SHOWN]!r} is not understood; allowed are {ALLOWED}")

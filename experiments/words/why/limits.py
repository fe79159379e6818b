"""Limits and changes of what is believed, in words and in the units of the parameter."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite, nan

from experiments.mistakes import UserError
from experiments.words.parameters import PARAMETERS, SPACE, short
from sim.numbers import listed

_UNITS = {"1/week": "a week", "1/year": "a year", "1/utility": "", "thousand a week": "times"}
_WORDS = {
    "initial compliance": "the share of soldiers who would obey an order to fight at the start",
    "quiet protest": "the share of citizens in the street in a quiet week",
    "quiet falls": "the chance that the regime falls in a quiet year",
}
_SHARES = {*_WORDS}  # said in per cent
_OWNERS = {
    "putin": "Putin", "lukashenko": "Lukashenko", "army": "the army", "public": "the public",
    "opposition": "the opposition", "theatre": "the theatre", "regime": "the regime",
    "choice": "all leaders",
}  # fmt: skip


def called(name: str, meaning: str, path: str) -> str:
    """What a coordinate of belief is called in a sentence."""
    if name in _WORDS:
        return _WORDS[name]
    if path in PARAMETERS:
        return short(path)
    return f"{meaning.partition(':')[0]} ({path})"


def owner(path: str) -> str:
    """Whose a parameter is: "Lukashenko", "the army"."""
    return _OWNERS[path.partition(".")[0]]


def amount(name: str, value: float, unit: str, of_a_list: bool, shifts: bool) -> str:
    """A value of a coordinate with its unit, to two figures; of a list by how much all its numbers
    are shifted, or what they are multiplied by.
    """
    if name in _SHARES:
        return f"{_two(100 * value)}{SPACE}%"
    if of_a_list:
        return f"{value:+.2f} on the log odds" if shifts else f"{_two(value)} times the usual"
    told = _UNITS.get(unit, unit)
    return f"{_two(value)}{SPACE}{told}" if told else _two(value)


def limited(limits: Sequence[tuple[str, bool, str]]) -> str:
    """Limits as a clause: "army morale is above 0.45 and grievance is from 0.2 to 0.3"; each a
    name, whether it is above, and an amount.
    """
    parts = []
    for name in dict.fromkeys(name for name, _, _ in limits):
        lows = [told for each, above, told in limits if each == name and above]
        highs = [told for each, above, told in limits if each == name and not above]
        parts.append(
            f"{name} is from {lows[0]} to {highs[0]}" if lows and highs
            else f"{name} is above {lows[0]}" if lows else f"{name} is below {highs[0]}"
        )  # fmt: skip
    return listed(parts) if parts else "whatever is believed"


def _two(value: float) -> str:
    """A number to two figures, without an exponent where it can be read without."""
    if not isfinite(value):
        return str(value)
    rounded = float(f"{value:.2g}")
    return f"{rounded:g}" if rounded == 0 or abs(rounded) >= 1e-4 else f"{rounded:.6f}".rstrip("0")


def share_typed(name: str, text: str) -> float:
    """A share strictly between 0 and 1 as it was typed; raises UserError."""
    try:
        share = float(text)
    except ValueError:
        share = nan
    if not 0 < share < 1:
        raise UserError(f"{name} = {text[:40]} is not a number between 0 and 1")
    return share

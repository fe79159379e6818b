"""Chances as frequencies: of a hundred, always; where they are rarer, one in so many as well."""

from __future__ import annotations

from math import floor, log10

OF = 100
_RAREST = 1e-6  # chances below it are one in more than a million
YEAR = 52  # weeks


def years(weeks: int) -> str:
    """What is counted: simulated years, or histories of another length."""
    return "simulated years" if weeks == YEAR else f"simulated histories of {weeks} weeks"


def of_hundred(chance: float, what: str) -> str:
    """A chance as a frequency: "in about 14 of 100 simulated years"."""
    if OF * chance < 1:
        return f"in fewer than 1 of {OF} {what}"
    if OF * (1 - chance) < 1:
        return f"in more than {OF - 1} of {OF} {what}"
    return f"in about {round(OF * chance)} of {OF} {what}"


def at_most(chance: float, what: str) -> str:
    """An upper bound of a chance as a frequency: "in at most 1 of 110 simulated years"."""
    return f"in at most 1 of {_times(1 / max(chance, _RAREST), down=True)} {what}"


def one_in(chance: float, what: str) -> str:
    """A rare chance: "about 1 in 1,100 simulated years"; nothing where it is not rare."""
    if chance >= 1 / OF:
        return ""
    if chance < _RAREST:
        return f"fewer than 1 in a million {what}"
    return f"about 1 in {_times(1 / chance)} {what}"


def _times(number: float, down: bool = False) -> str:
    """A number with two figures."""
    unit = 10 ** max(floor(log10(number)) - 1, 0)
    whole = floor(number / unit + 1e-9) if down else round(number / unit)
    return f"{whole * unit:,}"

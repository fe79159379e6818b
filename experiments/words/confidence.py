"""How likely, and how surely that is known: two things, in two sentences.

Likelihood is a number with its word of the US intelligence community [ICD203]. Confidence is *low*,
*moderate* or *high* by a rule from three measures: the factor by which the odds of entry differ
over the parameter band, the factor by which they differ over rival structures, and the share
of the variance of the log odds that rests on assumptions. The worst of the three decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from experiments.findings.bands import PARAMETERS, STRUCTURE, Band, Unsure
from sim.estimates.intervals import WORDS

LEVELS = ("low", "moderate", "high")
MODERATE, HIGH = 10.0, 3.0  # factors of the odds up to which confidence is so
ASSUMED_MODERATE, ASSUMED_HIGH = 0.5, 0.25  # shares of the variance
_LARGEST = 1000  # factor that is still told in numbers


@dataclass(frozen=True)
class Confidence:
    """How surely a probability is known, and why."""

    parameters: float  # factor between the odds at the ends of the band
    structure: float | None  # None where no rival was lived
    assumed: float | None  # None where it is not known

    @classmethod
    def of(cls, cell: Unsure, assumed: float | None) -> Confidence:
        """The confidence in P(entry) under one treatment."""
        band, rival = cell.of(PARAMETERS), cell.of(STRUCTURE)
        assert band is not None
        return cls(factor(band), None if rival is None else factor(rival), assumed)

    @property
    def level(self) -> str:
        """low, moderate or high; what was not looked at leaves it at moderate at best."""
        found = [
            _graded(self.parameters, MODERATE, HIGH),
            1 if self.structure is None else _graded(self.structure, MODERATE, HIGH),
            1 if self.assumed is None else _graded(self.assumed, ASSUMED_MODERATE, ASSUMED_HIGH),
        ]
        return LEVELS[min(found)]

    @property
    def sentence(self) -> str:
        """The level with what it rests on."""
        odds = f"the odds differ by a factor of {_told(self.parameters)} over the parameters"
        if self.structure is not None:
            odds += f" and {_told(self.structure)} over rival structures"
        rests = "" if self.assumed is None else f"; {self._assumed} rests on assumptions"
        return f"Confidence in that is {self.level}: {odds}{rests}."

    @property
    def _assumed(self) -> str:
        return f"{100 * (self.assumed or 0):.0f} % of the variance of the log odds"


def factor(band: Band) -> float:
    """How many times the odds at the upper end of a band are those at the lower end."""
    low, high = (_odds(each) for each in (band.low, band.high))
    return 1.0 if high == low else high / low if low > 0 else inf


def in_words(probability: float) -> str:
    """The word for a probability, with the range it stands for: "very unlikely [5-20 %]"."""
    below = 0.0
    for limit, words in WORDS:
        if probability < limit:
            return f"{words} [{100 * below:.0f}-{min(100 * limit, 100):.0f} %]"
        below = limit
    raise ValueError(f"{probability} is no probability")


def _graded(value: float, moderate: float, high: float) -> int:
    """The place among `LEVELS` that one measure allows."""
    return 2 if value <= high else 1 if value <= moderate else 0


def _odds(probability: float) -> float:
    return probability / (1 - probability) if probability < 1 else inf


def _told(times: float) -> str:
    if times > _LARGEST:
        return f"more than {_LARGEST:,}"
    return f"{float(f'{times:.2g}'):,g}"

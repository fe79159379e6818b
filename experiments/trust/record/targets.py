"""Targets: what was on record by 7 December 2022, each as one number with the error of the record.

A number stands on the scale on which it is compared: a count as it is, a ratio as its logarithm.
"above" and "below" are one-sided: the record says only that something was at most, or at least, so
much.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log

import numpy as np
from scipy.special import logit

from sim.machine.arrays import Floats

EPISODES = ("year_2022", "august_2020", "quiet_year")
LEAST = 1e-7  # a share or a ratio of which nothing was seen
_FURTHEST = 1e-3  # from 0 and 1, for a share on the scale of log odds


@dataclass(frozen=True)
class Target:
    """One number of the record."""

    key: str
    episode: str
    statistic: str
    number: float  # as the record has it
    scale: str  # count, log, chance (a logarithm, at most 0), above, below, share (log odds)
    error: str  # of the record: normal, block, found, misread, beta
    size: tuple[float, ...]  # of that error
    evidence: str
    about: str

    @property
    def observed(self) -> float:
        """The number on the scale on which it is compared."""
        return float(self.scaled(np.array([self.number]))[0])

    def scaled(self, values: Floats) -> Floats:
        """Numbers of worlds on the scale on which they are compared, same shape."""
        if self.scale == "count":
            return np.maximum(values.astype(np.float64), 0.0)
        if self.scale == "share":
            odds: Floats = logit(np.clip(values, _FURTHEST, 1 - _FURTHEST))
            return odds
        logs: Floats = np.log(np.maximum(values, LEAST))
        if self.scale == "chance":
            return np.minimum(logs, 0.0)
        if self.scale == "above":
            return np.maximum(logs - log(self.number), 0.0)
        if self.scale == "below":
            return np.minimum(logs - log(self.number), 0.0)
        return logs

    def told(self, value: float) -> str:
        """A number on the scale of comparison, as a reader has it."""
        if self.scale == "count":
            return f"{value:.3g}"
        if self.scale == "share":
            return f"{1 / (1 + np.exp(-value)):.2g}"
        number = np.exp(value + (0.0 if self.scale in ("log", "chance") else log(self.number)))
        if self.scale == "above" and value <= 0:
            return f"at most {self.number:.2g}"
        if self.scale == "below" and value >= 0:
            return f"at least {self.number:.2g}"
        return f"{number:.2g}"


@cache
def targets() -> Mapping[str, Target]:
    """Every target, by its key, in the order of the file."""
    text = (files("sim") / "evidence" / "targets.csv").read_text(encoding="utf-8")
    return {row["key"]: _target(row) for row in csv.DictReader(text.splitlines())}


def _target(row: Mapping[str, str]) -> Target:
    return Target(
        key=row["key"],
        episode=row["episode"],
        statistic=row["statistic"],
        number=float(row["observed"]),
        scale=row["scale"],
        error=row["error"],
        size=tuple(map(float, row["size"].split(";"))),
        evidence=row["evidence"],
        about=row["about"],
    )

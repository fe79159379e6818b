"""The parameters that a reader moves with a slider: those that matter most, by actor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from math import floor, log10
from typing import Any

import numpy as np

from experiments.words.parameters import short
from sim.parameters import Row, table
from sim.priors.prior import Prior
from sim.scenario import Scenario

CHOSEN = {
    "Kremlin": (
        "pressure.level", "putin.escalation", "putin.ally_stability", "putin.refusal_harm",
        "putin.optimism", "putin.loss_aversion",
    ),
    "Lukashenko": (
        "lukashenko.survival", "lukashenko.dependence", "lukashenko.credit", "lukashenko.backing",
        "lukashenko.displeasure", "lukashenko.restores", "lukashenko.loyalty_bias",
        "lukashenko.sovereignty", "lukashenko.rewards",
    ),
    "Army": ("army.morale", "army.loyalty", "army.contagion", "army.danger", "army.cohesion"),
    "Public and opposition": (
        "public.opposed", "public.grievance", "public.repression", "opposition.capacity",
    ),
    "War and regime": (
        "theatre.front", "theatre.border_defence", "theatre.contingent", "regime.replacement",
    ),
}  # fmt: skip
_CALLED = {  # those that have no name of their own elsewhere
    "putin.ally_stability": "weight of a stable ally",
    "putin.refusal_harm": "harm of a refused ultimatum",
    "lukashenko.displeasure": "backing lost for a demand unmet",
    "lukashenko.restores": "backing that entry restores",
    "lukashenko.sovereignty": "weight of sovereignty",
    "lukashenko.rewards": "weight of Moscow's rewards",
    "army.danger": "danger of a hopeless offensive",
    "army.cohesion": "cohesion in the field",
    "regime.replacement": "hazard of removal by Moscow",
}
_REACHES = {"theatre.contingent": (0.0, 40.0)}  # where readers ask for more than is believed
_MARKS, _FAR, _STEPS = (0.05, 0.5, 0.95), (0.002, 0.998), 200


@dataclass(frozen=True)
class Slider:
    """A parameter with all that is to be said of it."""

    path: str
    owner: str
    name: str
    meaning: str
    unit: str
    value: float  # by default
    least: float  # that is allowed
    most: float
    begin: float  # of the slider
    end: float
    step: float
    marks: tuple[float, ...]  # 5, 50 and 95 % of the prior; none where it is fixed
    prior: str
    source: str
    status: str

    @property
    def moves(self) -> bool:
        """Whether something is believed of it that it could be moved over."""
        return bool(self.marks)

    @property
    def low(self) -> float:
        """The low end of what is believed."""
        return self.marks[0]

    @property
    def high(self) -> float:
        """The high end."""
        return self.marks[-1]


@cache
def sliders() -> tuple[Slider, ...]:
    """All of them, in order."""
    return tuple(_all())


def described() -> list[dict[str, Any]]:
    """The same for the page."""
    return [asdict(each) for each in sliders()]


def _all() -> Iterator[Slider]:
    rows = {row.path: row for row in table(Scenario())}
    believed = {each.path: each for each in Prior.of(Scenario()).every if not each.judged}
    for owner, paths in CHOSEN.items():
        for path in paths:
            each = believed.get(path)
            distribution = None if each is None else each.distribution
            quantiles = [] if distribution is None else [
                float(q) for q in distribution.quantile(np.array([*_MARKS, *_FAR]))
            ]  # fmt: skip
            yield _slider(owner, rows[path], quantiles, str(distribution or "fixed"))


def _slider(owner: str, row: Row, quantiles: list[float], prior: str) -> Slider:
    least, most = float(row.low or 0.0), float(1.0 if row.high is None else row.high)
    begin, end = (quantiles[3:] or (least, most)) if most > 1 else (least, most)
    begin, end = _REACHES.get(row.path, (begin, end))
    step = _round_step((end - begin) / _STEPS)
    begin = max(least, floor(begin / step) * step)
    name = _CALLED.get(row.path, short(row.path))
    return Slider(
        path=row.path, owner=owner, name=f"{name[0].upper()}{name[1:]}", meaning=row.meaning,
        unit=row.unit, value=float(row.value), least=least, most=most,
        begin=float(f"{begin:.6g}"), end=float(f"{min(most, end):.3g}"), step=step,
        marks=tuple(float(f"{q:.4g}") for q in quantiles[:3]), prior=prior,
        source=row.source, status=row.status,
    )  # fmt: skip


def _round_step(size: float) -> float:
    """The nearest of 1, 2 and 5 times a power of ten."""
    unit = 10.0 ** floor(log10(size))
    return float(f"{min((1, 2, 5, 10), key=lambda each: abs(each * unit - size)) * unit:.3g}")

"""An analyst's own judgement: another distribution for a coordinate of the prior, or evidence that
arrived later. Neither makes a new table: points are weighed by how much better they bear it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from experiments.mistakes import UserError
from experiments.plan.values import as_typed
from experiments.trust.account.absurd import believable
from sim.allowed import ScenarioError
from sim.machine.arrays import Floats
from sim.priors.coordinates import Coordinate, unknown
from sim.priors.distributions import Distribution, parsed
from sim.priors.reweighting import LEAST, check_effective, reweighted, weights_of

if TYPE_CHECKING:
    from experiments.trust.account.fitted import Fitted
    from experiments.trust.table.building import Lived

PRIOR, EVIDENCE = "prior.", "evidence."


@dataclass(frozen=True)
class Beliefs:
    """Distributions as they were typed, by the name of a coordinate."""

    instead: Mapping[str, str] = field(default_factory=dict)  # of the prior's own
    beside: Mapping[str, str] = field(default_factory=dict)  # likelihoods, on top of it

    @classmethod
    def of(cls, named: Mapping[str, str]) -> Beliefs:
        """Those among some arguments: prior.NAME and evidence.NAME."""
        parts = (
            {_name(name, start): text for name, text in named.items() if name.startswith(start)}
            for start in (PRIOR, EVIDENCE)
        )
        return cls(*parts)

    @property
    def texts(self) -> dict[str, str]:
        """All of them, as they were typed."""
        instead = {f"{PRIOR}{name}": text for name, text in self.instead.items()}
        return instead | {f"{EVIDENCE}{name}": text for name, text in self.beside.items()}

    def told(self) -> Iterator[str]:
        """What is believed otherwise, in sentences."""
        for name, text in self.instead.items():
            yield f"Your judgement in place of the prior's: {name} ~ {text}."
        for name, text in self.beside.items():
            yield f"Your evidence on top of the prior: {name} ~ {text}."


def ratio(beliefs: Beliefs, lived: Lived) -> Floats | None:
    """Logarithm of how much better each point bears the beliefs than the prior, shape (points,);
    None without any.

    Raises UserError for what cannot be read, and where too few points are left that bear it.
    """
    if not beliefs.texts:
        return None
    coordinates = {each.name: each for each in lived.prior.coordinates}
    try:
        log_ratio: Floats = np.sum(
            [
                *(_instead(*each, coordinates, lived) for each in beliefs.instead.items()),
                *(_beside(*each, coordinates, lived) for each in beliefs.beside.items()),
            ],
            axis=0,
        )
        kept = np.where(believable(lived.points), log_ratio, -np.inf)
        check_effective(weights_of(kept), _typed(beliefs))
    except ScenarioError as mistake:
        raise UserError(as_typed(mistake)) from None
    return np.maximum(log_ratio, np.log(np.finfo(float).tiny))


def check_borne(beliefs: Beliefs, found: Fitted) -> None:
    """Raise UserError where too few points are left that bear beliefs and record together."""
    left = found.posterior.effective_points
    if beliefs.texts and left < LEAST:
        raise UserError(
            f"{_typed(beliefs)}: {left:.0f} points are left that bear it and the record, and "
            f"{LEAST:g} are needed; a wider distribution, or one nearer to the prior, would help"
        )


def _typed(beliefs: Beliefs) -> str:
    return ", ".join(f"{name}={text}" for name, text in beliefs.texts.items())


def _instead(name: str, text: str, coordinates: Mapping[str, Coordinate], lived: Lived) -> Floats:
    old, new = _both(name, text, coordinates)
    return reweighted(old, new, lived.draws.coordinates[name])


def _beside(name: str, text: str, coordinates: Mapping[str, Coordinate], lived: Lived) -> Floats:
    _, likelihood = _both(name, text, coordinates)
    return likelihood.log_density(lived.draws.coordinates[name])


def _both(
    name: str, text: str, coordinates: Mapping[str, Coordinate]
) -> tuple[Distribution, Distribution]:
    if name not in coordinates:
        raise ScenarioError(unknown(name, coordinates))
    old = coordinates[name].distribution
    return old, parsed(text, old.low, old.high)


def _name(name: str, start: str) -> str:
    """The coordinate that is meant: names may be typed with underscores for spaces."""
    rest = name.removeprefix(start)
    return rest if "." in rest else rest.replace("_", " ")

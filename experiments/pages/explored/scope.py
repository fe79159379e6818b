"""What there is to be moved: a scenario, what of it somebody set, and the luck of its worlds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from experiments.mistakes import UserError
from experiments.plan.config_files import read_config
from experiments.plan.identity import model_version
from experiments.plan.vectors import over_vectors
from sim.allowed import ScenarioError
from sim.laws.pressure import LEVELS
from sim.mixture import Mixture
from sim.scenario import Scenario

if TYPE_CHECKING:
    from experiments.plan.study import Study

CONSTANT = "constant"  # the path of pressure under which levels can be compared


@dataclass(frozen=True)
class Scope:
    """A scenario whose parameters a reader can move; what is swept is left as it is believed."""

    scenario: Scenario
    own: frozenset[str]  # parameters and groups that somebody set: the same in all vectors
    seed: int

    @classmethod
    def of(cls, study: Study) -> Scope:
        """What a study leaves to be moved; raises UserError where that is nothing."""
        return cls(study.base, _own(study.typed), study.seed).checked()

    @classmethod
    def kept(cls, manifest: Mapping[str, Any]) -> Scope:
        """The same of a results folder, from what it says of itself; raises UserError."""
        if manifest["identity"].get("model") != model_version():
            raise UserError("the folder was lived by another state of the model than this one")
        values = {
            path: tuple(each) if isinstance(each, list) else each
            for path, each in manifest["parameters"].items()
        }
        try:
            scenario = Scenario().but(values)
        except ScenarioError as mistake:
            raise UserError(str(mistake)) from None
        return cls(scenario, _own(manifest.get("typed", ())), manifest["seed"]).checked()

    @property
    def levels(self) -> dict[str, float]:
        """The named levels of pressure and the scenario's own, by name, rising."""
        named = {number: name for name, number in LEVELS.items()}
        named.setdefault(self.scenario.pressure.level, "as configured")
        return {named[number]: number for number in sorted(named)}

    @property
    def unmoved(self) -> int:
        """The level of the scenario, by place."""
        return [*self.levels.values()].index(self.scenario.pressure.level)

    def mixture(self, kind: str, level: float) -> Mixture:
        """The scenario at a level of pressure over the vectors of a kind; raises UserError."""
        base = self.scenario.but({"pressure.level": level})
        mixture = over_vectors(kind, {(): base}, self.own)[()]
        if not isinstance(mixture, Mixture) or not mixture.vectors.columns:
            raise UserError("every parameter is set: none is left for a reader to move")
        return mixture

    def checked(self) -> Scope:
        """The same; raises UserError where there are no levels of pressure to move between."""
        path = self.scenario.pressure.path
        if path != CONSTANT:
            raise UserError(f"pressure.path = {path}: a reader can move constant pressure alone")
        return self


def _own(typed: Iterable[str]) -> frozenset[str]:
    """What somebody typed, and what the experiment that he named sets."""
    said = dict(text.lstrip("+").partition("=")[::2] for text in typed)
    named = said.get("experiment", "null")
    there = set() if named == "null" else read_config("experiment", named).sets("experiment")
    return frozenset({*said, *there})

"""Which variants are lived: one at a time, beside the scenario that they depart from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from experiments.mistakes import UserError
from experiments.plan.compose import load
from experiments.plan.config_files import defaults, sentence
from experiments.plan.files.folders import config_groups
from experiments.plan.identity import parameters_of
from experiments.plan.settings import SETTINGS
from experiments.plan.study import Study
from experiments.why import looks
from experiments.why.variants.variant import Variant
from sim.laws.pressure import LEVELS
from sim.scenario import Scenario

GROUPS = ("lukashenko", "putin", "army", "public", "opposition", "choice", "scenario")


def variants(arguments: Sequence[str], groups: Sequence[str]) -> tuple[Study, list[Variant]]:
    """The study that the arguments describe, and its variants: first nothing departs, then every
    named variant of some groups.

    Raises UserError for arguments that say what is varied here.
    """
    study = load(arguments)
    _check(study, groups)
    return study, [Variant("", "baseline", _baseline(study), {}, study.base), *(
        variant for group in groups for variant in _departing(study, arguments, group)
    )]  # fmt: skip


def at(scenario: Scenario, level: str) -> Scenario:
    """A scenario at a named level of pressure."""
    return scenario.but({"pressure.level": LEVELS[level]})


def _baseline(study: Study) -> str:
    """What the baseline is."""
    typed = [each for each in study.typed if each.partition("=")[0] not in SETTINGS]
    return f"The baseline has {', '.join(typed)}." if typed else "The baseline is the default."


def _departing(study: Study, arguments: Sequence[str], group: str) -> Iterator[Variant]:
    usual = parameters_of(study.base)
    chosen = {name: each for line in defaults()["defaults"] if isinstance(line, Mapping)
              for name, each in line.items()}  # fmt: skip
    for name in config_groups()[group]:
        if name == chosen[group]:
            continue
        # all are lived for as long as the baseline, or they could not be compared
        scenario = load([*arguments, f"{group}={name}", f"weeks={study.base.weeks}"]).base
        sets = {
            path: value
            for path, value in parameters_of(scenario).items()
            if value != usual[path] and not path.startswith("pressure.")
        }
        yield Variant(group, name, sentence(group, name), sets, scenario)


def _check(study: Study, groups: Sequence[str]) -> None:
    typed = [each.partition("=")[0].lstrip("+") for each in study.typed]
    for name in typed:
        if name.partition(".")[0] == "pressure":
            raise UserError(f"{name} is not set here: pressures=[observed,severe] names the levels")
        if name in groups:
            raise UserError(f"{name} is what is varied: leave it out, or name another group=")
        if name in SETTINGS and name not in looks.OWN:
            raise UserError(
                f"{name} is not for variants; allowed beside parameters: "
                f"{', '.join(looks.OWN)}, worlds, pressures, group, format"
            )
    if study.sweep.columns:
        raise UserError("variants are those of one scenario: leave out what is swept")

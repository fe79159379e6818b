"""The steps of an explanation: each asks one command one question, at one level of pressure.

A step has a folder of its own, with the tables and figures of its command, and what it printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SINCE, LATER = "since", "scenario=june_2026"  # a step, and what it holds the scenario against
Look = Callable[[list[str]], Iterable[str]]


@dataclass(frozen=True)
class Step:
    """One question."""

    name: str  # of its folder
    asks: str  # as a heading
    command: str  # that answers it
    look: Look  # carries it out; gives lines that say where it is kept
    adds: tuple[str, ...]  # arguments beside the level
    quick: tuple[str, ...]  # with which it is small
    figures: tuple[str, ...]  # that the page shows


def steps() -> Sequence[Step]:
    """All of them, in the order of the page."""
    return (
        Step(
            "blocked",
            "What stands in the way?",
            "run",
            _studied,
            ("bands=luck", "figures=all"),
            ("replications=400",),
            ("blocked",),
        ),
        Step(
            "drivers",
            "What drives it?",
            "sensitivity",
            _driven,
            (),
            ("points=4", "worlds=2", "morris=2"),
            ("sensitivity", "tornado"),
        ),
        Step(
            "luck",
            "Whose luck decides?",
            "counterfactual",
            _differed,
            ("change=luck",),
            ("worlds=400",),
            ("luck",),
        ),
        Step(
            SINCE,
            "What has changed since?",
            "counterfactual",
            _differed,
            (),
            ("worlds=400",),
            ("attribution",),
        ),
        Step(
            "box",
            "Under what assumptions is it likely?",
            "discover",
            _boxed,
            (),
            ("points=256", "worlds=2"),
            ("discover",),
        ),
        Step(
            "flip",
            "What would turn the answer, and who can?",
            "flip",
            _flipped,
            (),
            ("points=64", "worlds=4", "pulls=1"),
            ("levers",),
        ),
        Step(
            "signs", "What to watch?", "indicators", _watched, (), ("worlds=4000",), ("indicators",)
        ),
    )


def arguments(step: Step, level: str, more: Sequence[str], folder: Path, quick: bool) -> list[str]:
    """What a step's command is given."""
    setting = [f"pressure={level}", *more]
    adds = list(step.adds)
    if step.name == SINCE:
        adds.append(f"against={' '.join([*_scenario(more), f'pressure={level}', LATER])}")
    small = step.quick if quick else ()
    known = {each.partition("=")[0] for each in setting}
    if step.look is _studied and "parameters" not in known:
        adds.append("parameters=calibrated")
    return [*setting, *adds, *small, f"output={folder}"]


_SAME = ("parameters", "seed", "workers")


def _scenario(more: Sequence[str]) -> list[str]:
    """What of the arguments is about the scenario."""
    return [each for each in more if each.partition("=")[0] not in (*_SAME, "scenario")]


def _studied(typed: list[str]) -> Iterator[str]:
    from experiments.figures import draw
    from experiments.plan.compose import load
    from experiments.trust.bands.answered import answered

    study = load(typed)
    folder = answered(study)
    draw(folder, study.figures)
    yield ""


def _driven(typed: list[str]) -> Iterable[str]:
    from experiments.why.sensitivity.look import look

    return look(typed)


def _differed(typed: list[str]) -> Iterable[str]:
    from experiments.why.counterfactual import answered

    return answered(typed)


def _boxed(typed: list[str]) -> Iterable[str]:
    from experiments.why.boxes.look import look

    return look(typed)


def _flipped(typed: list[str]) -> Iterable[str]:
    from experiments.why.flips.look import look

    return look(typed)


def _watched(typed: list[str]) -> Iterable[str]:
    from experiments.why.indicators.asked import question
    from experiments.why.indicators.look import look

    return look(question(typed))

"""The steps of an explanation: each asks one command one question, at one level of pressure.

A step has a folder of its own, with the tables and figures of its command, and what it printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from experiments.plan.vectors import CALIBRATED

STUDY, SINCE, LATER = "blocked", "since", "scenario=june_2026"  # two steps, and what one compares
_SAME = ("parameters", "seed", "workers")


@dataclass(frozen=True)
class Step:
    """One question."""

    name: str  # of its folder
    asks: str  # as a heading
    command: str  # that answers it
    adds: tuple[str, ...]  # arguments beside the level
    quick: tuple[str, ...]  # with which it is small
    figures: tuple[str, ...]  # that the page shows
    short: tuple[str, ...]  # how the sentences begin that say it in short

    def carry_out(self, typed: Sequence[str]) -> None:
        """Ask the command; it prints what it finds, and says so where it cannot be asked."""
        import_module(f"experiments.{self.command}").main([*typed])


STEPS = (
    Step(STUDY, "What stands in the way?", "run", ("bands=luck", "figures=all"),
         ("replications=400",), ("blocked",),
         ("Belarus enters", "What most often")),
    Step("drivers", "What drives it?", "sensitivity", (),
         ("points=4", "worlds=2", "morris=0"), ("sensitivity", "tornado"),
         ("What decides", "The uncertainties")),
    Step("luck", "Whose luck decides?", "counterfactual", ("change=luck",),
         ("worlds=400",), ("luck",),
         ("Dealt other dice", "With all dice")),
    Step(SINCE, "What has changed since?", "counterfactual", (),
         ("worlds=400",), ("attribution",),
         ("From ", "Of these")),
    Step("box", "Under what assumptions is it likely?", "discover", (),
         ("points=256", "worlds=2"), ("discover",),
         ("Entry is", "No box")),
    Step("flip", "What would turn the answer, and who can?", "flip", (),
         ("points=64", "worlds=4", "pulls=1"), ("flip", "levers"),
         ("From the defaults", "Of all levers", "All levers")),
    Step("signs", "What to watch?", "indicators", (), ("worlds=4000",), ("indicators",),
         ("Watch for", "Against it")),
)  # fmt: skip


def arguments(step: Step, level: str, more: Sequence[str], folder: Path, quick: bool) -> list[str]:
    """What a step's command is given; the folder is last."""
    adds = list(step.adds)
    if step.name == SINCE:
        others = [each for each in more if each.partition("=")[0] not in (*_SAME, "scenario")]
        adds.append(f"against={' '.join([*others, f'pressure={level}', LATER])}")
    if step.name == STUDY and not any(each.startswith("parameters=") for each in more):
        adds.append(f"parameters={CALIBRATED}")
    small = step.quick if quick else ()
    return [f"pressure={level}", *more, *adds, *small, f"output={folder}"]

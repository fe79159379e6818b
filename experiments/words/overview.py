"""What holds over all treatments, found in one pass: there may be a hundred thousand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.words.terms.glossary import PAGE
from sim.machine.arrays import Floats
from sim.numbers import rare

if TYPE_CHECKING:
    from experiments.findings.found import Finding, Findings
    from experiments.plan.study import Study

_HOW = {"counted": "drawn and counted", "conditional": "foreseen, not drawn (docs/estimators.md)"}
_MOVED = (
    "The start alone was moved, and with it the season; what else was so by then is set by a "
    "scenario such as scenario=june_2026."
)
_SURELY = 10  # entries to be expected, of which the dice bring one but for chances under 0.0001
_FEW = 4  # worlds from which a choice is worth the words
LEVELS = {"lowest": 0.0, "5 %": 0.05, "median": 0.5, "95 %": 0.95, "highest": 1.0}


@dataclass(frozen=True)
class Overview:
    """The ends of what was found, and in how many treatments something is so."""

    entry: Floats  # P(entry), shape (treatments,)
    worlds: tuple[int, int]  # of a treatment: the fewest, the most
    rare: int  # treatments in which entry is too rare to say how rare
    bound: float  # below which it is in all of these
    obstacles: Counter[str]  # treatments in which each is what most often stands in the way

    @property
    def fewest(self) -> int:
        """The treatment in which entry is rarest."""
        return int(self.entry.argmin())

    @property
    def most(self) -> int:
        """The treatment in which entry is most frequent."""
        return int(self.entry.argmax())

    def places(self, times: Sequence[int]) -> dict[str, int]:
        """The draw that so large a share of the draws does not exceed, for each of `LEVELS`."""
        order = np.argsort(self.entry, kind="stable")
        reached = np.cumsum(np.asarray(times)[order]) / sum(times)
        at = np.searchsorted(reached, np.array(list(LEVELS.values())) - 1e-12)
        return dict(zip(LEVELS, order[at].tolist(), strict=True))


def overview(found: Sequence[Finding]) -> Overview:
    """What holds over all treatments, of which there is at least one."""
    entry, worlds, obstacles = np.empty(len(found)), set(), Counter[str]()
    untold, bound = 0, 0.0
    for place, each in enumerate(found):
        entry[place] = each.entry.probability
        worlds.add(each.worlds)
        if rare(each.entry):
            untold, bound = untold + 1, max(bound, each.entry.high)
        reason, share = max(each.blocks.items(), key=lambda item: item[1].count)
        if share.count > 0:
            obstacles[reason] += 1
    return Overview(entry, (min(worlds), max(worlds)), untold, bound, obstacles)


def worth_telling(found: Sequence[Finding], over: Overview) -> list[str]:
    """What asks a replay for a world that is there and tells something: one with entry where the
    dice surely brought some, else the one likeliest to have entered, in the treatment with most.
    """
    most = found[over.most]
    swept = [f"{path}={value}" for path, value in most.values.items()]
    if most.worlds < _FEW:
        return [*swept, "world=0"]
    return [*swept, f"pick={'entry' if most.entry.count >= _SURELY else 'closest_call'}"]


def about(findings: Findings, over: Overview | None) -> Sequence[str]:
    """What the numbers are."""
    study = findings.study
    base = study.base
    steps = " in half-weeks" if base.steps_per_week > 1 else ""
    forced = f"; forced: {base.force}" if base.force else ""
    lived = f"{_span(study)}{steps}{_start(study)}{forced}"
    many = _worlds(over)
    noun = "world" if many == "1" else "worlds"
    luck = f"{many} {noun} a treatment on the same luck, seed {study.seed}"
    about = [
        f"{lived}; {luck}; endings {_HOW[study.estimator]}.",
        "Every number is P(... | model, assumptions); brackets hold 95 % intervals. "
        f"Words: {PAGE}.\n",
    ]
    if _moved(study.typed):
        about.insert(1, _MOVED)
    over_vectors = study.treatments.plan.vectors
    if over_vectors is not None:
        about.insert(1, _mixture(over_vectors))
    if study.precision is not None:
        within = f"until its interval was within ±{100 * study.precision:g} points"
        about.append(f"Stopping was adaptive: each treatment went on {within}.\n")
    return about


def _span(study: Study) -> str:
    """How long worlds last; their horizons where these are varied."""
    swept = study.sweep.columns
    return "weeks as varied" if "weeks" in swept else f"{study.base.weeks} weeks"


def _start(study: Study) -> str:
    """From when, where all treatments begin on one day."""
    dated = not {"start", "scenario"} & set(study.sweep.columns)
    return f" from {study.base.start}" if dated else ", each from its own first day"


def _moved(typed: Sequence[str]) -> bool:
    """Whether the start was set, and no scenario that is of its time."""
    names = {each.partition("=")[0] for each in typed}
    return "start" in names and "scenario" not in names


def _mixture(vectors: Mapping[str, Any]) -> str:
    """What worlds that differ in parameters are."""
    kind = "calibrated" if vectors["kind"] == "calibrated" else "prior's"
    return (
        f"Parameters: a mixture over {vectors['many']:,} {kind} vectors, one a world, in turn; "
        f"{len(vectors['varied'])} parameters differ, the rest is set."
    )


def _worlds(over: Overview | None) -> str:
    """How many worlds the treatments have, or from how many to how many."""
    fewest, most = over.worlds if over else (0, 0)
    return f"{fewest:,}" if fewest == most else f"{fewest:,} to {most:,}"

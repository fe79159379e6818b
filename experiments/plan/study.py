"""A study: a scenario, what is varied about it, and how many worlds of what luck."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.plan.columns import Sweep
from experiments.plan.series.section import Series
from experiments.plan.settings import Engine
from experiments.plan.treatments import Treatments
from experiments.plan.values import Value
from sim.scenario import Scenario


@dataclass(frozen=True)
class Study:
    """What is asked, and how it is to be answered."""

    name: str
    title: str
    base: Scenario
    series: Series  # what gave the base its weekly lists
    sweep: Sweep
    treatments: Treatments
    typed: tuple[str, ...]  # the arguments of the command line
    replications: int  # worlds a treatment; with a precision, the first block
    seed: int
    estimator: str
    follow_entry: bool  # whether worlds go on after entry, unless there are many treatments
    luck: str  # common: treatments live the same worlds; apart: each has worlds of its own
    precision: float | None  # half-width of every treatment's P(entry) at which to stop
    bands: str | None  # all: parameters and structure beside luck; luck; None: as fits the study
    parameters: str  # where they are from: defaults, prior, calibrated
    reference: tuple[Value, ...] | None  # swept values of the treatment others are compared with
    output: str | None
    figures: str  # which are drawn
    dry_run: bool
    portion: tuple[int, int] | None  # which portion of the work, of how many
    engine: Engine

    @property
    def workers(self) -> int:
        """How many processes live worlds at once."""
        return self.engine.workers

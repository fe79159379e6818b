"""The years from the invasion on, as a configuration has them."""

from __future__ import annotations

from datetime import date

from experiments.plan.compose import load
from experiments.trust.table.episodes import Episode


def episode(origin: date, weeks: int, citizens: int, series: str) -> Episode:
    """The years from the invasion on, front and contingent as known by an origin; raises UserError
    for a series that cannot be read.
    """
    study = load([
        "scenario=year_2022", f"weeks={weeks}", f"public.citizens={citizens}",
        f"series.file={series}", f"series.origin={origin}",
    ])  # fmt: skip
    return Episode.of(study.base)

"""Hydra's own multirun, for a handful of configurations: one study after the other, each in its
own results folder.
"""

from __future__ import annotations

from collections.abc import Sequence

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.errors import OverrideParseException

from experiments.faults import UserError


def run_each(arguments: Sequence[str]) -> None:
    """Run every combination of the comma-separated values, as Hydra's basic sweeper orders them."""
    from hydra._internal.core_plugins.basic_sweeper import BasicSweeper

    from experiments.config import load
    from experiments.run import study_and_report

    try:
        overrides = OverridesParser.create().parse_overrides(list(arguments))
    except OverrideParseException as mistake:
        raise UserError(
            f"cannot read {mistake.override!r}: write name=value or name=value,value"
        ) from None
    jobs = [
        list(job)
        for batch in BasicSweeper.split_arguments(overrides, max_batch_size=None)
        for job in batch
    ]
    for job in jobs:
        load(job)  # every mistake comes to light before anything runs
    for job in jobs:
        print(f"\n== {' '.join(job)}")
        study_and_report(job)

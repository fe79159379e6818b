"""What is asked in two ways at once: refused, because one of them would be passed over."""

from __future__ import annotations

from collections.abc import Iterable

from experiments.mistakes import UserError
from experiments.plan.config_files import read_config
from experiments.plan.sweeps import Sweep
from experiments.plan.variants import config_groups


def check_contradictions(sweep: Sweep, overrides: Iterable[str]) -> None:
    """Raise UserError for what is both set and swept, or swept beside a group that sets it."""
    columns = set(sweep.columns)
    for text in overrides:
        name = text.partition("=")[0].lstrip("+")
        if name in columns:
            raise UserError(f"{name} is both set ({text}) and swept: leave one of them out")
    for place, group in enumerate(sweep.columns):
        if group in config_groups():
            for choice in dict.fromkeys(str(row[place]) for row in sweep.rows):
                _check_group(group, choice, columns)


def _check_group(group: str, choice: str, columns: set[str]) -> None:
    both = read_config(group, choice).sets(group) & columns
    if both:
        path = min(both)
        raise UserError(f"{path} is swept, and {group}={choice}, also swept, sets it")

"""Whether what the parameters rest on was known on a day: a forecast made on it may use no more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from experiments.mistakes import UserError
from sim.evidence.known import founded, keys, known
from sim.parameters import Row, table
from sim.scenario import Scenario

_NAMED = 3  # parameters that an error names


def day_of(text: str) -> date:
    """A day as it is typed; raises UserError for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(f"known_by = {text} is not a date like 2022-12-07") from None


def not_known(rows: Iterable[Row], day: date) -> list[Row]:
    """The parameters whose source was not wholly known by a day; an assumption is known on any."""
    return [row for row in rows if (latest := founded(row.source)) and latest > day]


def check_known_by(day: date, rows: Iterable[Row] | None = None) -> None:
    """Raise UserError where parameters, those of the defaults if none are given, rest on evidence
    that was not known by a day.
    """
    late = not_known(table(Scenario()) if rows is None else rows, day)
    if late:
        first = ", ".join(f"{row.path} (known {founded(row.source)})" for row in late[:_NAMED])
        more = f" and {len(late) - _NAMED} more" if len(late) > _NAMED else ""
        number = f"{len(late)} parameter{'s rest' if len(late) > 1 else ' rests'}"
        raise UserError(f"{number} on evidence that was not known by {day}: {first}{more}")


def check_keys(rows: Iterable[Row]) -> None:
    """Raise UserError for a key, of a source or of what came later, that stands for nothing."""
    for row in rows:
        for key in [*keys(row.source), *keys(row.later)]:
            try:
                known(key)
            except LookupError as mistake:
                raise UserError(f"{row.path}: {mistake.args[0]}") from None

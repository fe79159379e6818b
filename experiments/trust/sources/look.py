"""A look at what the parameters rest on: which are asked for, said in which form, and where to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from experiments.command import named_values
from experiments.mistakes import UserError, nearest
from experiments.plan.settings import SETTINGS
from experiments.store.whole_files import write_text
from experiments.trust.sources.known import check_keys, check_known_by, day_of, not_known
from experiments.trust.sources.printing import as_csv, as_markdown, as_table, counts
from sim.parameters import STATUSES, Row, table
from sim.scenario import Scenario

OWN = {"known_by": "", "status": "", "format": "table", "output": ""}
_FORMS = {"table": as_table, "csv": as_csv, "markdown": as_markdown}
_WORDS = {"status": STATUSES, "format": tuple(_FORMS)}
_FLAG, _EXAMPLE = "--known-by", "known_by=2022-12-07"


def look(arguments: Sequence[str]) -> Iterator[str]:
    """Look at the sources of the defaults; gives texts to print.

    Raises UserError for what cannot be looked at, for a key that stands for nothing, and, once all
    is said, for what was not known by the day asked about.
    """
    own = _own(arguments)
    day = day_of(own["known_by"]) if own["known_by"] else None
    rows = list(table(Scenario()))
    check_keys(rows)
    chosen = [row for row in rows if own["status"] in ("", row.status)]
    late = chosen if day is None else not_known(chosen, day)
    yield from _said(late, own, day)
    if day is not None:
        check_known_by(day, late)


def _said(rows: Sequence[Row], own: dict[str, str], day: date | None) -> Iterator[str]:
    """The table, or where it has been written; counts below it, except in CSV."""
    if own["format"] == "csv":
        text = as_csv(rows)
    elif rows:
        text = f"{_FORMS[own['format']](rows)}\n\n{counts(rows)}\n"
    else:
        text = f"Nothing{_of(own['status'])} rests on evidence that was not known by {day}.\n"
    if own["output"]:
        write_text(Path(own["output"]), text)
        yield f"{len(rows)} parameters: {own['output']}"
    else:
        yield text.rstrip("\n")


def _of(status: str) -> str:
    return f" that is {status}" if status else ""


def _own(arguments: Sequence[str]) -> dict[str, str]:
    """What is asked; raises UserError for what cannot be."""
    typed = named_values(_plain(arguments), _EXAMPLE)
    for name, value in typed.items():
        if name not in OWN:
            hint = nearest(name, list(OWN)) or f"; there are {', '.join(OWN)}"
            raise UserError(f"there is no setting {name}{hint}")
        if not value:
            raise UserError(f"{name} is empty: give it a value, such as {_EXAMPLE}")
        if name in _WORDS and value not in _WORDS[name]:
            raise UserError(f"{name} = {value} is none of {', '.join(_WORDS[name])}")
    own = OWN | typed
    SETTINGS["output"].check("output", own["output"] or None)
    file = Path(own["output"])
    if own["output"] and (file.is_dir() or not file.absolute().parent.is_dir()):
        raise UserError(f"output = {file} is not a file in a folder that exists")
    return own


def _plain(arguments: Sequence[str]) -> list[str]:
    """Arguments with the day after --known-by as name=value."""
    left = iter(arguments)
    return [
        f"known_by={next(left, '')}" if each == _FLAG else each.replace(f"{_FLAG}=", "known_by=")
        for each in left
    ]

"""The table of sources as it is read: on a console, as CSV, or in Markdown."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from rich import box
from rich.console import Console
from rich.table import Table

from experiments.trust.sources.kinds import EXPLICIT, FIXED, SOLVED, USUAL, kind
from experiments.words.paper import fitted, window
from sim.evidence.known import founded
from sim.parameters import STATUSES, Row
from sim.priors.coordinates import told
from sim.reference import group_of, shown, span

COLUMNS = ("path", "value", "prior", "range", "unit", "status", "source", "known")
_WIDEST = {"value": 14, "range": 14, "unit": 9, "source": None}  # columns that are broken
_SOURCE = 21  # letters, in which the date of an event stays on one line


def cells(row: Row) -> dict[str, str]:
    """What is said of a parameter, by column; what came later stands apart."""
    about = (
        row.path, shown(row.value), told(row), span(row), row.unit, row.status, row.source,
        str(founded(row.source) or ""),
    )  # fmt: skip
    return dict(zip(COLUMNS, about, strict=True)) | {"later": row.later}


def as_csv(rows: Sequence[Row]) -> str:
    """The table as CSV, a row a parameter."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [*COLUMNS, "later"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(cells, rows))
    return text.getvalue()


def as_table(rows: Sequence[Row]) -> str:
    """The table as it is read on a console, group by group, as wide as there is room."""
    text = io.StringIO()
    console = Console(file=text, highlight=False, markup=False, width=window())
    for group, members in groupby(rows, key=group_of):
        console.print(group)
        for part in fitted(_table(list(members)), console, labels=1):
            console.print(part)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines())


def as_markdown(rows: Sequence[Row]) -> str:
    """The table in Markdown, group by group."""
    heading = [f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}"]
    lines: list[str] = []
    for group, members in groupby(rows, key=group_of):
        lines += ["", f"### {group}", "", *heading]
        lines += [f"| {' | '.join(_line(row))} |".replace("|  |", "| |") for row in members]
    return "\n".join(lines)


def counts(rows: Sequence[Row]) -> str:
    """How many parameters there are of each status, and how many have which kind of prior."""
    statuses, kinds = Counter(row.status for row in rows), Counter(map(kind, rows))
    founded_so = ", ".join(f"{statuses[status]} {status}" for status in STATUSES)
    believed = ", ".join(f"{kinds[each]} {each}" for each in (EXPLICIT, USUAL, FIXED, SOLVED))
    number = f"{len(rows)} parameter{'' if len(rows) == 1 else 's'}"
    return f"{number} by status: {founded_so}.\nPriors: {believed}."


def _table(rows: Sequence[Row]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in COLUMNS:
        least = _SOURCE if column == "source" else None
        most = _WIDEST.get(column)
        table.add_column(column, no_wrap=column not in _WIDEST, min_width=least, max_width=most)
    for row in rows:
        table.add_row(*_line(row))
    return table


def _line(row: Row) -> list[str]:
    """The cells of a row; what came later stands behind the source."""
    said = cells(row)
    if row.later:
        said["source"] += f"; later {row.later}"
    return [said[column] for column in COLUMNS]

"""What a section of the page is: words, charts, tables and, where it moves, scripts and data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Protocol

from experiments.store.csv_tables import short

Spec = Mapping[str, Any]  # a chart in Vega-Lite


@dataclass(frozen=True)
class Listing:
    """A table to be read, and all of its rows as a file to be kept."""

    name: str  # of the file
    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]  # as words; the first cell names the row
    csv: str

    @classmethod
    def of(
        cls,
        name: str,
        caption: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[str]],
        raw: Iterable[Mapping[str, Any]],
    ) -> Listing:
        """A table of words, with the raw rows that become its file."""
        return cls(name, caption, tuple(columns), tuple(map(tuple, rows)), as_csv(raw))


@dataclass(frozen=True)
class Panel:
    """One drawing of a chart."""

    spec: Spec
    heading: str = ""


@dataclass(frozen=True)
class Key:
    """A colour and what it stands for."""

    colour: str
    label: str
    look: str = "patch"  # patch, line, dotted or dot
    opacity: float = 1.0


@dataclass(frozen=True)
class Chart:
    """Drawings on one subject, with the table that they were drawn from."""

    name: str
    title: str
    panels: Sequence[Panel]
    listing: Listing
    keys: Sequence[Key] = ()
    note: str = ""


@dataclass(frozen=True)
class Script:
    """A module of JavaScript; others import it as "./NAME"."""

    name: str
    text: str


class Moving(Protocol):
    """A part of a page that its reader moves, with all that it needs."""

    @property
    def html(self) -> str:
        """What stands in the page."""

    @property
    def styles(self) -> str:
        """CSS of its own."""

    @property
    def scripts(self) -> Mapping[str, str]:
        """Modules by the name under which others import them; the last is started."""

    @property
    def data(self) -> Mapping[str, Any]:
        """What the last script reads."""


@dataclass(frozen=True)
class Section:
    """A part of the page under a heading of its own.

    Of the scripts the last is started, and imports the others; `data` is given to it as JSON in the
    element whose id is "data-ANCHOR".
    """

    title: str
    anchor: str
    html: str = ""
    charts: Sequence[Chart] = ()
    tables: Sequence[Listing] = ()
    scripts: Sequence[Script] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    contents: str = ""  # its name in the contents; the title where it has none
    notes: str = ""  # after charts and tables
    styles: str = ""  # CSS of its own

    @classmethod
    def moving(cls, title: str, anchor: str, part: Moving) -> Section:
        """A section that its reader moves."""
        scripts = tuple(Script(name, text) for name, text in part.scripts.items())
        return cls(
            title, anchor, part.html, scripts=scripts, data=part.data, styles=part.styles,
        )  # fmt: skip

    @property
    def moves(self) -> bool:
        """Whether its reader can move something."""
        return bool(self.scripts)


def prose(*paragraphs: str) -> str:
    """Plain sentences as paragraphs."""
    return "".join(f"<p>{escape(each)}</p>" for each in paragraphs if each)


def items(*lines: str) -> str:
    """Plain sentences as a list."""
    return f"<ul>{''.join(f'<li>{escape(each)}</li>' for each in lines)}</ul>"


def as_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as the text of a CSV file, numbers to eight digits."""
    text = io.StringIO()
    writer = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(text, list(row), lineterminator="\n")
            writer.writeheader()
        writer.writerow({
            name: short(value) if isinstance(value, float) else value
            for name, value in row.items()
        })  # fmt: skip
    return text.getvalue()

"""Paper: where an answer is printed, as wide as its reader's window, and kept as Markdown.

A table that is wider than the window is first set with its headings on several lines, and then
broken between columns; every part begins with the same labels. No number is ever broken.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from copy import copy
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.measure import Measurement
from rich.table import Column, Table

from experiments.store.whole_files import write_text

NARROWEST, USUAL = 80, 150  # columns; of what is no terminal, unless COLUMNS says otherwise
NAME = "answer.md"
_PROSE = 34  # letters from which a cell is prose, and may go on in the next line
_LINES = 3  # most lines of a heading


class Paper:
    """What is printed, part by part; with `labels` leading columns of a table that stay with it."""

    def __init__(self, width: int | None = None) -> None:
        self.console = Console(highlight=False, markup=False, width=width or window())
        self._parts: list[str | Table] = []

    def head(self, text: str) -> None:
        """Print a heading."""
        self.console.print(f"\n{text}", style="bold")
        self._parts.append(f"# {text}")

    def say(self, text: str) -> None:
        """Print a paragraph."""
        self.console.print(text)
        self._parts.append(text.strip("\n"))

    def point(self, text: str) -> None:
        """Print a line that may be copied, such as where something is: not broken, and not kept."""
        self.console.print(text, soft_wrap=True)

    def show(self, table: Table, labels: int = 1) -> None:
        """Print a table."""
        if table.title:
            self.console.print(str(table.title), style="italic")
        for part in fitted(table, self.console, labels):
            self.console.print(part)
        self._parts.append(table)

    def keep(self, folder: Path) -> None:
        """Write all of it into a results folder."""
        told = (markdown(part) if isinstance(part, Table) else part for part in self._parts)
        write_text(folder / NAME, "\n\n".join(each for each in told if each) + "\n")


def window() -> int:
    """How many columns there are to print in: of a terminal what it has, of anything else what
    COLUMNS says; never too little to read.
    """
    here = Console()
    if here.is_terminal or os.environ.get("COLUMNS", "").isdecimal():
        return max(here.width, NARROWEST)
    return USUAL


def fitted(table: Table, console: Console, labels: int) -> Iterator[Table]:
    """A table in as many parts as the window needs, without its title."""
    whole = _part(table, range(len(table.columns)), compact=False)
    if _width_of(whole, console) <= console.width:
        yield whole
        return
    for places in _packed(table, console, labels):
        yield _part(table, places, compact=True)


def markdown(table: Table) -> str:
    """A table in Markdown, its title a line above."""
    rows = list(zip(*(_texts(column) for column in table.columns), strict=True))
    heads = [_cell(str(column.header)) for column in table.columns]
    sides = ["---:" if column.justify == "right" else ":---" for column in table.columns]
    lines = [heads, sides, *([_cell(each) for each in row] for row in rows)]
    title = f"**{table.title}**\n\n" if table.title else ""
    return title + "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _packed(table: Table, console: Console, labels: int) -> Iterator[list[int]]:
    """The columns of each part, by place: as many as there is room for, and one at least."""
    always = list(range(labels))
    here: list[int] = []
    for place in range(labels, len(table.columns)):
        tried = _part(table, [*always, *here, place], compact=True)
        if here and _width_of(tried, console) > console.width:
            yield [*always, *here]
            here = []
        here.append(place)
    yield [*always, *here]


def _part(table: Table, places: Sequence[int], compact: bool) -> Table:
    """Some columns of a table, without its title."""
    part = copy(table)
    part.title = None
    part.columns = [_column(table.columns[place], compact) for place in places]
    for number, column in enumerate(part.columns):
        column._index = number
    return part


def _column(column: Column, compact: bool) -> Column:
    """A column whose numbers are whole; if compact, with its heading on several lines."""
    column = copy(column)
    longest = max((cell_len(each) for each in _texts(column)), default=0)
    if longest > _PROSE:
        column.no_wrap = False
        column.min_width = _PROSE // 2
        return column
    head = str(column.header)
    least = _narrowest(head) if compact else cell_len(head)
    column.min_width = max(longest, least)
    if compact:
        column.width = column.min_width
        column.no_wrap = False
    return column


def _narrowest(head: str) -> int:
    """Letters of a heading's longest line, if it has no more lines than it may and no broken
    word.
    """
    words = head.split()
    width = max(map(cell_len, words), default=0)
    while _lines(words, width) > _LINES:
        width += 1
    return width


def _lines(words: Sequence[str], width: int) -> int:
    """How many lines words take."""
    lines, room = 0, -1
    for word in words:
        need = cell_len(word) + 1
        if need > room + 1 or not lines:
            lines, room = lines + 1, width + 1
        room -= need
    return lines


def _width_of(table: Table, console: Console) -> int:
    wide = console.options.update(max_width=10_000)
    return Measurement.get(console, wide, table).maximum


def _texts(column: Column) -> list[str]:
    return [str(each) for each in column.cells]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")

"""Tables of the console as tables of a page."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table as Grid

_RIGHT = "right"


def table(grid: Grid) -> str:
    """A grid as a Markdown table under its title."""
    title = f"**{_cell(grid.title)}**\n\n" if grid.title else ""
    return title + "\n".join(_lines(grid))


def _lines(grid: Grid) -> Iterator[str]:
    columns = [[_cell(each) for each in column.cells] for column in grid.columns]
    yield _row([_cell(column.header) for column in grid.columns])
    yield _row(["--:" if column.justify == _RIGHT else "---" for column in grid.columns])
    for row in zip(*columns, strict=True):
        yield _row(list(row))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: object) -> str:
    return " ".join(str(text).split()).replace("|", "&#124;")

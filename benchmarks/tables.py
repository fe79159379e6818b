"""Tables of measurements: printed, saved as CSV, and set between markers in docs/benchmarks.md."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Table:
    """Rows of one measurement, under a name that is also its file's."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[object, ...]]

    def markdown(self) -> str:
        """The table as Markdown, under its title."""
        lines = [f"### {self.title}", "", _line(self.columns), _line(["---"] * len(self.columns))]
        return "\n".join([*lines, *(_line([shown(value) for value in row]) for row in self.rows)])

    def save(self, folder: Path) -> None:
        """Write the table as CSV, numbers in full."""
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{self.name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(self.columns)
            writer.writerows(self.rows)


def shown(value: object) -> str:
    """A number to three digits, thousands set apart; words as they are."""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def put_into(page: Path, text: str, what: str = "measured") -> None:
    """Replace what stands between two markers of a page."""
    start, end = f"<!-- {what}: start -->", f"<!-- {what}: end -->"
    whole = page.read_text(encoding="utf-8")
    if start not in whole or end not in whole:
        raise ValueError(f"{page.name} has no {start} ... {end}")
    between = re.compile(re.escape(start) + ".*?" + re.escape(end), re.DOTALL)
    page.write_text(between.sub(lambda _: f"{start}\n\n{text}\n\n{end}", whole), encoding="utf-8")


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"

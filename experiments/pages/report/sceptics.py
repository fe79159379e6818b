"""What the page for sceptics says, where it lies beside the program: losses, scores, evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from experiments.pages.report.section import Listing

PAGE = Path(__file__).resolve().parents[3] / "docs" / "validation.md"
_SHOWN = {  # how the title of a table begins: the name of its file
    "P(entry) in the year from": "knowledge",
    "Mean scores of the course (rolling: each on the day before; strict": "scores",
    "Entry never came": "entry_scores",
    "Evidence that would change the answer": "evidence",
}
_ROW = re.compile(r"^\|(.*)\|$")


@dataclass(frozen=True)
class Lost:
    """How the model fared against rules of thumb."""

    condition: str
    lines: tuple[str, ...]
    why: str


def losses() -> Lost | None:
    """The condition set beforehand and what it lost; None where the page is not there."""
    parts = _sections()
    hindcast, lost = _part(parts, "Hindcast"), _part(parts, "Where it loses")
    if not hindcast or not lost:
        return None
    lines = [line for line in hindcast.splitlines() if line.lstrip().startswith("- ")]
    condition = next(iter(_paragraphs(hindcast)), "")
    why = next((each for each in _paragraphs(lost) if each.startswith("Why:")), "")
    return Lost(_plain(condition), tuple(_joined(lines)), _plain(why))


def told() -> Iterator[Listing]:
    """The tables of the page that a reader of a report needs."""
    if not PAGE.is_file():
        return
    lines = _text().splitlines()
    for place, line in enumerate(lines):
        title = line.strip("*")
        name = next((file for begins, file in _SHOWN.items() if title.startswith(begins)), None)
        if line.startswith("**") and name is not None:
            yield _listing(name, title, lines[place + 1 :])


def _listing(name: str, title: str, lines: list[str]) -> Listing:
    rows = []
    for line in lines:
        found = _ROW.match(line.strip())
        if found:
            rows.append([_plain(cell) for cell in found[1].split(" | ")])
        elif rows:
            break
    columns, _, *body = rows
    raw = [dict(zip(columns, row, strict=False)) for row in body]
    return Listing.of(name, title, columns, body, raw)


def _joined(lines: list[str]) -> Iterator[str]:
    """A setting with what it won or lost, a line each."""
    setting = ""
    parts: list[str] = []
    for line in lines:
        if line.startswith("- "):
            if parts:
                yield f"{setting} {'; '.join(parts)}."
            setting, parts = line[2:].strip(), []
        else:
            parts.append(line.strip()[2:])
    if parts:
        yield f"{setting} {'; '.join(parts)}."


def _paragraphs(text: str) -> list[str]:
    return [each.strip() for each in text.split("\n\n") if each.strip()]


def _part(parts: dict[str, str], named: str) -> str:
    return next((text for title, text in parts.items() if named in title), "")


def _sections() -> dict[str, str]:
    if not PAGE.is_file():
        return {}
    pieces = re.split(r"^## (.+)$", _text(), flags=re.MULTILINE)
    return dict(zip(pieces[1::2], (each.strip() for each in pieces[2::2]), strict=True))


@cache
def _text() -> str:
    return PAGE.read_text(encoding="utf-8")


def _plain(text: str) -> str:
    """Markdown without its marks."""
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    return text.replace("`", "").replace("*", "").replace("&#124;", "|").strip()

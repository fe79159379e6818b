"""A tale as text for a terminal or as Markdown: the same words in both."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from experiments.words.paper import window

WIDE = 110  # columns of a line of text
NOTED = " " * 4  # before what is told beside a sentence


@dataclass(frozen=True)
class Line:
    """A sentence, and what is told beside it."""

    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A week, or many of them."""

    when: str
    lines: tuple[Line, ...]

    def text(self, wide: int = WIDE) -> Iterator[str]:
        """Its lines on a terminal of so many columns."""
        for place, line in enumerate(self.lines):
            lead = "" if place else f"{self.when}: "
            yield from _wrapped(f"{lead}{line.text}", "  " if place else "", wide)
            for note in line.notes:
                yield from _wrapped(note, NOTED, wide)


@dataclass(frozen=True)
class Tale:
    """A history that is ready to be printed."""

    title: str  # what happened
    about: tuple[str, ...]  # which world it is, and why it was picked
    paragraphs: Sequence[Paragraph]


def as_text(tale: Tale) -> Iterator[str]:
    """Lines for a terminal, none wider than it is or than `WIDE`."""
    wide = min(window(), WIDE)
    for line in (*tale.about, f"{tale.title}."):
        yield from _wrapped(line, "", wide)
    yield ""
    for paragraph in tale.paragraphs:
        yield from paragraph.text(wide)


def as_markdown(tale: Tale) -> Iterator[str]:
    """Lines of Markdown."""
    yield f"## {tale.title}"
    yield ""
    yield "  \n".join(tale.about)
    yield ""
    yield from as_list(tale.paragraphs)


def as_list(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Paragraphs as a list in Markdown."""
    for paragraph in paragraphs:
        alone = len(paragraph.lines) == 1
        if not alone:
            yield f"- **{paragraph.when}:**"
        for line in paragraph.lines:
            yield f"- **{paragraph.when}:** {line.text}" if alone else f"  - {line.text}"
            yield from (f"{'  ' if alone else '    '}- {note}" for note in line.notes)


FORMATS: dict[str, Callable[[Tale], Iterator[str]]] = {"text": as_text, "markdown": as_markdown}


def _wrapped(text: str, indent: str, wide: int) -> list[str]:
    return textwrap.wrap(
        text, wide, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False
    )

"""The glossary as it is read: on a console, or as docs/glossary.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich import box
from rich.table import Table

from experiments.mistakes import UserError, nearest
from experiments.words.paper import Paper
from experiments.words.terms.terms import TERMS

PAGE = "docs/glossary.md"
FORMATS = ("text", "markdown")
_OPENING = (
    "One word a thing, in code, tables, figures and pages alike; one line a word. "
    "`python -m experiments.glossary` prints them; `python -m experiments.glossary ultimatum` "
    "those that name it."
)


def glossary(words: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    """The terms by group, or those whose names or meanings have all of some words in them.

    Raises UserError where none has.
    """
    if not all(map(str.strip, words)):
        raise UserError("an empty word is asked for: name one, such as ultimatum")
    wanted = [word.lower() for word in words]
    found = {
        group: {
            term: means
            for term, means in terms.items()
            if all(word in f"{term} {means}".lower() for word in wanted)
        }
        for group, terms in TERMS.items()
    }
    found = {group: terms for group, terms in found.items() if terms}
    if not found:
        every = [term for terms in TERMS.values() for term in terms]
        asked = " ".join(words)
        raise UserError(f"the glossary has no {asked}{nearest(asked, every) or f'; see {PAGE}'}")
    return found


def printed(found: Mapping[str, Mapping[str, str]]) -> None:
    """Print terms, group by group."""
    paper = Paper()
    for group, terms in found.items():
        table = Table(
            title=group.capitalize(), title_justify="left", box=box.SIMPLE, pad_edge=False
        )
        table.add_column("word", no_wrap=True)
        table.add_column("means")
        for term, means in terms.items():
            table.add_row(term, means)
        paper.show(table)


def markdown(found: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """The same as the lines of a page."""
    yield from ("# Glossary", "", _OPENING)
    for group, terms in found.items():
        yield from ("", f"## {group.capitalize()}", "", "| word | means |", "|---|---|")
        yield from (f"| {term} | {means} |" for term, means in terms.items())

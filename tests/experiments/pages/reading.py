"""A page taken apart: its sections, tables, links and what it would ask of a network."""

import base64
import csv
import io
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "link", "br", "input"}


@dataclass
class Table:
    """A table as words, a list a row."""

    caption: str = ""
    rows: list[list[str]] = field(default_factory=list)


class PageParts(HTMLParser):
    """What stands where."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.sections: dict[str, str] = {}
        self.tables: list[Table] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.files: dict[str, list[dict[str, str]]] = {}
        self.figures: dict[str, list[str]] = {}
        self._open: list[str] = []
        self._section = self._figure = ""
        self._words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "section":
            self._section = given["id"]
        if tag == "figure":
            self._figure = given["id"]
            self.figures[self._figure] = []
        if self._figure:
            self.figures[self._figure].append(tag)
        if tag == "table":
            self.tables.append(Table())
        if tag == "tr":
            self.tables[-1].rows.append([])
        if tag in ("th", "td", "h2", "caption"):
            self._words = []
        if "download" in given:
            text = base64.b64decode(given["href"].partition("base64,")[2]).decode()
            self.files[given["download"]] = list(csv.DictReader(io.StringIO(text)))

    def handle_endtag(self, tag):
        self._open.pop()
        words = " ".join("".join(self._words).split())
        if tag in ("th", "td"):
            self.tables[-1].rows[-1].append(words)
        if tag == "caption":
            self.tables[-1].caption = words
        if tag == "h2":
            self.sections[self._section] = words
        if tag == "figure":
            self._figure = ""

    def handle_data(self, data):
        self._words.append(data.replace("\u00a0", " "))

    def table(self, begins: str) -> Table:
        """The first table whose caption begins so."""
        return next(each for each in self.tables if each.caption.startswith(begins))

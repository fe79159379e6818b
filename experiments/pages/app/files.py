"""The files of the page: its own, and those that it shares with the report."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from experiments.pages.report.rendering import FOLDER as REPORT
from experiments.words import colours

FOLDER = Path(__file__).parent / "page"
EXPLORED = Path(__file__).parents[1] / "explored" / "page"
_KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
_SHARED = {
    "page.css": REPORT / "page.css", "drawing.js": EXPLORED / "drawing.js",
    "telling.js": EXPLORED / "telling.js",
}  # fmt: skip
FILES = {path.name: path for path in sorted(FOLDER.glob("*.*"))} | _SHARED


@cache
def file_of(name: str) -> tuple[str, str]:
    """A file's text, and what kind it is."""
    path = FILES[name]
    text = path.read_text(encoding="utf-8")
    if path.parent == FOLDER and path.suffix == ".css":
        text = _with_colours(text)
    return text, _KINDS[path.suffix]


def _with_colours(text: str) -> str:
    """A style with the colours that mean the same everywhere."""
    environment = Environment(loader=FileSystemLoader(FOLDER), undefined=StrictUndefined,
                              autoescape=False)  # fmt: skip
    named = {name: value for name, value in vars(colours).items() if name.isupper()}
    return environment.from_string(text).render(**named)

"""Sections as one HTML file: everything inside, nothing fetched from anywhere."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from experiments.pages.report.bundle import vega

if TYPE_CHECKING:
    from experiments.pages.report.section import Script, Section

FOLDER = Path(__file__).parent / "page"
TEMPLATE = "page.html.j2"
_APOSTROPHE = re.compile(r"(?<=\w)('|&#x27;)(?=\w)")
_UNIT = re.compile(r"(\d) %")
_IMPORT = re.compile(r"""(\bfrom\s*|\bimport\s*\(?\s*)(["'])\./([\w.-]+\.js)\2""")


class Verbatim(Markup):
    """Text that stands in the page as it is."""


def render(sections: Sequence[Section], about: Mapping[str, str]) -> str:
    """The page; `about` has its title, description and foot."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_kept_together,
    )  # fmt: skip
    environment.filters["inner"] = in_script
    environment.filters["as_link"] = as_link
    scripts = [script for each in sections for script in each.scripts]
    return environment.get_template(TEMPLATE).render(
        sections=sections,
        about=about,
        css=Verbatim(_file("page.css") + "".join(each.styles for each in sections)),
        vega=Verbatim(vega()),
        own=Verbatim(_file("page.js")),
        imports={"imports": {each.name: as_module(each) for each in scripts}},
        started=[each.scripts[-1].name for each in sections if each.scripts],
    )


def in_script(value: Any) -> Markup:
    """A value as JSON that no markup can end early."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028"))


def as_link(text: str) -> str:
    """A CSV file as a link that holds it."""
    coded = base64.b64encode(text.encode("utf-8")).decode("ascii")
    return f"data:text/csv;charset=utf-8;base64,{coded}"


def as_module(script: Script) -> str:
    """A module as an address that holds it; what it imports is named as the map of imports does."""
    text = _IMPORT.sub(r"\1\2\3\2", script.text)
    coded = base64.b64encode(text.encode("utf-8")).decode("ascii")
    return f"data:text/javascript;charset=utf-8;base64,{coded}"


def _kept_together(value: Any) -> Any:
    """Numbers beside their units, and apostrophes as they are printed, wherever words are."""
    if not isinstance(value, str) or isinstance(value, Verbatim):
        return value
    return type(value)(_APOSTROPHE.sub("\u2019", _UNIT.sub("\\1\u00a0%", value)))


def _file(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")

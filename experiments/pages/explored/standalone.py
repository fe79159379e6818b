"""The moving part as a page of its own: one file that fetches nothing."""

from __future__ import annotations

import json
import re
from html import escape

from experiments.pages.explored.section import ANCHOR, TITLE, MovingPart

_IMPORT = re.compile(r"^import .*?;\n", re.MULTILINE | re.DOTALL)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
_PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; padding: 1rem; max-width: 76rem;
  color: #222; background: #fff; }}
{styles}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<section id="{anchor}" aria-label="{title}">
{html}
</section>
</main>
<script type="application/json" id="data-{anchor}">{data}</script>
<script type="module">
{script}
</script>
</body>
</html>
"""


def standalone(part: MovingPart) -> str:
    """The whole page."""
    data = json.dumps(part.data, separators=(",", ":")).replace("<", "\\u003c")
    return _PAGE.format(
        title=escape(TITLE),
        anchor=ANCHOR,
        html=part.html,
        styles=part.styles,
        data=data,
        script="\n".join(map(within_one, part.scripts.values())),
    )


def within_one(script: str) -> str:
    """A module as a part of one: what it imports is already there."""
    return _EXPORT.sub("", _IMPORT.sub("", script)).replace("</", "<\\/")

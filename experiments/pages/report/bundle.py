"""The JavaScript that draws charts, whole and from the installed package: nothing is fetched."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Any

from experiments.mistakes import UserError

_NEEDED = {"altair": "altair", "jinja2": "jinja2", "vl_convert": "vl-convert-python"}


def check_installed() -> None:
    """Raise UserError where what the page is made with is not installed."""
    missing = [package for module, package in _NEEDED.items() if find_spec(module) is None]
    if missing:
        raise UserError(
            f"the report page needs {', '.join(missing)}: pip install 'belarus-war-entry[pages]'"
        )


@cache
def vega() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script that sets `vegaEmbed`, safe within a page."""
    import vl_convert  # only where a page is made

    bundle: Any = vl_convert.javascript_bundle  # its types demand what has a default

    return str(bundle()).replace("</script", "<\\/script")

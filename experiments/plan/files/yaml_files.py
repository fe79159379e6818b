"""YAML files as a person writes them: numbers, words and lists; with tabs, marks and doubles told.

Nothing in a file is ever carried out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from experiments.mistakes import UserError, first_line

MOST_BYTES = 1_000_000  # of one file


class _Loader(yaml.SafeLoader):
    """Numbers such as 1e-3 are numbers, dates stay words, and a key stands once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key.value} is there twice", key.start_mark
                )
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


_DATE, _FLOAT = "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:float"
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if tag not in (_DATE, _FLOAT)]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    _FLOAT,
    re.compile(
        r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*[eE][-+]?[0-9]+"
        r"|\.[0-9_]+(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$"
    ),
    list("-+0123456789."),
)


def read_yaml(path: Path, where: str) -> tuple[str, dict[str, Any]]:
    """The text of a file and what it says, by name; raises UserError that begins with `where`."""
    try:
        written = path.read_bytes()
        text = written.decode("utf-8-sig").replace("\r\n", "\n")
        values = _read(text) if len(written) <= MOST_BYTES else None
    except OSError as failure:
        raise UserError(f"{where}: {failure.strerror}") from None
    except UnicodeDecodeError:
        raise UserError(f"{where} is not a text file in UTF-8") from None
    except yaml.YAMLError as mistake:
        place, why = _place(mistake), _why(mistake)
        raise UserError(f"{where}{place} cannot be read as YAML: {why}") from None
    except (RecursionError, ValueError) as mistake:
        raise UserError(f"{where} cannot be read as YAML: {first_line(mistake)}") from None
    if len(written) > MOST_BYTES:
        raise UserError(f"{where} is larger than {MOST_BYTES:,} bytes")
    if values is not None and not isinstance(values, Mapping):
        raise UserError(f"{where} is not a list of lines of the form name: value")
    return text, {str(name): value for name, value in (values or {}).items()}


@lru_cache(maxsize=128)
def _read(text: str) -> Any:
    """What a text says; the same text, asked for again and again, is read once."""
    return yaml.load(text, Loader=_Loader)


def _place(mistake: yaml.YAMLError) -> str:
    mark = getattr(mistake, "problem_mark", None)
    return f", line {mark.line + 1}," if mark is not None else ""


def _why(mistake: yaml.YAMLError) -> str:
    return str(getattr(mistake, "problem", None) or first_line(mistake))

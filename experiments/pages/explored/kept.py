"""What was lived for a page, kept in the results folder: the page is made again without living."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.pages.explored.living import POOLS
from experiments.pages.explored.observables import MOMENTS, VISIBLE
from experiments.plan.fingerprints import fingerprint
from experiments.plan.identity import digest, model_version, parameters_of
from experiments.store.whole_files import write_text

if TYPE_CHECKING:
    from experiments.pages.explored.scope import Scope

FILE = "explored.json"  # of a results folder
_FORMAT = 1  # of what is kept


def read(folder: Path, scope: Scope) -> dict[str, Any] | None:
    """What is kept of a scope; None where nothing is that belongs to it and to this model."""
    try:
        said = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return dict(said["said"]) if said["made from"] == _made_from(scope) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(folder: Path, scope: Scope, said: Mapping[str, Any]) -> None:
    """Keep it, with what it was made from."""
    text = json.dumps({"made from": _made_from(scope), "said": said}, separators=(",", ":"))
    write_text(folder / FILE, text + "\n")


def _made_from(scope: Scope) -> str:
    """A few characters that stand for all that it rests on."""
    vectors = [fingerprint(scope.mixture(kind, 0.0).vectors) for kind in POOLS]
    asked = [_FORMAT, POOLS, MOMENTS, [(each.name, each.means) for each in VISIBLE], scope.seed]
    return digest([*asked, vectors, parameters_of(scope.scenario), model_version()], 16)

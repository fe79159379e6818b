"""Studies from Python: asked in the words of the command line, with its defaults, and kept in the
same folders.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Mapping
from typing import Any

from experiments.pages.notebook.folder import ResultsFolder
from experiments.plan.compose import load
from experiments.plan.study import Study
from experiments.plan.vectors import mixed, vectors
from experiments.trust.bands.answered import answered
from sim.scenario import Scenario

Asked = str | Mapping[str, Any]  # "army.morale=0.3", or {"army.morale": 0.3}


def scenario(*asked: Asked) -> Scenario:
    """The scenario of named variants and parameters: `scenario("pressure=high",
    "lukashenko=cautious", {"army.morale": 0.3})`; over vectors with "parameters=calibrated".

    Raises UserError.
    """
    study = load(_typed(asked))
    if study.parameters == "defaults":
        return study.base
    own = {text.partition("=")[0] for text in study.typed} | set(study.base.departures())
    return mixed(study.base, vectors(study.parameters).without(own))


def study(*asked: Asked, quiet: bool = False) -> ResultsFolder:
    """Carry out a study as `python -m experiments.run` and `.sweep` do, and give its folder:
    `study("pressure=high", {"replications": 2000, "sweep.army.morale": [0.3, 0.5]})`.

    It says how far it is, unless it is to be quiet. Raises UserError, and Interrupted after Ctrl-C.
    """
    wanted = load(_typed(asked))
    silent = contextlib.redirect_stderr(io.StringIO()) if quiet else contextlib.nullcontext()
    with contextlib.redirect_stdout(io.StringIO()), silent:
        folder = answered(wanted)
        _draw(wanted, folder)
    return ResultsFolder.of(folder)


def _draw(wanted: Study, folder: Any) -> None:
    if wanted.portion is None:
        from experiments.figures import draw  # takes a moment

        draw(folder, wanted.figures)


def _typed(asked: tuple[Asked, ...]) -> list[str]:
    """Arguments as they are typed on a command line."""
    return [
        text
        for each in asked
        for text in ([each] if isinstance(each, str) else map(_written, each.items()))
    ]


def _written(item: tuple[str, Any]) -> str:
    """A name and its value, as YAML says it."""
    name, value = item
    value = value.tolist() if hasattr(value, "tolist") else value
    return f"{name}={value if isinstance(value, str) else json.dumps(value)}"

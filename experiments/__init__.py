"""Uses of the model: configured experiments, saved tables, figures.

>>> from experiments import results, scenario, study
>>> study("pressure=high", {"army.morale": 0.3, "replications": 2000}).frame("bands")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from experiments.pages.notebook.folder import ResultsFolder
    from experiments.pages.notebook.studies import scenario, study

    results = ResultsFolder.of

__all__ = ["results", "scenario", "study"]


def __getattr__(name: str) -> Any:
    """What is for Python and notebooks, loaded when it is asked for: a command needs none of it."""
    if name == "results":
        return import_module("experiments.pages.notebook.folder").ResultsFolder.of
    if name in __all__:
        return getattr(import_module("experiments.pages.notebook.studies"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

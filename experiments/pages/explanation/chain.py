"""The chain of steps: each is carried out in a folder of its own, and what is there is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.mistakes import UserError
from experiments.pages.explanation.steps import STEPS, Step, arguments
from experiments.plan.identity import model_version
from experiments.store.whole_files import write_text
from experiments.words.paper import NAME

if TYPE_CHECKING:
    from experiments.pages.explanation.asked import Explanation

ASKED = "asked.json"  # what a step's folder was asked for


def carried_out(wish: Explanation) -> Iterator[str]:
    """Carry every step out at every level; gives lines to print. Raises UserError where a folder
    holds something else, and Interrupted after Ctrl-C: what is finished is kept.
    """
    for level in wish.levels:
        for step in STEPS:
            yield from _one(step, level, wish)


def _one(step: Step, level: str, wish: Explanation) -> Iterator[str]:
    folder = wish.of(level, step.name)
    typed = arguments(step, level, wish.more, folder, wish.quick)
    told = json.dumps([typed, model_version()], indent=1) + "\n"
    yield f"\n== At {level} pressure: {step.asks}"
    if _there(folder, told):
        yield f"(kept: {folder}/)"
        return
    step.carry_out(typed)
    write_text(folder / ASKED, told)


def _there(folder: Path, told: str) -> bool:
    """Whether the step is finished in its folder; raises UserError where another is."""
    kept = folder / ASKED
    if not kept.is_file():
        return False
    if kept.read_text(encoding="utf-8") != told:
        raise UserError(f"{folder} holds another explanation: name a new folder with output=DIR")
    return (folder / NAME).is_file()

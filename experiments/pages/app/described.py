"""What the page is told when it opens: what can be moved, and in which words."""

from __future__ import annotations

from typing import Any

from experiments.pages.app.sliders import described as of_sliders
from experiments.pages.app.tabs.answer import CAP
from experiments.pages.app.tabs.asking import SHOWN
from experiments.pages.app.wish import PARAMETERS, SEED, Wish
from experiments.plan.files.folders import config_groups
from experiments.plan.vectors import CALIBRATED, DEFAULTS
from experiments.why.tales.picks import PICKS
from experiments.words.definition import DEFINITION
from sim.laws.pressure import LEVELS

_ORDER = ("scenario", "pressure", "lukashenko", "putin", "army", "public", "opposition", "choice")


def described(first: Wish) -> dict[str, Any]:
    """All of it."""
    groups = config_groups()
    return {
        "first": list(first.arguments), "sliders": of_sliders(),
        "groups": [{"name": name, "variants": groups[name]} for name in _ORDER],
        "levels": LEVELS,
        "parameters": {"name": PARAMETERS, "usual": DEFAULTS, "others": [CALIBRATED]},
        "seed": SEED, "cap": CAP, "definition": DEFINITION,
        "picks": [{"name": name, "words": PICKS[name].meaning} for name in SHOWN],
    }  # fmt: skip

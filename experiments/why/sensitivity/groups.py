"""The names of groups of inputs that are no owner of parameters."""

from __future__ import annotations

from sim.luck import DICE

STRUCTURE, REST, DUMMY = "structure", "rest", "dummy"
LUCK = (*DICE, REST)  # owners of dice, and all else that is left to chance
PARAMETERS_TOGETHER, LUCK_TOGETHER = "all parameters", "all luck"
_DICE = "dice of "


def dice(owner: str) -> str:
    """The name of what chance deals to an owner, as a group of inputs."""
    return f"{_DICE}{owner}"


def together(group: str) -> bool:
    """Whether a group is made of others that stand beside it."""
    return group in (PARAMETERS_TOGETHER, LUCK_TOGETHER)

"""What a calibration is asked for on a command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from experiments.command import named_values, read_whole, read_yes
from experiments.mistakes import UserError, nearest
from experiments.plan.settings import MAX_SEED, SETTINGS, cores
from experiments.trust.account.beliefs import EVIDENCE, PRIOR, Beliefs
from experiments.trust.account.wanted import Wanted
from experiments.trust.table.size import FULL, QUICK, TableSize

EXAMPLE = "points=1024"
_MOST = {"points": 2**16, "histories": 1024, "worlds": 100_000, "workers": 1024, "seed": MAX_SEED}
_LEAST = {"points": 16, "histories": 2, "worlds": 2, "workers": 1, "seed": 0}
_YES = ("quick", "ship")


def asked(arguments: Sequence[str]) -> Wanted:
    """The calibration that a command line describes; raises UserError."""
    named = named_values(arguments, EXAMPLE)
    beliefs = Beliefs.of({name: _unquoted(text) for name, text in named.items()})
    for name in named:
        _check_name(name)
    yes = {name: read_yes(name, named.get(name, "false")) for name in _YES}
    usual = TableSize(points=QUICK if yes["quick"] else FULL)
    size = {name: _whole(name, named, getattr(usual, name)) for name in _LEAST if name != "workers"}
    if size["points"] & (size["points"] - 1):
        raise UserError(
            f"points = {size['points']} is not a power of two: only so do they fill the prior "
            "evenly, such as 1024"
        )
    if yes["ship"] and (size["points"] < FULL or beliefs.texts):
        raise UserError(
            f"ship = true is for the whole table of {FULL:,} points, and for nobody's own beliefs"
        )
    workers = _whole("workers", named, cores())
    output = SETTINGS["output"].check("output", named.get("output"))
    return Wanted(TableSize(**size), workers, output, beliefs, yes["ship"])


def _check_name(name: str) -> None:
    known = [*_LEAST, *_YES, "output"]
    if name in known or name.startswith((PRIOR, EVIDENCE)):
        return
    hint = nearest(name, known) or f"; allowed: {', '.join(known)}, prior.NAME, evidence.NAME"
    raise UserError(f"{name} is not for a calibration{hint}")


def _whole(name: str, named: Mapping[str, str], usual: int) -> int:
    return read_whole(name, named.get(name, str(usual)), _LEAST[name], _MOST[name])


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text

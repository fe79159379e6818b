"""A leader's choice in words: what he stands by, or what he chooses, how likely that was, and why
that and not the best alternative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from experiments.words.names import goes_on, incentive, named
from sim.agents.leader import Leader
from sim.agents.lukashenko import Lukashenko
from sim.laws.choice import Decision
from sim.machine.arrays import Floats
from sim.model import WarEntry
from sim.world import ENTRY_RUNGS, Rung

LEADERS: tuple[tuple[str, Callable[[WarEntry], Leader]], ...] = (
    ("Putin", lambda model: model.putin),
    ("Lukashenko", lambda model: model.lukashenko),
    ("Opposition", lambda model: model.opposition),
)
_REASONS = 3  # incentives named beside a choice
_WIDE = 23  # letters of the longest choice


def standing(model: WarEntry) -> str:
    """What every leader stands by, in a clause."""
    putin, lukashenko, opposition = (
        goes_on(_standing(model, leader(model))) for _, leader in LEADERS
    )
    return f"Putin {putin}, Lukashenko {lukashenko}, the opposition {opposition}"


def chosen(model: WarEntry) -> Iterator[str]:
    """What every leader chooses or stands by this week, in lines."""
    for name, leader in LEADERS:
        yield f"  {name:<11} {_choice(model, leader(model))}"
        decision = leader(model).decision
        if isinstance(leader(model), Lukashenko) and decision is not None:
            yield f"  {'':<11} {_survival(decision, model.assumptions.lukashenko.horizon)}"


def reasons(decision: Decision) -> str:
    """Why this choice and not the best alternative: what each incentive adds, strongest first."""
    option, rival, utility = int(decision.choice[0]), _rival(decision), _contributions(decision)
    spoke = {name: float(part[option] - part[rival]) for name, part in utility.items()}
    strongest = sorted(spoke.items(), key=lambda item: -abs(item[1]))[:_REASONS]
    told = ", ".join(
        f"{incentive(name)} {value:+.2f}" for name, value in strongest if abs(value) >= 0.005
    )
    return f"rather than {_name(decision, rival)}: {told or 'all but equal'}"


def _choice(model: WarEntry, leader: Leader) -> str:
    decision = leader.decision
    if decision is None:
        return f"stands by {named(_standing(model, leader))}"
    option = int(decision.choice[0])
    freely = float(decision.judgement.probability()[option, 0])
    if decision.probability[option, 0] > freely:
        return f"{_name(decision, option):<{_WIDE}} forced, freely {_share(freely)}"
    how_likely = f"{_share(freely):>4}"
    return f"{_name(decision, option):<{_WIDE}} {how_likely}  {reasons(decision)}"


def _survival(decision: Decision, weeks: float) -> str:
    """How likely Lukashenko thinks it that he stays in power on the rung he chooses, and on the
    best one across the line of war, where both sides of it are open to him.
    """
    foretold, option = decision.judgement.foretold["survival"][:, 0], int(decision.choice[0])
    told = f"reckons to be in power {weeks:g} weeks on with {_share(foretold[option])}"
    enters = option in ENTRY_RUNGS
    others = [rung for rung in Rung if (rung in ENTRY_RUNGS) != enters]
    others = [rung for rung in others if not _closed(decision)[rung]]
    if not others:
        return told
    best = max(others, key=lambda rung: float(foretold[rung]))
    return f"{told}; {_share(foretold[best])} with {_name(decision, best)}"


def _rival(decision: Decision) -> int:
    """The best option of those that he could have chosen and did not."""
    barred = _closed(decision)
    barred[int(decision.choice[0])] = True
    utility = sum(_contributions(decision).values())
    return int(np.where(barred, -np.inf, utility).argmax())


def _contributions(decision: Decision) -> dict[str, Floats]:
    """What each incentive adds to each option, shape (options,)."""
    shape = decision.probability.shape
    parts = decision.judgement.contributions()
    return {name: np.broadcast_to(part, shape)[:, 0] for name, part in parts.items()}


def _closed(decision: Decision) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which options were off the table, shape (options,)."""
    options, closed = len(decision.options), decision.judgement.closed
    if closed is None:
        return np.zeros(options, dtype=bool)
    return np.broadcast_to(closed, (options, 1))[:, 0].copy()


def _standing(model: WarEntry, leader: Leader) -> str:
    return leader.options(int(getattr(model.world, leader.name)[0])).name.lower()


def _name(decision: Decision, option: int) -> str:
    return named(decision.options(option).name.lower())


def _share(number: float) -> str:
    """A chance in whole per cent; one that is not quite nought or certain is not said to be."""
    if 0 < number < 0.005:
        return "<1%"
    return ">99%" if 0.995 <= number < 1 else f"{number:.0%}"

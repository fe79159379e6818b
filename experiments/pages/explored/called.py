"""What parameters are called where a reader narrows them: short, and whose they are."""

from __future__ import annotations

from experiments.words.parameters import PARAMETERS, short
from sim.priors.coordinates import Coordinate

_CALLED = {
    "initial compliance": "Soldiers who would obey an order to fight at the start",
    "quiet falls": "How often such a ruler falls in a quiet year",
    "quiet protest": "Citizens in the street in a quiet week",
    "putin.demands": "How much Moscow asks for",
    "putin.ally_stability": "Putin: weight of a stable ally",
    "putin.escalation": "Putin: bias towards coercion",
    "putin.reference_front": "Putin: annexed territory that he counts as his",
    "putin.refusal_harm": "Putin: stability he thinks a refused ultimatum costs",
    "putin.learns": "Putin: how fast a refused ultimatum wears out",
    "putin.tightens": "Putin: control he thinks coercion gains",
    "theatre.base_prospects": "Prospects of a northern offensive",
    "lukashenko.displeasure": "Backing that Minsk loses for a demand unmet",
    "lukashenko.urgency": "Lukashenko: how much an ultimatum hurries him",
    "lukashenko.appeases": "How far concessions below entry meet a demand",
    "lukashenko.rewards": "Lukashenko: weight of the Kremlin's rewards",
    "lukashenko.restores": "Lukashenko: lost backing he expects entry to restore",
    "lukashenko.credit_spent": "Room for manoeuvre that a concession uses up",
    "army.danger": "What a hopeless offensive asks of soldiers on top",
    "army.called_limited": "Share of the army called up for limited entry",
    "army.morale_spread": "How much soldiers differ in morale",
    "regime.replacement": "Hazard of being removed while Moscow tries",
    "regime.coup_backing": "How much lost backing feeds coups",
}
_OWNERS = {
    "putin": "Putin", "lukashenko": "Lukashenko", "army": "Army", "public": "Public",
    "opposition": "Opposition", "theatre": "Theatre", "regime": "Regime", "choice": "Choice",
}  # fmt: skip


def called(each: Coordinate) -> str:
    """A parameter in a few words; of one without a name, what it means and whose it is."""
    if each.name in _CALLED:
        return _CALLED[each.name]
    if each.path in PARAMETERS:
        name = short(each.path)
        return f"{name[0].upper()}{name[1:]}"
    group = each.path.partition(".")[0]
    return f"{_OWNERS.get(group, group)}: {each.meaning}"

"""Names: what an outcome, a rung, a reason or an option is called, wherever it is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

OUTCOMES = {
    "no_entry": "no entry",
    "limited_entry": "limited entry",
    "full_entry": "full entry",
    "mutiny": "mutiny",
    "uprising": "uprising",
    "replaced": "Lukashenko replaced",
}
ENDINGS = {  # as a sentence
    "no_entry": "The horizon is reached: Belarus has not entered the war.",
    "limited_entry": "Belarus enters the war with special forces and contract troops.",
    "full_entry": "Belarus enters the war with its whole army.",
    "mutiny": "Ordered to enter, the army turns its weapons round: mutiny.",
    "uprising": "The street brings the regime down: uprising.",
    "replaced": "Lukashenko is replaced, by Moscow or by insiders.",
}
BLOCKS = {
    "not_demanded": "Moscow never demanded it",
    "declined": "Lukashenko declined",
    "army_refused": "the army refused",
    "regime_fell": "the regime fell first",
}
OBSTACLES = {  # what stands in the way, as a clause
    "not_demanded": "Moscow never demands it",
    "declined": "Lukashenko declines: concessions short of war serve him better",
    "army_refused": "the army does not carry out the order",
    "regime_fell": "the regime falls first",
}
RUNGS = {
    "refuse": "refuse",
    "stall": "stall",
    "host": "host Russian troops",
    "supply": "supply arms",
    "posture": "own units to the border",
    "limited_entry": "limited entry",
    "full_entry": "full entry",
}
OPTIONS = {
    "accommodate": "accommodate",
    "hold": "hold",
    "press": "press",
    "ultimatum": "ultimatum",
    "replace": "replace",
}
TACTICS = {
    "organise": "organise",
    "agitate": "agitate",
    "mobilise": "mobilise",
    "sabotage": "sabotage",
}
INCENTIVES = {  # where the name of the weight does not say it in words
    "leaning": "private reasons",
    "army": "the army",
    "west": "the West",
    "support": "public support",
    "cost": "costs",
}
GOES_ON = {  # what a leader who stands by an option does
    "accommodate": "accommodates",
    "hold": "holds",
    "press": "presses",
    "ultimatum": "keeps up the ultimatum",
    "replace": "goes on trying to replace Lukashenko",
    "refuse": "refuses",
    "stall": "stalls",
    "host": "hosts Russian troops",
    "supply": "supplies arms",
    "posture": "keeps units at the border",
    "limited_entry": "keeps the expedition in Ukraine",
    "full_entry": "keeps the whole army in Ukraine",
    "organise": "organises",
    "agitate": "agitates",
    "mobilise": "mobilises",
    "sabotage": "sabotages",
}
CHOOSES = {  # what a leader who turns to an option does
    "accommodate": "accommodates Minsk",
    "hold": "goes back to the threat alone",
    "press": "presses Minsk",
    "ultimatum": "gives an ultimatum",
    "replace": "sets out to replace Lukashenko",
    "refuse": "refuses",
    "stall": "stalls",
    "host": "hosts Russian troops",
    "supply": "supplies arms",
    "posture": "sends units to the border",
    "limited_entry": "orders limited entry",
    "full_entry": "orders full entry",
    "organise": "organises",
    "agitate": "agitates in the army",
    "mobilise": "calls into the street",
    "sabotage": "sabotages railways",
}
FALLS = {  # how his rule ended, as a sentence
    "mutiny": ENDINGS["mutiny"],
    "uprising": ENDINGS["uprising"],
    "coup": "Insiders remove Lukashenko.",
    "removed": "Moscow removes Lukashenko and puts another in his place.",
}
FELL = {  # the same where something happens beside it, as a clause
    "mutiny": "mutiny",
    "uprising": "uprising",
    "coup": "coup",
    "removed": "removed by Moscow",
}
RETURNS = {  # how an expedition ended
    "recalled": "called home",
    "broke": "breaks",
    "mutinied": "mutinies",
}
NAMES = {
    "entry": "any entry",
    "ended": "world has ended",
    "in_power": "Lukashenko in power at the horizon",
    **OUTCOMES,
    **BLOCKS,
    **RUNGS,
    **OPTIONS,
    **TACTICS,
}

# name of the quantity, name and unit on an axis, decimals, factor from the table to the axis, top
# of the axis if it has one
QUANTITIES = {
    "pressure": ("pressure that Lukashenko feels", "pressure felt (0 none, 1 maximum)", 2, 1, 1),
    "backing": ("the Kremlin's backing of Lukashenko", "backing (0 none, 1 full)", 2, 1, 1),
    "credit": ("Lukashenko's room for manoeuvre", "room for manoeuvre (0 to 1)", 2, 1, 1),
    "compliance": (
        "soldiers who would obey an order to fight",
        "share of the army (%)",
        0,
        100,
        100,
    ),
    "protest": ("citizens protesting", "share of citizens (%)", 2, 100, None),
    "contingent": ("Russian troops in Belarus", "troops (thousand)", 1, 1, None),
}


def named(name: str) -> str:
    """An outcome, rung, reason or option in plain words."""
    return NAMES.get(name, name.replace("_", " "))


def incentive(name: str) -> str:
    """An incentive in plain words: "ally stability", "private reasons"."""
    return INCENTIVES.get(name, name.replace("_", " "))


def goes_on(name: str) -> str:
    """What a leader who stands by an option does: "hosts Russian troops"."""
    return GOES_ON.get(name, f"stands by {named(name)}")


def chooses(name: str) -> str:
    """What a leader who turns to an option does: "sends units to the border"."""
    return CHOOSES.get(name, f"turns to {named(name)}")


def heading(name: str) -> str:
    """The same as a column's heading: "army refused"."""
    return name.replace("_", " ")


def ordered(names: Mapping[str, str], found: Sequence[str]) -> list[str]:
    """The names found, the known ones in their usual order, then the others."""
    return [name for name in names if name in found] + [name for name in found if name not in names]

"""Plain words and fixed colours: what a parameter, an outcome, a rung or a reason is called
in every figure.

The colours are those of Okabe and Ito, which readers with any kind of colour vision can tell apart.
"""

from __future__ import annotations

from datetime import date

SPACE = "\u00a0"  # keeps two words, or a number and its sign, on one line

BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILLION, PURPLE = (
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7",
)  # fmt: skip
GREY, PALE, INK, QUIET = "#999999", "#DDDDDD", "#222222", "#666666"

COLOURS = {
    "entry": BLACK, "no_entry": GREY, "limited_entry": ORANGE, "full_entry": VERMILLION,
    "mutiny": GREEN, "uprising": BLUE, "replaced": PURPLE,
    "refuse": BLUE, "stall": SKY, "host": GREEN, "supply": YELLOW, "posture": PURPLE, "ended": PALE,
    "not_demanded": SKY, "declined": BLUE, "army_refused": GREEN, "regime_fell": PURPLE,
}  # fmt: skip

OUTCOMES = {
    "no_entry": "no entry", "limited_entry": "limited entry", "full_entry": "full entry",
    "mutiny": "mutiny", "uprising": "uprising", "replaced": "Lukashenko replaced",
}  # fmt: skip
BLOCKS = {
    "not_demanded": "Moscow never demanded it", "declined": "Lukashenko declined",
    "army_refused": "the army refused", "regime_fell": "the regime fell first",
}  # fmt: skip
RUNGS = {
    "refuse": "refuse",
    "stall": "stall",
    "host": "host Russian troops",
    "supply": "supply arms",
    "posture": "own units to the border",
    "limited_entry": "limited entry",
    "full_entry": "full entry",
}
NAMES = {"entry": "any entry", "ended": "world has ended", **OUTCOMES, **BLOCKS, **RUNGS}

LEVELS = {
    0.0: "none",
    0.2: "low",
    0.4: "observed",
    0.6: "high",
    0.8: "severe",
    1.0: "maximum",
}  # of pressure.level

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

# path: (name within a sentence, name and unit on an axis)
PARAMETERS = {
    "pressure.level": (
        "Kremlin pressure",
        "Kremlin pressure (0 none, 0.4 as observed in 2022, 1 maximum)",
    ),
    "pressure.final": (
        "final Kremlin pressure",
        "Kremlin pressure at its peak (0 none, 1 maximum)",
    ),
    "pressure.path": ("course of pressure", "Course of Kremlin pressure over time"),
    "pressure.date": ("date of the ultimatum", "First day of the ultimatum"),
    "pressure.duration": ("length of the ultimatum", "How long the ultimatum stands (weeks)"),
    "start": ("start", "First day"),
    "weeks": ("horizon", "Horizon (weeks)"),
    "scenario": ("scenario", "Scenario"),
    "choice.rule": ("rule of choice", "How leaders decide"),
    "army.morale": ("army morale", "Army morale (0 none, 0.45 estimated, 1 full)"),
    "army.loyalty": ("army loyalty", "Army loyalty to the regime (mean over soldiers, 0 to 1)"),
    "army.contagion": (
        "contagion of refusal",
        "Willingness a soldier loses when all others refuse (0 to 1)",
    ),
    "lukashenko.dependence": (
        "dependence on Moscow",
        "Dependence on Moscow (share of Lukashenko's hold on office, 0 to 1)",
    ),
    "lukashenko.loyalty_bias": (
        "loyalty bias",
        "How much more loyal than it is Lukashenko believes the army to be",
    ),
    "lukashenko.rationality": (
        "Lukashenko's rationality",
        "Precision of Lukashenko's choices (0 random, higher is stricter)",
    ),
    "lukashenko.credit": (
        "room for manoeuvre",
        "Lukashenko's room for manoeuvre at the start (0 to 1)",
    ),
    "lukashenko.backing": (
        "Kremlin backing",
        "Kremlin's backing of Lukashenko at the start (0 to 1)",
    ),
    "lukashenko.survival": ("concern for survival", "Weight Lukashenko gives to staying in power"),
    "lukashenko.west": ("opening to the West", "Weight of an opening to the West (0 before 2025)"),
    "putin.rationality": (
        "Putin's rationality",
        "Precision of Putin's choices (0 random, higher is stricter)",
    ),
    "putin.optimism": (
        "Putin's optimism",
        "How much more willing than it is Putin believes the army to be",
    ),
    "putin.loss_aversion": ("Putin's loss aversion", "Putin's loss aversion (times an equal gain)"),
    "putin.escalation": ("bias towards coercion", "Weight of Putin's bias towards coercion"),
    "public.opposed": ("public opposed", "Citizens against taking part in the war (share, 0 to 1)"),
    "public.grievance": ("grievance", "Grievance against the regime (mean over citizens, 0 to 1)"),
    "public.repression": ("repression", "Grip of the security forces at the start (0 to 1)"),
    "opposition.capacity": (
        "opposition capacity",
        "Organisation of the opposition at the start (0 to 1)",
    ),
    "theatre.front": (
        "Russian front",
        "Annexed territory that Russia holds at the start (share, 0 to 1)",
    ),
    "theatre.front_mean": (
        "Russian front",
        "Annexed territory that the front returns to (share, 0 to 1)",
    ),
    "theatre.border_defence": (
        "northern defences",
        "Ukraine's northern defences at the start (0 none to 1 full)",
    ),
    "theatre.contingent": (
        "Russian contingent",
        "Russian troops in Belarus at the start (thousand)",
    ),
    "theatre.hosting": ("Russian basing", "Russian training and basing at the start (0 to 1)"),
}


_DATES = {"start", "pressure.date"}


def short(path: str) -> str:
    """What a parameter is called within a sentence."""
    return PARAMETERS.get(path, (path, path))[0]


def axis(path: str) -> str:
    """What a parameter is called along an axis, with its unit."""
    return PARAMETERS.get(path, (path, path))[1]


def value(path: str, number: object) -> str:
    """A value of a parameter; named levels of pressure carry their name."""
    shown = f"{number:.4g}" if isinstance(number, float) else str(number)
    if path in _DATES:
        return day(shown)
    name = (
        LEVELS.get(round(number, 6))
        if path == "pressure.level" and isinstance(number, (int, float))
        else None
    )
    return f"{name}{SPACE}({shown})" if name else shown


def setting(path: str, number: object) -> str:
    """A parameter at a value, within a sentence: "severe Kremlin pressure (0.8)",
    "army morale 0.3".
    """
    shown = value(path, number)
    name, _, bracket = shown.partition(f"{SPACE}(")
    if bracket:
        return f"{'no' if name == 'none' else name} {short(path)}{SPACE}({bracket}"
    return f"{short(path)} {shown}"


def day(text: str) -> str:
    """A date as one says it, 7 December 2022; other words as they are."""
    try:
        when = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{when.day}{SPACE}{when:%B}{SPACE}{when.year}"


def ordered(names: dict[str, str], found: list[str]) -> list[str]:
    """The names found, the known ones in their usual order, then the others."""
    return [name for name in names if name in found] + [name for name in found if name not in names]


def colour(name: str) -> str:
    """The one colour of an outcome, rung or reason."""
    return COLOURS.get(name, QUIET)


def named(name: str) -> str:
    """An outcome, rung or reason in plain words."""
    return NAMES.get(name, name.replace("_", " "))

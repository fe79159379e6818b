"""What a parameter is called, and how a value of it is said."""

from __future__ import annotations

from datetime import date

from experiments.plan.values import SENTENCES
from sim.laws.pressure import LEVELS as PRESSURE

SPACE = "\u00a0"  # keeps two words on one line
NOTHING = "nothing"  # of words where there are none: nothing is forced

LEVELS = {level: name for name, level in PRESSURE.items()}  # of pressure.level

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
    "putin": ("Putin", "Model of Putin"),
    "lukashenko": ("Lukashenko", "Model of Lukashenko"),
    "army": ("army", "Model of the army"),
    "public": ("public", "Model of the public"),
    "opposition": ("opposition", "Model of the opposition"),
    "choice": ("rule of choice", "How leaders decide"),
    "population": ("population", "How many people a world has"),
    "force": ("what is forced", "What leaders are held to"),
    "steps_per_week": ("steps a week", "Steps in which a week is lived"),
    "pressure.weekly": ("pressure week by week", "Kremlin pressure, week by week"),
    "theatre.front_weekly": ("front week by week", "Russian front, week by week"),
    "theatre.contingent_weekly": (
        "contingent week by week",
        "Russian troops in Belarus, week by week (thousand)",
    ),
    "choice.rule": ("rule of choice", "How leaders decide"),
    "army.morale": ("army morale", "Army morale (0 none, 0.42 estimated, 1 full)"),
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

_NAMED = {"choice", "choice.rule", "scenario"}  # their values are names of several words
_UNITS = {
    "pressure.duration": "weeks",
    "weeks": "weeks",
    "theatre.contingent": "thousand",
    "theatre.contingent_weekly": "thousand",
}
_DATES = {"start", "pressure.date"}


def short(path: str) -> str:
    """What a parameter is called within a sentence."""
    return PARAMETERS.get(path, (path, path))[0]


def axis(path: str) -> str:
    """What a parameter is called along an axis, with its unit."""
    return PARAMETERS.get(path, (path, path))[1]


def value(path: str, number: object) -> str:
    """A value of a parameter; named levels of pressure carry their name: "severe (0.8)"."""
    shown = f"{number:.4g}" if isinstance(number, float) else str(number) or NOTHING
    weeks = _weeks(number)
    if weeks:
        told = [f"{each:.4g}" for each in weeks]
        shown = told[0] if len(told) == 1 else f"[{', '.join(told)}]"
    if path in _DATES:
        return day(shown)
    if path in _NAMED:
        return shown.replace("_", " ")
    name = level(number) if path == "pressure.level" else None
    return f"{name}{SPACE}({shown})" if name else shown


def setting(path: str, number: object) -> str:
    """A parameter at a value, within a sentence: "severe Kremlin pressure (0.8)"."""
    shown = value(path, number)
    if path in SENTENCES:
        return f"{shown} forced" if shown == NOTHING else f"\u201c{shown}\u201d forced"
    name, _, bracket = shown.partition(f"{SPACE}(")
    if bracket:
        return f"{'no' if name == 'none' else name} {short(path)}{SPACE}({bracket}"
    return f"{short(path)} {shown}{_unit(path, shown)}"


def _weeks(number: object) -> tuple[float, ...]:
    """The numbers of a list by week, also as a table writes it: "(2.0,)"; none of all else."""
    if isinstance(number, tuple):
        return number
    if not (isinstance(number, str) and number.startswith("(") and number.endswith(")")):
        return ()
    try:
        return tuple(float(each) for each in number.strip("()").split(",") if each.strip())
    except ValueError:
        return ()


def _unit(path: str, shown: str) -> str:
    """The unit that a sentence needs: " weeks", " week"."""
    unit = _UNITS.get(path, "")
    return f"{SPACE}{unit.removesuffix('s') if shown == '1' else unit}" if unit else ""


def level(number: object) -> str | None:
    """The name of a level of pressure, if it has one."""
    return LEVELS.get(round(number, 6)) if isinstance(number, (int, float)) else None


def day(text: str) -> str:
    """A date as one says it, 7 December 2022; other words as they are."""
    try:
        when = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{when.day}{SPACE}{when:%B}{SPACE}{when.year}"

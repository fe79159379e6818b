"""Worlds to ask questions about: read-only, in any state a test wants."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim import Scenario
from sim.estimates.drawing import Drawn
from sim.luck import Channel, Luck
from sim.model import WarEntry
from sim.week import Week
from sim.world import World

NORMAL = (*range(Channel.FRONT, Channel.SOLDIER_MORALE), Channel.ARMY_ALLEGIANCE)
WAKING = range(Channel.PUTIN_RECONSIDERS, Channel.ARMY_ALLEGIANCE)
NEVER = 1 - 2**-53  # a draw that wakes nobody
MIDDLING = {"compliance": 0.8, "prospects": 0.3, "demand": 1.0, "protest": 0.01}
UNBIASED = dict.fromkeys(  # what wanders stands at nought
    ("putin_error", "lukashenko_error", "allegiance", "putin_leaning", "lukashenko_leaning"), 0.0
)


def frozen(values: Any, dtype: Any = None) -> NDArray[Any]:
    """An array that nobody can write into."""
    array = np.array(values, dtype=dtype)
    array.setflags(write=False)
    return array


def a_model(scenario: Scenario | None = None, worlds: int = 1, **fields: Any) -> WarEntry:
    """A model in week 0 whose world is in a given state, all of it read-only.

    A field is one number or one a world, or one column a world. Who stands by an option of Putin's
    is asked what that option demands, unless another demand is given.
    """
    small = {"army.soldiers": 64, "public.citizens": 64} if scenario is None else {}
    model = WarEntry(scenario, worlds=worlds, seed=1, collect=False, **small)
    if "putin" in fields:
        demands = np.array(model.assumptions.putin.demands)
        fields = {"demand": demands[fields["putin"]]} | fields
    for name, value in (MIDDLING | UNBIASED | fields).items():
        before = getattr(model.world, name)
        given = np.asarray(value, dtype=before.dtype)
        setattr(model.world, name, np.broadcast_to(given, before.shape).copy())
    model.assumptions.army.look_north(model.world)
    freeze(model.world)
    return model


def a_world(scenario: Scenario | None = None, worlds: int = 1, **fields: Any) -> World:
    """The world of such a model."""
    return a_model(scenario, worlds, **fields).world


def a_week(
    worlds: int, number: int = 3, resolve: float = 0.4, span: float = 1.0, **draws: Any
) -> Week:
    """A week, or a part of one, in which no leader reconsiders and every other draw falls in the
    middle, but for those named.
    """
    middling = Luck(1).of_week(0, np.arange(worlds, dtype=np.uint64))
    for channel in middling:
        named = draws.get(Channel(channel).name.lower())
        middle = NEVER if channel in WAKING else 0.0 if channel in NORMAL else 0.5
        middling[channel] = frozen(np.broadcast_to(middle if named is None else named, (worlds,)))
    return Week(
        number=number, step=number, span=span, ends=True, resolve=resolve, ground=0.5,
        draws=middling, luck=Luck(1), endings=Drawn(),
    )  # fmt: skip


def freeze(world: World) -> None:
    """Make every array of a world read-only, but for the two that only the compiled loops read: a
    loop is compiled anew for them.
    """
    for name, array in world.arrays():
        array.setflags(write=name in ("number", "row"))


def copies(world: World) -> dict[str, NDArray[Any]]:
    """What every field of a world holds now."""
    return {name: array.copy() for name, array in world.arrays()}

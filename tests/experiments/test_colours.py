"""Colours: one meaning each, told apart by readers with any kind of colour vision."""

import itertools

import numpy as np
import pytest

from experiments.words.colours import (
    BLACK,
    COLOURS,
    FAMILIES,
    HATCHED,
    ORANGE,
    VERMILLION,
    colour,
    hatch,
)  # fmt: skip
from sim.agents.moscow import Option

# what is seen of linear light by those who lack one kind of cone [Machado2009]
EYES = {
    "all cones": np.eye(3),
    "no green": np.array([
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]),
    "no red": np.array([
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]),
}  # fmt: skip
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])
ALIKE = 10.0  # distance in L*a*b* that is seen at a glance; 2.3 is just noticeable


def seen(name: str, eye: str) -> np.ndarray:
    """A colour in L*a*b*, as somebody sees it."""
    text = COLOURS[name]
    share = np.array([int(text[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    light = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    ratio = TO_XYZ @ np.clip(EYES[eye] @ light, 0, 1) / WHITE
    root = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    x, y, z = root
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_no_colour_has_two_meanings() -> None:
    assert len(set(COLOURS.values())) == len(COLOURS)
    assert sum(map(len, FAMILIES.values())) == len(COLOURS)


@pytest.mark.parametrize("eye", EYES)
def test_colours_cannot_be_confused_but_where_hatching_tells_them_apart(eye: str) -> None:
    for one, other in itertools.combinations(COLOURS, 2):
        if hatch(one) == hatch(other):
            distance = float(np.linalg.norm(seen(one, eye) - seen(other, eye)))
            assert distance > ALIKE, (one, other, distance)


def test_only_what_blocked_entry_is_hatched() -> None:
    assert {name for name in COLOURS if hatch(name)} == set(FAMILIES[HATCHED])


def test_entry_is_black_or_orange_and_nothing_is_alarm_red() -> None:
    assert (colour("entry"), colour("limited_entry")) == (BLACK, ORANGE)
    assert VERMILLION not in COLOURS.values()


def test_each_step_up_a_ladder_is_a_step_in_lightness() -> None:
    for family, sign in (("rungs", 1), ("options", -1), (HATCHED, -1)):
        steps = np.diff([seen(name, "all cones")[0] for name in FAMILIES[family]])
        assert (sign * steps > 5).all(), family


def test_every_option_of_putin_has_a_colour() -> None:
    assert {each.name.lower() for each in Option} <= set(FAMILIES["options"])

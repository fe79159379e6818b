"""A study is called what it is: by its title, by what was typed, or by the usual scenario."""

import pytest

from experiments.plan.compose import load
from experiments.plan.titles import USUAL
from experiments.words.unsure import CONFIGURED, brief

LEVELS = "How often Belarus enters the war, by Kremlin pressure"


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        ([], USUAL),
        (["seed=2", "replications=10", "workers=1"], USUAL),
        (
            ["scenario=june_2026", "pressure=rising", "seed=2"],
            "scenario=june_2026, pressure=rising",
        ),
        (["army.morale=0.3"], "army.morale=0.3"),
        (["sweep.army.morale=[0.3,0.5]"], "army.morale varied"),
        (
            ["sweep.army.morale=[0.3]", "sweep.pressure.level=[0.4,1]", "putin=bluffer"],
            "army.morale and pressure.level varied (putin=bluffer)",
        ),
        (["experiment=pressure_levels"], LEVELS),
        (["experiment=pressure_levels", "putin=bluffer"], f"{LEVELS} (putin=bluffer)"),
        (["title=What if", "putin=bluffer"], "What if"),
        (["experiment=pressure_levels", "title=What if", "putin=bluffer"], "What if"),
    ],
)
def test_a_study_is_called_what_it_is(arguments, title):
    assert load(arguments).title == title


def test_a_name_too_long_for_a_row_stands_in_the_title_alone():
    assert brief("scenario=june_2026") == "scenario=june_2026"
    assert brief("scenario=june_2026, pressure=rising, lukashenko=cautious") == CONFIGURED


def test_what_was_typed_in_hundreds_of_letters_is_cut():
    long = [f"army.morale=0.{'3' * 300}"]
    assert len(load(long).title) == 200

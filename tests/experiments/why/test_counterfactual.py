"""The command that asks what would be different, and what a difference is due to."""

from pathlib import Path

import pandas as pd
import pytest

from experiments import counterfactual
from experiments.figures.why import attribution as attribution_figure
from experiments.figures.why import luck as luck_figure
from experiments.figures.why import twins as twins_figure
from experiments.words.why.counterfactual import GROUPS, points, typed
from sim.estimates.intervals import Estimate
from sim.parameters import table
from sim.scenario import Scenario
from tests.experiments.commands import done, mistake

SMALL = ("population=small", "weeks=26", "worlds=24", "workers=1", "parameters=defaults")


def asked(folder: Path, *arguments: str) -> str:
    """What is printed, on one line."""
    return " ".join(done(counterfactual, *SMALL, f"output={folder}", *arguments).out.split())


def test_a_change_is_told_kept_and_drawn(tmp_path):
    out = asked(tmp_path / "a", "pressure=maximum", "change=army.morale=0.3")
    assert "With army.morale=0.3, P(entry | model, assumptions)" in out
    assert "python -m experiments.replay population=small weeks=26" in out
    names = {path.name for path in (tmp_path / "a").iterdir()}
    assert names == {"answer.md", "twins.csv", "flips.csv", "flipped.csv", "divergence.csv",
                     "config.yaml", "figures"}  # fmt: skip
    figures = {path.name for path in (tmp_path / "a" / "figures").iterdir()}
    assert figures == {"twins.png", "twins.svg", "twins.csv"}
    rows = pd.read_csv(tmp_path / "a" / "twins.csv")
    assert list(rows["event"]) == ["entry", "ultimatum", "failed", "fell"]
    less = rows["after"] - rows["before"] - rows["difference"]
    assert less.abs().max() < 1e-6


def test_everybody_s_dice_are_swapped_in_turn(tmp_path):
    out = asked(tmp_path / "a", "pressure=maximum", "change=luck")
    assert "flip it most often" in out
    rows = pd.read_csv(tmp_path / "a" / "flipped.csv")
    owners = ["putin", "lukashenko", "front", "army", "all"]
    assert list(rows["change"]) == [f"luck={owner}" for owner in owners]
    assert (tmp_path / "a" / "figures" / "luck.png").is_file()


def test_a_difference_is_shared_out_told_kept_and_drawn(tmp_path):
    against = "against=population=small weeks=26 pressure=maximum army.morale=0.3"
    out = asked(tmp_path / "a", against)
    assert "Parts are Shapley values" in out
    rows = pd.read_csv(tmp_path / "a" / "attribution.csv").set_index("group")
    assert set(rows.index) == {"from", "pressure", "army", "difference", "to"}
    parts = rows.loc[["pressure", "army"], "part"].sum()
    assert parts == pytest.approx(rows.loc["difference", "part"], abs=1e-6)
    assert (tmp_path / "a" / "figures" / "attribution.svg").is_file()


WRONG = {
    "neither": ((), "say what is changed"),
    "both": (("change=army.morale=0.3", "against=pressure=severe"), "leave one of them out"),
    "nothing to change": (("change=",), "nothing is named"),
    "a bare word": (("change",), "such as change=army.morale=0.3"),
    "no change": (("army.morale=0.3", "change=army.morale=0.3"), "changes nothing"),
    "a variant that changes nothing": (("change=army=baseline",), "changes nothing"),
    "the same scenario": (("against=pressure=observed",), "the same scenario"),
    "a slip": (("change=army.moral=0.3",), "did you mean morale?"),
    "a slip beside": (("against=army.moral=0.3",), "did you mean morale?"),
    "a setting": (("change=seed=2",), "seed is no part of a scenario"),
    "dice of nobody": (("change=luck=puttin",), "did you mean putin?"),
    "dice and more": (("change=luck=putin army.morale=0.3",), "luck is changed alone"),
    "dice of one side": (("against=luck=putin",), "luck is no part of a scenario"),
    "no number": (("change=luck", "worlds=few"), "worlds = few is not a whole number"),
    "one world": (("change=luck", "worlds=1"), "worlds = 1 is not a whole number"),
    "an open quote": (("change='army.morale=0.3",), "a quote is not closed"),
    "no name": (("change=0.3",), "is not of the form name=value"),
    "a sweep": (("change=sweep.army.morale=[0.3,0.5]",), "leave out what is swept"),
    "out of range": (("change=army.morale=3",), "morale = 3 is outside [0, 1]"),
    "a file in the way": (("change=army.morale=0.3", "output=/dev/null"), "/dev/null"),
}


@pytest.mark.parametrize(("arguments", "said"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_asked_is_refused_in_a_line(arguments, said):
    assert said in mistake(counterfactual, "parameters=defaults", *arguments)


def test_every_owner_of_parameters_has_a_name():
    owners = {row.path.partition(".")[0] for row in table(Scenario())}
    assert owners == GROUPS.keys()


@pytest.mark.parametrize(
    ("each", "said"),
    [
        ((-0.31, -0.35, -0.27), "-31 points (-35 to -27)"),
        ((0.011, 0.002, 0.02), "+1.1 points (+0.2 to +2.0)"),
        ((0.012, -0.03, 0.05), "+1 point (-3 to +5)"),
        ((0.0, 0.0, 0.0), "0 points (the same in every world)"),
        ((0.0, -0.009, 0.009), "0 points (-0.9 to +0.9)"),
    ],
)
def test_points_have_no_more_figures_than_their_interval_bears(each, said):
    assert points(Estimate(1, 10, *each)) == said


def test_what_is_typed_at_length_is_cut_in_titles():
    assert len(typed("x" * 100)) == 60
    assert typed("army.morale=0.3") == "army.morale=0.3"


def effects(change="army.morale=0.3", difference=(-0.3, -0.35, -0.25)):
    middle, low, high = difference
    return pd.DataFrame([{
        "change": change, "event": "entry", "worlds": 100, "difference": middle,
        "difference_low": low, "difference_high": high,
    }])  # fmt: skip


def flips(**counts):
    """Rows of flips.csv from entry to what blocks it, with the intervals of that many worlds."""
    rows = [
        {"before": "entry", "after": name, "flips": True, "count": count, "worlds": 100,
         "probability": count / 100, "low": (count - 2) / 100, "high": (count + 2) / 100}
        for name, count in counts.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def flipped(count):
    return pd.DataFrame([{
        "count": count, "worlds": 100, "probability": count / 100,
        "low": max(count - 4, 0) / 100, "high": (count + 4) / 100,
    }])  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "ends"),
    [
        ({"declined": 20, "regime_fell": 10}, "; instead, mostly, Lukashenko declined"),
        ({"declined": 16, "regime_fell": 15},
         "; instead, mostly, Lukashenko declined or the regime fell first"),
        ({"declined": 3, "regime_fell": 2}, ")"),
    ],
)  # fmt: skip
def test_a_title_names_what_surely_stands_in_the_place_of_entry(counts, ends):
    said = twins_figure.says(effects(), flips(**counts), flipped(sum(counts.values())))
    assert said.replace("\u00a0", " ").startswith(
        "With army.morale=0.3, entry is rarer: -30 points"
    )
    assert said.endswith(ends)


def test_a_title_says_nothing_of_a_direction_that_is_not_clear():
    unclear = effects(difference=(-0.01, -0.03, 0.01))
    said = twins_figure.says(unclear, flips(declined=3), flipped(3))
    assert "not clearly likelier or rarer" in said
    dice = twins_figure.says(effects("luck=putin"), flips(declined=3), flipped(0))
    assert dice == "With Putin's dice dealt anew, no world flips between entry and none"


def swaps(**counts):
    """Rows of luck as the figure has them: of 100 worlds so many flip, give or take four."""
    most = max(count for owner, count in counts.items() if owner != "all")
    return pd.DataFrame([
        {"owner": owner, "count": count, "worlds": 100, "probability": count / 100,
         "low": max(count - 4, 0) / 100, "high": (count + 4) / 100, "behind": (most - count) / 100,
         "behind_low": (most - count - 4) / 100, "behind_high": (most - count + 4) / 100}
        for owner, count in counts.items()
    ])  # fmt: skip


def test_a_title_says_whose_luck_decides_only_as_surely_as_it_is_known():
    clear = luck_figure.says(swaps(putin=30, army=12, front=8, all=40))
    assert clear.startswith("Putin's dice flip the outcome most often: in 30 %")
    close = luck_figure.says(swaps(putin=14, army=12, front=2, all=40))
    assert close.endswith("but not surely more often than the army's dice")
    none = luck_figure.says(swaps(putin=0, army=0))
    assert none.startswith("No single owner's dice")


def due(**parts):
    """Rows of attribution.csv: of each part the middle, give or take two points."""
    return pd.DataFrame([
        {"group": group, "part": part, "part_low": part - 0.02, "part_high": part + 0.02,
         "worlds": 100}
        for group, part in parts.items()
    ])  # fmt: skip


def test_a_title_shares_out_what_is_sure_and_no_more():
    rows = due(pressure=0.5, army=-0.1, start=0.005, difference=0.41)
    said = attribution_figure.says(rows).replace("\u00a0", " ")
    assert said == (
        "Entry is likelier, +41 points (+39 to +43): raised by Kremlin pressure (+50), lowered by "
        "the army (-10)"
    )
    unsure = attribution_figure.says(due(start=0.001, difference=0.001))
    assert unsure.startswith("Entry is not clearly likelier or rarer")
    assert unsure.endswith("no part is clearly anybody's")

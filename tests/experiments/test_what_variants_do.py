"""The command that lives every named variant: what it prints and keeps, and what it refuses."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments import variants
from experiments.figures.variants import says
from experiments.plan.config_files import sentence
from experiments.plan.files.folders import config_groups
from experiments.why.variants.account import Found, clear, points
from experiments.why.variants.living import EVENTS, lived, seen
from experiments.why.variants.named import GROUPS
from experiments.why.variants.variant import Variant
from sim import Scenario
from sim.estimates.intervals import Estimate, rate
from tests.experiments.commands import ROOT, done, say

pytestmark = pytest.mark.long

TINY = ("worlds=12", "population=small", "weeks=8", "workers=1")
SMALL = Scenario().but({"army.soldiers": 64, "public.citizens": 64, "weeks": 26})


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, pd.DataFrame, Path]:
    folder = tmp_path_factory.mktemp("kept") / "v"
    said = done(variants, *TINY, "group=opposition", "pressures=[maximum,none]", f"output={folder}")
    return said.out, pd.read_csv(folder / "variants.csv"), folder


def test_it_says_what_each_variant_is_and_what_it_does(kept) -> None:
    said = kept[0]
    assert "weak: Scattered and infiltrated" in said
    assert all(heading in said for heading in ("P(ultimatum)", "P(entry)", "the regime fell"))
    assert "unclear [" in said
    assert "The baseline has population=small, weeks=8." in " ".join(said.split())
    assert "P(entry) at none" not in said  # no rival leader was lived


def test_it_keeps_a_row_for_each_variant_level_and_event(kept) -> None:
    table = kept[1]
    assert set(table["variant"]) == {"baseline", "weak", "strong", "infiltrating"}
    assert list(dict.fromkeys(table["level"])) == ["none", "maximum"]
    assert len(table) == 4 * 2 * len(EVENTS)
    assert (table["worlds"] == 12).all()
    assert table.loc[table["variant"] == "baseline", "difference"].isna().all()
    assert table.loc[table["variant"] == "strong", "sets"].str.contains("opposition.capacity").all()


def test_it_draws_p_entry_at_the_highest_pressure(kept) -> None:
    figures = kept[2] / "figures"
    assert {each.name for each in figures.iterdir()} == {
        "variants.png", "variants.svg", "variants.csv"
    }  # fmt: skip
    assert set(pd.read_csv(figures / "variants.csv")["level"]) == {"maximum"}


def test_markdown_has_a_row_for_each_variant_and_level(tmp_path: Path) -> None:
    said = done(
        variants, *TINY, "group=choice", "pressures=severe", "format=markdown",
        f"output={tmp_path / 'v'}",
    ).out  # fmt: skip
    assert "### choice" in said
    assert said.count("| severe |") == 3
    assert "Rival leaders and rules of choice, one at a time, put P(entry) at severe" in said


def test_the_number_of_workers_and_the_cut_change_nothing() -> None:
    harder = SMALL.but({"pressure.level": 1.0})
    whole = seen(harder, 0, 30, 1)
    one, two = (lived([SMALL, harder], 30, 1, workers)[1] for workers in (1, 2))
    parts = [seen(harder, 0, 10, 1), seen(harder, 10, 20, 1)]
    assert np.array_equal(whole.chances, np.concatenate([each.chances for each in parts], axis=1))
    for each in (one, two):
        assert np.array_equal(each.chances, whole.chances)
        assert np.array_equal(each.happened, whole.happened)


def test_a_difference_is_that_of_the_same_worlds() -> None:
    one, other = (seen(SMALL.but({"pressure.level": level}), 0, 60, 1) for level in (1.0, 0.0))
    for event in EVENTS:
        expected = one.estimate(event).probability - other.estimate(event).probability
        assert one.less(other, event).probability == pytest.approx(expected)
        assert one.less(one, event).probability == 0
    assert clear(one.less(other, "ultimatum"))
    assert not clear(one.less(one, "ultimatum"))


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((0.102, 0.08, 0.12), "+10 [+8.0, +12]"),
        ((-0.002, -0.003, -0.001), "-0.20 [-0.30, -0.10]"),
        ((0.01, -0.02, 0.04), "unclear [-2.0, +4.0]"),
        ((0.0, -0.00001, 0.00001), "under 0.01"),
    ],
)
def test_a_difference_is_said_in_points_or_as_unclear(ends, said: str) -> None:
    assert points(Estimate(1, 10, *ends)) == said


def test_the_baseline_has_no_difference() -> None:
    usual = seen(SMALL, 0, 4, 1)
    assert Found(Variant("", "baseline", "", {}, SMALL), "none", usual, usual).difference(
        "entry"
    ) is None  # fmt: skip
    assert rate(0, 4).high > 0


@pytest.mark.parametrize(
    ("arguments", "mistake"),
    [
        (["group=elves"], "group = elves has no variants to look at: all, lukashenko"),
        (["worlds=1"], "worlds = 1 is not a whole number from 2 to 1,000,000"),
        (["worlds=many"], "worlds = many is not a whole number from 2 to 1,000,000"),
        (["worlds=" + "9" * 5000], "is not a whole number from 2 to 1,000,000"),
        (["pressures=[observed,hard]"], "pressures: hard is none of none, low, observed"),
        (["pressures=[]"], "pressures: nothing is none of"),
        (["format=latex"], "format = latex is none of text, markdown"),
        (["pressure=high"], r"pressure is not set here: pressures=\[observed,severe\]"),
        (["pressure.level=0.5"], "pressure.level is not set here"),
        (["lukashenko=cautious"], "lukashenko is what is varied: leave it out, or name another"),
        (["replications=10"], "replications is not for variants; allowed beside parameters: seed"),
        (["sweep.army.morale=[0.3,0.4]"], "leave out what is swept"),
        (["army.moral=0.3"], "did you mean morale"),
        (["worlds=10", "worlds=12"], "worlds is given twice"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(arguments: list[str], mistake: str) -> None:
    said = say(variants, *arguments)
    assert said.status == 2
    assert re.search(mistake, said.err)
    assert said.err.count("\n") == 1
    assert not said.out


def _row(variant: str, probability: float, difference: float, clear: object) -> dict[str, object]:
    return {
        "group": "army" if variant != "baseline" else "", "variant": variant, "worlds": 100,
        "count": 100 * probability, "probability": probability, "low": probability / 2,
        "high": min(1.5 * probability, 1.0), "difference": difference, "clear": clear,
    }  # fmt: skip


def test_the_title_of_the_figure_names_the_farthest_variants_that_differ_clearly() -> None:
    usual = _row("baseline", 0.4, float("nan"), "")
    rows = [_row("loyal", 0.7, 0.3, True), _row("mad", 0.1, -0.3, True), _row("odd", 0.9, 0.5, 0)]
    said = says(pd.DataFrame([usual, *rows]))
    assert said == (
        "Entry: 40 % in the baseline, fewest with army=mad (10 %), most with army=loyal (70 %)"
    )
    assert says(pd.DataFrame([usual, rows[-1]])).endswith("no variant differs clearly")


@pytest.mark.parametrize("group", GROUPS)
def test_the_page_of_variants_tells_of_each_what_its_file_says(group: str) -> None:
    page = (ROOT / "docs" / "variants.md").read_text(encoding="utf-8")
    for name in set(config_groups()[group]) - {"baseline", "quantal", "december_2022"}:
        assert f"- **{name}**: {sentence(group, name)}" in page


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    said = say(variants, *TINY, f"output={tmp_path}")
    assert "holds something else" in said.err
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_every_group_of_actors_and_rules_is_looked_at() -> None:
    rest = {"experiment", "pressure", "population"}  # what is asked, the treatment, and accuracy
    assert set(GROUPS) == config_groups().keys() - rest

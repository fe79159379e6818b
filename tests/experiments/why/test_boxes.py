"""Boxes of assumptions: what is planted is found, and nothing is sold in noise."""

import sys
from functools import cache
from itertools import pairwise
from math import sqrt

import numpy as np
import pytest

from experiments import discover as door
from experiments.mistakes import UserError
from experiments.why.boxes import drawn, saying, tables
from experiments.why.boxes.box import CELLS, Box, Side, cells_of
from experiments.why.boxes.found import BoxSizes, of_points
from experiments.why.boxes.peeling import PATIENCE, found, pasted, peeled
from experiments.why.boxes.recurring import BOXES
from experiments.why.boxes.sides import SIDES, Chosen, leading
from experiments.why.boxes.trees import named, needed
from experiments.why.points.apart import lots
from experiments.why.points.asked import asked
from experiments.why.points.believed import Believed
from experiments.why.points.said import Wording
from tests.experiments.commands import done, mistake

PLANTED = {Side(3, True): 0.4, Side(7, False): 0.6}  # shares of the prior
INSIDE, OUTSIDE, NOISE = 0.8, 0.2, 0.1  # P(entry), and its sd between points
POINTS, COORDINATES = 2048, 40


@cache
def wording() -> Wording:
    believed = Believed.of(asked(["parameters=prior"], {}, "a look")[0])
    return Wording.of(believed)


def planted(points=POINTS, seed=1, coordinates=COORDINATES):
    """Points, and P(entry) that is high in the planted box alone."""
    luck = np.random.default_rng(seed)
    unit = luck.random((points, coordinates))
    inside = (unit[:, 3] > 0.4) & (unit[:, 7] < 0.6)
    mean = np.where(inside, INSIDE, OUTSIDE)
    return unit, np.clip(mean + NOISE * luck.standard_normal(points), 0, 1)


def chosen(unit, entry, likely=0.5) -> Chosen:
    return Chosen(cells_of(unit), entry, np.ones(len(entry)), likely)


def discovered(unit, entry, seed=1):
    out = np.zeros(len(entry), dtype=bool)
    out[np.random.default_rng(seed).permutation(len(entry))[: len(entry) * 3 // 10]] = True
    sizes = BoxSizes(len(entry), 4, 0.5)
    return of_points("prior", sizes, wording(), unit, entry, out, seed)


@cache
def in_the_planted_box():
    unit, entry = planted()
    return discovered(unit, entry)


@cache
def in_noise(seed):
    luck = np.random.default_rng(seed)
    return discovered(luck.random((512, 100)), luck.random(512), seed)


def test_a_planted_box_is_found_to_within_the_points_that_tell_its_edges():
    box, _, _ = found(chosen(*planted()))
    assert set(box.sides) == set(PLANTED)
    # a strip along an edge tells inside from outside once its points are so many
    enough = (4 * NOISE / (INSIDE - OUTSIDE)) ** 2 + 1
    strip = enough / (0.6 * POINTS) + 1 / CELLS + PATIENCE * 0.6
    for side, limit in PLANTED.items():
        assert box.limit(side) == pytest.approx(limit, abs=strip)


def test_the_box_holds_out_what_was_planted():
    held = in_the_planted_box().held
    blurred = (INSIDE - OUTSIDE) * 2 * (PATIENCE + 1 / CELLS)  # by edges a strip too wide
    error = NOISE / sqrt(held.inside.worlds)
    assert held.inside.probability == pytest.approx(INSIDE, abs=4 * error + blurred)
    share = 0.36 * INSIDE / (0.36 * INSIDE + 0.64 * OUTSIDE)
    spread = 2 * sqrt(share * (1 - share) / (0.3 * POINTS))
    assert held.coverage.probability == pytest.approx(share, abs=2 * spread + blurred)
    assert held.density.low > 0.8
    assert held.better


def test_every_limit_of_the_planted_box_comes_back_from_points_drawn_anew():
    back = {each.side: each for each in in_the_planted_box().limits}
    for side, limit in PLANTED.items():
        assert back[side].boxes == BOXES
        assert back[side].low - 1 / CELLS <= back[side].middle <= back[side].high
        assert back[side].middle == pytest.approx(limit, abs=PATIENCE + 1 / CELLS)


@pytest.mark.parametrize("seed", range(3))
def test_in_noise_no_box_is_sold(seed):
    nothing = in_noise(seed)
    assert not nothing.held.better
    assert saying.headline(nothing).startswith("No box of at most four limits")
    assert "No few limits" in drawn.title(nothing)
    assert nothing.held.lift[1] <= 1 <= nothing.held.lift[2]


def test_a_box_never_has_more_sides_than_a_sentence_holds():
    luck = np.random.default_rng(5)
    unit = luck.random((1024, 30))
    entry = (unit[:, :8] > 0.3).mean(axis=1)  # eight limits matter alike
    assert len(leading(chosen(unit, entry))) == SIDES
    assert len(found(chosen(unit, entry))[0].sides) <= SIDES


def test_peeling_takes_patient_slices_and_each_raises_the_mean():
    points = chosen(*planted())
    path = peeled(points, tuple(PLANTED))
    for before, after in pairwise(path):
        assert after.mean > before.mean
        assert 1 - after.support / before.support <= PATIENCE + 8 / CELLS
        assert after.coverage <= before.coverage


def test_pasting_gives_back_what_was_peeled_too_far():
    unit, entry = planted()
    clean = Chosen(cells_of(unit), np.where(entry > 0.5, 0.8, 0.2), np.ones(POINTS), 0.5)
    narrow = Box.everywhere(COORDINATES).to(Side(3, True), 79).to(Side(7, False), 124)
    wide = pasted(narrow, clean)  # one strip outside the planted box above, one on the other side
    assert wide.limit(Side(3, True)) == narrow.limit(Side(3, True))
    assert wide.limit(Side(7, False)) == narrow.limit(Side(7, False))
    gap = clean.cells[:, 3] != 100  # points that are not there hold nothing back
    holed = Chosen(clean.cells[gap], np.where(clean.cells[gap, 3] >= 95, 0.9, 0.2),
                   np.ones(int(gap.sum())), 0.5)  # fmt: skip
    assert pasted(Box.everywhere(COORDINATES).to(Side(3, True), 96), holed).sides == (
        Side(3, True),
    )


def test_a_point_counted_twice_is_two_points():
    unit, entry = planted(512)
    twice = Chosen(cells_of(unit), entry, np.full(512, 2.0), 0.5)
    doubled = chosen(np.repeat(unit, 2, axis=0), np.repeat(entry, 2))
    assert found(twice)[0].sides == found(doubled)[0].sides
    assert found(twice)[2][3].mean == pytest.approx(found(doubled)[2][3].mean)


@pytest.mark.parametrize("of", [in_the_planted_box, lambda: in_noise(0)])
def test_recurrences_sum_to_the_limits_of_all_boxes(of):
    limits = of().limits
    rows = list(tables.of_recurrence(of()))
    assert sum(row["boxes"] for row in rows) == sum(each.boxes for each in limits)
    assert sum(each.boxes for each in limits) <= BOXES * SIDES
    assert all(1 <= each.boxes <= BOXES for each in limits)
    assert len({each.side for each in limits}) == len(limits)


def test_the_sentence_says_what_the_rows_say():
    box = in_the_planted_box()
    rows = list(tables.of_box(box))
    limits = [row for row in rows if row["what"] == "limit"]
    said = saying.headline(box)
    assert {row["coordinate"] for row in limits} == {
        wording().coordinates[side.coordinate].name for side in box.box.sides
    }
    for side in box.box.sides:
        way = "above" if side.above else "below"
        told = wording().amount(side.coordinate, box.box.limit(side))
        assert f"{wording().name(side.coordinate)} is {way} {told}" in said
    mean = next(row for row in rows if row["what"] == "mean")
    assert f"{100 * mean['value']:.0f}" in said or f"{100 * mean['value']:.1f}" in said


def test_the_tree_names_what_the_box_names_and_its_rules_hold_every_point():
    box = in_the_planted_box()
    assert {*named(list(box.leaves))} == {3, 7}
    assert "all of them stand in the box" in saying.second_opinion(box)
    assert sum(leaf.points for leaf in box.leaves) == int(box.out.sum())
    held = sum(leaf.holds(box.unit[box.out]).astype(int) for leaf in box.leaves)
    assert (held == 1).all()


def test_in_noise_the_tree_is_pruned_to_few_rules_or_none():
    assert all(len(in_noise(seed).leaves) <= 3 for seed in (0, 1))


def test_points_of_one_owner_share_their_worlds_and_others_share_none():
    study, _ = asked(["parameters=prior", "pressure=severe", "population=small"], {}, "a look")
    believed = Believed.of(study)
    unit = np.full((3, len(believed.names)), 0.5)
    unit[:, believed.names.index("initial compliance")] = 0.3
    (lot,) = lots(believed.ensemble(unit), np.array([1, 1, 2]), 4, 1)
    mine, twin, other = lot.work(*lot.arguments)
    np.testing.assert_array_equal(mine, twin)
    assert not np.isclose(mine, other).any()


def test_without_scikit_learn_the_tree_is_asked_for_in_one_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.tree", None)
    with pytest.raises(UserError, match=r"needs scikit-learn: pip install"):
        needed()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["likely=2"], "likely = 2 is not a number between 0 and 1"),
        (["likely=often"], "likely = often is not a number between 0 and 1"),
        (["points=10"], "points = 10 is not a whole number from 64 to"),
        (["points=100"], "points = 100 is not a power of two"),
        (["parameters=calibrated", "points=512"], "is more than the 400 vectors of the record"),
        (["parameters=defaults"], "allowed are calibrated and prior"),
        (["replications=5"], "replications is not for where entry is likely"),
    ],
)
def test_what_cannot_be_searched_is_refused_in_a_line(arguments, said):
    assert said in mistake(door, *arguments)


@pytest.mark.long
def test_the_same_box_whatever_the_number_of_workers(tmp_path):
    small = ("pressure=severe", "population=small", "points=64", "worlds=2")
    for workers in (1, 2):
        done(door, *small, f"workers={workers}", f"output={tmp_path / str(workers)}")
    for name in ("box", "recurrence", "peeling", "tree"):
        one, two = (tmp_path / str(workers) / f"{name}.csv" for workers in (1, 2))
        assert one.read_bytes() == two.read_bytes()
    assert {path.name for path in (tmp_path / "1" / "figures").glob("*.png")} == {
        "discover.png", "peeling.png",
    }  # fmt: skip

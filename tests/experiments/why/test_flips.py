"""What turns the answer: planted models whose nearest point and whose levers are known."""

from dataclasses import replace
from threading import Event

import numpy as np
import pytest

from experiments import flip as door
from experiments.engine.executors import Here
from experiments.engine.progress import Progress
from experiments.plan.identity import parameters_of
from experiments.why.flips import nearest, saying
from experiments.why.flips.crew import Crew
from experiments.why.flips.found import Extent, Flip, Flips, reached
from experiments.why.flips.levers import ACTORS, DOWN, LEVERS, TOGETHER, UP, Lever
from experiments.why.flips.nearest import FARTHER, FEW, REACH, searched
from experiments.why.flips.pulled import difference, moved, pulls
from experiments.why.flips.starts import defaults, middle, scores, unscored
from experiments.why.flips.surface import FRESH, Surface
from experiments.why.points.asked import asked
from experiments.why.points.believed import Believed
from experiments.why.points.said import Wording
from sim.estimates.intervals import Estimate
from sim.luck import apart
from sim.parameters import table
from sim.scenario import Scenario
from tests.experiments.commands import done, mistake

COORDINATES = 30
SLOPE = np.zeros(COORDINATES)
SLOPE[[4, 11, 20, 25]] = (0.12, -0.09, 0.05, 0.01)  # P(entry) a prior sd


def plane(at_start):
    """A model whose P(entry) is a plane: the nearest point on a threshold is known."""
    return lambda z: np.clip(at_start + z @ SLOPE, 0, 1)


def looked(at_start, threshold, seed=1, points=300):
    chances = plane(at_start)
    drawn = np.random.default_rng(seed).standard_normal((points, COORDINATES))
    return searched(chances, np.zeros(COORDINATES), drawn, chances(drawn), threshold)


def believed(*arguments):
    return Believed.of(asked(arguments, {}, "a look")[0])


@pytest.mark.parametrize(("at_start", "threshold"), [(0.3, 0.5), (0.7, 0.5), (0.45, 0.3)])
def test_the_nearest_point_of_a_plane_is_found(at_start, threshold):
    search = looked(at_start, threshold)
    gap, found = abs(threshold - at_start), search.found
    assert search.rises == (at_start < threshold)
    # a crossing is halved for within a tenth of half as much again as the last one
    halved = 1.5 * search.on_segments / (nearest._RADII * 2**nearest._HALVINGS)
    along = gap / np.linalg.norm(SLOPE[found.changed])
    assert found.distance == pytest.approx(along, abs=halved)
    assert found.distance <= FARTHER * gap / np.linalg.norm(SLOPE) + halved
    assert found.distance < search.on_segments
    assert plane(at_start)(found.point[None])[0] == pytest.approx(threshold, abs=0.17 * halved)


def test_only_the_coordinates_that_matter_change_and_the_largest_change_first():
    found = looked(0.3, 0.5).found
    assert len(found.changed) <= FEW
    assert {*found.changed} <= {4, 11, 20, 25}
    sizes = np.abs(found.point[found.changed])
    assert (np.diff(sizes) <= 0).all()
    assert np.count_nonzero(found.point) == len(found.changed)


def test_a_threshold_that_is_never_crossed_is_said_with_what_was_tried():
    drawn = np.random.default_rng(1).standard_normal((50, COORDINATES))
    search = searched(
        lambda z: np.full(len(z), 0.1), np.zeros(COORDINATES), drawn, np.full(50, 0.1), 0.5
    )
    assert (search.found, search.tried, search.across) == (None, 50, 0)
    flip = Flip("the defaults", search, Estimate(10, 100, 0.1, 0.05, 0.18), (), None)
    said = saying.flipping(flips([flip]), flip)
    assert "no way was found on which it rises above 50 %" in said
    assert "tried were 50 points, of which 0 lie on the other side" in said


def test_slopes_are_those_of_the_plane():
    slope = nearest.slopes(plane(0.5), np.zeros(COORDINATES))
    np.testing.assert_allclose(slope, SLOPE, atol=1e-12)


def test_the_fewest_changes_are_taken_that_are_hardly_farther():
    far = np.full(len(nearest.KEPT), np.inf)
    assert nearest.fewest(far) is None
    near = far.copy()
    near[[2, 4, 7]] = (1.1, 1.0, 0.5)
    assert nearest.fewest(near) == 2
    near[2] = 2 * FARTHER
    assert nearest.fewest(near) == 4


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(0.52, 0.6, "confirmed"), (0.48, 0.53, "at the threshold"), (0.4, 0.45, "not confirmed")],
)
def test_other_luck_has_the_last_word(low, high, verdict):
    there = Estimate(2000, 4000, (low + high) / 2, low, high)
    flip = Flip("the defaults", looked(0.3, 0.5), there, (), there)
    assert flip.verdict(0.5) == verdict
    fallen = replace(flip, search=looked(0.7, 0.5))
    other = {"confirmed": "not confirmed", "not confirmed": "confirmed"}
    assert fallen.verdict(0.5) == other.get(verdict, verdict)


def test_the_crossing_is_put_where_other_luck_crosses():
    straight = [0.1 + 0.3 * each for each in REACH]
    assert reached(straight, 0.46) == pytest.approx(1.2)
    assert reached([1 - each for each in straight], 0.54) == pytest.approx(1.2)
    assert reached([0.1] * len(REACH), 0.5) == 1.0


def test_the_confirmation_is_lived_on_luck_that_the_search_never_had():
    mine = believed("pressure=severe", "population=small", "parameters=prior")
    surface = Surface(mine, 6, 1, Crew(Here(), 1, Event(), Progress(0)))
    point = np.zeros(len(mine.names))
    search = surface.in_worlds(point[None], 0, 6)[0]
    np.testing.assert_array_equal(surface(point[None]), search.mean(keepdims=True))
    for other in (
        surface.in_worlds(point[None], FRESH, 6)[0],
        surface.in_own_worlds(point, 2, 3),
    ):
        assert other.shape == search.shape
        assert not np.isin(other, search).any()
    assert apart(1, 0) > FRESH + 1_000_000


def test_a_search_begins_at_the_defaults():
    mine = believed("parameters=prior")
    usual = parameters_of(Scenario())
    columns = mine.columns(unscored(defaults(mine))[None])
    off = {path for path, each in columns.items()
           if not np.allclose(each[0], usual[path], rtol=1e-3)}  # fmt: skip
    assert off <= {"public.threshold"}  # its default lies beyond what is believed of it
    assert np.abs(middle(mine)).max() < np.abs(scores(mine.drawn(64, 1))).max()


def test_levers_are_ranked_by_what_they_do():
    effects = {"army.morale": 0.02, "army.loyalty": -0.10, "lukashenko.credit": 0.05}
    levers = [Lever("Minsk", path, UP) for path in effects]
    luck = np.random.default_rng(1)
    usual = luck.random(400)
    noise = 0.01 * luck.standard_normal(400)
    entry = {("", "", 0): usual, ("Minsk", TOGETHER, UP): usual - 0.03 + noise}
    for path, effect in effects.items():
        for way in (UP, DOWN):
            entry["Minsk", path, way] = usual + way * effect + way * noise
    found = pulls(entry, levers)
    assert [each.path for each in found] == [
        "army.loyalty", "lukashenko.credit", "army.morale", TOGETHER,
    ]  # fmt: skip
    reach = 3 * 0.01 / np.sqrt(400)
    for each in found[:3]:
        assert each.effect.probability == pytest.approx(effects[each.path], abs=reach)
        assert each.effect.low < each.effect.probability < each.effect.high
        assert each.up.probability == pytest.approx(-each.down.probability, abs=1e-9)
    said = saying.pulling(found)
    assert said.index("army loyalty") < said.index("room for manoeuvre") < said.index("army morale")


def test_an_interval_of_a_difference_is_paired():
    luck = np.random.default_rng(2)
    one = luck.random(200)
    paired = difference(one + 0.05, one)
    assert paired.low == pytest.approx(0.05)
    assert paired.high == pytest.approx(0.05)
    errors = difference(one, luck.random(200))
    assert errors.high - errors.low == pytest.approx(4 * np.sqrt(1 / 6 / 200), rel=0.2)


def test_every_lever_moves_a_parameter_of_the_model_within_its_range():
    mine = believed("parameters=prior")
    unit = mine.drawn(16, 1)
    usual = mine.columns(unit)
    rows = {row.path: row for row in table(Scenario())}
    for lever in LEVERS:
        up, down = (moved(mine, unit, usual, lever, way) for way in (UP, DOWN))
        assert lever.actor in ACTORS
        assert (up >= rows[lever.path].low).all()
        assert (up <= rows[lever.path].high).all()
        if lever.step is None:
            now = usual[lever.path]
            assert (up >= now - 1e-9).all()
            assert (down <= now + 1e-9).all()
            assert (up > down).any()
    assert moved(mine, unit, usual, Lever("the West", "lukashenko.west", UP, 0.15), DOWN) is None


def test_a_lever_that_somebody_has_set_is_left_alone():
    mine = believed("parameters=prior", "army.morale=0.3")
    assert "army.morale" not in mine.columns(mine.drawn(2, 1))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["threshold=1"], "threshold = 1 is not a number between 0 and 1"),
        (["threshold=half"], "threshold = half is not a number between 0 and 1"),
        (["points=1"], "points = 1 is not a whole number from 2 to"),
        (["points=500"], "is more than the 400 vectors of the record"),
        (["pulls=0"], "pulls = 0 is not a whole number from 1 to"),
        (["parameters=defaults"], "allowed are calibrated and prior"),
        (["sweep.army.morale=[0.3,0.5]"], "is for one scenario: leave out what is swept"),
    ],
)
def test_what_cannot_be_turned_is_refused_in_a_line(arguments, said):
    assert said in mistake(door, *arguments)


@pytest.mark.long
def test_the_same_answer_whatever_the_number_of_workers(tmp_path):
    small = ("pressure=severe", "population=small", "points=16", "worlds=2", "pulls=1", "weeks=20")
    for workers in (1, 2):
        done(door, *small, f"workers={workers}", f"output={tmp_path / str(workers)}")
    for name in ("flip", "levers"):
        one, two = (tmp_path / str(workers) / f"{name}.csv" for workers in (1, 2))
        assert one.read_bytes() == two.read_bytes()
    assert (tmp_path / "1" / "figures" / "levers.png").exists()


def flips(found) -> Flips:
    said = Wording.of(believed("parameters=prior"))
    usual = Estimate(10, 100, 0.1, 0.05, 0.18)
    return Flips("prior", Extent(50, 8, 2, 0.5), said, found, usual, ())

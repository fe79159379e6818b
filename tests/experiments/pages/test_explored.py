"""What is lived for a reader to move, and what of it he can move."""

import json
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from experiments.findings.bands import LEARNED, LEVEL, LUCK, STRUCTURE, Band, Bands, Unsure
from experiments.mistakes import UserError
from experiments.pages.explored import section
from experiments.pages.explored.chosen import chosen
from experiments.pages.explored.kept import FILE
from experiments.pages.explored.living import Explored, explored, lived
from experiments.pages.explored.observables import VISIBLE, seen_by
from experiments.pages.explored.payload import STOPS
from experiments.pages.explored.scope import Scope
from experiments.pages.explored.section import (
    ANCHOR,
    SCRIPTS,
    described,
    moving_part,
    of_folder,
)
from experiments.pages.explored.standalone import standalone
from experiments.plan.compose import load
from experiments.plan.identity import model_version, parameters_of
from experiments.plan.vectors import CALIBRATED, PRIOR, shares
from experiments.trust.bands import living as bands
from sim.estimates.courses import Courses
from sim.mixture import Mixture
from sim.model import WarEntry
from sim.scenario import Ensemble
from sim.simulation import live
from sim.world import ENTRIES, NEVER, Rung
from tests.experiments.pages.explorable import EXPLORED, SIZES

MOMENTS = (2, 8)
SMALL = ("pressure=severe", "population=small", "weeks=16")
WORLDS = 8 * 400


def scope(*arguments: str) -> Scope:
    return Scope.of(load(arguments))


def manifest(*arguments: str) -> dict:
    """What a folder of a study would say of itself."""
    study = load(arguments)
    said = {"identity": {"model": model_version()}, "typed": list(study.typed), "seed": study.seed}
    return json.loads(json.dumps({**said, "parameters": parameters_of(study.base)}))


@pytest.fixture(scope="module")
def mixture() -> Mixture:
    return scope(*SMALL).mixture(CALIBRATED, 0.8)


@pytest.fixture(scope="module")
def foreseen(mixture):
    return lived(mixture, 0, WORLDS, 1, MOMENTS)


def test_worlds_to_move_are_those_of_the_bands(mixture, foreseen):
    entry = foreseen[0].reshape(8, -1).T
    np.testing.assert_array_equal(entry, bands.lived(mixture, 0, 1)[0])


def test_worlds_are_the_same_however_they_are_cut(mixture, foreseen):
    parts = [lived(mixture, first, 40, 1, MOMENTS) for first in (0, 40)]
    for whole, *cut in zip(foreseen, *parts, strict=True):
        np.testing.assert_array_equal(whole[..., :80], np.concatenate(cut, axis=-1))


def test_what_is_seen_stays_seen_and_what_is_left_shrinks(foreseen):
    entry, seen, left, after = foreseen
    assert (seen[1] >= seen[0]).all()
    assert (left[1] <= left[0]).all()
    assert (after[1] <= after[0]).all()
    assert (after <= np.minimum(left, entry)).all()


def test_entry_after_a_sign_is_as_frequent_as_in_worlds_whose_endings_are_drawn(mixture, foreseen):
    """Worlds that go on at the end of week 8 and have shown the sign, of other worlds of the same
    vectors; by vector, at three and a half standard errors of both together."""
    numbers = np.arange(WORLDS, 3 * WORLDS, dtype=np.uint64)
    ensemble = Ensemble.of(mixture.alone, mixture.vectors.columns)
    points = (numbers % mixture.vectors.many).astype(int)
    histories, courses = live(ensemble, points, numbers, 1, courses=True)
    on = (histories.ended == NEVER) | (histories.ended > MOMENTS[1])
    later = on & np.isin(histories.outcome, ENTRIES)
    signs = seen_by(courses, MOMENTS[1])
    _, seen, left, after = foreseen
    for sign in (None, 0, 1):
        drawn = on if sign is None else on & signs[sign]
        shown = np.full(WORLDS, True) if sign is None else seen[1][sign]
        one = _ratio(later & drawn, drawn, points)
        other = _ratio(after[1] * shown, left[1] * shown, np.arange(WORLDS) % 400)
        assert abs(one[0] - other[0]) <= 3.5 * np.hypot(one[1], other[1])


def _ratio(above, below, vector):
    """A ratio of sums over worlds with its standard error, vectors as clusters."""
    a, b = (np.bincount(vector, weights=np.asarray(each, float)) for each in (above, below))
    ratio = a.sum() / b.sum()
    return ratio, np.sqrt(((a - ratio * b) ** 2).sum()) / b.sum()


def test_own_units_have_to_stand_two_weeks_running():
    courses = Courses.unwritten(6, 3)
    courses.rung[[1, 3], 0] = Rung.POSTURE
    courses.rung[[1, 2], 1] = Rung.POSTURE
    border = [each.name for each in VISIBLE].index("border")
    assert seen_by(courses, 5)[border].tolist() == [False, True, False]
    assert not seen_by(courses, 1)[border].any()


def test_a_folder_is_moved_as_the_study_that_made_it():
    asked = ("pressure=high", "army.morale=0.5", "seed=7")
    kept, mine = Scope.kept(manifest(*asked)), scope(*asked)
    assert kept == mine
    assert "army.morale" not in kept.mixture(CALIBRATED, 0.2).vectors.columns
    assert kept.unmoved == [*kept.levels].index("high")


def test_a_pressure_of_its_own_is_a_level_beside_the_named_ones():
    mine = scope("pressure.level=0.5")
    assert [*mine.levels][mine.unmoved] == "as configured"
    assert [*mine.levels.values()] == sorted([*mine.levels.values()])
    assert len(mine.levels) == len(scope().levels) + 1


def test_what_cannot_be_moved_is_refused_in_a_line():
    with pytest.raises(UserError, match="a reader can move constant pressure alone"):
        scope("pressure=rising")
    other = manifest() | {"identity": {"model": "another"}}
    with pytest.raises(UserError, match="another state of the model"):
        Scope.kept(other)


def planted(name: str) -> Explored:
    """Worlds in which one coordinate decides in the record, and nothing in the prior."""
    pool = EXPLORED.pools[CALIBRATED]
    entry = np.broadcast_to(shares()[name][:, None], pool.entry.shape)
    return replace(EXPLORED, pools={CALIBRATED: replace(pool, entry=entry)})


def test_the_parameter_that_decides_is_offered_first_and_one_that_was_set_never():
    name = "public.company"
    first, *_ = chosen(planted(name), 3)
    assert first.name == name
    assert first.correlation == pytest.approx(1)
    held = Scope.of(load([f"{name}=0.7"]))
    assert name not in [each.name for each in chosen(replace(planted(name), scope=held))]


def test_parts_of_the_prior_are_equally_likely_and_bounded_by_its_quantiles():
    for each in chosen(planted("public.company"), 3):
        counts = np.bincount(each.parts[PRIOR], minlength=STOPS)
        assert np.abs(counts - SIZES[PRIOR][0] / STOPS).max() < 2  # a point in every 512th
        assert list(each.stops) == sorted(each.stops)
        assert each.words
        assert each.meaning
        assert each.source


@pytest.fixture(scope="module")
def part():
    return moving_part(described(EXPLORED))


def test_the_part_is_one_page_that_asks_nobody_for_anything(part):
    page = standalone(part)
    assert not any(mark in page for mark in ("http://", "https://", "src=", "@import", "url("))
    assert page.count("<script") == 2
    assert len(json.dumps(part.data)) < 1_000_000


def test_every_parameter_is_offered_with_two_sliders_a_meaning_and_a_source(part):
    assert part.html.count("data-parameter=") == len(part.data["parameters"]) == 12
    assert part.html.count('type="range"') == 2 * 12 + 1
    assert part.html.count("Source: ") == 12
    assert [*part.scripts] == list(SCRIPTS)
    assert f'data-anchor="{ANCHOR}"' in part.html


def test_what_was_lived_is_kept_in_the_folder_for_this_scenario_alone(tmp_path, monkeypatch, part):
    asked = []
    monkeypatch.setattr(section, "explored", lambda *each: asked.append(each) or EXPLORED)
    first = of_folder(tmp_path, manifest(), Bands(), 1)
    again = of_folder(tmp_path, manifest(), Bands(), 1)
    assert len(asked) == 1
    assert first == again == part
    of_folder(tmp_path, manifest("seed=2"), Bands(), 1)
    assert len(asked) == 2
    (tmp_path / FILE).write_text("{", encoding="utf-8")
    of_folder(tmp_path, manifest("seed=2"), Bands(), 1)
    assert len(asked) == 3


def test_luck_and_structure_stand_beside_the_answer_where_the_study_has_them():
    rows = (Band("entry", LUCK, 0.1, 0.05, 0.2, 9), Band("entry", STRUCTURE, 0.1, 0.01, 0.4, 9))
    cells = [Unsure({LEVEL: 0.4}, rows), Unsure({LEVEL: LEARNED}, rows)]
    told = moving_part(described(EXPLORED), Bands(cells)).data["bands"]
    assert told == [{}, {}, {LUCK: (0.05, 0.2), STRUCTURE: (0.01, 0.4)}, {}, {}, {}]


@pytest.mark.long
def test_a_scenario_is_lived_at_every_level_over_both_pools():
    sizes = {CALIBRATED: 2, PRIOR: 1}
    lived_by = partial(explored, scope(*SMALL), sizes=sizes)
    one, two = lived_by(workers=1), lived_by(workers=2)
    for kind, many in ((CALIBRATED, 400), (PRIOR, 512)):
        pool = one.pools[kind]
        assert pool.entry.shape == (6, many, sizes[kind])
        assert pool.seen.shape == (6, 2, len(VISIBLE), many, sizes[kind])
        assert (np.diff(pool.entry.mean(axis=(1, 2))) > 0).all()
        np.testing.assert_array_equal(pool.after, two.pools[kind].after)


def test_a_world_keeps_the_vector_of_its_number(mixture, foreseen):
    """World 403 is the second of vector 3."""
    alone = WarEntry(
        mixture.alone.but({path: _one(each[3]) for path, each in mixture.vectors.columns.items()}),
        numbers=np.array([403], dtype=np.uint64), seed=1, collect=False, conditional=True,
        follow_entry=False,
    )  # fmt: skip
    while alone.running:
        alone.step()
    assert alone.histories.chances[list(ENTRIES), 0].sum() == pytest.approx(foreseen[0][403])


def _one(value):
    return tuple(value.tolist()) if value.ndim else float(value)

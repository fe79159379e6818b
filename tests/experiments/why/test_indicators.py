"""Signs and entry: what is reckoned from arrays agrees with closed forms, and a planted sign is
found.
"""

from itertools import pairwise

import numpy as np
import pytest

from experiments.why.indicators.clusters import by_vector, kish, share
from experiments.why.indicators.found import AHEAD, indicated
from experiments.why.indicators.leads import lead, quantile
from experiments.why.indicators.observables import GAUGES, NAMES, OBSERVABLES
from experiments.why.indicators.ratios import ratio
from experiments.why.indicators.roc import curve
from experiments.why.indicators.sightings import Sightings, first_week, read
from experiments.why.indicators.signatures import EDGES, LEAST, checked, forecasts, joined
from sim.estimates.courses import Courses
from sim.estimates.histories import Histories
from sim.estimates.intervals import rate, z_score
from sim.world import NEVER, Outcome, Rung

WORLDS, VECTORS, HORIZON, LEAD = 12_000, 400, 52, 6
SEEN_BEFORE, SEEN_ANYWAY = 0.8, 0.2  # of worlds with entry, and of those without


def alone(worlds):
    """Every world has a vector of its own."""
    return np.arange(worlds)


def everywhere(worlds):
    return np.full(worlds, True)


def planted(seed=3):
    """Worlds of which a third enter; the first sign comes LEAD weeks before in SEEN_BEFORE of
    them, and at any time in SEEN_ANYWAY of the others; the second comes at any time, whatever
    follows; the others never.
    """
    rng = np.random.default_rng(seed)
    enters = rng.random(WORLDS) < 1 / 3
    entered = np.where(enters, rng.integers(LEAD, HORIZON, WORLDS), NEVER)
    anywhen = rng.integers(0, HORIZON, (2, WORLDS))
    first = np.full((len(NAMES), WORLDS), NEVER)
    hit, false = rng.random(WORLDS) < SEEN_BEFORE, rng.random(WORLDS) < SEEN_ANYWAY
    first[0] = np.where(enters & hit, entered - LEAD, NEVER)
    first[0] = np.where(~enters & false, anywhen[0], first[0])
    unrelated = (rng.random(WORLDS) < 0.5) & ((anywhen[1] < entered) | ~enters)
    first[1] = np.where(unrelated, anywhen[1], NEVER)
    readings = rng.random((len(GAUGES), WORLDS))
    shown = np.zeros((0, WORLDS), bool)
    vector = np.arange(WORLDS) % VECTORS
    return Sightings(first, readings, shown, entered, entered, vector)


def test_with_a_vector_a_world_a_share_has_the_interval_of_independent_worlds():
    marked = np.arange(200) < 30
    found, plain = share(marked, everywhere(200), alone(200)), rate(30, 200)
    assert (found.probability, found.worlds) == (plain.probability, plain.worlds)
    # n / (n - 1), which clusters of one bring, is all the difference
    assert found.low == pytest.approx(plain.low, rel=1 / 100)
    assert found.high == pytest.approx(plain.high, rel=1 / 100)


def test_worlds_that_are_alike_tell_no_more_than_their_vectors():
    vector = np.arange(4000) % 100
    found = share(vector < 30, everywhere(4000), vector)
    plain = rate(30, 100)
    assert found.high - found.low == pytest.approx(plain.high - plain.low, rel=0.02)


def test_what_never_happened_has_a_bound_that_counts_vectors():
    vector = np.arange(4000) % 100
    found = share(np.full(4000, False), everywhere(4000), vector)
    assert (found.low, found.high) == (0, pytest.approx(1 - 0.05 ** (1 / 100)))


def test_the_effective_number_of_vectors_is_theirs_where_all_weigh_the_same():
    assert kish(by_vector(np.arange(60) % 20, everywhere(60))) == pytest.approx(20)
    assert kish(np.array([9.0, 0.0, 0.0])) == pytest.approx(1)


def test_a_ratio_is_that_of_two_shares_with_half_a_world_added_on_each_side():
    seen = np.repeat([True, False, True, False], [30, 10, 40, 120])
    entry = np.repeat([True, False], [40, 160])
    found = ratio(seen, entry, everywhere(200), alone(200))
    assert found.value == pytest.approx((30.5 / 41) / (40.5 / 161))
    error = np.sqrt(1 / 30.5 - 1 / 41 + 1 / 40.5 - 1 / 161)
    assert np.log(found.high / found.value) == pytest.approx(z_score() * error, rel=0.02)
    assert ratio(~seen, entry, everywhere(200), alone(200)).value == pytest.approx(
        (10.5 / 41) / (120.5 / 161)
    )


def test_a_ratio_is_less_sure_where_worlds_share_vectors_that_decide():
    rng = np.random.default_rng(5)
    vector = np.arange(4000) % 50
    seen = rng.random(50)[vector] < 0.5
    entry = rng.random(4000) < 0.2
    together, apart = (ratio(seen, entry, everywhere(4000), each) for each in (vector, alone(4000)))
    assert together.value == apart.value
    assert together.high >= apart.high


def test_a_sign_that_is_hardly_seen_is_not_said_to_tell_anything():
    entry = np.arange(400) < 100
    found = ratio(np.arange(400) < 5, entry, everywhere(400), alone(400))
    assert found.value > 1
    assert not found.told
    assert not found.clear


def test_an_interval_of_a_ratio_covers_it_where_vectors_differ():
    rng, covered, tries = np.random.default_rng(7), 0, 400
    vector = np.arange(2000) % 100
    for _ in range(tries):
        seen = rng.random(2000) < rng.beta(2, 2, 100)[vector]
        entry = rng.random(2000) < rng.beta(1, 4, 100)[vector]
        found = ratio(seen, entry, everywhere(2000), vector)
        covered += found.low <= 1 <= found.high
    # 95 %, give or take three standard errors and what the delta method leaves out
    assert covered / tries > 0.95 - 3 * np.sqrt(0.05 * 0.95 / tries) - 0.01


def test_a_planted_sign_is_found_with_its_lead_its_hits_and_its_false_alarms():
    found = lead(planted(), 0, HORIZON, 1)
    assert found.quartiles == (LEAD, LEAD, LEAD)
    assert (found.low, found.high) == (LEAD, LEAD)
    for each, true in ((found.hit, SEEN_BEFORE), (found.false_alarm, SEEN_ANYWAY)):
        error = np.sqrt(true * (1 - true) / each.worlds)
        assert each.probability == pytest.approx(true, abs=3 * error)


def test_a_planted_sign_has_the_ratio_that_was_planted():
    week = 20
    found = indicated(planted(), week, HORIZON, 1)
    # entry comes evenly in weeks LEAD to HORIZON - 1; of those of the next weeks the sign of the
    # first LEAD is seen by now, and nothing of the later ones
    hits = SEEN_BEFORE * LEAD / AHEAD
    late = HORIZON - 1 - week - AHEAD  # weeks after the window in which some enter unseen
    after = late / (HORIZON - LEAD) / 3
    false = 2 / 3 * SEEN_ANYWAY * (week + 1) / HORIZON / (2 / 3 + after)
    sign = found.signs[0]
    assert sign.positive.low <= hits / false <= sign.positive.high
    assert sign.negative.low <= (1 - hits) / (1 - false) <= sign.negative.high
    assert sign.positive.clear


def test_a_sign_that_has_nothing_to_do_with_entry_has_a_ratio_of_about_one():
    sign = indicated(planted(), 20, HORIZON, 1).signs[1]
    assert sign.positive.told
    assert sign.positive.low <= 1 <= sign.positive.high
    assert sign.negative.low <= 1 <= sign.negative.high


def test_what_is_seen_later_changes_nothing_that_is_said_now():
    before, week = planted(), 20
    later = np.where(before.first > week, NEVER, before.first)
    blind = Sightings(later, before.highest, before.shown, before.entered, before.ended,
                      before.vector)  # fmt: skip
    for one, other in zip(
        indicated(before, week, HORIZON, 1).signs,
        indicated(blind, week, HORIZON, 1).signs,
        strict=True,
    ):
        assert (one.positive, one.negative) == (other.positive, other.negative)
        assert (one.seen, one.entry_if_seen) == (other.seen, other.entry_if_seen)


def test_odds_times_the_ratio_are_the_odds_once_it_was_seen():
    found = indicated(planted(), 20, HORIZON, 1)
    base, sign = found.base.probability, found.signs[0]
    odds = base / (1 - base) * sign.positive.value
    # but for the half of a world that is added
    assert odds / (1 + odds) == pytest.approx(sign.entry_if_seen.probability, rel=0.01)


def test_a_world_that_has_ended_is_asked_no_more():
    sightings = planted()
    on = sightings.goes_on(20)
    assert not on[(sightings.entered != NEVER) & (sightings.entered <= 20)].any()
    assert on[(sightings.entered == NEVER) | (sightings.entered == 21)].all()
    np.testing.assert_array_equal(sightings.enters(20, 1), sightings.entered == 21)


def test_quantiles_of_leads_are_those_of_the_list():
    weeks = np.array([1, 1, 2, 5, 9])
    counts = np.bincount(weeks).astype(float)
    assert [quantile(counts, at) for at in (0.25, 0.5, 0.75)] == [1, 2, 5]


def test_an_area_is_the_share_of_pairs_in_the_right_order():
    reading = np.array([1.0, 2.0, 3.0, 2.0, 5.0, 0.0])
    entry = np.array([False, False, True, True, True, False])
    found = curve(reading, entry, everywhere(6), alone(6))
    pairs = [(y > x) + (y == x) / 2 for y in reading[entry] for x in reading[~entry]]
    assert found.area == pytest.approx(np.mean(pairs))
    assert found.low < found.area < found.high


def test_the_error_of_an_area_is_that_of_delong_where_every_world_has_its_own_vector():
    rng = np.random.default_rng(2)
    entry = np.arange(600) < 200
    reading = rng.normal(size=600) + 0.8 * entry
    found = curve(reading, entry, everywhere(600), alone(600))
    above = (reading[entry][:, None] > reading[~entry]).astype(float)
    error = np.sqrt(above.mean(axis=1).var(ddof=1) / 200 + above.mean(axis=0).var(ddof=1) / 400)
    scale = found.area * (1 - found.area)
    reach = np.log(found.high / (1 - found.high)) - np.log(found.area / (1 - found.area))
    assert reach == pytest.approx(z_score() * error / scale, rel=0.01)


def test_a_reading_without_bearing_has_an_area_of_a_half():
    rng = np.random.default_rng(4)
    entry, reading = rng.random(3000) < 0.2, rng.random(3000)
    found = curve(reading, entry, everywhere(3000), np.arange(3000) % 300)
    assert found.low <= 0.5 <= found.high


def test_hits_and_false_alarms_grow_as_the_threshold_falls():
    sightings = planted()
    found = curve(sightings.highest[0], sightings.entered != NEVER, everywhere(WORLDS),
                  sightings.vector)  # fmt: skip
    for shares in (found.hits, found.false_alarms):
        assert (np.diff(shares) >= 0).all()
        assert shares[0] == 0


def test_forecasts_rest_on_the_other_half_of_the_vectors_alone():
    sightings = planted()
    seen, on = sightings.seen_by(20), sightings.goes_on(20)
    entry, mine = sightings.enters(20, AHEAD), sightings.vector % 2 == 0
    told, base = forecasts(seen, entry, on, sightings.vector)
    other = np.where(mine, ~entry, entry)  # as if one's own half had gone the other way
    again, same = forecasts(seen, other, on, sightings.vector)
    np.testing.assert_array_equal(told[mine], again[mine])
    np.testing.assert_array_equal(base[mine], same[mine])
    assert (told[~mine] != again[~mine]).any()


def test_a_sign_that_tells_makes_forecasts_better_than_the_base_rate():
    sightings = planted()
    found = checked(sightings.seen_by(20), sightings.enters(20, AHEAD), sightings.goes_on(20),
                    sightings.vector)  # fmt: skip
    assert found.low > 0
    assert found.gain == pytest.approx(found.of_base - found.brier)
    assert all(group.reliable for group in found.groups)


def test_forecasts_from_signs_that_tell_nothing_are_no_better():
    sightings, rng = planted(), np.random.default_rng(8)
    noise = rng.random((3, WORLDS)) < 0.5
    entry = sightings.enters(20, AHEAD)
    found = checked(noise, entry, sightings.goes_on(20), sightings.vector)
    assert found.low <= 0


def test_groups_of_few_worlds_are_put_together_and_none_is_lost():
    counts = np.zeros(len(EDGES) - 1, int)
    counts[[1, 2, 5, 9]] = 10, LEAST, LEAST + 5, 3
    groups = joined(counts)
    assert (groups[0][0], groups[-1][1]) == (0, len(counts))
    assert all(first[1] == second[0] for first, second in pairwise(groups))
    assert all(counts[first:end].sum() >= LEAST for first, end in groups)


def courses(weeks=20, worlds=3):
    """Worlds in which nothing is seen."""
    quiet = Courses.unwritten(weeks, worlds)
    quiet.backing[:], quiet.compliance[:], quiet.front[:] = 0.8, 0.6, 0.8
    return quiet


def sign(name, of):
    return OBSERVABLES[NAMES.index(name)].seen(of)


def test_nothing_is_seen_in_a_quiet_world():
    for each in OBSERVABLES:
        assert not each.seen(courses()).any(), each.name


def test_units_are_at_the_border_once_they_have_stood_there_two_weeks_running():
    of = courses()
    of.rung[[3, 5, 6, 7], 0] = Rung.POSTURE
    of.rung[0, 1] = Rung.POSTURE
    assert np.flatnonzero(sign("border", of)[:, 0]).tolist() == [6, 7]
    assert not sign("border", of)[:, 1:].any()


def test_losses_are_those_of_eight_weeks():
    of = courses()
    of.front[6:, 0] = 0.74  # at once
    of.front[:, 1] = 0.8 - 0.006 * np.arange(20)  # .048 in eight weeks
    seen = sign("front", of)
    assert np.flatnonzero(seen[:, 0]).tolist() == list(range(8, 14))
    assert not seen[:, 1].any()


def test_the_week_of_entry_is_no_sign_of_it():
    of, ended = courses(), np.array([7, NEVER, 7])
    of.contingent[7:, 0] = 30  # in the week in which it enters
    of.contingent[7:, 1] = 30
    of.contingent[6:, 2] = 30
    histories = Histories.unwritten(np.arange(3, dtype=np.uint64))
    histories.ended = ended
    histories.outcome = np.where(ended == NEVER, Outcome.NO_ENTRY, Outcome.LIMITED_ENTRY)
    found = read(histories, of, np.zeros((0, 3), bool), 10, np.arange(3))
    assert found.first[NAMES.index("contingent_20")].tolist() == [NEVER, 7, 6]
    assert found.highest[0].tolist() == [0, 30, 30]
    assert found.entered.tolist() == [7, NEVER, 7]


def test_the_first_week_of_what_is_never_seen_is_never():
    assert first_week(np.array([[False, False], [False, True]])).tolist() == [NEVER, 1]

"""What the benchmarks compare is the same thing: the same law, the same bits, with
and without numba.
"""

import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import betabinom, binomtest

from benchmarks.agreement import SMALL, compare
from benchmarks.exact import p_value, thresholds
from benchmarks.kernels import PeopleYear, assert_equal
from benchmarks.mesa_arrays import MesaArrays
from benchmarks.mesa_objects import MesaObjects
from benchmarks.people_in_c import BY_HAND, PeopleInC, compiler
from benchmarks.same_moment import judged_apart, lived_apart
from benchmarks.tables import Table, put_into
from sim import Scenario, simulate
from sim.people import plain
from sim.people.people import kernels

FALSE_ALARM = 0.001  # chance that the test fails though both are the same, all quantities together
WITHOUT_NUMBA = """
import sys
sys.modules["numba"] = None
from dataclasses import asdict
import numpy as np
from sim import Scenario, simulate
from sim.machine.compiled import HAS_NUMBA
assert not HAS_NUMBA
maximum = Scenario().but({"pressure.level": 1.0})
np.savez(sys.argv[1], **asdict(simulate(maximum, 20, 0, estimator="counted").histories))
"""

OTHERWISE = {
    "pressure.path": "rising",
    "theatre.contingent": 35.0,
    "lukashenko.west": 0.3,
    "lukashenko.horizon": 104.0,
    "army.called_full": 0.6,
    "regime.shaken_limited": 0.5,
}


@pytest.mark.parametrize("values", [{}, {"pressure.level": 1.0}, OTHERWISE])
@pytest.mark.parametrize("apart", [judged_apart, lived_apart])
def test_from_one_moment_the_law_written_twice_goes_on_alike(apart, values):
    differing = {
        name: gap for name, gap in apart(Scenario().but(SMALL | values)).items() if gap > 1e-6
    }
    assert not differing


@pytest.mark.parametrize(
    "values",
    [
        {"force": "never entry"},
        {"steps_per_week": 2},
        {"choice.rule": "prospect"},
        {"theatre.front_weekly": (0.7,)},
    ],
)
def test_the_law_written_as_mesa_agents_refuses_what_is_not_written_there(values):
    with pytest.raises(ValueError, match="whole weeks and quantal choice"):
        MesaArrays(Scenario().but(values))


@pytest.mark.parametrize(("model", "worlds"), [(MesaObjects, 32), (MesaArrays, 64)])
def test_the_law_written_as_mesa_agents_ends_worlds_as_often(model, worlds):
    compared = compare(Scenario().but(SMALL | {"pressure.level": 1.0}), worlds, model, ours=2_000)
    apart = {
        each.quantity: each.p_value
        for each in compared
        if each.p_value < FALSE_ALARM / len(compared)
    }
    assert not apart


@pytest.mark.skipif(compiler() is None, reason="gcc is not installed")
@pytest.mark.parametrize("extra", [(), (BY_HAND,)])
def test_people_in_c_do_as_ours_do_bit_for_bit(extra):
    assert_equal(PeopleYear(worlds=8), kernels, PeopleInC(*extra))


def test_a_year_of_plain_kernels_is_a_year_of_compiled_ones():
    assert_equal(PeopleYear(worlds=8), kernels, plain)


@pytest.mark.processes
def test_worlds_without_numba_are_the_same_worlds(tmp_path: Path):
    file = tmp_path / "plain.npz"
    subprocess.run(
        [sys.executable, "-c", WITHOUT_NUMBA, str(file)],
        check=True,
        env=os.environ,
        cwd=Path(__file__).parents[1],
    )
    compiled, plain = (
        simulate(
            Scenario().but({"pressure.level": 1.0}), 20, seed=0, estimator="counted"
        ).histories,
        np.load(file),
    )
    assert {each.name for each in fields(compiled)} == set(plain)
    for name in plain:
        assert np.array_equal(getattr(compiled, name), plain[name]), name


def test_a_table_is_set_between_the_markers_of_its_page(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- measured: start -->\nold\n<!-- measured: end -->\nafter\n")
    put_into(page, Table("speed", "Speed", ("way", "us"), [("ours", 1234.5)]).markdown())
    text = page.read_text()
    assert "old" not in text
    assert "| ours | 1,234 |" in text
    assert text.startswith("before")
    assert text.endswith("after\n")


@pytest.mark.parametrize("chance", [1e-5, 0.003, 0.4])
def test_a_count_is_tested_by_its_binomial_law_where_its_chance_is_sure(chance):
    tails = [
        min(
            1.0,
            2
            * min(
                binomtest(k, 2000, chance, alternative=side).pvalue for side in ("less", "greater")
            ),
        )
        for k in range(40)
    ]
    assert [p_value(k, 2000, chance, 0.0) for k in range(40)] == pytest.approx(tails)


@pytest.mark.parametrize("chance", [1e-5, 0.003, 0.4])
@pytest.mark.parametrize("own_worlds", [1_000, 20_000])
def test_an_exact_test_is_wrong_no_more_often_than_it_says_though_the_chance_is_only_estimated(
    chance, own_worlds
):
    worlds, size = 1_000, own_worlds - 1
    error = float(np.sqrt(chance * (1 - chance) / own_worlds))
    law = betabinom(worlds, chance * size, (1 - chance) * size).pmf(np.arange(worlds + 1))
    likely = np.flatnonzero(law > 1e-14)  # the others add up to less than a millionth
    failed = [p_value(int(k), worlds, chance, error) < 0.01 for k in likely]
    assert law[likely[failed]].sum() <= 0.01 + 1e-9


def test_an_exact_test_finds_what_was_foreseen_wrong():
    assert p_value(count=40, worlds=8_000, chance=0.01, error=0.0001) < 1e-5
    assert p_value(count=80, worlds=8_000, chance=0.01, error=0.0001) > 0.9
    assert p_value(count=20, worlds=8_000, chance=0.0, error=0.0) < 1e-5


def test_thresholds_of_many_comparisons_rise_from_a_shared_chance_to_a_chance_alone():
    assert thresholds(4) == [0.05 / 4, 0.05 / 3, 0.05 / 2, 0.05]

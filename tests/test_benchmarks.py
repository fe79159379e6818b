"""What the benchmarks compare is the same thing: the same law, the same bits, with and without numba."""

import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from benchmarks.agreement import SMALL, compare
from benchmarks.kernels import PeopleYear, assert_equal
from benchmarks.mesa_arrays import MesaArrays
from benchmarks.mesa_objects import MesaObjects
from benchmarks.people_in_c import BY_HAND, PeopleInC, compiler
from benchmarks.tables import Table, put_into
from sim import Scenario, population_plain, simulate
from sim.populations import kernels

FALSE_ALARM = 0.001  # chance that the test fails though both are the same, all quantities together
WITHOUT_NUMBA = """
import sys
sys.modules["numba"] = None
from dataclasses import asdict
import numpy as np
from sim import Scenario, simulate
from sim.compiled import HAS_NUMBA
assert not HAS_NUMBA
np.savez(sys.argv[1], **asdict(simulate(Scenario().but({"pressure.level": 1.0}), 20).histories))
"""


@pytest.mark.parametrize(("model", "worlds"), [(MesaObjects, 60), (MesaArrays, 150)])
def test_the_law_written_as_mesa_agents_ends_worlds_as_often(model, worlds):
    compared = compare(Scenario().but(SMALL | {"pressure.level": 1.0}), worlds, model, ours=4_000)
    apart = {each.quantity: each.p_value for each in compared if each.p_value < FALSE_ALARM / len(compared)}
    assert not apart


@pytest.mark.skipif(compiler() is None, reason="gcc is not installed")
@pytest.mark.parametrize("extra", [(), (BY_HAND,)])
def test_people_in_c_do_as_ours_do_bit_for_bit(extra):
    assert_equal(PeopleYear(worlds=8), kernels, PeopleInC(*extra))


def test_a_year_of_plain_kernels_is_a_year_of_compiled_ones():
    assert_equal(PeopleYear(worlds=8), kernels, population_plain)


def test_worlds_without_numba_are_the_same_worlds(tmp_path: Path):
    file = tmp_path / "plain.npz"
    subprocess.run([sys.executable, "-c", WITHOUT_NUMBA, str(file)], check=True, env=os.environ, cwd=Path(__file__).parents[1])
    compiled, plain = simulate(Scenario().but({"pressure.level": 1.0}), 20).histories, np.load(file)
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

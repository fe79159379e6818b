"""What is promised of another processor: the bytes of every table, and every chance of a world to
the last bits. Here it is this processor, without its wide registers and fused products.
"""

import os
import platform
from pathlib import Path

import numpy as np
import pytest

from experiments import sweep
from sim import Scenario
from tests.experiments.commands import TABLES, done, typed, worlds

pytestmark = pytest.mark.processes

SWEEP = """
import sys
from experiments import sweep
from tests.experiments.commands import done
done(sweep, *sys.argv[1:])
"""
WEEKS = 12
# the last bit of a utility, as often as a leader is rational, in every week
LAST_BITS = WEEKS * Scenario().lukashenko.rationality * 2.0**-52
STUDY = (
    "bands=luck",
    *("sweep.pressure.level=[0.4,0.8,1]", "population=small", f"weeks={WEEKS}", "replications=200"),
    "workers=1",
)


def _numpy_can_do_without() -> list[str]:
    return list(np.show_config(mode="dicts")["SIMD Extensions"].get("found", ()))


def _plain() -> dict[str, str]:
    """The environment of a process to which the processor seems an older one."""
    told = {"NPY_DISABLE_CPU_FEATURES": " ".join(_numpy_can_do_without())}
    if platform.libc_ver()[0] == "glibc" and platform.machine() == "x86_64":
        told["GLIBC_TUNABLES"] = "glibc.cpu.hwcaps=-AVX2,-FMA"
    return {name: value for name, value in told.items() if value}


@pytest.mark.skipif(not _plain(), reason="nothing of this processor can be switched off")
@pytest.mark.parametrize("estimator", ["conditional", "counted"])
def test_a_plainer_processor_leaves_the_same_tables_and_the_same_worlds_to_the_last_bits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, estimator: str
) -> None:
    study = (*STUDY, f"estimator={estimator}")
    done(sweep, *study, f"output={tmp_path / 'here'}")
    for name, value in _plain().items():
        monkeypatch.setitem(os.environ, name, value)
    said = typed("-c", SWEEP, *study, f"output={tmp_path / 'there'}")
    assert said.status == 0, said.err
    for name in TABLES:
        table = f"{name}.csv"
        assert (tmp_path / "here" / table).read_bytes() == (tmp_path / "there" / table).read_bytes()
    here, there = worlds(tmp_path / "here"), worlds(tmp_path / "there")
    chances = here.select_dtypes("float").columns
    assert here.drop(columns=chances).equals(there.drop(columns=chances))
    apart = np.abs(here[chances].to_numpy() - there[chances].to_numpy())
    assert np.nanmax(apart, initial=0) <= LAST_BITS
    assert np.array_equal(here[chances].isna(), there[chances].isna())

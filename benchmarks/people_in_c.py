"""The people's kernels in C, compiled on the spot through ctypes where gcc is found.

They take the arguments of ours, and of a parameter that of the first world: one for all.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

FLAGS = ("-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC")
BY_HAND = "-DBY_HAND"  # with the multiplication named by hand


def compiler() -> str | None:
    """The first line that gcc says about itself, or None where there is no gcc."""
    if shutil.which("gcc") is None:
        return None
    return subprocess.run(
        ["gcc", "--version"], capture_output=True, text=True, check=True
    ).stdout.splitlines()[0]


class PeopleInC:
    """The kernels of `people.c` that a year of people takes."""

    def __init__(self, *extra: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            library = Path(folder) / "people.so"
            subprocess.run(
                [
                    "gcc",
                    *FLAGS,
                    *extra,
                    "-o",
                    str(library),
                    str(Path(__file__).with_name("people.c")),
                    "-lm",
                ],
                check=True,
            )
            self._library: Any = ctypes.CDLL(str(library))

    def people_lattice(self, out: Any, stride: float, shift: Any) -> None:
        self._call("people_lattice", out, *out.shape, stride, shift)

    def count_willing(
        self,
        morale: Any,
        loyalty: Any,
        rows: Any,
        loyalty_weight: Any,
        threshold: Any,
        steepness: Any,
    ) -> Any:
        willing = np.empty(rows.size, np.int32)
        self._call(
            "count_willing", morale, loyalty, rows, rows.size, morale.shape[1],
            loyalty_weight[0], threshold, steepness[0], willing,
        )  # fmt: skip
        return willing

    def share_obeying(
        self,
        morale: Any,
        loyalty: Any,
        rows: Any,
        loyalty_weight: Any,
        resistance: Any,
        risk: Any,
        called: Any,
        contagion: Any,
        steepness: Any,
    ) -> Any:
        obeying = np.empty(rows.size)
        self._call(
            "share_obeying", morale, loyalty, rows, rows.size, morale.shape[1],
            loyalty_weight[0], resistance, risk, called[0], contagion[0], steepness[0], obeying,
        )  # fmt: skip
        return obeying

    def drift_morale(
        self,
        morale: Any,
        usual: Any,
        rows: Any,
        worlds: Any,
        week: int,
        channel: int,
        key: Any,
        change: Any,
        homing: Any,
        spread: Any,
    ) -> None:
        self._call(
            "drift_morale", morale, usual, rows, worlds, rows.size, morale.shape[1], week, channel,
            key, change, homing[0], spread[0],
        )  # fmt: skip

    def count_protesters(
        self,
        grievance: Any,
        dislike: Any,
        risk_aversion: Any,
        rows: Any,
        worlds: Any,
        week: int,
        channel: int,
        key: Any,
        conceded: Any,
        fear: Any,
        threshold: Any,
        spread: Any,
    ) -> Any:
        protesters, people = np.empty(rows.size, np.int32), grievance.shape[1]
        self._call(
            "count_protesters", grievance, dislike, risk_aversion, rows, worlds, rows.size, people,
            week, channel, key, conceded, fear, threshold, spread[0], protesters,
        )  # fmt: skip
        return protesters

    def _call(self, name: str, *arguments: Any) -> None:
        getattr(self._library, name)(*(_as_c(each) for each in arguments))


def _as_c(value: Any) -> Any:
    """Arrays by address, float32 numbers as float, others as double, whole numbers as long."""
    if isinstance(value, int):
        return ctypes.c_long(value)
    if isinstance(value, float):
        return ctypes.c_double(value)
    if value.ndim == 0:
        return ctypes.c_float(float(value))
    assert value.flags.c_contiguous
    return ctypes.c_void_p(value.ctypes.data)

"""The people's kernels in C, compiled on the spot through ctypes where gcc is found.

They take the arguments of ours.
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
    """`count_willing`, `drift_morale` and `count_protesters` of `people.c`."""

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
                ],
                check=True,
            )
            self._library: Any = ctypes.CDLL(str(library))

    def count_willing(
        self, morale: Any, loyalty: Any, rows: Any, loyalty_weight: Any, threshold: Any
    ) -> Any:
        willing = np.empty(rows.size, np.int32)
        self._call(
            "count_willing",
            morale,
            loyalty,
            rows,
            rows.size,
            morale.shape[1],
            loyalty_weight,
            threshold,
            willing,
        )
        return willing

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
        people = morale.shape[1]
        self._call(
            "drift_morale",
            morale,
            usual,
            rows,
            worlds,
            rows.size,
            people,
            week,
            channel,
            key,
            change,
            homing,
            spread,
        )

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
            week, channel, key, conceded, fear, threshold, spread, protesters,
        )  # fmt: skip
        return protesters

    def _call(self, name: str, *arguments: Any) -> None:
        getattr(self._library, name)(*(_as_c(each) for each in arguments))


def _as_c(value: Any) -> Any:
    """Arrays by address, float32 numbers as float, whole numbers as long."""
    if isinstance(value, int):
        return ctypes.c_long(value)
    if value.ndim == 0:
        return ctypes.c_float(float(value))
    assert value.flags.c_contiguous
    return ctypes.c_void_p(value.ctypes.data)

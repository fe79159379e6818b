"""numba where it is installed, plain Python where it is not; the model gives the same
bits either way.

Compiled kernels are cached on disk, in a folder named after the text of the whole package: numba
itself notices a change in a kernel's own file, but not in the files that it imports from.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

Function = TypeVar("Function", bound=Callable[..., Any])
_KERNELS: list[str] = []  # by name
_STRICT: Any = {"error_model": "numpy"}  # no fast-math: IEEE 754 to the letter


def _cache_folder() -> Path:
    """Where compiled kernels are kept: one folder for each state of their sources."""
    package = Path(__file__).parents[1]
    text = b"".join(path.read_bytes() for path in sorted(package.rglob("*.py")))
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "belarus-war-entry" / hashlib.sha256(text).hexdigest()[:12]


os.environ.setdefault(
    "NUMBA_CACHE_DIR", str(_cache_folder())
)  # numba reads it once, when it is imported
try:
    import numba
    from numba.extending import overload, register_jitable
except ImportError:
    HAS_NUMBA = False
else:
    HAS_NUMBA = True


def select(condition: Any, when_true: Any, when_false: Any) -> Any:
    """One of two values by a condition; element by element on arrays."""
    return np.where(condition, when_true, when_false)


def elementwise(function: Function) -> Function:
    """Let compiled loops take in the function on numbers; it stays an ordinary function on arrays.

    It is always copied into the loop: the processor then works on several worlds or people at once.
    """
    return register_jitable(forceinline=True, **_STRICT)(function) if HAS_NUMBA else function


def ufunc(function: Function) -> Function:
    """An elementwise function of float64 numbers as one compiled NumPy function, for arrays of any
    shape and in compiled loops.
    """
    return _ufunc(function, "float64")


def ufunc_of_people(function: Function) -> Function:
    """The same of float32 numbers, as people's are."""
    return _ufunc(function, "float32")


def _ufunc(function: Function, number: str) -> Function:
    if not HAS_NUMBA:
        return function
    signature = f"{number}({', '.join([number] * function.__code__.co_argcount)})"
    vectorize: Any = numba.vectorize
    compiled: Function = vectorize([signature], cache=True)(function)
    return compiled


def kernel(function: Function) -> Function:
    """Compile a loop over worlds and people, on its first call or from the disk cache."""
    _KERNELS.append(function.__name__)
    compiled: Any = (
        numba.njit(cache=True, nogil=True, **_STRICT)(function) if HAS_NUMBA else function
    )
    return compiled  # type: ignore[no-any-return]


def to_be_compiled() -> bool:
    """Whether the first week has to wait for kernels: the disk cache has none of these sources."""
    if not HAS_NUMBA:
        return False
    kept = {path.name.split("-")[0] for path in Path(os.environ["NUMBA_CACHE_DIR"]).rglob("*.nbi")}
    return not any(name.rpartition(".")[2] in _KERNELS for name in kept)


def record_at(kind: Any, rows: Any, where: Any) -> Any:
    """The record of some kind in rows of all, shape (numbers, worlds) or (numbers, options,
    worlds): `where` is the place of a world, or those of an option and of a world.

    A field for which `kind.kinds` names a kind is a record itself, of the next rows.
    """
    numbers = iter(rows[:, where] if isinstance(where, int) else rows[(slice(None), *where)])
    return filled(kind, numbers)


def filled(kind: Any, numbers: Iterator[Any]) -> Any:
    """A record of some kind, and those inside it, with the next numbers or arrays in line."""
    inside = getattr(kind, "kinds", {})
    return kind._make(
        filled(inside[name], numbers) if name in inside else next(numbers) for name in kind._fields
    )


def write_at(rows: Any, i: Any, record: Any) -> None:
    """Write a record into rows of all, shape (fields, options or worlds)."""
    for place, value in enumerate(record):
        rows[place, i] = value


if HAS_NUMBA:

    @overload(write_at)
    def _write_at(rows, i, record):  # type: ignore[no-untyped-def]
        lines = "\n    ".join(f"rows[{place}, i] = record[{place}]" for place in range(len(record)))
        scope: dict[str, Any] = {}
        exec(f"def write_at(rows, i, record):\n    {lines}", scope)
        return scope["write_at"]

    @overload(record_at)
    def _record_at(kind, rows, where):  # type: ignore[no-untyped-def]
        scope: dict[str, Any] = {}
        spots = ", where" if isinstance(where, numba.types.Integer) else ", where[0], where[1]"
        made = _written(kind.instance_class, count(), spots, scope)
        exec(f"def record_at(kind, rows, where): return {made}", scope)
        return scope["record_at"]  # a loop has no variable number of fields

    def _written(kind: Any, rows: Iterator[int], spots: str, scope: dict[str, Any]) -> str:
        """The source that fills a record of some kind, and those inside it, row by row."""
        name, inside = f"kind_{len(scope)}", getattr(kind, "kinds", {})
        scope[name] = kind
        parts = (
            _written(inside[each], rows, spots, scope)
            if each in inside
            else f"rows[{next(rows)}{spots}]"
            for each in kind._fields
        )
        return f"{name}({', '.join(parts)})"

    @overload(select, jit_options=_STRICT)
    # without types, for numba compares the signatures
    def _select_one(condition, when_true, when_false):  # type: ignore[no-untyped-def]
        return lambda condition, when_true, when_false: when_true if condition else when_false

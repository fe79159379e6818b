"""What the page holds of the worlds that were lived: small whole numbers, as text.

Chances of entry stay as they are (32 bits); those of single worlds, which serve only where
something was seen, take a byte: what is left of a world in steps of 1/255, and of that the part
that enters in squares of such steps, so that small parts keep their size.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experiments.pages.explored.observables import VISIBLE
from sim.estimates.intervals import WORDS
from sim.machine.arrays import Floats, Whole

if TYPE_CHECKING:
    from experiments.pages.explored.chosen import Narrowable
    from experiments.pages.explored.living import Explored, Pool

STOPS = 20  # parts of the prior, equally likely, between which a range may end
LEAST = 50  # vectors in effect that an answer must rest on
_STEP = 255  # of a byte


@dataclass(frozen=True)
class Held:
    """The vectors of one pool as a page holds them."""

    part: Whole  # of the prior in which each vector lies, shape (parameters, vectors)
    share: Floats  # chance of entry, shape (levels, vectors)
    error: Floats  # its standard error from luck, same shape
    signs: Whole  # seen by a moment, a bit a sign, shape (levels, moments, vectors, worlds)
    left: Floats  # chance that the world still goes on then, same shape
    later: Floats  # of that, the part that enters later, same shape


@dataclass(frozen=True)
class Payload:
    """All that an answer is reckoned from."""

    pools: Mapping[str, Held]
    levels: int
    unmoved: int  # the level of the scenario, by place
    least: float


def packed(found: Explored, parameters: Sequence[Narrowable]) -> dict[str, Any]:
    """What a page embeds, as JSON takes it."""
    return {
        "least": LEAST,
        "stops": STOPS,
        "weeks": found.scope.scenario.weeks,
        "unmoved": found.scope.unmoved,
        "levels": [{"name": name, "number": each} for name, each in found.scope.levels.items()],
        "moments": list(found.moments),
        "words": [[limit, words] for limit, words in WORDS],
        "signs": [
            {"name": each.name, "says": each.says, "means": each.means, "shows": each.shows}
            for each in VISIBLE
        ],
        "parameters": [
            {"name": each.name, "words": each.words, "unit": each.unit, "stops": list(each.stops)}
            for each in parameters
        ],
        "pools": {
            kind: _packed(pool, np.array([each.parts[kind] for each in parameters]))
            for kind, pool in found.pools.items()
        },
    }  # fmt: skip


def unpacked(data: Mapping[str, Any]) -> Payload:
    """The same as numbers again, as JavaScript reads them."""
    pools = {kind: _unpacked(each, data) for kind, each in data["pools"].items()}
    return Payload(pools, len(data["levels"]), data["unmoved"], data["least"])


def _packed(pool: Pool, parts: Whole) -> dict[str, Any]:
    worlds = pool.entry.shape[-1]
    spread = pool.entry.std(axis=-1, ddof=1) if worlds > 1 else np.zeros(pool.entry.shape[:-1])
    bits = 1 << np.arange(pool.seen.shape[2])
    later = np.divide(pool.after, pool.left, out=np.zeros_like(pool.after), where=pool.left > 0)
    return {
        "vectors": pool.entry.shape[1],
        "worlds": worlds,
        "part": _text(parts, np.uint8),
        "share": _text(pool.entry.mean(axis=-1), np.float32),
        "error": _text(spread / np.sqrt(worlds), np.float32),
        "signs": _text(np.einsum("lmovw,o->lmvw", pool.seen, bits), np.uint8),
        "left": _text(np.rint(_STEP * pool.left), np.uint8),
        "later": _text(np.rint(_STEP * np.sqrt(np.clip(later, 0, 1))), np.uint8),
    }


def _unpacked(pool: Mapping[str, Any], data: Mapping[str, Any]) -> Held:
    levels, vectors = len(data["levels"]), pool["vectors"]
    each = (levels, len(data["moments"]), vectors, pool["worlds"])
    byte = {name: _numbers(pool[name], np.uint8) for name in ("part", "signs", "left", "later")}
    return Held(
        part=byte["part"].astype(int).reshape(-1, vectors),
        share=_numbers(pool["share"], np.float32).astype(float).reshape(levels, vectors),
        error=_numbers(pool["error"], np.float32).astype(float).reshape(levels, vectors),
        signs=byte["signs"].astype(int).reshape(each),
        left=(byte["left"] / _STEP).reshape(each),
        later=((byte["later"] / _STEP) ** 2).reshape(each),
    )


def _text(numbers: NDArray[Any], kind: type[np.generic]) -> str:
    """Numbers of a kind, lowest byte first, in base64."""
    little = np.dtype(kind).newbyteorder("<")
    return base64.b64encode(numbers.astype(little).tobytes()).decode("ascii")


def _numbers(text: str, kind: type[np.generic]) -> NDArray[Any]:
    return np.frombuffer(base64.b64decode(text), np.dtype(kind).newbyteorder("<"))

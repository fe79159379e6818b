"""Whether an order to fight is carried out: soldiers obey when enough others do.

Each called-up soldier obeys if he is willing; every refusal that he sees around him makes him less
so; the rounds go on until nobody changes his mind [Singh2014; McLauchlin2020]. The order holds when
enough of the called-up obey.

One law serves twice. The army plays it out with its real soldiers (`share_obeying` among the loops
over people); a leader plays it out in his head with soldiers whose willingness is normally
distributed around what he believes of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from sim.machine.arithmetic import normal_cdf
from sim.machine.arrays import Floats, Whole
from sim.machine.compiled import elementwise

Places = Whole  # which worlds, by their place in the batch

ROUNDS = 200  # by then everybody has long made up his mind


@elementwise
def share_of_called(willing: Any, called: float) -> Any:
    """Share of the called-up, the most willing of the army, who obey when a share of the whole army
    is willing; same shape.
    """
    return np.minimum(willing, called) / called


@elementwise
def asked_by_refusals(obey: Any, contagion: float) -> Any:
    """What the refusals of the others ask of everybody on top; same shape."""
    return contagion * (1 - obey)


def obeying(
    willing: Callable[[Places, Floats], Floats], called: float, contagion: float, worlds: int
) -> Floats:
    """Share of the called-up who obey once it has settled, shape (worlds,).

    `willing(places, x)` is the share of the whole army that would still obey in the worlds at some
    places if x more were asked of every soldier; the called-up are the most willing share `called`
    of the army. Worlds that have settled are not asked again.
    """
    obey: Floats = share_of_called(willing(np.arange(worlds), np.zeros(worlds)), called)
    unsettled = np.flatnonzero(obey < 1)
    for _ in range(ROUNDS):
        if unsettled.size == 0:
            break
        after = share_of_called(
            willing(unsettled, asked_by_refusals(obey[unsettled], contagion)), called
        )
        changed = after != obey[unsettled]
        obey[unsettled] = after
        unsettled = unsettled[changed]
    return obey


@lru_cache(maxsize=4096)
def compliance_needed(called: float, contagion: float, spread: float, enough: float) -> float:
    """Share of the army that must be willing for `enough` of the called-up to obey, if willingness
    is normal with sd `spread`.
    """
    from scipy.optimize import (
        brentq,
    )  # a tenth of a second to import, for two numbers of a scenario

    def margin(compliance: float) -> float:
        start = ndtri(compliance)
        share = obeying(lambda _, asked: ndtr(start - asked / spread), called, contagion, worlds=1)
        return float(share[0]) - enough

    low, high = 1e-9, 1 - 1e-9
    return low if margin(low) > 0 else float(brentq(margin, low, high, xtol=1e-6))


def needed_when_asked(needed: float | Floats, asked: Floats, spread: float) -> Floats:
    """The same if so much more is asked of every soldier, of the arguments' common shape."""
    share: Floats = normal_cdf(ndtri(needed) + asked / spread)
    return share


def chance_order_holds(believed: Floats, needed: Floats, uncertainty: float) -> Floats:
    """Chance that an order holds for a leader who believes in a compliance, give or take his
    uncertainty, shape of `needed`.
    """
    chance: Floats = normal_cdf((believed - needed) / uncertainty)
    return chance

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
from math import pi, sqrt
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from sim.machine.arithmetic import normal_cdf
from sim.machine.arrays import Floats, Whole, of_each
from sim.machine.compiled import elementwise

Places = Whole  # which worlds, by their place in the batch

ROUNDS = 200  # by then everybody has long made up his mind


@elementwise
def share_of_called(willing: Any, called: Any) -> Any:
    """Share of the called-up, the most willing of the army, who obey when a share of the whole army
    is willing; same shape.
    """
    return np.minimum(willing, called) / called


@elementwise
def asked_by_refusals(obey: Any, contagion: Any) -> Any:
    """What the refusals of the others ask of everybody on top; same shape."""
    return contagion * (1 - obey)


def obeying(
    willing: Callable[[Places, Floats], Floats], called: Any, contagion: Any, worlds: int
) -> Floats:
    """Share of the called-up who obey once it has settled, shape (worlds,).

    `willing(places, x)` is the share of the whole army that would still obey in the worlds at some
    places if x more were asked of every soldier; the called-up are the most willing share `called`
    of the army. Worlds that have settled are not asked again.
    """
    called, contagion = of_each(called, worlds), of_each(contagion, worlds)
    obey: Floats = share_of_called(willing(np.arange(worlds), np.zeros(worlds)), called)
    unsettled = np.flatnonzero(obey < 1)
    for _ in range(ROUNDS):
        if unsettled.size == 0:
            break
        asked = asked_by_refusals(obey[unsettled], contagion[unsettled])
        after = share_of_called(willing(unsettled, asked), called[unsettled])
        changed = after != obey[unsettled]
        obey[unsettled] = after
        unsettled = unsettled[changed]
    return obey


def compliance_needed(called: Any, contagion: Any, spread: Any, enough: Any) -> Floats:
    """Share of the army that must be willing for `enough` of the called-up to obey, if willingness
    is normal with sd `spread`; the arguments' common shape.

    A share x of the called-up holds together where the army's mean willingness, in sd, is at least
    h(x) = ndtri(called x) + contagion (1 - x) / spread; refusals spread no further than to the
    largest share that does. So what is needed is the least h from `enough` to 1: at one of the
    ends, or where h turns, at a normal density of called spread / contagion above the mean.
    """
    spreads = contagion / spread
    flat = np.maximum(called, 1e-12) / np.maximum(spreads, 1e-12) * sqrt(2 * pi)
    turns = ndtr(np.sqrt(-2 * np.log(np.minimum(flat, 1.0)))) / called
    held = [np.clip(share, enough, 1.0) for share in (enough, 1.0, turns)]
    least = np.minimum.reduce([ndtri(called * x) + spreads * (1 - x) for x in held])
    needed: Floats = ndtr(least)
    return needed


def needed_when_asked(needed: Any, asked: Floats, spread: Any) -> Floats:
    """The same if so much more is asked of every soldier, of the arguments' common shape."""
    share: Floats = normal_cdf(ndtri(needed) + asked / spread)
    return share


def chance_order_holds(believed: Floats, needed: Floats, uncertainty: Any) -> Floats:
    """Chance that an order holds for a leader who believes in a compliance, give or take his
    uncertainty, shape of `needed`.
    """
    chance: Floats = normal_cdf((believed - needed) / uncertainty)
    return chance

"""The public's threshold, from the share of citizens in the street in a quiet week.

In a quiet week nothing has been conceded that is noticed, but hosting as it is at the start; nobody
calls for protest, nobody mourns, and repression is as at the start. A citizen protests where

    grievance + dislike h - aversion f + luck  >  threshold - company q,

with h what hosting offends, f the fear of arrest and q the share in the street. If q is the share
that does, the street stays as it is; so q gives the fear, and the threshold is where the share on
the left-hand side is q. Nothing is drawn for this: the share is a sum over luck (triangular), the
three camps of dislike and, in closed form, aversion (even over [0, 1]) and grievance (normal, cut
to [0, 1]).
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.polynomial.legendre import leggauss
from scipy.special import ndtr

from sim.agents.public import PublicIncentives, arrest, conceded
from sim.by_world import spread
from sim.machine.arrays import Floats
from sim.priors.solving import root
from sim.scenario import Scenario

# Fear falls with the share in the street, and a citizen is never alone in it: in the model a street
# has at least one of those simulated. One in 16,384 is the population with which so quiet a street
# can be seen at all, so that the threshold does not hang on how many are simulated.
CITIZENS = 16_384
_LEAST_FEAR = 1e-6  # below it, to the last digit that matters, there is none
_LUCK, _CAMP = 16, 2  # places at which luck (on each side) and dislike (in each camp) are looked at


def threshold(share: Floats, drawn: Scenario) -> Floats:
    """By how much anger must outweigh fear, shape (points,), for a share to stay in the street."""
    public: Any = drawn.public  # numbers, or arrays of one a point
    quiet: Any = SimpleNamespace(hosting=drawn.theatre.hosting, offence=0.0)
    among = spread(public, {"citizens": CITIZENS})
    fear = public.risk_weight * arrest(share, public.repression, among)
    moved, weights = _moved(public, conceded(quiet, public), share.size)

    def protests(needed: Floats) -> Floats:
        share: Floats = (weights * _share_above(needed - moved, fear, public)).sum(axis=0)
        return share

    reach = np.abs(moved).max(axis=0)
    needed = root(protests, share, -fear - reach, 1 + reach)
    return np.asarray(needed + public.company * share, dtype=np.float64)


def _share_above(needed: Floats, fear: Floats, public: PublicIncentives) -> Floats:
    """Share whose grievance, less aversion times fear, is above a line, shape of `needed`."""
    width = np.maximum(fear, _LEAST_FEAR)
    beyond = _all_beyond(needed, public) - _all_beyond(needed + width, public)
    share: Floats = beyond / width
    return share


def _all_beyond(line: Floats, public: PublicIncentives) -> Floats:
    """The integral of the share with more grievance, from a line upwards, shape of `line`."""
    mean, sd = public.grievance, public.grievance_spread
    inside = np.clip(line, 0.0, 1.0)
    within = sd * (_beyond((inside - mean) / sd) - _beyond((1 - mean) / sd))
    beyond: Floats = within + np.maximum(-line, 0.0)
    return beyond


def _beyond(z: Any) -> Any:
    """The integral of the standard normal chance of more, from z upwards."""
    return np.exp(-z * z / 2) / np.sqrt(2 * np.pi) - z * ndtr(-z)


def _moved(public: PublicIncentives, offence: Any, points: int) -> tuple[Floats, Floats]:
    """What dislike and luck add to grievance, at some places, and the weight of each, shape
    (places, points) both.
    """
    luck, luck_weights = _triangle()
    camps, camp_weights = _camps(public, points)
    added = camps[:, None] * offence + luck[:, None] * public.personal_spread
    weights = camp_weights[:, None] * luck_weights[:, None]
    return added.reshape(-1, points), weights.reshape(-1, points)


def _triangle() -> tuple[Floats, Floats]:
    """Places and weights of a triangular distribution with mean 0 and sd 1."""
    places, weights = leggauss(_LUCK)
    end, places = np.sqrt(6.0), (places + 1) / 2
    falling = weights / 2 * (1 - places)
    return end * np.concatenate([-places, places]), np.concatenate([falling, falling])


def _camps(public: PublicIncentives, points: int) -> tuple[Floats, Floats]:
    """Places and weights of dislike, shape (places, points): even over (0, 1] among the opposed,
    over [-1, 0) among those for the war, nought for the rest.
    """
    places, weights = leggauss(_CAMP)
    places, weights = (places + 1) / 2, weights / 2
    opposed, in_favour = (
        np.broadcast_to(each, points) for each in (public.opposed, public.in_favour)
    )
    rest = np.maximum(1 - opposed - in_favour, 0.0)
    dislike = np.concatenate([places, -places, [0.0]])
    shares = [np.outer(weights, opposed), np.outer(weights, in_favour), rest[None]]
    return np.repeat(dislike[:, None], points, axis=1), np.concatenate(shares)

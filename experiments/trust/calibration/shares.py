"""Which unknowns own the uncertainty: the variance of a quantity, shared out among groups.

Unknowns are independent under the prior, so the variances of what each adds to the quantity sum to
its own. One regression on the scores and their squares tells what each adds; what is left is owned
by several unknowns together, or by luck.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.linalg import lstsq

from experiments.trust.calibration.weighted import normed
from sim.machine.arrays import Floats

REST = "together or by luck"
TERMS = 2  # of each unknown: its score, and the square of it


def shares_of_variance(
    z: Floats, quantity: Floats, groups: Sequence[str], weight: Floats | None = None
) -> dict[str, float]:
    """Share of the variance of a quantity (points,) that each group of unknowns owns, and the rest.

    `z` (points, unknowns), `groups` (unknowns,): the group of each. What a line finds in pure noise
    is taken away, so a share may be a little below 0; shares sum to one. Raises ValueError for too
    few points.
    """
    shares = normed(np.ones(len(z)) if weight is None else weight)
    left = 1 / float(shares @ shares) - TERMS * z.shape[1] - 1
    if left <= 0:
        raise ValueError(f"{len(z)} points are too few for the shares of {z.shape[1]} unknowns")
    if np.ptp(quantity[shares > 0]) == 0:
        raise ValueError("the quantity is the same at every point: it has no variance to share")
    owned = _owned(z, quantity, shares)
    noise = TERMS * (1 - float(owned.sum())) / left
    found = dict.fromkeys(groups, 0.0)
    for group, share in zip(groups, owned.tolist(), strict=True):
        found[group] += float(share - noise)
    return {**found, REST: 1.0 - sum(found.values())}


def _owned(z: Floats, quantity: Floats, shares: Floats) -> Floats:
    """Covariance of what each unknown adds with the quantity, over its variance, (unknowns,)."""
    terms = np.stack([z, z**2], axis=-1)
    terms = terms - np.tensordot(shares, terms, 1)
    about = quantity - shares @ quantity
    root = np.sqrt(shares)
    flat = terms.reshape(len(z), -1)
    slopes, *_ = lstsq(root[:, None] * flat, root * about, rcond=None)
    added = (flat * slopes).reshape(len(z), -1, TERMS).sum(axis=-1)
    return np.asarray((shares * about) @ added / float(shares @ about**2))

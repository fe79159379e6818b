"""Log odds of chances, which stop where a chance is as good as none."""

from __future__ import annotations

import numpy as np
from scipy.special import logit

from sim.machine.arrays import Floats

LEAST = 0.005  # chance that a rarer one counts as, and that is left of a surer one


def log_odds(shares: Floats) -> Floats:
    """Log odds of chances, none nearer to 0 or 1 than the least; same shape."""
    bounded: Floats = logit(np.clip(shares, LEAST, 1 - LEAST))
    return bounded

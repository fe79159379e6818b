"""A function whose indices are known in closed form [Ishigami1990], at points of the unit cube."""

import numpy as np

FIRST = np.array([0.3139, 0.4424, 0.0])
TOTAL = np.array([0.5576, 0.4424, 0.2437])


def ishigami(unit):
    """The output, from shape (points, 3)."""
    x = np.pi * (2 * unit - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def pairs(function, a, b, groups):
    """The output at A, at B, and at A with each group of columns from B."""
    swapped = []
    for columns in groups:
        mixed = a.copy()
        mixed[:, columns] = b[:, columns]
        swapped.append(function(mixed))
    return function(a), function(b), swapped

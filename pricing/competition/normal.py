"""The standard normal distribution for arrays, without scipy, whose import takes longer than most of what uses it."""

import math

import numpy as np

from pricing.competition.evidence import Array

_ERFC = np.frompyfunc(math.erfc, 1, 1)


def below(scores: Array) -> Array:
    """Return the chance that a standard normal lies below each score."""
    return np.asarray(_ERFC(-np.asarray(scores) / math.sqrt(2)) / 2, dtype=np.float64)


def above(bounds: Array) -> tuple[Array, Array]:
    """Return mean and variance of a standard normal that is known to lie above each bound."""
    density = np.exp(-(bounds**2) / 2) / math.sqrt(2 * math.pi)
    beyond = np.asarray(_ERFC(bounds / math.sqrt(2)) / 2, dtype=np.float64)
    far = bounds > 30  # both vanish there; the mean tends to the bound, the variance to its inverse square
    mean = np.where(far, bounds, density / np.where(far, 1.0, beyond))
    return mean, np.where(far, 1 / np.maximum(bounds, 1.0) ** 2, 1 + bounds * mean - mean**2)

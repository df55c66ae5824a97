"""The price of greatest expected profit, for any win chance; and the textbook's closed models of it.

The models of Friedman and Gates stand in `pricing.competition.lowest`.
"""

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import NamedTuple

_GOLDEN = (math.sqrt(5) - 1) / 2
_STEPS = 100
_SMALL = -40.0  # W(x) = x - x^2 + ..., so that below exp(-40) both are one float


class Optimum(NamedTuple):
    """The best price, its win chance, and the expected profit."""

    price: float
    chance: float
    profit: float


def best(chance: Callable[[float], float], cost: float, low: float, high: float) -> Optimum:
    """Return the maximum of (price - cost) x chance between two prices, for a profit with one top (golden section)."""

    def profit(price: float) -> float:
        return (price - cost) * chance(price)

    for _ in range(_STEPS):
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        low, high = (low, right) if profit(left) >= profit(right) else (left, high)
    price = (low + high) / 2
    return Optimum(price, chance(price), profit(price))


def below_best_rival(mean: float, sd: float) -> Callable[[float], float]:
    """Return the win chance where the best competing bid is normal (Samuelson and Marks, Managerial Economics)."""
    rival = NormalDist(mean, sd)
    return lambda price: 1 - rival.cdf(price)


def logit_best(cost: float, intercept: float, slope: float) -> Optimum:
    """Return the best price where the chance is 1 / (1 + exp(-(a - k p))): p = c + (1 + W(exp(a - k c - 1))) / k.

    W is Lambert's function, the w of w exp(w) = x.
    """
    w = _lambert(intercept - slope * cost - 1)
    return Optimum(cost + (1 + w) / slope, w / (1 + w), w / slope)


def _lambert(log_x: float) -> float:
    """Return W(exp(log_x)) by Newton's method on w + log w = log_x, which converges from any start above nought."""
    if log_x < _SMALL:
        return math.exp(log_x)
    w = 1.0
    for _ in range(100):
        step = (w + math.log(w) - log_x) * w / (w + 1)
        w = max(w - step, w / 4)
        if abs(step) <= 1e-15 * w:
            break
    return w

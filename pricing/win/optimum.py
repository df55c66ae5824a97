"""The price of greatest expected profit, for any win chance; and the textbook's closed models of it."""

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import NamedTuple

_GOLDEN = (math.sqrt(5) - 1) / 2
_STEPS = 200


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


def independent(ratios: list[tuple[float, float]]) -> Callable[[float], float]:
    """Return Friedman's win chance: the product over rivals, each lognormal by its median and sd of the log."""
    return lambda price: math.prod(_above(price, *ratio) for ratio in ratios)


def by_odds(ratios: list[tuple[float, float]]) -> Callable[[float], float]:
    """Return Gates's win chance: one over one plus the sum of the odds against us."""

    def chance(price: float) -> float:
        pairs = [_above(price, *ratio) for ratio in ratios]
        return 0.0 if min(pairs) <= 0 else 1 / (1 + math.fsum((1 - each) / each for each in pairs))

    return chance


def logit_best(cost: float, intercept: float, slope: float) -> Optimum:
    """Return the best price where the chance is 1 / (1 + exp(-(a - k p))): p = c + (1 + W(exp(a - k c - 1))) / k.

    W is Lambert's function, the w of w exp(w) = x.
    """
    price = cost + (1 + _lambert(intercept - slope * cost - 1)) / slope
    chance = 1 / (1 + math.exp(slope * price - intercept))
    return Optimum(price, chance, (price - cost) * chance)


def _above(price: float, median: float, sd: float) -> float:
    return math.erfc((math.log(price) - math.log(median)) / (sd * math.sqrt(2))) / 2


def _lambert(log_x: float) -> float:
    """Return W(exp(log_x)) by Newton's method on w + log w = log_x, which converges from any start above nought."""
    w = max(log_x, 1.0) if log_x > 1 else math.exp(log_x) if log_x < -1 else 0.5
    for _ in range(100):
        step = (w + math.log(w) - log_x) * w / (w + 1)
        w = max(w - step, w / 4)
        if abs(step) <= 1e-15 * w:
            break
    return w

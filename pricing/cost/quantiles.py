"""Quantiles of three-point estimates as a table over standard normal scores, so that a draw is one interpolation.

A draw goes from a normal score straight to a cost: lines can share a factor (Gaussian copula), and the same scores
give a cost that moves smoothly when an estimate is changed, which comparisons of two costs need.
"""

from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from pricing.cost.estimate import Estimate

Array = NDArray[np.float64]

STEPS = 2048  # even, as Simpson's rule asks; the interpolation error of a P80 is then below a millionth of the range
_FAR = 1e-13  # no draw reaches beyond
_CELLS = 4 * STEPS  # narrower than most steps, so that hardly a score has more than one to go on


def quantile(estimate: Estimate, probability: float) -> float:
    """Return the value that is not exceeded with a probability."""
    scores = np.array([NormalDist().inv_cdf(probability)])
    return float(at_scores(estimate, scores)[0])


def at_scores(estimate: Estimate, scores: Array) -> Array:
    """Return the values of an estimate at standard normal scores."""
    low, likely, high = float(estimate.low), float(estimate.likely), float(estimate.high)
    if not low < high:
        return np.full(scores.shape, low)
    table = _table(estimate.shape, (likely - low) / (high - low), float(estimate.lam))
    return low + (high - low) * table.at(scores)


@dataclass(frozen=True, slots=True)
class _Table:
    """Ascending normal scores and, at each, the part of the way from low to high."""

    scores: Array
    parts: Array
    slopes: Array
    following: Array
    guide: NDArray[np.intp]
    """For each of many even cells, a step that begins before it."""

    @classmethod
    def of(cls, scores: Array, parts: Array) -> "_Table":
        """Return the table with what finds a score in it."""
        edges = np.linspace(scores[0], scores[-1], _CELLS, endpoint=False)
        begins = np.searchsorted(scores, edges, side="right") - 1
        slopes = np.append(np.diff(parts) / np.diff(scores), 0.0)
        return cls(scores, parts, slopes, np.append(scores[1:], np.inf), np.append(0, begins))

    def at(self, scores: Array) -> Array:
        """Return what `np.interp` does, to the bit; a search of each score by itself took four times as long."""
        low, high = self.scores[0], self.scores[-1]
        within: Array = np.minimum(np.maximum(scores, low), high)
        found = self.guide.take(((within - low) * (_CELLS / (high - low))).astype(np.intp))
        while (beyond := within >= self.following.take(found)).any():
            found += beyond
        within -= self.scores.take(found)
        within *= self.slopes.take(found)
        within += self.parts.take(found)
        return within


@lru_cache(maxsize=256)
def _table(shape: str, mode: float, lam: float) -> _Table:
    angles = np.linspace(0.0, np.pi / 2, STEPS + 1)
    parts = np.sin(angles) ** 2  # close together at both ends, where the scores run away
    chances = _triangular(parts, mode) if shape == "triangular" else _beta(angles, 1 + lam * mode, 1 + lam - lam * mode)
    inside = (chances > _FAR) & (chances < 1 - _FAR)
    inverse = NormalDist().inv_cdf
    scores = np.array([inverse(chance) for chance in chances[inside].tolist()])
    return _Table.of(scores, parts[inside])


def _triangular(parts: Array, mode: float) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(parts < mode, parts**2 / mode, 1 - (1 - parts) ** 2 / (1 - mode))


def _beta(angles: Array, alpha: float, beta: float) -> Array:
    """Return the distribution function at sin(angle)^2, where the integrand has no corner at either end."""
    fine = np.linspace(0.0, np.pi / 2, 2 * len(angles) - 1)
    with np.errstate(divide="ignore"):
        rises = (2 * alpha - 1) * np.log(np.sin(fine)) + (2 * beta - 1) * np.log(np.clip(np.cos(fine), 0, None))
    density = np.exp(rises - rises.max())
    cells = density[:-2:2] + 4 * density[1:-1:2] + density[2::2]
    summed = np.concatenate(([0.0], np.cumsum(cells)))
    return np.asarray(summed / summed[-1], dtype=np.float64)

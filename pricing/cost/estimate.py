"""The moments of three-point estimates, exact, and which three points a line or a risk has."""

from decimal import Decimal, localcontext
from typing import NamedTuple

from pricing.cost.model import CostLine, Risk, Shape, Spread
from pricing.money import EXACT


class Estimate(NamedTuple):
    """Low, likely and high with the shape between them."""

    low: Decimal
    likely: Decimal
    high: Decimal
    shape: Shape = "pert"
    lam: Decimal = Decimal(4)

    @property
    def ordered(self) -> bool:
        """Whether the three points rise."""
        return self.low <= self.likely <= self.high

    def mean(self) -> Decimal:
        """Return the mean: (a + b + c) / 3, or (a + lam m + b) / (lam + 2)."""
        weight = self._weight()
        with localcontext(EXACT):
            return (self.low + weight * self.likely + self.high) / (weight + 2)

    def variance(self) -> Decimal:
        """Return the variance: the triangle's, or (mean - a)(b - mean) / (lam + 3) of the beta distribution itself.

        PERT's rule of thumb, a sixth of the range for the standard deviation, is an approximation of the latter.
        """
        low, likely, high = self.low, self.likely, self.high
        mean = self.mean()
        with localcontext(EXACT):
            if self.shape == "triangular":
                return (low**2 + likely**2 + high**2 - low * likely - low * high - likely * high) / 18
            return (mean - low) * (high - mean) / (self.lam + 3)

    def _weight(self) -> Decimal:
        return Decimal(1) if self.shape == "triangular" else self.lam


def line_amount(line: CostLine) -> Decimal:
    """Return quantity times unit cost, in the line's own currency and unrounded."""
    with localcontext(EXACT):
        return line.quantity * line.unit_cost


def stated_figure(item: CostLine | Risk) -> Decimal:
    """Return the figure that the three points of a line or a risk stand around."""
    if isinstance(item, Risk):
        return item.impact
    whole = item.three_point is not None and item.three_point.of == "line"
    return line_amount(item) if whole else item.unit_cost


def estimate_of(item: CostLine | Risk) -> Estimate | None:
    """Return the three points of a line or a risk, or None where its figure is certain."""
    spread = item.three_point
    if spread is None:
        return None
    likely = stated_figure(item) if spread.likely is None else spread.likely
    return Estimate(spread.low, likely, spread.high, spread.shape, spread.lam)


def multiple(item: CostLine | Risk) -> Decimal:
    """Return how many times the estimate of a line or a risk counts."""
    if isinstance(item, Risk) or (item.three_point is not None and item.three_point.of == "line"):
        return Decimal(1)
    return item.quantity


def mean_of(item: CostLine | Risk) -> Decimal:
    """Return the exact mean of a line's amount or a risk's impact, in its own currency."""
    estimate = estimate_of(item)
    each = stated_figure(item) if estimate is None else estimate.mean()
    with localcontext(EXACT):
        return multiple(item) * each


__all__ = ["Estimate", "Spread", "estimate_of", "line_amount", "mean_of", "multiple", "stated_figure"]

"""The bids as arrays, bidder axis first: exact fractions for one comparison, float64 for many draws at once.

A rule is written once, in the operations below; arrays of Fraction objects and of floats both answer to them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from pricing.evaluation.trimming import Step

Array = Any  # of Fraction objects or of floats: numpy gives the arithmetic of an array of either no type
Flags = Any  # of truth values

_DIGITS = 50  # of a power that is no fraction, such as a root
_DUST = 1e-9  # so that a float a hair below a whole digit still shows it


@dataclass(frozen=True)
class Offers:
    """What is compared: prices (bidders, draws), quality (bidders, draws or 1), and which bids are valid."""

    prices: Array
    quality: Array
    valid: Flags

    @classmethod
    def exact(cls, prices: Sequence[Fraction], quality: Sequence[Fraction], valid: Sequence[bool]) -> "Offers":
        """Return one comparison in exact fractions."""
        return cls(_column(prices), _column(quality), np.array(valid, dtype=bool)[:, None])

    def keeping(self, which: Flags) -> "Offers":
        """Return the offers with only these valid."""
        return replace(self, valid=self.valid & which)

    def with_prices(self, prices: Array) -> "Offers":
        """Return the offers at other prices."""
        return replace(self, prices=prices)

    def number(self, figure: Decimal | Fraction | int) -> Any:  # noqa: ANN401 - Fraction or float
        """Return a figure of the rule in the kind of these arrays."""
        return Fraction(figure) if self.prices.dtype == object else float(figure)

    @cached_property
    def count(self) -> Array:
        """How many bids are valid in each draw."""
        return self._count(self.valid)

    @cached_property
    def lowest(self) -> Array:
        """The lowest valid price in each draw; infinite where there is none."""
        return self.least(self.prices)

    @cached_property
    def highest(self) -> Array:
        """The highest valid price in each draw; minus infinity where there is none."""
        return self.most(self.prices)

    @cached_property
    def mean(self) -> Array:
        """The mean of the valid prices in each draw."""
        return self.mean_of(self.prices, self.valid)

    @cached_property
    def ascending(self) -> Array:
        """The valid prices of each draw in ascending order, then infinity."""
        return np.sort(np.where(self.valid, self.prices, np.inf), axis=0)

    def mean_of(self, values: Array, which: Flags) -> Array:
        """Return the mean of the values that are marked, zero where none is."""
        total = np.where(which, values, self.number(0)).sum(axis=0)
        return self.ratio(total, self._count(which), otherwise=0)

    def trimmed_mean(self, steps: Sequence[Step]) -> Array:
        """Return the mean of the valid prices without those that the steps drop at their number."""
        lowest = highest = 0
        for step in steps:
            here = (self.count >= step.first) & (self.count <= step.last)
            highest = self.where(here, step.highest, highest)
            lowest = self.where(here, step.lowest, lowest)
        return self.mean_between(lowest, highest)

    def mean_between(self, lowest: Array | int, highest: Array | int) -> Array:
        """Return the mean of the prices that are left without so many of the lowest and of the highest."""
        place = np.arange(len(self.prices))[:, None]
        return self.mean_of(self.ascending, (place >= lowest) & (place < self.count - highest))

    def nth_lowest(self, place: Array) -> Array:
        """Return the price in this place of each draw, counted from 1 at the lowest."""
        return self._at(place - 1)

    def nth_highest(self, place: Array) -> Array:
        """Return the price in this place of each draw, counted from 1 at the highest."""
        return self._at(self.count - place)

    def digit(self, values: Array, place: int) -> Array:
        """Return the digit in this place behind the decimal point, cut off and not rounded."""
        if self.prices.dtype == object:
            return values * 10**place // 1 % 10
        whole = np.floor((values + _DUST) * 10**place)
        return whole - 10 * np.floor(whole / 10)

    def ratio(self, top: Array, bottom: Array, otherwise: float) -> Array:
        """Return top / bottom, and `otherwise` where that is nought."""
        nought = bottom == 0
        safe = np.where(nought, self.number(1), bottom)
        return np.where(nought, self.number(0) + otherwise, top / safe)

    def where(self, flags: Flags, values: Any, others: Any) -> Array:  # noqa: ANN401 - arrays or figures
        """Return the values where the flags are set, the others elsewhere, in the kind of these arrays."""
        return np.where(flags, values, others).astype(self.prices.dtype)

    def larger(self, values: Array, others: Array | int) -> Array:
        """Return the larger of each two."""
        return np.maximum(values, others)

    def least(self, values: Array) -> Array:
        """Return the least value among the valid bids of each draw; infinite where there is none."""
        return np.where(self.valid, values, np.inf).min(axis=0, initial=np.inf)

    def most(self, values: Array) -> Array:
        """Return the largest value among the valid bids of each draw; minus infinity where there is none."""
        return np.where(self.valid, values, -np.inf).max(axis=0, initial=-np.inf)

    def within(self, values: Array, low: Decimal | int, high: Decimal | int) -> Array:
        """Return the values, none below `low` or above `high`."""
        return np.minimum(np.maximum(values, self.number(low)), self.number(high))

    def power(self, values: Array, exponent: Decimal) -> Array:
        """Return values that are not negative to a power; a power that is no fraction to 50 digits."""
        if self.prices.dtype != object:
            return np.power(values, float(exponent))
        if exponent == exponent.to_integral_value():
            return values ** int(exponent)
        return np.array([_power(Fraction(each), exponent) for each in values.flat], dtype=object).reshape(values.shape)

    def _at(self, index: Array) -> Array:
        within = np.clip(index.astype(int), 0, len(self.prices) - 1)
        return np.take_along_axis(self.ascending, within[None, :], axis=0)[0]

    def _count(self, which: Flags) -> Array:
        return which.sum(axis=0).astype(self.prices.dtype)


def _column(values: Sequence[Fraction]) -> Array:
    column = np.empty((len(values), 1), dtype=object)
    column[:, 0] = values
    return column


def _power(value: Fraction, exponent: Decimal) -> Fraction:
    with localcontext() as context:
        context.prec = _DIGITS
        return Fraction((Decimal(value.numerator) / Decimal(value.denominator)) ** exponent)

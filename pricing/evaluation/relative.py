"""Rules that measure a price by the lowest one, or by the span from the lowest to the highest."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator

from pricing.evaluation.common import FULL, ByPoints, Positive, at_most

if TYPE_CHECKING:
    from pricing.evaluation.offers import Array, Offers


class _ByLowestPrice(ByPoints):
    """A rule whose price points stand in the ratio of the lowest price to the bid's own."""

    def price_share(self, offers: "Offers") -> "Array":
        """Return the lowest price over the bid's own."""
        return offers.lowest / offers.prices

    def limit(self, ours: "Array", rivals: "Offers") -> "Array | None":
        """Return below which price we win.

        Below the lowest rival our own price points are full and theirs grow with our price; above it, theirs are fixed
        and ours shrink. Both ways our lead falls as our price rises, so one price parts winning from losing.
        """
        if not self.shares[0]:
            return None
        weight = rivals.number(FULL * self.shares[0])
        our_points, their_points = self._quality_points(ours, rivals)
        as_lowest = rivals.least(rivals.prices * (weight + our_points - their_points) / weight)
        best = rivals.most(weight * rivals.lowest / rivals.prices + their_points)
        lead = best - our_points
        as_dearer = rivals.where(lead > 0, weight * rivals.lowest / rivals.where(lead > 0, lead, 1), float("inf"))
        return rivals.where(as_lowest < rivals.lowest, as_lowest, as_dearer)

    def _quality_points(self, ours: "Array", rivals: "Offers") -> tuple["Array", "Array"]:
        full = rivals.number(FULL * self.shares[1]) / rivals.number(self.quality_maximum)
        return full * ours, full * rivals.quality


class LowPriceRatio(_ByLowestPrice):
    """Price points in the ratio of the lowest price to the bid's own.

    Formula: price points = price weight x lowest price / price; quality points = quality weight x quality / full
        marks.
    Source: World Bank, Request for Proposals for consulting services, quality- and cost-based selection (QCBS), S =
        St x T + Sf x P with Sf = 100 x Fm / F; China, Ministry of Finance order 87 (2017), article 55 (low price
        first); in the United Kingdom "relative" or "lowest price over price" scoring.
    Example: with half the weight on price, A at 100 with quality 80 gets 50 + 40 = 90.00, B at 120 with quality 92
        gets 41.67 + 46 = 87.67. A wins.
    Paradox: every score hangs on the lowest bid, and so may the winner. When C comes in at 60 with quality 20, C
        cannot win (60.00), but A falls to 70.00 and B to 71.00: B wins.
    """

    method: Literal["low_price_ratio"]
    """The name of this rule."""


class RatedCriteria(_ByLowestPrice):
    """Price points as in the low-price ratio, and quality points in the ratio to the best quality.

    Formula: points = price weight x lowest cost / cost + quality weight x quality / highest quality.
    Source: World Bank, Evaluating Bids and Proposals, including Use of Rated Criteria (2nd edition, 2023): B = (C low
        / C) x X x 100 + (T / T high) x (1 - X) x 100. The same form in the Further Education Library of Procurement,
        An Assessment Method (felp.ac.uk).
    Example: with 20 % on price, bids of 10500, 10350, 11750 and 9900 with quality 123, 126, 129 and 117 get 95.14,
        97.27, 96.85 and 92.56. The second wins.
    Paradox: both halves move with other bids. A bidder who can win in neither respect may still set the lowest price
        or the highest quality, and with it who wins.
    """

    method: Literal["rated_criteria"]
    """The name of this rule."""

    def quality_share(self, offers: "Offers") -> "Array":
        """Return the bid's quality over the best."""
        return offers.ratio(offers.quality, offers.most(offers.quality), otherwise=0)

    def _quality_points(self, ours: "Array", rivals: "Offers") -> tuple["Array", "Array"]:
        full = rivals.number(FULL * self.shares[1])
        best = rivals.larger(rivals.most(rivals.quality), ours)
        return full * rivals.ratio(ours, best, otherwise=0), full * rivals.ratio(rivals.quality, best, otherwise=0)


class Linear(ByPoints):
    """Price points on a straight line from a price with full marks to a price with none.

    Formula: price points = price weight x (zero price - price) / (zero price - full price), from 0 to the weight. The
        zero price is the highest bid and the full price the lowest, unless the rule states them.
    Source: Italy, Consip and MEPA, linear min-max formula, P = (Vmax - V) / (Vmax - Vmin) x Pmax; with stated ends in
        Negometrix and in Market Dojo ("pro rata" from the qualification price to the leading bid).
    Example: with the zero price at 1000 and a leading bid of 500, a bid of 750 gets 50 of 100 points.
    Paradox: between bids that lie close together small differences become the whole span: at 100 and 101 the dearer
        one gets nothing. A dear bid that cannot win moves all others together.
    """

    method: Literal["linear"]
    """The name of this rule."""
    full_at: Positive | None = None
    """The price that gets full marks; the lowest bid where it is left out."""
    zero_at: Positive | None = None
    """The price that gets no points; the highest bid where it is left out."""

    def price_share(self, offers: "Offers") -> "Array":
        """Return how far below the zero price the bid lies, as a share of the span."""
        full = offers.lowest if self.full_at is None else offers.number(self.full_at)
        zero = offers.highest if self.zero_at is None else offers.number(self.zero_at)
        return offers.within(offers.ratio(zero - offers.prices, zero - full, otherwise=1), 0, 1)


class Parabolic(ByPoints):
    """Price points on a parabola whose top is the lowest price.

    Formula: price points = price weight x (1 - ((price - lowest) / (zero price - lowest))^2), none above the zero
        price. The zero price is the one stated, else the ceiling, else the highest bid.
    Source: Spanish and Dutch tenders ("parabola"); J. Barberan, Modelo estandar para la valoracion del criterio
        precio en una licitacion publica (2017), on formulas that reward further discounts less and less.
    Example: with a zero price of 120, bids of 100, 110 and 120 get 100, 75 and 0 of 100 points.
    Paradox: near the lowest bid a lower price earns next to nothing, far from it the most: price hardly counts just
        where it decides.
    """

    method: Literal["parabolic"]
    """The name of this rule."""
    zero_at: Positive | None = None
    """The price that gets no points; the ceiling where it is left out, and the highest bid where there is none."""

    def price_share(self, offers: "Offers") -> "Array":
        """Return one less the square of how far the bid lies above the lowest, as a share of the span."""
        stated = self.zero_at or self.ceiling
        zero = offers.highest if stated is None else offers.number(stated)
        away = offers.ratio(offers.prices - offers.lowest, zero - offers.lowest, otherwise=0)
        return 1 - offers.within(away, 0, 1) ** 2


class DiscountRatio(ByPoints):
    """Price points in the ratio of the bid's discount on the ceiling to the largest discount, to a power.

    Formula: price points = price weight x (discount / largest discount)^exponent, discount = ceiling - price.
    Source: Italy, ANAC guidelines 2 (2016), V = (R / Rmax)^alpha; Spain, "proporcional a las bajas" (exponent 1) and
        the root (exponent 0.5; Zaragoza, file 304464-20).
    Example: with a ceiling of 120 and exponent 1, bids of 100 and 110 get 100 and 50 of 100 points; with exponent
        0.5, 100 and 70.71.
    Paradox: where all bid near the ceiling, a discount of one thousandth may be worth all points.
    """

    method: Literal["discount_ratio"]
    """The name of this rule."""
    exponent: Annotated[Positive, AfterValidator(at_most(10, "is more than any tender states"))] = Decimal(1)
    """1: in proportion; below 1: large discounts earn less and less."""

    def price_share(self, offers: "Offers") -> "Array":
        """Return the discount over the largest, to the power."""
        ceiling = offers.number(self.ceiling or 0)
        ratio = offers.ratio(ceiling - offers.prices, ceiling - offers.lowest, otherwise=1)
        return offers.power(offers.within(ratio, 0, 1), self.exponent)

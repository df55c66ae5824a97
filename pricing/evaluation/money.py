"""Rules that compare one figure in money; the lowest wins."""

from typing import TYPE_CHECKING, Literal

from pricing.evaluation.common import ByMoney, LifeCycle, Points, Positive

if TYPE_CHECKING:
    from pricing.evaluation.offers import Array, Offers


class _ByPrice(ByMoney):
    """A rule that compares prices with all that is added to them."""

    def points(self, offers: "Offers") -> Points:
        """Return the prices."""
        return Points(offers.prices, 0 * offers.quality, offers.prices)

    def limit(self, ours: "Array", rivals: "Offers") -> "Array | None":
        """Return the lowest rival price."""
        return rivals.lowest + 0 * ours


class LowestPrice(_ByPrice):
    """The lowest responsive price wins; quality is passed or failed.

    Formula: total = price (with its adders, where bids have any); the lowest wins.
    Source: Directive 2014/24/EU, article 67 (price alone); World Bank, lowest evaluated cost; China, Ministry of
        Finance order 87 (2017), article 54.
    Example: of 100, 95 and 90, of which the last is not responsive, 95 wins.
    Paradox: none in the ranking; but whoever underrates the work most is the one who wins (the winner's curse).
    """

    method: Literal["lowest_price"]
    """The name of this rule."""


class LifeCycleCost(_ByPrice):
    """The lowest cost over the life wins: price, adders, and yearly cost at its present value.

    Formula: total = price + adders + yearly cost x sum over the years of 1 / (1 + rate)^year; the lowest wins.
    Source: Directive 2014/24/EU, article 68 (life-cycle costing); World Bank, standard bid evaluation form, operating
        costs at present value.
    Example: 100 with 10 a year for 2 years at 0 % costs 120, 110 with 4 a year 118: the dearer machine wins.
    Paradox: the customer's discount rate decides between a cheap and a frugal machine; the higher it is, the less a
        saving in later years counts.
    """

    method: Literal["life_cycle_cost"]
    """The name of this rule."""
    life_cycle: LifeCycle
    """How the bids' yearly costs are added to their prices for the comparison."""


class MonetisedQuality(ByMoney):
    """Quality is worth money: its value is taken off the price, and the lowest difference wins.

    Formula: total = price - value per point x quality; the lowest wins.
    Source: Netherlands, "gunnen op waarde" (award on value; Negometrix); United Kingdom, Ministry of Defence,
        monetising the non-cost score: cost - quality x willingness to pay.
    Example: 80000 with 60 % of a quality worth 2500 (25 a point) compares as 78500.
    Paradox: none between bids: no bid changes the order of two others. The value of a point has to be stated, and to
        be right.
    """

    method: Literal["monetised_quality"]
    """The name of this rule."""
    value_per_point: Positive
    """What one quality point is worth, in the currency of the bids."""

    def needs_quality(self) -> bool:
        """Say that every bid must state its quality."""
        return True

    def points(self, offers: "Offers") -> Points:
        """Return price, what quality takes off it, and the difference."""
        off = -offers.number(self.value_per_point) * offers.quality
        return Points(offers.prices, off, offers.prices + off)

    def limit(self, ours: "Array", rivals: "Offers") -> "Array | None":
        """Return the lowest rival difference with the value of our quality put back."""
        value = rivals.number(self.value_per_point)
        return rivals.least(rivals.prices - value * rivals.quality) + value * ours


class PricePerQualityPoint(ByMoney):
    """The lowest price for a point of quality wins.

    Formula: total = price / quality; the lowest wins.
    Source: United Kingdom, "price per quality point" and, inverted, the Ministry of Defence's value for money index
        (non-cost score / cost); New South Wales, Local Government Procurement, cost effectiveness ratio.
    Example: 1.00 million with quality 80 costs 12500 a point, 1.18 million with quality 99 costs 11919: the second
        wins.
    Paradox: it has no limit: a doubled price is right for doubled quality, whether anybody needs that quality or not.
    """

    method: Literal["price_per_quality_point"]
    """The name of this rule."""
    habit = 4
    adds_up = False

    def needs_quality(self) -> bool:
        """Say that every bid must state its quality."""
        return True

    def points(self, offers: "Offers") -> Points:
        """Return price, quality, and price for a point."""
        return Points(offers.prices, offers.quality, self._per_point(offers))

    def limit(self, ours: "Array", rivals: "Offers") -> "Array | None":
        """Return what our quality costs at the lowest rival price for a point."""
        return rivals.least(self._per_point(rivals)) * ours

    def _per_point(self, offers: "Offers") -> "Array":
        return offers.ratio(offers.prices, offers.quality, otherwise=float("inf"))

"""A tender to be scored: the rule as data, and the bids."""

from decimal import Decimal
from typing import Annotated

from pricing.evaluation.common import Positive
from pricing.evaluation.means import BenchmarkDK, MeanDeviation, RatioToMean, TrimmedMean
from pricing.evaluation.money import LifeCycleCost, LowestPrice, MonetisedQuality, PricePerQualityPoint
from pricing.evaluation.relative import DiscountRatio, Linear, LowPriceRatio, Parabolic, RatedCriteria
from pricing.values import Amount, ByMethod, Line, Number, Part, Percent, YesNo

Rule = Annotated[
    LowestPrice
    | LowPriceRatio
    | RatedCriteria
    | Linear
    | Parabolic
    | DiscountRatio
    | RatioToMean
    | MeanDeviation
    | TrimmedMean
    | BenchmarkDK
    | MonetisedQuality
    | PricePerQualityPoint
    | LifeCycleCost,
    ByMethod(),
]


class Bid(Part):
    """One bid."""

    bidder: Line
    """Who bids."""
    price: Positive
    """The price offered, stated as the rule's `prices` says."""
    quality: Amount | None = None
    """The quality points, on the scale whose full marks are the rule's `quality_maximum`."""
    responsive: YesNo = "yes"
    """no where the bid does not meet the tender and is out."""
    adders: Number = Decimal(0)
    """What the customer adds to the price for the comparison only, such as the cost of a deviation."""
    yearly_cost: Amount | None = None
    """What operating it costs a year, which `life_cycle` of the rule brings to one amount."""
    tax_rate: Percent | None = None
    """The bidder's own tax rate in percent, where it differs from the rule's."""


class Tender(Part):
    """A rule and the bids that are scored by it."""

    rule: Rule
    """The tender's rule; its `method` says which, and `bidkit score --methods` lists them."""
    bids: tuple[Bid, ...]
    """The bids."""

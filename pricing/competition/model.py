"""What is known of a rival's bid, as it is stated: three-point guesses, earlier bids, whether it bids at all."""

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator

from pricing.values import Amount, Day, Identifier, Line, Moment, Number, Part, Percent, Text, wrong


def _above_zero(amount: Decimal) -> Decimal:
    if amount == 0:
        raise wrong("zero", "is zero", "Write an amount above zero.")
    return amount


PositiveAmount = Annotated[Amount, AfterValidator(_above_zero)]


class PriceGuess(Part):
    """A rival's price excluding tax at three points: it will be below `low` in one case of ten, above `high` in one."""

    low: PositiveAmount
    """The price that it goes below in one case of ten (P10)."""
    likely: PositiveAmount
    """The price that it goes below as often as above (P50)."""
    high: PositiveAmount
    """The price that it goes above in one case of ten (P90)."""


class QualityGuess(Part):
    """The quality points that a rival will get: one figure, or three points as for the price."""

    low: Number | None = None
    """The points that it stays below in one case of ten (P10); together with `high`, or not at all."""
    likely: Number
    """The points that it stays below as often as above (P50)."""
    high: Number | None = None
    """The points that it exceeds in one case of ten (P90)."""


class PastBid(Part):
    """One earlier bid of a rival: its price, or, where only the winner's was published, what it was above."""

    tender: Identifier
    """A stable id of the tender; bids of several rivals in one tender show how they move together."""
    date: Day | None = None
    """When the bids were opened."""
    reference: PositiveAmount
    """What the bid is compared with: the estimate, the budget or our own cost of that job, the same kind each time."""
    price: PositiveAmount | None = None
    """The rival's price excluding tax."""
    above: PositiveAmount | None = None
    """The winner's price, where nothing else is known than that the rival's was higher; instead of `price`."""
    source: Text | None = None
    """Where that was published, or who said so."""


class RivalBid(Part):
    """What one rival is expected to bid in this tender."""

    rival: Identifier
    """The rival's id, as under `competitors`."""
    price: PriceGuess | None = None
    """Low, likely and high price excluding tax; where it is left out, the earlier bids and the field speak."""
    quality: QualityGuess | None = None
    """The quality points expected, on the scale of the tender's rule."""
    takes_part: Percent = Decimal(100)
    """How likely it is that the rival bids at all, in percent."""
    history: tuple[PastBid, ...] = ()
    """Its earlier bids."""
    evidence: Text | None = None
    """What the guess rests on: a price list, an earlier tender, the customer's remark."""
    source: Line | None = None
    """Who judged or said so."""
    date: Moment | None = None
    """When it was judged."""

"""What we know before we set our price, and what was decided."""

from typing import Literal

from bidkit.deal.types import Amount, Count, Identifier, Line, Moment, Number, Part, Percent, Text
from pricing.competition.model import QualityGuess, RivalBid


class OurQuality(QualityGuess):
    """The quality points that we expect to get under the tender's rule."""

    evidence: Text | None = None
    """What that rests on."""
    source: Line | None = None
    """Who judged it."""
    date: Moment | None = None
    """When it was judged."""


class Reduction(Part):
    """Something that takes from the list price until the price that stays with us."""

    what: Line
    """What it is, such as project discount."""
    amount: Amount | None = None
    """How much it takes, excluding tax; or `percent` instead."""
    percent: Percent | None = None
    """Which share of the list price it takes, in percent."""
    on_invoice: Literal["yes", "no"] = "yes"
    """Whether the customer's invoice shows it."""


class Payment(Part):
    """One part of the price, and when it is paid."""

    what: Line | None = None
    """What it hangs on, such as delivery or acceptance."""
    months: Number
    """How many months after the order it is paid."""
    percent: Percent
    """Which share of the price it is, in percent; all parts add up to 100."""


class Ranking(Part):
    """Where the customer sees one supplier among all of them."""

    supplier: Identifier
    """The id of a competitor, or `us`."""
    place: Count
    """Its place, 1 being the best."""
    source: Text | None = None
    """Who said so."""
    date: Moment | None = None
    """When that was said."""


class PriceDecision(Part):
    """What was decided on the price."""

    position: Literal["aggressive", "balanced", "premium", "other", "withdraw"]
    """The position chosen; withdraw where the house leaves this tender and waits for the next."""
    price: Amount | None = None
    """The price excluding tax, where it is none of the positions."""
    by: Line
    """Who decided."""
    on: Moment
    """When."""
    reason: Text
    """Why."""


class Price(Part):
    """What we know before we set our price, and what was decided."""

    quality: OurQuality | None = None
    """The quality points that we expect."""
    rivals: tuple[RivalBid, ...] = ()
    """What each rival is expected to bid."""
    ranking: tuple[Ranking, ...] = ()
    """How the customer ranks the suppliers."""
    list_price: Amount | None = None
    """Our list price for the whole order, excluding tax."""
    reductions: tuple[Reduction, ...] = ()
    """What takes from the list price."""
    payments: tuple[Payment, ...] = ()
    """The payment terms."""
    standards: Literal["favourable", "neutral", "unfavourable", "unknown"] = "unknown"
    """Whether the customer's procurement standards favour us; where they are unfavourable, withdrawing is an option."""
    decision: PriceDecision | None = None
    """What was decided."""
    seed: Count = 1
    """The seed of the simulation; the same seed gives the same figures."""
    note: Text | None = None
    """What the reader of the analysis should know beyond the figures."""

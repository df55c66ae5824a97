"""The completion review: what came of the deal, what it cost, what was kept and learned, and how we stay in touch."""

from typing import Literal

from bidkit.deal.types import Amount, Currency, Day, Identifier, Line, Moment, Part, Text, YesNo
from pricing.cost.model import Positive

DealResult = Literal["won", "lost", "withdrawn", "cancelled"]
Milestone = Literal["bid", "award", "signing", "handover", "delivery", "acceptance"]
Kept = Literal["yes", "late", "no", "open"]


class OpenedBid(Part):
    """What one bidder bid in the end."""

    bidder: Identifier
    """The id of a competitor, or `us`; ours need not stand here where it is the price that was decided."""
    price: Amount | None = None
    """Its price excluding tax, as it was opened."""
    takes_part: YesNo = "yes"
    """no where it did not bid in the end."""
    source: Text | None = None
    """Where that was published, or who said so."""
    date: Day | None = None
    """When."""


class OutcomeReason(Part):
    """A reason why the deal was won or lost."""

    what: Text
    """What it is."""
    factor: Identifier | None = None
    """The id of the factor of the house's evaluation model that it belongs to."""
    source: Text | None = None
    """Who said so, or what shows it; best of all the customer."""
    date: Moment | None = None
    """When that was said."""


class ActualCost(Part):
    """What came of a cost line, a risk or a cost that rises with the price; or a cost that nobody had planned."""

    of: Identifier | None = None
    """The id of the line, the risk or the proportional cost; left out where nobody had planned it."""
    what: Text | None = None
    """What was paid for, where nobody had planned it."""
    actual: Amount | None = None
    """What it has cost so far, excluding tax; 0 for a risk that never came about."""
    still: Amount | None = None
    """What is still expected to come on top; left out, or 0, where all is paid."""
    currency: Currency | None = None
    """The currency of both; the record's own where it is left out."""
    rate: Positive | None = None
    """Units of the record's currency that one unit of a foreign one cost; the forward rate where it is left out."""
    why: Text | None = None
    """Why it differs from the plan."""
    source: Text | None = None
    """What shows it, such as invoices or the ledger."""


class ReviewedDate(Part):
    """A date as it was planned and as it came, where the record does not say it elsewhere; or why it slipped."""

    of: Milestone | None = None
    """bid, award, signing, handover, delivery or acceptance; left out where it is none of them."""
    what: Line | None = None
    """What was to happen, where it is none of them."""
    planned: Day | None = None
    """When it was planned."""
    actual: Day | None = None
    """When it happened."""
    why: Text | None = None
    """Why it came early or late."""


class ReviewedPromise(Part):
    """What became of a promise beyond the tender."""

    of: Identifier
    """The id of the commitment; or that of the requirement or concession, where none was written down."""
    kept: Kept = "open"
    """yes; late: kept, but after its day; no; or open."""
    on: Day | None = None
    """When it was made good."""
    evidence: Text | None = None
    """What shows it."""
    why: Text | None = None
    """Why it was late or was not kept."""


class Lesson(Part):
    """What the house learned of one factor of its evaluation."""

    factor: Identifier
    """The id of the factor of the house's evaluation model."""
    what: Text
    """What was learned."""
    do: Text | None = None
    """What will be done in another way."""
    owner: Line | None = None
    """Who sees to it."""
    due: Day | None = None
    """Until when."""


class KeepInTouch(Part):
    """Somebody of the customer whom we keep in touch with."""

    person: Identifier
    """The id of the stakeholder."""
    owner: Line | None = None
    """Who of us."""
    what: Text | None = None
    """What for, or how."""
    due: Day | None = None
    """When next."""


class NextNeed(Part):
    """Something that the customer may need next."""

    id: Identifier
    """A stable id, such as NN-1."""
    what: Text
    """What it is."""
    expected: Moment | None = None
    """When it is expected."""
    value: Amount | None = None
    """What it may be worth, excluding tax."""
    source: Text | None = None
    """Who said so."""
    do: Text | None = None
    """What we do about it."""
    owner: Line | None = None
    """Who of us."""
    due: Day | None = None
    """Until when."""


class ServiceDate(Part):
    """A day on which our service is owed, or on which we offer it."""

    what: Line
    """What is done."""
    due: Day
    """When."""
    owner: Line | None = None
    """Who of us."""
    done_on: Day | None = None
    """When it was done."""


class Completion(Part):
    """The completion review, of a deal that is built and accepted, or of one that was lost or given up."""

    result: DealResult | None = None
    """won; lost; withdrawn: we gave it up; or cancelled: the customer buys from nobody."""
    decided_on: Day | None = None
    """When that was decided."""
    source: Text | None = None
    """What shows it, such as the letter of award."""
    winner: Identifier | None = None
    """The id of the competitor that won, where it was not us."""
    estimate: Amount | None = None
    """The customer's own estimate or budget, excluding tax, where it was published."""
    bids: tuple[OpenedBid, ...] = ()
    """What each bidder bid in the end."""
    reasons: tuple[OutcomeReason, ...] = ()
    """Why the deal was won or lost, the weightiest reason first."""
    price: Amount | None = None
    """What the customer has paid or owes in all, excluding tax; the contract price where it is left out."""
    costs: tuple[ActualCost, ...] = ()
    """What the order has cost."""
    dates: tuple[ReviewedDate, ...] = ()
    """Dates that stand nowhere else in the record, and why dates slipped."""
    promises: tuple[ReviewedPromise, ...] = ()
    """What became of the promises beyond the tender."""
    lessons: tuple[Lesson, ...] = ()
    """What was learned, by the factors of the evaluation."""
    contacts: tuple[KeepInTouch, ...] = ()
    """Whom we keep in touch with."""
    needs: tuple[NextNeed, ...] = ()
    """What the customer may need next."""
    service: tuple[ServiceDate, ...] = ()
    """When our service is due."""
    reviewed_on: Day | None = None
    """When the review was held."""
    reviewed_by: tuple[Line, ...] = ()
    """Who took part in it."""

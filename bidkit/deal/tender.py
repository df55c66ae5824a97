"""What the customer's tender or enquiry demands: its notice, instructions, dates, forms, clauses, and what changed."""

from collections.abc import Mapping
from typing import Literal

from bidkit.deal.forms import Envelope, Form
from bidkit.deal.standards import OurAnswer
from bidkit.deal.types import (
    Amount,
    Count,
    Currency,
    Day,
    DayTime,
    Identifier,
    Line,
    Moment,
    Part,
    Percent,
    Text,
    TimeZone,
    YesNo,
)
from pricing.evaluation import Rule

TenderMethod = Literal["open", "selective", "negotiated", "single-source", "enquiry"]
SecurityForm = Literal["bank-guarantee", "cash", "insurance-bond", "declaration"]
WarrantyFrom = Literal["delivery", "acceptance"]
TaxBasis = Literal["excluding", "including"]


class TenderDocument(Part):
    """A document of the tender."""

    id: Identifier
    """A stable id, such as TD-1."""
    title: Line
    """Its title."""
    version: Line | None = None
    """Its version, as it says itself."""
    date: Moment | None = None
    """Its date."""


class Notice(Part):
    """The notice of the tender, or the head of the enquiry."""

    buyer: Line | None = None
    """Who buys, as the tender writes it; the customer's name where it is left out."""
    address: Text | None = None
    """The buyer's address, to which the bid goes."""
    contact: Text | None = None
    """Whom the tender names for bidders, with telephone and e-mail."""
    reference: Line | None = None
    """The tender's own reference number."""
    title: Line | None = None
    """The tender's title."""
    method: TenderMethod | None = None
    """open: anybody may bid; selective: those invited or listed; negotiated; single-source; or enquiry,
    without a formal tender."""
    envelopes: Literal["one", "two"] | None = None
    """one: all together; two: the price apart from the technical bid, opened later."""
    lots: tuple[Identifier, ...] = ()
    """The ids of the lots that are tendered; all of `standards.lots` where it is left out."""
    language: Line | None = None
    """The language of the bid as a tag, such as zh-CN or en."""
    currency: Currency | None = None
    """The currency of the bid; the record's where it is left out."""
    tax_basis: TaxBasis | None = None
    """Whether the prices of the bid exclude or include value-added tax."""
    url: Line | None = None
    """Where it is published."""
    published: Day | None = None
    """When it was published."""
    documents: tuple[TenderDocument, ...] = ()
    """The documents of the tender that we have."""


class SecurityTerms(Part):
    """A security that the tender asks for."""

    amount: Amount | None = None
    """Its amount; or `percent` instead."""
    percent: Percent | None = None
    """Its share of the price, in percent."""
    currency: Currency | None = None
    """The currency of the amount; that of the bid where it is left out."""
    forms: tuple[SecurityForm, ...] = ()
    """In which forms it is taken."""
    margin_days: Count | None = None
    """For how many days it must outlast what it secures: a bid security the bid, a performance security the
    warranty."""
    source: Text | None = None
    """Where it is written."""


class PriceBasis(Part):
    """For what delivery the prices are asked; currency and tax basis stand in the notice."""

    incoterm: Line | None = None
    """The delivery term with its edition, such as DDP Incoterms 2020."""
    place: Line | None = None
    """The named place."""
    fixed: YesNo | None = None
    """yes where prices are fixed for the whole contract; no where they may be adjusted."""


class Questions(Part):
    """How bidders ask; until when stands in the dates."""

    how: Text | None = None
    """In which way, such as in writing through the portal."""
    to: Line | None = None
    """To whom."""


class DelayDamages(Part):
    """What a late delivery costs the supplier."""

    percent: Percent
    """Which share of the price, in percent."""
    per: Literal["day", "week", "month"] = "week"
    """For each day, week or month of delay."""
    at_most: Percent | None = None
    """The most, in percent of the price."""


class AbnormalPrice(Part):
    """When a price counts as abnormally low."""

    below: Percent | None = None
    """Below which share of what it is compared with, in percent."""
    of: Line | None = None
    """What it is compared with, such as the mean of all bids."""
    then: Text | None = None
    """What follows, such as a written explanation within a day."""


class Copies(Part):
    """In how many copies the bid is handed in."""

    originals: Count = 1
    """How many originals on paper."""
    copies: Count = 0
    """How many copies on paper."""
    electronic: Line | None = None
    """The electronic copy, such as PDF on a USB stick or upload to the portal."""


class Instructions(Part):
    """What the tender or the enquiry tells the bidders: how it judges the bids, and what a bid must hold."""

    rule: Rule | None = None
    """The rule of evaluation; `bidkit score --methods` lists the methods. In a negotiated purchase, monetised_quality
    says what the customer's preference is worth to it. Its ceiling is in the rule's own tax basis."""
    validity_days: Count | None = None
    """For how many days from the deadline on the bid binds us."""
    source: Text | None = None
    """Where it is written: the document and its clause."""
    date: Moment | None = None
    """When that was published, or learned."""
    bid_security: SecurityTerms | None = None
    """The security for the bid, where one is asked for."""
    performance_security: SecurityTerms | None = None
    """The security for the contract, where one is asked for."""
    alternatives: Literal["allowed", "beside-main", "not-allowed"] | None = None
    """Whether an alternative bid is taken: allowed, beside a main bid that complies, or not-allowed."""
    price_basis: PriceBasis = PriceBasis.model_construct()
    """For what delivery the prices are asked."""
    questions: Questions = Questions.model_construct()
    """How bidders ask."""
    delay_damages: DelayDamages | None = None
    """What a late delivery costs."""
    abnormal: AbnormalPrice | None = None
    """When a price counts as abnormally low."""
    page_limits: Mapping[Envelope, Count] = {}
    """How many pages a volume may have, by envelope."""
    copies: Copies | None = None
    """In how many copies the bid is handed in."""
    signing: Text | None = None
    """Who must sign and stamp, and where, in the tender's own rule."""


class Dates(Part):
    """The dates of the tender and of what follows it."""

    zone: TimeZone | None = None
    """The time zone of every hour below, by its name, such as Asia/Shanghai."""
    questions_until: DayTime | None = None
    """Until when bidders may ask."""
    deadline: DayTime | None = None
    """Until when the bid must be handed in."""
    opening: DayTime | None = None
    """When the bids are opened."""
    expected_award: Day | None = None
    """When the award is expected."""
    expected_signing: Day | None = None
    """When the contract is expected to be signed."""
    delivery: Day | None = None
    """Until when all is delivered; or `delivery_days` instead."""
    delivery_days: Count | None = None
    """Within how many days after signing all is delivered."""
    acceptance: Day | None = None
    """Until when it is accepted; or `acceptance_days` instead."""
    acceptance_days: Count | None = None
    """Within how many days after signing it is accepted."""
    warranty_months: Count | None = None
    """How long the warranty must last."""
    warranty_from: WarrantyFrom = "acceptance"
    """What the warranty counts from."""
    source: Text | None = None
    """Where they are written."""


class Clause(Part):
    """A clause of the tender that a bid has to answer."""

    id: Identifier
    """A stable id, such as TC-01."""
    number: Line | None = None
    """Its number in the tender."""
    document: Identifier | None = None
    """The id of the tender document in which it stands."""
    title: Line | None = None
    """What it is about, in a few words."""
    text: Text | None = None
    """What it says, word for word; never copied into our answer."""
    kind: Literal["commercial", "technical"] = "commercial"
    """commercial or technical; it decides in which table a deviation stands."""
    mandatory: YesNo = "no"
    """yes where a bid that does not meet it is rejected, such as a clause with a star."""
    requirements: tuple[Identifier, ...] = ()
    """The ids of the requirements that it is about; those have their answers in `standards.requirements`."""
    ours: OurAnswer = OurAnswer.model_construct()
    """How we answer it, where it is about no requirement."""


class Clarification(Part):
    """A question on the tender, and its answer."""

    id: Identifier
    """A stable id, such as CQ-01."""
    question: Text
    """What was asked."""
    ours: YesNo = "yes"
    """no where another bidder asked and the answer was sent to all."""
    asked_on: Day | None = None
    """When it was asked."""
    answer: Text | None = None
    """What was answered."""
    answered_on: Day | None = None
    """When it was answered."""
    touches: tuple[Identifier, ...] = ()
    """The ids of the requirements, clauses, forms or lines that the answer touches."""


class Addendum(Part):
    """A change of the tender that the customer published."""

    id: Identifier
    """A stable id, such as AD-1."""
    number: Line | None = None
    """Its number as the customer writes it; the id where it is left out."""
    date: Day
    """When it was published."""
    what: Text
    """What it changes, in our own words."""
    acknowledged_on: Day | None = None
    """When we acknowledged it."""
    acknowledged_by: Line | None = None
    """Who of us did."""
    changes: tuple[Identifier, ...] = ()
    """What it touches: ids of requirements, clauses, forms, cost lines or price lines, or a date such as deadline."""


class Tender(Part):
    """The customer's tender or enquiry."""

    notice: Notice = Notice.model_construct()
    """Who buys what, and how."""
    instructions: Instructions = Instructions.model_construct()
    """How the bids will be judged, and what a bid must hold."""
    dates: Dates = Dates.model_construct()
    """When what is due."""
    profile: Identifier | None = None
    """The id of the form profile that the bid follows, such as china-equipment-2017."""
    lettering: Line | None = None
    """How the tender numbers its forms, shown on the first of them, such as 1., I, A, 一、 or Form-1; as in the profile
    where it is left out."""
    forms: tuple[Form, ...] = ()
    """The tender's own form list; it changes the profile's by id, and adds to it."""
    clauses: tuple[Clause, ...] = ()
    """The clauses that a bid has to answer."""
    clarifications: tuple[Clarification, ...] = ()
    """The questions that were asked, the oldest first."""
    addenda: tuple[Addendum, ...] = ()
    """The changes of the tender, the oldest first."""

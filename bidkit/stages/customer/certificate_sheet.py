"""A certificate of acceptance as data: what its template finds."""

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - as the records name it
from decimal import Decimal

from bidkit.audience.acceptance import Delivery
from bidkit.audience.certificates import HandedOver, Training
from bidkit.audience.parties import Customer, Seller
from bidkit.phrases import Phrase
from bidkit.stages.customer.acceptance_sheet import PunchRow
from bidkit.stages.customer.head import Head


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A test, and what came of it."""

    id: str
    what: str
    equipment: str | None
    requirements: tuple[str, ...]
    criterion: Phrase | None
    criterion_text: str | None
    result: Phrase
    found: Phrase | None
    """What was measured."""
    date: Day | None
    witness: str | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many tests came out in one way."""

    result: Phrase
    tests: int


@dataclass(frozen=True, slots=True)
class Concession:
    """A test that the customer waived: what was asked, what is there, who granted it and why."""

    id: str
    what: str
    requirements: tuple[str, ...]
    found: Phrase | None
    by: str | None
    on: Day | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class RetentionRow:
    """A part of what is paid that is held back, and what this certificate releases of it."""

    id: str
    what: str
    percent: Decimal | None
    releases_on: Phrase
    held: Decimal | None
    released: Decimal | None
    released_on: Day | None
    now: Decimal | None
    """What this certificate releases."""
    remains: Decimal | None
    """What is held back after it."""


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A security that goes back with a certificate."""

    security: str
    what: Phrase | None
    number: str | None
    issuer: str | None
    returns_on: Phrase
    now: bool
    """Whether it goes back with this certificate."""
    returned_on: Day | None


@dataclass(frozen=True, slots=True)
class WarrantyTerms:
    """The warranty, with what starts it where its first day is still to come."""

    months: int | None
    starts_on: Phrase
    begins: Day | None
    ends: Day | None
    terms: str | None


@dataclass(frozen=True, slots=True)
class Consequences:
    """What the contract hangs on the certificates."""

    warranty: WarrantyTerms
    risk_passes: str | None
    title_passes: str | None
    delay_ended_on: Day | None
    retentions: tuple[RetentionRow, ...]
    released: Decimal
    """The sum of what was released before, as far as it is known."""
    now: Decimal
    """The sum of what this certificate releases."""
    remains: Decimal
    """The sum of what is held back after it."""
    unknown: bool
    """Whether the amount of any of them is not known, so that the sums are not all of it."""
    returns: tuple[ReturnRow, ...]


@dataclass(frozen=True, slots=True)
class CertificateSheet:
    """A certificate of acceptance."""

    head: Head
    customer: Customer
    seller: Seller
    contract: str | None
    signed_on: Day | None
    """When the contract was signed."""
    site: str | None
    scope: Phrase | None
    """The lot that it is of; None where it is of everything."""
    confirms: Phrase
    effective: Day | None
    """From which day it counts."""
    signed: Day | None
    """When it was signed; None where that is still to come."""
    by: str | None
    for_customer: str | None
    currency: str | None
    deliveries: tuple[Delivery, ...]
    counts: tuple[Count, ...]
    results: tuple[ResultRow, ...]
    concessions: tuple[Concession, ...]
    open: tuple[PunchRow, ...]
    withheld: Decimal
    """The sum of what is held back for open items."""
    documents: tuple[HandedOver, ...]
    training: tuple[Training, ...]
    consequences: Consequences
    reservations: tuple[str, ...]
    missing: tuple[str, ...]
    missing_by_part: tuple[tuple[str, tuple[str, ...]], ...]

"""The proposal as data: what its template finds."""

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - as the records name it

from bidkit.audience.parties import Customer, Person, Seller
from bidkit.audience.proposal import Addressee, Contact, NextStep, Reference, Service
from bidkit.phrases import Phrase
from bidkit.prose import Prose
from bidkit.stages.customer.head import Head

Words = tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need in its owner's words, what we propose for it, and the standards through which it is met."""

    id: str
    what: str
    owner: Person | None
    solution: Words
    proof: str | None
    standards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many standards we answer in one way."""

    answer: Phrase
    number: int


@dataclass(frozen=True, slots=True)
class StandardRow:
    """A standard of the customer's and our answer."""

    id: str
    text: str
    mandatory: bool
    answer: Phrase | None
    short: bool
    """Whether the answer falls short of the standard."""
    offered: str | None
    evidence: str | None
    benefit: str | None


@dataclass(frozen=True, slots=True)
class StandardTable:
    """The standards of one group."""

    title: str | None
    lot: str | None
    rows: tuple[StandardRow, ...]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A step of the delivery, with its days in the calendar where the day of the order is known."""

    what: str
    from_day: int
    to_day: int | None
    start: Day | None
    end: Day | None


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A standard that we propose, in words that the customer can take over."""

    id: str
    text: str
    justification: str | None
    or_equivalent: str | None
    test: str | None
    standard: str | None
    criterion: str | None


@dataclass(frozen=True, slots=True)
class ProposalSheet:
    """The proposal."""

    head: Head
    customer: Customer
    seller: Seller
    dated: Day | None
    valid_until: Day | None
    seller_lines: tuple[str, ...]
    """The seller as a letterhead names it, line by line."""
    addressee: Addressee
    addressee_lines: tuple[str, ...]
    salutation: str | None
    letter: Words
    signatory: Contact
    contact: Contact
    summary: Words
    understanding: Words
    needs: tuple[NeedRow, ...]
    counts: tuple[Count, ...]
    of: int
    tables: tuple[StandardTable, ...]
    exceeded: tuple[StandardRow, ...]
    fall_short: tuple[StandardRow, ...]
    references: tuple[Reference, ...]
    plan_starts: Day | None
    plan: tuple[PlanRow, ...]
    plan_ends: int
    """The last day of the plan, after the order."""
    services: tuple[Service, ...]
    assumptions: tuple[str, ...]
    next_steps: tuple[NextStep, ...]
    annex: tuple[AnnexRow, ...]
    about_us: Words
    delivery_words: Words
    service_words: Words
    training_words: Words
    warranty_words: Words
    references_words: Words
    missing: tuple[str, ...]
    missing_by_part: tuple[tuple[str, tuple[str, ...]], ...]

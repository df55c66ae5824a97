"""The checklist and the punch list as data: what their templates find."""

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - as the records name it
from decimal import Decimal

from bidkit.audience.acceptance import Delivery, Instrument
from bidkit.audience.parties import Customer, Seller
from bidkit.phrases import Phrase
from bidkit.stages.customer.head import Head


@dataclass(frozen=True, slots=True)
class TestRow:
    """A test: what is done, when it is passed, and either the places to fill in or what came of it."""

    id: str
    what: str
    requirements: tuple[str, ...]
    stage: Phrase
    method: str | None
    standard: str | None
    conditions: str | None
    criterion: Phrase | None
    """Its figure with the limits."""
    limits: Phrase | None
    """The limits, where the figure does not say them itself."""
    criterion_text: str | None
    unit: str | None
    instrument: Instrument | None
    asks_instrument: bool
    """Whether a place is left for the instrument: something is measured, and none is planned."""
    measured: bool
    """Whether a value is measured."""
    fill: bool
    """Whether it is still to be done; else `result` says what came of it."""
    result: Phrase
    found: Phrase | None
    date: Day | None
    by: str | None
    witness: str | None


@dataclass(frozen=True, slots=True)
class Machine:
    """A piece of equipment with its tests; without equipment, the tests of all of it."""

    key: str
    """Begins the names of the fields that hold for all of its tests."""
    equipment: Delivery | None
    rows: tuple[TestRow, ...]
    fill: bool
    """Whether any of its tests is still to be done."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A requirement of the contract, and the tests that prove it."""

    id: str
    text: str
    mandatory: bool
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AcceptanceSheet:
    """The checklist to take to the plant."""

    head: Head
    customer: Customer
    seller: Seller
    contract: str | None
    signed_on: Day | None
    site: str | None
    scope: tuple[Phrase, ...]
    """The stage and the lot that it is of; empty where it is of everything."""
    code: str
    """Stands for what the tests ask; a filled file is read back only into a record that asks the same."""
    guarded: bool
    to_do: int
    done: int
    deliveries: tuple[Delivery, ...]
    instruments: tuple[Instrument, ...]
    machines: tuple[Machine, ...]
    proofs: tuple[Proof, ...]
    unproven: tuple[Proof, ...]
    """Requirements that no test of the record proves."""
    missing: tuple[str, ...]
    missing_by_part: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PunchRow:
    """Something that is left to put right."""

    id: str
    category: str
    what: str
    test: str | None
    equipment: str | None
    raised: Day | None
    raised_by: str | None
    owner: str | None
    due: Day | None
    withheld: Decimal | None
    closed: Day | None
    reopened: Day | None
    evidence: str | None
    state: Phrase


@dataclass(frozen=True, slots=True)
class PunchClassRow:
    """What a class of punch items means, and how many there are."""

    category: str
    meaning: Phrase | str
    open: int
    closed: int
    withheld: Decimal


@dataclass(frozen=True, slots=True)
class PunchSheet:
    """The list of what is left to put right."""

    head: Head
    customer: Customer
    seller: Seller
    contract: str | None
    signed_on: Day | None
    site: str | None
    currency: str | None
    legend: tuple[PunchClassRow, ...]
    open: tuple[PunchRow, ...]
    closed: tuple[PunchRow, ...]
    withheld: Decimal
    """The sum of what is held back for open items."""
    missing: tuple[str, ...]
    missing_by_part: tuple[tuple[str, tuple[str, ...]], ...]

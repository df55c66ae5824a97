"""The signing checklist as data: what the template of the contract's approval and signing finds."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bidkit.phrases import Phrase
from bidkit.stages.contract_words import Lines
from bidkit.stages.sheet import Head


@dataclass(frozen=True, slots=True)
class GateRow:
    """A key node that this checklist is the evidence of."""

    id: str
    name: Phrase
    reached: bool
    state: Phrase
    reached_on: date | None
    evidence: str | None
    work: tuple[Phrase, ...]
    """What is left to do before it is reached."""


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term as the tender, our bid and the contract have it."""

    term: str
    name: Phrase
    tender: Lines
    bid: Lines
    contract: Lines
    differs: bool
    unexplained: bool
    explained: tuple[str, ...]
    state: Phrase


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One requirement as the tender asks for it, our bid answers it and the contract binds it."""

    id: str
    text: str
    mandatory: bool
    tender: tuple[str, ...]
    answer: Phrase | None
    offered: str | None
    contract: tuple[str, ...]
    agreed: str | None
    open: bool
    state: Phrase


@dataclass(frozen=True, slots=True)
class DeviationRow:
    """A deviation of our bid, and what became of it."""

    id: str
    what: str
    deviation: str | None
    settled: bool
    state: Phrase
    how: str | None
    clause: str | None
    by: str | None
    date: date | None


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause of the contract."""

    id: str
    number: str | None
    title: str
    text: str | None
    about: Phrase
    origin: Phrase
    settles: tuple[str, ...]
    """The clauses of the tender and the concessions that it writes down."""


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """Something that a review asks to be put right."""

    what: str
    clause: str | None
    owner: str | None
    settled_on: date | None
    how: str | None


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One part of our own review."""

    part: str
    name: Phrase
    stands: bool
    state: Phrase
    by: str | None
    date: date | None
    version: str | None
    remarks: tuple[RemarkRow, ...]


@dataclass(frozen=True, slots=True)
class SecurityRow:
    """A security that the contract asks of us."""

    id: str
    name: Phrase
    form: Phrase | None
    amount: Decimal | None
    currency: str | None
    percent: Decimal | None
    due: date | None
    valid_until: date | None
    number: str | None
    issuer: str | None
    overdue: bool
    state: Phrase


@dataclass(frozen=True, slots=True)
class PowerRow:
    """Somebody's power to sign."""

    who: str
    side: Phrase
    title: str | None
    basis: str | None
    up_to: Decimal | None
    valid_until: date | None
    reaches: bool
    state: Phrase


@dataclass(frozen=True, slots=True)
class StampRow:
    """A stamp that the contract bears."""

    side: Phrase
    what: str
    where: str | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the signing, or a condition for the contract to take effect."""

    what: str
    side: Phrase
    who: str | None
    due: date | None
    done_on: date | None
    evidence: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class SigningSheet:
    """The checklist of the contract's approval and signing."""

    head: Head
    customer: str | None
    number: str | None
    version: str | None
    currency: str | None
    price: Decimal | None
    incoterm: str | None
    law: str | None
    disputes: str | None
    may_be_approved: bool
    may_be_signed: bool
    verdict: Phrase
    gates: tuple[GateRow, ...]
    differences: tuple[TermRow, ...]
    requirements: tuple[RequirementRow, ...]
    deviations: tuple[DeviationRow, ...]
    clauses: tuple[ClauseRow, ...]
    reviews: tuple[ReviewRow, ...]
    securities: tuple[SecurityRow, ...]
    powers: tuple[PowerRow, ...]
    originals: int | None
    copies: int | None
    stamps: tuple[StampRow, ...]
    steps: tuple[StepRow, ...]
    conditions: tuple[StepRow, ...]
    signed_on: date | None
    effective_on: date | None
    missing: tuple[str, ...]
    missing_by_part: tuple[tuple[str, tuple[str, ...]], ...]

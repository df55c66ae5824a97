"""The handover as data: what the template for the people who build finds."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bidkit.phrases import Phrase
from bidkit.stages.contract_words import Lines
from bidkit.stages.sheet import Head
from bidkit.stages.signing_sheet import DeviationRow


@dataclass(frozen=True, slots=True)
class Named:
    """Something of the record by its id, and what it is."""

    id: str
    what: str | None
    note: Phrase | None = None


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """Something promised beyond the tender."""

    id: str
    what: str
    written_down: bool
    """Whether the record lists it as a commitment; what was exceeded or granted counts as promised all the same."""
    lacks: tuple[Phrase, ...]
    of: str | None
    to: str | None
    by: str | None
    date: date | None
    source: str | None
    owner: str | None
    cost_lines: tuple[Named, ...]
    no_cost: str | None
    tests: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """Something that is delivered."""

    id: str
    what: str
    model: str | None
    quantity: Decimal
    unit: str
    lot: str | None
    requirements: int


@dataclass(frozen=True, slots=True)
class AgreedRow:
    """A term of the contract."""

    name: Phrase
    contract: Lines
    state: Phrase


@dataclass(frozen=True, slots=True)
class OwedRow:
    """What the customer gives us for something that we granted."""

    id: str
    owes: str
    given: str
    date: date | None


@dataclass(frozen=True, slots=True)
class RiskRow:
    """Something that may go wrong, as it was priced."""

    id: str
    what: str
    probability: Decimal
    impact: Decimal
    currency: str | None
    mitigation: str | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class DateRow:
    """Something that is due."""

    day: date | None
    what: Phrase | str
    who: Phrase | str | None
    counted: bool
    """Whether the day is counted from a signing that is only expected."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody of the customer."""

    id: str
    name: str
    position: str | None
    roles: tuple[Phrase, ...]
    does: str | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody of us who builds."""

    who: str
    role: str


@dataclass(frozen=True, slots=True)
class HandoverSheet:
    """What sales promised, for the people who build."""

    head: Head
    customer: str | None
    site: str | None
    number: str | None
    version: str | None
    currency: str | None
    signed_on: date | None
    to: str | None
    due: date | None
    date: date | None
    gate_open: bool
    verdict: Phrase
    lacking: tuple[PromiseRow, ...]
    promises: tuple[PromiseRow, ...]
    scope: tuple[ScopeRow, ...]
    terms: tuple[AgreedRow, ...]
    deviations: tuple[DeviationRow, ...]
    owed: tuple[OwedRow, ...]
    assumptions: tuple[str, ...]
    risks: tuple[RiskRow, ...]
    dates: tuple[DateRow, ...]
    people: tuple[PersonRow, ...]
    team: tuple[MemberRow, ...]
    watch: tuple[str, ...]
    missing: tuple[str, ...]
    missing_by_part: tuple[tuple[str, tuple[str, ...]], ...]

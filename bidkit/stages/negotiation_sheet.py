"""The plan for the table as data: what the template of the negotiation finds."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bidkit.deal.types import When
from bidkit.phrases import Phrase
from bidkit.stages.sheet import Head


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit of one of our executives, beside the seat that is visited."""

    id: str
    ours: str
    seat: str | None
    meets: str
    their_seat: str | None
    purpose: str | None
    message: str | None
    due: date | None
    date: date | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A key person of the customer whom none of our executives visits."""

    id: str
    name: str
    seat: str | None
    role: Phrase


@dataclass(frozen=True, slots=True)
class SideRow:
    """One side's range in an issue."""

    label: Phrase
    opening: Decimal | None
    target: Decimal | None
    limit: Decimal | None
    words: str | None


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue with both ranges; `low_side` is the one whose limit is a least, `high_side` the other."""

    id: str
    title: str
    kind: Phrase
    unit: str | None
    drawn: bool
    """Whether there is a figure to draw."""
    low_side: SideRow
    high_side: SideRow
    ours: SideRow
    theirs: SideRow
    room: Phrase
    known: Phrase
    """How sure we are of theirs."""
    source: str | None
    date: When | None
    reason: str | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class AlternativeRow:
    """What a side does without a contract."""

    side: Phrase
    what: str
    worth: Decimal | None
    says: Phrase
    """What the worth is."""
    known: Phrase
    source: str | None


@dataclass(frozen=True, slots=True)
class StandRow:
    """Where a price stands."""

    price: Decimal
    profit: Decimal
    gross_margin: Decimal
    chance: Decimal
    to_floor: Decimal
    to_band: Decimal | None
    authority: Phrase | None
    next_authority: Phrase | None


@dataclass(frozen=True, slots=True)
class GiveRow:
    """A give in the ledger, what it does, and where it leaves us."""

    id: str
    gives: str
    gets: str | None
    state: Phrase
    granted: bool
    may_grant: str | None
    by: str | None
    date: date | None
    profit: Decimal
    margin_points: Decimal
    chance_points: Decimal
    after: StandRow
    voids: Phrase | None
    """How it voids the approval of the price, where it does."""


@dataclass(frozen=True, slots=True)
class UnpricedRow:
    """A give that could not be priced, or that the customer refused."""

    id: str
    gives: str
    gets: str | None
    state: Phrase


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A package, and the price at which it is worth as much to us as the others."""

    id: str
    title: str
    gives: tuple[str, ...]
    gets: tuple[str, ...]
    suits: str | None
    profit: Decimal
    """What its gives do to our gross profit."""
    offered_at: StandRow
    """Where it stands at the price that makes it equal."""
    difference: Decimal
    """That price less the one on the table."""
    voids: Phrase | None


@dataclass(frozen=True, slots=True)
class SaidRow:
    """Something that may never be said."""

    what: Phrase | str
    why: Phrase | str | None
    instead: Phrase | str | None


@dataclass(frozen=True, slots=True)
class TableSeat:
    """What one of us does at the table."""

    who: str
    part: Phrase
    meets: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A point of the agenda."""

    what: str
    issue: str | None
    minutes: int | None
    who: str | None


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting at the table."""

    id: str
    title: str
    due: date | None
    date: date | None
    place: str | None
    goal: str | None
    people: tuple[str, ...]
    seats: tuple[TableSeat, ...]
    agenda: tuple[AgendaRow, ...]
    minutes: int
    agreed: str | None


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """The concession ledger: where we began, each give, where we are, and what could be offered side by side."""

    start: StandRow
    floor: Decimal
    rows: tuple[GiveRow, ...]
    now: StandRow
    """After what was granted."""
    voided: Phrase | None
    """How what was granted voids the approval of the price, where it does."""
    packages: tuple[PackageRow, ...]


@dataclass(frozen=True, slots=True)
class NegotiationSheet:
    """The plan for the table."""

    head: Head
    customer: str | None
    currency: str | None
    verdict: Phrase
    warning: bool
    approved_by: str | None
    approved_on: When | None
    visits: tuple[VisitRow, ...]
    unvisited: tuple[SeatRow, ...]
    issues: tuple[IssueRow, ...]
    alternatives: tuple[AlternativeRow, ...]
    ledger: LedgerFacts | None
    unpriced: tuple[UnpricedRow, ...]
    never_said: tuple[SaidRow, ...]
    meetings: tuple[MeetingRow, ...]
    missing: tuple[str, ...]
    missing_by_part: tuple[tuple[str, tuple[str, ...]], ...]

"""The completion review as data: what the template of the last internal sheet finds."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bidkit.calendar import Calendar
from bidkit.deal.types import When
from bidkit.phrases import Phrase
from bidkit.stages.pricing_sheet import StepRow
from bidkit.stages.sheet import ForcedEntry, Head


@dataclass(frozen=True, slots=True)
class MarginColumn:
    """Price, cost and what they leave, at one point of the deal."""

    name: Phrase
    price: Decimal
    cost: Decimal
    """With everything that rises with the price."""
    profit: Decimal
    margin: Decimal
    """Gross margin on the price excluding tax, as a fraction."""


@dataclass(frozen=True, slots=True)
class CostRow:
    """A cost as it was planned and as it came, in the deal's currency."""

    id: str
    what: str | None
    unplanned: bool
    planned: Decimal
    actual: Decimal | None
    still: Decimal | None
    expected: Decimal
    difference: Decimal
    """What it comes to beyond the plan; below nought where it stays under it."""
    why: str | None
    source: str | None
    currency: str | None
    """The currency in which it was paid, where it is a foreign one."""
    rate: Decimal | None


@dataclass(frozen=True, slots=True)
class CostFacts:
    """What the order has cost, beside the plan."""

    rows: tuple[CostRow, ...]
    allowance: Decimal
    allowance_left: Decimal
    planned: Decimal
    actual: Decimal
    """What is booked so far."""
    expected: Decimal
    difference: Decimal
    open: int
    """How many costs nobody has booked."""
    steps: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class DateRow:
    """A day as it was planned and as it came."""

    what: Phrase | str
    planned: date | None
    actual: date | None
    late: int | None
    said: Phrase | None
    """How far apart the two are."""
    why: str | None


@dataclass(frozen=True, slots=True)
class TestMark:
    """A test that proves a promise, and its result."""

    id: str
    result: Phrase


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise beyond the tender, and what became of it."""

    id: str
    what: str
    to: str | None
    owner: str | None
    kept: Phrase
    broken: bool
    on: date | None
    evidence: str | None
    why: str | None
    tests: tuple[TestMark, ...]


@dataclass(frozen=True, slots=True)
class BidRow:
    """What a bidder bid, beside what we had expected."""

    bidder: str
    name: Phrase | str
    us: bool
    won: bool
    took_part: bool
    guess: Decimal | None
    """The likely price that we had expected of it."""
    price: Decimal | None
    against_us: Decimal | None
    """How far it lies above our price, as a fraction of it; below nought where it is cheaper."""
    source: str | None


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """A reason why the deal was won or lost."""

    what: str
    factor: str | None
    source: str | None
    date: When | None


@dataclass(frozen=True, slots=True)
class Learned:
    """One lesson."""

    what: str
    do: str | None
    owner: str | None
    due: date | None


@dataclass(frozen=True, slots=True)
class FactorRow:
    """A factor of the evaluation: how it was judged at the beginning, and what was learned of it."""

    id: str
    name: str
    judged: Decimal | None
    """The score of the evaluation; that of a competition factor is against the rivals as the house counts them."""
    lessons: tuple[Learned, ...]


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Somebody whom we keep in touch with."""

    id: str
    name: str
    position: str | None
    owner: str | None
    what: str | None
    due: date | None


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What the customer may need next."""

    id: str
    what: str
    expected: When | None
    value: Decimal | None
    source: str | None
    do: str | None
    owner: str | None
    due: date | None


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A day of our service, or on which the warranty or a security ends."""

    what: Phrase | str
    due: date
    owner: str | None
    done_on: date | None


@dataclass(frozen=True, slots=True)
class CompletionSheet:
    """The completion review."""

    head: Head
    customer: str | None
    currency: str | None
    built: bool
    """Whether there is an order; a deal that was lost or given up has none."""
    result: Phrase
    verdict: tuple[Phrase, ...]
    good: bool
    decided_on: date | None
    source: str | None
    winner: str | None
    estimate: Decimal | None
    margins: tuple[MarginColumn, ...]
    cost: CostFacts | None
    dates: tuple[DateRow, ...]
    promises: tuple[PromiseRow, ...]
    bids: tuple[BidRow, ...]
    reasons: tuple[ReasonRow, ...]
    factors: tuple[FactorRow, ...]
    forced: tuple[ForcedEntry, ...]
    contacts: tuple[ContactRow, ...]
    needs: tuple[NeedRow, ...]
    service: tuple[ServiceRow, ...]
    reviewed_on: date | None
    reviewed_by: tuple[str, ...]
    calendar: Calendar
    missing: tuple[str, ...]
    missing_by_part: tuple[tuple[str, tuple[str, ...]], ...]

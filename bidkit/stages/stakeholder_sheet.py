"""The stakeholder plan as typed data: what the template shows, in the order of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bidkit.calendar import Calendar
from bidkit.deal.types import When
from bidkit.phrases import Phrase
from bidkit.stages.sheet import Head

Said = str | Phrase
Tie = Mapping[str, str | None]  # as the organisation chart takes a link: from, to, kind, label


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The deal in a few lines, and what the plan covers; `shares` is the influence of those named, in percent."""

    customer: str | None
    stage: Phrase
    step: Phrase
    as_of: date | None
    people: int
    met: int
    unidentified: int
    shares: Decimal
    rest: Decimal


@dataclass(frozen=True, slots=True)
class Flag:
    """A gap or red flag: what it is, whom it concerns, and what the record itself says; `grave` ones come first."""

    kind: str
    title: Phrase
    who: tuple[str, ...]
    words: tuple[str, ...]
    grave: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """A person on the organisation chart; influence in five steps."""

    id: str
    name: str | None
    title: str | None
    department: str | None
    reports_to: str | None
    influence: int
    attitude: Said


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link between two people in words."""

    one: str
    kind: Phrase
    other: str
    what: str | None
    source: str | None
    date: When | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person: who it is, what it does in this purchase, how much it weighs."""

    id: str
    name: str | None
    title: str | None
    roles: tuple[Phrase, ...]
    function: str | None
    influence: Decimal | None
    attitude: Phrase
    against: bool
    response: Phrase | None
    win: str | None
    owner: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Department:
    """The people of one department, or of one organisation outside; `name` is None above all departments."""

    name: str | None
    people: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """A judgement about a person, what it rests on, who made it and when."""

    person: str
    what: Phrase
    judged: Said
    evidence: str | None
    source: str | None
    date: When | None
    age: Phrase | None


@dataclass(frozen=True, slots=True)
class Point:
    """A person on the picture of influence against attitude; a place that is not known is None."""

    label: str
    x: int | None
    y: Decimal | None


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How well we know a person: who of us owns the relationship, who met it, when last, and what is planned."""

    person: str
    key: bool
    owner: str | None
    met_by: tuple[str, ...]
    contacts: int
    met: int
    last: When | None
    age: Phrase | None
    next: date | None
    one_of_us: bool
    out_of_touch: bool


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One of us: whom that person has met, whose relationship it owns, and what it has planned."""

    name: str
    knows: tuple[str, ...]
    owns: int
    planned: int


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A key node of this stage: where it stands, what shows it, which fields of the record keep it open."""

    name: Phrase
    reached: bool
    forced: bool
    on: date | None
    evidence: str | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """A person that holds a key role, and the last meeting with it."""

    who: str
    identified: bool
    met: bool
    last: When | None
    age: Phrase | None
    by: str | None
    learned: str | None


@dataclass(frozen=True, slots=True)
class KeyRole:
    """The insider or a key role, and who holds it."""

    name: Phrase
    meaning: Phrase
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A contact of the plan; one that only the method asks for has no day yet."""

    due: date | None
    who: str
    owner: str | None
    how: str | None
    question: Said
    of_method: bool
    overdue: bool


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """How we stand on the customer's list of suppliers."""

    state: Phrase
    listed: bool
    asks: str | None
    closes: date | None
    days_left: int | None
    handed_in: When | None
    evidence: str | None
    source: str | None
    date: When | None
    age: Phrase | None


@dataclass(frozen=True, slots=True)
class StakeholderSheet:
    """Everything on the stakeholder plan."""

    head: Head
    facts: PlanFacts
    flags: tuple[Flag, ...]
    seats: tuple[Seat, ...]
    ties: tuple[Tie, ...]
    links: tuple[LinkRow, ...]
    departments: tuple[Department, ...]
    judgements: tuple[JudgementRow, ...]
    points: tuple[Point, ...]
    heaviest: Decimal
    coverage: tuple[CoverageRow, ...]
    ours: tuple[OwnRow, ...]
    nodes: tuple[NodeRow, ...]
    key_roles: tuple[KeyRole, ...]
    plan: tuple[PlanRow, ...]
    candidate: CandidateFacts
    calendar: Calendar
    missing: tuple[str, ...]
    missing_by_part: tuple[tuple[str, tuple[str, ...]], ...]

"""The ledger of influence as data: what the template of stage 3's internal sheet finds."""

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a row has a field `date`
from decimal import Decimal

from bidkit.deal.types import When
from bidkit.phrases import Phrase
from bidkit.stages.portions import Portion
from bidkit.stages.sheet import Head

Words = str | Phrase | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of one kind."""

    name: Phrase
    number: int


@dataclass(frozen=True, slots=True)
class RivalRow:
    """What the standards as a whole do against one rival."""

    id: str
    name: str | None
    low: Decimal
    high: Decimal
    out_by: tuple[str, ...]
    """Mandatory standards that it is not expected to meet."""
    unknown: int
    """Standards to which its answer is not known."""


@dataclass(frozen=True, slots=True)
class GainCell:
    """Our gain over one rival by one standard: the likely answer, and points from low to high."""

    answer: Phrase
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class StandardRow:
    """One standard in the ledger."""

    id: str
    text: str
    obligation: Phrase
    weight: Decimal | None
    origin: Phrase
    state: Phrase
    ours: Phrase | None
    offered: str | None
    favour: Phrase
    rivals: tuple[GainCell, ...]
    move: Phrase


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A standard that we proposed, and what became of it."""

    id: str
    proposed: str
    text: str
    changed: bool
    state: Phrase
    justification: str | None
    or_equivalent: str | None


@dataclass(frozen=True, slots=True)
class ExposedRow:
    """A standard that only we can meet."""

    id: str
    text: str
    mandatory: bool
    or_equivalent: str | None
    justification: str | None


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One activity and its yield."""

    id: str
    kind: Phrase
    what: str | None
    date: When | None
    due: Day | None
    people: tuple[str, ...]
    purpose: str | None
    outcome: str | None
    serves: tuple[str, ...]
    settled: int
    """How many of the standards that it serves are adopted, in changed form or not."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do about the standards as a whole, and why."""

    title: Phrase
    reasons: tuple[Phrase, ...]
    warning: bool


@dataclass(frozen=True, slots=True)
class StandardsSheet:
    """The ledger of influence."""

    head: Head
    customer: str | None
    verdict: Verdict
    counts: tuple[Count, ...]
    of: int
    portions: tuple[Portion, ...]
    points: Decimal
    """The points that all standards together are expected to earn at most."""
    level_points: Decimal
    """Of these, those on which nobody is ahead."""
    quiet_begins: Day | None
    quiet_ends: Day | None
    quiet_source: str | None
    rivals: tuple[RivalRow, ...]
    proposed: tuple[ProposedRow, ...]
    exposed: tuple[ExposedRow, ...]
    rows: tuple[StandardRow, ...]
    activities: tuple[ActivityRow, ...]
    partial: Decimal
    missing: tuple[str, ...]
    missing_by_part: tuple[tuple[str, tuple[str, ...]], ...]

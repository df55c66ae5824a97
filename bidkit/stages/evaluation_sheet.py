"""The evaluation sheet as typed data: what the template shows, in the order of the page."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bidkit.appraisal import Outcome
from bidkit.deal.method import Grade
from bidkit.deal.types import When
from bidkit.phrases import Phrase
from bidkit.stages.sheet import ForcedEntry, Head

Said = str | Phrase


@dataclass(frozen=True, slots=True)
class DealFacts:
    """The head of the deal."""

    customer: str | None
    site: str | None
    industry: str | None
    owner: str | None
    currency: str | None
    expected_value: Decimal | None
    product: Phrase | None
    as_of: date | None
    note: str | None


@dataclass(frozen=True, slots=True)
class LeadFacts:
    """How we learned of the project."""

    source: str | None
    date: When | None
    approval: Phrase | None


@dataclass(frozen=True, slots=True)
class Position:
    """Our stage against the customer's step; `closed` names key nodes before our stage that are not passed."""

    stage: Phrase
    step: Phrase
    step_state: Phrase
    step_source: str | None
    expected_stage: Phrase
    may_enter: bool
    finding: Phrase | None
    timing: Phrase
    closed: tuple[Phrase, ...]
    forced: tuple[ForcedEntry, ...]


@dataclass(frozen=True, slots=True)
class ElementRow:
    """One of the six elements."""

    name: Phrase
    state: Phrase
    known: bool
    unknown: bool
    what: str | None
    source: str | None
    date: When | None
    age: Phrase | None
    could_know: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class KnockOutRow:
    """One knock-out question and its answer."""

    name: Phrase
    question: Phrase
    answer: Phrase
    applies: bool
    open: bool
    evidence: Said | None


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """The evaluation model: scale and thresholds."""

    name: Phrase
    threshold: Decimal
    give_up_below: Decimal
    lowest: Decimal
    highest: Decimal
    meaning: tuple[tuple[str, Phrase], ...]
    strongest_rival_counts: bool


@dataclass(frozen=True, slots=True)
class FactorRow:
    """One factor of the model: stated score, counted score, points."""

    name: Phrase
    weight: Decimal
    score: Decimal | None
    counted: Decimal
    counts_as_zero: bool
    points: Decimal
    against_rivals: bool
    evidence: Said | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the points chart: gained of possible."""

    label: Phrase
    value: Decimal
    full: Decimal
    note: Phrase | None


@dataclass(frozen=True, slots=True)
class Rival:
    """A rival and how sure we are of it."""

    id: str
    name: str | None
    state: Phrase
    source: str | None
    date: When | None
    note: str | None


@dataclass(frozen=True, slots=True)
class StandingRow:
    """How we stand on one factor against each rival, in the rivals' order, and the score that counts."""

    factor: Phrase
    scores: tuple[Decimal | None, ...]
    counted: Decimal


@dataclass(frozen=True, slots=True)
class StandingEvidence:
    """What one score against one rival rests on."""

    rival: str
    factor: Phrase
    score: Decimal | None
    evidence: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Competition:
    """The rivals, and how we stand per rival and factor."""

    rivals: tuple[Rival, ...]
    rows: tuple[StandingRow, ...]
    evidence: tuple[StandingEvidence, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the evaluation proposes; `margin` is total less threshold, in points."""

    outcome: Outcome
    title: Phrase
    consequence: Phrase
    reasons: tuple[Phrase, ...]
    margin: Decimal


@dataclass(frozen=True, slots=True)
class TurningRow:
    """The score at which one factor alone flips the decision, if it can."""

    factor: Phrase
    counted: Decimal
    flips_at: Decimal | None
    change: Decimal | None
    total_then: Decimal | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One move of the smallest change that flips the decision."""

    factor: Phrase
    counted: Decimal
    to: Decimal


@dataclass(frozen=True, slots=True)
class Turning:
    """What would change the decision; `smallest` holds each smallest change, as the factors that move."""

    rows: tuple[TurningRow, ...]
    smallest: tuple[tuple[ChangeRow, ...], ...]
    knocked_out: bool


@dataclass(frozen=True, slots=True)
class GradingFacts:
    """The grade on its matrix, and what it rests on; `chance` is the possibility after forced entries."""

    grade: Grade | None
    resources: Phrase | None
    columns: tuple[Phrase, ...]
    rows: tuple[Phrase, ...]
    cells: tuple[tuple[Grade, ...], ...]
    column: int | None
    row: int | None
    expected_order: When | None
    possibility: Decimal | None
    chance: Decimal | None
    forced: int
    forced_factor: Decimal
    evidence: str | None
    source: str | None
    date: When | None
    meaning: tuple[tuple[Grade, Phrase], ...]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An open action: from the record, with its id, or asked for by the method."""

    do: Said
    owner: str | None
    due: date | None
    id: str | None
    of_method: bool


@dataclass(frozen=True, slots=True)
class EvaluationSheet:
    """Everything on the evaluation sheet."""

    head: Head
    deal: DealFacts
    lead: LeadFacts
    position: Position
    elements: tuple[ElementRow, ...]
    knock_outs: tuple[KnockOutRow, ...]
    model: ModelFacts
    factors: tuple[FactorRow, ...]
    bars: tuple[Bar, ...]
    bars_maximum: Decimal
    total: Decimal
    best_total: Decimal
    competition: Competition
    decision: Decision
    turning: Turning
    grading: GradingFacts
    actions: tuple[ActionRow, ...]
    remark: str | None
    decided_by: str | None
    decided_on: When | None
    missing: tuple[str, ...]
    missing_by_part: tuple[tuple[str, tuple[str, ...]], ...]

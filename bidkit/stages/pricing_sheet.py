"""The pricing analysis as data: what the template of stage 4's internal sheet finds."""

from dataclasses import dataclass
from decimal import Decimal

from bidkit.deal.types import When
from bidkit.phrases import Phrase
from bidkit.stages.sheet import ForcedEntry, Head

Words = str | Phrase | None


@dataclass(frozen=True, slots=True)
class BasisFacts:
    """What the tender says of the price."""

    customer: str | None
    expected_value: Decimal | None
    method: Phrase | None
    stated: tuple[Phrase, ...]
    """What the tender's rule states beside its method."""
    ceiling: Decimal | None
    """Excluding tax."""
    validity_days: int | None
    source: str | None
    date: When | None
    age: Phrase | None
    standards: Phrase
    note: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The recommendation, and the reasons for it."""

    title: Phrase
    reasons: tuple[Phrase, ...]
    recommended: str | None
    """balanced, withdraw, or nothing where the record does not allow a recommendation."""
    limit: Decimal | None
    """The win chance below which the house withdraws, as a share."""
    best_chance: Decimal | None
    """The best one from the floor on, after key nodes passed by force."""


@dataclass(frozen=True, slots=True)
class CostRow:
    """A cost line, multiplied out."""

    id: str
    category: str
    what: str | None
    quantity: Decimal
    unit: str | None
    unit_cost: Decimal
    currency: str
    rate: Decimal
    amount: Decimal
    low: Decimal | None
    high: Decimal | None
    source: str | None
    author: str | None


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A risk event."""

    id: str
    what: str
    probability: Decimal
    impact: Decimal
    low: Decimal | None
    high: Decimal | None
    expected: Decimal
    """Probability times the mean of the impact, its three points included."""
    mitigation: str | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A cost that is a share of the price."""

    id: str
    what: str | None
    percent: Decimal
    basis: str | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a waterfall picture."""

    label: Words
    value: Decimal | None
    kind: str


@dataclass(frozen=True, slots=True)
class CostFacts:
    """What the order costs."""

    rows: tuple[CostRow, ...]
    risks: tuple[RiskRow, ...]
    shares: tuple[ShareRow, ...]
    build_up: tuple[StepRow, ...]
    base: Decimal
    expected_risk: Decimal
    expected: Decimal
    sd: Decimal
    p50: Decimal
    p80: Decimal
    contingency: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class RivalRow:
    """A rival: what it may bid, and what that rests on."""

    id: str
    name: str | None
    low: Decimal | None
    likely: Decimal | None
    high: Decimal | None
    """As the record states them; the three points of the model, pulled towards the field, follow."""
    expected_low: Decimal | None
    expected: Decimal | None
    expected_high: Decimal | None
    quality: Decimal | None
    takes_part: Decimal
    ranking: int | None
    strengths: tuple[str | Phrase, ...]
    """Where the rival is ahead of us or level, from the evaluation and its expected answers to the standards."""
    weaknesses: tuple[str | Phrase, ...]
    evidence: str | None
    source: str | None
    date: When | None


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point of the curve."""

    price: Decimal
    chance: Decimal
    profit: Decimal


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A named point of the curve."""

    label: Phrase
    price: Decimal
    chance: Decimal
    profit: Decimal


@dataclass(frozen=True, slots=True)
class BandRow:
    """A span of prices on the curve."""

    label: Phrase
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A price position."""

    id: str
    name: Phrase
    price: Decimal
    gross_margin: Decimal
    markup: Decimal
    chance: Decimal
    profit: Decimal
    below_floor: Decimal
    authority: Words
    ahead: tuple[Decimal, ...]
    recommended: bool


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A price that bounds the positions, and what it is."""

    name: Phrase
    price: Decimal | None
    gross_margin: Decimal | None
    basis: Phrase


@dataclass(frozen=True, slots=True)
class LevelRow:
    """What one level of authority may approve."""

    role: Words
    lowest: Decimal | None
    highest: Decimal | None
    chance: Decimal
    costs_chance: Decimal


@dataclass(frozen=True, slots=True)
class ToWinRow:
    """The highest price for a win chance."""

    chance: Decimal
    price: Decimal | None
    gross_margin: Decimal | None


@dataclass(frozen=True, slots=True)
class SwingRow:
    """What one input does to the expected gross profit."""

    label: Words
    low: Decimal
    high: Decimal
    best_at_low: Decimal
    best_at_high: Decimal
    leaves_band: bool


@dataclass(frozen=True, slots=True)
class LearningRow:
    """What it is worth to know a rival's price."""

    rival: str
    worth: Decimal


@dataclass(frozen=True, slots=True)
class Compared:
    """Win chances of the recommended price by other models, as if the lowest price alone decided."""

    ours: Decimal
    friedman: Decimal
    gates: Decimal
    cost_if_won: Decimal
    curse: Decimal
    """What the cost of the draws that are won lies above the mean cost."""


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """The decision on the price."""

    points: tuple[PointRow, ...]
    marks: tuple[MarkRow, ...]
    bands: tuple[BandRow, ...]
    positions: tuple[PositionRow, ...]
    limits: tuple[LimitRow, ...]
    levels: tuple[LevelRow, ...]
    to_win: tuple[ToWinRow, ...]
    swings: tuple[SwingRow, ...]
    learning: tuple[LearningRow, ...]
    compared: Compared | None
    base_profit: Decimal | None
    open_ended: bool
    """Whether neither a ceiling nor a falling chance bounds the price."""
    exact: bool
    error: Decimal
    """The standard error of a sampled chance of one half; nought where it is integrated."""


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """What waiting for the money costs."""

    rate: Decimal
    factor: Decimal
    cost: Decimal
    uplift: Decimal
    rows: tuple[tuple[str | None, Decimal, Decimal], ...]
    """What each part hangs on, months, percent."""


@dataclass(frozen=True, slots=True)
class AssumptionRow:
    """Something that the analysis takes as it stands."""

    what: Words
    source: Words
    date: When | None
    age: Phrase | None


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """What was decided on the price."""

    position: Phrase
    price: Decimal | None
    by: str
    on: When
    reason: str
    gross_margin: Decimal | None = None
    chance: Decimal | None = None
    authority: Words = None
    """Who may approve it; None where nobody may, or where that cannot be worked out."""
    warning: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Gates:
    """Key nodes before bidding that are open or were passed by force."""

    closed: tuple[Phrase, ...]
    forced: tuple[ForcedEntry, ...]
    remaining: Decimal
    """What the house counts as left of any chance after the forced ones, as a share."""


@dataclass(frozen=True, slots=True)
class PricingSheet:
    """The pricing analysis."""

    head: Head
    currency: str | None
    basis: BasisFacts
    verdict: Verdict
    gates: Gates
    cost: CostFacts | None
    pocket: tuple[StepRow, ...]
    payments: PaymentFacts | None
    rivals: tuple[RivalRow, ...]
    decision: DecisionFacts | None
    recorded: RecordedDecision | None
    assumptions: tuple[AssumptionRow, ...]
    seed: int
    draws: int
    engine: str
    approver: Words
    missing: tuple[str, ...]
    missing_by_part: tuple[tuple[str, tuple[str, ...]], ...]

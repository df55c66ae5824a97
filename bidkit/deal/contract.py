"""The contract: its terms and clauses, who reviewed it, how it is signed, and what was promised on the way."""

from typing import Literal

from bidkit.deal.bid import GivenSecurity
from bidkit.deal.bidding import Payment
from bidkit.deal.negotiation import IssueKind
from bidkit.deal.tender import DelayDamages, WarrantyFrom
from bidkit.deal.types import Amount, Count, Day, Identifier, Line, Part, Percent, Text

ClauseOrigin = Literal["tender", "bid", "negotiation"]
SettlementState = Literal["open", "accepted", "changed", "withdrawn"]
ReviewPart = Literal["legal", "finance", "technical", "management"]
ReviewResult = Literal["open", "approved", "refused"]
Side = Literal["us", "customer"]


class ContractClause(Part):
    """A clause of the contract."""

    id: Identifier
    """A stable id, such as CC-01."""
    number: Line | None = None
    """Its number in the contract."""
    title: Line
    """What it is about, in a few words."""
    text: Text | None = None
    """What it says, in short."""
    about: IssueKind = "other"
    """price, payment, delivery, warranty, penalties, securities, validity, scope, law or other."""
    origin: ClauseOrigin = "tender"
    """Where it came from: the tender, our bid, or the negotiation."""
    tender_clauses: tuple[Identifier, ...] = ()
    """The ids of the clauses of the tender that it settles."""
    requirements: tuple[Identifier, ...] = ()
    """The ids of the requirements that it makes binding."""
    concessions: tuple[Identifier, ...] = ()
    """The ids of the concessions that it writes down."""


class Settlement(Part):
    """What became of a deviation of our bid."""

    of: Identifier
    """The id of the requirement, or of the clause of the tender, from which the bid deviates."""
    state: SettlementState = "open"
    """open; accepted as offered; changed: another wording was agreed; or withdrawn: we do as the tender asks."""
    how: Text | None = None
    """What was agreed."""
    clause: Identifier | None = None
    """The id of the clause of the contract in which it stands."""
    by: Line | None = None
    """Who of the customer agreed."""
    date: Day | None = None
    """When."""


class ContractSecurity(GivenSecurity):
    """A security that the contract asks of us."""

    percent: Percent | None = None
    """Its share of the price, in percent; instead of `amount`."""
    due: Day | None = None
    """Until when it must be with the customer."""


class Remark(Part):
    """Something that a review asks to be put right."""

    what: Text
    """What it is."""
    clause: Identifier | None = None
    """The id of the clause of the contract."""
    owner: Line | None = None
    """Who sees to it."""
    settled_on: Day | None = None
    """When it was settled."""
    how: Text | None = None
    """How it was settled."""


class Review(Part):
    """One part of our own review of the contract."""

    part: ReviewPart
    """legal, finance, technical or management."""
    result: ReviewResult = "open"
    """open, approved or refused."""
    by: Line | None = None
    """Who reviewed it."""
    date: Day | None = None
    """When."""
    version: Line | None = None
    """Which version of the draft was reviewed; a later version asks for another review."""
    remarks: tuple[Remark, ...] = ()
    """What is to be put right."""


class Power(Part):
    """Somebody's power to sign."""

    who: Line
    """Who signs."""
    side: Side = "us"
    """us or customer."""
    title: Line | None = None
    """The position of who signs."""
    basis: Line | None = None
    """What the power rests on: legal representative, or a power of attorney with its number."""
    up_to: Amount | None = None
    """Up to which price it reaches, excluding tax."""
    valid_until: Day | None = None
    """Until when it holds."""
    seen_on: Day | None = None
    """When the paper that shows it was seen."""


class Stamp(Part):
    """A stamp that the contract bears."""

    side: Side
    """us or customer."""
    what: Line
    """Which stamp, such as the seal for contracts."""
    where: Line | None = None
    """Where it is put, such as on the last page and across all edges."""


class SigningStep(Part):
    """A step of the signing."""

    what: Line
    """What is done, such as initial every page."""
    side: Side = "us"
    """us or customer."""
    who: Line | None = None
    """Who does it."""
    due: Day | None = None
    """Until when."""
    done_on: Day | None = None
    """When it was done."""


class Condition(Part):
    """Something on which the contract's taking effect hangs."""

    id: Identifier
    """A stable id, such as EC-1."""
    what: Text
    """What must have happened."""
    side: Side = "us"
    """Who has to bring it about: us or customer."""
    due: Day | None = None
    """Until when."""
    met_on: Day | None = None
    """When it was met."""
    evidence: Text | None = None
    """What shows it."""


class Signing(Part):
    """How the contract is signed and takes effect."""

    powers: tuple[Power, ...] = ()
    """Who may sign, on either side."""
    originals: Count | None = None
    """How many originals are signed."""
    copies: Count | None = None
    """How many copies are made."""
    stamps: tuple[Stamp, ...] = ()
    """Which stamps the contract bears."""
    steps: tuple[SigningStep, ...] = ()
    """The signing, step by step."""
    conditions: tuple[Condition, ...] = ()
    """What must have happened before the contract takes effect."""
    signed_on: Day | None = None
    """When both sides had signed."""
    effective_on: Day | None = None
    """When it took effect."""


class Commitment(Part):
    """Something that sales promised beyond the tender."""

    id: Identifier
    """A stable id, such as CM-1."""
    what: Text
    """What was promised."""
    of: Identifier | None = None
    """The id of the requirement, concession or clause of the contract that it goes with."""
    to: Identifier | None = None
    """The id of the stakeholder to whom it was promised."""
    by: Line | None = None
    """Who of us promised it."""
    date: Day | None = None
    """When."""
    source: Text | None = None
    """Where it is written, such as the minutes of a meeting."""
    owner: Line | None = None
    """Who of us makes it good."""
    cost_lines: tuple[Identifier, ...] = ()
    """The ids of the cost lines that pay for it."""
    no_cost: Text | None = None
    """Why it costs nothing of its own, where no cost line pays for it."""
    tests: tuple[Identifier, ...] = ()
    """The ids of the acceptance tests that prove it."""


class TeamMember(Part):
    """Somebody of us who builds, and what for."""

    who: Line
    """Who."""
    role: Line
    """What that person answers for in the project."""


class Handover(Part):
    """How sales hands the project to the people who build."""

    to: Line | None = None
    """Who leads the project and takes it over."""
    due: Day | None = None
    """When it is planned."""
    date: Day | None = None
    """When it took place."""
    team: tuple[TeamMember, ...] = ()
    """Who of us builds."""
    assumptions: tuple[Text, ...] = ()
    """What price and dates rest on, and what has to be told at once if it proves wrong."""
    watch: tuple[Text, ...] = ()
    """What sales learned of the customer that the people who build should know."""


class Contract(Part):
    """The contract."""

    number: Line | None = None
    """Its number."""
    version: Line | None = None
    """The version of the draft, such as 3."""
    price: Amount | None = None
    """The contract price, excluding tax."""
    tax_rate: Percent | None = None
    """The value-added tax on it, in percent, where all of it bears the same."""
    delivery_days: Count | None = None
    """Within how many days after signing all is delivered."""
    acceptance_days: Count | None = None
    """Within how many days after signing it is accepted."""
    valid_until: Day | None = None
    """Until when the draft binds us if it is not signed."""
    payments: tuple[Payment, ...] = ()
    """The payment terms."""
    warranty_months: Count | None = None
    """How long the warranty lasts."""
    warranty_from: WarrantyFrom | None = None
    """What it counts from: delivery or acceptance."""
    delay_damages: DelayDamages | None = None
    """What a late delivery costs."""
    incoterm: Line | None = None
    """The delivery term with its edition and the named place."""
    law: Line | None = None
    """The law that applies."""
    disputes: Line | None = None
    """Where disputes are settled."""
    clauses: tuple[ContractClause, ...] = ()
    """The clauses, in the order of the contract."""
    deviations: tuple[Settlement, ...] = ()
    """What became of the deviations of our bid."""
    securities: tuple[ContractSecurity, ...] = ()
    """The securities that it asks of us."""
    reviews: tuple[Review, ...] = ()
    """Our own review of it."""
    signing: Signing = Signing.model_construct()
    """How it is signed."""
    commitments: tuple[Commitment, ...] = ()
    """What sales promised beyond the tender."""
    handover: Handover = Handover.model_construct()
    """How the project is handed to the people who build."""

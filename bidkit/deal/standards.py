"""What the customer needs, the standards by which it will buy, how we answer them, and how we had a say in them."""

from typing import Literal

from bidkit.deal.types import Amount, Currency, Day, Identifier, Line, Moment, Number, Part, Text

Obligation = Literal["mandatory", "scored"]
Origin = Literal["customer", "proposed", "rival"]
StandardState = Literal["proposed", "adopted", "changed", "refused", "unknown"]
Answer = Literal["comply", "partially", "deviate", "exceed"]
RivalsAnswer = Literal["comply", "partially", "deviate", "exceed", "unknown"]
ActivityKind = Literal["demonstration", "works-visit", "reference-visit", "seminar", "proposal", "trial"]


class Need(Part):
    """Something that the customer must achieve, in the words of whoever needs it."""

    id: Identifier
    """A stable id, such as N-01."""
    what: Text
    """The need, in its owner's own words."""
    owner: Identifier | None = None
    """The id of the stakeholder who has it."""
    source: Text | None = None
    """Who said so, or the paper that shows it."""
    date: Moment | None = None
    """When that was learned."""


class Lot(Part):
    """A part of the purchase that is awarded on its own."""

    id: Identifier
    """A stable id, such as L-1."""
    title: Line
    """What it buys."""
    number: Line | None = None
    """Its number in the tender."""
    currency: Currency | None = None
    """The currency of its value; that of the tender where it is left out."""
    value: Amount | None = None
    """What the tender says that it is worth."""
    award: Text | None = None
    """How it is awarded, where that is said apart from the other lots."""


class Group(Part):
    """Standards that belong together, such as those of one machine."""

    id: Identifier
    """A stable id, such as G-01."""
    title: Line
    """What they are about."""
    lot: Identifier | None = None
    """The id of the lot that the group belongs to; left out where it holds for all lots."""


class OurAnswer(Part):
    """How we answer a standard, or a clause of the tender."""

    answer: Answer | None = None
    """comply, partially, deviate, or exceed what is asked for."""
    offered: Text | None = None
    """The value that we offer."""
    evidence: Text | None = None
    """What shows it: a certificate, a data sheet, a reference, with its number."""
    benefit: Text | None = None
    """What the customer gains by it."""
    deviation: Text | None = None
    """What differs from what is asked for, as it will stand in the table of deviations; for partially and deviate."""
    reason: Text | None = None
    """Why it differs, and why that does the customer no harm; for the same table."""
    date: Moment | None = None
    """When the answer was last looked at; a change of the tender after it makes the answer stale."""


class RivalAnswer(Part):
    """How a rival is likely to answer a standard."""

    rival: Identifier
    """The id of the competitor."""
    answer: RivalsAnswer = "unknown"
    """comply, partially, deviate, exceed or unknown."""
    source: Text | None = None
    """What that rests on: a catalogue, an earlier bid, who said so."""
    date: Moment | None = None
    """When that was learned."""


class Verification(Part):
    """How it will be shown that a standard is met."""

    test: Text | None = None
    """What is done."""
    standard: Line | None = None
    """The standard that the test follows, by its number."""
    criterion: Text | None = None
    """When it counts as passed."""


class Requirement(Part):
    """One of the standards by which the customer will buy."""

    id: Identifier
    """A stable id, such as REQ-014; it stays with the requirement from the need to the punch list."""
    group: Identifier | None = None
    """The id of the group that it belongs to."""
    category: Line | None = None
    """What it is about, such as accuracy or service."""
    needs: tuple[Identifier, ...] = ()
    """The ids of the needs that it serves."""
    text: Text
    """What is required, as it stands now; word for word once it is published."""
    obligation: Obligation = "scored"
    """mandatory: whoever does not meet it is out; scored: it earns points."""
    weight: Number | None = None
    """The points that it is expected to earn at most; a mandatory one may carry points too."""
    origin: Origin = "customer"
    """Whose idea it was: the customer's, proposed by us, or a rival's."""
    state: StandardState = "unknown"
    """proposed: on the table; adopted; changed: adopted in changed form; refused; unknown."""
    proposed_text: Text | None = None
    """The wording that was proposed, where `text` has become another."""
    justification: Text | None = None
    """The public reason for it, as the customer may repeat it to anybody."""
    or_equivalent: Text | None = None
    """The wording that keeps it open to other makers, such as: or an equivalent standard."""
    published_on: Moment | None = None
    """When the customer published it; from then on `text` is its wording, word for word."""
    source: Text | None = None
    """Where it is written, or who told us."""
    date: Moment | None = None
    """When that was learned."""
    ours: OurAnswer = OurAnswer.model_construct()
    """How we answer it."""
    rivals: tuple[RivalAnswer, ...] = ()
    """How each rival is likely to answer it."""
    verification: Verification = Verification.model_construct()
    """How it will be shown that it is met."""
    cost_lines: tuple[Identifier, ...] = ()
    """The ids of the cost lines that pay for it."""
    no_cost: Text | None = None
    """Why it costs nothing of its own, where no cost line pays for it."""
    note: Text | None = None
    """What we alone should know of it."""


class Activity(Part):
    """Something by which we have, or want to have, an open and professional say in the standards."""

    id: Identifier
    """A stable id, such as I-01."""
    kind: ActivityKind
    """demonstration, works-visit (to our works), reference-visit (to a user of ours), seminar, proposal or trial."""
    what: Line | None = None
    """What it is, in one line."""
    date: Moment | None = None
    """When it took place."""
    due: Day | None = None
    """When it is planned; left out once it has taken place."""
    by: Line | None = None
    """Who of us."""
    people: tuple[Identifier, ...] = ()
    """The ids of the stakeholders who took or take part."""
    purpose: Text | None = None
    """What it is to bring about."""
    serves: tuple[Identifier, ...] = ()
    """The ids of the requirements that it serves."""
    outcome: Text | None = None
    """What came of it."""


class QuietPeriod(Part):
    """The time in which the tender forbids contacts outside its own channel."""

    begins: Day
    """Its first day."""
    ends: Day | None = None
    """Its last day; left out while it is not known."""
    allowed: tuple[Identifier, ...] = ()
    """The ids of the stakeholders whom the tender names as contact for bidders."""
    source: Text | None = None
    """Where the rule is written."""


class Standards(Part):
    """The customer's needs, its procurement standards, and our say in them."""

    needs: tuple[Need, ...] = ()
    """What the customer must achieve."""
    lots: tuple[Lot, ...] = ()
    """The parts that are awarded on their own."""
    groups: tuple[Group, ...] = ()
    """Requirements that belong together."""
    requirements: tuple[Requirement, ...] = ()
    """The standards, one by one."""
    activities: tuple[Activity, ...] = ()
    """What we do to have a say in them, the oldest first."""
    quiet_period: QuietPeriod | None = None
    """When contacts are forbidden."""

"""The negotiation: who meets whom, what is open and how far each side can go, what is given and what for."""

from typing import Literal

from bidkit.deal.bidding import Payment
from bidkit.deal.types import Amount, Count, Day, Identifier, Line, Moment, Number, Part, Percent, State, Text

IssueKind = Literal[
    "price", "payment", "delivery", "warranty", "penalties", "securities", "validity", "scope", "law", "other"
]
ConcessionState = Literal["planned", "offered", "granted", "refused"]
TablePart = Literal["leads", "speaks", "listens", "calculates", "writes", "decides"]


class ExecutiveVisit(Part):
    """A visit of one of our executives to the customer's."""

    id: Identifier
    """A stable id, such as EV-1."""
    ours: Line
    """Our executive."""
    seat: Line | None = None
    """The position of our executive; it should be on a level with the counterpart's."""
    meets: Identifier
    """The id of the stakeholder who is visited."""
    purpose: Text | None = None
    """What the visit is to bring about."""
    message: Text | None = None
    """What the counterpart must have heard when we leave."""
    due: Day | None = None
    """When it is planned."""
    date: Day | None = None
    """When it took place."""
    outcome: Text | None = None
    """What came of it."""


class Stance(Part):
    """Where a side stands in an issue: a figure where it can be one, words otherwise."""

    opening: Number | None = None
    """What it asks for first."""
    target: Number | None = None
    """What it wants to end with."""
    limit: Number | None = None
    """Beyond what it does not go."""
    words: Text | None = None
    """The same in words, where no figure says it, such as for the law that applies."""


class TheirStance(Stance):
    """Where the customer stands in an issue, as far as we know."""

    state: State = "assumed"
    """How sure that is: known, assumed or unknown."""
    source: Text | None = None
    """Who said so, or what shows it."""
    date: Moment | None = None
    """When that was learned."""


class Issue(Part):
    """Something that is negotiated."""

    id: Identifier
    """A stable id, such as NI-1."""
    kind: IssueKind = "other"
    """price, payment, delivery, warranty, penalties, securities, validity, scope, law or other."""
    title: Line
    """What it is, such as the share that is paid on delivery."""
    unit: Line | None = None
    """The unit of its figures, such as CNY, days or % of the price."""
    ours: Stance = Stance.model_construct()
    """Our opening, target and limit; bidkit reads off them whether more or less is better for us."""
    theirs: TheirStance = TheirStance.model_construct()
    """What we know of the customer's opening, target and limit."""
    reason: Text | None = None
    """What speaks for our position, in words that the customer may hear."""
    owner: Line | None = None
    """Who of us speaks to it."""


class Alternative(Part):
    """What a side does if no contract comes about."""

    what: Text
    """What it does then."""
    worth: Amount | None = None
    """Ours: the gross profit that it is expected to bring; theirs: the price excluding tax that they would pay."""
    rival: Identifier | None = None
    """Theirs: the id of the competitor from whom they would buy."""
    state: State = "assumed"
    """How sure that is: known, assumed or unknown."""
    source: Text | None = None
    """Who said so, or what shows it."""
    date: Moment | None = None
    """When that was learned."""


class Alternatives(Part):
    """The best alternative of each side to a contract."""

    ours: Alternative | None = None
    """Ours."""
    theirs: Alternative | None = None
    """The customer's."""


class Concession(Part):
    """Something that we give, what it costs, and what we get for it."""

    id: Identifier
    """A stable id, such as CN-1."""
    issue: Identifier | None = None
    """The id of the issue that it belongs to."""
    gives: Text
    """What we give."""
    off_price: Amount | None = None
    """What comes off the price, excluding tax."""
    cost: Amount | None = None
    """What it costs us beside the price."""
    points: Percent | None = None
    """What it costs in points of margin: its share of the price, in percent, such as 0.4 for waiting longer."""
    payments: tuple[Payment, ...] = ()
    """The payment terms after it; their cost against those before is worked out at the house's yearly rate."""
    quality: Number | None = None
    """By how many quality points it raises us under the tender's rule, where quality counts."""
    gets: Text | None = None
    """What we get for it."""
    may_grant: Line | None = None
    """Who of us may grant it."""
    state: ConcessionState = "planned"
    """planned; offered at the table; granted: both sides agreed; or refused: the customer did not want it."""
    by: Line | None = None
    """Who granted it."""
    date: Day | None = None
    """When it was offered, granted or refused."""


class Package(Part):
    """Concessions that are offered together, beside other packages that are worth as much to us."""

    id: Identifier
    """A stable id, such as PK-A."""
    title: Line
    """What the customer sees in it, in a few words."""
    concessions: tuple[Identifier, ...] = ()
    """The ids of the concessions in it."""
    suits: Text | None = None
    """To whom of the customer it appeals, and why."""


class Seat(Part):
    """What one of us does at the table."""

    who: Line
    """Who of us."""
    part: TablePart
    """leads, speaks, listens, calculates, writes or decides."""
    meets: Identifier | None = None
    """The id of the stakeholder on whom that person has an eye."""
    note: Text | None = None
    """What that person must bear in mind."""


class AgendaItem(Part):
    """A point of the agenda."""

    what: Line
    """What is spoken of."""
    issue: Identifier | None = None
    """The id of the issue, where it is one."""
    minutes: Count | None = None
    """How long it may take."""
    who: Line | None = None
    """Who of us speaks."""


class Meeting(Part):
    """A meeting at the table."""

    id: Identifier
    """A stable id, such as MT-1."""
    title: Line
    """What it is about."""
    due: Day | None = None
    """When it is planned."""
    date: Day | None = None
    """When it took place."""
    place: Line | None = None
    """Where."""
    goal: Text | None = None
    """What must be agreed when it ends."""
    people: tuple[Identifier, ...] = ()
    """The ids of the stakeholders who take part."""
    seats: tuple[Seat, ...] = ()
    """Who of us does what."""
    agenda: tuple[AgendaItem, ...] = ()
    """The agenda, in its order."""
    agreed: Text | None = None
    """What was agreed."""


class NeverSaid(Part):
    """Something that may never be said at the table."""

    what: Text
    """What it is."""
    why: Text | None = None
    """What it would cost us."""
    instead: Text | None = None
    """What is said when the question comes."""


class Negotiation(Part):
    """The plan for the table, and what came of it."""

    price: Amount | None = None
    """The price on the table before any concession, excluding tax; the decided price where it is left out."""
    visits: tuple[ExecutiveVisit, ...] = ()
    """The visits of our executives."""
    issues: tuple[Issue, ...] = ()
    """What is negotiated."""
    alternatives: Alternatives = Alternatives.model_construct()
    """What each side does if no contract comes about."""
    concessions: tuple[Concession, ...] = ()
    """What we give; the ledger runs down in this order, what is granted first, then what is offered, then the rest."""
    packages: tuple[Package, ...] = ()
    """Concessions to be offered side by side."""
    meetings: tuple[Meeting, ...] = ()
    """The meetings, in the order of time."""
    never_said: tuple[NeverSaid, ...] = ()
    """What may never be said, beside floor, cost, limits and sources, which are never said at all."""

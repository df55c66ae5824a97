"""The people who decide, influence, use or pay, and every contact with them. Internal, always."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator

from bidkit.deal.types import Day, Identifier, Line, Moment, Part, Percent, State, Text, wrong
from pricing.values import schema, short, text_of

Role = Literal["economic", "technical", "user", "insider", "procurement", "design-institute", "outside-influence"]
Mode = Literal["growth", "trouble", "even-keel", "overconfident"]
LinkKind = Literal["influences", "conflict", "former-colleague", "close-to"]
Listing = Literal["unknown", "not-listed", "applied", "listed", "refused"]

_ATTITUDE = re.compile(r"[+-]?[0-5]")


def _attitude(value: object) -> int:
    text = str(value) if type(value) is int else text_of(value)
    if not _ATTITUDE.fullmatch(text):
        hint = "Write a whole number from -5 (works against us) to 5 (works for us); 0 is neutral."
        raise wrong("not_an_attitude", f"'{short(text)}' is not an attitude", hint)
    return int(text)


AttitudeScore = Annotated[
    int, BeforeValidator(_attitude), schema(type=["integer", "string"], pattern=f"^{_ATTITUDE.pattern}$")
]


class Contact(Part):
    """One meeting, call, letter or message with a person."""

    date: Moment | None = None
    """When it took place."""
    by: Line | None = None
    """Who of us."""
    how: Line | None = None
    """Visit, call, letter, seminar or the like."""
    met: Literal["yes", "no"] = "yes"
    """no where the person was not reached or would not talk."""
    learned: Text | None = None
    """What came of it."""
    next: Text | None = None
    """What was agreed or should follow."""


class Attitude(Part):
    """How a person stands towards us in this purchase."""

    score: AttitudeScore
    """From -5 (works against us) over 0 (neutral) to 5 (works for us)."""
    evidence: Text | None = None
    """What the person said or did that shows it."""
    source: Text | None = None
    """Who judged it."""
    date: Moment | None = None
    """When it was judged."""


class Response(Part):
    """How a person sees its own situation, and with that whether it is open to a change."""

    mode: Mode
    """growth: wants more than today; trouble: has something to mend; even-keel: sees no gap; overconfident:
    believes to be better off than it is. The first two are open to a change, the last two are not."""
    evidence: Text | None = None
    """What shows it."""
    source: Text | None = None
    """Who judged it."""
    date: Moment | None = None
    """When it was judged."""


class Win(Part):
    """What a person gains by this purchase for itself, beside what the company gains."""

    what: Text
    """The gain, in the person's own terms."""
    source: Text | None = None
    """Who said so."""
    date: Moment | None = None
    """When that was learned."""


class Link(Part):
    """A tie between two people other than reporting."""

    to: Identifier
    """The id of the other person."""
    kind: LinkKind
    """influences: the other listens to this one; conflict: the two are at odds; former-colleague and close-to: how
    they know each other."""
    what: Line | None = None
    """What it is about, in a few words."""
    source: Text | None = None
    """Who said so."""
    date: Moment | None = None
    """When that was learned."""


class Visit(Part):
    """A contact that is planned, with the question that it must answer."""

    due: Day | None = None
    """When; a visit that has no day is not planned yet."""
    owner: Line | None = None
    """Who of us goes; the relationship's owner where it is left out."""
    how: Line | None = None
    """Visit, call, visit to our works or the like."""
    question: Text
    """What we must know or have agreed when we leave."""


class Stakeholder(Part):
    """A person with a part in this purchase, or a seat that must have somebody on it."""

    id: Identifier
    """A stable id, such as P-01."""
    name: Line | None = None
    """The person's name; empty while the seat is unidentified."""
    title: Line | None = None
    """The person's position."""
    department: Line | None = None
    """The department, such as instruments or purchasing."""
    organisation: Line | None = None
    """The organisation where it is not the customer, such as a design institute."""
    roles: tuple[Role, ...] = ()
    """Buying roles; several at once are common."""
    function: Text | None = None
    """What the person does in this purchase, such as writes the requirements, or signs the contract."""
    reports_to: Identifier | None = None
    """The id of the superior, where that person stands in the record."""
    since: Moment | None = None
    """Since when the person has had this seat or this part in the purchase; newcomers are pointed out."""
    influence: Percent | None = None
    """Estimated share of influence on the decision, in percent; `source` and `date` say where it comes from. What all
    shares leave of 100 belongs to people who are not named."""
    state: State = "known"
    """How sure the entry is."""
    source: Text | None = None
    """Who told us of the person, its roles and its influence, or what shows it."""
    date: Moment | None = None
    """When that was learned."""
    attitude: Attitude | None = None
    """How the person stands towards us."""
    response: Response | None = None
    """How the person sees its own situation."""
    win: Win | None = None
    """What the person gains for itself."""
    owner: Line | None = None
    """Who of us owns the relationship."""
    links: tuple[Link, ...] = ()
    """Ties to other people of the record, other than reporting."""
    contacts: tuple[Contact, ...] = ()
    """Every contact, the oldest first."""
    visits: tuple[Visit, ...] = ()
    """Every contact that is planned, the next one first."""
    note: Text | None = None
    """Judgements and hints; never shown to a customer."""


class CandidateList(Part):
    """The customer's list of suppliers that may bid, and how we stand on it."""

    state: Listing = "unknown"
    """unknown; not-listed: nothing handed in; applied: documents handed in, no answer yet; listed; refused."""
    asks: Text | None = None
    """What the customer asks of a supplier before it lists it, and who decides."""
    closes: Day | None = None
    """Until when documents are taken."""
    handed_in: Moment | None = None
    """When ours were handed in."""
    evidence: Text | None = None
    """What shows the state."""
    source: Text | None = None
    """Who said so."""
    date: Moment | None = None
    """When that was learned."""

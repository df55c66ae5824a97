"""The people who decide, influence, use or pay, and every contact with them. Internal, always."""

from typing import Literal

from bidkit.deal.types import Identifier, Line, Moment, Part, Percent, State, Text

Role = Literal["economic", "technical", "user", "insider", "procurement", "design-institute", "outside-influence"]


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
    influence: Percent | None = None
    """Estimated share of influence on the decision, in percent."""
    state: State = "known"
    """How sure the entry is."""
    source: Text | None = None
    """Who said so, or what shows it."""
    date: Moment | None = None
    """When that was learned."""
    contacts: tuple[Contact, ...] = ()
    """Every contact, the oldest first."""
    note: Text | None = None
    """Judgements and hints; never shown to a customer."""

"""How far the deal has come: key nodes reached or passed by force, and the work that is open."""

from typing import Literal

from bidkit.deal.types import Day, Identifier, Line, Part, Text


class Forced(Part):
    """A gate passed although its key node was not reached; it stays visible and lowers the stated chance."""

    by: Line
    """Who decided to go on."""
    on: Day
    """When."""
    reason: Text
    """Why."""


class KeyNodeEntry(Part):
    """What the record says of one key node."""

    reached_on: Day | None = None
    """The day on which it was reached."""
    evidence: Text | None = None
    """What shows that it was reached."""
    forced: Forced | None = None
    """Given where the next stage was entered without it."""


class Action(Part):
    """A piece of work that somebody owes."""

    id: Identifier
    """A stable id, such as A-01."""
    do: Text
    """What is to be done."""
    owner: Line | None = None
    """Who does it."""
    due: Day | None = None
    """Until when."""
    state: Literal["open", "done"] = "open"
    """Whether it is still to be done."""

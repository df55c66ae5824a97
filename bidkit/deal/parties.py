"""Who buys and how the deal came to us."""

from typing import Literal

from bidkit.deal.method import CustomerStep
from bidkit.deal.types import Line, Moment, Part, State, Text


class ProcurementStep(Part):
    """Where the customer stands in its own purchase."""

    at: CustomerStep
    """The step of the customer's purchase that is under way."""
    state: State = "known"
    """Whether this is known or assumed."""
    source: Text | None = None
    """Who said so, or what shows it."""
    date: Moment | None = None
    """When that was learned."""


class Customer(Part):
    """The buying organisation."""

    name: Line | None = None
    """Its name as it stands on its letterhead; empty while nobody has told us."""
    site: Line | None = None
    """Where the equipment will stand."""
    industry: Line | None = None
    """What the customer makes or does."""
    procurement: ProcurementStep
    """The customer's step in its purchase; it decides which of our stages answers to it."""


class Lead(Part):
    """How we learned of the project."""

    source: Text | None = None
    """Who or what told us of the project."""
    date: Moment | None = None
    """When we learned of it."""
    project_approval: Literal["before", "after", "unknown"] = "unknown"
    """Whether the lead reached us before or after the customer approved its project."""

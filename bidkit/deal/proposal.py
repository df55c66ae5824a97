"""What goes into the proposal beside the needs and the standards. All of it is written for the customer."""

from collections.abc import Mapping
from typing import Literal

from bidkit.deal.types import Count, Day, Identifier, Line, Moment, Part, Text, YesNo

Slot = Literal["about-us", "service", "training", "references", "delivery", "warranty"]


class Addressee(Part):
    """To whom the letter goes."""

    name: Line | None = None
    """The person's name, with the form of address."""
    title: Line | None = None
    """The person's position, as its own house calls it."""
    address: Text | None = None
    """The postal address, line by line."""


class Signatory(Part):
    """Who signs for us."""

    name: Line | None = None
    """The person's name."""
    title: Line | None = None
    """The person's position."""


class ContactPerson(Part):
    """Whom the customer asks."""

    name: Line | None = None
    """The person's name."""
    title: Line | None = None
    """The person's position."""
    phone: Line | None = None
    """The telephone number."""
    email: Line | None = None
    """The mail address."""


class Solution(Part):
    """How one need is met."""

    need: Identifier
    """The id of the need."""
    what: Text
    """What we propose for it."""
    proof: Text | None = None
    """What shows that it works: a trial, a measurement, a user who has it."""


class Reference(Part):
    """A user of ours whom the customer may ask."""

    customer: Line
    """The user's name."""
    place: Line | None = None
    """Where its equipment stands."""
    since: Moment | None = None
    """Since when it is in use."""
    what: Text | None = None
    """What was supplied."""
    outcome: Text | None = None
    """What the user gained by it, as a figure if there is one."""
    agreed: YesNo = "no"
    """yes once the user has agreed to be named; until then no final proposal is written."""


class Milestone(Part):
    """A step of the delivery."""

    what: Line
    """The step."""
    from_day: Count
    """On which day after the order it begins."""
    to_day: Count | None = None
    """On which day after the order it ends; left out where it is a single day."""


class ServiceOffer(Part):
    """One service that belongs to what we propose."""

    what: Line
    """The service, in a few words."""
    says: Text
    """What the customer can count on."""


class NextStep(Part):
    """What both sides do next."""

    what: Text
    """What is done."""
    who: Line | None = None
    """By whom, of us or of the customer."""
    due: Day | None = None
    """Until when."""


class Placed(Part):
    """What stands at one place of the proposal: a block of the content library, or words of the record's own."""

    block: Identifier | None = None
    """The name of a block of the house's content library."""
    text: Text | None = None
    """The words, in place of a block; an empty line parts two paragraphs."""


class Proposal(Part):
    """The proposal: everything here is read by the customer."""

    number: Line | None = None
    """Our reference, as it stands on the letter."""
    dated: Day | None = None
    """The date that the proposal carries."""
    valid_until: Day | None = None
    """The last day on which it binds us."""
    addressee: Addressee = Addressee.model_construct()
    """To whom the letter goes."""
    salutation: Line | None = None
    """How the letter begins, such as: Dear Mr Wang,"""
    letter: Text | None = None
    """The words of the letter; an empty line parts two paragraphs."""
    signatory: Signatory = Signatory.model_construct()
    """Who signs for us."""
    contact: ContactPerson = ContactPerson.model_construct()
    """Whom the customer asks."""
    summary: Text | None = None
    """What the proposal comes to, for a reader who reads nothing else."""
    understanding: Text | None = None
    """How we understand the project: what is to be built, by when, and what it must bring."""
    solutions: tuple[Solution, ...] = ()
    """How each need is met."""
    puts_forward: tuple[Identifier, ...] = ()
    """The ids of the requirements that the annex proposes as standards, with their justification. They are not
    answered among the customer's own."""
    leaves_out: tuple[Identifier, ...] = ()
    """The ids of the requirements of which the proposal does not speak at all."""
    references: tuple[Reference, ...] = ()
    """Users of ours whom the customer may ask."""
    plan_starts: Day | None = None
    """The day of the order that the delivery plan reckons with."""
    milestones: tuple[Milestone, ...] = ()
    """The steps of the delivery, the first one first."""
    services: tuple[ServiceOffer, ...] = ()
    """What belongs to the supply beside the machines."""
    assumptions: tuple[Text, ...] = ()
    """What the proposal rests on."""
    next_steps: tuple[NextStep, ...] = ()
    """What both sides do next."""
    content: Mapping[Slot, Placed] = {}
    """What stands at the places for lasting words: about-us, service, training, references, delivery, warranty."""

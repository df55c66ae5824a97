"""The forms that a bid is made of: what a tender asks for, and the profiles that list what is customary."""

from collections.abc import Mapping
from typing import Literal

from bidkit.deal.types import Count, Identifier, Line, Part, Text, YesNo

FormKind = Literal[
    "letter",
    "identity",
    "power-of-attorney",
    "bidder-information",
    "consortium",
    "security",
    "commercial-deviations",
    "technical-deviations",
    "price-goods",
    "price-services",
    "price-summary",
    "technical-response",
    "technical-data",
    "delivery-schedule",
    "service-plan",
    "qualification-index",
    "authorisation",
    "supporting",
    "checklist",
    "other",
]
Envelope = Literal["technical", "price", "qualification", "separate"]
SignedBy = Literal["nobody", "signatory", "legal-representative", "issuer"]


class Form(Part):
    """One form of the bid; what is left out is as the profile has it."""

    id: Identifier
    """A stable id, such as F-01; with the id of a form of the profile, it changes that one."""
    title: Line | None = None
    """Its title, in the language of the tender."""
    number: Line | None = None
    """Its number or letter as the tender writes it; the profile's numbering where it is left out."""
    kind: FormKind | None = None
    """Which of our forms it is; other for a paper that bidkit does not fill."""
    envelope: Envelope | None = None
    """Where it belongs; separate for what is handed in beside the volumes, such as the original of the bid security."""
    asked: YesNo | None = None
    """no where the tender does not ask for a form of the profile."""
    mandatory: YesNo | None = None
    """Whether a bid without it is rejected."""
    signed_by: SignedBy | None = None
    """Who signs it; issuer is the bank, insurer or maker that gives it."""
    stamp: YesNo | None = None
    """Whether it is stamped with the seal of the house."""
    copies: Count | None = None
    """How many copies beside the original, where it is not as for the whole bid."""
    page_limit: Count | None = None
    """How many pages it may have."""
    per_lot: YesNo | None = None
    """Whether it is made once for each lot."""
    template: Line | None = None
    """A template of the house's own that makes it, in place of the one that goes with its kind."""
    file: Line | None = None
    """The name of a finished paper of ours beside the record, such as papers/statement.pdf."""
    asks: Text | None = None
    """What the tender asks of it beyond its title."""
    source: Text | None = None
    """Where the tender asks for it: document and clause."""


class ProfileForm(Form):
    """One form of a profile, with its title in each language."""

    titles: Mapping[Line, Line] = {}
    """Its title by language, such as en and zh-CN."""


class Profile(Part):
    """The forms that are customary in one kind of tender."""

    id: Identifier
    """The id by which a record names it."""
    titles: Mapping[Line, Line]
    """Its name by language."""
    lettering: Line = "1."
    """How the forms are numbered, shown on the first of them, such as 1., I, A, 一、 or Form-1."""
    margin_days: Count = 28
    """For how many days the bid security outlasts the bid, where the tender does not say."""
    forms: tuple[ProfileForm, ...]
    """The forms, in their order."""

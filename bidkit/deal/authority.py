"""Who may say yes to a price: people with their keys, bands of prices with the roles that cover them, delegations."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator

from bidkit.deal.types import Amount, Count, Currency, Day, Line, Part, Percent, wrong

_KEY = re.compile(r"[A-Za-z0-9+/]{43}=")


def _public_key(text: str) -> str:
    if not _KEY.fullmatch(text):
        hint = "Copy the line that `bidkit keys new` or `bidkit keys list` prints."
        raise wrong("not_a_key", "is not a public key", hint)
    return text


PublicKey = Annotated[Line, AfterValidator(_public_key)]


class Person(Part):
    """Somebody of the house who may sign."""

    name: Line
    """The name under which the person signs."""
    also: tuple[Line, ...] = ()
    """Other ways to write the name, as they stand under `author` in cost lines."""
    roles: tuple[Line, ...] = ()
    """What the person is, such as Sales director; the bands name roles."""
    keys: tuple[PublicKey, ...] = ()
    """The public keys, as `bidkit keys new` prints them; several keys are still one person."""
    until: Day | None = None
    """The last day on which the person signs; somebody who left stays in the list, so that old entries can be read."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every way to write the name."""
        return (self.name, *self.also)


class Band(Part):
    """Prices of one kind, and who may say yes to them: every condition that is given must hold."""

    name: Line
    """What people call it, such as ordinary."""
    roles: tuple[Line, ...]
    """The roles that may say yes."""
    quorum: Count = 1
    """How many different people have to say yes."""
    margin_from: Percent | None = None
    """The expected gross margin from which it holds, in percent of the price excluding tax."""
    below_floor_up_to: Percent | None = None
    """How likely the realised margin may fall below the house's floor margin, in percent."""
    value_up_to: Mapping[Currency, Amount] = {}
    """The order value up to which it holds, by currency; deals of one customer that were approved close together count
    as one. Where the deal's currency is not among them, the band does not hold."""
    deviations_up_to: Count | None = None
    """How many of the customer's requirements may be answered with `partially` or `deviate`."""


class Delegation(Part):
    """One person's authority lent to another for some days."""

    person: Line
    """Whose authority it is."""
    to: Line
    """Who may use it; both together still count as one."""
    begins: Day
    """The first day."""
    ends: Day
    """The last day."""

    def holds_on(self, day: date) -> bool:
        """Say whether it holds on a day."""
        return self.begins <= day <= self.ends


class Authority(Part):
    """The house's authority.yaml."""

    owner: Line
    """Who signs this file; house.yaml names the owner's public key under `authority_key`."""
    people: tuple[Person, ...]
    """Everybody who signs or signed."""
    bands: tuple[Band, ...]
    """The bands, the lowest authority first: the first that holds says how many people have to say yes; whoever stands
    in a later one that holds may be among them."""
    delegations: tuple[Delegation, ...] = ()
    """Authority lent for some days."""

    def person_with(self, key: str) -> Person | None:
        """Return whose key it is."""
        return next((each for each in self.people if key in each.keys), None)

    def named(self, name: str) -> Person | None:
        """Return the person of a name."""
        return next((each for each in self.people if each.name.casefold() == name.strip().casefold()), None)


class ApprovalPolicy(Part):
    """How the house reads its approvals."""

    same_customer_days: Count = 90
    """Deals of one customer that were approved within this many days count as one order for the value of a band."""


def limit_share(band: Band, values: Mapping[str, Decimal]) -> Decimal | None:
    """Return which part of the band's highest value amounts in several currencies make; None where one has no limit."""
    if not all(band.value_up_to.get(currency) for currency in values):
        return None
    return sum((amount / band.value_up_to[currency] for currency, amount in values.items()), Decimal(0))

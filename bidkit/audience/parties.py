"""Customer, seller and people, as the customer may see them."""

from dataclasses import dataclass

from bidkit.deal import Deal, House


@dataclass(frozen=True, slots=True)
class Customer:
    """The buying organisation."""

    name: str | None
    site: str | None


@dataclass(frozen=True, slots=True)
class Seller:
    """The selling house."""

    name: str | None
    address: str | None
    phone: str | None
    email: str | None
    website: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the customer's, as the customer calls it."""

    name: str | None
    title: str | None
    organisation: str | None
    """Where it is not the customer."""


def customer_of(deal: Deal) -> Customer:
    """Return the buying organisation."""
    return Customer(deal.customer.name, deal.customer.site)


def seller_of(house: House) -> Seller:
    """Return the selling house."""
    told = house.seller
    return Seller(told.name, told.address, told.phone, told.email, told.website)


def people_of(deal: Deal) -> dict[str, Person]:
    """Return the people by id; nothing else of them may be seen."""
    return {each.id: Person(each.name, each.title, each.organisation) for each in deal.stakeholders}

"""Amounts against the minor units of their currency, and payments against the whole price."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bidkit.checks.finding import FieldPath, Finding
from bidkit.deal import Deal
from bidkit.deal.bidding import Payment
from pricing.money import decimal_places, minor_units


def too_many_places(path: FieldPath, amount: Decimal, currency: str) -> Iterator[Finding]:
    """Find an amount that is finer than its currency."""
    places = minor_units(currency) or 0
    if decimal_places(amount) > places:
        message = f"`{path[-1]}`: {amount} has more decimal places than {currency} has ({places})"
        yield Finding(path, message, f"Write at most {places} places behind the point.")


def amount_fits(deal: Deal, path: FieldPath, amount: Decimal | None) -> Iterator[Finding]:
    """Find an amount in a record without a currency, or one that is finer than the currency."""
    if amount is None:
        return
    if deal.currency is None:
        yield Finding(path, f"`{path[-1]}` is given, but the record names no currency", "Add `currency:`.")
    else:
        yield from too_many_places(path, amount, deal.currency)


def parts_make_the_price(path: FieldPath, payments: Sequence[Payment]) -> Iterator[Finding]:
    """Find payment terms that do not make the whole price."""
    paid = sum((each.percent for each in payments), Decimal(0))
    if payments and paid != 100:
        hint = "Let the percentages of all parts add up to 100."
        yield Finding(path, f"the payments add up to {paid} percent of the price", hint)

"""Amounts against the minor units of their currency."""

from collections.abc import Iterator
from decimal import Decimal

from bidkit.checks.finding import FieldPath, Finding
from pricing.money import decimal_places, minor_units


def too_many_places(path: FieldPath, amount: Decimal, currency: str) -> Iterator[Finding]:
    """Find an amount that is finer than its currency."""
    places = minor_units(currency) or 0
    if decimal_places(amount) > places:
        message = f"`{path[-1]}`: {amount} has more decimal places than {currency} has ({places})"
        yield Finding(path, message, f"Write at most {places} places behind the point.")

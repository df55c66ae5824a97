"""Amounts of money: which currencies exist and how finely each is divided."""

from decimal import ROUND_HALF_UP, Context, Decimal

from pricing.currencies import MINOR_UNITS

EXACT = Context(prec=120, rounding=ROUND_HALF_UP)  # a quantity times a cost times a rate has 72 digits at most


def minor_units(currency: str) -> int | None:
    """Return the decimal places of an ISO 4217 currency as CLDR has them, or None if no country uses it today."""
    return MINOR_UNITS.get(currency)


def decimal_places(amount: Decimal) -> int:
    """Return how many places stand behind the decimal point, written zeros included."""
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int):
        raise TypeError(f"{amount} is not a finite amount")
    return max(0, -exponent)


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Return an amount at the currency's minor units, halves away from zero."""
    return amount.quantize(minor_unit(currency), context=EXACT)


def minor_unit(currency: str) -> Decimal:
    """Return the smallest amount of a currency, such as 0.01."""
    return Decimal(1).scaleb(-(minor_units(currency) or 0))

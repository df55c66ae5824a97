"""Figures of the pricing analysis, as exactly as they are known."""

from decimal import ROUND_HALF_UP, Decimal


def share(value: Decimal | float) -> Decimal:
    """Return a share of one at four decimal places."""
    return Decimal(value).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def about(amount: Decimal | float) -> Decimal:
    """Return an expected amount in whole units: what is estimated is not stated to the cent."""
    return Decimal(amount).quantize(Decimal(1), ROUND_HALF_UP)


def unpadded(figure: Decimal) -> Decimal:
    """Return a figure without the zeros that multiplying left behind its point."""
    return figure.quantize(Decimal(1)) if figure == figure.to_integral_value() else figure.normalize()

"""Published figures: an exact fraction brought to decimal places in the mode that the rule states."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

_TO_WHOLE: dict[str, Callable[[Fraction], int]] = {
    "half_up": lambda size: floor(size + Fraction(1, 2)),
    "half_even": round,
    "down": floor,
    "up": ceil,
}


def rounded(value: Fraction, places: int, mode: str) -> Decimal:
    """Return the value with so many decimal places; modes round the size, so that both signs are treated alike."""
    whole = _TO_WHOLE[mode](abs(Fraction(value)) * 10**places)
    digits = tuple(int(digit) for digit in str(whole))
    return Decimal((int(value < 0 and whole > 0), digits, -places))

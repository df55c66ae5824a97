from decimal import Decimal

import pytest
from babel.core import get_global
from babel.numbers import get_currency_precision

from pricing.currencies import MINOR_UNITS
from pricing.money import decimal_places, minor_unit, minor_units


@pytest.mark.parametrize(
    ("currency", "places"),
    [("CNY", 2), ("EUR", 2), ("USD", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3), ("BHD", 3), ("RMB", None), ("", None)],
)
def test_a_currency_has_its_minor_units(currency: str, places: int | None) -> None:
    assert minor_units(currency) == places


@pytest.mark.parametrize("code", ["cny", "Eur", " CNY", "CN", "¥", "$", "元"])
def test_only_the_code_itself_is_a_currency(code: str) -> None:
    assert minor_units(code) is None


@pytest.mark.parametrize(
    ("amount", "places"), [("1", 0), ("1.0", 1), ("1.10", 2), ("0.001", 3), ("-2.50", 2), ("1E+3", 0), ("1E-4", 4)]
)
def test_written_zeros_are_places(amount: str, places: int) -> None:
    assert decimal_places(Decimal(amount)) == places


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_only_finite_amounts_have_places(amount: str) -> None:
    with pytest.raises(TypeError, match="not a finite amount"):
        decimal_places(Decimal(amount))


def test_the_copy_of_the_currencies_is_what_cldr_says() -> None:
    uses = [use for territory in get_global("territory_currencies").values() for use in territory]
    current = {code for code, _, until, tender in uses if tender and until is None}
    assert {code: get_currency_precision(code) for code in current} == MINOR_UNITS


@pytest.mark.parametrize(("currency", "unit"), [("CNY", "0.01"), ("JPY", "1"), ("KWD", "0.001"), ("RMB", "1")])
def test_the_smallest_amount_of_a_currency(currency: str, unit: str) -> None:
    assert minor_unit(currency) == Decimal(unit)

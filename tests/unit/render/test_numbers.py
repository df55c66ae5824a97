"""Numbers are written as the locale's own data say, also where that is done without asking them each time."""

from decimal import Decimal
from itertools import product

import pytest
from babel import numbers

from bidkit.render.language import LANGUAGES, speaker

DIGITS = ("0", "1", "12", "999", "1000", "12345", "999999", "1234567", "1234567890123")
EXPONENTS = (-12, -9, -4, -3, -2, -1, 0, 1, 5)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("places", [None, 0, 1, 2, 3, 9])
def test_a_number_is_written_as_the_locale_has_it(language: str, places: int | None) -> None:
    voice = speaker(language)
    for sign, digits, exponent in product(("", "-"), DIGITS, EXPONENTS):
        number = Decimal(f"{sign}{digits}E{exponent}")
        kept = max(0, -exponent) if places is None else places
        pattern = "#,##0" + ("." + "0" * kept if kept else "")
        assert voice.number(number, places) == numbers.format_decimal(number, pattern, LANGUAGES[language])

"""One cell as the text that a record would hold: exactly what is stored, or what is wrong with it."""

import re
from collections.abc import Mapping
from datetime import datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from pricing.money import decimal_places

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell

Kind = Literal["number", "date", "text"]

_DIGITS = 15  # as many as Excel keeps and shows; what a file holds beyond is the binary fraction's own
_MAX_PLACES = 9
_PLAIN_FORMATS = ("General", "@", "0")
_ERROR_HINT = "Mend the formula, or write the value."
_NUMBER_HINT = "Turn it into a number; in Excel: select the column, then Data, Text to Columns, Finish."
_CURRENCY_IN_FORMAT = re.compile(r"\[\$([^\]-]+)[^\]]*\]|([€£¥￥])|\"\s*([A-Z]{3})\s*\"")
_SYMBOLS: Mapping[str, tuple[str, ...]] = {"€": ("EUR",), "£": ("GBP",), "¥": ("CNY", "JPY"), "￥": ("CNY", "JPY")}


class Fault(NamedTuple):
    """What is wrong with a cell, and what to do."""

    message: str
    hint: str


def read_cell(value: "Cell | MergedCell", formula: "Cell | MergedCell", kind: Kind) -> str | Fault | None:
    """Return the text of a cell, None where it is empty, or a Fault."""
    if value.value is None:
        without = formula.data_type == "f" and value.data_type != "str"  # "str": the formula gave an empty text
        hint = "Open the workbook in Excel, let it calculate, and save it."
        return Fault("holds a formula whose value was never stored", hint) if without else None
    if value.data_type == "e":
        return Fault(f"shows the error {value.value}", _ERROR_HINT)
    if isinstance(value.value, bool):
        return Fault(f"holds {str(value.value).upper()}, which is no {kind}", f"Write a {kind}.")
    if isinstance(value.value, str):
        return _text(value.value, kind)
    if isinstance(value.value, int | float):
        return _number(value.value, value.number_format, kind)
    return _date(value.value, kind)


def _text(text: str, kind: Kind) -> str | Fault | None:
    if kind == "number" and text.strip():
        return Fault(f"holds the text '{' '.join(text.split())[:60]}', not a number", _NUMBER_HINT)
    return text.strip() or None


def _number(number: float, number_format: str, kind: Kind) -> str | Fault:
    exact = Decimal(number) if isinstance(number, int) else Decimal(f"{number:.{_DIGITS}g}")
    text = f"{exact:f}"
    if kind == "text" and number_format not in _PLAIN_FORMATS:
        hint = "Write it as text: with an apostrophe before it, such as '007."
        return Fault(f"holds the number {text}, shown as another text by its format {number_format}", hint)
    if kind == "number" and decimal_places(exact) > _MAX_PLACES:
        hint = "Round it in the sheet, such as =ROUND(...,2)."
        return Fault(f"holds {text}, which has more than {_MAX_PLACES} decimal places", hint)
    return text


def _date(found: object, kind: Kind) -> str | Fault:
    if kind != "date" or not isinstance(found, datetime):
        what = "a date" if isinstance(found, datetime) else "a time"
        return Fault(f"holds {what} ({found}), which is no {kind}", f"Write a {kind}, and format the cell as General.")
    if found.time() != time():
        return Fault(f"holds a time of day ({found})", "Write the date alone.")
    return found.date().isoformat()


def other_currency(number_format: str, currency: str) -> str | None:
    """Return the currency in which a cell shows its number, where that is not the one it counts in."""
    for code, symbol, word in _CURRENCY_IN_FORMAT.findall(number_format):
        shown: str = (code or symbol or word).strip()
        meant = _SYMBOLS.get(shown, (shown,) if re.fullmatch("[A-Z]{3}", shown) else (currency,))
        if currency not in meant:
            return shown
    return None

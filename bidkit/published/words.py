"""Texts, numbers and moments as publishers write them, brought into the form that a record takes."""

import re
import unicodedata
from calendar import monthrange
from datetime import MAXYEAR, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from bidkit.published.leaves import Number

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_PLAIN = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?P<group>[,.'])\d{3}(?:(?P=group)\d{3})+")
_BOTH = re.compile(r"[-+]?\d{1,3}(?:(?P<group>[,.'])\d{3})+(?!(?P=group))[,.]\d+")
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,(?:\d{1,2}|\d{4,})")
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[T\s]+(?P<hour>\d{2}:\d{2})(?::\d{2}(?:[.,]\d+)?)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[-+]\d{2}(?::?\d{2})?)?",
    re.IGNORECASE,
)
_MOST_DIGITS = 15
_MOST_PLACES = 9


def cleaned(text: str) -> str:
    """Return a text without signs that cannot be seen but change what is read."""
    plain = _UNSEEN.sub("", _BREAKS.sub("\n", text)).replace("\t", " ")
    return "\n".join(line.strip() for line in plain.split("\n")).strip()


def on_one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def text_of(value: object) -> str | None:
    """Return a value as text, or None where it says nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = cleaned(str(value)) if isinstance(value, str) else ""
    return text or None


def number_of(value: object) -> Decimal | None:
    """Return a number, also one written as text; None where it is none, or could be two."""
    if isinstance(value, bool) or not isinstance(value, str):
        return None
    text = re.sub(r"[\s\u00a0\u202f_]", "", unicodedata.normalize("NFKC", cleaned(value))).removesuffix("%")
    if not _PLAIN.fullmatch(text):
        text = _unified(text)
    elif not isinstance(value, Number) and re.fullmatch(r"[-+]?[1-9]\d{0,2}\.\d{3}", text):
        return None  # 1.200 as text is twelve hundred in half of the world
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number.adjusted() < _MOST_DIGITS else None


def _unified(text: str) -> str:
    """Return the digits with a point alone, where it is certain which sign is the decimal one."""
    if both := _BOTH.fullmatch(text):
        text = text.replace(both["group"], "")
    elif grouped := _GROUPED.fullmatch(text):
        return text.replace(grouped["group"], "")
    elif not _DECIMAL_COMMA.fullmatch(text):
        return "?"
    return text.replace(",", ".")


def written(number: Decimal, places: int = _MOST_PLACES) -> str:
    """Return a number as a record writes it, rounded to the places that it may have."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        number = round(number, places)
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


class Instant(NamedTuple):
    """A moment as it is written: with or without an hour, with or without a zone."""

    local: datetime
    offset: timedelta | None
    has_hour: bool

    @property
    def in_utc(self) -> datetime:
        """The moment in UTC, by which moments can be put in order; without a zone it counts as it stands."""
        return self.local - self.offset if self.offset and self.local.year > 1 else self.local


def instant_of(value: object) -> Instant | None:
    """Return a moment, or None where the text is none."""
    found = _MOMENT.fullmatch(cleaned(value)) if isinstance(value, str) else None
    if found is None:
        return None
    hour = found["hour"] or "00:00"
    try:
        local = datetime.fromisoformat(f"{found['day']}T{'00:00' if hour == '24:00' else hour}")
        local += timedelta(days=hour == "24:00")
        return Instant(local, _offset(found["zone"]), has_hour=found["hour"] is not None)
    except (ValueError, OverflowError):
        return None


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, MAXYEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _offset(zone: str | None) -> timedelta | None:
    if zone is None:
        return None
    if zone[0] not in "+-":
        return timedelta()
    hours, minutes = int(zone[1:3]), int(zone[-2:]) if len(zone) > 3 else 0
    if hours > 14 or minutes > 59:
        raise ValueError(zone)
    return (1 if zone[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes)

"""The kinds of value that a record holds, each read from the text that stands in the file.

A validator here raises PydanticCustomError with a `hint` in its context; bidkit.record turns it into a
Problem with its place.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

_SCALAR = ["string", "number", "boolean"]
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
_DEAL_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?")
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_DEVICE_NAMES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_WHEN = re.compile(r"(?:(?P<year>[0-9]{4})|-)(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


class Part(BaseModel):
    """Base of every part of the record: frozen, closed, documented under each field."""

    # Built on first use: inside a record, most parts are never validated on their own.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: "CoreSchema", handler: GetJsonSchemaHandler) -> "JsonSchemaValue":
        """Describe each field in the JSON Schema."""
        from bidkit.deal.meanings import meanings  # noqa: PLC0415

        schema = handler(core)
        fields = handler.resolve_ref_schema(schema).get("properties", {})
        for name, meaning in meanings(cls).items():
            fields[name].setdefault("description", meaning)
        return schema


def wrong(kind: str, message: str, hint: str) -> PydanticCustomError:
    """Return the error that becomes a Problem with this message and hint."""
    text = message.replace("{", "{{").replace("}", "}}")
    return PydanticCustomError(kind, text, {"hint": hint})


def _text_of(value: object) -> str:
    if not isinstance(value, str):
        raise wrong(
            "not_text", "is a list or a group of fields; one value belongs here", "Write one value after the colon."
        )
    return value.strip()


def _text(value: object) -> str:
    text = _text_of(value)
    if not text:
        raise wrong("empty_text", "is empty", "Write the text, or leave nothing after the colon.")
    return text


def _line(value: object) -> str:
    text = _text(value)
    if len(text.splitlines()) > 1:
        raise wrong("many_lines", "runs over several lines; one line belongs here", "Keep it on one line.")
    return text


def _decimal(value: object) -> Decimal:
    text = _text_of(value)
    if not _DECIMAL.fullmatch(text):
        hint = "Write digits with a point for decimals and nothing else, such as 1250000.00."
        raise wrong("not_a_number", f"'{_short(text)}' is not a number", hint)
    return Decimal(text)


def _whole(value: object) -> int:
    number = _decimal(value)
    if number != number.to_integral_value():
        raise wrong("not_whole", f"'{_short(str(value))}' is not a whole number", "Write a whole number, such as 12.")
    return int(number)


def is_deal_id(text: str) -> bool:
    """Say whether a text can be a deal's id, and with it begin a file name on every system."""
    return bool(_DEAL_ID.fullmatch(text)) and not _DEVICE_NAMES.fullmatch(text)


def _deal_id(value: object) -> str:
    text = _text_of(value)
    if not is_deal_id(text):
        hint = "Use letters A-Z, digits, dots, hyphens and underscores, at most 64, such as SPR-2026-01."
        raise wrong("not_an_id", f"'{_short(text)}' cannot be an id", hint)
    return text


def _identifier(value: object) -> str:
    text = _text_of(value)
    if not _IDENTIFIER.fullmatch(text):
        hint = "Use letters A-Z, digits, hyphens and underscores, at most 64, such as P-01."
        raise wrong("not_an_id", f"'{_short(text)}' cannot be an id", hint)
    return text


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "..."


class When(Part):
    """A date as exactly as it is known: a day, a month, a year, or a month whose year nobody stated."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = (f"{self.month:02}" if self.month else None, f"{self.day:02}" if self.day else None)
        head = f"{self.year:04}" if self.year else "-"
        return "-".join([head, *(part for part in parts if part)])

    def earliest(self) -> date | None:
        """Return the first day this can mean, or None where no year was stated."""
        return date(self.year, self.month or 1, self.day or 1) if self.year else None

    def latest(self) -> date | None:
        """Return the last day this can mean, or None where no year was stated."""
        if not self.year:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


_DAY_HINT = "Write year-month-day, such as 2026-09-30."
_WHEN_HINT = (
    "Write 2026-09-30, or 2026-09 where only the month is known, 2026 where only the year is, "
    "or --09 for September of a year that was not stated."
)


def parse_when(value: object) -> When:
    """Read `2026-09-30`, `2026-09`, `2026`, `--09` or `--09-30`."""
    text = _text_of(value)
    found = _WHEN.fullmatch(text)
    if not found or text == "-":
        raise wrong("not_a_date", f"'{_short(text)}' is not a date", _WHEN_HINT)
    year, month, day = (int(part) if part else None for part in found.group("year", "month", "day"))
    stated = (2000 if year is None else year, 1 if month is None else month, 1 if day is None else day)
    try:
        date(*stated)
    except ValueError:
        raise wrong("no_such_day", f"'{text}' is not a day in the calendar", _WHEN_HINT) from None
    return When(year=year, month=month, day=day)


def _day(value: object) -> date:
    text = _text_of(value)
    try:
        found = parse_when(text)
    except PydanticCustomError:
        found = When()
    if not (found.year and found.month and found.day):
        raise wrong("not_a_day", f"'{_short(text)}' is not a date", _DAY_HINT)
    return date(found.year, found.month, found.day)


def _schema(**keywords: object) -> WithJsonSchema:
    return WithJsonSchema(dict(keywords))


def _between(low: Decimal, high: Decimal, what: str) -> Callable[[object], Decimal]:
    def check(value: object) -> Decimal:
        number = _decimal(value)
        if not low <= number <= high:
            raise wrong("out_of_range", f"{number} is not {what}", f"Write a number from {low} to {high}.")
        return number

    return check


Text = Annotated[str, BeforeValidator(_text), _schema(type=_SCALAR, minLength=1)]
Line = Annotated[str, BeforeValidator(_line), _schema(type=_SCALAR, minLength=1)]
DealId = Annotated[str, BeforeValidator(_deal_id), _schema(type=_SCALAR, pattern=f"^{_DEAL_ID.pattern}$")]
Identifier = Annotated[str, BeforeValidator(_identifier), _schema(type=_SCALAR, pattern=f"^{_IDENTIFIER.pattern}$")]
Number = Annotated[
    Decimal, BeforeValidator(_decimal), _schema(type=["number", "string"], pattern=f"^{_DECIMAL.pattern}$")
]
Count = Annotated[int, BeforeValidator(_whole), Field(ge=0), _schema(type=["integer", "string"], pattern="^[0-9]+$")]
Percent = Annotated[
    Decimal,
    BeforeValidator(_between(Decimal(0), Decimal(100), "a share of a hundred")),
    _schema(type=["number", "string"], minimum=0, maximum=100),
]
Day = Annotated[date, BeforeValidator(_day), _schema(type="string", format="date")]
Moment = Annotated[
    When,
    BeforeValidator(parse_when),
    _schema(type=["string", "integer"], pattern="^([0-9]{4}|-)(-[0-9]{2}(-[0-9]{2})?)?$"),
]

State = Literal["known", "assumed", "unknown"]
YesNo = Literal["yes", "no"]
YesNoUnknown = Literal["yes", "no", "unknown"]

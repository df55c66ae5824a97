"""The kinds of value that an input holds, each read from the text that stands in the file.

A validator here raises PydanticCustomError with a `hint` in its context; whoever read the file turns it into a
Problem with its place. They live here, below the deal, because the inputs of a price are parts of the record too.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache, partial, reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import InitErrorDetails, PydanticCustomError, PydanticKnownError, core_schema

from pricing.money import minor_units

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

METHOD = "method"  # the field that says which of several groups a group is
SCALAR = ["string", "number", "boolean"]
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_DAY_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}")
_WHEN = re.compile(r"(?:(?P<year>[0-9]{4})|-)(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


class Part(BaseModel):
    """Base of every part of an input: frozen, closed, documented under each field."""

    # Built on first use: inside a record, most parts are never validated on their own.
    # For the same reason a default is `X.model_construct()`: `X()` would build X by itself, beside the whole.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: "CoreSchema", handler: GetJsonSchemaHandler) -> "JsonSchemaValue":
        """Describe each field in the JSON Schema."""
        from pricing.meanings import meanings  # noqa: PLC0415

        schema = handler(core)
        fields = handler.resolve_ref_schema(schema).get("properties", {})
        for name, meaning in meanings(cls).items():
            fields[name].setdefault("description", meaning)
        return schema


def wrong(kind: str, message: str, hint: str) -> PydanticCustomError:
    """Return the error that becomes a Problem with this message and hint."""
    text = message.replace("{", "{{").replace("}", "}}")
    return PydanticCustomError(kind, text, {"hint": hint})


def text_of(value: object) -> str:
    """Return the text of one value, without space around it."""
    if not isinstance(value, str):
        raise wrong(
            "not_text", "is a list or a group of fields; one value belongs here", "Write one value after the colon."
        )
    return value.strip()


def _text(value: object) -> str:
    text = text_of(value)
    if not text:
        raise wrong("empty_text", "is empty", "Write the text, or leave nothing after the colon.")
    return text


def _line(value: object) -> str:
    text = _text(value)
    if len(text.splitlines()) > 1:
        raise wrong("many_lines", "runs over several lines; one line belongs here", "Keep it on one line.")
    return text


def _decimal(value: object) -> Decimal:
    if not isinstance(value, str | bool) and isinstance(value, Decimal | int):
        value = format(Decimal(value), "f")
    text = text_of(value)
    if not _DECIMAL.fullmatch(text):
        hint = "Write digits with a point for decimals and nothing else, such as 1250000.00."
        raise wrong("not_a_number", f"'{short(text)}' is not a number", hint)
    return Decimal(text)


def _whole(value: object) -> int:
    number = _decimal(value)
    if number != number.to_integral_value():
        raise wrong("not_whole", f"'{short(str(value))}' is not a whole number", "Write a whole number, such as 12.")
    return int(number)


def _identifier(value: object) -> str:
    text = text_of(value)
    if not _IDENTIFIER.fullmatch(text):
        hint = "Use letters A-Z, digits, hyphens and underscores, at most 64, such as P-01."
        raise wrong("not_an_id", f"'{short(text)}' cannot be an id", hint)
    return text


def short(text: str) -> str:
    """Return a text on one line, cut to what a message can quote."""
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
    return _when(text_of(value))


@lru_cache(maxsize=1024)
def _when(text: str) -> When:
    """Return the date of a text; thousands of lines were stated on the same few days."""
    found = _WHEN.fullmatch(text)
    if not found or text == "-":
        raise wrong("not_a_date", f"'{short(text)}' is not a date", _WHEN_HINT)
    year, month, day = (int(part) if part else None for part in found.group("year", "month", "day"))
    stated = (2000 if year is None else year, 1 if month is None else month, 1 if day is None else day)
    try:
        date(*stated)
    except ValueError:
        raise wrong("no_such_day", f"'{text}' is not a day in the calendar", _WHEN_HINT) from None
    return When(year=year, month=month, day=day)


def _day(value: object) -> date:
    if type(value) is date:
        return value
    text = text_of(value)
    try:
        found = parse_when(text)
    except PydanticCustomError:
        found = When()
    if not (found.year and found.month and found.day):
        raise wrong("not_a_day", f"'{short(text)}' is not a date", _DAY_HINT)
    return date(found.year, found.month, found.day)


def _day_time(value: object) -> datetime:
    if type(value) is datetime:
        return value
    text = text_of(value)
    try:
        if _DAY_TIME.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass  # a day that the calendar does not have, or an hour that the day does not have
    hint = "Write year-month-day and the hour, such as 2026-12-18 09:30; the time zone stands apart."
    raise wrong("not_a_day_time", f"'{short(text)}' is not a day with an hour", hint)


def _time_zone(name: str) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - few records name one

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        hint = "Write the name of a place in the zone, such as Asia/Shanghai or Europe/Berlin."
        raise wrong("not_a_time_zone", f"'{short(name)}' is not a time zone", hint) from None
    return name


def _currency(code: str) -> str:
    if minor_units(code) is None:
        raise wrong(
            "not_a_currency", f"'{code}' is not a currency", "Write its three-letter ISO 4217 code, such as CNY or EUR."
        )
    return code


def _not_negative(amount: Decimal) -> Decimal:
    if amount < 0:
        raise wrong("negative", f"{amount} is below zero", "Write the amount without a minus sign.")
    return amount


def normal_name(text: str) -> str:
    """Return a name as a program writes it, so that `Low-price ratio` is `low_price_ratio`."""
    return "_".join(re.split(r"[\s_-]+", text.strip().lower()))


class ByMethod:
    """Marks a union of groups of fields as one chosen by its `method`.

    Only the group that is chosen is ever built: a dozen rules would otherwise cost every record their building.
    """

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> "CoreSchema":
        """Validate by the group that the method names."""
        del handler
        members = {get_args(each.model_fields[METHOD].annotation)[0]: each for each in get_args(source)}
        return core_schema.no_info_plain_validator_function(partial(_chosen, members))

    def __get_pydantic_json_schema__(self, core: "CoreSchema", handler: GetJsonSchemaHandler) -> "JsonSchemaValue":
        """Describe every group that may be chosen."""
        from pydantic import TypeAdapter  # noqa: PLC0415

        (members,) = core["function"]["function"].args
        any_of_them: TypeAdapter[object] = TypeAdapter(reduce(or_, members.values()))
        return {"oneOf": handler(any_of_them.core_schema)["anyOf"]}


def _chosen(members: Mapping[str, type[BaseModel]], value: object) -> BaseModel:
    if isinstance(value, BaseModel) and type(value) in members.values():
        return value
    if not isinstance(value, Mapping):
        raise PydanticKnownError("model_attributes_type")
    if value.get(METHOD) is None:
        raise _at_method("missing", value)
    try:
        name = normal_name(text_of(value[METHOD]))
    except PydanticCustomError as error:
        raise _at_method(error, value) from None
    if name not in members:
        raise _at_method("literal_error", value, expected=", ".join(members))
    return members[name].model_validate({**value, METHOD: name})


def _at_method(kind: str | PydanticCustomError, value: Mapping[str, object], **context: str) -> ValidationError:
    error = InitErrorDetails(type=kind, loc=(METHOD,), input=value.get(METHOD), ctx=dict(context))
    return ValidationError.from_exception_data("choice", [error])


def schema(**keywords: object) -> WithJsonSchema:
    """Return how a value's form is described in the JSON Schema."""
    return WithJsonSchema(dict(keywords))


def between(low: Decimal, high: Decimal, what: str) -> Callable[[object], Decimal]:
    """Return a reader of numbers that lie from `low` to `high`."""

    def check(value: object) -> Decimal:
        number = _decimal(value)
        if not low <= number <= high:
            raise wrong("out_of_range", f"{number} is not {what}", f"Write a number from {low} to {high}.")
        return number

    return check


Text = Annotated[str, BeforeValidator(_text), schema(type=SCALAR, minLength=1)]
Line = Annotated[str, BeforeValidator(_line), schema(type=SCALAR, minLength=1)]
Identifier = Annotated[str, BeforeValidator(_identifier), schema(type=SCALAR, pattern=f"^{_IDENTIFIER.pattern}$")]
Number = Annotated[
    Decimal, BeforeValidator(_decimal), schema(type=["number", "string"], pattern=f"^{_DECIMAL.pattern}$")
]
Count = Annotated[int, BeforeValidator(_whole), Field(ge=0), schema(type=["integer", "string"], pattern="^[0-9]+$")]
Percent = Annotated[
    Decimal,
    BeforeValidator(between(Decimal(0), Decimal(100), "a share of a hundred")),
    schema(type=["number", "string"], minimum=0, maximum=100),
]
Day = Annotated[date, BeforeValidator(_day), schema(type="string", format="date")]
DayTime = Annotated[datetime, BeforeValidator(_day_time), schema(type="string", pattern=f"^{_DAY_TIME.pattern}$")]
TimeZone = Annotated[Line, AfterValidator(_time_zone), schema(type="string", pattern="^[A-Za-z0-9_+/-]+$")]
Moment = Annotated[
    When,
    BeforeValidator(parse_when),
    schema(type=["string", "integer"], pattern="^([0-9]{4}|-)(-[0-9]{2}(-[0-9]{2})?)?$"),
]

Currency = Annotated[Line, AfterValidator(_currency), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"})]
Amount = Annotated[Number, AfterValidator(_not_negative)]

State = Literal["known", "assumed", "unknown"]
YesNo = Literal["yes", "no"]
YesNoUnknown = Literal["yes", "no", "unknown"]

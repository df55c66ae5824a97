"""The kinds of value that a record holds: those of every input, and the deal's own id."""

import re
from typing import Annotated

from pydantic import BeforeValidator

from pricing.values import (
    SCALAR,
    Amount,
    Count,
    Currency,
    Day,
    DayTime,
    Identifier,
    Line,
    Moment,
    Number,
    Part,
    Percent,
    State,
    Text,
    TimeZone,
    When,
    YesNo,
    YesNoUnknown,
    schema,
    short,
    text_of,
    wrong,
)

__all__ = [
    "Amount",
    "Count",
    "Currency",
    "Day",
    "DayTime",
    "DealId",
    "Identifier",
    "Line",
    "Moment",
    "Number",
    "Part",
    "Percent",
    "State",
    "Text",
    "TimeZone",
    "When",
    "YesNo",
    "YesNoUnknown",
    "is_deal_id",
    "wrong",
]

_DEAL_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?")
_DEVICE_NAMES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def is_deal_id(text: str) -> bool:
    """Say whether a text can be a deal's id, and with it begin a file name on every system."""
    return bool(_DEAL_ID.fullmatch(text)) and not _DEVICE_NAMES.fullmatch(text)


def _deal_id(value: object) -> str:
    text = text_of(value)
    if not is_deal_id(text):
        hint = "Use letters A-Z, digits, dots, hyphens and underscores, at most 64, such as SPR-2026-01."
        raise wrong("not_an_id", f"'{short(text)}' cannot be an id", hint)
    return text


DealId = Annotated[str, BeforeValidator(_deal_id), schema(type=SCALAR, pattern=f"^{_DEAL_ID.pattern}$")]

"""Walk a record for the dates of things that have happened."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Annotated, Literal, get_args, get_origin

from bidkit.checks.finding import FieldPath
from bidkit.deal.types import Part, When

_PLANNED = (
    *("due", "expected_order", "as_of", "begins", "ends", "closes", "dated", "valid_until", "plan_starts"),
    *("planned", "expected"),
)
_OF_THE_TENDER = (
    "questions_until",
    "deadline",
    "opening",
    "expected_award",
    "expected_signing",
    "delivery",
    "acceptance",
)
_AHEAD = {*_PLANNED, *_OF_THE_TENDER}
_DATES = (date, When)
_KNOWN = (str, Decimal, int, float, NoneType)
_LEADS_ON = (date, Part, Mapping, tuple)
_LEAVES = (str, Decimal, NoneType)  # most values, and far sooner known than what they are not


def dated(node: object, path: FieldPath = ()) -> Iterator[tuple[FieldPath, date | When]]:
    """Yield every date of something that has happened, with its path."""
    for step, value in _children(node):
        if isinstance(value, _LEAVES):
            continue
        if isinstance(value, _DATES):
            if step not in _AHEAD:
                yield (*path, step), value
        elif isinstance(value, _LEADS_ON):
            yield from dated(value, (*path, step))


def when_of(value: date | When) -> date | None:
    """Return the first day a date can mean, if its year is known."""
    if isinstance(value, datetime):
        return value.date()
    return value.earliest() if isinstance(value, When) else value


def _children(node: object) -> Iterator[tuple[str | int, object]]:
    if isinstance(node, Part):
        yield from ((name, getattr(node, name)) for name in _fields(type(node)))
    elif isinstance(node, Mapping):
        yield from node.items()
    elif isinstance(node, tuple):
        yield from enumerate(node)


@cache
def _fields(kind: type[Part]) -> tuple[str, ...]:
    """Return the fields from which a date can be reached; most of a long list are text and numbers."""
    return tuple(name for name, field in kind.model_fields.items() if _reaches_a_date(field.annotation, {kind}))


def _reaches_a_date(annotation: object, seen: set[object]) -> bool:
    if annotation in seen or get_origin(annotation) is Literal:
        return False
    if inner := get_args(annotation):
        return any(_reaches_a_date(each, seen) for each in inner[: 1 if get_origin(annotation) is Annotated else None])
    if not isinstance(annotation, type):
        return annotation is not Ellipsis  # what cannot be told may hold one
    if not issubclass(annotation, Part) or annotation in (Part, When):
        return issubclass(annotation, _LEADS_ON) or not issubclass(annotation, _KNOWN)
    seen.add(annotation)
    below = (field.annotation for field in annotation.model_fields.values())
    return any(_reaches_a_date(each, seen) for each in (*annotation.__subclasses__(), *below))

"""Walk a record for the dates of things that have happened."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import NoneType

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
_LEADS_ON = (date, Part, Mapping, tuple)
_LEAVES = (str, Decimal, NoneType)  # most values, and far sooner known than what they are not


def dated(node: object, path: FieldPath = ()) -> Iterator[tuple[FieldPath, date | When]]:
    """Yield every date of something that has happened, with its path."""
    if isinstance(node, date | When):
        if path[-1] not in _AHEAD:
            yield path, node
    else:
        for step, value in _children(node):
            if not isinstance(value, _LEAVES) and isinstance(value, _LEADS_ON):
                yield from dated(value, (*path, step))


def when_of(value: date | When) -> date | None:
    """Return the first day a date can mean, if its year is known."""
    if isinstance(value, datetime):
        return value.date()
    return value.earliest() if isinstance(value, When) else value


def _children(node: object) -> Iterator[tuple[str | int, object]]:
    if isinstance(node, Part):
        yield from ((name, getattr(node, name)) for name in type(node).model_fields)
    elif isinstance(node, Mapping):
        yield from node.items()
    elif isinstance(node, tuple):
        yield from enumerate(node)

"""What every sheet shares: its head, its missing values, and its plain data."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal

from bidkit.deal import Deal, House
from bidkit.deal.types import When
from bidkit.key_nodes import NodeStatus
from bidkit.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the top of a sheet, and in its header and footer."""

    id: str
    title: str
    artifact: Phrase
    audience: Phrase
    status: Phrase
    final: bool
    owner: str | None
    seller: str | None
    as_of: date | None


@dataclass(frozen=True, slots=True)
class ForcedEntry:
    """A key node passed by force: by whom, when and why."""

    node: Phrase
    by: str
    on: date
    reason: str


def forced_entries(statuses: Iterable[NodeStatus]) -> tuple[ForcedEntry, ...]:
    """Return the key nodes that were passed by force, as every internal sheet shows them."""
    return tuple(
        ForcedEntry(each.node.name, each.forced.by, each.forced.on, each.forced.reason)
        for each in statuses
        if each.forced
    )


def head_of(deal: Deal, house: House, artifact: Phrase, *, final: bool) -> Head:
    """Return the head of an internal sheet."""
    return Head(
        id=deal.id,
        title=deal.title,
        artifact=artifact,
        audience=Phrase("Internal: not for the customer"),
        status=Phrase("FINAL") if final else Phrase("DRAFT"),
        final=final,
        owner=deal.owner,
        seller=house.seller.name,
        as_of=deal.as_of,
    )


def age(when: When | None, as_of: date | None) -> Phrase | None:
    """Return how old something is at the record's date, as exactly as both dates allow."""
    if when is None or as_of is None:
        return None
    since = when.earliest()
    if since is None:
        return Phrase("year not stated")
    if when.day:
        days = (as_of - since).days
        return Phrase("1 day") if days == 1 else Phrase("{n} days", n=days)
    if not when.month:
        return Phrase("from the year {year}", year=str(since.year))
    months = (as_of.year - since.year) * 12 + as_of.month - since.month
    return Phrase("up to a month") if months < 1 else Phrase("about {n} months", n=months)


def plain(sheet: object) -> dict[str, object]:
    """Return a sheet as the plain data that templates get: dicts, tuples, text, numbers, dates and Phrases."""
    if not is_dataclass(sheet):
        raise TypeError(f"{sheet!r} is not a sheet")
    return {field.name: _plain(getattr(sheet, field.name)) for field in fields(sheet)}


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | Decimal):
        return value
    if isinstance(value, When):
        return {"year": value.year, "month": value.month, "day": value.day}
    return _walk(value, _plain)


def jsonable(value: object) -> object:
    """Return a sheet as JSON data: Phrases in English, Decimals as numbers, dates as text."""
    if isinstance(value, Decimal):
        return float(value) if value % 1 else int(value)
    if isinstance(value, Phrase | date | When):
        return str(value)
    return _walk(value, jsonable)


def _walk(value: object, convert: Callable[[object], object]) -> object:
    names = _names_of(type(value))
    if names is not None:
        return {name: convert(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {key: convert(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return tuple(convert(item) for item in value)
    return value


_NAMES: dict[type, tuple[str, ...] | None] = {}


def _names_of(kind: type) -> tuple[str, ...] | None:
    """Return the fields of a class that is walked into, asked once of each: a long list has thousands of one class."""
    if kind not in _NAMES:
        walked = is_dataclass(kind) and not issubclass(kind, Phrase)
        _NAMES[kind] = tuple(field.name for field in fields(kind)) if walked else None
    return _NAMES[kind]

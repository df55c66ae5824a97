"""Which requirement of the record a row means, and the id of one that is new."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from bidkit.deal.standards import Requirement
from bidkit.problems import Place, Problem
from bidkit.record.requirements.rows import Row
from bidkit.record.requirements.words import NUMBER
from bidkit.record.tree import Scalar

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_NOT_IN_ID = re.compile("[^A-Za-z0-9]+")
_COUNTED = re.compile("REQ-([0-9]{1,6})")


def with_ids(rows: Sequence[Row], items: Sequence[Requirement]) -> Iterator[Problem]:
    """Give every row its id, that of the record where the row is known again; yield rows that mean the same.

    A row is known by its id, by the tender's number, which the record keeps under `source`, or word for word.
    """
    sources = {item.id: item.source for item in items}
    by_source, by_text = _only(items, "source"), _only(items, "text")
    free = _free({*sources, *(row.text("id") or "" for row in rows)})
    numbers = [_number_of(row) for row in rows]
    known = [_known(row, number, by_source, sources) for row, number in zip(rows, numbers, strict=True)]
    seen: dict[str, Place] = {}
    for row, number, name in zip(rows, numbers, known, strict=True):
        by_word = by_text.get(row.text("text") or "")
        name = name or (by_word if by_word not in known else None) or _derived(number) or next(free)  # noqa: PLW2901
        place = row.where("id") if row.text("id") else number.place if number else row.where("text")
        if name in seen:
            said = f"`{name}` stands in row {seen[name].line} already"
            yield Problem(place, said, "Each requirement has an id of its own, and stands once.")
        seen.setdefault(name, place)
        row.values["id"] = Scalar(place, name)
        if number and (row.text("source") or not sources.get(name)):
            row.values["source"] = Scalar(number.place, ", ".join(filter(None, (number.text, row.text("source")))))


def _known(row: Row, number: Scalar | None, by_source: Mapping[str, str], ids: Mapping[str, str | None]) -> str | None:
    """Return the id that a row has, or by which the record knows its number."""
    if row.text("id") or number is None:
        return row.text("id")
    ways = (by_source.get(number.text or ""), _core(number), _derived(number))
    return next((each for each in ways if each in ids), None)


def _number_of(row: Row) -> Scalar | None:
    """Take the tender's number out of a row; what stands as id and cannot be one, such as 3.2.1, is a number too."""
    number, given = row.values.pop(NUMBER, None), row.values.get("id")
    row.empty.pop(NUMBER, None)
    if isinstance(given, Scalar) and not _ID.fullmatch(given.text or ""):
        del row.values["id"]
        number = number or given
    return number if isinstance(number, Scalar) else None


def _only(items: Sequence[Requirement], name: str) -> dict[str, str]:
    """Return the ids by what one requirement alone has under a name."""
    found: dict[str, list[str]] = {}
    for item in items:
        found.setdefault(getattr(item, name) or "", []).append(item.id)
    return {said: ids[0] for said, ids in found.items() if said and len(ids) == 1}


def _core(number: Scalar) -> str:
    return _NOT_IN_ID.sub("-", number.text or "").strip("-")[:60]


def _derived(number: Scalar | None) -> str | None:
    """Return the id that a tender's number gives, such as R-3-2-1 of 3.2.1; none where it has no letter or digit."""
    core = _core(number) if number else ""
    return f"R-{core}" if core else None


def _free(taken: set[str]) -> Iterator[str]:
    """Yield ids that nothing has, counted on from the highest."""
    counted = [int(found[1]) for each in taken if (found := _COUNTED.fullmatch(each))]
    return (f"REQ-{number:03}" for number in count(max(counted, default=0) + 1))

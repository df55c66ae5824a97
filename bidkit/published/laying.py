"""What a published tender adds to a record, what it changes there, and what the record keeps."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from bidkit.published.draft import Draft, Fact, Field, Item, Say, said

Kind = Literal["new", "changed", "kept"]
_STARTER_TITLE = ": say what is sold to whom"


class Change(NamedTuple):
    """One field of the record: what stands in it, and what the file says."""

    path: Field
    kind: Kind
    before: object
    after: object
    adds: bool = False
    """Whether a whole item is added to the list at the path."""


def changes(draft: Draft, record: Mapping[str, object], *, replace: bool, say: Say = str) -> Iterator[Change]:
    """Compare a draft with a record: what is empty is filled; what differs is kept, or replaced where wanted."""
    taken = {path[:2]: _is_taken(record, path[:2]) for path in draft.facts if path[0] == "elements"}
    for path, fact in draft.facts.items():
        closed = taken.get(path[:2], False) and path[-1] != "note"
        yield from _change(record, path, _plain(fact, say), replace=replace, closed=closed)
    for path, items in draft.lists.items():
        for name, item in items.items():
            yield from _item(record, path, name, item, replace, say)


def _is_taken(record: Mapping[str, object], path: Field) -> bool:
    """Say whether somebody has stated an element, whose parts then belong together."""
    element = value_at(record, path)
    return isinstance(element, Mapping) and (
        element.get("state") not in (None, "unknown") or element.get("what") is not None
    )


def _change(
    record: Mapping[str, object], path: Field, after: object, *, replace: bool, closed: bool
) -> Iterator[Change]:
    before = value_at(record, path)
    if _is_empty(path, before) and not (closed and not replace):
        yield Change(path, "new", before, after)
    elif isinstance(before, list) and isinstance(after, list):
        missing = [each for each in after if each not in before]
        if missing:
            yield Change(path, "changed", before, [*before, *missing])
    elif before != after:
        yield Change(path, "changed" if replace else "kept", before, after)


def _is_empty(path: Field, before: object) -> bool:
    """Say whether nothing stands in a field, or only what every new record begins with."""
    if path == ("title",) and isinstance(before, str):
        return before.endswith(_STARTER_TITLE)
    return before in (None, "", [], {}) or (path[0] == "elements" and path[-1] == "state" and before == "unknown")


def _item(
    record: Mapping[str, object], path: Field, name: str, item: Item, replace: bool, say: Say
) -> Iterator[Change]:
    plain = {key: _plain(fact, say) for key, fact in item.items()}
    if _find(value_at(record, path), name) is None:
        yield Change((*path, name), "new", None, plain, adds=True)
        return
    for key, after in plain.items():
        yield from _change(record, (*path, name, key), after, replace=replace, closed=False)


def _plain(fact: Fact, say: Say) -> object:
    return list(fact) if isinstance(fact, list) else said(fact, say)


def value_at(record: object, path: Field) -> object:
    """Return what stands at a path of a record; an item of a list is named by its id."""
    for step in path:
        record = record.get(step) if isinstance(record, Mapping) else _find(record, step)
    return record


def _find(items: object, name: str) -> object:
    if not isinstance(items, list):
        return None
    return next((each for each in items if isinstance(each, Mapping) and each.get("id") == name), None)

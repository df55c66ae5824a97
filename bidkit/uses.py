"""Everything in a record that refers to an id."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args, get_type_hints

from bidkit.checks.finding import FieldPath
from bidkit.deal import Deal
from bidkit.deal.types import Identifier, Part

_NAMES = ("title", "name", "what", "do", "parameter", "legal_name", "text", "question", "maker")
"""The fields by which a part that has an id is called, the best first."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place of the record at which an id stands."""

    how: Literal["is", "refers", "mentions"]
    """Whether the part with that id stands there, a field that refers to it, or a text that mentions it."""
    path: FieldPath
    field: str
    """The path as a person writes it, with ids in place of positions."""
    owner: str | None
    """What the part is called in which it stands."""


def uses(deal: Deal, name: str) -> tuple[Use, ...]:
    """Return every place at which an id stands, in the record's order."""
    like_an_id = re.search(r"\d", name)  # an id that is a word, such as deadline, would be found in every other text
    mention = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w-])") if like_an_id else None
    found = []
    for path, text, is_id in _texts(deal, ()):
        how = _how(path[-1], text, name, is_id=is_id, mention=mention)
        if how:
            found.append(Use(how, path, named(deal, path), _owner(deal, path)))
    return tuple(found)


def _how(
    field: str | int, text: str, name: str, *, is_id: bool, mention: re.Pattern[str] | None
) -> Literal["is", "refers", "mentions"] | None:
    if is_id and text == name:
        return "is" if field == "id" else "refers"
    return "mentions" if not is_id and mention and mention.search(text) else None


def known_ids(deal: Deal) -> set[str]:
    """Return every id that stands in the record."""
    return {text for _, text, is_id in _texts(deal, ()) if is_id}


def named(deal: Deal, path: FieldPath) -> str:
    """Return a path with the ids of list items in place of their positions; an id itself stands for its part."""
    node: object = deal
    steps = []
    for step in path[:-1] if path[-1] == "id" or isinstance(path[-1], int) else path:
        node = _child(node, step)
        steps.append(str(getattr(node, "id", step)) if isinstance(step, int) else step)
    return ".".join(steps)


def _owner(deal: Deal, path: FieldPath) -> str | None:
    """Return what the innermost part with an id around a field is called."""
    node, owner = deal, None
    for step in path:
        node = _child(node, step)  # type: ignore[assignment] # whatever stands there
        if hasattr(node, "id") and isinstance(step, int):
            owner = next((str(given) for name in _NAMES if (given := getattr(node, name, None))), owner)
    return owner


def _child(node: object, step: str | int) -> object:
    if isinstance(node, Mapping):
        return node.get(step)
    if isinstance(node, tuple):
        return node[step] if isinstance(step, int) else None
    return getattr(node, str(step), None)


def _texts(node: Part, path: FieldPath) -> Iterator[tuple[FieldPath, str, bool]]:
    """Yield every text of a part with its path, and whether it is an id."""
    ids = _ids_among(type(node))
    for name in type(node).model_fields:
        yield from _in(getattr(node, name), (*path, name), name in ids)


def _in(value: object, path: FieldPath, is_id: bool) -> Iterator[tuple[FieldPath, str, bool]]:
    if isinstance(value, str):
        yield path, value, is_id
    elif isinstance(value, Part):
        yield from _texts(value, path)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if is_id:
                yield (*path, key), str(key), True
            yield from _in(inner, (*path, key), False)
    elif isinstance(value, tuple):
        for at, inner in enumerate(value):
            yield from _in(inner, (*path, at), is_id)


@cache
def _ids_among(part: type[Part]) -> frozenset[str]:
    """Return the fields of a part that hold ids."""
    hints = get_type_hints(part, include_extras=True)
    return frozenset(name for name in part.model_fields if _holds_id(hints[name]))


def _holds_id(hint: object) -> bool:
    return hint == Identifier or any(_holds_id(each) for each in get_args(hint) if not isinstance(each, str))

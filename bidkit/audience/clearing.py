"""A record with nothing in it but what an allow-list names.

Whatever is made of a cleared record cannot hang on a field that the list does not name, new fields included.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar, cast

from bidkit.deal.types import Part

P = TypeVar("P", bound=Part)

Allowed = Mapping[str, "Allowed"]


@lru_cache(maxsize=8)
def tree_of(paths: tuple[str, ...]) -> Allowed:
    """Return paths such as `standards.needs[].what` as a tree of names; `[]` is any item of a list or group by id."""
    tree: dict[str, Allowed] = {}
    for path in paths:
        _plant(tree, path.replace("[]", "").split("."))
    return tree


def _plant(tree: dict[str, Allowed], steps: Iterable[str]) -> None:
    for step in steps:
        tree = tree.setdefault(step, {})  # type: ignore[assignment] # every tree here is a dict


def cleared(part: P, allowed: Allowed) -> P:
    """Return a part in which every field that is not allowed is as if it had never been given."""
    given = {
        name: _cleared(getattr(part, name), below) if below else getattr(part, name) for name, below in allowed.items()
    }
    return cast("P", _blank(type(part)).model_copy(update=given))


@lru_cache(maxsize=256)
def _blank(kind: type[Part]) -> Part:
    """Return a part to which nothing was given: to fill copies of it takes a third of what it takes to make each."""
    return kind.model_construct()


def _cleared(value: object, below: Allowed) -> object:
    if value is None:
        return None
    if isinstance(value, tuple):
        return tuple(_cleared(item, below) for item in value)
    if isinstance(value, Part):
        return cleared(value, below)
    if isinstance(value, Mapping):
        return {name: _cleared(item, below) for name, item in value.items()}
    return value

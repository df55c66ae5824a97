"""A record with nothing in it but what an allow-list names.

Whatever is made of a cleared record cannot hang on a field that the list does not name, new fields included.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeVar, cast

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
    given: dict[str, Any] = {name: _cleared(getattr(part, name), below) for name, below in allowed.items()}
    return cast("P", type(part).model_construct(**given))


def _cleared(value: object, below: Allowed) -> object:
    if isinstance(value, tuple):
        return tuple(_cleared(item, below) for item in value)
    if isinstance(value, Mapping):
        return {name: _cleared(item, below) for name, item in value.items()}
    return cleared(value, below) if below and isinstance(value, Part) else value

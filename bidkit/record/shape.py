"""What may stand where, read from the models: the fields of a group, the words that name its entries."""

from collections.abc import Mapping
from typing import Annotated, Literal, get_args, get_origin

from pydantic import BaseModel

from bidkit.record.tree import Path


def type_at(model: type[BaseModel], path: Path) -> object:
    """Return the type that a model gives to a path, or None where it has none."""
    at: object = model
    for step in path:
        known = model_in(at)
        if known is None:
            inner = get_args(_unwrapped(at))
            at = inner[0 if isinstance(step, int) else -1] if inner else None
        else:
            field = known.model_fields.get(str(step))
            at = field.annotation if field else None
    return at


def names_at(model: type[BaseModel], path: Path) -> list[str]:
    """Return the names that may stand in the group at this path; none where any may."""
    at = type_at(model, path)
    known = model_in(at)
    return sorted(known.model_fields) if known else _choices_of_keys(at)


def model_in(annotation: object) -> type[BaseModel] | None:
    """Return the model of a type, without its None."""
    found = _unwrapped(annotation)
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None


def holds_groups_by_id(annotation: object) -> bool:
    """Say whether a type is a mapping whose values are groups of fields."""
    mapping = _unwrapped(annotation)
    return get_origin(mapping) is Mapping and model_in(get_args(mapping)[1]) is not None


def _choices_of_keys(annotation: object) -> list[str]:
    mapping = _unwrapped(annotation)
    key = get_args(mapping)[0] if get_origin(mapping) is Mapping else None
    return list(get_args(key)) if get_origin(key) is Literal else []


def _unwrapped(annotation: object) -> object:
    """Return the type without Annotated and without its None."""
    if get_origin(annotation) is Annotated:
        return _unwrapped(get_args(annotation)[0])
    inner = [part for part in get_args(annotation) if part is not type(None)]
    return _unwrapped(inner[0]) if len(inner) == 1 and type(None) in get_args(annotation) else annotation

"""What may stand where, read from the models: the fields of a group, the words that name its entries.

A group may be one of several, chosen by its `method`. Which one it is, only the data says; without data, a field of
any of them counts.
"""

from collections.abc import Mapping
from functools import reduce
from typing import Annotated, Literal, get_args, get_origin

from pydantic import BaseModel

from bidkit.record.tree import Path, Step
from pricing.values import METHOD, normal_name


def type_at(annotation: object, path: Path, data: object = None) -> object:
    """Return the type that stands at a path of this data, or None where there is none."""
    for step in path:
        annotation, data = type_inside(annotation, step, data), value_inside(data, step)
    return annotation


def type_inside(annotation: object, step: Step, data: object = None) -> object:
    """Return the type of one field, item or entry of a value."""
    models = _models(annotation, data)
    if models:
        fields = (model.model_fields.get(str(step)) for model in models)
        return next((field.annotation for field in fields if field), None)
    inner = get_args(_unwrapped(annotation))
    return inner[0 if isinstance(step, int) else -1] if inner else None


def value_inside(data: object, step: Step) -> object:
    """Return one field, item or entry of a value, or None where there is none."""
    if isinstance(data, Mapping):
        return data.get(step)
    return data[step] if isinstance(data, list) and isinstance(step, int) and step < len(data) else None


def value_at(data: object, path: Path) -> object:
    """Return the value at a path, or None where there is none."""
    return reduce(value_inside, path, data)


def names_at(model: type[BaseModel], path: Path, data: object = None) -> list[str]:
    """Return the names that may stand in the group at this path; none where any may."""
    at = type_at(model, path, data)
    models = _models(at, value_at(data, path))
    return sorted({name for each in models for name in each.model_fields}) if models else _choices_of_keys(at)


def words_at(model: type[BaseModel], path: Path, data: object = None) -> list[str]:
    """Return the words of which one may stand at this path; none where they are not given."""
    at = _unwrapped(type_at(model, path, data))
    return list(get_args(at)) if get_origin(at) is Literal else []


def model_in(annotation: object, data: object = None) -> type[BaseModel] | None:
    """Return the model of a type, without its None; of several, the one that the data chooses."""
    found = _unwrapped(annotation)
    if isinstance(found, type) and issubclass(found, BaseModel):
        return found
    method = data.get(METHOD) if isinstance(data, Mapping) else None
    return choices(found).get(normal_name(method)) if isinstance(method, str) else None


def choices(annotation: object) -> dict[str, type[BaseModel]]:
    """Return the models that a group may be, by their method; none where it is not chosen by method."""
    members = [part for part in get_args(_unwrapped(annotation)) if _has_method(part)]
    return {get_args(member.model_fields[METHOD].annotation)[0]: member for member in members}


def holds_groups_by_id(annotation: object) -> bool:
    """Say whether a type is a mapping whose values are groups of fields."""
    mapping = _unwrapped(annotation)
    return get_origin(mapping) is Mapping and model_in(get_args(mapping)[1]) is not None


def _models(annotation: object, data: object) -> list[type[BaseModel]]:
    """Return the model of a type; of several, the one that the data chooses, or all where it chooses none."""
    known = model_in(annotation, data)
    return list(choices(annotation).values()) if known is None else [known]


def _has_method(part: object) -> bool:
    """Say whether a part is one of several that are chosen by method; in others a method is words."""
    if not (isinstance(part, type) and issubclass(part, BaseModel) and METHOD in part.model_fields):
        return False
    return get_origin(part.model_fields[METHOD].annotation) is Literal


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

"""The schema as data: a record in which every field is given, and every leaf by its path."""

import json
import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from bidkit.deal.types import When
from bidkit.record.source import parse
from bidkit.record.tree import Path, Table, leaves

TEXTS = (
    "ID-1",
    "1",
    "2031-02-03",
    "2031-02-03T10:00",
    "UTC",
    "EUR",
    "yes",
    "a.docx",
    "costs.xlsx",
    "lowest_price",
    "0.5",
    "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
)
"""One of these can stand in any field. All ids are the same, so that everything that is referred to is there."""


def filled(model: type[BaseModel]) -> dict[str, Any]:
    """Return data for a model with every field given, lists with one item."""
    return {name: _value(_whole(field.annotation, field.metadata)) for name, field in model.model_fields.items()}


def _whole(annotation: Any, metadata: list[Any]) -> Any:  # noqa: ANN401 - any annotation
    return Annotated[annotation, *metadata] if metadata else annotation


def _value(annotation: Any) -> Any:  # noqa: ANN401 - any annotation, any data
    kind = _kind(annotation)
    origin, inside = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel) and kind is not When:
        return filled(kind)
    if origin is tuple:
        return [_value(inside[0])]
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return {_scalar(inside[0]): _value(inside[1])}
    return _scalar(annotation)


def _kind(annotation: Any) -> Any:  # noqa: ANN401 - any annotation
    """Look through Annotated and Optional."""
    if get_origin(annotation) is Annotated:
        return _kind(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        some = [each for each in get_args(annotation) if each is not type(None)]
        return _kind(some[0])
    return annotation


def _scalar(annotation: Any) -> str:  # noqa: ANN401 - any annotation
    kind = _kind(annotation)
    if get_origin(kind) is Literal:
        return str(get_args(kind)[0])
    adapter: TypeAdapter[Any] = TypeAdapter(annotation)
    for text in TEXTS:
        try:
            adapter.validate_python(text)
        except ValidationError:
            continue
        return text
    raise AssertionError(f"no text is known that can stand as {annotation}")


def pattern(path: Path, model: type[BaseModel]) -> str:
    """Return a path with `[]` for each item, as an allow-list names it."""
    kind: Any = model
    said = ""
    for step in path:
        inner = _kind(kind)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            said += f".{step}" if said else str(step)
            field = inner.model_fields.get(str(step))
            kind = field.annotation if field else Any
        else:
            said += "[]"
            args = get_args(inner)
            kind = args[-1] if args and args[-1] is not ... else (args[0] if args else Any)
    return said


def tree(model: type[BaseModel]) -> Table:
    """Return the filled model as a located tree."""
    made, problems = parse(json.dumps(filled(model)), "filled.json")
    assert not problems
    return made


def patterns(model: type[BaseModel]) -> Iterator[str]:
    """Yield every leaf of the schema, as an allow-list names it."""
    yield from (pattern(path, model).removesuffix("[]") for path, _ in leaves(tree(model)))

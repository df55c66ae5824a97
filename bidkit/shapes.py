"""What a template may find in its data: a plain description of a sheet, made from the sheet's own types."""

import types
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from bidkit.phrases import Phrase

Kind = Literal[
    "anything", "nothing", "text", "sentence", "number", "whole number", "yes/no", "date", "group", "list", "row"
]


@dataclass(frozen=True, slots=True)
class Shape:
    """One value: its kind; the fields of a group; what the items of a list are, or the cells of a row."""

    kind: Kind
    fields: Mapping[str, "Shape"] = field(default_factory=dict)
    items: tuple["Shape", ...] = ()

    def __hash__(self) -> int:
        return hash((self.kind, tuple(self.fields), self.items))


ANYTHING = Shape("anything")
NOTHING = Shape("nothing")
TEXT = Shape("text")
SENTENCE = Shape("sentence")  # said in the document's language; English until then
NUMBER = Shape("number")
WHOLE = Shape("whole number")
YES_NO = Shape("yes/no")
DATE = Shape("date", dict.fromkeys(("year", "month", "day"), WHOLE))

_SCALARS: Mapping[object, Shape] = {
    str: TEXT,
    Phrase: SENTENCE,
    Decimal: NUMBER,
    int: WHOLE,
    bool: YES_NO,
    date: DATE,
}


def list_of(item: Shape) -> Shape:
    """Return the shape of a list."""
    return Shape("list", items=(item,))


def shape_of(annotation: Any) -> Shape:  # noqa: ANN401 - any annotation
    """Describe what a template sees of a type; dates that are known in part stay groups of year, month and day."""
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return TEXT
    if origin in (Union, types.UnionType):
        return _either({shape_of(each) for each in inside if each is not types.NoneType})
    if origin is tuple:
        return (
            list_of(shape_of(inside[0])) if inside[1:] == (...,) else Shape("row", items=tuple(map(shape_of, inside)))
        )
    if is_dataclass(annotation):
        return Shape("group", _fields(annotation))
    return DATE if _is_partly_known_date(annotation) else ANYTHING


def _fields(kind: Any) -> dict[str, Shape]:  # noqa: ANN401 - a dataclass
    hints = get_type_hints(kind)
    return {each.name: shape_of(hints[each.name]) for each in fields(kind)}


def _is_partly_known_date(annotation: Any) -> bool:  # noqa: ANN401 - any annotation
    return set(getattr(annotation, "model_fields", ())) == set(DATE.fields)


def _either(shapes: set[Shape]) -> Shape:
    if shapes == {TEXT, SENTENCE}:
        return TEXT
    return shapes.pop() if len(shapes) == 1 else ANYTHING

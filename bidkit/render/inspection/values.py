"""What is known of a value while a template is read without its data."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Literal

from bidkit.shapes import ANYTHING, NOTHING, Shape

if TYPE_CHECKING:
    from bidkit.render.inspection.modules import Macro, Module

Path = tuple[str, ...]
ITEM = "*"  # stands in a path for any item of a list


@dataclass(frozen=True, slots=True)
class Value:
    """A value's shape, and the places in the sheet that it may have come from."""

    shape: Shape = ANYTHING
    paths: frozenset[Path] = field(default_factory=frozenset)
    macro: "Macro | None" = None
    module: "Module | None" = None
    parts: tuple["Value", ...] = ()  # its items or cells, where more is known of them than their shape

    def inside(self, step: str, shape: Shape) -> "Value":
        """Return what lies one step further in the sheet."""
        return Value(shape, frozenset((*path, step) for path in self.paths))

    def item(self, index: int | None = None) -> "Value":
        """Return an item of a list or a cell of a row; anything where the shape does not tell."""
        if self.parts:
            return either(self.parts) if index is None else self.parts[index]
        if self.shape.kind == "list":
            return self.inside(ITEM, self.shape.items[0] if self.shape.items else ANYTHING)
        if self.shape.kind != "row":
            return UNKNOWN
        if index is None:
            return either(self.item(each) for each in range(len(self.shape.items)))
        return self.inside(ITEM, self.shape.items[index])


UNKNOWN = Value()
ABSENT = Value(NOTHING)


def of(shape: Shape, *sources: Value) -> Value:
    """Return a value that was worked out from others."""
    return Value(shape, frozenset().union(*(source.paths for source in sources)) if sources else frozenset())


def of_parts(kind: Literal["list", "row"], parts: tuple[Value, ...]) -> Value:
    """Return a list or row that is put together from values."""
    shapes = tuple(part.shape for part in parts) if kind == "row" else (either(parts).shape,)
    return Value(Shape(kind, items=shapes), parts=parts)


def either(values: Iterable[Value]) -> Value:
    """Return what holds of every one of these values."""
    return reduce(_either, values, ABSENT)


def _either(one: Value, other: Value) -> Value:
    if one in (ABSENT, other):
        return other
    if other == ABSENT:
        return one
    same = one.shape == other.shape
    parts = one.parts if one.parts == other.parts else ()
    return Value(one.shape if same else ANYTHING, one.paths | other.paths, parts=parts)

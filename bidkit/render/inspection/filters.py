"""What each filter gives, as far as it can be told from what it is given."""

from collections.abc import Callable, Mapping

from bidkit.render.inspection.values import UNKNOWN, Value, either, of, of_parts
from bidkit.shapes import ANYTHING, NUMBER, TEXT, WHOLE, Kind, Shape, list_of

NUMBERS: frozenset[Kind] = frozenset({"number", "whole number"})
PLURAL: frozenset[Kind] = frozenset({"list", "row"})
LOOSE: frozenset[Kind] = frozenset({"anything", "nothing"})

# What a filter can be given; other filters take what they find.
TAKES: Mapping[str, tuple[frozenset[Kind], str]] = {
    **dict.fromkeys(("money", "in_words", "number", "percent", "pt"), (NUMBERS, "a number")),
    "date": (frozenset({"date"}), "a date"),
    "join": (PLURAL, "a list"),
}

# Filters that would show a sentence in English, because they make text of it before it is said.
ENGLISH = frozenset({"upper", "lower", "title", "capitalize", "replace", "trim", "truncate", "string", "center", "e"})

# Filters that look into each item of a list by the name of a field, and the argument that names it.
BY_FIELD: Mapping[str, str] = {
    "map": "attribute",
    "sort": "attribute",
    "unique": "attribute",
    "min": "attribute",
    "max": "attribute",
    "sum": "attribute",
    "join": "attribute",
    "groupby": "",
    "selectattr": "",
    "rejectattr": "",
}


def given(name: str, value: Value, by: Value | None, rest: tuple[Value, ...]) -> Value:
    """Return what a filter gives; `by` is the field of each item that it looks at, if it names one."""
    if name == "map":
        return of(list_of(by.shape), by) if by else UNKNOWN
    if name == "groupby":
        row = of_parts("row", (by or UNKNOWN, value))
        return of_parts("list", (row,))
    if name in ("default", "d"):
        return either((value, *rest[:1]))
    if name in _SAME:
        return value
    if name in _ONE:
        return value.item()
    return of(_SHAPES[name](value), value, *(rest if name in ("sum", "join") else ())) if name in _SHAPES else UNKNOWN


_SAME = frozenset({"list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr"})
_ONE = frozenset({"first", "last", "min", "max", "random"})
_TEXTS = (
    "money in_words number percent date say plain pt join upper lower title capitalize replace trim truncate string"
    " striptags escape e center indent wordwrap format urlencode"
)


def _batches(value: Value) -> Shape:
    return list_of(value.shape if value.shape.kind == "list" else ANYTHING)


_SHAPES: Mapping[str, Callable[[Value], Shape]] = {
    **dict.fromkeys(_TEXTS.split(), lambda _: TEXT),
    **dict.fromkeys(("length", "count", "int", "wordcount"), lambda _: WHOLE),
    **dict.fromkeys(("round", "float", "sum"), lambda _: NUMBER),
    "abs": lambda value: value.shape,
    "wrapped": lambda _: list_of(TEXT),
    "batch": _batches,
    "slice": _batches,
}

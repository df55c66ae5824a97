"""The effective house data as YAML, with the origin of each value behind it."""

import json
import re
from collections.abc import Iterator

from bidkit.record.content import LIBRARY
from bidkit.record.files import BUILT_IN, HouseFile
from bidkit.record.profiles import PROFILES
from bidkit.record.tree import Node, Scalar, Sequence, Table

_PLAIN = re.compile(r"[A-Za-z0-9][\w ,./%()-]*")
_ORIGIN_COLUMN = 64


def config_lines(file: HouseFile) -> Iterator[str]:
    """Yield the lines; saved as house.yaml they give the same house."""
    yield f"# House data from {file.path or 'the built-in defaults only; no house.yaml is in or above this folder'}."
    yield "# Values marked built-in are ILLUSTRATIVE: believable figures to start from, not a recommendation."
    for name, value in file.tree.entries.items():
        if name not in (LIBRARY, PROFILES):  # they stand in files of their own
            yield from _entry(name, value, "")


def _entry(name: str, value: Node, indent: str) -> Iterator[str]:
    if isinstance(value, Scalar):
        yield _with_origin(f"{indent}{_said(name)}: {_said(value.text)}", value)
    else:
        yield f"{indent}{_said(name)}:"
        yield from _inside(value, indent + "  ")


def _inside(value: Node, indent: str) -> Iterator[str]:
    if isinstance(value, Table):
        for name, inner in value.entries.items():
            yield from _entry(name, inner, indent)
    elif isinstance(value, Sequence):
        for item in value.items:
            yield from _item(item, indent)


def _item(item: Node, indent: str) -> Iterator[str]:
    if isinstance(item, Scalar):
        yield _with_origin(f"{indent}- {_said(item.text)}", item)
        return
    first, *rest = _inside(item, indent + "  ")
    yield f"{indent}- {first.strip()}" if len(first) < _ORIGIN_COLUMN else f"{indent}- {first[len(indent) + 2 :]}"
    yield from rest


def _with_origin(text: str, value: Scalar) -> str:
    place = value.place
    origin = "built-in" if place.path == BUILT_IN else f"{place.path}:{place.line}"
    return f"{text:<{_ORIGIN_COLUMN}}  # {origin}"


def _said(text: str | None) -> str:
    if text is None:
        return ""
    return text if _PLAIN.fullmatch(text) and text.strip() == text else json.dumps(text, ensure_ascii=False)

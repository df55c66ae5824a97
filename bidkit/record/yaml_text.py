"""Values as the text that a record holds them in, so that its reader gives back exactly the same."""

import json
import re
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

Value: TypeAlias = "str | list[Value] | Mapping[str, Value] | None"

_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
_JSON_WORD = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?|true|false")
_PLAIN_START = re.compile(r"[\w(±≤≥<°§]")
_NOT_PLAIN = re.compile(r"[^\S ]|: |:$| #|^(?:~|null)$|^\s|\s$|^$")
_FLOW_SIGNS = re.compile(r"[\[\]{},:?]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_MUST_ESCAPE = re.compile('[\\\\"\n\r\t]')
_LONGEST_FLOW = 80


class Manner(NamedTuple):
    """How a text is written: as JSON or YAML, its line break, the step of its indentation."""

    json: bool = False
    line_break: str = "\n"
    step: int = 2


def quoted(text: str) -> str:
    """Return a text in double quotes."""
    return '"' + _MUST_ESCAPE.sub(lambda found: _ESCAPES[found.group()], text) + '"'


def inline(value: Value, manner: Manner, *, style: str | None = None, flow: bool = True) -> str:
    """Return a value on one line; `style` is that of the value which it takes the place of."""
    if isinstance(value, Mapping):
        fields = (f"{_name(key, manner)}: {inline(each, manner)}" for key, each in value.items())
        return "{" + ", ".join(fields) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(each, manner) for each in value) + "]"
    if value is None:
        return "null"
    if manner.json:
        as_it_was = style is None and _JSON_WORD.fullmatch(value)
        return value if as_it_was else json.dumps(value, ensure_ascii=False)
    if style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return value if style != '"' and _may_be_plain(value, flow=flow) else quoted(value)


def _may_be_plain(text: str, *, flow: bool) -> bool:
    if _NUMBER.fullmatch(text):
        return True
    starts = bool(_PLAIN_START.match(text)) and text.isprintable()
    return starts and not _NOT_PLAIN.search(text) and not (flow and _FLOW_SIGNS.search(text))


def _name(key: str, manner: Manner) -> str:
    if manner.json:
        return json.dumps(key, ensure_ascii=False)
    return key if _may_be_plain(key, flow=True) else quoted(key)


def literal(text: str, column: int, manner: Manner) -> str | None:
    """Return a text of several lines as a block behind |, or None where a block could not hold it safely."""
    lines = text.split("\n")
    ends = text.endswith("\n")
    body = lines[:-1] if ends else lines
    unsafe = not all(line.isprintable() and line == line.rstrip() for line in body)
    if len(lines) < 2 or unsafe or not body[0] or body[0][0] == " " or not body[-1]:
        return None
    indent = " " * (column + manner.step)
    return manner.line_break.join(["|" if ends else "|-", *(indent + line if line else "" for line in body)])


def scalar(value: str | None, column: int, manner: Manner, *, style: str | None = None, alone: bool = True) -> str:
    """Return a value as it stands behind its name in `column`; a block only where it stands alone on its line."""
    block = literal(value, column, manner) if value and alone and not manner.json and style not in ("'", '"') else None
    return block or inline(value, manner, style=style, flow=False)


def behind_name(value: Value, column: int, manner: Manner) -> str:
    """Return what follows the colon of a field whose name stands in `column`."""
    if value is None:
        return ""
    if isinstance(value, str):
        return " " + scalar(value, column, manner)
    if _on_one_line(value):
        return " " + inline(value, manner)
    return manner.line_break + block(value, column + manner.step, manner)


def block(value: Value, column: int, manner: Manner) -> str:
    """Return a list or group as lines that begin in `column`, without the break that ends the last."""
    indent = " " * column
    if isinstance(value, Mapping):
        return manner.line_break.join(indent + line for line in _fields(value, column, manner))
    if isinstance(value, list):
        return manner.line_break.join(f"{indent}- {behind_hyphen(each, column, manner)}" for each in value)
    raise TypeError("only a list or a group is a block")


def behind_hyphen(value: Value, column: int, manner: Manner) -> str:
    """Return what follows the hyphen in `column` of a list's item."""
    if isinstance(value, Mapping) and value:
        inner = column + 2
        return (manner.line_break + " " * inner).join(_fields(value, inner, manner))
    if isinstance(value, str):
        return scalar(value, column, manner)
    return inline(value, manner)


def _fields(value: Mapping[str, Value], column: int, manner: Manner) -> list[str]:
    return [f"{_name(key, manner)}:{behind_name(each, column, manner)}" for key, each in value.items()]


def _on_one_line(value: Value) -> bool:
    """Say whether a list is short enough for one line; groups are given a line for each field."""
    if not value:
        return True
    simple = isinstance(value, list) and all(isinstance(each, str) and "\n" not in each for each in value)
    return simple and len(inline(value, Manner())) <= _LONGEST_FLOW

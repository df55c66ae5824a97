"""Where each value stands in the text of a record, to the character: what `editing` cuts and joins by.

The text has been read by `source.parse` before, which names everything that is wrong with it.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import yaml

from bidkit.record.source import SURROGATES, as_yaml, events, value_of

_BREAKS = "\r\n"


@dataclass(slots=True)
class ScalarSpan:
    """A value; `style` is the sign that begins it: a quote, | or >, or None where it stands plain."""

    start: int
    end: int
    text: str | None
    style: str | None


@dataclass(slots=True)
class Entry:
    """One field of a group: where its name stands, and its value."""

    start: int
    end: int
    value: "Span"


@dataclass(slots=True)
class ListSpan:
    """A list, in brackets (`flow`) or an item to a line, each behind a hyphen in `column`."""

    start: int
    end: int
    flow: bool
    column: int
    items: "list[Span]"


@dataclass(slots=True)
class TableSpan:
    """A group of fields, in braces (`flow`) or a field to a line, its name in `column`."""

    start: int
    end: int
    flow: bool
    column: int
    entries: dict[str, Entry]


Span = ScalarSpan | ListSpan | TableSpan


def spans(text: str, *, json: bool) -> TableSpan | None:
    """Return the places of every value of a sound text; None where it holds nothing."""
    builder = _Builder(text, as_yaml(text), _origin(text)) if json else _Builder(text, text, int)
    root = builder.document()
    return root if isinstance(root, TableSpan) else None


def plain_of(span: Span) -> object:
    """Return what stands there as dicts, lists, texts and None."""
    if isinstance(span, TableSpan):
        return {name: plain_of(entry.value) for name, entry in span.entries.items()}
    if isinstance(span, ListSpan):
        return [plain_of(item) for item in span.items]
    return span.text


def _origin(text: str) -> Callable[[int], int]:
    """Return what turns a position behind joined surrogates, each two signs shorter, into one of the text."""
    ends = [found.end() - 2 * (number + 1) for number, found in enumerate(SURROGATES.finditer(text))]
    return lambda at: at + 2 * bisect_right(ends, at)


class _Mark(Protocol):
    """A place as both of PyYAML's parsers give it."""

    @property
    def index(self) -> int: ...


class _Builder:
    """Builds the spans from the parser's events."""

    def __init__(self, text: str, read: str, origin: Callable[[int], int]) -> None:
        self.text, self.origin = text, origin
        self.events = events(read)

    def document(self) -> Span | None:
        for event in self.events:
            if isinstance(event, yaml.NodeEvent):
                return self._span(event)
        return None

    def _span(self, event: yaml.Event) -> Span:
        if isinstance(event, yaml.MappingStartEvent):
            return self._table(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(event)
        return self._scalar(event)

    def _scalar(self, event: yaml.Event) -> ScalarSpan:
        start, end = self._at(event.start_mark), self._at(event.end_mark)
        style = getattr(event, "style", None)
        if style in ("|", ">"):
            end = self._block_end(start, end)
        return ScalarSpan(start, end, value_of(event), style)

    def _block_end(self, start: int, end: int) -> int:
        """Return where the text of | or > ends: before the break that ends its last line, which may be an empty one."""
        block = self.text[start:end]
        if "+" not in block.splitlines()[0]:
            return start + len(block.rstrip(" " + _BREAKS))
        return end - (2 if block.endswith("\r\n") else 1 if block.endswith(("\r", "\n")) else 0)

    def _list(self, event: yaml.SequenceStartEvent) -> ListSpan:
        start, column = self._at(event.start_mark), self._column(event)
        items: list[Span] = []
        for each in self.events:
            if isinstance(each, yaml.SequenceEndEvent):
                end = self._at(each.end_mark) if event.flow_style else items[-1].end
                return ListSpan(start, end, bool(event.flow_style), column, items)
            items.append(self._span(each))
        raise ValueError("the text ends within a list")

    def _table(self, event: yaml.MappingStartEvent) -> TableSpan:
        start, column = self._at(event.start_mark), self._column(event)
        end, entries = start, dict[str, Entry]()
        for each in self.events:
            if isinstance(each, yaml.MappingEndEvent):
                end = self._at(each.end_mark) if event.flow_style else end
                return TableSpan(start, end, bool(event.flow_style), column, entries)
            key = self._scalar(each)
            value = self._span(next(self.events))
            entries[key.text or ""] = Entry(key.start, key.end, value)
            end = value.end
        raise ValueError("the text ends within a group")

    def _at(self, mark: "_Mark | None") -> int:
        return self.origin(mark.index if mark else 0)

    def _column(self, event: yaml.Event) -> int:
        return event.start_mark.column if event.start_mark else 0

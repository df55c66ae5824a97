"""The cuts and joins in a text that carry out a plan; every sign outside of them stays."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from bidkit.record.plans import Plan
from bidkit.record.spans import Entry, ListSpan, ScalarSpan, Span, TableSpan
from bidkit.record.tree import Path
from bidkit.record.yaml_text import Manner, Value, behind_hyphen, behind_name, block, inline, scalar

Order = Callable[[Path], Sequence[str]]


class Splice(NamedTuple):
    """A part of the text, empty where something is put in, and what stands there afterwards."""

    start: int
    end: int
    text: str


class NotSpliced(Exception):  # noqa: N818 - it says what happened
    """Raised where a text has a form that cannot be changed in part."""


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return the text with every splice made; of those at one place the first comes first."""
    parts, at = [], 0
    for start, end, new in sorted(splices, key=lambda each: each[:2]):
        if start < at:
            raise NotSpliced
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


class Splicer:
    """Goes through the values that a plan changes and notes the splices."""

    def __init__(self, text: str, manner: Manner, order: Order) -> None:
        self.text, self.manner, self.order = text, manner, order
        self.splices: list[Splice] = []

    def change(self, span: Span, plan: Plan, path: Path = (), entry: Entry | None = None, column: int = 0) -> None:
        """Carry out a plan; `entry` is the field in whose value it happens, `column` that of its name or hyphen."""
        empty = isinstance(span, ScalarSpan) or (not _parts(span) and entry is not None)
        if plan.replaced or (plan.changes_parts and empty):
            self._replace(span, plan.as_value(), entry, column)
        elif isinstance(span, TableSpan):
            self._table(span, plan, path, entry)
        elif isinstance(span, ListSpan):
            self._list(span, plan, path, entry)

    def _replace(self, span: Span, value: Value, entry: Entry | None, column: int) -> None:
        if entry is not None and (_is_block(span) or not _parts(span)):
            self._renew(span, value, entry, column)
        elif not isinstance(span, ScalarSpan) and not span.flow:
            self._put(span.start, span.end, behind_hyphen(value, span.column, self.manner))
        elif isinstance(value, str | None) and isinstance(span, ScalarSpan):
            alone = self._ends_line(span.end)
            new = "" if value is None and entry else scalar(value, column, self.manner, style=span.style, alone=alone)
            self._put(span.start, span.end, (" " if span.start == span.end and new else "") + new)
        else:
            self._put(span.start, span.end, inline(value, self.manner))

    def _renew(self, span: Span, value: Value, entry: Entry, column: int) -> None:
        """Put a value behind the colon of a field which holds a block, or nothing."""
        new = behind_name(value, column, self.manner)
        colon = self._behind_colon(entry)
        if _is_block(span):
            self._put(colon, span.end, new)
        elif new.startswith(("\r", "\n")):  # a block begins on a line of its own, below what is said beside the name
            start = colon if span.start < span.end else span.start
            self._put(start, span.end, "")
            self._insert(self._line_end(span.end), new)
        elif "\n" in new and not self._ends_line(span.end):
            self._put(colon, span.end, " " + inline(value, self.manner))
        else:
            self._put(colon, span.end, new)

    def _table(self, span: TableSpan, plan: Plan, path: Path, entry: Entry | None) -> None:
        gone = {str(step) for step, each in plan.below.items() if each.gone and step in span.entries}
        new = {step: each for step, each in plan.below.items() if step not in span.entries and not each.gone}
        if len(gone) == len(span.entries) and (new or span.flow or entry is None):
            value = {str(step): each.as_value() for step, each in new.items()}
            self._replace(span, value, entry, span.column)
            return
        if span.flow:
            self._flow_table(span, plan, path, gone)
            return
        for name, each in span.entries.items():
            if name in plan.below and name not in gone:
                self.change(each.value, plan.below[name], (*path, name), each, span.column)
        self._remove_fields(span, gone, entry)
        for step, part in new.items():
            self._add_field(span, str(step), part.as_value(), path, gone)

    def _remove_fields(self, span: TableSpan, gone: set[str], within: Entry | None) -> None:
        names = list(span.entries)
        kept = [name for name in names if name not in gone]
        if not kept and within:
            self._insert(self._behind_colon(within), " {}")
        first = span.entries[names[0]]
        inline_run = not self._begins_line(first.start)
        if inline_run and names[0] in gone:
            following = span.entries[kept[0]]
            self._put(first.start, following.start, "")
            gone = gone - set(names[: names.index(kept[0])])
        for name in names:
            if name in gone:
                self._remove_lines(span.entries[name].start, span.entries[name].value.end)

    def _add_field(self, span: TableSpan, name: str, value: Value, path: Path, gone: set[str]) -> None:
        order = list(self.order(path))
        before = set(order[: order.index(name)] if name in order else order)
        kept = [each for each in span.entries if each not in gone]
        last = next((each for each in reversed(kept) if not order or each in before), kept[-1])
        self._add_lines(span.entries[last].value.end, block({name: value}, span.column, self.manner))

    def _list(self, span: ListSpan, plan: Plan, path: Path, entry: Entry | None) -> None:
        gone = {int(step) for step, each in plan.below.items() if each.gone}
        if span.flow:
            self._flow_list(span, plan, path, gone)
            return
        if len(gone) == len(span.items) and plan.added:
            self._replace(span, [value for _, value in plan.added], entry, max(span.column - self.manner.step, 0))
            return
        if len(gone) == len(span.items) and entry:
            self._insert(self._behind_colon(entry), " []")
        for at, item in enumerate(span.items):
            if at in gone:
                self._remove_lines(self._hyphen(span, item), item.end)
            elif at in plan.below:
                self.change(item, plan.below[at], (*path, at), None, span.column)
            self._add_items(span, plan, at + 1)
        if any(at == 0 for at, _ in plan.added):
            self._add_first(span, [value for at, value in plan.added if at == 0])

    def _add_items(self, span: ListSpan, plan: Plan, place: int) -> None:
        last = place == len(span.items)
        for at, value in plan.added:
            if at == place or (last and (at is None or at > place)):
                gap = self.manner.line_break if self._apart(span) else ""
                self._add_lines(span.items[place - 1].end, gap + self._item(span, value))

    def _add_first(self, span: ListSpan, values: list[Value]) -> None:
        hyphen = self._hyphen(span, span.items[0])
        line = self._line_start(hyphen)
        lines = [self._item(span, value) + self.manner.line_break for value in values]
        if self.text[line:hyphen].strip():
            raise NotSpliced
        self._put(line, line, "".join(lines))

    def _item(self, span: ListSpan, value: Value) -> str:
        return f"{' ' * span.column}- {behind_hyphen(value, span.column, self.manner)}"

    def _apart(self, span: ListSpan) -> bool:
        """Say whether the list keeps its items apart with empty lines."""
        if len(span.items) < 2:
            return False
        start = self._behind_break(self._line_end(span.items[-2].end))
        between = self.text[start : self._line_start(self._hyphen(span, span.items[-1]))]
        return any(not line.strip() for line in between.splitlines())

    def _hyphen(self, span: ListSpan, item: Span) -> int:
        """Return where the hyphen of an item stands: in the list's column, on the item's line or above."""
        line = self._line_start(item.start)
        while True:
            at = line + span.column
            if self.text[at : at + 1] == "-" and not self.text[line:at].replace("-", " ").strip():
                return at
            if line <= span.start - span.column:
                raise NotSpliced
            line = self._line_start(line - 1)

    def _flow_table(self, span: TableSpan, plan: Plan, path: Path, gone: set[str]) -> None:
        places = [(each.start, each.value.end) for each in span.entries.values()]
        out = {at for at, name in enumerate(span.entries) if name in gone}
        for name, entry in span.entries.items():
            if name in plan.below and name not in gone:
                self._flow_change(entry.value, plan.below[name], (*path, name), entry)
        new = [
            inline({str(step): each.as_value()}, self.manner)[1:-1]
            for step, each in plan.below.items()
            if step not in span.entries and not each.gone
        ]
        self._flow_parts(span, places, out, [(None, text) for text in new])

    def _flow_list(self, span: ListSpan, plan: Plan, path: Path, gone: set[int]) -> None:
        places = [(each.start, each.end) for each in span.items]
        for at, item in enumerate(span.items):
            if at in plan.below and at not in gone:
                self._flow_change(item, plan.below[at], (*path, at), None)
        self._flow_parts(span, places, gone, [(at, self._flow_text(span, value)) for at, value in plan.added])

    def _flow_change(self, span: Span, plan: Plan, path: Path, entry: Entry | None) -> None:
        if not plan.replaced and not isinstance(span, ScalarSpan) and _parts(span):
            self.change(span, plan, path, entry)
            return
        style = span.style if isinstance(span, ScalarSpan) else None
        new = inline(plan.as_value(), self.manner, style=style)
        if span.start == span.end:
            new = (" " if self.text[: span.start].endswith(":") else ": ") + new
        self._put(span.start, span.end, new)

    def _flow_text(self, span: ListSpan, value: Value) -> str:
        """Return a new item: over several lines where the others are, as programs print JSON."""
        text = inline(value, self.manner)
        if not (self.manner.json and span.items and self._begins_line(span.items[0].start)):
            return text
        import json  # noqa: PLC0415 - only for records that are JSON

        start = span.items[0].start
        indent = self.text[self._line_start(start) : start]
        return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", self.manner.line_break + indent)

    def _flow_parts(
        self, span: Span, places: list[tuple[int, int]], gone: set[int], added: list[tuple[int | None, str]]
    ) -> None:
        """Remove and add parts between brackets, with the commas that belong to them."""
        kept = [at for at in range(len(places)) if at not in gone]
        if not kept:
            if gone or added:
                ends = self.text[span.start], self.text[span.end - 1]
                self._put(span.start, span.end, ends[0] + ", ".join(text for _, text in added) + ends[1])
            return
        for at in sorted(gone):
            before = [each for each in kept if each < at]
            start, end = (places[at - 1][1], places[at][1]) if before else (places[at][0], places[at + 1][0])
            self._put(start, end, "")
        comma = self._comma(places)
        for place, text in added:
            before = [each for each in kept if place is None or each < place]
            if before:
                self._insert(places[before[-1]][1], comma + text)
            else:
                self._insert(places[kept[0]][0], text + comma)

    def _comma(self, places: list[tuple[int, int]]) -> str:
        start = places[-1][0]
        if not self._begins_line(start):
            return ", "
        return "," + self.manner.line_break + self.text[self._line_start(start) : start]

    def _put(self, start: int, end: int, text: str) -> None:
        self.splices.append(Splice(start, end, text))

    def _insert(self, at: int, text: str) -> None:
        self._put(at, at, text)

    def _remove_lines(self, start: int, end: int) -> None:
        line = self._line_start(start)
        if self.text[line:start].strip():
            raise NotSpliced
        self._put(line, self._behind_break(self._line_end(end)), "")

    def _add_lines(self, after: int, lines: str) -> None:
        end = self._line_end(after)
        at = self._behind_break(end)
        new_line = self.manner.line_break
        if at == end:  # the last line of the file has no break; it gets none
            self._put(at, at, new_line + lines)
        else:
            self._put(at, at, lines + new_line)

    def _behind_colon(self, entry: Entry) -> int:
        return self.text.index(":", entry.end) + 1

    def _line_start(self, at: int) -> int:
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def _line_end(self, at: int) -> int:
        while at < len(self.text) and self.text[at] not in "\r\n":
            at += 1
        return at

    def _behind_break(self, at: int) -> int:
        return at + (2 if self.text.startswith("\r\n", at) else 1 if at < len(self.text) else 0)

    def _begins_line(self, at: int) -> bool:
        return not self.text[self._line_start(at) : at].strip()

    def _ends_line(self, at: int) -> bool:
        return not self.text[at : self._line_end(at)].strip()


def _is_block(span: Span) -> bool:
    return not isinstance(span, ScalarSpan) and not span.flow


def _parts(span: Span) -> bool:
    """Say whether anything stands in a value."""
    if isinstance(span, TableSpan):
        return bool(span.entries)
    return bool(span.items) if isinstance(span, ListSpan) else span.start < span.end

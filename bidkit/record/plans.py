"""Edits of a record gathered by the value that they change, as the text is gone through value by value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from bidkit.record.spans import ListSpan, Span, TableSpan, plain_of
from bidkit.record.tree import Path, Step
from bidkit.record.yaml_text import Value


@dataclass(frozen=True, slots=True)
class Set:
    """Let a value stand at a path; groups that lead there are made where they are absent."""

    path: Path
    value: Value


@dataclass(frozen=True, slots=True)
class Add:
    """Add an item to the list at a path: before the item that stood at `at`, or at the end."""

    path: Path
    value: Value
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove a field or an item; without effect where there is none."""

    path: Path


Edit = Set | Add | Remove


@dataclass(slots=True)
class Plan:
    """What happens to one value: it stays, is replaced, goes, or changes in its parts."""

    replaced: bool = False
    value: Value = None
    gone: bool = False
    below: "dict[Step, Plan]" = field(default_factory=dict)
    added: list[tuple[int | None, Value]] = field(default_factory=list)

    @property
    def changes_parts(self) -> bool:
        """Say whether anything is to happen within the value."""
        return bool(self.below or self.added)

    def as_value(self) -> Value:
        """Return what the plan makes where nothing stands."""
        if self.replaced:
            return self.value
        if self.added:
            return [value for _, value in self.added]
        return {str(step): plan.as_value() for step, plan in self.below.items() if not plan.gone}


def planned(root: TableSpan, edits: Sequence[Edit]) -> Plan:
    """Return the plan of all edits, whose paths mean the values as they stood before any of them."""
    plan = Plan()
    for edit in edits:
        _enter(plan, root, edit)
    return plan


def _enter(plan: Plan, span: Span | None, edit: Edit) -> None:
    if isinstance(edit, Remove) and not _stands(span, edit.path):
        return
    for step in edit.path:
        if plan.replaced or plan.gone:
            raise ValueError(f"two edits contradict each other at {edit.path}")
        position, span = inside(span, step)
        plan = plan.below.setdefault(position, Plan())
    if isinstance(edit, Add):
        plan.added.append((edit.at, edit.value))
    elif plan != Plan():
        raise ValueError(f"two edits contradict each other at {edit.path}")
    elif isinstance(edit, Remove):
        plan.gone = True
    else:
        _replace(plan, span, edit.value)


def _stands(span: Span | None, path: Path) -> bool:
    for step in path:
        span = inside(span, step)[1]
        if span is None:
            return False
    return True


def inside(span: Span | None, step: Step) -> tuple[Step, Span | None]:
    """Return a field or an item, named by position or by `id`, with the step that names it best."""
    if isinstance(span, TableSpan):
        entry = span.entries.get(str(step))
        return str(step), entry.value if entry else None
    if isinstance(span, ListSpan):
        ids = (_id_of(item) for item in span.items)
        at = step if isinstance(step, int) else next((n for n, name in enumerate(ids) if name == step), None)
        if at is None or not 0 <= at < len(span.items):
            raise ValueError(f"the list has no item {step}")
        return at, span.items[at]
    if isinstance(step, int):
        raise ValueError(f"there is no list that has an item {step}")  # noqa: TRY004 - the path is wrong
    return step, None


def _id_of(item: Span) -> object:
    return plain_of(item.entries["id"].value) if isinstance(item, TableSpan) and "id" in item.entries else None


def _replace(plan: Plan, span: Span | None, value: Value) -> None:
    """Plan a new value; of a list or group only the parts that differ, so that the rest keeps its lines."""
    if isinstance(span, TableSpan) and isinstance(value, Mapping) and span.entries and value:
        for name, entry in span.entries.items():
            _part(plan, name, entry.value, value[name]) if name in value else _go(plan, name)
        for name in value:
            if name not in span.entries:
                plan.below[name] = Plan(replaced=True, value=value[name])
    elif isinstance(span, ListSpan) and isinstance(value, list) and span.items and value:
        _replace_items(plan, span, value)
    elif span is None or plain_of(span) != value:
        plan.replaced, plan.value = True, value


def _go(plan: Plan, step: Step) -> None:
    plan.below[step] = Plan(gone=True)


def _part(plan: Plan, step: Step, span: Span, value: Value) -> None:
    part = Plan()
    _replace(part, span, value)
    if part != Plan():
        plan.below[step] = part


def _replace_items(plan: Plan, span: ListSpan, value: list[Value]) -> None:
    before, after = [repr(plain_of(item)) for item in span.items], [repr(item) for item in value]
    for kind, i, end, j, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        shared = min(end - i, new_end - j)
        for number in range(shared):
            _part(plan, i + number, span.items[i + number], value[j + number])
        for number in range(i + shared, end):
            _go(plan, number)
        plan.added += [(end, value[number]) for number in range(j + shared, new_end)]

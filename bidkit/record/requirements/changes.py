"""What a spreadsheet of requirements would change in a record: shown to a person first, then made as edits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bidkit.deal import Deal
from bidkit.deal.standards import Requirement
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.editing import Add, Edit, Remove, Set
from bidkit.record.files import DealFile
from bidkit.record.requirements.matching import with_ids
from bidkit.record.requirements.rows import Row, rows_of
from bidkit.record.requirements.sheet import Table as Listed
from bidkit.record.tree import Node, Table, put
from bidkit.record.tree import Sequence as Items
from bidkit.record.tree import plain as plain_of
from bidkit.record.validate import validate
from bidkit.record.yaml_text import Value
from bidkit.requirement_columns import NAMED, Column

_LIST = ("standards", "requirements")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person wants of what the sheet leaves open: requirements that it lacks, cells that are empty."""

    remove: bool = False
    clear: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field that the sheet says otherwise: its name, what the record holds, what the sheet says."""

    name: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs between the record and a sheet."""

    new: Mapping[str, tuple[Field, ...]]
    changed: Mapping[str, tuple[Field, ...]]
    removed: tuple[Requirement, ...]
    """Those of the record that the sheet does not hold."""
    same: int
    kept: int
    """Values of the record for which the sheet has an empty cell."""
    choice: Choice

    @property
    def any(self) -> bool:
        """Say whether the record would change."""
        return bool(self.new or self.changed or (self.removed and self.choice.remove))


@dataclass(frozen=True, slots=True)
class Proposed:
    """A record as the sheet would have it, every value from the sheet at its cell."""

    before: DealFile
    after: DealFile
    rows: Mapping[str, Row]
    choice: Choice

    def differences(self) -> Differences:
        """Hold both against each other."""
        old = {item.id: item for item in self.before.deal.standards.requirements}
        new = {item.id: item for item in self.after.deal.standards.requirements}
        changed = {name: tuple(_fields(old[name], new[name])) for name in self.rows if name in old}
        told = {name: fields for name, fields in changed.items() if fields}
        kept = 0 if self.choice.clear else sum(_kept(old[name], self.rows[name]) for name in changed)
        return Differences(
            {name: tuple(_given(new[name], row)) for name, row in self.rows.items() if name not in old},
            told,
            tuple(item for name, item in old.items() if name not in self.rows),
            len(changed) - len(told),
            kept,
            self.choice,
        )

    def edits(self, found: Differences) -> list[Edit]:
        """Return the edits that make the differences in the record's text."""
        at = {item.id: number for number, item in enumerate(self.before.deal.standards.requirements)}
        said = _by_id(self.after)
        edits: list[Edit] = []
        for name, fields in found.changed.items():
            edits += [_edit((*_LIST, at[name], *NAMED[each.name].path), said[name]) for each in fields]
        if self.choice.remove:
            edits += [Remove((*_LIST, at[item.id])) for item in found.removed]
        return [*edits, *(Add(_LIST, plain_of(said[name])) for name in found.new)]  # type: ignore[arg-type] # texts


def proposed(before: DealFile, listed: Listed, choice: Choice) -> Proposed:
    """Return the record that a list makes, or raise ProblemsFound with all that is wrong with its cells."""
    groups = {group.title: group.id for group in before.deal.standards.groups}
    rows, problems = rows_of(listed, {"group": groups})
    problems += with_ids(rows, before.deal.standards.requirements)
    old = _by_id(before)
    problems += _without_text(rows, old)
    by_id = {row.text("id") or "": row for row in rows}
    if not rows:
        place = Place(listed.path, listed.header_row, 1, listed.sheet.title)
        problems.append(
            Problem(place, "no row below the headings holds a requirement", "Name the row of the headings.")
        )
    if problems:
        raise ProblemsFound(problems)
    items = [
        _changed(item, by_id[name], choice) if name in by_id else item
        for name, item in old.items()
        if name in by_id or not choice.remove
    ]
    items += [_new(row) for name, row in by_id.items() if name not in old]
    tree = _with_requirements(before.tree, items)
    return Proposed(before, DealFile(validate(Deal, tree), tree), by_id, choice)


def _by_id(file: DealFile) -> dict[str, Table]:
    standards = file.tree.entries.get("standards")
    found = standards.entries.get("requirements") if isinstance(standards, Table) else None
    nodes = found.items if isinstance(found, Items) else []
    items = file.deal.standards.requirements
    return {item.id: node for item, node in zip(items, nodes, strict=True) if isinstance(node, Table)}


def _without_text(rows: Iterable[Row], old: Mapping[str, Table]) -> Iterator[Problem]:
    for row in rows:
        name = row.text("id") or ""
        if name not in old and row.text("text") is None:
            said = (
                "`text` is empty"
                if "text" in row.empty
                else f"`{name}` is not in the record, and no column holds its text"
            )
            hint = "Write what is required, or clear the whole row. A heading such as --column text=C names a column."
            yield Problem(row.where("text"), said, hint)


def _changed(item: Table, row: Row, choice: Choice) -> Table:
    """Return a requirement of the record with what the row says otherwise."""
    for name, node in row.values.items():
        path = NAMED[name].path
        if _said(item, path) != plain_of(node):
            item = put(item, path, node)
    for name in row.empty if choice.clear else ():
        if name != "text":
            item = _without(item, NAMED[name].path)
    return item


def _new(row: Row) -> Table:
    item = Table(row.place, {}, {})
    for name in (each for each in NAMED if each in row.values):
        item = put(item, NAMED[name].path, row.values[name])
    return item


def _said(node: Node | None, path: Sequence[str]) -> object:
    for step in path:
        node = node.entries.get(step) if isinstance(node, Table) else None
    return None if node is None else plain_of(node)


def _without(item: Table, path: Sequence[str]) -> Table:
    """Return a group without the field at a path."""
    name, rest = path[0], path[1:]
    inner = item.entries.get(name)
    entries = {key: node for key, node in item.entries.items() if key != name}
    if rest and isinstance(inner, Table) and (kept := _without(inner, rest)).entries:
        entries = {**item.entries, name: kept}
    return replace(item, entries=entries)


def _with_requirements(tree: Table, items: list[Table]) -> Table:
    at = items[0].place if items else tree.place
    found = tree.entries.get("standards")
    standards = found if isinstance(found, Table) else Table(at, {}, {})
    keys = {"requirements": at, **standards.keys}
    standards = Table(standards.place, {**standards.entries, "requirements": Items(at, list(items))}, keys)
    return Table(tree.place, {**tree.entries, "standards": standards}, {"standards": at, **tree.keys})


def _fields(old: Requirement, new: Requirement) -> Iterator[Field]:
    for column in NAMED.values():
        before, after = _shown(column, old), _shown(column, new)
        if before != after:
            yield Field(column.name, before, after)


def _given(new: Requirement, row: Row) -> Iterator[Field]:
    return (Field(name, None, _shown(column, new)) for name, column in NAMED.items() if name in row.values)


def _shown(column: Column, item: Requirement) -> object:
    """Return a field as plain data; an empty list is nothing."""
    value = column.value(item)
    if isinstance(value, tuple):
        return list(value) or None
    return value if value is None or isinstance(value, str | Decimal) else str(value)


def _kept(old: Requirement, row: Row) -> int:
    return sum(1 for name in row.empty if _shown(NAMED[name], old) is not None)


def _edit(path: tuple[str | int, ...], item: Table) -> Edit:
    value = _said(item, [str(step) for step in path[len(_LIST) + 1 :]])
    return Remove(path) if value is None else Set(path, _value(value))


def _value(value: object) -> Value:
    return value  # type: ignore[return-value] # a tree holds texts and lists of them

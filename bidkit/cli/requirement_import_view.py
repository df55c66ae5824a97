"""What an import would change, as JSON and as lines for a terminal."""

from collections.abc import Iterator
from decimal import Decimal

from bidkit.cli.saying import count, padded
from bidkit.problems import column_letters
from bidkit.record.requirements.changes import Differences, Field
from bidkit.record.requirements.rows import titles_of
from bidkit.record.requirements.sheet import Heading, Table

_WIDEST = 110


def import_data(listed: Table, told: Differences, *, written: bool) -> dict[str, object]:
    """Return the differences as plain data, every text in full."""
    return {
        "file": listed.path,
        "sheet": listed.sheet.title,
        "header_row": listed.header_row,
        "columns": {name: column_letters(number) for name, number in listed.columns.items()},
        "not_read": [{"column": column_letters(each.number), "heading": each.text} for each in listed.left_out],
        "titles": [{"row": row, "text": title} for row, title in titles_of(listed).items()],
        "new": [{each.name: _data(each.new) for each in fields} for fields in told.new.values()],
        "changed": [
            {
                "id": name,
                "fields": [{"field": each.name, "old": _data(each.old), "new": _data(each.new)} for each in fields],
            }
            for name, fields in told.changed.items()
        ],
        "removed": [item.id for item in told.removed],
        "removes": told.choice.remove,
        "same": told.same,
        "kept_where_empty": told.kept,
        "written": written,
    }


def _data(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else value


def mapping_text(listed: Table) -> Iterator[str]:
    """Yield which column holds what."""
    yield f"{listed.path}, sheet '{listed.sheet.title}', headings in row {listed.header_row}"
    heads = {column: cell.value for (row, column), cell in listed.sheet._cells.items() if row == listed.header_row}
    for name, number in sorted(listed.columns.items(), key=lambda each: each[1]):
        heading = " ".join(str(heads.get(number) or "").split())
        yield f"  {Heading(number, heading)} is {name}"


def import_text(listed: Table, told: Differences) -> str:
    """Return the differences as lines for a person."""
    left = [*map(str, listed.left_out), *(f"row {row} '{title}'" for row, title in titles_of(listed).items())]
    lines = [*mapping_text(listed), *([f"  not read: {', '.join(left)}"] if left else []), "", *_rows(told)]
    return "\n".join([*lines, *([""] if told.any or told.removed else []), *_summary(told)])


def _rows(told: Differences) -> Iterator[str]:
    wide = max((len(name) for name in _names(told)), default=0)
    for name, fields in told.new.items():
        yield f"new      {padded(name, wide)}  {_short(next(each.new for each in fields if each.name == 'text'))}"
    for name, fields in told.changed.items():
        for at, each in enumerate(fields):
            yield from _field(padded(name if not at else "", wide), "" if at else "changed", each)
    for item in told.removed:
        yield f"removed  {padded(item.id, wide)}  {_short(item.text)}"


def _names(told: Differences) -> Iterator[str]:
    yield from (*told.new, *told.changed, *(item.id for item in told.removed))


def _field(name: str, what: str, field: Field) -> Iterator[str]:
    """Yield both values in full: they are to be judged."""
    head = f"{what:7}  {name}  "
    yield f"{head}{field.name}: {_said(field.old)}"
    yield f"{' ' * len(head)}{' ' * len(field.name)}> {_said(field.new)}"


def _said(value: object) -> str:
    if value is None:
        return "(nothing)"
    return ", ".join(value) if isinstance(value, list) else " ".join(str(value).split())


def _short(said: object) -> str:
    text = " ".join(str(said).split())
    return text if len(text) <= _WIDEST else text[: _WIDEST - 3] + "..."


def _summary(told: Differences) -> Iterator[str]:
    counts = f"{len(told.new)} new, {len(told.changed)} changed, {len(told.removed)} removed, {told.same} the same"
    held = len(told.new) + len(told.changed) + told.same
    yield f"{count(held, 'requirement', 'requirements')} in the sheet: {counts}"
    if told.removed and not told.choice.remove:
        yield "Removed ones stay in the record; --remove takes them out."
    if told.kept:
        kept = count(
            told.kept, "value of the record stays where its cell is", "values of the record stay where cells are"
        )
        yield f"{kept} empty; --clear empties them too."

"""What was read from filled checklists and what it changes, as lines for a person and as data."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bidkit.cli.booking import Booking
from bidkit.cli.reading_back import ReadBack, ReadFile
from bidkit.cli.saying import count, table, width
from bidkit.deal.acceptance import Measured
from bidkit.readings import Reading
from bidkit.record.editing import Edit, Remove, Set

_WIDEST = 48


def read_text(read: ReadBack, booked: Sequence[Booking], edits: Sequence[Edit], record: Path) -> str:
    """Return what was read and what will change, as lines."""
    lines = [line for file in read.files for line in _file(file)]
    if not edits:
        return "\n".join([*lines, f"{record} says all of this already; nothing is to change."])
    changed = count(sum(bool(each.edits) for each in booked), "test", "tests")
    return "\n".join([*lines, f"To change in {record}, {changed}:", *_changes(booked, edits)])


def _file(file: ReadFile) -> Iterator[str]:
    scope = ", ".join(each for each in file.scope if each) or "all tests"
    yield f"{file.path}: {file.code}, {scope}; {len(file.readings)} read, {file.left_open} left open"
    yield from (f"  {line}" for line in table([_row(each) for each in file.readings]))
    yield ""


def _row(told: Reading) -> tuple[str, ...]:
    what = told.test.what if width(told.test.what) <= _WIDEST else f"{told.test.what[: _WIDEST - 3]}..."
    return told.test.id, what, measured_text(told.measured), told.result, f"(was {told.test.result})"


def measured_text(told: Measured | None) -> str:
    """Return a measured value as it will stand in the record."""
    if told is None:
        return "-"
    doubt = f" ± {told.uncertainty}" if told.uncertainty is not None else ""
    return f"{told.value}{doubt} {told.unit or ''}".rstrip()


def _changes(booked: Sequence[Booking], edits: Sequence[Edit]) -> Iterator[str]:
    for each in booked:
        told = "; ".join(f"{edit.path[-1]} {_after(edit)}" for edit in each.edits)
        yield from (f"  {each.reading.test.id}: {told}",) if told else ()
    for item in (each.punch for each in booked if each.punch):
        yield f"  acceptance.punch: new item {item['id']}, class {item['category']}: {item['what']}"
    yield from (f"  {edit.path[0]}: {edit.value}" for edit in edits if isinstance(edit, Set) and len(edit.path) == 1)


def _after(edit: Edit) -> str:
    if isinstance(edit, Remove):
        return "removed"
    if isinstance(edit.value, dict):
        return " ".join(f"{name} {value}" for name, value in edit.value.items())
    return str(edit.value)


def read_data(read: ReadBack, booked: Sequence[Booking], *, written: bool) -> dict[str, object]:
    """Return the same as plain data."""
    return {
        "files": [
            {
                "path": file.path,
                "code": file.code,
                "stage": file.scope[0],
                "lot": file.scope[1],
                "left_open": file.left_open,
                "tests": [_test(each) for each in file.readings],
            }
            for file in read.files
        ],
        "changed": [each.reading.test.id for each in booked if each.edits],
        "punch": [each.punch for each in booked if each.punch],
        "warnings": [each.data() for each in read.warnings],
        "written": written,
    }


def _test(told: Reading) -> dict[str, object]:
    found = told.measured
    return {
        "id": told.test.id,
        "value": str(found.value) if found else None,
        "unit": found.unit if found else None,
        "uncertainty": str(found.uncertainty) if found and found.uncertainty is not None else None,
        "verdict": told.verdict,
        "result": told.result,
        "was": told.test.result,
        "date": told.date.isoformat(),
        "by": told.by,
        "witness": told.witness,
        "remark": told.remark,
    }

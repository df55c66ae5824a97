"""A tender's list of requirements in a workbook, and a record that it is read into."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bidkit.record.files import load_deal
from tests.acceptance.house import Said, bidkit
from tests.builders import STANDARDS, write
from tests.unit.record.wrong_records.test_wrong_records import EARLY_RECORD

HEADS = ("Id", "Requirement", "Obligation", "Points", "Our answer", "Value offered")
SAME = (
    ("REQ-001", "Force accuracy class 0.5", "mandatory", None, "complies", "Class 0.5"),
    ("REQ-002", "Response within 24 hours", "scored", 60, "exceeds", "8 hours"),
    ("REQ-003", "Open export of the raw data", "scored", 40, "complies in part", None),
)
COMMENT = "      weight: 60   # as Ms Lin said\n"


def record_in(folder: Path) -> Path:
    """Write a record of three requirements, with a comment that has to stay."""
    return write(folder, (EARLY_RECORD + STANDARDS).replace("      weight: 60\n", COMMENT))


def book(folder: Path, *rows: Sequence[object], change: Callable[[Worksheet], None] | None = None) -> Path:
    """Write a workbook with rows on its only sheet."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "List"
    for row in rows:
        sheet.append(list(row))
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    if change:
        change(sheet)
    workbook.save(folder / "list.xlsx")
    return folder / "list.xlsx"


def import_(folder: Path, *words: str) -> Said:
    return bidkit("requirements", "import", folder / "list.xlsx", folder / "deal.yaml", *words)


def told(folder: Path, *words: str) -> dict[str, Any]:
    said = import_(folder, "--json", *words)
    assert said.code in (0, 1), said.err
    found: dict[str, Any] = said.json()
    return found


def requirements(record: Path) -> dict[str, Any]:
    return {item.id: item for item in load_deal(record).deal.standards.requirements}

"""Records whose cost lines stand in a workbook beside them, and what bidkit says of them."""

import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bidkit.cli.desk import Desk, lay_out
from bidkit.deal.costs import DealCosts
from bidkit.problems import Problem, ProblemsFound
from tests.builders import RECORD, edited, write

LINES = RECORD[RECORD.index("  lines:\n") : RECORD.index("  risks:\n")]
HEADERS = ("id", "category", "what", "quantity", "unit", "unit_cost", "currency", "low", "high", "source", "date")
SOUND = (
    ("K-01", "machines", "Spring tester", 2, "pcs", 198000, None, None, None, "Cost list", date(2026, 9, 9)),
    ("K-02", "machines", "试验机", 1.5, None, 2150.35, "EUR", 2100, 2400.5, None, "2026-08"),
)
Change = Callable[[Worksheet], None]


def record_with(text: str = "  file: costs.xlsx\n") -> str:
    return edited(RECORD, (LINES, text), (", by_category: {machines: 0.4}", ""))


AT_FILE = record_with().partition("costs.xlsx")[0].count("\n") + 1


def book(folder: Path, rows: Sequence[Sequence[object]] = SOUND, change: Change | None = None) -> Path:
    """Write a workbook beside a record that names it, and return the record's path."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Costs"
    for row in (HEADERS, *rows):
        sheet.append(list(row))
    if change:
        change(sheet)
    workbook.save(folder / "costs.xlsx")
    return write(folder, record_with())


def desk_of(record: Path) -> Desk | tuple[Problem, ...]:
    try:
        desk = lay_out(record)
    except ProblemsFound as found:
        return found.problems
    return desk.problems or desk


def costs_of(record: Path) -> DealCosts:
    desk = desk_of(record)
    assert isinstance(desk, Desk), desk
    assert desk.deal.costs is not None
    return desk.deal.costs


def said(record: Path) -> list[str]:
    problems = desk_of(record)
    assert not isinstance(problems, Desk)
    assert all(problem.hint for problem in problems)
    return [f"{problem.place}: {problem.message}".removeprefix(f"{record.parent}/") for problem in problems]


def set_cell(name: str, value: object, number_format: str = "General") -> Change:
    def change(sheet: Worksheet) -> None:
        sheet[name].value = value
        sheet[name].number_format = number_format

    return change


def in_sheet(folder: Path, old: str, new: str) -> None:
    """Replace a text in the sheet's part of the workbook."""
    path, other = folder / "costs.xlsx", folder / "other.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = content.decode().replace("<v />", "<v></v>").replace("<v/>", "<v></v>")
                content = edited(text, (old, new)).encode()
            target.writestr(name, content)
    other.replace(path)

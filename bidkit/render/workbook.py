"""A workbook as an .xlsx file: text stays text, formulas calculate, the same data gives the same bytes."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

from openpyxl import Workbook as Book
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bidkit.phrases import Phrase
from bidkit.workbook import Cell, Form, Look, Sheet, Workbook

_FORMS: dict[Form, str] = {"text": "@", "money": "#,##0.00", "number": "#,##0.######", "percent": "0.00%"}
_DAY = datetime(1980, 1, 1)  # noqa: DTZ001 - a file says nothing of when it was made; the first day that a zip knows
_LINE = Side(style="thin", color="5A6673")
_LOOKS: dict[Look, dict[str, object]] = {
    "plain": {},
    "title": {"font": Font(bold=True, size=14, color="1F3A5F")},
    "head": {"font": Font(bold=True, color="FFFFFF"), "fill": PatternFill("solid", fgColor="1F3A5F")},
    "total": {"font": Font(bold=True), "border": Border(top=_LINE)},
    "input": {"fill": PatternFill("solid", fgColor="FFF4CC"), "border": Border(_LINE, _LINE, _LINE, _LINE)},
    "note": {"font": Font(italic=True, color="4A5563")},
}


def to_xlsx(workbook: Workbook, say: Callable[[object], str] = str) -> bytes:
    """Return a workbook as a file; `say` puts Phrases into the reader's language."""
    book = Book()
    if book.active is not None:
        book.remove(book.active)
    for sheet in workbook.sheets:
        _fill(book.create_sheet(sheet.title), sheet, say)
        for name, cell in sheet.names.items():
            column, row = cell.rstrip("0123456789"), cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            book.defined_names[name] = DefinedName(name, attr_text=f"'{sheet.title}'!${column}${row}")
    properties = book.properties
    properties.title, properties.creator, properties.created = workbook.title, "", _DAY
    properties.modified = _DAY
    file = io.BytesIO()
    book.save(file)
    return _repacked(file.getvalue())


def _fill(page: Worksheet, sheet: Sheet, say: Callable[[object], str]) -> None:
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row, start=1):
            _write(page, number, column, cell, say)
    for column, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write(page: Worksheet, row: int, column: int, cell: Cell, say: Callable[[object], str]) -> None:
    target = page.cell(row, column)
    if cell.formula is not None:
        target.value = f"={cell.formula}"
    elif isinstance(cell.value, str | Phrase):
        target.value = say(cell.value)
        target.data_type = "s"  # text that begins with = + - or @ stays text
    else:
        target.value = cell.value
    target.number_format = "General" if cell.form == "text" else _FORMS[cell.form]
    target.alignment = Alignment(vertical="top", wrap_text=cell.form == "text" and cell.look in ("plain", "head"))
    for name, value in _LOOKS[cell.look].items():
        setattr(target, name, value)


def _repacked(content: bytes) -> bytes:
    """Return the file with the same date on every part, and no time of saving."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(
                zipfile.ZipInfo(part.filename, _DAY.timetuple()[:6]), _undated(old.read(part)), zipfile.ZIP_DEFLATED
            )
    return packed.getvalue()


def _undated(part: bytes) -> bytes:
    """Return a part without the time of saving, which openpyxl sets again while it saves."""
    start, end = b'<dcterms:modified xsi:type="dcterms:W3CDTF">', b"</dcterms:modified>"
    if start not in part:
        return part
    before, _, rest = part.partition(start)
    return before + start + _DAY.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + end + rest.partition(end)[2]

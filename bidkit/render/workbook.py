"""A workbook as an .xlsx file: text stays text, formulas calculate, the same data gives the same bytes."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from math import ceil
from unicodedata import east_asian_width

from openpyxl import Workbook as Book
from openpyxl.cell import Cell as Place
from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bidkit.phrases import Phrase
from bidkit.workbook import Cell, Form, Look, Sheet, Workbook

_FORMS: dict[Form, str] = {"text": "@", "money": "#,##0.00", "number": "#,##0.######", "percent": "0.00%"}
_DAY = datetime(1980, 1, 1)  # noqa: DTZ001 - a file says nothing of when it was made; the first day that a zip knows
_SAVED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_LINE = Side(style="thin", color="5A6673")
_LINES = Border(_LINE, _LINE, _LINE, _LINE)
_NAVY, _LANDSCAPE_FROM = "1F3A5F", 90
_ESCAPE = re.compile("(_x[0-9A-Fa-f]{4}_)")  # reads as a single sign where its first one is not written so
_BEGIN_FORMULAS = ("=", "+", "-", "@")
_LINE_HEIGHT, _HIGHEST = 16.0, 409.0  # in points; Excel admits no higher row


def _font(size: int = 11, color: str = "1A1A1A", *, bold: bool = False, italic: bool = False) -> Font:
    return Font(name="Calibri", size=size, bold=bold, italic=italic, color=color)  # without a name it is a serif face


_LOOKS: dict[Look, dict[str, object]] = {
    "plain": {"font": _font()},
    "title": {"font": _font(14, _NAVY, bold=True)},
    "head": {"font": _font(color="FFFFFF", bold=True), "fill": PatternFill("solid", fgColor=_NAVY)},
    "total": {"font": _font(bold=True), "border": Border(top=_LINE)},
    "input": {"font": _font(), "fill": PatternFill("solid", fgColor="FFF4CC"), "border": _LINES},
    "note": {"font": _font(color="4A5563", italic=True)},
    "warning": {"font": _font(color="9B1C1C", bold=True)},
}


def to_xlsx(workbook: Workbook, say: Callable[[object], str] = str) -> bytes:
    """Return a workbook as a file; `say` puts Phrases into the reader's language."""
    book = Book()
    if book.active is not None:
        book.remove(book.active)
    for sheet in workbook.sheets:
        title = say(sheet.title)
        page = book.create_sheet(title)
        _fill(page, sheet, say)
        _set_print(page, sheet, say(workbook.audience))
        for name, cell in sheet.names.items():
            column, row = cell.rstrip("0123456789"), cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            book.defined_names[name] = DefinedName(name, attr_text=f"'{title}'!${column}${row}")
    properties = book.properties
    properties.title, properties.creator, properties.created = say(workbook.title), "", _DAY
    properties.modified = _DAY
    file = io.BytesIO()
    book.save(file)
    return _repacked(file.getvalue())


def _fill(page: Worksheet, sheet: Sheet, say: Callable[[object], str]) -> None:
    for number, row in enumerate(sheet.rows, start=1):
        below = sheet.rows[number] if number < len(sheet.rows) else ()
        for column, cell in enumerate(row, start=1):
            figures = below[column - 1].form if cell.look == "head" and len(below) >= column else cell.form
            _write(page.cell(number, column), cell, say, of_text=figures == "text")
            if cell.choices:
                _offer(page, page.cell(number, column).coordinate, [say(each) for each in cell.choices])
        page.row_dimensions[number].height = _height(row, sheet.widths, say)
    for column, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width


def _write(target: Place | MergedCell, cell: Cell, say: Callable[[object], str], *, of_text: bool) -> None:
    """Write a cell; a head stands over text or over figures as what is below it."""
    if cell.formula is not None:
        target.value = f"={cell.formula}"
    elif isinstance(cell.value, str | Phrase):
        target.value = _ESCAPE.sub(r"_x005F\1", say(cell.value))
        target.data_type = "s"
        target.quotePrefix = say(cell.value).startswith(_BEGIN_FORMULAS)  # stays text when somebody edits the cell
    else:
        target.value = cell.value
    kept_as_typed = cell.look == "input" or target.quotePrefix
    target.number_format = "General" if cell.form == "text" and not kept_as_typed else _FORMS[cell.form]
    target.alignment = Alignment(
        vertical="center",
        horizontal="left" if of_text else "right",
        indent=1 if of_text and (target.column or 1) > 1 else 0,  # apart from the figures to its left
        wrap_text=_wraps(cell),
    )
    for name, value in _LOOKS[cell.look].items():
        setattr(target, name, value)


def _offer(page: Worksheet, at: str, choices: list[str]) -> None:
    """Let one of some words be chosen in a cell, and nothing else be written there."""
    said = f'"{",".join(choices)}"'
    offer = next((each for each in page.data_validations.dataValidation if each.formula1 == said), None)
    if offer is None:
        offer = DataValidation(type="list", formula1=said, allow_blank=True)
        page.add_data_validation(offer)
    offer.add(at)


def _wraps(cell: Cell) -> bool:
    return cell.form == "text" and cell.look in ("plain", "head", "input")


def _height(row: tuple[Cell, ...], widths: tuple[int, ...], say: Callable[[object], str]) -> float:
    """Return a height in points that shows all wrapped text; not every program measures it on opening."""
    if any(cell.look == "title" for cell in row):
        return 1.4 * _LINE_HEIGHT
    lines = [
        sum(max(1, ceil(_columns(line) / width)) for line in say(cell.value).splitlines())
        for cell, width in zip(row, widths, strict=False)
        if _wraps(cell) and cell.value is not None
    ]
    return min(_LINE_HEIGHT * max([1, *lines]) + 2, _HIGHEST)


def _columns(text: str) -> float:
    """Return how many columns a text takes: a column is a digit wide, letters are narrower, but lines end early."""
    return sum(2.1 if east_asian_width(character) in "WF" else 0.95 for character in text)


def _set_print(page: Worksheet, sheet: Sheet, header: str) -> None:
    """Let a sheet print one page wide, with who may read it at the head and page numbers at the foot."""
    page.page_setup.orientation = "landscape" if sum(sheet.widths) > _LANDSCAPE_FROM else "portrait"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    head, foot = HeaderFooterItem(), HeaderFooterItem()
    head.right.text, foot.right.text = header.replace("&", "&&"), "&P / &N"
    page.HeaderFooter = HeaderFooter(oddHeader=head, oddFooter=foot)
    if sheet.repeated:
        page.freeze_panes = f"A{sheet.repeated + 1}"
        page.print_title_rows = f"1:{sheet.repeated}"


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
    return _SAVED.sub(rb"\g<1>" + f"{_DAY:%Y-%m-%dT%H:%M:%SZ}".encode(), part)

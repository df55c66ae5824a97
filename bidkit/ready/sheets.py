"""Read a workbook as it was left: the cells of each sheet, and price rows in the columns of a price table."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bidkit.phrases import Phrase
from bidkit.ready.paper import Block, Cell, Paper, Unreadable
from bidkit.record.workbook import ALONE, NotReadable, checked, opened

_DIGITS = 15  # that a cell holds exactly, and Excel shows
_OURS, _QUANTITY, _AMOUNT = 8, 2, 4  # columns of our price tables, and two of them counted from 0
_MOST = 500_000
_SMALLER = Phrase(
    "A workbook is read up to 5 MB, 25 MB unpacked: take out its pictures and every sheet that is no part of the form."
)
_CALCULATE = Phrase("Open it in Excel and save it.")
_PLACES = re.compile(r"\.(0+)")


def read_workbook(name: str, data: bytes) -> Paper:
    """Return what a workbook holds; raise Unreadable with a reason where it cannot be read."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise Unreadable(Phrase("it is damaged, or no workbook"))
    try:
        checked(data)
        values, formulas = opened(data, data_only=True), opened(data, data_only=False)
    except NotReadable as error:
        raise Unreadable(f"it {error.message}", _SMALLER if error.hint == ALONE else error.hint) from error
    blocks: list[Block] = []
    for number, (sheet, written) in enumerate(zip(values.worksheets, formulas.worksheets, strict=True), start=1):
        told = dict(_rows(written))
        for at, row in _rows(sheet):
            _refuse_uncalculated(row, told.get(at, ()))
            blocks += _cells(sheet.title, number, row)
        if len(blocks) > _MOST:
            raise Unreadable("it has more cells than any list", _SMALLER)
    return Paper(name, "xlsx", tuple(blocks))


def _rows(sheet: Worksheet) -> Iterator[tuple[int, Sequence[Any]]]:
    """Yield the rows in which a cell is written, from the first of these to the last; a sheet may claim a billion."""
    written: dict[int, list[int]] = {}
    for row, column in sheet._cells:
        written.setdefault(row, []).append(column)
    wide = 0
    for row, columns in sorted(written.items()):
        first, last = min(columns), max(columns)
        wide += last - first + 1
        if wide > _MOST:
            raise Unreadable("it has more cells than any list", _SMALLER)
        yield row, [sheet.cell(row, column) for column in range(first, last + 1)]


def _refuse_uncalculated(values: Sequence[Any], formulas: Sequence[Any]) -> None:
    for value, formula in zip(values, formulas, strict=False):
        if value.value is None and formula.data_type == "f":
            place = f"{value.parent.title}!{value.coordinate}"
            raise Unreadable(Phrase("its formula in {cell} was never calculated", cell=place), _CALCULATE)


def _cells(sheet: str, number: int, row: Sequence[Any]) -> Iterator[Block]:
    """Yield the cells of a row, without empty ones at its ends; quantity and unit count as one, as in our forms."""
    filled = [each for each in row if each.value is not None]
    if not filled:
        return
    cells = [each for each in row if filled[0].column <= each.column <= filled[-1].column]
    for column, (cell, text) in enumerate(_as_in_our_forms([(each, _written(each)) for each in cells]), start=1):
        place = f"{sheet}!{get_column_letter(cell.column)}{cell.row}"
        yield Block(place, text, Cell(number, cell.row, column))


def _as_in_our_forms(cells: list[tuple[SheetCell, str]]) -> list[tuple[SheetCell, str]]:
    """Put quantity and unit into one cell, and leave out what is empty between the word `sum` and its amount."""
    if len(cells) == _OURS + 1:
        (quantity, number), (_, unit) = cells[_QUANTITY : _QUANTITY + 2]
        cells = [*cells[:_QUANTITY], (quantity, f"{number} {unit}".strip()), *cells[_QUANTITY + 2 :]]
    if len(cells) == _OURS and not any(text for _, text in cells[1:_AMOUNT]):
        return [cells[0], *cells[_AMOUNT:]]
    return cells


def _written(cell: SheetCell) -> str:
    """Return what a cell shows: a number is rounded as its format says."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        number, places = Decimal(f"{value:.{_DIGITS}g}"), _PLACES.search(cell.number_format)
        return f"{round(number, len(places[1])) if places else number:,f}"
    return "" if value is None else " ".join(str(value).split())

"""Read a checklist that was filled in as a table; columns are found by the names of their heads."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.utils import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.filled import Filled, unreadable
from bidkit.record.workbook import NotReadable, checked, opened

_DIGITS = 15  # that a cell holds exactly, and Excel shows


def read_xlsx(data: bytes, path: str) -> tuple[str, tuple[Filled, ...]]:
    """Return the text in which the code stands, and the fields row by row."""
    try:
        book = opened(checked(data), data_only=True)
        heads = dict(_heads(book))
        page, row, column = heads.pop("tests")
        code = heads.pop("code")
        fields = tuple(_fields(page, path, row, column, {name: at[2] for name, at in heads.items()}))
        return str(code[0].cell(code[1], code[2]).value or ""), fields
    except NotReadable as found:
        raise ProblemsFound([Problem(Place(path), found.message, found.hint)]) from None
    except (KeyError, ValueError, TypeError, AttributeError):
        raise unreadable(path, "Excel") from None


def _heads(book: Workbook) -> Iterator[tuple[str, tuple[Worksheet, int, int]]]:
    """Yield where each named cell stands: sheet, row and column."""
    for name, defined in book.defined_names.items():
        for title, cell in defined.destinations:
            yield name, (book[title], *coordinate_to_tuple(cell.replace("$", "")))


def _fields(page: Worksheet, path: str, head: int, ids: int, columns: Mapping[str, int]) -> Iterator[Filled]:
    for row in sorted(row for row, column in page._cells if column == ids and row > head):
        test = page.cell(row, ids).value
        for name, column in columns.items() if test is not None else ():
            place = Place(path, row, column, sheet=page.title)
            text = _written(page.cell(row, column).value)
            yield Filled(f"{test}_{name}", "" if text == "–" else text, box=False, ticked=False, place=place)


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return format(Decimal(f"{value:.{_DIGITS}g}"), "f")
    return " ".join(str(value).split())

"""Which column of a sheet holds which field of a cost line: by its header, or by its letter."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from bidkit.deal.costs import CostColumns, CostFile
from bidkit.problems import Problem, column_letters
from bidkit.record.tree import Table, locate
from bidkit.record.workbook import Sheet

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LETTERS = re.compile("[A-Z]{1,3}")
_MAX_COLUMN = 16_384  # XFD, the last one that a sheet has
_REQUIRED = ("id", "unit_cost")

Headers = Mapping[str, list[int]]


def columns_of(sheet: Sheet, source: CostFile, costs: Table) -> tuple[dict[str, int], list[Problem]]:
    """Return the column number of each field that has one, and what is wrong with the naming of columns."""
    headers = _headers(sheet.values, source.header_row)
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for name in CostColumns.model_fields:
        given: str | None = getattr(source.columns, name)
        numbers = _numbers(given or name, headers, by_letter=given is not None)
        place = locate(costs, ("columns", name) if given else ("file",))
        if len(numbers) == 1 and not given and _hidden(sheet.values, numbers[0]):
            message = f"`costs.columns.{name}`: column {column_letters(numbers[0])} is hidden"
            problems.append(Problem(place, message, "Show the column, or name it under `columns`."))
        elif len(numbers) == 1:
            found[name] = numbers[0]
        elif given or numbers or name in _REQUIRED:
            problems.append(Problem(place, f"`costs.columns.{name}`: {_said(given or name, numbers)}", _hint(headers)))
    return found, problems or list(_twice(found, costs))


def _numbers(header: str, headers: Headers, *, by_letter: bool) -> list[int]:
    numbers = headers.get(_plain(header), [])
    if numbers or not by_letter or not _LETTERS.fullmatch(header):
        return numbers
    number = 0
    for letter in header:
        number = 26 * number + ord(letter) - ord("A") + 1
    return [number] if number <= _MAX_COLUMN else []


def _hidden(sheet: "Worksheet", number: int) -> bool:
    groups = sheet.column_dimensions.values()
    return any(group.hidden and (group.min or 0) <= number <= (group.max or 0) for group in groups)


def _said(header: str, numbers: list[int]) -> str:
    if not numbers:
        return f"the sheet has no column '{header}'"
    return f"the header '{header}' stands in columns {' and '.join(map(column_letters, numbers))}"


def _hint(headers: Headers) -> str:
    return f"Write a column's letter, or its header. The headers are: {', '.join(headers) or 'none'}."


def _twice(found: Mapping[str, int], costs: Table) -> Iterator[Problem]:
    """Refuse one column for two fields."""
    seen: dict[int, str] = {}
    for name, number in found.items():
        if number in seen:
            message = f"`costs.columns.{name}`: column {column_letters(number)} is that of `{seen[number]}` already"
            yield Problem(locate(costs, ("columns", name)), message, "Name another column.")
        seen[number] = name


def _headers(sheet: "Worksheet", row: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for (at, column), cell in sorted(sheet._cells.items()):
        if at == row and isinstance(cell.value, str) and cell.value.strip():
            found.setdefault(_plain(cell.value), []).append(column)
    return found


def _plain(header: str) -> str:
    return " ".join(header.replace("_", " ").split()).casefold()

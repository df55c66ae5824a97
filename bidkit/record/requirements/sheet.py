"""Which sheet of a workbook holds the requirements, and which column which field: by headings, or as a person says."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bidkit.problems import Place, Problem, ProblemsFound, column_letters
from bidkit.record.requirements.words import NUMBER, field_of, plain, suggested
from bidkit.record.workbook import NotReadable, content, opened

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LETTERS = re.compile("[A-Za-z]{1,3}")
_MAX_COLUMN = 16_384  # XFD, the last one that a sheet has
_LOOKED_AT = 30  # rows above a list: a title, who wrote it, what the signs mean
_ENOUGH = 2  # headings that are known; a single word may stand anywhere
KEYS = ("id", NUMBER, "text")
"""The columns by which a requirement is known again."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person says of a workbook: the sheet, its rows, and the column of single fields."""

    sheet: str | None = None
    header_row: int | None = None
    last_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    """By field a column's heading or letters; nothing where the field is not to be read."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column with something at its head: its number, and what stands there."""

    number: int
    text: str

    def __str__(self) -> str:
        return f"{column_letters(self.number)} '{self.text}'"


Rows = Mapping[int, list[Heading]]
"""The rows at the top of a sheet, each with what may be headings."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list of requirements in a sheet: its rows, and the number of the column of each field."""

    path: str
    sheet: "Worksheet"
    header_row: int
    last_row: int | None
    columns: Mapping[str, int]
    left_out: tuple[Heading, ...]
    """The columns that hold no field."""

    def place(self, row: int, column: int) -> Place:
        """Return the place of a cell."""
        return Place(self.path, row, column, self.sheet.title)

    def first(self) -> int:
        """Return the first row below the headings, which may be merged over several."""
        blocks = (block for block in self.sheet.merged_cells.ranges if block.min_row <= self.header_row)
        return 1 + max([self.header_row, *(int(block.max_row) for block in blocks)])


def worksheets(path: Path) -> "list[Worksheet]":
    """Return the visible sheets of a workbook with their formulas, or raise ProblemsFound."""
    try:
        return [each for each in opened(content(path), data_only=False).worksheets if each.sheet_state == "visible"]
    except NotReadable as found:
        raise ProblemsFound([Problem(Place(str(path)), found.message, found.hint)]) from None


def table_in(path: Path, sheets: "list[Worksheet]", asked: Asked) -> Table:
    """Return the list of requirements of a workbook, or raise ProblemsFound where a person has to say more."""
    sheet, rows = _sheet(path, sheets, asked)
    row = asked.header_row or _header_row(rows, asked)
    heads = rows.get(row, [])
    found, problems = _columns(Place(str(path), row, 1, sheet.title), sheet, heads, asked)
    if problems:
        raise ProblemsFound(problems)
    left_out = tuple(each for each in heads if each.number not in found.values())
    return Table(str(path), sheet, row, asked.last_row, found, left_out)


def _top(sheet: "Worksheet", asked: Asked) -> Rows:
    """Return the rows in which headings may stand."""
    last, found = max(_LOOKED_AT, asked.header_row or 0), dict[int, list[Heading]]()
    for (row, column), cell in sheet._cells.items():
        if row <= last and isinstance(cell.value, str) and cell.value.strip():
            found.setdefault(row, []).append(Heading(column, " ".join(cell.value.split())))
    return {row: sorted(heads, key=lambda each: each.number) for row, heads in sorted(found.items())}


def _sheet(path: Path, sheets: "list[Worksheet]", asked: Asked) -> "tuple[Worksheet, Rows]":
    """Return the sheet that is named, or the only one, or the only one with known headings."""
    named = [(each, _top(each, asked)) for each in sheets if asked.sheet in (None, each.title)]
    known = named if len(named) == 1 else [each for each in named if _best(each[1], asked) >= _ENOUGH]
    if len(known) == 1:
        return known[0]
    listed = f"The sheets are: {', '.join(each.title for each in sheets)}."
    if asked.sheet:
        raise ProblemsFound([Problem(Place(str(path)), f"has no visible sheet '{asked.sheet}'", listed)])
    said = f"shows {len(sheets)} sheets, {len(known) or 'none'} of them with headings of requirements"
    raise ProblemsFound([Problem(Place(str(path)), said, f"Name one with --sheet. {listed}")])


def _header_row(rows: Rows, asked: Asked) -> int:
    """Return the first row with the most headings that are known; where few are, the first one that is wide."""
    best = max(rows, key=lambda row: _known(rows[row], asked), default=1)
    wide = next((row for row, heads in rows.items() if len(heads) > 1), best)
    return best if _best(rows, asked) >= _ENOUGH else wide


def _best(rows: Rows, asked: Asked) -> int:
    return max((_known(heads, asked) for heads in rows.values()), default=0)


def _known(heads: list[Heading], asked: Asked) -> int:
    """Return how many headings are known by themselves, or given by a person."""
    given = {plain(each) for each in asked.columns.values()}
    return len({field_of(each.text) for each in heads} - {None}) + len({plain(each.text) for each in heads} & given)


def _columns(
    place: Place, sheet: "Worksheet", heads: list[Heading], asked: Asked
) -> tuple[dict[str, int], list[Problem]]:
    """Return the column of each field that has one, and what a person has to say more clearly."""
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for name, given in asked.columns.items():
        numbers = _numbers(given, heads)
        if given and len(numbers) != 1:
            problems.append(Problem(place, f"`{name}`: {_said(given, numbers)}", _hint(heads)))
        found |= {name: numbers[0]} if len(numbers) == 1 else {}
    for name, numbers in _recognised(heads, set(found.values()), set(asked.columns)).items():
        if len(numbers) > 1:
            problems.append(Problem(place, f"columns {_and(numbers)} both read as `{name}`", _say(name, numbers[0])))
        elif _hidden(sheet, numbers[0]):
            at = place._replace(column=numbers[0])
            problems.append(Problem(at, f"the column of `{name}` is hidden", f"Show it, or: --column {name}=-"))
        else:
            found[name] = numbers[0]
    return found, [*problems, *_twice(found, place)]


def _recognised(heads: list[Heading], taken: set[int], settled: set[str]) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {}
    for each in heads:
        name = field_of(each.text)
        if name and name not in settled and each.number not in taken:
            numbers.setdefault(name, []).append(each.number)
    return numbers


def _numbers(given: str, heads: list[Heading]) -> list[int]:
    """Return the columns that a heading or letters name."""
    numbers = [each.number for each in heads if plain(each.text) == plain(given)]
    if numbers or not _LETTERS.fullmatch(given):
        return numbers
    number = 0
    for letter in given.upper():
        number = 26 * number + ord(letter) - ord("A") + 1
    return [number] if number <= _MAX_COLUMN else []


def _twice(found: Mapping[str, int], place: Place) -> Iterator[Problem]:
    """Refuse one column for two fields."""
    seen: dict[int, str] = {}
    for name, number in found.items():
        if number in seen:
            message = f"column {column_letters(number)} is given for `{seen[number]}` and for `{name}`"
            yield Problem(place, message, "Name another column for one of them.")
        seen[number] = name


def _hidden(sheet: "Worksheet", number: int) -> bool:
    groups = sheet.column_dimensions.values()
    return any(group.hidden and (group.min or 0) <= number <= (group.max or 0) for group in groups)


def hold_key(table: Table) -> None:
    """Raise ProblemsFound where no column says which requirement a row is."""
    if set(KEYS) & set(table.columns):
        return
    likely = next((each for each in table.left_out if suggested(each.text) in KEYS), None)
    example = f"{suggested(likely.text)}={column_letters(likely.number)}" if likely else "text=B"
    message = f"no heading in row {table.header_row} says which column holds the requirements"
    hint = f"Say it, such as: --column {example}. {_hint(list(table.left_out))}"
    raise ProblemsFound([Problem(table.place(table.header_row, 1), message, hint)])


def _said(given: str, numbers: list[int]) -> str:
    return f"the sheet has no column '{given}'" if not numbers else f"'{given}' heads columns {_and(numbers)}"


def _say(name: str, number: int) -> str:
    return f"Say which one holds it, such as: --column {name}={column_letters(number)}"


def _and(numbers: list[int]) -> str:
    return " and ".join(map(column_letters, numbers))


def _hint(heads: list[Heading]) -> str:
    return f"The headings are: {', '.join(map(str, heads)) or 'none; name the row with --header-row'}."

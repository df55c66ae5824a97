"""The rows of a list as requirements of a record's tree, every value at its cell; nothing in a cell is calculated."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bidkit.problems import Place, Problem
from bidkit.record.cells import Fault, read_cell
from bidkit.record.requirements.sheet import Table
from bidkit.record.requirements.words import NUMBER, word_of
from bidkit.record.source import forbidden_in
from bidkit.record.tree import Scalar, Sequence
from bidkit.requirement_columns import LONGEST, NAMED, Kind

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell

_ESCAPED = re.compile("_x(005F|00[01][0-9A-Fa-f])_")  # how Excel stores what XML cannot hold, and its own signs
_BREAKS = re.compile("\r\n?")
_BETWEEN_IDS = re.compile(r"[\s,;、，；]+")
_ABOVE = ("group", "category")
"""What may stand once, in cells merged over several rows, for all of them."""

Names = Mapping[str, Mapping[str, str]]
"""By field, what else names something: the id of a group by its title."""


@dataclass(slots=True)
class Row:
    """A row that holds a requirement: what its fields say, and which of its columns are empty."""

    place: Place
    values: dict[str, Scalar | Sequence] = field(default_factory=dict)
    empty: dict[str, Place] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """Return the text of a field."""
        node = self.values.get(name)
        return node.text if isinstance(node, Scalar) else None

    def where(self, name: str) -> Place:
        """Return the place of a field, or of the row's beginning."""
        node = self.values.get(name)
        return node.place if node else self.empty.get(name, self.place)


def titles_of(table: Table) -> dict[int, str]:
    """Return the rows that hold nothing but a title, in cells merged over the columns."""
    found: dict[int, str] = {}
    for block in table.sheet.merged_cells.ranges:
        row, columns = block.min_row, set(table.columns.values())
        held = {column for column in columns if _filled(table.sheet.cell(row, column).value)}
        over = {column for column in columns if block.min_col <= column <= block.max_col}
        if row == block.max_row >= table.first() and len(over) > 1 and held <= over:
            found[row] = " ".join(str(table.sheet.cell(row, block.min_col).value or "").split())
    return found


def rows_of(table: Table, names: Names) -> tuple[list[Row], list[Problem]]:
    """Return every row in which one of the columns holds something, titles apart, and what is wrong with cells."""
    reader = _Reader(table, names)
    rows = [reader.row(number) for number in reader.numbers()]
    return rows, [*reader.problems, *reader.hidden([row.place.line for row in rows]), *reader.merged()]


class _Reader:
    def __init__(self, table: Table, names: Names) -> None:
        self.table, self.names, self.problems = table, names, list[Problem]()
        self.first, self.last = table.first(), table.last_row or 10**7
        self.above, self.titles = dict(self._cells_above()), titles_of(table)

    def numbers(self) -> list[int]:
        """Return the numbers of the rows that hold something; sheets may be formatted down to their millionth row."""
        columns = set(self.table.columns.values())
        cells = self.table.sheet._cells.items()
        found = {row for (row, column), cell in cells if column in columns and _filled(cell.value)}
        return sorted(row for row in found if self.first <= row <= self.last and row not in self.titles)

    def row(self, number: int) -> Row:
        """Return what stands in a row."""
        row = Row(self.table.place(number, min(self.table.columns.values())))
        for name, column in self.table.columns.items():
            node = self._node(name, number, column)
            if node is None:
                row.empty[name] = self.table.place(number, column)
            else:
                row.values[name] = node
        return row

    def _node(self, name: str, row: int, column: int) -> Scalar | Sequence | None:
        place = self.table.place(row, column)
        kind: Kind = "text" if name == NUMBER else NAMED[name].kind
        found = _read(self.table.sheet.cell(*self.above.get((row, column), (row, column))), kind)
        if isinstance(found, Fault):
            self.problems.append(Problem(place, f"`{name}` {found.message}", found.hint))
            return None
        unseen = forbidden_in(found, place) if found else None
        self.problems += [unseen] if unseen else []
        if found is None or unseen:
            return None
        if kind == "ids":
            return Sequence(place, [Scalar(place, each) for each in _BETWEEN_IDS.split(found) if each])
        return Scalar(place, self.names.get(name, {}).get(found) or word_of(name, found))

    def hidden(self, numbers: list[int]) -> Iterator[Problem]:
        """Find requirements that nobody sees, such as those that a filter hides; rows beside each other together."""
        heights = self.table.sheet.row_dimensions
        unseen = [each for each in numbers if each in heights and (heights[each].hidden or heights[each].height == 0)]
        for first, last in _runs(unseen):
            which = (
                f"row {first} is hidden, but holds" if first == last else f"rows {first} to {last} are hidden, but hold"
            )
            hint = "Show it: in Excel, clear the filter or unhide the rows. Or delete it."
            yield Problem(self.table.place(first, 1), f"{which} what would be read", hint)

    def merged(self) -> Iterator[Problem]:
        """Find merged cells that hide a cell of the list: all but their first are empty in the file."""
        above = {self.table.columns[name] for name in _ABOVE if name in self.table.columns}
        for block in self.table.sheet.merged_cells.ranges:
            columns = [each for each in self.table.columns.values() if block.min_col <= each <= block.max_col]
            alone = columns == [block.min_col] and (block.min_row == block.max_row or block.min_col in above)
            if (
                columns
                and not alone
                and block.min_row not in self.titles
                and self.first <= block.max_row
                and block.min_row <= self.last
            ):
                place = self.table.place(block.min_row, block.min_col)
                yield Problem(place, f"the cells {block.coord} are merged", "Unmerge them, and write into each cell.")

    def _cells_above(self) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """Yield the cells that show what stands in the first of the cells with which they are merged."""
        columns = [self.table.columns[name] for name in _ABOVE if name in self.table.columns]
        for block in self.table.sheet.merged_cells.ranges:
            if block.min_col in columns:
                first = block.min_row, block.min_col
                yield from (((row, block.min_col), first) for row in range(block.min_row + 1, block.max_row + 1))


def _filled(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of numbers that follow each other."""
    first = None
    for at, number in enumerate(numbers):
        first = number if first is None else first
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            yield first, number
            first = None


def _read(cell: "Cell | MergedCell", kind: Kind) -> str | Fault | None:
    """Return the text of a cell, None where it is empty, or a Fault."""
    if cell.data_type == "f":
        said = (
            f"holds a formula, {' '.join(str(cell.value).split())[:60]}"
            if isinstance(cell.value, str)
            else "holds a formula"
        )
        return Fault(
            said, "Nothing is calculated here: paste it as a value. Text that begins with = needs a ' before it."
        )
    if isinstance(cell.value, str) and cell.data_type != "e":
        return _exact(cell.value)
    if kind == "number" and "%" in cell.number_format:
        return Fault("is shown as a percentage", "Write the points as a plain number.")
    return read_cell(cell, cell, kind if kind in ("number", "date") else "text")


def _exact(value: str) -> str | Fault | None:
    """Return a text as it was written, with the line breaks of a record."""
    if len(value) >= LONGEST:
        hint = "A cell holds no more; divide the requirement, or write the rest into the record."
        return Fault(f"is {LONGEST:,} signs long: what came after was cut off", hint)
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    return _BREAKS.sub("\n", text).strip() or None

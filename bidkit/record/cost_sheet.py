"""The cost lines of a spreadsheet as a part of the record's tree, every value at its cell.

The lines are then read, checked and shown like lines that stand in the record itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bidkit.deal.costs import CostFile
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.cells import Fault, Kind, other_currency, read_cell
from bidkit.record.columns import columns_of
from bidkit.record.source import forbidden_in
from bidkit.record.tree import Node, Scalar, Sequence, Table, locate
from bidkit.record.validate import validate
from bidkit.record.workbook import NotReadable, Sheet, open_sheet

_NUMBERS = ("quantity", "unit_cost", "low", "likely", "high")
_MONEY = ("unit_cost", "low", "likely", "high")
_THREE_POINTS = ("low", "likely", "high")
_NEEDED = ("id", "quantity", "unit_cost")


def with_cost_lines(tree: Table, homes: tuple[Path, ...]) -> tuple[Table, tuple[Problem, ...]]:
    """Return the tree with the lines of the workbook that its costs name, and what is wrong with them.

    The workbook is named by its path from the first of its homes, and has to lie in one of them.
    """
    costs = tree.entries.get("costs")
    if not isinstance(costs, Table) or not _holds_text(costs.entries.get("file")):
        return tree, ()
    given = {name: node for name, node in costs.entries.items() if name in CostFile.model_fields}
    try:
        source = validate(CostFile, Table(costs.place, given, costs.keys))
    except ProblemsFound:
        return tree, ()  # the record's own check says all of it
    if "lines" in costs.entries:
        message = "`costs.lines` and `costs.file` are both given"
        return tree, (Problem(costs.keys["lines"], message, "Keep the lines in one place; delete the other."),)
    own = tree.entries.get("currency")
    lines, problems = _lines(source, costs, homes, own.text if isinstance(own, Scalar) else None)
    filled = Table(
        costs.place, {**costs.entries, "lines": lines}, {**costs.keys, "lines": locate(costs, ("file",), key=True)}
    )
    return Table(tree.place, {**tree.entries, "costs": filled}, tree.keys), tuple(problems)


def _holds_text(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.text is not None


def _lines(
    source: CostFile, costs: Table, homes: tuple[Path, ...], currency: str | None
) -> tuple[Sequence, list[Problem]]:
    named = locate(costs, ("file",))
    name = source.file or ""
    try:
        sheet = open_sheet(homes[0] / name, source.sheet, homes)
    except NotReadable as found:
        message = f"`costs.{found.field}`: {name} {found.message}"
        return Sequence(named, []), [Problem(locate(costs, (found.field,)), message, found.hint)]
    columns, problems = columns_of(sheet, source, costs)
    if problems:
        return Sequence(named, []), problems
    reader = _Reader(sheet, columns, source, currency)
    items: list[Node] = [reader.line(row) for row in reader.rows()]
    if not items:
        hint = "Write a line below the headers, or name the right sheet and header row."
        return Sequence(named, []), [Problem(named, f"`costs.file`: {name} holds no cost lines", hint)]
    return Sequence(named, items), [*reader.problems, *reader.merged()]


@dataclass(slots=True)
class _Reader:
    """Reads rows of a sheet as cost lines, collecting Problems on the way."""

    sheet: Sheet
    columns: Mapping[str, int]
    source: CostFile
    currency: str | None
    problems: list[Problem]

    def __init__(self, sheet: Sheet, columns: Mapping[str, int], source: CostFile, currency: str | None) -> None:
        self.sheet, self.columns, self.source, self.currency = sheet, columns, source, currency
        self.problems = []

    def rows(self) -> list[int]:
        """Return the rows in which something stands in one of the columns."""
        inside = set(self.columns.values())
        cells = self.sheet.formulas._cells  # sparse: sheets may be formatted down to their millionth row
        found = {row for (row, column), cell in cells.items() if column in inside and _filled(cell.value)}
        return sorted(row for row in found if self._among_lines(row) and self._holds_something(row))

    def _among_lines(self, row: int) -> bool:
        return row > self.source.header_row and (self.source.last_row is None or row <= self.source.last_row)

    def _holds_something(self, row: int) -> bool:
        return any(self._read(row, name) is not None for name in self.columns)

    def _read(self, row: int, name: str) -> str | Fault | None:
        column = self.columns[name]
        kind: Kind = "number" if name in _NUMBERS else "date" if name == "date" else "text"
        return read_cell(self.sheet.values.cell(row, column), self.sheet.formulas.cell(row, column), kind)

    def line(self, row: int) -> Table:
        """Return a row as a cost line."""
        places = {name: self.sheet.place(row, column) for name, column in self.columns.items()}
        first = min(places.values())
        if self._hidden(row):
            hint = "Show the row, or delete it: nobody sees what it adds."
            self.problems.append(Problem(first, f"row {row} is hidden, but holds a cost line", hint))
        entries: dict[str, Node] = {name: Scalar(place, self._text(row, name, place)) for name, place in places.items()}
        self._hold_currency(row, entries)
        return _line_of(first, entries, places)

    def _text(self, row: int, name: str, place: Place) -> str | None:
        found = self._read(row, name)
        if found is None and name in _NEEDED:
            found = Fault("is empty", f"Write the {name.replace('_', ' ')} of the line.")
        if isinstance(found, Fault):
            self.problems.append(Problem(place, f"`{name}` {found.message}", found.hint))
            return None
        unseen = forbidden_in(found, place) if found else None
        if unseen:
            self.problems.append(unseen)
        return found

    def _hidden(self, row: int) -> bool:
        dimensions = self.sheet.values.row_dimensions.get(row)
        return dimensions is not None and (bool(dimensions.hidden) or dimensions.height == 0)

    def _hold_currency(self, row: int, entries: Mapping[str, Node]) -> None:
        """Refuse a figure that the sheet shows in another currency than the one in which it would count."""
        given = entries.get("currency")
        currency = (given.text if isinstance(given, Scalar) else None) or self.currency
        for name in _MONEY:
            if currency and name in self.columns and _holds_text(entries[name]):
                shown = other_currency(self.sheet.values.cell(row, self.columns[name]).number_format, currency)
                if shown:
                    hint = "Give the line that currency in a column `currency`, or format the cell without it."
                    message = f"`{name}` is shown in {shown}, but the line counts in {currency}"
                    self.problems.append(Problem(entries[name].place, message, hint))

    def merged(self) -> Iterator[Problem]:
        """Find merged cells that hide a cell of a line: all but their first are empty in the file."""
        for block in self.sheet.values.merged_cells.ranges:
            top = max(block.min_row, self.source.header_row + 1)
            bottom = min(block.max_row, self.source.last_row or block.max_row)
            columns = [each for each in self.columns.values() if block.min_col <= each <= block.max_col]
            only_first = bottom == block.min_row and columns == [block.min_col]
            if top <= bottom and columns and not only_first:
                hint = "Unmerge them, and write the value into each cell."
                place = self.sheet.place(block.min_row, block.min_col)
                yield Problem(place, f"the cells {block.coord} are merged", hint)


def _filled(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _line_of(first: Place, entries: dict[str, Node], places: Mapping[str, Place]) -> Table:
    """Return a line with its three points as the group that they are in a record; none where all are empty."""
    points = {name: entries.pop(name) for name in _THREE_POINTS if name in entries}
    keys = {name: places[name] for name in entries}
    if any(_holds_text(point) for point in points.values()):
        group = min(point.place for point in points.values())
        entries["three_point"] = Table(group, points, {name: places[name] for name in points})
        keys["three_point"] = group
    return Table(first, entries, keys)

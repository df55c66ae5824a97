"""Price tables that stand in the lines of a PDF: which lines are rows, and which figures stand in which column."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bidkit.ready.figures import figures, rows_of, value
from bidkit.ready.paper import Block, Cell

_N = r"[-−]?\d[\d,\u00a0\u202f]*(?:\.\d+)?"
_ROW = re.compile(rf"(?:^|\s)({_N}) (\D+) ({_N}) ({_N}) ({_N}) ({_N}) ({_N})$")
"""Quantity, unit, unit price, amount, rate, tax, and both."""
_SUM = re.compile(rf"^(\D.*?) ({_N}) ({_N}) ({_N})$")
"""What it is, amount, tax, and both."""


def tables_of(made: Sequence[Block], lines: frozenset[str]) -> Mapping[int, frozenset[str]]:
    """Return which priced lines stand in which table of a form."""
    found: dict[int, set[str]] = {}
    for (table, _), cells in rows_of(made).items():
        if len(cells) == 8 and cells[0].text in lines and figures(cells[4].text):
            found.setdefault(table, set()).add(cells[0].text)
    return {table: frozenset(ids) for table, ids in found.items()}


def price_cells(blocks: Sequence[Block], tables: Sequence[frozenset[str]], places: int) -> Iterator[Block]:
    """Yield the cells of price tables in the lines of pages; a sum only where every line of its table was read.

    A row may be broken over several lines of a page: it begins with the id of a price line and ends with its figures.
    """
    table_of = {line: at for at, ids in enumerate(tables, start=1) for line in ids}
    line, table, row, read = "", 0, 0, set[str]()
    for block in blocks:
        first = block.text.split(" ", 1)[0]
        line = first if first in table_of else line
        if (found := _ROW.search(block.text)) and line:
            table, row, read = table_of[line], row + 1, read | {line}
            yield from _cells(block, table, row, (line, "", f"{found[1]} {found[2]}", *found.groups()[2:]))
            line = ""
        elif table and (found := _SUM.match(block.text)) and _of_money(found.groups()[1:], places):
            if tables[table - 1] <= read:
                row += 1
                yield from _cells(block, table, row, (found[1], found[2], "", found[3], found[4]))
            table = 0


def _cells(block: Block, table: int, row: int, texts: Sequence[str]) -> Iterator[Block]:
    for column, text in enumerate(texts, start=1):
        yield Block(block.place, text, Cell(table, row, column))


def _of_money(texts: Sequence[str], places: int) -> bool:
    return all(-(value(text).as_tuple().exponent or 0) == places for text in texts)  # type: ignore[operator] # finite

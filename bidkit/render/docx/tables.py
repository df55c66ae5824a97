"""Tables: a fixed grid that fills the text width, merged cells, and header rows that repeat."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from bidkit.render.columns import column_shares, has_spans
from bidkit.render.docx.cells import AFTER, CellLook, RowLook, look_of
from bidkit.render.docx.inlines import one_line
from bidkit.render.docx.markup import escaped
from bidkit.render.docx.story import Element, Place, Story
from bidkit.render.heights import may_be_high, row_height

Flow = Callable[[Element, Story, Place], Iterator[str]]

_LOOK = (
    '<w:tblLook w:val="{value}" w:firstRow="{first}" w:lastRow="0" w:firstColumn="0"'
    ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
)

_STYLES = {"": "Bidkit Table", "plain": "Bidkit Plain", "facts": "Bidkit Facts"}


@dataclass(frozen=True, slots=True)
class _Table:
    """One table while it is written."""

    kind: str
    widths: list[int]
    story: Story
    flow: Flow
    page: float  # height of the text of a page, in points
    spans: bool  # whether any cell reaches over rows or columns
    made: dict[RowLook, dict[tuple[object, ...], "_Cell"]]  # shared by tables of the same widths


def table_rows(element: Element, story: Story, place: Place, flow: Flow, *, end_held: bool = False) -> Iterator[str]:
    """Yield a table's markup; with `end_held`, its last rows stay with what stands below it."""
    widths = column_widths(element, place.width)
    made = story.cells.setdefault(tuple(widths), {})
    table = _Table(element.get("class", ""), widths, story, flow, place.height / 20, has_spans(element), made)
    yield _opening(table, head=element.find("thead") is not None)
    groups = [group for group in element if group.tag in ("thead", "tbody", "tfoot")]
    for group in groups:
        whole = place.whole or group.get("class") == "together"
        last = group is groups[-1]
        keep = place.keep or (place.whole and not last)
        yield from _group(group, table, whole=whole, keep=keep, end_held=end_held and last)
    yield "</w:tbl>"


def _opening(table: _Table, *, head: bool) -> str:
    style = table.story.styles[_STYLES[table.kind]]
    look = _LOOK.format(first=int(head), value="0620" if head else "0600")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in table.widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(table.widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def _group(group: Element, table: _Table, *, whole: bool, keep: bool, end_held: bool) -> Iterator[str]:
    head = group.tag == "thead"
    solid = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if head else "") + "</w:trPr>"
    above: dict[int, tuple[int, int]] = {}  # column: rows still to come, columns wide
    last = len(group) - 1
    for index, row in enumerate(group):
        # No row stands alone on a page. Under a lone one LibreOffice 7.4 even loses the rows after it.
        held = head or keep or (end_held if index == last else whole or index in (0, last - 1))
        look = RowLook(table.kind, head, index == 0, row.get("class") or "", held)
        cells = "".join(_spanned_row(row, table, above, look) if table.spans else _row(row, table, look))
        yield f"<w:tr>{'' if _too_high(row, cells, table) else solid}{cells}</w:tr>"


def _too_high(row: Element, cells: str, table: _Table) -> bool:
    """Tell whether a row has to break, since it may not find a page that holds it beside the header rows."""
    return may_be_high(cells, len(row)) and row_height(row, table.widths) > table.page / 2


class _Cell(NamedTuple):
    """The markup around the text of cells of one look in one column."""

    look: CellLook
    opening: str
    before: str  # everything in front of its text


def _cell(cell: Element, table: _Table, row: RowLook, width: int) -> _Cell:
    look = look_of(cell, row, table.story.styles[row.style])
    span = int(cell.get("colspan", "1"))
    opening = look.opening(width, span, "" if cell.get("rowspan", "1") == "1" else '<w:vMerge w:val="restart"/>')
    return _Cell(look, opening, opening + look.before)


def _row(row: Element, table: _Table, look: RowLook) -> list[str]:
    """Return the cells of a row, one a column: nearly every row, so this is where the time goes."""
    made, story, cells = table.made.setdefault(look, {}), table.story, []
    for column, cell in enumerate(row):
        key = (column, cell.tag, cell.get("class"))
        known = made.get(key)
        if known is None:
            known = made[key] = _cell(cell, table, look, table.widths[column])
        text = "" if len(cell) or story.break_due else one_line(cell.text or "")
        written = f"{known.before}{escaped(text)}{AFTER}" if text else _written(cell, story, table.flow, known)
        cells.append(written)
    return cells


def _spanned_row(row: Element, table: _Table, above: dict[int, tuple[int, int]], look: RowLook) -> Iterator[str]:
    column, made = 0, table.made.setdefault(look, {})
    waiting = iter(row)
    while column < len(table.widths):
        if column in above:
            rows, span = above.pop(column)
            yield _merged(table, look, sum(table.widths[column : column + span]), span)
        else:
            cell = next(waiting)
            span, rows = int(cell.get("colspan", "1")), int(cell.get("rowspan", "1"))
            key = (column, cell.tag, cell.get("class"), span, rows > 1)
            known = made.get(key)
            if known is None:
                known = made[key] = _cell(cell, table, look, sum(table.widths[column : column + span]))
            yield _written(cell, table.story, table.flow, known)
        if rows > 1:
            above[column] = (rows - 1, span)
        column += span


def _merged(table: _Table, look: RowLook, width: int, span: int) -> str:
    """Return the rest of a cell that reaches down from above."""
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}<w:vMerge/></w:tcPr>'
    return f"<w:tc>{properties}{table.story.paragraph('Table Text', '', keep=look.keep)}</w:tc>"


def _written(cell: Element, story: Story, flow: Flow, known: _Cell) -> str:
    if len(cell) or story.break_due:
        return f"{known.opening}{''.join(flow(cell, story, known.look.place)) or known.look.empty}</w:tc>"
    text = one_line(cell.text or "")
    return f"{known.before}{escaped(text)}{AFTER}" if text else f"{known.opening}{known.look.empty}</w:tc>"


def column_widths(table: Element, total: int) -> list[int]:
    """Return the columns' widths in twips; together they are exactly the total."""
    shares = column_shares(table)
    edges = [round(total * sum(shares[:count])) for count in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]

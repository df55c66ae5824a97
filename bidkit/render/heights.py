"""How high a table row will be, roughly: one that is too high for a page must be allowed to break.

Word breaks such a row whatever it is told. LibreOffice obeys, and cuts off what does not fit on the page. WeasyPrint
leaves the heading, the caption and the row before it alone on pages of their own.
"""

from collections.abc import Sequence
from math import ceil

from lxml import etree

from bidkit.render.drawing import ems
from bidkit.render.outline import plain_text

Element = etree._Element

_SIZE = 9.0  # points, of text in tables
_LINE = 13.5  # points, with the space after a paragraph
_PADDING = 10.0  # points, left and right of a cell's text
_SHORT = 320  # characters of markup that a cell takes up with a line of text


def may_be_high(markup: str, cells: int) -> bool:
    """Tell whether a row is worth measuring; most hold a few words, and measuring takes longer than writing."""
    return len(markup) > _SHORT * cells + 200


def row_height(row: Element, widths: Sequence[float]) -> float:
    """Return about how high a row's highest cell is, in points."""
    return max(
        _lines(cell, width / 20 - _PADDING) * _LINE for cell, width in zip(row, _widths(row, widths), strict=True)
    )


def _widths(row: Element, widths: Sequence[float]) -> Sequence[float]:
    """Return each cell's width; where cells span, at least the width of as many narrow columns."""
    if len(row) == len(widths):
        return widths
    narrow = sorted(widths)
    return [sum(narrow[: int(cell.get("colspan", "1"))]) for cell in row]


def _lines(cell: Element, room: float) -> int:
    """Return about how many lines a cell has."""
    inner = [part for part in cell.iter("p", "li") if not any(child.tag in ("p", "ul", "ol") for child in part)]
    texts = [plain_text(part) for part in inner] if inner else []
    loose = plain_text(cell) if not inner else " ".join((cell.text or "").split())
    broken = sum(1 for _ in cell.iter("br"))
    return broken + sum(ceil(max(ems(text), 1.0) * _SIZE / max(room, _SIZE)) for text in (*texts, loose) if text)

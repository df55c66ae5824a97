"""How a table's width is shared among its columns: the same in every format, and never past the margin."""

from itertools import islice

from lxml import etree

from bidkit.render.drawing import ems
from bidkit.render.outline import plain_text

Element = etree._Element

_SPANS = etree.XPath("boolean(.//@colspan | .//@rowspan)")
_SAMPLE = 60  # rows that are looked at when a table does not say how wide its columns are
_NARROW, _WIDE = 3.0, 26.0  # bounds of a column's guessed width, in type sizes
_PADDING = 2.0


def column_shares(table: Element) -> list[float]:
    """Return each column's share of the table's width; together they are one."""
    columns = table.findall("colgroup/col")
    shares = [float(column.get("width", "0%")[:-1]) for column in columns]
    if not columns:
        shares = _facts(table) or _guessed(table)
    elif 0 in shares:
        rest = max(100 - sum(shares), 5.0 * shares.count(0)) / shares.count(0)
        shares = [share or rest for share in shares]
    whole = sum(shares)
    return [share / whole for share in shares]


def _facts(table: Element) -> list[float]:
    count = _count(table)
    return [32.0, *([68.0 / (count - 1)] * (count - 1))] if table.get("class") == "facts" and count > 1 else []


def _count(table: Element) -> int:
    first = next(table.iter("tr"))
    return sum(int(cell.get("colspan", "1")) for cell in first)


def _guessed(table: Element) -> list[float]:
    """Guess each column's share from how much text its widest cells hold."""
    count = _count(table)
    rows = [row for row in islice(table.iter("tr"), _SAMPLE) if len(row) == count]
    if has_spans(table):
        rows = [row for row in rows if not has_spans(row)]
    columns = zip(*([_text(cell) for cell in row] for row in rows), strict=True)
    return [min(max(_NARROW, _widest(column)), _WIDE) + _PADDING for column in columns] or [1.0] * count


def _text(cell: Element) -> str:
    text = cell.text or ""
    return plain_text(cell) if len(cell) or "\n" in text else text


def _widest(texts: tuple[str, ...]) -> float:
    """Return how wide the widest text is, near enough: of Latin texts the longest one."""
    return ems(max(texts, key=len)) if "".join(texts).isascii() else max(map(ems, texts))


def has_spans(element: Element) -> bool:
    """Tell whether any cell in a table or row reaches over columns or rows."""
    return bool(_SPANS(element))

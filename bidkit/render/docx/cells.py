"""How cells look: worked out once for each look, since a table has thousands of cells and few looks."""

from functools import lru_cache
from typing import NamedTuple

from bidkit.render.docx.markup import paragraph_properties, run_properties
from bidkit.render.docx.story import Element, Place

_HEAD_FILL = '<w:shd w:val="clear" w:color="auto" w:fill="E6ECF3"/>'
_ALARM, _SOFT = "8C1A10", "4A5563"
_ALARM_FILL = '<w:shd w:val="clear" w:color="auto" w:fill="FBE3E0"/>'
_TOTAL = (
    '<w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="1F3A5F"/></w:tcBorders>'
    '<w:shd w:val="clear" w:color="auto" w:fill="F2F5F8"/>'
)
_ALIGN = {"num": "right", "centre": "center"}


class RowLook(NamedTuple):
    """What decides how the cells of a row look."""

    kind: str  # of the table
    head: bool
    first: bool  # of its group
    classes: str
    keep: bool  # with the next row

    @property
    def style(self) -> str:
        """Return the name of the style that its paragraphs take."""
        return "Table Head" if self.head else "Table Text"


class CellLook(NamedTuple):
    """What cells of one look share, however wide they are."""

    place: Place
    paint: str  # cell properties after width and span
    paragraph: str
    run: str

    def opening(self, width: int, span: int = 1, merge: str = "") -> str:
        """Return the beginning of a cell."""
        spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{merge}{self.paint}</w:tcPr>'

    @property
    def empty(self) -> str:
        """Return the paragraph of a cell that says nothing."""
        return f"<w:p>{self.paragraph}</w:p>"

    @property
    def before(self) -> str:
        """Return what stands between a cell's beginning and its text."""
        return f"<w:p>{self.paragraph}<w:r>{self.run}<w:t>"


AFTER = "</w:t></w:r></w:p></w:tc>"


def look_of(cell: Element, row: RowLook, style: str) -> CellLook:
    """Return how a cell looks; `style` is the identifier of the style of its paragraphs."""
    return _look(cell.tag == "th", cell.get("class") or "", row, style)


@lru_cache(maxsize=1024)
def _look(named: bool, classes: str, row: RowLook, style: str) -> CellLook:
    place = _place(named, classes.split(), row)
    return CellLook(
        place,
        _paint(row, alarm="alarm" in classes.split()),
        paragraph_properties(style, keep=place.keep, align=place.align),
        run_properties(bold=place.bold, colour=place.colour),
    )


def _place(named: bool, classes: list[str], row: RowLook) -> Place:
    alarm = "alarm" in classes
    fact = named and row.kind == "facts" and not row.head
    return Place(
        width=0,
        style=row.style,
        item_style=row.style,
        keep=row.keep,
        align=next((_ALIGN[name] for name in classes if name in _ALIGN), ""),
        bold=bool(row.classes) or alarm or (named and not fact),
        colour=_ALARM if alarm else _SOFT if fact else "",
    )


def _paint(row: RowLook, *, alarm: bool) -> str:
    low = '<w:vAlign w:val="bottom"/>' if row.head else ""
    if alarm:
        return _ALARM_FILL + low
    if "total" in row.classes:
        return _TOTAL + low
    return (_HEAD_FILL if row.head and not row.first else "") + low  # the table style paints the first row itself

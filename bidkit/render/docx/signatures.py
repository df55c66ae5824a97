"""Signature blocks, two beside each other, in a table that shows no lines but those to write on.

The lines are borders of cells: leaders of tabs at a line's end are not drawn by every program.
"""

from collections.abc import Iterator, Sequence

from bidkit.render.docx.markup import run
from bidkit.render.docx.story import Element, Place, Story
from bidkit.render.outline import SIGN_DATE, SIGN_NAME, SIGNATURE

_ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
_LABEL, _GAP = 1134, 454  # twips
_LINE = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="1B2430"/></w:tcBorders>'
_LOOK = (
    '<w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
    ' w:noVBand="1"/>'
)


def signed_below(element: Element) -> bool:
    """Tell whether what stands below a block is where it is signed, so that a signature is never alone on a page."""
    after = element.getnext()
    return after is not None and after.tag == "section" and after.find("div[@class='signatures']") is not None


def signatures(element: Element, story: Story, place: Place) -> Iterator[str]:
    """Yield the table of an element's signature blocks."""
    widths = _widths(place.width)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{story.styles["Bidkit Plain"]}"/>'
        f'<w:tblW w:w="{place.width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{_LOOK}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    blocks = list(element)
    for index in range(0, len(blocks), 2):
        yield from _pair(blocks[index : index + 2], story, widths, keep=place.keep or index + 2 < len(blocks))
    yield "</w:tbl>"
    yield story.paragraph("Table End", "", keep=place.keep)


def _widths(whole: int) -> list[int]:
    """Return the columns: what a line is for, the line, a gap, and the same again."""
    line = (whole - _GAP) // 2 - _LABEL
    return [_LABEL, line, _GAP, _LABEL, whole - _GAP - 2 * _LABEL - line]


def _pair(blocks: Sequence[Element], story: Story, widths: Sequence[int], *, keep: bool) -> Iterator[str]:
    roles = [run(block.get("data-role", "")) for block in blocks]
    beside = [story.paragraph("Signature Role", text, keep=True) for text in (*roles, "")[:2]]
    gap = _cell(story.paragraph("Signature Line", "", keep=True), widths[2])
    yield f"{_ROW}{gap.join(_cell(text, _LABEL + widths[1 + 3 * n], span=2) for n, text in enumerate(beside))}</w:tr>"
    for what in (SIGN_NAME, SIGN_DATE, SIGNATURE):
        held = keep or what is not SIGNATURE
        empty = story.paragraph("Signature Line", "", keep=held)
        cells = [_cell(empty, width) for width in widths]
        for number, block in enumerate(blocks):
            value = block.get("data-name", "") if what is SIGN_NAME else ""
            label = story.paragraph("Signature Line", run(story.document.voice.say(what)), keep=held)
            written = story.paragraph("Signature Line", run(value), keep=held)
            cells[3 * number] = _cell(label, _LABEL)
            cells[3 * number + 1] = _cell(written, widths[3 * number + 1], line=True)
        yield f"{_ROW}{''.join(cells)}</w:tr>"


def _cell(content: str, width: int, span: int = 1, *, line: bool = False) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    under = _LINE if line else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{under}</w:tcPr>{content}</w:tc>'

"""Plain data for a document of as many chapters as asked; a chapter fills a little less than two pages."""

from decimal import Decimal
from pathlib import Path

from bidkit import render
from bidkit.render.model import Document

TEMPLATES = Path(__file__).parent / "templates"

_TEXT = (
    "the stand moves steel coils between the line and the store twice per shift and keeps its position within two"
    " millimetres while the line is running so that the springs are loaded evenly and the frame carries every force"
    " that the acceptance test applies to it under the conditions which the contract names"
)


_WORDS = _TEXT.split()


def document(chapters: int) -> Document:
    """Return the checked document."""
    data = {"chapters": tuple(_chapter(number) for number in range(1, chapters + 1))}
    return render.document("report.html", data, language="en", folders=[TEMPLATES])


def _chapter(number: int) -> dict[str, object]:
    bars = ({"label": _text(number + at, 3), "value": 8 + at, "full": 20, "note": None} for at in range(5))
    return {
        "number": number,
        "title": _text(number, 4),
        "lead": _text(number + 1, 22),
        "texts": tuple(_text(number + at, 70) for at in range(3)),
        "points": tuple(_text(number * 3 + at, 14) for at in range(6)),
        "rows": tuple(_row(number, at) for at in range(22)),
        "bars": tuple(bars),
    }


def _row(chapter: int, at: int) -> dict[str, object]:
    each = Decimal("1250.50") + at
    return {
        "id": f"R-{chapter:02}{at:02}",
        "text": _text(chapter + at * 5, 8),
        "count": at + 1,
        "each": each,
        "sum": each * (at + 1),
    }


def _text(start: int, length: int) -> str:
    words = [_WORDS[(start * 7 + at * 11) % len(_WORDS)] for at in range(length)]
    return " ".join(words).capitalize()

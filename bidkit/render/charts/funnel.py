"""How many are left after each step."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from bidkit.phrases import Phrase
from bidkit.render.charts.figures import Figures
from bidkit.render.charts.rows import LEFT, Row, bottom, nothing, pages, scenes
from bidkit.render.charts.scales import exact
from bidkit.render.charts.scene import NORMAL, TALL, WIDE, Line, Mark, Rect, Scene, Text, length

_TOP = 4.0
_THICK = 18.0
_LEAST = 26.0

OF_BEFORE = Phrase("{share} of the step before")


def funnel(figures: Figures, rows: Sequence[Mapping[str, object]], tallest: float = TALL) -> tuple[Scene, ...]:
    """Return the pictures of a funnel; rows: mappings of label and value, none of them negative."""
    if not rows:
        return nothing(figures.no_data, WIDE)
    values = [_value(figures, row) for row in rows]
    said = _said(figures, values)
    right = WIDE - max(length(each, NORMAL) for each in said) - 10
    most = max((value for value in values if value is not None), default=Decimal(0)) or Decimal(1)
    widths = [None if value is None else float(value / most) * (right - LEFT) for value in values]
    middle = (LEFT + right) / 2
    drawn = pages([figures.plain(row["label"]) for row in rows], _TOP, tallest, least=_LEAST)

    def draw(page: Sequence[Row]) -> Scene:
        marks: list[Mark] = []
        for row in page:
            look = "alarm" if widths[row.index] is None else "ink"
            words = Text(right + 8, row.middle + 3.4, said[row.index], size=NORMAL, look=look)
            marks += [*_taper(widths, row, middle), *row.words(), words]
        return Scene(WIDE, bottom(page, _TOP) + 4, tuple(marks))

    return scenes(drawn, draw)


def _value(figures: Figures, row: Mapping[str, object]) -> Decimal | None:
    value = row.get("value")
    if value is None:
        return None
    amount = exact(value)  # type: ignore[arg-type]
    if amount < 0:
        raise ValueError(f"a funnel cannot show {amount} for '{figures.plain(row['label'])}'")
    return amount


def _said(figures: Figures, values: Sequence[Decimal | None]) -> list[str]:
    say = figures.amounts(values, None)
    said = []
    before: Decimal | None = None
    for value in values:
        words = figures.missing if value is None else say(value)
        if value is not None and before:
            share = figures.plain(Phrase(OF_BEFORE.text, share=figures.voice.percent(value / before)))
            words = f"{words} · {share}"
        said.append(words)
        before = value
    return said


def _taper(widths: Sequence[float | None], row: Row, middle: float) -> list[Mark]:
    """Return the row's bar and, below it, the outline that narrows to the next."""
    width = widths[row.index]
    if width is None:
        return []
    top = row.middle - _THICK / 2
    marks: list[Mark] = [Rect(middle - width / 2, top, max(width, 0.8), _THICK, "up")]
    following = widths[row.index + 1] if row.index + 1 < len(widths) else None
    if following is not None:
        low, end = top + _THICK, row.top + row.height
        corners = ((middle - width / 2, low), (middle + width / 2, low))
        narrow = ((middle + following / 2, end), (middle - following / 2, end))
        marks.append(Line((*corners, *narrow), "lead", closed=True))
    return marks

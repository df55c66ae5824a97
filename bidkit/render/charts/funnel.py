"""How many are left after each step."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from bidkit.phrases import Phrase
from bidkit.render.charts.figures import Figures
from bidkit.render.charts.rows import FULL, Frame, Row, bottom, nothing, pages, scenes
from bidkit.render.charts.scales import exact
from bidkit.render.charts.scene import NORMAL, TALL, Line, Mark, Rect, Scene, Text, length

_TOP = 4.0
_THICK = 15.0
_LEAST = 23.0

OF_BEFORE = Phrase("{share} of the step before")


def funnel(
    figures: Figures, rows: Sequence[Mapping[str, object]], tallest: float = TALL, frame: Frame = FULL
) -> tuple[Scene, ...]:
    """Return the pictures of a funnel; rows: mappings of label and value, none of them negative.

    In a frame narrower than the page the share of the step before stands without these words.
    """
    if not rows:
        return nothing(figures.no_data, frame.wide)
    values = [_value(figures, row) for row in rows]
    said = _said(figures, values, brief=frame.wide < FULL.wide)
    right = frame.wide - max(length(each, NORMAL) for each in said) - 10
    most = max((value for value in values if value is not None), default=Decimal(0)) or Decimal(1)
    widths = [None if value is None else float(value / most) * (right - frame.left) for value in values]
    middle = (frame.left + right) / 2
    drawn = pages([figures.plain(row["label"]) for row in rows], _TOP, tallest, least=_LEAST, left=frame.left)

    def draw(page: Sequence[Row]) -> Scene:
        marks: list[Mark] = []
        for row in page:
            look = "alarm" if widths[row.index] is None else "ink"
            words = Text(right + 8, row.middle + 3.4, said[row.index], size=NORMAL, look=look)
            marks += [*_taper(widths, row, middle), *row.words(frame.left), words]
        return Scene(frame.wide, bottom(page, _TOP) + 4, tuple(marks))

    return scenes(drawn, draw)


def _value(figures: Figures, row: Mapping[str, object]) -> Decimal | None:
    value = row.get("value")
    if value is None:
        return None
    amount = exact(value)  # type: ignore[arg-type]
    if amount < 0:
        raise ValueError(f"a funnel cannot show {amount} for '{figures.plain(row['label'])}'")
    return amount


def _said(figures: Figures, values: Sequence[Decimal | None], *, brief: bool) -> list[str]:
    say = figures.amounts(values, None)
    said = []
    before: Decimal | None = None
    for value in values:
        words = figures.missing if value is None else say(value)
        if value is not None and before:
            share = figures.voice.percent(value / before)
            words = f"{words} · {share if brief else figures.plain(Phrase(OF_BEFORE.text, share=share))}"
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

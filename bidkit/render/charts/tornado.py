"""Which uncertain input moves the result most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bidkit.phrases import Phrase
from bidkit.render.charts.figures import Figures
from bidkit.render.charts.rows import LEFT, Row, bottom, nothing, pages, scenes
from bidkit.render.charts.scales import Amount, Say, Scale, exact, scale
from bidkit.render.charts.scene import LEADING, SMALL, TALL, WIDE, Anchor, Mark, Rect, Scene, Text, length, stroke
from bidkit.render.drawing import fitted

_THICK = 13.0
_TOP = 32.0
_ONE_LINE = 90.0  # longer pairs of amounts take two

LOW = Phrase("Input at its low end")
HIGH = Phrase("Input at its high end")
BASE = Phrase("Base: {amount}")


@dataclass(frozen=True, slots=True)
class _Swing:
    label: str
    low: Decimal | None
    high: Decimal | None

    @property
    def width(self) -> Decimal:
        if self.low is None or self.high is None:
            return Decimal(-1)
        return abs(self.high - self.low)


def tornado(
    figures: Figures,
    rows: Sequence[Mapping[str, object]],
    base: Amount,
    currency: str | None = None,
    tallest: float = TALL,
) -> tuple[Scene, ...]:
    """Return the pictures of a tornado; rows: label, and the result with the input at its `low` and `high` end.

    The widest swing stands first; an input without both results stands last, as missing.
    """
    if not rows:
        return nothing(figures.no_data, WIDE)
    swings = sorted((_swing(figures, row) for row in rows), key=lambda swing: -swing.width)
    amounts = [amount for swing in swings for amount in (swing.low, swing.high)] + [exact(base)]
    say = figures.amounts(amounts, currency)
    ends = [_ends(swing, exact(base), say) for swing in swings]
    before, after = (
        max((length(line, SMALL) for both in ends for line in both[side]), default=0) + 8 for side in (0, 1)
    )
    after = max(after, length(figures.missing, SMALL) + 8)
    across = scale(amounts, LEFT + before, WIDE - after)
    drawn = pages([swing.label for swing in swings], _TOP, tallest)

    def draw(page: Sequence[Row]) -> Scene:
        marks: list[Mark] = [mark for row in page for mark in _row(figures, swings[row.index], row, across, base, say)]
        return Scene(WIDE, bottom(page, _TOP) + 4, (*_head(figures, page, across, base, say), *marks))

    return scenes(drawn, draw)


def _swing(figures: Figures, row: Mapping[str, object]) -> _Swing:
    low, high = (None if row.get(key) is None else exact(row[key]) for key in ("low", "high"))  # type: ignore[arg-type]
    return _Swing(figures.plain(row["label"]), low, high)


def _ends(swing: _Swing, base: Decimal, say: Say) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines left and right of a bar; both results on one side where both lie on one side."""
    if swing.low is None or swing.high is None:
        return (), ()
    low, high = sorted((swing.low, swing.high))
    if low > base:
        return (), _both(low, high, say)
    if high < base:
        return _both(low, high, say), ()
    return (say(low),), (say(high),)


def _both(low: Decimal, high: Decimal, say: Say) -> tuple[str, ...]:
    if low == high:
        return (say(low),)
    lines = (f"{say(low)} …", say(high))
    return (" ".join(lines),) if length(" ".join(lines), SMALL) < _ONE_LINE else lines


def _row(figures: Figures, swing: _Swing, row: Row, across: Scale, base: Amount, say: Say) -> list[Mark]:
    words: list[Mark] = [*row.words()]
    centre, level = across.at(base), row.middle
    if swing.low is None or swing.high is None:
        return [*words, Text(centre + 5, level + 3.2, figures.missing, look="alarm")]
    bars = [_bar(across.at(swing.low), centre, level, "down"), _bar(across.at(swing.high), centre, level, "up")]
    left, right = min(bar.box.left for bar in bars), max(bar.box.right for bar in bars)
    before, after = _ends(swing, exact(base), say)
    ends = [*_end(before, left - 4, level, "end"), *_end(after, right + 4, level, "start")]
    return [*words, *sorted(bars, key=lambda bar: -bar.width), *ends]


def _end(lines: Sequence[str], x: float, level: float, anchor: Anchor) -> list[Mark]:
    first = level + 3.2 - (len(lines) - 1) / 2 * LEADING
    return [Text(x, first + number * LEADING, line, anchor) for number, line in enumerate(lines)]


def _bar(end: float, centre: float, level: float, look: str) -> Rect:
    return Rect(min(end, centre), level - _THICK / 2, max(abs(end - centre), 0.8), _THICK, look)


def _head(figures: Figures, page: Sequence[Row], across: Scale, base: Amount, say: Say) -> list[Mark]:
    """Return the key, the base's line and its label."""
    at = across.at(base)
    said = figures.plain(Phrase(BASE.text, amount=say(exact(base))))
    half = length(said, SMALL) / 2
    key: list[Mark] = []
    x = LEFT
    for phrase, look in ((LOW, "down"), (HIGH, "up")):
        words = fitted(figures.plain(phrase), 16, 1)[0]
        key += [Rect(x, 2, 14, 9, look), Text(x + 18, 10, words)]
        x += 18 + length(words, SMALL) + 16
    line = stroke("axis", (at, 26), (at, bottom(page, _TOP) + 2))
    return [*key, line, Text(min(max(at, half), WIDE - half), 23, said, "middle")]

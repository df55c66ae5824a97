"""Bars and milestones over time, with the line of a day that the data names."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from bidkit.phrases import Phrase
from bidkit.render.charts.figures import Figures
from bidkit.render.charts.rows import FULL, Frame, Row, bottom, nothing, pages, scenes
from bidkit.render.charts.scales import Scale, scale
from bidkit.render.charts.scene import SMALL, TALL, Line, Mark, Rect, Scene, Text, length, paper, stroke

_TOP = 34.0
_THICK = 11.0
_RADIUS = 5.5
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400)
_DAYS = (1, 2, 7, 14)

TODAY = Phrase("As of {date}")


@dataclass(frozen=True, slots=True)
class _Span:
    label: str
    said: str
    start: dt.date | None
    end: dt.date | None
    milestone: bool


def timeline(
    figures: Figures,
    rows: Sequence[Mapping[str, object]],
    today: object = None,
    tallest: float = TALL,
    frame: Frame = FULL,
) -> tuple[Scene, ...]:
    """Return the pictures of a timeline; rows: label with `start` and `end`, or `date` for a milestone.

    `what` a milestone is may stand beside it. A date may be known to month or year only: a bar then covers all of it.
    """
    spans = [_span(figures, row) for row in rows]
    if not spans:
        return nothing(figures.no_data, frame.wide)
    now = first_day(today)
    across = scale(_days(spans, now), frame.left + 8, frame.wide - 10)
    drawn = pages([span.label for span in spans], _TOP, tallest, left=frame.left)

    def draw(page: Sequence[Row]) -> Scene:
        bars = [(*row.words(frame.left), *_bar(spans[row.index], row, across, frame)) for row in page]
        low = bottom(page, _TOP)
        ground = (*_today(figures, now, across, low, frame), *_calendar(figures, across, low, frame))
        return Scene(frame.wide, low + 6, (*ground, *chain.from_iterable(bars)))

    return scenes(drawn, draw)


def _days(spans: Sequence[_Span], now: dt.date | None) -> list[int]:
    """Return every day that is known, as numbers; around a single one, half a month on both sides."""
    known = {day for span in spans for day in (span.start, span.end, now) if day}
    days = sorted(day.toordinal() for day in known)
    return days if len(days) != 1 else [max(days[0] - 15, 1), min(days[0] + 15, dt.date.max.toordinal())]


def first_day(value: object) -> dt.date | None:
    """Return the first day of a date, or of a month or year."""
    if isinstance(value, Mapping):
        year, month, day = (value.get(part) for part in ("year", "month", "day"))
        return dt.date(year, month or 1, (day if month else None) or 1) if year else None
    return value if isinstance(value, dt.date) else None


def last_day(value: object) -> dt.date | None:
    """Return the last day of a date, or of a month or year."""
    first = first_day(value)
    if first is None or not isinstance(value, Mapping) or (value.get("month") and value.get("day")):
        return first
    months = 1 if value.get("month") else 12
    return _months_on(first, months) - dt.timedelta(days=1) if first.year < dt.MAXYEAR else first


def _span(figures: Figures, row: Mapping[str, object]) -> _Span:
    label, date = figures.plain(row["label"]), row.get("date")
    if "date" in row:
        said = ", ".join(figures.plain(each) for each in (figures.voice.date(date), row.get("what")) if each)
        return _Span(label, said, first_day(date), first_day(date), True)
    if row.get("start") is None and row.get("end") is None:
        return _Span(label, figures.missing, None, None, False)
    said = " – ".join(figures.plain(figures.voice.date(row.get(key))) for key in ("start", "end"))
    start, end = first_day(row.get("start")), last_day(row.get("end"))
    if start and end and end < start:
        raise ValueError(f"'{label}' ends on {end}, before it starts on {start}")
    return _Span(label, said, start, end, False)


def _bar(span: _Span, row: Row, across: Scale, frame: Frame) -> list[Mark]:
    start, end = span.start or span.end, span.end or span.start
    if start is None or end is None:
        return [Text(frame.left + 6, row.middle + 3.2, span.said, look="alarm")]
    left, right, level = across.at(start.toordinal()), across.at(end.toordinal()), row.middle
    if span.milestone:
        corners = ((left, level - _RADIUS), (left + _RADIUS, level), (left, level + _RADIUS), (left - _RADIUS, level))
        return [Line(corners, "milestone", closed=True), *_beside(span, left - _RADIUS, left + _RADIUS, level, frame)]
    bar = Rect(left, level - _THICK / 2, max(right - left, 1.5), _THICK, "up")
    return [bar, *_beside(span, left, max(right, left + 1.5), level, frame)]


def _beside(span: _Span, left: float, right: float, level: float, frame: Frame) -> list[Mark]:
    """Return the dates, right of the bar, left of it or, where neither has room, on it; never outside."""
    width = length(span.said, SMALL)
    x, last = right + 4, frame.wide - 1 - width
    if x > last:
        x = left - 4 - width if left - 6 - width > frame.left else min((left + right - width) / 2, last)
    words = Text(x, level + 3.2, span.said, look="ink" if span.start and span.end else "alarm")
    return [Rect(x - 1.5, level - 5.5, width + 3, 11, "paper"), words]


def _today(figures: Figures, now: dt.date | None, across: Scale, low: float, frame: Frame) -> list[Mark]:
    if now is None:
        return []
    at = across.at(now.toordinal())
    said = figures.plain(Phrase(TODAY.text, date=figures.voice.date(now)))
    half = length(said, SMALL, bold=True) / 2
    words = Text(min(at, frame.wide - half - 1), 10, said, "middle", bold=True, look="alarm")
    return [stroke("today", (at, 13), (at, low + 3)), words]


def _calendar(figures: Figures, across: Scale, low: float, frame: Frame) -> list[Mark]:
    marks: list[Mark] = [
        stroke("axis", (frame.left, _TOP - 4), (frame.wide - 2, _TOP - 4)),
        stroke("axis", (frame.left, _TOP - 4), (frame.left, low + 3)),
    ]
    for day, words in _ticks(figures, across, frame):
        at = across.at(day.toordinal())
        said = Text(at, _TOP - 8, words, "middle")
        marks += [stroke("grid", (at, _TOP - 4), (at, low + 3)), paper(said.box), said]
    return marks


def _ticks(figures: Figures, across: Scale, frame: Frame) -> list[tuple[dt.date, str]]:
    """Return days and what is written at them: as many as stand beside each other without touching."""
    if across.low < 1:
        return []  # no day is known
    low, high = dt.date.fromordinal(int(across.low)), dt.date.fromordinal(int(across.high))
    short = (high - low).days < 70
    finest: list[tuple[dt.date, str]] = []
    if short:
        for step in _DAYS:
            finest = [(day, figures.voice.date(day)) for day in _every(low, high, step)]
            if _apart(finest, across, frame):
                return finest
    for months in _MONTHS:
        say = figures.month if months < 12 else figures.year
        finest = [(day, say(day)) for day in _month_starts(low, high, months)]
        if _apart(finest, across, frame):
            return finest
    return []


def _apart(found: Sequence[tuple[dt.date, str]], across: Scale, frame: Frame) -> bool:
    boxes = [Text(across.at(day.toordinal()), 0, words, "middle").box for day, words in found]
    apart = all(one.right + 5 <= two.left for one, two in pairwise(boxes))
    return bool(boxes) and boxes[-1].right <= frame.wide and apart


def _every(low: dt.date, high: dt.date, step: int) -> list[dt.date]:
    return [dt.date.fromordinal(day) for day in range(low.toordinal(), high.toordinal() + 1, step)]


def _month_starts(low: dt.date, high: dt.date, months: int) -> list[dt.date]:
    first = low.year * 12 + low.month - 1
    first += -first % months
    counted = range(first, high.year * 12 + high.month, months)
    days = [dt.date(number // 12, number % 12 + 1, 1) for number in counted]
    return [day for day in days if low <= day <= high]


def _months_on(day: dt.date, months: int) -> dt.date:
    number = day.year * 12 + day.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)

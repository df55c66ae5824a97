"""Bars and milestones over time, with the line of a day that the data names."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bidkit.phrases import Phrase
from bidkit.render.charts.figures import Figures
from bidkit.render.charts.rows import LEFT, Row, bottom, nothing, pages, scenes
from bidkit.render.charts.scales import Scale, scale
from bidkit.render.charts.scene import SMALL, TALL, WIDE, Line, Mark, Rect, Scene, Text, length, paper, stroke

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
    figures: Figures, rows: Sequence[Mapping[str, object]], today: object = None, tallest: float = TALL
) -> tuple[Scene, ...]:
    """Return the pictures of a timeline; rows: label with `start` and `end`, or with `date` for a milestone.

    A date may be known to the month or year only: a bar then covers all of it.
    """
    spans = [_span(figures, row) for row in rows]
    if not spans:
        return nothing(figures.no_data, WIDE)
    now = first_day(today)
    across = scale(_days(spans, now), LEFT + 8, WIDE - 10)
    drawn = pages([span.label for span in spans], _TOP, tallest)

    def draw(page: Sequence[Row]) -> Scene:
        marks = [mark for row in page for mark in (*row.words(), *_bar(spans[row.index], row, across))]
        low = bottom(page, _TOP)
        return Scene(WIDE, low + 6, (*_today(figures, now, across, low), *_calendar(figures, across, low), *marks))

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
        return _Span(label, figures.plain(figures.voice.date(date)), first_day(date), first_day(date), True)
    if row.get("start") is None and row.get("end") is None:
        return _Span(label, figures.missing, None, None, False)
    said = " – ".join(figures.plain(figures.voice.date(row.get(key))) for key in ("start", "end"))
    start, end = first_day(row.get("start")), last_day(row.get("end"))
    if start and end and end < start:
        raise ValueError(f"'{label}' ends on {end}, before it starts on {start}")
    return _Span(label, said, start, end, False)


def _bar(span: _Span, row: Row, across: Scale) -> list[Mark]:
    start, end = span.start or span.end, span.end or span.start
    if start is None or end is None:
        return [Text(LEFT + 6, row.middle + 3.2, span.said, look="alarm")]
    left, right, level = across.at(start.toordinal()), across.at(end.toordinal()), row.middle
    if span.milestone:
        corners = ((left, level - _RADIUS), (left + _RADIUS, level), (left, level + _RADIUS), (left - _RADIUS, level))
        return [Line(corners, "milestone", closed=True), *_beside(span, left - _RADIUS, left + _RADIUS, level)]
    bar = Rect(left, level - _THICK / 2, max(right - left, 1.5), _THICK, "up")
    return [bar, *_beside(span, left, max(right, left + 1.5), level)]


def _beside(span: _Span, left: float, right: float, level: float) -> list[Mark]:
    """Return the dates, right of the bar, left of it or, where neither has room, on it; never outside."""
    width = length(span.said, SMALL)
    x = right + 4
    if x + width > WIDE - 1:
        x = left - 4 - width if left - 6 - width > LEFT else min((left + right - width) / 2, WIDE - 1 - width)
    words = Text(x, level + 3.2, span.said, look="ink" if span.start and span.end else "alarm")
    return [Rect(x - 1.5, level - 5.5, width + 3, 11, "paper"), words]


def _today(figures: Figures, now: dt.date | None, across: Scale, low: float) -> list[Mark]:
    if now is None:
        return []
    at = across.at(now.toordinal())
    said = figures.plain(Phrase(TODAY.text, date=figures.voice.date(now)))
    half = length(said, SMALL, bold=True) / 2
    words = Text(min(at, WIDE - half - 1), 10, said, "middle", bold=True, look="alarm")
    return [stroke("today", (at, 13), (at, low + 3)), words]


def _calendar(figures: Figures, across: Scale, low: float) -> list[Mark]:
    marks: list[Mark] = [
        stroke("axis", (LEFT, _TOP - 4), (WIDE - 2, _TOP - 4)),
        stroke("axis", (LEFT, _TOP - 4), (LEFT, low + 3)),
    ]
    for day, words in _ticks(figures, across):
        at = across.at(day.toordinal())
        said = Text(at, _TOP - 8, words, "middle")
        marks += [stroke("grid", (at, _TOP - 4), (at, low + 3)), paper(said.box), said]
    return marks


def _ticks(figures: Figures, across: Scale) -> list[tuple[dt.date, str]]:
    """Return days and what is written at them: as many as stand beside each other without touching."""
    if across.low < 1:
        return []  # no day is known
    low, high = dt.date.fromordinal(int(across.low)), dt.date.fromordinal(int(across.high))
    short = (high - low).days < 70
    finest: list[tuple[dt.date, str]] = []
    if short:
        for step in _DAYS:
            finest = [(day, figures.voice.date(day)) for day in _every(low, high, step)]
            if _apart(finest, across):
                return finest
    for months in _MONTHS:
        say = figures.month if months < 12 else figures.year
        finest = [(day, say(day)) for day in _month_starts(low, high, months)]
        if _apart(finest, across):
            return finest
    return []


def _apart(found: Sequence[tuple[dt.date, str]], across: Scale) -> bool:
    boxes = [Text(across.at(day.toordinal()), 0, words, "middle").box for day, words in found]
    return bool(boxes) and boxes[-1].right <= WIDE and all(one.right + 5 <= two.left for one, two in pairwise(boxes))


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

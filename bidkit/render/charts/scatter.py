"""Points on two scales, such as influence against attitude; their labels never touch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bidkit.phrases import Phrase
from bidkit.render.charts.figures import Figures
from bidkit.render.charts.rows import nothing
from bidkit.render.charts.scales import Scale, exact, rounded, scale, ticks
from bidkit.render.charts.scene import (
    LEADING,
    NORMAL,
    SMALL,
    WIDE,
    Box,
    Dot,
    Mark,
    Point,
    Rect,
    Scene,
    Text,
    length,
    paper,
    stroke,
)
from bidkit.render.drawing import fitted, wrapped

_HEIGHT = 280.0
_TOP = 22.0
_LEFT = 70.0
_RADIUS = 9.0
_INSIDE = 30.0  # between the frame and the outermost places
_LABEL_ROOM = 11.0  # em
_KEY_LINES = 24

KEY = Phrase("{number}: {names}")
MORE = Phrase("… and {count} more")


@dataclass(frozen=True, slots=True)
class _Group:
    """Points that lie so near to each other that they share one dot."""

    x: float
    y: float
    names: tuple[str, ...]


def scatter(
    figures: Figures,
    points: Sequence[Mapping[str, object]],
    across: Mapping[str, object],
    upward: Mapping[str, object],
) -> tuple[Scene, ...]:
    """Return the picture of labelled points; points: mappings of label, x and y, where None is left out and named.

    An axis is a mapping of title and, if wanted, `low`, `high` and `steps`: mappings of value and label.
    """
    if not points:
        return nothing(figures.no_data, WIDE)
    known = [point for point in points if point.get("x") is not None and point.get("y") is not None]
    unknown = [figures.plain(point["label"]) for point in points if point not in known]
    frame = Box(_LEFT, _TOP, WIDE - 4, _TOP + _HEIGHT)
    one = _scale(across, [point["x"] for point in known], frame.left + _INSIDE, frame.right - _INSIDE)
    two = _scale(upward, [point["y"] for point in known], frame.bottom - 14, frame.top + 14)
    groups = _groups(
        [(one.at(point["x"]), two.at(point["y"]), figures.plain(point["label"])) for point in known]  # type: ignore[arg-type]
    )
    marks: list[Mark] = [*_axes(figures, across, upward, one, two, frame)]
    labels, named = _labels(groups, frame)
    marks += [Dot(group.x, group.y, _RADIUS, "dot") for group in groups] + labels
    rest = list(enumerate((group for group in groups if group not in named), 1))
    marks += [Text(group.x, group.y + 3.2, str(number), "middle") for number, group in rest]
    foot = _key(figures, rest, unknown, frame.bottom + 42)
    low = max([frame.bottom + 34, *(text.y for text in foot)])
    return (Scene(WIDE, low + 5, (*marks, *foot)),)


def _scale(axis: Mapping[str, object], values: Sequence[object], start: float, end: float) -> Scale:
    known = [exact(value) for value in values]  # type: ignore[arg-type]
    ends = [exact(axis[key]) for key in ("low", "high") if axis.get(key) is not None]  # type: ignore[arg-type]
    found = scale([*known, *ends], start, end)
    return found if len(ends) == 2 else rounded(found)


def _groups(points: Sequence[tuple[float, float, str]]) -> list[_Group]:
    """Join points until no two dots touch."""
    groups: list[_Group] = []
    for x, y, name in sorted(points):
        near = next((group for group in groups if _near(group, x, y)), None)
        if near is None:
            groups.append(_Group(x, y, (name,)))
        else:
            groups[groups.index(near)] = _Group(near.x, near.y, (*near.names, name))
    return groups


def _near(group: _Group, x: float, y: float) -> bool:
    return (group.x - x) ** 2 + (group.y - y) ** 2 < (2 * _RADIUS + 1) ** 2


def _labels(groups: Sequence[_Group], frame: Box) -> tuple[list[Mark], set[_Group]]:
    """Return the labels that find room beside their dots, and the groups so named."""
    taken = [Dot(group.x, group.y, _RADIUS).box for group in groups]
    marks: list[Mark] = []
    named: set[_Group] = set()
    for group in groups:
        lines = wrapped(", ".join(group.names), _LABEL_ROOM)
        if len(lines) > 3:
            continue
        if (found := _place(lines, (group.x, group.y), frame, taken)) is not None:
            taken += [text.box for text in found]
            marks += [mark for text in found for mark in (paper(text.box), text)]
            named.add(group)
    return marks, named


def _place(lines: Sequence[str], at: Point, frame: Box, taken: Sequence[Box]) -> list[Text] | None:
    high = len(lines) * LEADING
    away = _RADIUS + 3
    x, y = at
    spots: tuple[tuple[float, float, str], ...] = (
        (x + away, y - high / 2, "start"),
        (x - away, y - high / 2, "end"),
        (x, y - away - high, "middle"),
        (x, y + away - 1, "middle"),
        (x + away * 0.75, y - away * 0.75 - high, "start"),
        (x + away * 0.75, y + away * 0.75, "start"),
        (x - away * 0.75, y - away * 0.75 - high, "end"),
        (x - away * 0.75, y + away * 0.75, "end"),
    )
    for left, top, anchor in spots:
        words = [Text(left, top + 8.5 + n * LEADING, line, anchor) for n, line in enumerate(lines)]  # type: ignore[arg-type]
        if all(text.box.inside(frame) and not any(text.box.meets(box, 0.5) for box in taken) for text in words):
            return words
    return None


def _axes(
    figures: Figures, across: Mapping[str, object], upward: Mapping[str, object], one: Scale, two: Scale, frame: Box
) -> list[Mark]:
    marks: list[Mark] = [Rect(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top, "frame")]
    for at, words in _steps(figures, across, one):
        marks.append(stroke("grid", (at, frame.top), (at, frame.bottom)))
        middle = min(at, WIDE - length(words, SMALL) / 2)
        marks.append(Text(middle, frame.bottom + 13, words, "middle"))
    for at, words in _steps(figures, upward, two):
        lines = fitted(words, (_LEFT - 8) / SMALL, 2)
        marks.append(stroke("grid", (frame.left, at), (frame.right, at)))
        marks += [
            Text(frame.left - 5, at + 3.2 + (n - (len(lines) - 1) / 2) * LEADING, line, "end")
            for n, line in enumerate(lines)
        ]
    titles = [fitted(figures.plain(axis["title"]), (WIDE - _LEFT) / NORMAL / 1.1, 1)[0] for axis in (across, upward)]
    middle = (frame.left + frame.right) / 2
    below = Text(middle, frame.bottom + 27, titles[0], "middle", NORMAL, bold=True, look="title")
    return [*marks, below, Text(0, 11, titles[1], size=NORMAL, bold=True, look="title")]


def _steps(figures: Figures, axis: Mapping[str, object], scaled: Scale) -> list[tuple[float, str]]:
    """Return where the axis is labelled; labels that would touch the one before are left out."""
    upright = scaled.start > scaled.end
    steps: Sequence[Mapping[str, object]] = axis.get("steps") or ()  # type: ignore[assignment]
    if steps:
        found = [(scaled.at(step["value"]), figures.plain(step["label"])) for step in steps]  # type: ignore[arg-type]
        return found if upright else _fitting(sorted(found))
    say = figures.amounts([scaled.low, scaled.high, *ticks(scaled, str, upright=upright)], None)
    return [(scaled.at(value), say(value)) for value in ticks(scaled, say, upright=upright)]


def _fitting(found: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Shorten labels to the room between neighbours."""
    gaps = [two[0] - one[0] for one, two in pairwise(found)]
    gap = min(gaps, default=WIDE - _LEFT) - 4
    spare = WIDE - found[-1][0]  # a longer last label is moved left by what it lacks here
    room = max(min(gap, (gap + spare) / 1.5, 2 * found[0][0]), 2 * SMALL)
    return [(at, fitted(words, room / SMALL, 1)[0]) for at, words in found]


def _key(figures: Figures, rest: Sequence[tuple[int, _Group]], unknown: Sequence[str], y: float) -> list[Text]:
    """Return the names that found no room, by the number of their dot, and those without a place."""
    entries = [Phrase(KEY.text, number=str(number), names=", ".join(group.names)) for number, group in rest]
    if unknown:
        entries.append(Phrase(KEY.text, number=figures.missing, names=", ".join(unknown)))
    lines = [line for entry in entries for line in wrapped(figures.plain(entry), (WIDE - 2) / SMALL)]
    if len(lines) > _KEY_LINES:
        more = Phrase(MORE.text, count=Decimal(len(lines) - _KEY_LINES + 1))
        lines = [*lines[: _KEY_LINES - 1], figures.plain(more)]
    return [Text(0, y + 2 + number * LEADING, line) for number, line in enumerate(lines)]

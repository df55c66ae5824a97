"""An organisation chart: who reports to whom, who influences whom, who is at odds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from bidkit.phrases import Phrase
from bidkit.render.charts.figures import Figures
from bidkit.render.charts.people import (
    PAGE_STYLE,
    SHORT_STYLE,
    STYLES,
    Person,
    Style,
    forest,
    in_order,
    people_of,
    texts,
    words,
)
from bidkit.render.charts.rows import nothing
from bidkit.render.charts.scene import (
    LEADING,
    SMALL,
    TALL_ACROSS,
    WIDE_ACROSS,
    Box,
    Line,
    Mark,
    Point,
    Rect,
    Scene,
    Text,
    paper,
)
from bidkit.render.charts.tidy import Placed, Shape, fitting, placed
from bidkit.render.drawing import wrapped

_EDGE = 2.0
_MOST_FOOT = 12
_AROUND = 12.0  # above and under the words at the foot
_MOST_ON_ONE = 60  # more people than these are easier to read over several pages than without titles

KEY = Phrase(
    "Solid line: reports to. Dashed arrow: influences. Dotted thick line: conflict. "
    "The heavier the border, the greater the influence; a dotted border: nobody identified yet."
)
LINKS = {"influence": Phrase("{one} influences {other}."), "conflict": Phrase("Conflict: {one} – {other}.")}
LINKS_WITH = {
    "influence": Phrase("{one} influences {other} ({label})."),
    "conflict": Phrase("Conflict: {one} – {other} ({label})."),
}
WITHOUT_TITLES = Phrase("Titles are left out for want of room.")
CONFLICT = Phrase("conflict")
MORE_LINKS = Phrase("… and {count} more lines of text")


@dataclass(frozen=True, slots=True)
class _Link:
    one: str
    other: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One page: who stands on it, in which style and shape, and the words under it."""

    chosen: Sequence[Person]
    style: Style
    shape: Shape
    links: Sequence[_Link]
    foot: Sequence[str]


def tree(
    figures: Figures,
    people: Sequence[Mapping[str, object]],
    links: Sequence[Mapping[str, object]] = (),
    width: float = WIDE_ACROSS,
    height: float = TALL_ACROSS,
) -> tuple[Scene, ...]:
    """Return the pictures of an organisation chart, by default for landscape pages.

    people: mappings of id, name (None where nobody is identified), title, department, reports_to (an id), influence
    (0 to 5) and attitude; links: mappings of from, to, kind (`influence` or `conflict`) and label. What one page does
    not hold is split by department.
    """
    known = people_of(figures, people)
    if not known:
        return nothing(figures.no_data, width)
    drawn = [_link(figures, link, known) for link in links]
    whole = list(known.values())
    foot = _foot(figures, drawn, known, width)
    for style in STYLES:
        if (shape := _fits(figures, whole, known, style, (width, height - _tall(foot)))) is not None:
            return (_page(figures, _Leaf(whole, style, shape, drawn, foot), known, width),)
    if len(whole) <= _MOST_ON_ONE:
        foot = _foot(figures, drawn, known, width, WITHOUT_TITLES)
        if (shape := _fits(figures, whole, known, SHORT_STYLE, (width, height - _tall(foot)))) is not None:
            return (_page(figures, _Leaf(whole, SHORT_STYLE, shape, drawn, foot), known, width),)
    return tuple(_pages(figures, known, drawn, width, height))


def _link(figures: Figures, link: Mapping[str, object], people: Mapping[str, Person]) -> _Link:
    one, other, kind = str(link["from"]), str(link["to"]), str(link["kind"])
    if unknown := [each for each in (one, other) if each not in people]:
        raise ValueError(f"nobody in the chart has the id '{unknown[0]}'")
    if kind not in LINKS:
        raise ValueError(f"'{kind}' is not a link of a tree; use {' or '.join(LINKS)}")
    label = link.get("label")
    return _Link(one, other, kind, "" if label is None else figures.plain(label))


def _fits(
    figures: Figures, chosen: Sequence[Person], people: Mapping[str, Person], style: Style, room: Point
) -> Shape | None:
    return fitting(forest(figures, chosen, people, style), room[0] - 2 * _EDGE, room[1] - 2 * _EDGE)


def _pages(
    figures: Figures, people: Mapping[str, Person], links: Sequence[_Link], width: float, height: float
) -> list[Scene]:
    scenes: list[Scene] = []
    waiting = in_order(people)
    while waiting:
        foot_room = height - _MOST_FOOT * LEADING / 2
        count = _most(figures, waiting, people, (width, foot_room))
        chosen, waiting = waiting[:count], waiting[count:]
        shape = _fits(figures, chosen, people, PAGE_STYLE, (width, foot_room))
        if shape is None:
            raise ValueError(f"the box of '{chosen[0].id}' is larger than the page")
        ids = {person.id for person in chosen}
        own = [link for link in links if link.one in ids or link.other in ids]
        foot = _foot(figures, own, people, width)[: int((height - shape.height - 2 * _EDGE - _AROUND) / LEADING)]
        scenes.append(_page(figures, _Leaf(chosen, PAGE_STYLE, shape, own, foot), people, width))
    return scenes


def _most(figures: Figures, waiting: Sequence[Person], people: Mapping[str, Person], room: Point) -> int:
    """Return how many people the next page takes: as many whole departments as fit, else part of the first."""
    departments = [person.department for person in waiting]
    ends = [n for n in range(1, len(waiting) + 1) if n == len(waiting) or departments[n] != departments[n - 1]]
    whole = _last_that_fits(figures, waiting, people, room, ends)
    return whole or _last_that_fits(figures, waiting, people, room, list(range(1, ends[0] + 1))) or 1


def _last_that_fits(
    figures: Figures, waiting: Sequence[Person], people: Mapping[str, Person], room: Point, ends: Sequence[int]
) -> int:
    """Return the last of these counts that fits, looking by halves; 0 where not even the first does."""
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high) // 2
        if _fits(figures, waiting[: ends[middle]], people, PAGE_STYLE, room) is None:
            high = middle
        else:
            low = middle + 1
    return ends[low - 1] if low else 0


def _foot(
    figures: Figures, links: Sequence[_Link], people: Mapping[str, Person], width: float, remark: Phrase | None = None
) -> list[str]:
    """Return the key, and every influence and conflict in words."""
    key = figures.plain(KEY) + (f" {figures.plain(remark)}" if remark else "")
    said = [key, *(_said(figures, link, people) for link in links)]
    lines = [*wrapped(said[0], width / SMALL), *(wrapped(" ".join(said[1:]), width / SMALL) if links else ())]
    if len(lines) <= _MOST_FOOT:
        return lines
    more = figures.plain(Phrase(MORE_LINKS.text, count=len(lines) - _MOST_FOOT + 1))
    return [*lines[: _MOST_FOOT - 1], more]


def _said(figures: Figures, link: _Link, people: Mapping[str, Person]) -> str:
    one, other = (people[each].name or people[each].title or each for each in (link.one, link.other))
    phrase = (LINKS_WITH if link.label else LINKS)[link.kind]
    return figures.plain(Phrase(phrase.text, one=one, other=other, label=link.label))


def _tall(foot: Sequence[str]) -> float:
    return len(foot) * LEADING + _AROUND


def _page(figures: Figures, leaf: _Leaf, people: Mapping[str, Person], width: float) -> Scene:
    own = {person.id: person for person in leaf.chosen}
    boxes: dict[str, Box] = {}
    lines: list[Mark] = []
    seats: list[Mark] = []
    for place in placed(leaf.shape, (width - leaf.shape.width) / 2, _EDGE):
        person = own[place.node.name]
        seat = _seat(person, place)
        boxes[person.id] = seat.box
        lines += [Line(points, "reports") for points in place.lines]
        seats += [seat, *texts(words(figures, person, own, people, leaf.style), place.x, place.y)]
    across = [_line(link, boxes) for link in leaf.links if link.one in boxes and link.other in boxes]
    heads = [_head(line) for line in across if line.look == "influence"]
    low = leaf.shape.height + 2 * _EDGE
    written = [Text(0, low + 13 + number * LEADING, line, look="soft") for number, line in enumerate(leaf.foot)]
    named = _conflicts(figures, across, boxes, Box(0, 0, width, low))
    return Scene(width, low + _tall(leaf.foot), (*lines, *across, *seats, *heads, *named, *written))


def _seat(person: Person, place: Placed) -> Rect:
    border = 0.6 + 0.35 * min(max(person.influence, 0), 5)
    look = "seat" if person.name else "open seat"
    return Rect(place.x, place.y, place.node.width, place.node.height, look, border)


def _line(link: _Link, boxes: Mapping[str, Box]) -> Line:
    """Return a straight line from the border of one box to the border of the other."""
    one, other = boxes[link.one], boxes[link.other]
    start, end = _centre(one), _centre(other)
    return Line((_border(one, start, end), _border(other, end, start)), link.kind)


def _head(line: Line) -> Line:
    """Return the arrowhead at the end of a line."""
    (x1, y1), (x2, y2) = line.points
    long = hypot(x2 - x1, y2 - y1) or 1.0
    across, down = (x2 - x1) / long, (y2 - y1) / long
    foot = (x2 - 7 * across, y2 - 7 * down)
    sides = ((foot[0] - 3 * down, foot[1] + 3 * across), (foot[0] + 3 * down, foot[1] - 3 * across))
    return Line(((x2, y2), *sides), "arrow", closed=True)


def _centre(box: Box) -> Point:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def _border(box: Box, centre: Point, toward: Point) -> Point:
    """Return where the way from a box's centre to another point leaves the box."""
    across, down = toward[0] - centre[0], toward[1] - centre[1]
    half_wide, half_high = (box.right - box.left) / 2, (box.bottom - box.top) / 2
    share = min(half_wide / abs(across) if across else 1.0, half_high / abs(down) if down else 1.0, 1.0)
    return centre[0] + across * share, centre[1] + down * share


def _conflicts(figures: Figures, lines: Sequence[Line], boxes: Mapping[str, Box], page: Box) -> list[Mark]:
    """Return the word `conflict` beside each such line that has room for it; under the chart all stand in words."""
    taken = list(boxes.values())
    marks: list[Mark] = []
    word = figures.plain(CONFLICT)
    for line in lines:
        if line.look != "conflict":
            continue
        (x1, y1), (x2, y2) = line.points
        for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9):
            text = Text(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share + 3, word, "middle", bold=True, look="alarm")
            if text.box.inside(page) and not any(text.box.meets(box) for box in taken):
                marks += [paper(text.box), text]
                taken.append(text.box)
                break
    return marks

"""The bargaining range: what each side opens with, aims at and will not pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bidkit.phrases import Phrase
from bidkit.render.charts.figures import Figures
from bidkit.render.charts.flags import Flag, fly, room, tallest
from bidkit.render.charts.rows import nothing
from bidkit.render.charts.scales import Say, Scale, exact, scale, ticks
from bidkit.render.charts.scene import LEADING, NORMAL, SMALL, WIDE, Dot, Line, Mark, Rect, Scene, Text, stroke
from bidkit.render.drawing import fitted

_LEFT = 92.0
_THICK = 13.0
_POINTS = {"opening": Phrase("Opening"), "target": Phrase("Target"), "limit": Phrase("Limit")}

SPACE = Phrase("Room for agreement: {low} to {high}.")
NO_SPACE = Phrase("No room for agreement: the limits are {gap} apart.")
UNKNOWN = Phrase("Whether there is room for agreement is not known: a limit is missing.")


@dataclass(frozen=True, slots=True)
class _Side:
    label: str
    sells: bool
    points: Mapping[str, Decimal | None]


def range_bar(
    figures: Figures, seller: Mapping[str, object], buyer: Mapping[str, object], currency: str | None = None
) -> tuple[Scene, ...]:
    """Return the picture of both sides' ranges; a side: label, opening, target and limit, each of which may be None."""
    sides = [_side(figures, seller, sells=True), _side(figures, buyer, sells=False)]
    amounts = [amount for side in sides for amount in side.points.values()]
    if all(amount is None for amount in amounts):
        return nothing(figures.no_data, WIDE)
    say = figures.amounts(amounts, currency)
    at_zero = [flag for side in sides for flag in _flags(figures, side, scale(amounts, 0, 1), say)]
    across = scale(amounts, _LEFT + 6, WIDE - room(at_zero) - 4)
    marks: list[Mark] = []
    level = 2.0
    for side in sides:
        drawn, level = _range(figures, side, across, say, level)
        marks += drawn
    shade = _shade(sides, across, level)
    verdict = _verdict(figures, sides, say, level + 34)
    return (Scene(WIDE, verdict[-1].y + 6, (*shade, *marks, *_axis(across, say, level), *verdict)),)


def _side(figures: Figures, side: Mapping[str, object], *, sells: bool) -> _Side:
    points = {key: None if side.get(key) is None else exact(side[key]) for key in _POINTS}  # type: ignore[arg-type]
    return _Side(figures.plain(side["label"]), sells, points)


def _flags(figures: Figures, side: _Side, across: Scale, say: Say) -> list[Flag]:
    return [
        Flag(across.at(amount), (figures.plain(_POINTS[key]), say(amount)))
        for key, amount in side.points.items()
        if amount is not None
    ]


def _range(figures: Figures, side: _Side, across: Scale, say: Say, top: float) -> tuple[list[Mark], float]:
    """Return one side's bar with its flags, and where it ends."""
    flags = _flags(figures, side, across, say)
    label = fitted(side.label, (_LEFT - 8) / NORMAL, 6)
    missing = [figures.plain(_POINTS[key]) for key, amount in side.points.items() if amount is None]
    label += fitted(f"({', '.join(missing)}: {figures.missing})", (_LEFT - 8) / NORMAL, 3) if missing else ()
    level = top + max(tallest(flags), len(label) * LEADING / 2) + 4
    middle = level + _THICK / 2
    first = max(middle + 3.4 - (len(label) - 1) / 2 * LEADING, top + 9)
    words = [Text(_LEFT - 8, first + number * LEADING, line, "end", NORMAL) for number, line in enumerate(label)]
    marks: list[Mark] = [*words, *fly(flags, level - 2, level + _THICK, "lead")]
    known = [across.at(amount) for amount in side.points.values() if amount is not None]
    if known:
        look = "up" if side.sells else "down"
        marks.append(Rect(min(known), level, max(max(known) - min(known), 0.8), _THICK, look))
    marks += [
        mark
        for key, amount in side.points.items()
        if amount is not None
        for mark in _sign(key, across.at(amount), middle)
    ]
    return marks, max(level + _THICK, words[-1].y) + 12


def _sign(key: str, at: float, level: float) -> list[Mark]:
    """Return a circle for the opening, a diamond for the target, a thick post for the limit."""
    if key == "opening":
        return [Dot(at, level, 4)]
    if key == "target":
        corners = ((at, level - 5.5), (at + 5, level), (at, level + 5.5), (at - 5, level))
        return [Line(corners, "milestone", closed=True)]
    return [Rect(at - 1.5, level - _THICK / 2 - 3, 3, _THICK + 6, "milestone")]


def _shade(sides: Sequence[_Side], across: Scale, low: float) -> list[Mark]:
    floor, ceiling = sides[0].points["limit"], sides[1].points["limit"]
    if floor is None or ceiling is None or floor > ceiling:
        return []
    left, right = across.at(floor), across.at(ceiling)
    return [Rect(left, 2, max(right - left, 0.8), low - 4, "band")]


def _verdict(figures: Figures, sides: Sequence[_Side], say: Say, y: float) -> list[Text]:
    floor, ceiling = sides[0].points["limit"], sides[1].points["limit"]
    if floor is None or ceiling is None:
        said = UNKNOWN
    elif floor <= ceiling:
        said = Phrase(SPACE.text, low=say(floor), high=say(ceiling))
    else:
        said = Phrase(NO_SPACE.text, gap=say(floor - ceiling))
    lines = fitted(figures.plain(said), WIDE / NORMAL / 1.1, 4)
    return [Text(0, y + number * LEADING, line, size=NORMAL, bold=True) for number, line in enumerate(lines)]


def _axis(across: Scale, say: Say, level: float) -> list[Mark]:
    marks: list[Mark] = [stroke("axis", (across.start - 6, level), (across.end + 6, level))]
    for value in ticks(across, say):
        at, words = across.at(value), say(value)
        marks += [stroke("axis", (at, level), (at, level + 3)), Text(at, level + 13, words, "middle", SMALL)]
    return marks

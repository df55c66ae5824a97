"""Price against win chance and expected gross profit, with the marked positions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bidkit.phrases import Phrase
from bidkit.render.charts.figures import Figures
from bidkit.render.charts.flags import Flag, fly, room, tallest
from bidkit.render.charts.rows import nothing
from bidkit.render.charts.scales import Say, Scale, exact, rounded, scale, ticks
from bidkit.render.charts.scene import (
    LEADING,
    NORMAL,
    SMALL,
    WIDE,
    Dot,
    Line,
    Mark,
    Rect,
    Scene,
    Text,
    length,
    paper,
    stroke,
)
from bidkit.render.drawing import fitted

_PANEL = 112.0
_BETWEEN = 26.0
_MOST_NAMED = 6  # more positions than these are numbered, and named under the picture
_MOST = 30
_SAME = 14.0  # numbered positions nearer than this share a pole
_BAND_LOOKS = ("band", "hatched band")

PRICE = Phrase("Price")
CHANCE = Phrase("Win chance")
PROFIT = Phrase("Expected gross profit")
STANDS = Phrase("{chance}, {profit}")
NUMBERED = Phrase("{number} {label}: {price}, {chance}, {profit}")
BAND = Phrase("{label}: {low} to {high}")


@dataclass(frozen=True, slots=True)
class _Position:
    label: str
    price: Decimal
    chance: Decimal
    profit: Decimal


@dataclass(frozen=True, slots=True)
class _Plot:
    """The scales and words that every part of the picture shares."""

    price: Scale
    chance: Scale
    profit: Scale
    money: Say
    percent: Say


def curve(
    figures: Figures,
    points: Sequence[Mapping[str, object]],
    marks: Sequence[Mapping[str, object]] = (),
    bands: Sequence[Mapping[str, object]] = (),
    currency: str | None = None,
) -> tuple[Scene, ...]:
    """Return the picture of two panels over one price axis.

    points: mappings of price, chance (a share of one) and profit; marks: the same with a label; bands: label, `low`
    and `high` price, hatched behind the curves.
    """
    if len(marks) > _MOST:
        raise ValueError(f"a curve can show {_MOST} marked positions; there are {len(marks)}")
    sound = sorted((_position(figures, point) for point in points), key=lambda each: each.price)
    named = sorted((_position(figures, mark) for mark in marks), key=lambda each: (each.price, each.label))
    if not sound and not named:
        return nothing(figures.no_data, WIDE)
    plot = _plot(figures, [*sound, *named], bands, currency)
    plot = _narrowed(plot, room(_poles(named, plot, figures)))
    flags = _poles(named, plot, figures)
    return (_drawn(figures, sound, named, bands, plot, flags),)


def _position(figures: Figures, point: Mapping[str, object]) -> _Position:
    price, chance, profit = (exact(point[key]) for key in ("price", "chance", "profit"))  # type: ignore[arg-type]
    return _Position(figures.plain(point.get("label", "")), price, chance, profit)


def _plot(
    figures: Figures, known: Sequence[_Position], bands: Sequence[Mapping[str, object]], currency: str | None
) -> _Plot:
    amounts = [amount for each in known for amount in (each.price, each.profit)]
    edges = [exact(edge) for band in bands for edge in (band["low"], band["high"]) if edge is not None]  # type: ignore[arg-type]
    money = figures.amounts([*amounts, *edges], currency)
    profit = rounded(scale([each.profit for each in known], _PANEL, 0, zero=True))
    best = max(each.chance for each in known)
    chance = rounded(scale([Decimal(0), max(best, Decimal("0.1"))], _PANEL, 0))
    left = max(length(money(tick), SMALL) for tick in ticks(profit, money, upright=True)) + 10
    price = scale([each.price for each in known] + edges, max(left, 44.0), WIDE)
    return _Plot(price, chance, profit, money, figures.percent)


def _narrowed(plot: _Plot, taken: float) -> _Plot:
    half = length(plot.money(plot.price.high), SMALL) / 2
    price = Scale(plot.price.low, plot.price.high, plot.price.start, WIDE - max(taken, half) - 2)
    return _Plot(price, plot.chance, plot.profit, plot.money, plot.percent)


def _poles(named: Sequence[_Position], plot: _Plot, figures: Figures) -> list[Flag]:
    if len(named) <= _MOST_NAMED:
        return [Flag(plot.price.at(each.price), _named(figures, each, plot)) for each in named]
    poles: list[Flag] = []
    for number, each in enumerate(named, 1):
        at = plot.price.at(each.price)
        if poles and at - poles[-1].at < _SAME:
            first = poles[-1].lines[0].partition("–")[0]
            poles[-1] = Flag(poles[-1].at, (f"{first}–{number}",))
        else:
            poles.append(Flag(at, (str(number),)))
    return poles


def _named(figures: Figures, each: _Position, plot: _Plot) -> tuple[str, ...]:
    stands = Phrase(STANDS.text, chance=plot.percent(each.chance), profit=plot.money(each.profit))
    return (*fitted(each.label, 11, 2), plot.money(each.price), figures.plain(stands))


def _drawn(
    figures: Figures,
    sound: Sequence[_Position],
    named: Sequence[_Position],
    bands: Sequence[Mapping[str, object]],
    plot: _Plot,
    flags: Sequence[Flag],
) -> Scene:
    first = tallest(flags) + 22
    second = first + _PANEL + _BETWEEN
    marks: list[Mark] = []
    for top in (first, second):
        marks += _hatched(bands, plot.price, top)
    marks += _grid(plot.chance, plot.percent, plot.price, first) + _grid(plot.profit, plot.money, plot.price, second)
    marks += fly(flags, first - 16, second + _PANEL)
    marks += [*_title(figures, CHANCE, first), *_title(figures, PROFIT, second)]
    for top, scaled, values in (
        (first, plot.chance, [each.chance for each in sound]),
        (second, plot.profit, [each.profit for each in sound]),
    ):
        marks += _trace(
            [(plot.price.at(each.price), top + scaled.at(value)) for each, value in zip(sound, values, strict=True)]
        )
    for each in named:
        at = plot.price.at(each.price)
        marks += [Dot(at, first + plot.chance.at(each.chance), 3.6), Dot(at, second + plot.profit.at(each.profit), 3.6)]
    foot = _foot(figures, named, bands, plot, second + _PANEL)
    return Scene(WIDE, max(mark.box.bottom for mark in foot) + 4, (*marks, *foot))


def _title(figures: Figures, phrase: Phrase, top: float) -> list[Mark]:
    words = Text(0, top - 8, figures.plain(phrase), size=NORMAL, bold=True, look="title")
    return [paper(words.box), words]


def _trace(points: Sequence[tuple[float, float]]) -> list[Mark]:
    if len(points) == 1:
        return [Dot(*points[0], 2.4, "point")]
    return [Line(tuple(points), "curve")] if points else []


def _grid(upright: Scale, say: Say, across: Scale, top: float) -> list[Mark]:
    marks: list[Mark] = []
    for value in ticks(upright, say, upright=True):
        level = top + upright.at(value)
        marks += [
            stroke("axis" if value == 0 else "grid", (across.start, level), (across.end, level)),
            Text(across.start - 5, level + 3.2, say(value), "end"),
        ]
    return [*marks, stroke("axis", (across.start, top), (across.start, top + _PANEL))]


def _hatched(bands: Sequence[Mapping[str, object]], across: Scale, top: float) -> list[Mark]:
    marks: list[Mark] = []
    for number, band in enumerate(bands):
        left, right = (across.at(edge) for edge in _edges(band, across))
        marks.append(Rect(left, top, max(right - left, 0.8), _PANEL, _BAND_LOOKS[number % 2]))
    return marks


def _edges(band: Mapping[str, object], across: Scale) -> tuple[Decimal, Decimal]:
    low, high = (band["low"], band["high"])
    return (
        across.low if low is None else exact(low),  # type: ignore[arg-type]
        across.high if high is None else exact(high),  # type: ignore[arg-type]
    )


def _foot(
    figures: Figures,
    named: Sequence[_Position],
    bands: Sequence[Mapping[str, object]],
    plot: _Plot,
    level: float,
) -> list[Mark]:
    """Return the price axis and, under it, what the hatches and the numbers mean."""
    across = plot.price
    marks: list[Mark] = [stroke("axis", (across.start, level), (across.end, level))]
    for value in ticks(across, plot.money):
        at = across.at(value)
        marks += [stroke("axis", (at, level), (at, level + 3)), Text(at, level + 13, plot.money(value), "middle")]
    y = level + 26
    marks.append(
        Text((across.start + across.end) / 2, y, figures.plain(PRICE), "middle", NORMAL, bold=True, look="title")
    )
    for number, band in enumerate(bands):
        y += LEADING + 3
        low, high = (plot.money(edge) for edge in _edges(band, across))
        said = figures.plain(Phrase(BAND.text, label=figures.plain(band["label"]), low=low, high=high))
        marks += [Rect(0, y - 8, 16, 9, _BAND_LOOKS[number % 2]), Text(22, y, fitted(said, (WIDE - 24) / SMALL, 1)[0])]
    for number, each in enumerate(named, 1) if len(named) > _MOST_NAMED else ():
        y += LEADING
        words = {
            "price": plot.money(each.price),
            "chance": plot.percent(each.chance),
            "profit": plot.money(each.profit),
        }
        said = figures.plain(Phrase(NUMBERED.text, number=str(number), label=fitted(each.label, 26, 1)[0], **words))
        marks.append(Text(0, y, fitted(said, WIDE / SMALL - 0.5, 1)[0]))
    return marks

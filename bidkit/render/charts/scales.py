"""From amounts to places on the page, and round figures for an axis."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from bidkit.render.charts.scene import SMALL, length

_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))

Amount = Decimal | int | float
Say = Callable[[Decimal], str]


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale: `low` lies at `start`, `high` at `end`."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def at(self, value: Amount) -> float:
        """Return the place of a value."""
        share = float((exact(value) - self.low) / (self.high - self.low))
        return self.start + share * (self.end - self.start)


def exact(value: Amount) -> Decimal:
    """Return an amount as the decimal that a person would write."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def scale(values: Iterable[Amount | None], start: float, end: float, *, zero: bool = False) -> Scale:
    """Return a scale over all values, with zero on it if asked; one value alone stands in the middle."""
    known = [exact(value) for value in values if value is not None] + ([Decimal(0)] if zero else [])
    low, high = min(known, default=Decimal(0)), max(known, default=Decimal(1))
    if low == high:
        room = abs(low) / 10 or Decimal(1)
        low, high = (low - room, high + room) if low and not zero else (low, low + room)
    return Scale(low, high, start, end)


def rounded(scale: Scale, count: int = 5) -> Scale:
    """Return the scale widened to round figures at both ends."""
    step = _step(scale.low, scale.high, count)
    low = (scale.low / step).to_integral_value(rounding="ROUND_FLOOR") * step
    high = (scale.high / step).to_integral_value(rounding="ROUND_CEILING") * step
    return Scale(low, high, scale.start, scale.end)


def ticks(scale: Scale, say: Say, *, upright: bool = False) -> list[Decimal]:
    """Return round figures on the scale, as many as can be written without touching."""
    room = abs(scale.end - scale.start)
    for count in (8, 6, 5, 4, 3, 2):
        found = _round_figures(scale, count)
        widest = 1.6 * SMALL if upright else max((length(say(each), SMALL) for each in found), default=0) + 8
        if found and len(found) > 1 and room / (len(found) - 1) * _used(scale, found) >= widest:
            return found
    return _round_figures(scale, 1)[:1]


def _used(scale: Scale, found: list[Decimal]) -> float:
    return float((found[-1] - found[0]) / (scale.high - scale.low))


def _round_figures(scale: Scale, count: int) -> list[Decimal]:
    step = _step(scale.low, scale.high, count)
    first = int((scale.low / step).to_integral_value(rounding="ROUND_CEILING"))
    last = int((scale.high / step).to_integral_value(rounding="ROUND_FLOOR"))
    return [number * step for number in range(first, last + 1)]


def _step(low: Decimal, high: Decimal, count: int) -> Decimal:
    rough = (high - low) / count
    power = Decimal(1).scaleb(rough.adjusted())
    return next(step * power for step in _STEPS if step * power >= rough)

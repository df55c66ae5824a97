"""Labels on poles above places of one axis: none touches another, and no pole runs through a label."""

from collections.abc import Sequence
from dataclasses import dataclass

from bidkit.render.charts.scene import LEADING, SMALL, Mark, Rect, Text, length, stroke

_GAP = 5.0
_AWAY = 3.0  # between a pole and its words


@dataclass(frozen=True, slots=True)
class Flag:
    """Lines of words that belong to a place on the axis; the first line is bold."""

    at: float
    lines: tuple[str, ...]

    @property
    def width(self) -> float:
        """Return the room right of the pole."""
        first = length(self.lines[0], SMALL, bold=True)
        return _AWAY + max(first, *(length(line, SMALL) for line in self.lines))


def room(flags: Sequence[Flag]) -> float:
    """Return how much the widest label needs right of its pole."""
    return max((flag.width for flag in flags), default=0.0)


def heights(flags: Sequence[Flag]) -> list[float]:
    """Return how far above the axis each flag's lower edge hangs.

    Words stand right of their pole. Taken from the right, each flag hangs above those that its words reach, so that
    the poles below a label all stand left of it.
    """
    hung: list[float] = [0.0] * len(flags)
    for place in sorted(range(len(flags)), key=lambda index: (-flags[index].at, -index)):
        reach = flags[place].at + flags[place].width + _GAP
        under = [
            hung[other] + _height(flags[other])
            for other in range(len(flags))
            if (flags[other].at, other) > (flags[place].at, place) and flags[other].at < reach
        ]
        hung[place] = max(under, default=0.0)
    return hung


def tallest(flags: Sequence[Flag]) -> float:
    """Return the height that all flags together need."""
    return max((low + _height(flag) for low, flag in zip(heights(flags), flags, strict=True)), default=0.0)


def fly(flags: Sequence[Flag], level: float, foot: float, look: str = "mark") -> list[Mark]:
    """Return poles and words; the lowest words stand just above `level`, the poles reach down to `foot`."""
    marks: list[Mark] = []
    for low, flag in zip(heights(flags), flags, strict=True):
        top = level - low - _height(flag)
        marks.append(stroke(look, (flag.at, top + 1), (flag.at, foot)))
        marks.append(Rect(flag.at + 1, top, flag.width - 1, _height(flag) - 2, "paper"))
        marks += [
            Text(flag.at + _AWAY, top + 9 + number * LEADING, line, bold=not number)
            for number, line in enumerate(flag.lines)
        ]
    return marks


def _height(flag: Flag) -> float:
    return len(flag.lines) * LEADING + 3

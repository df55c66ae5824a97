"""What charts of one row per item share: wrapped labels on the left, rows as high as needed, pages."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bidkit.render.charts.scene import LEADING, NORMAL, WIDE, Mark, Scene, Text
from bidkit.render.drawing import fitted

LEFT = 138.0  # the column of labels


class Frame(NamedTuple):
    """How much room a chart has across: where its labels end, and where it ends itself."""

    left: float = LEFT
    wide: float = WIDE


FULL = Frame()
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a chart: its item's number, where it stands, and its label in lines."""

    index: int
    top: float
    height: float
    label: tuple[str, ...]

    @property
    def middle(self) -> float:
        """Return the height at which the row's bar lies."""
        return self.top + self.height / 2

    def words(self, left: float = LEFT) -> list[Text]:
        """Return the label, right against the bars and centred on the row."""
        first = self.middle + 3.2 - (len(self.label) - 1) / 2 * LEADING
        return [Text(left - 8, first + number * LEADING, line, "end", NORMAL) for number, line in enumerate(self.label)]


def pages(
    labels: Sequence[str], top: float, most: float, *, least: float = 22.0, left: float = LEFT
) -> Iterator[tuple[Row, ...]]:
    """Yield the rows of each page; there is always one page, be it empty."""
    page: list[Row] = []
    at = top
    for index, label in enumerate(labels):
        lines = fitted(label, (left - 10) / NORMAL, _MOST_LINES)
        height = max(least, len(lines) * LEADING + 7)
        if page and at + height > most:
            yield tuple(page)
            page, at = [], top
        page.append(Row(index, at, height, lines))
        at += height
    yield tuple(page)


def bottom(rows: Sequence[Row], top: float) -> float:
    """Return where the last row of a page ends."""
    return rows[-1].top + rows[-1].height if rows else top


def scenes(pages: Iterator[tuple[Row, ...]], draw: Callable[[tuple[Row, ...]], Scene]) -> tuple[Scene, ...]:
    """Return one picture per page of rows."""
    return tuple(draw(page) for page in pages)


def nothing(words: str, width: float) -> tuple[Scene, ...]:
    """Return the picture of no data: it says so."""
    marks: list[Mark] = [Text(width / 2, 19, words, "middle", NORMAL, look="soft")]
    return (Scene(width, 30, tuple(marks)),)

"""A picture as plain data: what stands where. The template `scene.html` decides how each look is painted."""

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from bidkit.render.drawing import ems

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

WIDE = 482.0  # points across a portrait page
TALL = 600.0  # points down a portrait page that leave room for a heading and the caption
WIDE_ACROSS = 728.0
TALL_ACROSS = 402.0

SMALL, NORMAL = 9.0, 9.5
LEADING = 11.0
_ASCENT, _DESCENT = 0.8, 0.24
_BOLDER = 1.07  # how much wider bold letters run


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box", gap: float = 0.0) -> bool:
        """Tell whether two boxes come nearer than a gap, in both directions."""
        across = self.left < other.right + gap and other.left < self.right + gap
        return across and self.top < other.bottom + gap and other.top < self.bottom + gap

    def inside(self, other: "Box") -> bool:
        """Tell whether this box lies within another, by a hair's breadth."""
        hair = 0.01
        across = other.left - hair <= self.left and self.right <= other.right + hair
        return across and other.top - hair <= self.top and self.bottom <= other.bottom + hair


@dataclass(frozen=True, slots=True)
class Text:
    """One line of words; `y` is the line they stand on."""

    kind: ClassVar[str] = "text"
    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    size: float = SMALL
    bold: bool = False
    look: str = "ink"

    @property
    def box(self) -> Box:
        """Return the room that the words take, a little generously."""
        width = length(self.text, self.size, bold=self.bold)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left, self.y - _ASCENT * self.size, left + width, self.y + _DESCENT * self.size)


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle."""

    kind: ClassVar[str] = "rect"
    x: float
    y: float
    width: float
    height: float
    look: str
    stroke: float | None = None
    """The border's weight, where it says something; else the look decides."""

    @property
    def box(self) -> Box:
        """Return the rectangle as a box."""
        return Box(self.x, self.y, self.x + self.width, self.y + self.height)


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, or the outline of an area."""

    kind: ClassVar[str] = "line"
    points: tuple[Point, ...]
    look: str
    closed: bool = False

    @property
    def box(self) -> Box:
        """Return the box around all points."""
        across, down = [x for x, _ in self.points], [y for _, y in self.points]
        return Box(min(across), min(down), max(across), max(down))


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle."""

    kind: ClassVar[str] = "dot"
    x: float
    y: float
    radius: float
    look: str = "dot"

    @property
    def box(self) -> Box:
        """Return the box around the circle."""
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


Mark = Text | Rect | Line | Dot


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture of one page at most; later marks lie over earlier ones."""

    width: float
    height: float
    marks: tuple[Mark, ...]


def length(text: str, size: float, *, bold: bool = False) -> float:
    """Return how long a line of words runs, in points."""
    return ems(text) * size * (_BOLDER if bold else 1.0)


def beside(left: Scene, right: Scene, gap: float) -> Scene:
    """Return one picture of two, side by side."""
    over = left.width + gap
    marks = (*left.marks, *(_moved(mark, over) for mark in right.marks))
    return Scene(over + right.width, max(left.height, right.height), marks)


def _moved(mark: Mark, over: float) -> Mark:
    if isinstance(mark, Line):
        return replace(mark, points=tuple((x + over, y) for x, y in mark.points))
    return replace(mark, x=mark.x + over)


def stroke(look: str, *points: Point) -> Line:
    """Return a line through these points."""
    return Line(points, look)


def paper(box: Box) -> Rect:
    """Return white ground for words that stand over lines."""
    return Rect(box.left, box.top, box.right - box.left, box.bottom - box.top, "paper")

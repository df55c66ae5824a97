"""Lay a tree of boxes out so that it fits a page: beside each other, or hung below each other in columns.

Every subtree keeps to a rectangle of its own, so that no two boxes can overlap. Each may take several shapes, from
wide and flat to narrow and tall; only those that no other beats in both width and height are kept.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from bidkit.render.charts.scene import Point

ACROSS = 7.0  # between boxes side by side
DOWN = 4.0  # between boxes in a column
DROP = 11.0  # between a box and the row under it
INDENT = 8.0  # the strip left of a column in which its line runs
_MOST_SHAPES = 14
_MOST_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Node:
    """A box and those under it. A root without name holds trees together and is not drawn."""

    name: str
    width: float
    height: float
    children: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """One way of laying a subtree out: its size, where its own box stands, and the shapes under it with places."""

    node: Node
    width: float
    height: float
    box: Point = (0.0, 0.0)
    parts: tuple[tuple[float, float, "Shape"], ...] = ()
    hung: bool = False
    columns: tuple[float, ...] = field(default=())
    """Where the lines of hanging columns run."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a box stands, and the lines that join it to those under it."""

    node: Node
    x: float
    y: float
    lines: tuple[tuple[Point, ...], ...]


def fitting(root: Node, width: float, height: float) -> Shape | None:
    """Return the flattest shape of a tree that fits, or None."""
    found = [shape for shape in shapes(root, width) if shape.width <= width and shape.height <= height]
    return min(found, key=lambda shape: (shape.height, shape.width), default=None)


def shapes(node: Node, most: float) -> list[Shape]:
    """Return the shapes that a subtree can take within a width, the widest first."""
    if not node.children:
        return [Shape(node, node.width, node.height)]
    under = [shapes(child, most) for child in node.children]
    found = [_beside(node, row) for row in _rows(under)]
    found += [_hung(node, columns) for columns in _columns(under)]
    return _best([shape for shape in found if shape.width <= most] or [min(found, key=lambda shape: shape.width)])


def placed(shape: Shape, x: float = 0.0, y: float = 0.0) -> Iterable[Placed]:
    """Yield every box of a shape, and the lines from it."""
    if shape.node.name:
        yield Placed(shape.node, x + shape.box[0], y + shape.box[1], tuple(_lines(shape, x, y)))
    for across, down, part in shape.parts:
        yield from placed(part, x + across, y + down)


def _best(found: Sequence[Shape]) -> list[Shape]:
    kept: list[Shape] = []
    for shape in sorted(found, key=lambda shape: (shape.width, shape.height)):
        if not kept or shape.height < kept[-1].height:
            kept.append(shape)
    if len(kept) > _MOST_SHAPES:
        step = (len(kept) - 1) / (_MOST_SHAPES - 1)
        kept = [kept[round(number * step)] for number in range(_MOST_SHAPES)]
    return kept


def _rows(under: Sequence[Sequence[Shape]]) -> Iterable[list[Shape]]:
    """Yield, for each height that comes into question, the narrowest shape of each child that keeps to it."""
    least = max(min(shape.height for shape in each) for each in under)
    for height in sorted({shape.height for each in under for shape in each if shape.height >= least}):
        yield [_smallest(each, lambda shape: shape.width, lambda shape: shape.height, height) for each in under]


def _columns(under: Sequence[Sequence[Shape]]) -> Iterable[list[list[Shape]]]:
    """Yield the children in columns of even height, for each width and number of columns in question."""
    least = max(min(shape.width for shape in each) for each in under)
    for width in sorted({shape.width for each in under for shape in each if shape.width >= least}):
        stack = [_smallest(each, lambda shape: shape.height, lambda shape: shape.width, width) for each in under]
        for count in range(1, min(len(stack), _MOST_COLUMNS) + 1):
            yield _even(stack, count)


def _smallest(
    each: Sequence[Shape], by: Callable[[Shape], float], within: Callable[[Shape], float], most: float
) -> Shape:
    return min((shape for shape in each if within(shape) <= most), key=by)


def _even(stack: Sequence[Shape], count: int) -> list[list[Shape]]:
    """Split a stack into columns, keeping its order, so that the tallest column is as low as can be."""
    low, high = max(shape.height for shape in stack), sum(shape.height + DOWN for shape in stack)
    for _ in range(12):
        middle = (low + high) / 2
        if len(_filled(stack, middle)) <= count:
            high = middle
        else:
            low = middle
    return _filled(stack, high)


def _filled(stack: Sequence[Shape], height: float) -> list[list[Shape]]:
    columns: list[list[Shape]] = [[]]
    used = 0.0
    for shape in stack:
        if columns[-1] and used + shape.height > height:
            columns.append([])
            used = 0.0
        columns[-1].append(shape)
        used += shape.height + DOWN
    return columns


def _beside(node: Node, row: Sequence[Shape]) -> Shape:
    """Return a node above its children, which stand side by side."""
    top = node.height + DROP if node.name else 0.0
    lefts = [0.0, *accumulate(shape.width + ACROSS for shape in row)]
    width = max(lefts[-1] - ACROSS, node.width)
    shift = (width - (lefts[-1] - ACROSS)) / 2
    parts = tuple((left + shift, top, shape) for left, shape in zip(lefts, row, strict=False))
    heads = [left + shape.box[0] + shape.node.width / 2 for left, _, shape in parts]
    middle = (heads[0] + heads[-1]) / 2
    at = min(max(middle - node.width / 2, 0.0), width - node.width)
    return Shape(node, width, top + max(shape.height for shape in row), (at, 0.0), parts)


def _hung(node: Node, columns: Sequence[Sequence[Shape]]) -> Shape:
    """Return a node above columns of its children, each along a line of its own."""
    indent = INDENT if node.name else 0.0
    top = node.height + DROP if node.name else 0.0
    parts: list[tuple[float, float, Shape]] = []
    lines: list[float] = []
    left = low = 0.0
    for column in columns:
        lines.append(left + INDENT / 2)
        y = top
        for shape in column:
            parts.append((left + indent, y, shape))
            y += shape.height + DOWN
        low = max(low, y - DOWN)
        left += indent + max(shape.width for shape in column) + ACROSS
    width = max(left - ACROSS, node.width)
    at = (width - node.width) / 2 if len(columns) > 1 else 0.0
    return Shape(node, width, low, (at, 0.0), tuple(parts), True, tuple(lines))


def _lines(shape: Shape, x: float, y: float) -> Iterable[tuple[Point, ...]]:
    if not shape.parts:
        return
    foot = (x + shape.box[0] + shape.node.width / 2, y + shape.node.height)
    heads = [(x + left + part.box[0], y + top + part.box[1], part.node) for left, top, part in shape.parts]
    level = foot[1] + DROP / 2
    if not shape.hung:
        for left, top, node in heads:
            middle = left + node.width / 2
            yield (foot, (foot[0], level), (middle, level), (middle, top))
        return
    several = len(shape.columns) > 1
    for line in shape.columns:
        own = [(left, top + node.height / 2) for left, top, node in heads if _nearest(left - x, shape.columns) == line]
        start = (foot, (foot[0], level), (x + line, level)) if several else ((x + line, foot[1]),)
        yield (*start, (x + line, own[-1][1]))
        yield from (((x + line, middle), (left, middle)) for left, middle in own)


def _nearest(left: float, lines: Sequence[float]) -> float:
    """Return the line of the column that a box stands in: the last one left of it."""
    return max(line for line in lines if line <= left)

"""Read the content of PDF pages: each piece of text, where it stands, and whether it can be seen."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
Colour = tuple[float, float, float]

_SAME: Matrix = (1, 0, 0, 1, 0, 0)
_BLACK: Colour = (0, 0, 0)
_WHITE: Colour = (1, 1, 1)
_EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
SMALLEST = 4.5  # points; nothing that is meant to be read is smaller
FAINTEST = 1.5  # contrast with what is under it


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that one operator shows; `start` and `end` are points of its baseline on the page."""

    text: str
    mcid: int | None
    artifact: bool
    start: Point
    end: Point
    size: float
    hidden: str = ""  # why it cannot be seen


@dataclass(frozen=True)
class _State:
    """What q saves and Q brings back."""

    matrix: Matrix = _SAME
    fill: Colour | None = _BLACK  # None: a pattern
    alpha: float = 1.0
    clip: Box = _EVERYWHERE
    font: "Font | None" = None
    size: float = 0.0
    mode: int = 0
    spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0


@dataclass(frozen=True, slots=True)
class _Fill:
    order: int
    shape: list[list[Point]]
    clip: Box
    colour: Colour
    even_odd: bool


class Font:
    """Turns the codes of a composite font into text and widths."""

    def __init__(self, font: Any) -> None:
        if font.get("/Subtype") != "/Type0" or "/ToUnicode" not in font:
            raise ValueError(f"cannot read text in a font of type {font.get('/Subtype')}")
        self.text = _to_unicode(bytes(font.ToUnicode.read_bytes()).decode("ascii"))
        below = font.DescendantFonts[0]
        self.default = float(below.get("/DW", 1000))
        self.widths = dict(_widths(below.get("/W", [])))

    def decode(self, codes: bytes) -> tuple[str, float, int]:
        """Return text, width in thousandths of the size, and the number of glyphs."""
        text, width = "", 0.0
        for at in range(0, len(codes), 2):
            code = int.from_bytes(codes[at : at + 2], "big")
            text += self.text.get(code, "\ufffd")
            width += self.widths.get(code, self.default)
        return text, width, len(codes) // 2


def _to_unicode(cmap: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be", "replace")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(int(text, 16) + step)
    return found


def _widths(entries: Any) -> Iterator[tuple[int, float]]:
    waiting = list(entries)
    while waiting:
        first = int(waiting.pop(0))
        second = waiting.pop(0)
        if isinstance(second, pikepdf.Array):
            yield from ((first + step, float(width)) for step, width in enumerate(second))
        else:
            width = float(waiting.pop(0))
            yield from ((code, width) for code in range(first, int(second) + 1))


def pieces_of(page: pikepdf.Page) -> list[Piece]:
    """Return the pieces of text of a page in the order in which they are painted."""
    content = _Content(tuple(float(side) for side in page.mediabox))  # type: ignore[arg-type]
    content.run(page.obj, page.obj.get("/Resources", pikepdf.Dictionary()), _State())
    return content.judged()


@dataclass
class _Content:
    media: Box
    order: int = 0
    fills: list[_Fill] = field(default_factory=list)
    found: list[tuple[int, Piece, _State]] = field(default_factory=list)
    marks: list[tuple[int | None, bool]] = field(default_factory=list)
    fonts: dict[object, Font] = field(default_factory=dict)

    def run(self, stream: Any, resources: Any, state: _State) -> None:
        """Carry out the operators of a page or of a form."""
        _Run(self, resources, state).all(pikepdf.parse_content_stream(stream))

    def judged(self) -> list[Piece]:
        return [replace(piece, hidden=self._hidden(order, piece, state)) for order, piece, state in self.found]

    def _hidden(self, order: int, piece: Piece, state: _State) -> str:
        """Return the first reason for which a piece cannot be seen; nothing where it can."""
        point = ((piece.start[0] + piece.end[0]) / 2, piece.start[1] + piece.size * 0.3)
        over = [fill for fill in self.fills if _inside(point, fill.clip) and _covers(fill, point)]
        under = over[-1].colour if over else _WHITE
        reasons = {
            "is painted without ink": state.mode in (3, 7),
            "is transparent": state.alpha < 0.2,
            f"is {piece.size:.1f} pt high": piece.size < SMALLEST,
            "stands outside of what is shown": not (_inside(point, self.media) and _inside(point, state.clip)),
            "is painted over": any(fill.order > order for fill in over),
            "has the colour of what is under it": state.fill is not None and contrast(state.fill, under) < FAINTEST,
        }
        return next((reason for reason, holds in reasons.items() if holds and piece.text.strip()), "")


@dataclass
class _Run:
    """One stream while its operators are carried out."""

    content: _Content
    resources: Any
    state: _State
    saved: list[_State] = field(default_factory=list)
    text: Matrix = _SAME
    line: Matrix = _SAME
    shape: list[list[Point]] = field(default_factory=list)
    clips: bool = False

    def all(self, instructions: Any) -> None:
        for instruction in instructions:
            name = str(instruction.operator)
            if act := _ACTS.get(name):
                act(self, list(instruction.operands), name)

    def set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)

    def point(self, x: float, y: float) -> Point:
        return _apply(self.state.matrix, (x, y))

    # Graphics
    def save(self, _operands: list[Any], _name: str) -> None:
        self.saved.append(self.state)

    def restore(self, _operands: list[Any], _name: str) -> None:
        self.state = self.saved.pop()

    def transform(self, operands: list[Any], _name: str) -> None:
        self.set(matrix=_product(_matrix(operands), self.state.matrix))

    def colour(self, operands: list[Any], _name: str) -> None:
        numbers = [float(each) for each in operands if not isinstance(each, pikepdf.Name)]
        self.set(fill=_colour(numbers))

    def graphics(self, operands: list[Any], _name: str) -> None:
        entries = self.resources.ExtGState[operands[0]]
        if "/ca" in entries:
            self.set(alpha=float(entries.ca))

    def start(self, operands: list[Any], _name: str) -> None:
        self.shape.append([self.point(*map(float, operands))])

    def extend(self, operands: list[Any], _name: str) -> None:
        self.shape[-1].append(self.point(*map(float, operands[-2:])))

    def rectangle(self, operands: list[Any], _name: str) -> None:
        x, y, width, height = map(float, operands)
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.shape.append([self.point(*corner) for corner in corners])

    def clip(self, _operands: list[Any], _name: str) -> None:
        self.clips = True

    def paint(self, _operands: list[Any], name: str) -> None:
        self.content.order += 1
        if name[0] in "fFBb" and self.state.fill is not None and self.state.alpha > 0.9:
            fill = _Fill(self.content.order, self.shape, self.state.clip, self.state.fill, "*" in name)
            self.content.fills.append(fill)
        if self.clips and self.shape:
            self.set(clip=_common(self.state.clip, _bounds(self.shape)))
        self.shape, self.clips = [], False

    def form(self, operands: list[Any], _name: str) -> None:
        inner = self.resources.XObject[operands[0]]
        if inner.get("/Subtype") == "/Form":
            matrix = _product(_matrix(inner.get("/Matrix", _SAME)), self.state.matrix)
            self.content.run(inner, inner.get("/Resources", self.resources), replace(self.state, matrix=matrix))

    # Marked content
    def mark(self, operands: list[Any], _name: str) -> None:
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, pikepdf.Name):
            properties = self.resources.Properties[properties]
        mcid = properties.get("/MCID") if properties is not None else None
        artifact = str(operands[0]) == "/Artifact"
        outer = self.content.marks[-1] if self.content.marks else (None, False)
        self.content.marks.append((outer[0] if mcid is None else int(mcid), outer[1] or artifact))

    def unmark(self, _operands: list[Any], _name: str) -> None:
        self.content.marks.pop()

    # Text
    def begin(self, _operands: list[Any], _name: str) -> None:
        self.text = self.line = _SAME

    def place(self, operands: list[Any], _name: str) -> None:
        self.text = self.line = _matrix(operands)

    def move(self, operands: list[Any], name: str) -> None:
        x, y = map(float, operands)
        if name == "TD":
            self.set(leading=-y)
        self.text = self.line = _product((1, 0, 0, 1, x, y), self.line)

    def next_line(self, _operands: list[Any], _name: str) -> None:
        self.move([0, -self.state.leading], "Td")

    def font(self, operands: list[Any], _name: str) -> None:
        font = self.resources.Font[operands[0]]
        known = self.content.fonts
        key = font.objgen
        if key not in known:
            known[key] = Font(font)
        self.set(font=known[key], size=float(operands[1]))

    def number(self, operands: list[Any], name: str) -> None:
        value = float(operands[0])
        self.set(**{_NUMBERS[name]: value / 100 if name == "Tz" else int(value) if name == "Tr" else value})

    def show(self, operands: list[Any], name: str) -> None:
        if name in ("'", '"'):
            self.next_line([], name)
        shown = operands[-1]
        parts = shown if isinstance(shown, pikepdf.Array) else [shown]
        start, text, size = self.text, "", self.state.size
        for part in parts:
            if not isinstance(part, pikepdf.String):
                self._advance(-float(part) / 1000 * size)
                continue
            said, width, glyphs = self._font().decode(bytes(part))
            text += said
            self._advance(width / 1000 * size + glyphs * self.state.spacing)
        self._found(text, start)

    def _font(self) -> Font:
        if self.state.font is None:
            raise ValueError("text is shown before a font is chosen")
        return self.state.font

    def _advance(self, distance: float) -> None:
        self.text = _product((1, 0, 0, 1, distance * self.state.stretch, 0), self.text)

    def _found(self, text: str, start: Matrix) -> None:
        self.content.order += 1
        whole = _product(start, self.state.matrix)
        end = _product(self.text, self.state.matrix)
        size = self.state.size * abs(whole[0] * whole[3] - whole[1] * whole[2]) ** 0.5
        mcid, artifact = self.content.marks[-1] if self.content.marks else (None, False)
        piece = Piece(text, mcid, artifact, (whole[4], whole[5]), (end[4], end[5]), size)
        self.content.found.append((self.content.order, piece, self.state))


_NUMBERS = {"Tr": "mode", "Tc": "spacing", "Tz": "stretch", "TL": "leading"}
_ACTS: dict[str, Callable[[_Run, list[Any], str], None]] = {
    "q": _Run.save,
    "Q": _Run.restore,
    "cm": _Run.transform,
    **dict.fromkeys(("rg", "g", "k", "sc", "scn", "cs"), _Run.colour),
    "gs": _Run.graphics,
    "m": _Run.start,
    **dict.fromkeys(("l", "c", "v", "y"), _Run.extend),
    "re": _Run.rectangle,
    **dict.fromkeys(("W", "W*"), _Run.clip),
    **dict.fromkeys(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "n"), _Run.paint),
    "Do": _Run.form,
    **dict.fromkeys(("BMC", "BDC"), _Run.mark),
    "EMC": _Run.unmark,
    "BT": _Run.begin,
    "Tm": _Run.place,
    **dict.fromkeys(("Td", "TD"), _Run.move),
    "T*": _Run.next_line,
    "Tf": _Run.font,
    **dict.fromkeys(_NUMBERS, _Run.number),
    **dict.fromkeys(("Tj", "TJ", "'", '"'), _Run.show),
}


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _colour(numbers: list[float]) -> Colour | None:
    if len(numbers) == 4:
        cyan, magenta, yellow, black = numbers
        return ((1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black))
    if len(numbers) == 3:
        return (numbers[0], numbers[1], numbers[2])
    return (numbers[0],) * 3 if numbers else None


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(each) for each in operands)
    return (a, b, c, d, e, f)


def _product(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _apply(matrix: Matrix, point: Point) -> Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _bounds(shape: list[list[Point]]) -> Box:
    xs, ys = zip(*(point for ring in shape for point in ring), strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _common(one: Box, other: Box) -> Box:
    return (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))


def _inside(point: Point, box: Box) -> bool:
    return box[0] - 0.5 <= point[0] <= box[2] + 0.5 and box[1] - 0.5 <= point[1] <= box[3] + 0.5


def _covers(fill: _Fill, point: Point) -> bool:
    """Tell whether a filled shape, its curves taken as straight, covers a point."""
    turns = [_winding(ring, point) for ring in fill.shape]
    return sum(abs(turn) for turn in turns) % 2 == 1 if fill.even_odd else sum(turns) != 0


def _winding(ring: list[Point], point: Point) -> int:
    x, y = point
    turns = 0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 <= y) != (y2 <= y) and (x2 - x1) * (y - y1) / (y2 - y1) + x1 > x:
            turns += 1 if y2 > y1 else -1
    return turns

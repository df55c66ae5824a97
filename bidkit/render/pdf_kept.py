"""Keep what WeasyPrint works out for a style: the cells of a long table share few of them, and often say the same.

What is kept hangs on the style itself, and ends with the document that it was worked out for.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from typing import Any, TypeAlias

import weasyprint.draw
from tinycss2.color4 import Color  # type: ignore[import-untyped]
from weasyprint import HTML
from weasyprint.css import Style, StyleFor
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, inline, page, preferred, table
from weasyprint.layout.percent import resolve_percentages, resolve_radii_percentages
from weasyprint.pdf.stream import Stream
from weasyprint.text import line_break

Box: TypeAlias = Any  # WeasyPrint does not tell what its boxes hold

_SIDES = ("top", "right", "bottom", "left")
_RESOLVED = (
    *(f"{what}_{side}" for what in ("margin", "padding") for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
    *(f"{bound}{what}" for bound in ("", "min_", "max_") for what in ("width", "height")),
)
"""The lengths of a box that its style and its containing block decide."""
_REPEATED = ("LineBox", "TableCellBox", "TableRowBox")  # whose styles do not change while they are laid out

_CORNERS = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
_SQUARE = dict.fromkeys(_CORNERS, (0, 0))

_split_first_line, _draw_text = line_break.split_first_line, weasyprint.draw.draw_text
_rounded_box, _hash_anew = vars(boxes.Box)["rounded_box"], Color.__hash__
_font_key, _style_anew = line_break._font_style_cache_key, page.set_page_type_computed_styles


@contextmanager
def results_kept() -> Iterator[None]:
    """Have lengths, lines, fonts and glyphs worked out once for each style, and styles once for each kind of page."""
    with ExitStack() as afterwards:
        for module, name, keeping in (
            (inline, "resolve_percentages", _resolve),
            (table, "resolve_percentages", _resolve),
            (inline, "split_first_line", _split),
            (preferred, "split_first_line", _split),
            (line_break, "_font_style_cache_key", _key),
            (page, "set_page_type_computed_styles", _style_page),
            (weasyprint.draw, "draw_text", _draw),
            (background, "resolve_radii_percentages", _resolve_corners),
            (boxes.Box, "rounded_box", _rounded),
            (Color, "__hash__", _hash),
        ):
            afterwards.callback(setattr, module, name, getattr(module, name))
            setattr(module, name, keeping)
        yield


def _of(style: Style | StyleFor, what: str) -> dict[Any, Any]:
    """Return what is kept of one kind for a style."""
    return vars(style).setdefault(what, {})  # type: ignore[no-any-return] # WeasyPrint ships no types


def _resolve(box: Box, containing_block: Box) -> None:
    if type(box).__name__ not in _REPEATED or box.style["border_collapse"] == "collapse":
        resolve_percentages(box, containing_block)
        return
    inside = isinstance(containing_block, boxes.Box)
    size = (containing_block.width, containing_block.height) if inside else tuple(containing_block)
    known, own = _of(box.style, "known_lengths"), box.__dict__
    if size in known:
        own.update(known[size])
    else:
        resolve_percentages(box, containing_block)
        known[size] = {name: own[name] for name in _RESOLVED}


def _resolve_corners(box: Box) -> None:
    known = _of(box.style, "known_corners")
    if "square" not in known:
        known["square"] = all((0, "px") in box.style[corner] for corner in _CORNERS)
    if known["square"]:
        box.__dict__.update(_SQUARE)
    else:
        resolve_radii_percentages(box)


def _rounded(box: Box, top: float, right: float, bottom: float, left: float) -> tuple[Any, ...]:
    """Return a box inside the border box; where corners are square, there are no curves that might overlap."""
    if min(top, right, bottom, left) < 0 or any(getattr(box, corner) != (0, 0) for corner in _CORNERS):
        return _rounded_box(box, top, right, bottom, left)  # type: ignore[no-any-return]
    x, y = box.border_box_x() + left, box.border_box_y() + top
    return (x, y, box.border_width() - left - right, box.border_height() - top - bottom, *_SQUARE.values())


def _hash(color: Color) -> int:
    known = vars(color)
    if "known_hash" not in known:
        known["known_hash"] = _hash_anew(color)
    return int(known["known_hash"])


def _split(text: str, style: Style, context: object, *given: object, **named: object) -> tuple[Any, ...]:
    known, asked = _of(style, "known_lines"), (text, *given, *named.items())
    if asked not in known:
        known[asked] = _split_first_line(text, style, context, *given, **named)
    layout, *measures = known[asked]
    return copy(layout), *measures


def _key(style: Style, include_size: bool = False) -> str:
    known = _of(style, "known_fonts")
    if include_size not in known:
        known[include_size] = _font_key(style, include_size)
    return str(known[include_size])


def _style_page(page_type: page.PageType, html: HTML, style_for: StyleFor) -> None:
    """Give a page the styles of one of its kind, unless the style tells them apart by their numbers."""
    known, computed = _of(style_for, "known_pages"), style_for.get_computed_styles()
    if "numbered" not in known:
        known["numbered"] = any(_numbered(rule) for sheet, *_ in style_for._sheets for rule in sheet.page_rules)
    kind = (page_type.side, page_type.blank, page_type.name, page_type.index == 0)
    if kind in known and not known["numbered"]:
        computed.update({(page_type, margin): style for margin, style in known[kind].items()})
        return
    _style_anew(page_type, html, style_for)
    margins = {margin for each, margin in style_for.get_cascaded_styles() if each == page_type} | {None}
    known[kind] = {margin: computed[page_type, margin] for margin in margins}


def _numbered(rule: tuple[Any, ...]) -> bool:
    return any(selector.index is not None for _, _, selector in rule[1])


def _draw(stream: Stream, text: Box, offset_x: float, text_overflow: str, block_ellipsis: str) -> None:
    style, layout = text.style, text.pango_layout
    cut_off = text_overflow == "ellipsis" or block_ellipsis != "none"
    if cut_off or layout.justification_spacing or style["text_decoration_line"] != "none":
        _draw_text(stream, text, offset_x, text_overflow, block_ellipsis)
        return
    known, asked = _of(style, "known_glyphs"), (text.text, layout.text)
    if asked in known:
        _draw_again(stream, text, known[asked])
        return
    noting = _Noting(stream)
    _draw_text(noting, text, offset_x, text_overflow, block_ellipsis)
    if not noting.otherwise:
        known[asked] = noting.done


def _draw_again(stream: Stream, text: Box, done: list[tuple[str, tuple[Any, ...]]]) -> None:
    for name, given in done:
        placed = (*given[:4], text.position_x, text.position_y + text.baseline)
        getattr(stream, name)(*(placed if name == "set_text_matrix" else given))


class _Noting:
    """A stream that notes how a text is drawn, so that it can be drawn in other places."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.done: list[tuple[str, tuple[Any, ...]]] = []
        self.otherwise = False

    def __getattr__(self, name: str) -> object:
        """Note each thing that is done to the stream; what is none of the usual ones may not be done again."""
        found: Any = getattr(self.stream, name)
        if name in _READ:
            return found
        self.otherwise |= name not in _DRAWN

        def noted(*given: object) -> object:
            self.done.append((name, given))
            return found(*given)

        return noted if name in _DRAWN else found


_READ = frozenset({"add_font", "ink_rect", "logical_rect"})
_DRAWN = frozenset(
    {"set_color", "begin_text", "end_text", "set_text_matrix", "set_font_size", "set_text_rise", "show_text"}
)

"""The closed set of elements that documents are made of: both writers accept exactly this.

`RULES` is the document model. Adding an element means a row here, both writers, a style and a test.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from re import Pattern

_ID = r"[A-Za-z][A-Za-z0-9_.-]*"
_NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]*"  # begins with the id of what it is about, which may begin with a digit
ANYTHING = re.compile(r"[\s\S]*")
SOMETHING = re.compile(r"[\s\S]*\S[\s\S]*")
IDENTIFIER = re.compile(_ID)
FIELD_NAME = re.compile(_NAME)
COUNT = re.compile(r"[1-9][0-9]{0,2}")
NUMBER = re.compile(r"[0-9]{1,6}")
SHARE = re.compile(r"[0-9]{1,3}(\.[0-9]+)?%")
LINK = re.compile(rf"https?://[^\s\"<>]+|mailto:[^\s\"<>]+|#{_ID}")
_SIDE = r"(?=[0-9.]*[1-9])1?[0-9]{1,3}(\.[0-9]+)?"  # of a drawing, in points: what a page may show, and a picture hold
VIEW_BOX = re.compile(f"0 0 {_SIDE} {_SIDE}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
PAINT = re.compile(rf"(?:(?!url\()[^\\<>&])*|url\(#{_ID}\)")


@dataclass(frozen=True, slots=True)
class Rule:
    """What one kind of element may hold."""

    children: frozenset[str] = frozenset()
    text: bool = False
    attributes: Mapping[str, Pattern[str]] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    order: Pattern[str] | None = None
    shape: str = ""  # the order in words


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _order(pattern: str) -> Pattern[str]:
    return re.compile(pattern)


SPANS = _names("strong em code sub sup br mark.missing")
LINKED = SPANS | {"a"}
INLINE = LINKED | {"input.checkbox", "input.text"}
LISTS = _names("ul ol")
FLOW = INLINE | LISTS | {"p"}
HEADINGS = _names("h1 h2 h3 h4")
PLAIN_BLOCKS = HEADINGS | LISTS | _names("p dl table figure aside.note aside.warning aside.decision div.signatures")
PAGED_BLOCKS = PLAIN_BLOCKS | {"hr.page-break", "section.together"}
BODY = PAGED_BLOCKS | _names("header.cover section.landscape nav.contents nav.tables")

_HEADING = Rule(LINKED, True, {"id": IDENTIFIER}, classes=_names("unnumbered"))
_SPAN = Rule(LINKED, True)
_ITEMS = Rule(_names("li"), order=_order("(li )+"), shape="one or more <li>")
_CALLOUT = Rule(_names("p ul ol"), order=_order("((p|ul|ol) )+"), shape="paragraphs or lists")
_ROWS = Rule(_names("tr"), order=_order("(tr )+"), shape="one or more <tr>")
_FIELD = _names("name aria-label")  # what reads it back, and what a person hears
_CELL_SPANS = {"colspan": COUNT, "rowspan": COUNT}

_DRAWN = _names("g rect line polyline polygon path circle text title desc defs")
_GEOMETRY = _names(
    "x y x1 y1 x2 y2 cx cy r rx ry dx dy width height "
    "points d transform viewBox patternUnits patternTransform"
    " markerWidth markerHeight refX refY orient markerUnits"
)
_PRESENTATION = _names(
    "fill fill-opacity fill-rule stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin opacity"
    " font-size font-weight font-style text-anchor dominant-baseline marker-start marker-end"
)
_SVG: dict[str, Pattern[str]] = {"id": IDENTIFIER} | dict.fromkeys(_GEOMETRY | _PRESENTATION, PAINT)
_SHAPE = Rule(_names("title desc"), attributes=_SVG)
_GROUP = Rule(_DRAWN, attributes=_SVG)

META = _names("document-id author subject status revision organisation")

RULES: Mapping[str, Rule] = {
    "html": Rule(
        _names("head body"),
        False,
        {"lang": LANGUAGE},
        _names("lang"),
        order=_order("head body "),
        shape="<head>, then <body>",
    ),
    "head": Rule(_names("title meta"), order=_order("title (meta )*"), shape="<title>, then <meta> elements"),
    "title": Rule(text=True),
    "meta": Rule(
        attributes={"name": re.compile("|".join(sorted(META))), "content": ANYTHING},
        required=_names("name content"),
    ),
    "body": Rule(BODY),
    "header.cover": Rule(_names("p.kicker p.title p.subtitle p dl mark.missing")),
    "p.kicker": Rule(LINKED, True),
    "p.title": Rule(LINKED, True),
    "p.subtitle": Rule(LINKED, True),
    **dict.fromkeys(HEADINGS, _HEADING),
    "p": Rule(INLINE, True, classes=_names("lead note source")),
    "ul": _ITEMS,
    "ol": Rule(_names("li"), attributes={"start": NUMBER}, order=_order("(li )+"), shape="one or more <li>"),
    "li": Rule(FLOW, True),
    "dl": Rule(_names("dt dd"), order=_order("((dt )+(dd )+)+"), shape="each <dt> followed by its <dd>"),
    "dt": Rule(INLINE, True),
    "dd": Rule(FLOW, True),
    "table": Rule(
        _names("caption colgroup thead tbody tfoot"),
        attributes={"id": IDENTIFIER},
        classes=_names("plain facts"),
        order=_order("(caption )?(colgroup )?(thead )?(tbody )+(tfoot )?"),
        shape="<caption>, <colgroup>, <thead>, <tbody>, <tfoot> in this order, with at least one <tbody>",
    ),
    "caption": Rule(LINKED, True),
    "colgroup": Rule(_names("col")),
    "col": Rule(attributes={"width": SHARE}),
    "thead": _ROWS,
    "tbody": Rule(_names("tr"), classes=_names("together"), order=_order("(tr )*"), shape="<tr> elements"),
    "tfoot": _ROWS,
    "tr": Rule(
        _names("th td"),
        classes=_names("total strong"),
        order=_order("((th|td) )+"),
        shape="one or more <th> or <td>",
    ),
    "th": Rule(
        FLOW,
        True,
        {**_CELL_SPANS, "scope": re.compile("col|row|colgroup|rowgroup")},
        classes=_names("num centre"),
    ),
    "td": Rule(FLOW, True, _CELL_SPANS, classes=_names("num centre alarm")),
    "figure": Rule(
        _names("svg figcaption"),
        attributes={"id": IDENTIFIER},
        order=_order("svg (figcaption )?"),
        shape="<svg>, then <figcaption>",
    ),
    "figcaption": Rule(LINKED, True),
    "aside.note": _CALLOUT,
    "aside.warning": _CALLOUT,
    "aside.decision": _CALLOUT,
    "section.landscape": Rule(PAGED_BLOCKS),
    "section.together": Rule(PLAIN_BLOCKS),
    "hr.page-break": Rule(),
    "nav.contents": Rule(),
    "nav.tables": Rule(),
    "div.signatures": Rule(
        _names("div.signature"), order=_order("(div )+"), shape='one or more <div class="signature">'
    ),
    "div.signature": Rule(attributes={"data-role": SOMETHING, "data-name": ANYTHING}, required=_names("data-role")),
    **dict.fromkeys(("strong", "em", "code", "sub", "sup"), _SPAN),
    "br": Rule(),
    "a": Rule(SPANS, True, {"href": LINK}, _names("href"), classes=_names("ref")),
    "mark.missing": Rule(text=True),
    "input.checkbox": Rule(
        attributes={
            "type": ANYTHING,
            "id": IDENTIFIER,
            "name": FIELD_NAME,
            "checked": re.compile("checked"),
            "aria-label": SOMETHING,
        },
        required=_FIELD,
    ),
    "input.text": Rule(
        attributes={"type": ANYTHING, "name": FIELD_NAME, "size": COUNT, "aria-label": SOMETHING},
        required=_FIELD,
    ),
    "svg": Rule(
        _DRAWN | _names("pattern marker"),
        False,
        {"role": re.compile("img"), "aria-label": SOMETHING, "viewBox": VIEW_BOX},
        _names("role aria-label viewBox"),
    ),
    "g": _GROUP,
    "defs": Rule(_DRAWN | _names("pattern marker"), attributes=_SVG),
    "pattern": _GROUP,
    "marker": _GROUP,
    **dict.fromkeys(("rect", "line", "polyline", "polygon", "path", "circle"), _SHAPE),
    "text": Rule(_names("tspan title desc"), True, _SVG),
    "tspan": Rule(_names("tspan"), True, _SVG),
    "desc": Rule(text=True),
}

# Elements whose class (or type) decides which rule holds; without one of these they are unknown.
BY_CLASS: Mapping[str, tuple[str, ...]] = {
    "header": ("cover",),
    "aside": ("note", "warning", "decision"),
    "section": ("landscape", "together"),
    "hr": ("page-break",),
    "nav": ("contents", "tables"),
    "div": ("signatures", "signature"),
    "mark": ("missing",),
}
BY_TYPE: Mapping[str, tuple[str, ...]] = {"input": ("checkbox", "text")}
COVER_LINES = _names("kicker title subtitle")

_DRAWING = _DRAWN | {"pattern", "marker", "tspan"}
ELEMENTS_TOLD = "The elements are: {}; in a drawing: {}.".format(
    *(
        ", ".join(sorted({name.partition(".")[0] for name in RULES if (name in _DRAWING) == drawn}))
        for drawn in (False, True)
    )
)

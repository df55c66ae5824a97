"""Cut a long page of HTML into parts that are laid out one by one, so that memory grows with a part alone."""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy

from lxml import etree

Element = etree._Element

FIRST, ROWS = 100, 1_000
"""How many rows of tables the first part holds, which is laid out twice for its contents, and each one after it."""
_KEPT = 2  # rows that stay together at either end of a body of rows
_PASSED = frozenset({"body", "section", "div", "table", "tbody"})
_CONTENTS = re.compile(r"nav a::after\s*{[^{}]*}")
_REACHING = re.compile(
    r"@page[^{]*:|string\(|string-set|running\(|element\(|target-|footnote|note\(|counter-|quotes"
    r"|position:\s*fixed|break-(?:before|after):\s*(?:left|right|recto|verso)",
    re.IGNORECASE,
)
"""What in a style reaches over the border of a page, so that a page would look otherwise in a part of its own."""
_TARGET, NUMBERED = "target-counter(attr(href), page)", "data-page"


def may_be_cut(page: Element) -> bool:
    """Tell whether a page's style lays out what follows a break the same whether what precedes is there or not."""
    style = "".join(style.text or "" for style in page.iter("style"))
    return page.find(".//input") is None and not _REACHING.search(_CONTENTS.sub("", style))


def cut(page: Element, first: int = FIRST, rows: int = ROWS) -> list[Element]:
    """Return a page in parts, each of which begins with a row of a table; the page itself becomes the first."""
    places: list[Element] = []
    waiting, limit, covered = 0, first, 0
    left = sum(1 for _ in page.iter("tr"))
    for row in page.iter("tr", "nav"):
        if row.tag == "nav":  # contents are made where all pages are known, with the first part
            places.clear()
            waiting, limit = 0, first
            continue
        if waiting >= limit and left >= rows // 2 and not covered and _may_begin(row):
            places.append(row)
            waiting, limit = 0, rows
        waiting, left = waiting + 1, left - 1
        covered = max(covered - 1, *(int(cell.get("rowspan", "1")) - 1 for cell in row), 0)
    return [page, *reversed([_taken_off(row) for row in reversed(places)])]


def _may_begin(row: Element) -> bool:
    """Tell whether a part may begin with a row: it is not inside a cell or a list, and others stand on both sides."""
    group = row.getparent()
    if group is None or group.tag != "tbody" or any(str(each.tag) not in _PASSED for each in _above(row)):
        return False
    return _KEPT <= group.index(row) <= len(group) - _KEPT


def _above(row: Element) -> Iterator[Element]:
    return (each for each in row.iterancestors() if each.tag != "html")


def _taken_off(row: Element) -> Element:
    """Take a row, and all that follows it, out of a page; return it as a page of its own."""
    root = row.getroottree().getroot()
    inner: list[Element] = [row, *row.itersiblings()]
    for shell in list(_above(row)):
        after = list(shell.itersiblings())
        copy = _like(shell)
        if shell.tag == "table":
            copy.set("style", "margin-top: 0")  # as where a table goes on, on a page of its own
            copy.extend(deepcopy(each) for each in shell if each.tag in ("colgroup", "thead"))
        copy.extend(inner)
        inner = [copy, *after]
    taken = _like(root)
    taken.extend([deepcopy(root[0]), *inner])
    return taken


def _like(element: Element) -> Element:
    """Return an element of the same kind with nothing in it; what is named stays where it was."""
    attributes = {str(name): str(value) for name, value in element.attrib.items() if name != "id"}
    return etree.Element(element.tag, attributes)


def number_links(page: Element, pages: Mapping[str, int]) -> None:
    """Write the page that each link leads to beside it, for the style to show in place of what it would look up."""
    for link in page.iterfind(".//nav//a"):
        link.set(NUMBERED, str(pages.get(str(link.get("href"))[1:], 0) or "000"))
    for style in page.iter("style"):
        style.text = (style.text or "").replace(_TARGET, f"attr({NUMBERED})")


def add_empty_pages(page: Element, kinds: Iterable[str]) -> None:
    """Add a page with nothing on it but its margins for each kind."""
    for kind in kinds:
        etree.SubElement(page[1], "div", style=f"break-before: page; page: {kind or 'auto'}")

"""Spare WeasyPrint work that does not show in the file."""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from types import SimpleNamespace

import pydyf
from lxml import etree
from pydyf import PDF
from weasyprint import CSS
from weasyprint.document import Document as Laid

from bidkit.render.pdf_tags import tables

_NOTES = frozenset({"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
_MARKERS = frozenset({"marker"})
_NOTED, _LISTED = re.compile(r"footnote|note\(", re.IGNORECASE), re.compile(r"list-item", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE)


class Written(pydyf.Object):  # type: ignore[misc] # pydyf ships no types
    """An object in its final form."""

    data = b""
    compressible = False

    def __init__(self, number: int, data: bytes, *, compressible: bool) -> None:
        super().__init__()
        self.number = number
        self.data = data
        self.compressible = compressible


def write_once(pdf: PDF) -> None:
    """Write each object out now: PDF/A asks for an identifier, for which pydyf would write all of them twice."""
    pdf.objects[:] = [
        item
        if item.free == "f" or isinstance(item, Written)
        else Written(item.number, item.data, compressible=item.compressible)
        for item in pdf.objects
    ]


def lead_in(pdf: PDF) -> None:
    """Keep what a reader opens first out of the stream of all objects, which some look through from end to end."""
    for item in (pdf.catalog, pdf.pages):
        pdf.objects[item.number] = Written(item.number, item.data, compressible=False)


@contextmanager
def pages_named_once() -> Iterator[None]:
    """Keep the names of the pages; pydyf makes all of them anew for each cell of a table, to look one up."""
    made_anew = pydyf.PDF.page_references

    def page_references(pdf: PDF) -> tuple[bytes, ...]:
        known: tuple[bytes, ...] = vars(pdf).get("known_pages", ())
        if 3 * len(known) != len(pdf.pages["Kids"]):
            known = pdf.known_pages = made_anew.fget(pdf)
        return known

    pydyf.PDF.page_references = property(page_references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = made_anew


@contextmanager
def packed_sooner() -> Iterator[None]:
    """Pack what is long in a quarter of the time; the utmost that pydyf asks for saves a hundredth of the file."""
    module = pydyf.zlib
    pydyf.zlib = SimpleNamespace(compress=zlib.compress, compressobj=lambda level: zlib.compressobj(min(level, 7)))
    try:
        yield
    finally:
        pydyf.zlib = module


def unneeded(page: etree._Element) -> frozenset[str]:
    """Return the pseudo-elements that nothing on a page can have, in whatever way its style writes the words."""
    style = _ESCAPED.sub(_meant, "".join(each.text or "" for each in page.iter("style")))
    without_items = page.find(".//li") is None and not _LISTED.search(style)
    return (frozenset() if _NOTED.search(style) else _NOTES) | (_MARKERS if without_items else frozenset())


def _meant(escaped: re.Match[str]) -> str:
    return escaped[2] or chr(min(int(escaped[1], 16), 0xFFFD))


def without(sheet: CSS, names: frozenset[str]) -> CSS:
    """Return a sheet without the rules that give each element of a document a style for these pseudo-elements."""
    spared = copy(sheet)
    spared.matcher = copy(sheet.matcher)
    spared.matcher.other_selectors = [rule for rule in sheet.matcher.other_selectors if rule[3] not in names]
    return spared


def let_go(document: Laid) -> None:
    """Take from columns what holds their tables in a ring, so that pages go with a document and are no garbage."""
    for page in document.pages:
        for table in tables(page):
            for column in (column for group in vars(table)["column_groups"] for column in group.children):
                vars(column).pop("get_cells", None)

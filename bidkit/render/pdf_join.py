"""Join the parts of a long document to one PDF.

The first part is laid out with an empty page for each page of the others: they bring the headers, footers and page
numbers, the outline and the names of places. What a part drew on a page is then put on its empty one.
"""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy

import pydyf
from lxml import etree
from weasyprint.document import Document as Laid

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.render.pdf_cut import add_empty_pages, number_links
from bidkit.render.pdf_layout import OnlyInside, Options, laid
from bidkit.render.pdf_once import Written
from bidkit.render.pdf_parts import Part, Sheet, number_of

_REFERENCE = re.compile(rb"\((?:[^()\\]|\\.)*\)|(\d+) 0 R", re.DOTALL)  # what a string says is no reference
_ROUNDS = 5
_RESTLESS = "the numbers in the contents change how long they are, time and again"
_STEADY = "Give them a width of their own, as `nav a::after` of the built-in style does."


def with_empty_pages(first: etree._Element, parts: Sequence[Part], fetcher: OnlyInside, options: Options) -> Laid:
    """Return the first part with the right numbers in its contents, and an empty page for each of the others."""
    sheets = [sheet for part in parts for sheet in part.sheets]
    numbers: dict[str, int] = {}
    unnumbered = first.find(".//nav//a") is None
    counted = unnumbered  # else what the first part is without the others has to be known before them
    for _ in range(_ROUNDS):
        page = deepcopy(first)
        number_links(page, numbers)
        add_empty_pages(page, [sheet.kind for sheet in sheets] if counted else ())
        document = laid(page, fetcher, options)
        front = len(document.pages) - counted * len(sheets)
        found = _pages_of([each.anchors for each in document.pages[:front]], sheets)
        if counted and (unnumbered or found == numbers):
            break
        numbers, counted = found, True
    else:
        raise ProblemsFound([Problem(Place("style.css"), _RESTLESS, _STEADY)])
    for target, sheet in zip(document.pages[front:], sheets, strict=True):
        target.anchors, target.bookmarks = dict(sheet.anchors), list(sheet.bookmarks)
    return document


def _pages_of(front: Sequence[Mapping[str, object]], sheets: Sequence[Sheet]) -> dict[str, int]:
    """Return the page on which each name of a place is first found."""
    everywhere = [*front, *(sheet.anchors for sheet in sheets)]
    return {name: at for at, names in reversed(list(enumerate(everywhere, 1))) for name in names}


def join(pdf: pydyf.PDF, parts: Sequence[Part]) -> None:
    """Put what the parts drew onto the empty pages at the end of a PDF."""
    whole = _Whole(pdf)
    at = len(whole.pages) - sum(len(part.sheets) for part in parts)
    for part in parts:
        whole.take(part, at)
        at += len(part.sheets)
    whole.close()


class _Whole:
    """A PDF that takes parts in: its pages, its structure, and the list that leads from marks to structure."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.pdf = pdf
        self.pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        tree = pdf.objects[number_of(pdf.catalog["StructTreeRoot"])]
        self.root = pdf.objects[number_of(tree["K"][0])]
        self.marks = pdf.objects[number_of(tree["ParentTree"])]["Nums"]

    def take(self, part: Part, at: int) -> None:
        """Take a part in, from this page on."""
        pages = self.pages[at : at + len(part.sheets)]
        first = len(self.pdf.objects)
        numbers = {old: first + place for place, (old, *_) in enumerate(part.objects)}
        numbers[part.root] = self.root.number
        for place, (page, sheet) in enumerate(zip(pages, part.sheets, strict=True)):
            numbers[sheet.number] = page.number
            numbers[part.frames + place] = number_of(_framed(self.pdf, page))
        for number, head, rest, compressible in part.objects:
            data = _renumbered(head, numbers) + rest
            self.pdf.add_object(Written(numbers[number], data, compressible=compressible))
        for place, (page, sheet) in enumerate(zip(pages, part.sheets, strict=True)):
            self._fill(page, sheet, numbers)
            self.marks[2 * (at + place) + 1] = _references(sheet.marked, numbers)
        self.root["K"] += _references(part.kids, numbers)
        self._link(part, numbers)

    def _fill(self, page: pydyf.Dictionary, sheet: Sheet, numbers: Mapping[int, int]) -> None:
        page["Contents"], page["Resources"] = _references((sheet.contents, sheet.resources), numbers)
        if sheet.links:
            page["Annots"] = _references(sheet.links, numbers)

    def _link(self, part: Part, numbers: Mapping[int, int]) -> None:
        """Give the links of a part places of their own in the list of marks."""
        for old, (element, annotation) in part.links.items():
            new = len(self.marks) // 2
            self.marks += [new, *_references((element,), numbers)]
            item = self.pdf.objects[numbers[annotation]]
            item.data = item.data.replace(b"/StructParent %d" % old, b"/StructParent %d" % new)

    def close(self) -> None:
        """Leave out of the structure what stood on the empty pages."""
        self.root["K"] = pydyf.Array(kid for kid in self.root["K"] if self._says(number_of(kid)))

    def _says(self, number: int) -> bool:
        element = self.pdf.objects[number]
        return isinstance(element, Written) or bool(element["K"])


def _references(numbers: Sequence[int], new: Mapping[int, int]) -> pydyf.Array:
    return pydyf.Array(b"%d 0 R" % new[number] for number in numbers)


def _renumbered(data: bytes, numbers: Mapping[int, int]) -> bytes:
    return _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])] if found[1] else found[0], data)


def _framed(pdf: pydyf.PDF, page: pydyf.Dictionary) -> bytes:
    """Make what is drawn in the margins of an empty page a picture, without a place in the structure."""
    margins = pdf.objects[number_of(page["Contents"])]
    for place, item in enumerate(margins.stream):
        if isinstance(item, pydyf.Dictionary) and "MCID" in item:
            margins.stream[place - 1 : place + 2] = [b"/Artifact", b"", b"BMC"]
    margins.extra |= {"Type": "/XObject", "Subtype": "/Form", "BBox": page["MediaBox"], "Resources": page["Resources"]}
    reference: bytes = margins.reference
    return reference

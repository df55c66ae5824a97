"""Lay a document out as PDF: tagged, bookmarked, and without anything fetched from outside."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Literal, TypedDict
from xml.etree import ElementTree

import cssselect2
import pydyf
import weasyprint
from lxml import etree
from pydyf import PDF
from weasyprint.document import Document as Laid
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from bidkit.deadline import TooLongError, stopped_after
from bidkit.garbage import uncollected
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.render.fonts import layout_has_fonts
from bidkit.render.html import page
from bidkit.render.model import Document
from bidkit.render.pdf_complaints import heard, problems
from bidkit.render.pdf_fonts import mend_fonts
from bidkit.render.pdf_once import asks_for_notes, pages_named_once, without_notes, write_once
from bidkit.render.pdf_tags import mend_tags, one_link_each

Profile = Literal["archive", "accessible", "plain"]
Standard = Literal["PDF/A-3a", "PDF/UA-1"]

_VARIANTS: Mapping[tuple[Standard, ...], str | None] = {
    ("PDF/A-3a", "PDF/UA-1"): "pdf/a-3a",
    ("PDF/UA-1",): "pdf/ua-1",
    (): None,
}
_SVG = "{http://www.w3.org/2000/svg}"
SECONDS, SECONDS_EACH = 10.0, 0.005
"""How long laying out may compute in any case, and for each element; ten times what a slow machine needs."""
_STYLE = "Look at what was changed last in style.css: sizes, columns and counters without measure do this."
_FONTS = "Install some, such as DejaVu and Noto Sans CJK; `fc-list` shows which are found. Word files need none."
_BEYOND_MEASURE = (TooLongError, RecursionError, OverflowError, SyntaxError, MemoryError)
_OUTSIDE = "A document carries everything it shows; only data: addresses are opened."
_ACCESSIBLE = b"""\
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the document keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


class _Options(TypedDict):
    pdf_variant: str | None
    pdf_tags: bool
    pdf_forms: bool


class OnlyInside(URLFetcher):
    """Opens what the document itself carries as data:, and refuses every other address."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Open a data: address."""
        if not url.startswith("data:"):
            self.refused.append(url)
        return super().fetch(url, headers)


class Parsed(weasyprint.HTML):
    """A page that need not be written as text and parsed again, for which WeasyPrint offers no argument."""

    def __init__(self, page: etree._Element, url_fetcher: URLFetcher) -> None:
        self.base_url = None
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(_plain_tree(page), content_language=None)
        self.etree_element = self.wrapper_element.etree_element
        self.may_have_notes = any(asks_for_notes(style.text or "") for style in page.iter("style"))

    def _ua_stylesheets(self, forms: bool = False) -> list[weasyprint.CSS]:
        """Return the sheets below the document's own."""
        sheets = super()._ua_stylesheets(forms)
        return sheets if self.may_have_notes else [without_notes(sheet) for sheet in sheets]


def _plain_tree(page: etree._Element) -> ElementTree.Element:
    """Return the tree in the form of the standard library, with drawings in the name space of SVG."""
    root = ElementTree.fromstring(etree.tostring(page))  # noqa: S314 - made here, from a checked document
    for drawing in list(root.iter("svg")):
        for element in drawing.iter():
            element.tag = _SVG + element.tag
    return root


def to_pdf(document: Document, profile: Profile = "archive") -> bytes:
    """Return the document as PDF under a profile."""
    return laid_out(page(document), profile=profile, forms=document.fillable, name=document.title)


def standards(profile: Profile, *, fillable: bool) -> tuple[Standard, ...]:
    """Return the standards that a PDF states and keeps; fields cannot be kept under PDF/A-3a."""
    if profile == "plain":
        return ()
    return ("PDF/UA-1",) if fillable or profile == "accessible" else ("PDF/A-3a", "PDF/UA-1")


def laid_out(page: etree._Element, *, profile: Profile, forms: bool, name: str) -> bytes:
    """Return a page of HTML as PDF; raise ProblemsFound where content would be lost or come from outside."""
    if not layout_has_fonts():
        raise ProblemsFound([Problem(Place(name), "cannot be laid out as PDF: this machine has no fonts", _FONTS)])
    stated = standards(profile, fillable=forms)
    options: _Options = {"pdf_variant": _VARIANTS[stated], "pdf_tags": True, "pdf_forms": forms}
    fetcher = OnlyInside()
    with _stopped_clock(), uncollected(), pages_named_once(), heard() as complaints:
        try:
            with stopped_after(SECONDS + SECONDS_EACH * sum(1 for _ in page.iter())):
                pdf = _written(Parsed(page, fetcher), stated, options)
        except FatalURLFetchingError:
            outside = [Problem(Place(name), f"the document asks for {url}", _OUTSIDE) for url in fetcher.refused]
            raise ProblemsFound(outside) from None
        except _BEYOND_MEASURE as error:
            raise ProblemsFound([Problem(Place(name), _said_of(error), _STYLE)]) from None
    if lost := problems(complaints, name):
        raise ProblemsFound(lost)
    return pdf


def _written(parsed: Parsed, stated: tuple[Standard, ...], options: _Options) -> bytes:
    """Return a parsed page as PDF; what it was laid out in is gone before garbage is looked for again."""
    laid = parsed.render(**options)
    one_link_each(laid)
    pdf: bytes = laid.write_pdf(finisher=partial(_finish, stated), **options)
    return pdf


def _said_of(error: BaseException) -> str:
    if isinstance(error, TooLongError):
        return "laying out the PDF does not come to an end"
    return "cannot be laid out as PDF: a measure of its style is too large, or nested too deep"


def _finish(stated: tuple[Standard, ...], laid: Laid, pdf: PDF) -> None:
    _show_ticks(pdf)
    mend_tags(laid, pdf)
    mend_fonts(laid, pdf)
    if len(stated) > 1:
        _state_accessibility(pdf)
        write_once(pdf)


def _state_accessibility(pdf: PDF) -> None:
    """State PDF/UA-1 beside PDF/A, which knows that statement only with a description of its schema."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Type") == "/Metadata":
            item.stream = [b"".join(item.stream).replace(b"</rdf:RDF>", _ACCESSIBLE + b"</rdf:RDF>")]


def _show_ticks(pdf: PDF) -> None:
    """Give check boxes the font of ticks: viewers that draw fields themselves show no tick without it."""
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("FT") == "/Btn":
            item["DA"] = b"(/ZaDb 0 Tf 0 g)"


@contextmanager
def _stopped_clock() -> Iterator[None]:
    """Keep the hour out of embedded fonts: fontTools writes it there unless the environment gives another."""
    name = "SOURCE_DATE_EPOCH"
    before = os.environ.get(name)
    os.environ[name] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before

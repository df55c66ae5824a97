"""Lay a document out as PDF: tagged, bookmarked, and without anything fetched from outside."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Literal

import pydyf
from lxml import etree
from pydyf import PDF
from weasyprint.document import Document as Laid

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.processes import Workers
from bidkit.render.fonts import layout_has_fonts
from bidkit.render.html import page
from bidkit.render.model import Document
from bidkit.render.pdf_cut import cut, may_be_cut
from bidkit.render.pdf_fonts import mend_fonts
from bidkit.render.pdf_join import join, with_empty_pages
from bidkit.render.pdf_layout import OnlyInside, Options, guarded, laid
from bidkit.render.pdf_once import lead_in, let_go, write_once
from bidkit.render.pdf_parts import Part, begin
from bidkit.render.pdf_tags import mend_tags

Profile = Literal["archive", "accessible", "plain"]
Standard = Literal["PDF/A-3a", "PDF/UA-1"]

_VARIANTS: Mapping[tuple[Standard, ...], str | None] = {
    ("PDF/A-3a", "PDF/UA-1"): "pdf/a-3a",
    ("PDF/UA-1",): "pdf/ua-1",
    (): None,
}
_FONTS = "Install some, such as DejaVu and Noto Sans CJK; `fc-list` shows which are found. Word files need none."
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


def to_pdf(document: Document, profile: Profile, workers: Workers) -> Callable[[], bytes]:
    """Have the parts of a document drawn; return what waits for them and gives the document as PDF under a profile."""
    return begun(page(document), workers, profile=profile, forms=document.fillable, name=document.title)


def page_count(document: Document, profile: Profile) -> int:
    """Lay a document out as for its PDF and count its pages, or raise ProblemsFound as `to_pdf`."""
    whole = page(document)
    options = _options(standards(profile, fillable=document.fillable), forms=document.fillable, name=document.title)
    with guarded(document.title, sum(1 for _ in whole.iter())) as fetcher:
        return len(laid(whole, fetcher, options).pages)


def standards(profile: Profile, *, fillable: bool) -> tuple[Standard, ...]:
    """Return the standards that a PDF states and keeps; fields cannot be kept under PDF/A-3a."""
    if profile == "plain":
        return ()
    return ("PDF/UA-1",) if fillable or profile == "accessible" else ("PDF/A-3a", "PDF/UA-1")


def begun(page: etree._Element, workers: Workers, *, profile: Profile, forms: bool, name: str) -> Callable[[], bytes]:
    """Have the parts of a page of HTML drawn; return what waits for them and gives the page as PDF.

    Both raise ProblemsFound where content would be lost or come from outside.
    """
    stated = standards(profile, fillable=forms)
    options = _options(stated, forms=forms, name=name)
    pages = cut(page) if may_be_cut(page) else [page]
    waiting = begin(pages, options, name, workers)
    return lambda: _finished(page, waiting(), stated, options, name)


def _options(stated: tuple[Standard, ...], *, forms: bool, name: str) -> Options:
    """Return how a document is laid out that states these standards, or raise ProblemsFound where there is no font."""
    if not layout_has_fonts():
        raise ProblemsFound([Problem(Place(name), "cannot be laid out as PDF: this machine has no fonts", _FONTS)])
    return {"pdf_variant": _VARIANTS[stated], "pdf_tags": True, "pdf_forms": forms}


def _finished(
    page: etree._Element, parts: Sequence[Part], stated: tuple[Standard, ...], options: Options, name: str
) -> bytes:
    sheets = sum(len(part.sheets) for part in parts)
    with guarded(name, sheets + sum(1 for _ in page.iter())) as fetcher:
        return _written(page, parts, fetcher, stated, options)


def _written(
    page: etree._Element,
    parts: Sequence[Part],
    fetcher: OnlyInside,
    stated: tuple[Standard, ...],
    options: Options,
) -> bytes:
    """Return a page as PDF; what it was laid out in is gone before garbage is looked for again."""
    document = with_empty_pages(page, parts, fetcher, options) if parts else laid(page, fetcher, options)
    pdf: bytes = document.write_pdf(finisher=partial(_finish, parts, stated), **options)
    let_go(document)
    return pdf


def _finish(parts: Sequence[Part], stated: tuple[Standard, ...], document: Laid, pdf: PDF) -> None:
    _show_ticks(pdf)
    mend_tags(document, pdf)
    mend_fonts(document, pdf)
    if parts:
        join(pdf, parts)
    if len(stated) > 1:
        _state_accessibility(pdf)
        write_once(pdf)
    lead_in(pdf)


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

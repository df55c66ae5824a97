"""Lay a page of HTML out: with nothing fetched from outside, an end in any case, and nothing lost unsaid."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypedDict
from xml.etree import ElementTree

import cssselect2
import weasyprint
from lxml import etree
from weasyprint.document import Document as Laid
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from bidkit.deadline import TooLongError, stopped_after
from bidkit.garbage import uncollected
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.render.pdf_complaints import heard, problems
from bidkit.render.pdf_kept import results_kept
from bidkit.render.pdf_once import packed_sooner, pages_named_once, unneeded, without
from bidkit.render.pdf_tags import one_link_each
from bidkit.roomy import roomy

_SVG = "{http://www.w3.org/2000/svg}"
SECONDS, SECONDS_EACH = 5.0, 0.005
"""How long laying out may compute in any case, and for each element; ten times what a slow machine needs."""
_STYLE = "Look at what was changed last in style.css: sizes, columns and counters without measure do this."
_BEYOND_MEASURE = (TooLongError, RecursionError, OverflowError, SyntaxError, MemoryError)
_OUTSIDE = "A document carries everything it shows; only data: addresses are opened."


class Options(TypedDict):
    """How WeasyPrint writes a PDF."""

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
        self.unneeded = unneeded(page)

    def _ua_stylesheets(self, forms: bool = False) -> list[weasyprint.CSS]:
        """Return the sheets below the document's own."""
        return [without(sheet, self.unneeded) for sheet in super()._ua_stylesheets(forms)]


def _plain_tree(page: etree._Element) -> ElementTree.Element:
    """Return the tree in the form of the standard library, with drawings in the name space of SVG."""
    root = ElementTree.fromstring(etree.tostring(page))  # noqa: S314 - made here, from a checked document
    for drawing in list(root.iter("svg")):
        for element in drawing.iter():
            element.tag = _SVG + element.tag
    return root


def laid(page: etree._Element, fetcher: URLFetcher, options: Options) -> Laid:
    """Return a page laid out, with one link for each <a>."""
    document = roomy(Parsed(page, fetcher).render, **options)
    one_link_each(document)
    return document


@contextmanager
def guarded(name: str, elements: int) -> Iterator[OnlyInside]:
    """Raise ProblemsFound where laying out so many elements would not end, lose content or fetch any."""
    fetcher = OnlyInside()
    with _stopped_clock(), uncollected(), pages_named_once(), packed_sooner(), results_kept(), heard() as complaints:
        try:
            with stopped_after(SECONDS + SECONDS_EACH * elements):
                yield fetcher
        except FatalURLFetchingError:
            outside = [Problem(Place(name), f"the document asks for {url}", _OUTSIDE) for url in fetcher.refused]
            raise ProblemsFound(outside) from None
        except _BEYOND_MEASURE as error:
            raise ProblemsFound([Problem(Place(name), _said_of(error), _STYLE)]) from None
        gc.collect(0)  # what it was laid out in, and no more: all that is older was looked at before
    if lost := problems(complaints, name):
        raise ProblemsFound(lost)


def _said_of(error: BaseException) -> str:
    if isinstance(error, TooLongError):
        return "laying out the PDF does not come to an end"
    return "cannot be laid out as PDF: a measure of its style is too large, or nested too deep"


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

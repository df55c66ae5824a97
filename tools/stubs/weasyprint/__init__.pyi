from typing import Any
from xml.etree.ElementTree import Element

from cssselect2 import ElementWrapper
from weasyprint.document import Document
from weasyprint.urls import URLFetcher

DEFAULT_OPTIONS: dict[str, Any]

class HTML:
    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]: ...
    def __init__(self, *, string: str, url_fetcher: URLFetcher) -> None: ...
    base_url: str | None
    url_fetcher: URLFetcher
    media_type: str
    wrapper_element: ElementWrapper
    etree_element: Element
    def render(self, *, pdf_variant: str | None, pdf_tags: bool, pdf_forms: bool) -> Document: ...

class CSS:
    matcher: Any

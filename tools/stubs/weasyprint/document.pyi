from collections.abc import Callable
from typing import Any

from pydyf import PDF
from weasyprint.formatting_structure.boxes import Box, PageBox

class Page:
    _page_box: PageBox
    anchors: dict[str, tuple[float, ...]]
    bookmarks: list[tuple[Any, ...]]
    links: list[tuple[str, str, tuple[float, float, float, float], Box]]

class Font:
    name: bytes
    to_unicode: dict[int, str]
    used_in_forms: bool

class Document:
    fonts: dict[str, Font]
    pages: list[Page]
    def write_pdf(
        self,
        *,
        pdf_variant: str | None,
        pdf_tags: bool,
        pdf_forms: bool,
        finisher: Callable[[Document, PDF], None],
    ) -> bytes: ...

from collections.abc import Callable, Mapping
from typing import Any

from pydyf import PDF
from weasyprint.document import Document

VARIANTS: Mapping[str, tuple[Callable[..., None], Mapping[str, Any]]]

def generate_pdf(document: Document, target: None, zoom: float, **options: object) -> PDF: ...

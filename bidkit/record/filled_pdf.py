"""Read the form fields of a PDF."""

from collections.abc import Iterator

from pypdf import PdfReader

from bidkit.foreign_pdf import UnsoundPdfError, pdf_reader
from bidkit.problems import Place
from bidkit.record.filled import CODE, Filled, unreadable


def read_pdf(data: bytes, path: str) -> tuple[str, tuple[Filled, ...]]:
    """Return the text in which the code stands, and the fields in their order."""
    try:
        with pdf_reader(data) as reader:
            keywords = str(reader.metadata.get("/Keywords", "")) if reader.metadata else ""
            text = keywords if CODE.search(keywords) else "\n".join(page.extract_text() for page in reader.pages)
            return text, tuple(_fields(reader, Place(path)))
    except UnsoundPdfError:
        raise unreadable(path, "PDF") from None


def _fields(reader: PdfReader, place: Place) -> Iterator[Filled]:
    for name, field in (reader.get_fields() or {}).items():
        value = field.get("/V")
        if field.get("/FT") == "/Btn":
            yield Filled(name, "", box=True, ticked=value not in (None, "", "/Off"), place=place)
        elif field.get("/FT") == "/Tx":
            yield Filled(name, " ".join(str(value or "").split()), box=False, ticked=False, place=place)

"""Read a PDF: its pages line by line, its properties, and whether it is signed."""

from collections.abc import Iterator

from pypdf import PdfReader

from bidkit.foreign_pdf import UnsoundPdfError, pdf_reader
from bidkit.phrases import Phrase
from bidkit.ready.paper import Block, Paper, Unreadable, page


def read_pdf(name: str, data: bytes) -> Paper:
    """Return what a PDF holds; raise Unreadable with a reason where it cannot be read."""
    try:
        with pdf_reader(data) as reader:
            return _paper(name, reader)
    except UnsoundPdfError as error:
        raise Unreadable(Phrase("it is damaged, or no PDF")) from error


def _paper(name: str, reader: PdfReader) -> Paper:
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(Phrase("it has a password"))
    blocks = tuple(_lines(reader))
    subject = reader.metadata.subject if reader.metadata else None
    language = reader.root_object.get("/Lang")
    return Paper(
        name,
        "pdf",
        blocks,
        subject,
        str(language) if language else None,
        len(reader.pages),
        signed=_signed(reader),
        beside=tuple(_beside(reader)),
    )


def _lines(reader: PdfReader) -> Iterator[Block]:
    for number, leaf in enumerate(reader.pages, start=1):
        for line in leaf.extract_text().splitlines():
            if line.strip():
                yield Block(page(number), " ".join(line.split()))


def _beside(reader: PdfReader) -> Iterator[Block]:
    """Yield each property, and the remarks and fields on the pages."""
    for said in (reader.metadata or {}).values():
        yield Block(Phrase("properties of the file"), str(said))
    for number, leaf in enumerate(reader.pages, start=1):
        for each in leaf.annotations or ():
            note = each.get_object()
            said = (str(note.get(key, "")) for key in ("/Contents", "/V"))
            yield from (Block(page(number), text) for text in said if text.strip())


def _signed(reader: PdfReader) -> bool:
    fields = reader.get_fields() or {}
    return any(field.get("/FT") == "/Sig" and field.get("/V") for field in fields.values())

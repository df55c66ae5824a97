"""Read the content controls of a Word file, as Word or LibreOffice saved it."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from bidkit.problems import Place
from bidkit.record.filled import MAX_BYTES, Filled, unreadable
from bidkit.swelling import UNPACKING, xml_swells

Element = etree._Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
_BODY, _PROPERTIES = "word/document.xml", "docProps/core.xml"
_BLANK = "_ \u00a0\u2003\u2002"
"""What stands in a field that nobody has filled in, and round what was written in between."""


def read_docx(data: bytes, path: str) -> tuple[str, tuple[Filled, ...]]:
    """Return the text in which the code stands, and the fields in their order."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _parsed(archive, _BODY)
            known = _parsed(archive, _PROPERTIES) if _PROPERTIES in archive.namelist() else None
    except (*UNPACKING, KeyError, etree.XMLSyntaxError):
        raise unreadable(path, "Word") from None
    keywords = (known.findtext(_KEYWORDS) or "") if known is not None else ""
    return keywords or _text(body), tuple(_fields(body, Place(path)))


def _parsed(archive: zipfile.ZipFile, name: str) -> Element:
    if archive.getinfo(name).file_size > MAX_BYTES:
        raise ValueError(name)
    data = archive.read(name)
    if xml_swells(data):
        raise ValueError(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _text(element: Element) -> str:
    return "".join(
        "\n" if node.tag == f"{_W}p" else node.text or "" for node in element.iter(f"{_W}t", f"{_W}p", f"{_W}tab")
    )


def _fields(body: Element, place: Place) -> Iterator[Filled]:
    """Yield the innermost controls: LibreOffice puts others round whole paragraphs."""
    for control in body.iter(f"{_W}sdt"):
        told = control.find(f"{_W}sdtPr")
        if (
            told is None
            or told.find(f"{_W}docPartObj") is not None
            or next(control[-1].iter(f"{_W}sdt"), None) is not None
        ):
            continue
        tag, row = told.find(f"{_W}tag"), _row(control)
        name = "" if tag is None else str(tag.get(f"{_W}val", ""))
        box = told.find(f"{_W14}checkbox")
        if box is not None:
            state = box.find(f"{_W14}checked")
            ticked = state is not None and state.get(f"{_W14}val", "1") in ("1", "true", "on")
            yield Filled(name, "", box=True, ticked=ticked, place=place, row=row)
        else:
            written = " ".join(_text(control).strip().strip(_BLANK).split())
            yield Filled(name, written, box=False, ticked=False, place=place, row=row)


def _row(control: Element) -> str:
    """Return what the first cell says of the table's row in which a control stands."""
    cell = next(next(control.iterancestors(f"{_W}tr"), control).iter(f"{_W}tc"), None)
    return "" if cell is None else " ".join(_text(cell).split())

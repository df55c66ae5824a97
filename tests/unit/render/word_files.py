"""What every Word file has to hold to, whatever it was made of."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from openxml_audit import OpenXmlValidator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Element = etree._Element


def faults(data: bytes, folder: Path) -> list[str]:
    """Return everything that is wrong with a Word file: against the schemas, and against what schemas cannot say."""
    target = folder / "audited.docx"
    target.write_bytes(data)
    by_schema = [str(error) for error in OpenXmlValidator(max_errors=50).validate(str(target)).errors]
    return [*by_schema, *(f"{name}: {fault}" for name, root in stories(data) for fault in own_faults(root))]


def stories(data: bytes) -> Iterator[tuple[str, Element]]:
    """Yield every part that holds text: the body, headers and footers."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith(("word/document", "word/header", "word/footer")):
                yield name, etree.fromstring(archive.read(name))


def paragraphs(root: Element) -> list[str]:
    """Return the text of each paragraph without blanks; empty ones are left out."""
    texts = ("".join(str(text.text or "") for text in each.iter(f"{W}t")) for each in root.iter(f"{W}p"))
    return [joined for text in texts if (joined := "".join(text.split()))]


def own_faults(root: Element) -> Iterator[str]:
    """Yield what is wrong with the fields and identifiers of one part."""
    yield from _fields(root)
    for what, found in (
        ("drawing id", [str(node.get("id")) for node in root.iter("{*}docPr")]),
        ("bookmark id", [str(node.get(f"{W}id")) for node in root.iter(f"{W}bookmarkStart")]),
        ("bookmark", [str(node.get(f"{W}name")) for node in root.iter(f"{W}bookmarkStart")]),
        ("control id", [str(node.get(f"{W}val")) for node in root.iterfind(f".//{W}sdtPr/{W}id")]),
    ):
        yield from (f"{what} {name} is there {count} times" for name, count in Counter(found).items() if count > 1)
    starts, ends = ([node.get(f"{W}id") for node in root.iter(f"{W}bookmark{end}")] for end in ("Start", "End"))
    if sorted(map(str, starts)) != sorted(map(str, ends)):
        yield "a bookmark does not end"


def _fields(root: Element) -> Iterator[str]:
    """Hold each field to begin, separate, end: properly nested, and a field inside a paragraph ending there."""
    open_fields: list[str] = []
    for mark in root.iter(f"{W}fldChar"):
        kind = str(mark.get(f"{W}fldCharType"))
        if mark.get(f"{W}dirty"):
            yield "a field that Word asks about"
        if kind == "begin":
            open_fields.append("code")
        elif not open_fields or (kind == "separate" and open_fields[-1] != "code"):
            yield f"a field {kind} out of turn"
        elif kind == "separate":
            open_fields[-1] = "result"
        else:
            open_fields.pop()
    if open_fields:
        yield f"{len(open_fields)} fields do not end"

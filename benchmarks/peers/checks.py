"""What is right in a file, found by reading it: each check can fail, and says nothing of what it does not find."""

import io
import itertools
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from benchmarks.peers.content import HEAD, Data, texts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPECIAL = re.compile("[&<>]")
CHINESE = re.compile("[\u4e00-\u9fff]")
LEFT_OVER = re.compile(r"\{\{|\{%|\{d\.|\{#|\bundefined\b")
Verdicts = Mapping[str, bool]


def check_docx(path: Path, data: Data) -> Verdicts:
    """Return what is right in a Word file."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body: Any = etree.fromstring(parts["word/document.xml"])
    styles: Any = etree.fromstring(parts["word/styles.xml"])
    names = {
        each.get(f"{W}styleId"): str(each.find(f"{W}name").get(f"{W}val")).lower() for each in styles.iter(f"{W}style")
    }
    running = [etree.fromstring(part) for name, part in parts.items() if re.match(r"word/(foot|head)er", name)]
    said = _bare("".join(body.itertext(f"{W}t")))
    return {
        **_texts_kept([said], data),
        "header row repeats": any(_repeats(table) for table in body.iter(f"{W}tbl")),
        "caption counts itself": any(_is_caption(each, names) for each in body.iter(f"{W}p")),
        "headings are headings": _headings(body, names) >= {_bare(each["title"]) for each in data["chapters"]},
        "contents are a field": any(code.startswith("TOC") for code in _codes(body)),
        "contents hold the headings on arrival": all(said.count(_bare(each["title"])) > 1 for each in data["chapters"]),
        "page numbers": any(code.split()[0] == "PAGE" for part in running for code in _codes(part)),
    }


def check_pdf(path: Path, data: Data) -> Verdicts:
    """Return what is right in a PDF."""
    import pikepdf
    from pypdf import PdfReader

    pages = [_bare(page.extract_text()) for page in PdfReader(path).pages]
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        roles = _roles(pdf)
        fonts = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]
        described = [each.FontDescriptor for each in fonts if "/FontDescriptor" in each]
        outlines = [
            str(each.Title)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/Title" in each and "/Parent" in each
        ]
        language = "/Lang" in pdf.Root
    head = _bare("".join(HEAD))
    with_rows = [page for page in pages if re.search(r"REQ-\d{4}", page)]
    return {
        **_texts_kept(pages, data),
        "header row repeats": bool(with_rows) and all(head in page for page in with_rows),
        "tagged, with header cells": roles.count("TH") >= len(HEAD),
        "caption is tagged": "Caption" in roles,
        "headings are bookmarks": all(
            any(_bare(each).endswith(_bare(chapter["title"])) for each in outlines) for chapter in data["chapters"]
        ),
        "contents lead to the right pages": all(_leads(_bare(each["title"]), pages) for each in data["chapters"]),
        "page numbers": all(f"{number}/{len(pages)}" in page for number, page in enumerate(pages, 1)),
        "fonts are embedded": bool(described) and all(any(key in each for key in _FILES) for each in described),
        "language is declared": language,
    }


_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def _texts_kept(pages: Sequence[str], data: Data) -> Verdicts:
    wanted = {_bare(each) for each in texts(data)}
    lost = {each for each in wanted if not _is_there(each, pages)}
    return {
        "all contents there, no mark left": not lost and not any(LEFT_OVER.search(page) for page in pages),
        "`&<>` kept": not any(SPECIAL.search(each) for each in lost),
        "Chinese text reads": not any(CHINESE.search(each) for each in lost),
    }


def _is_there(text: str, pages: Sequence[str]) -> bool:
    """Tell whether a text stands on a page, or begins on one and ends on the next."""
    if any(text in page for page in pages):
        return True
    cuts = range(1, len(text))
    return any(text[:cut] in one and text[cut:] in two for one, two in itertools.pairwise(pages) for cut in cuts)


def _bare(text: str) -> str:
    return "".join(text.split())


def _codes(part: Any) -> list[str]:  # noqa: ANN401 - an element of lxml, which types them in part
    found = [str(each.text or "").strip() for each in part.iter(f"{W}instrText")]
    return [
        each for each in (*found, *(str(one.get(f"{W}instr")).strip() for one in part.iter(f"{W}fldSimple"))) if each
    ]


def _repeats(table: Any) -> bool:  # noqa: ANN401
    mark = table.find(f"{W}tr/{W}trPr/{W}tblHeader")
    first = _bare("".join(table.find(f"{W}tr").itertext(f"{W}t")))
    on = mark is not None and mark.get(f"{W}val") not in ("0", "false", "off")
    return on and first == _bare("".join(HEAD))


def _style(paragraph: Any, names: Mapping[Any, str]) -> str:  # noqa: ANN401
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return names.get(style.get(f"{W}val"), "") if style is not None else ""


def _is_caption(paragraph: Any, names: Mapping[Any, str]) -> bool:  # noqa: ANN401
    return _style(paragraph, names) == "caption" and any(code.startswith("SEQ") for code in _codes(paragraph))


def _headings(body: Any, names: Mapping[Any, str]) -> set[str]:  # noqa: ANN401
    paragraphs = [each for each in body.iter(f"{W}p") if _style(each, names).startswith("heading")]
    return {_bare("".join(each.itertext(f"{W}t"))) for each in paragraphs}


def _roles(pdf: Any) -> list[str]:  # noqa: ANN401
    """Return the roles of all elements of the structure tree, through its map of roles."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return []
    mapped = {str(key): str(value) for key, value in root.get("/RoleMap", {}).items()}
    said = [str(each.S) for each in pdf.objects if hasattr(each, "keys") and "/S" in each and "/P" in each]
    return [mapped.get(each, each).removeprefix("/") for each in said]


def _leads(title: str, pages: Sequence[str]) -> bool:
    """Tell whether an entry of the contents says the page on which the heading stands at last."""
    stands = max((number for number, page in enumerate(pages, 1) if title in page), default=0)
    said = [found for page in pages for found in re.findall(rf"{re.escape(title)}[.…_]*(\d+)", page)]
    return any(each.startswith(str(stands)) for each in said)


def located(message: str, template: str, line: int, words: Sequence[str]) -> Verdicts:
    """Return what a message says of the place: the file's name, and the line or the words that stand there."""
    return {
        "names the file": template in message,
        "names the place": f"{template}:{line}" in message
        or bool(re.search(rf"{re.escape(template)}\", line {line}\b", message))
        or any(word in message for word in words),
    }

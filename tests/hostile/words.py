"""Hostile Word files, made when they are needed."""

import struct
from collections.abc import Callable, Mapping

from tests.hostile.packing import MEGABYTE, zeros, zipped
from tests.unit.render.house_files import OFFICE, parts

BODY = "word/document.xml"
Parts = Mapping[str, str | bytes]


def word(body: str = "", more: Parts | None = None) -> bytes:
    """Return the built-in Word file with more at the beginning of its text, and with more parts."""
    files: dict[str, str | bytes] = {**parts()}
    files[BODY] = str(files[BODY]).replace("<w:body>", f"<w:body>{body}", 1)
    return zipped({**files, **(more or {})})


def said(text: object) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _table(rows: int, columns: int) -> str:
    row = f"<w:tr>{''.join(f'<w:tc>{said(n)}</w:tc>' for n in range(columns))}</w:tr>"
    return f"<w:tbl>{row * rows}</w:tbl>"


def _embedded(name: str, data: bytes) -> bytes:
    """Return a Word file with a file in it, as an object that opens."""
    kind = name.rpartition(".")[2]
    kinds, links = "[Content_Types].xml", "word/_rels/document.xml.rels"
    told = f'<Default Extension="{kind}" ContentType="x/x"/></Types>'
    leads = f'<Relationship Id="rX" Type="{OFFICE}package" Target="embeddings/{name}"/></Relationships>'
    return word("", {
        kinds: parts()[kinds].replace("</Types>", told),
        links: parts()[links].replace("</Relationships>", leads),
        f"word/embeddings/{name}": data,
    })  # fmt: skip


def _lying(data: bytes) -> bytes:
    """Return an archive whose last entry says that it holds nothing."""
    at = data.rindex(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", 0) + data[at + 4 :]


WORDS: dict[str, Callable[[], bytes]] = {
    "sound.docx": lambda: word(said("One") + said("Two words") + _table(1, 2)),
    "empty.docx": lambda: b"",
    "pdf-by-another-name.docx": lambda: b"%PDF-1.7\n",
    "word-of-1997.docx": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "rich-text.docx": lambda: b"{\\rtf1 x}",
    # whose parts are strange
    "name-of-signals.docx": lambda: word("", {"word/\x1b[2J\u202egpj.xml": "<x/>"}),
    "name-without-end.docx": lambda: word("", {f"word/{'a' * 60_000}.xml": "<x/>"}),
    "name-twice.docx": lambda: word("", {"WORD/document.xml": "<x/>"}),
    "name-with-a-dot.docx": lambda: word("", {"word/document.xml.": "<x/>"}),
    "body-of-nothing.docx": lambda: word("", {BODY: ""}),
    "body-of-another-kind.docx": lambda: word("", {BODY: "<x/>"}),
    "not-packed.docx": lambda: b"PK\x03\x04" + bytes(99),
    "lying-about-its-size.docx": lambda: _lying(word("", {"word/x.xml": bytes(30 * MEGABYTE)})),
    # that are large
    "paragraphs-by-the-thousand.docx": lambda: word("".join(said(f"new {n} a b c") for n in range(10_000))),
    "cells-by-the-thousand.docx": lambda: word(_table(1, 5_000)),
    "one-paragraph-of-words.docx": lambda: word(said(" ".join(f"w{n % 1999}" for n in range(60_000)))),
    "one-word.docx": lambda: word(said("a" * 5 * MEGABYTE)),
    "tables-in-tables.docx": lambda: word("<w:tbl><w:tr><w:tc>" * 40 + said("x") + "</w:tc></w:tr></w:tbl>" * 40),
    "controls-in-controls.docx": lambda: word(
        "<w:sdt><w:sdtContent>" * 60 + said("x") + "</w:sdtContent></w:sdt>" * 60),
    "brackets-without-end.docx": lambda: zipped({BODY: "<" * 19 * MEGABYTE}),
    "parts-by-the-gigabyte.docx": lambda: zipped({f"word/{n}.xml": bytes(49 * MEGABYTE) for n in range(6)}),
    # with files in them
    "zip-inside.docx": lambda: _embedded("a.zip", zipped({"b": zeros(1_000 * MEGABYTE)})),
    "object-inside.docx": lambda: _embedded("o.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5 * MEGABYTE)),
    "word-inside.docx": lambda: _embedded("w.docx", word(said("x"))),
}  # fmt: skip

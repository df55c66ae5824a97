"""Hostile files that are made when they are needed: packed ones from their parts, and those that must be large."""

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.hostile.packing import MEGABYTE, zeros, zipped
from tests.hostile.pdfs import PDFS
from tests.hostile.words import WORDS
from tests.unit.render.house_files import parts

_OPEN = "http://schemas.openxmlformats.org/"
_SHEETS = f"{_OPEN}spreadsheetml/2006/main"
_STEP = re.compile(r"^(into|part|change|only) (.+)\n", re.MULTILINE)


def packed(path: Path, address: str, secret: str) -> bytes:
    """Return the built-in Word file with what a file of parts puts into it."""
    text = path.read_text(encoding="utf-8").replace("SERVER", address).replace("SECRET-FILE", secret)
    files: dict[str, str | bytes] = {**parts()}
    for step, name, content in _steps(text):
        if step == "only":
            files = {}
        if step == "into":
            files[name] = _into(str(files[name]), content, first=name == "word/document.xml")
        elif step == "change":
            old, new = content.split("\n", 1)
            assert old in str(files[name]), path
            files[name] = str(files[name]).replace(old, new.rstrip("\n"), 1)
        else:
            files[name] = content
    return zipped(files)


def _steps(text: str) -> Iterator[tuple[str, str, str]]:
    _, *said = _STEP.split(text)
    yield from zip(said[::3], said[1::3], (each.removesuffix("\n") for each in said[2::3]), strict=True)


def _into(part: str, content: str, *, first: bool) -> str:
    at = part.index("<w:body>") + len("<w:body>") if first else part.rindex("</")
    return part[:at] + content + part[at:]


def _png(side: int) -> bytes:
    """Return a picture of so many dots each way, all of them black; a gigabyte packs into a megabyte."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    dots = zeros((1 + 3 * side) * side)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


def _house(media: bytes = b"", body: str = "") -> bytes:
    """Return the built-in Word file with a picture in it, or with more in its body."""
    files: dict[str, str | bytes] = {**parts()}
    files["word/document.xml"] = _into(str(files["word/document.xml"]), body, first=True)
    if media:
        types = '<Override PartName="/word/media/a.png" ContentType="image/png"/>'
        files["[Content_Types].xml"] = _into(str(files["[Content_Types].xml"]), types, first=False)
        files["word/media/a.png"] = media
    return zipped(files)


def _sheet(rows: str, after: str = "", more: dict[str, str | bytes] | None = None) -> bytes:
    """Return a workbook with one sheet, as small as Excel would open it."""
    kinds, office = "application/vnd.openxmlformats-", f"{_OPEN}officeDocument/2006/relationships"
    package, named = f"{_OPEN}package/2006", (("A", "id"), ("B", "text"))
    heads = "".join(f'<c r="{at}1" t="inlineStr"><is><t>{name}</t></is></c>' for at, name in named)
    data = f'<sheetData><row r="1">{heads}</row>{rows}</sheetData>'
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        f'<Default Extension="rels" ContentType="{kinds}package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}officedocument.spreadsheetml.sheet.main+xml"/>'
        f'<Override PartName="/xl/s.xml" ContentType="{kinds}officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1"'
        f' Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SHEETS}" xmlns:r="{office}"><sheets>'
        '<sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1"'
        f' Type="{office}/worksheet" Target="s.xml"/></Relationships>',
        "xl/s.xml": f'<worksheet xmlns="{_SHEETS}">{data}{after}</worksheet>',
        **(more or {}),
    })  # fmt: skip


def _row(text: str) -> str:
    return f'<row r="2"><c r="A2" t="inlineStr"><is><t>REQ-001</t></is></c><c r="B2">{text}</c></row>'


def _laughs(root: str) -> str:
    """Return entities that come to ten billion signs when they are put in, before a root that asks for them."""
    told = "".join(f"<!ENTITY {name} '{f'&{of};' * 10}'>" for of, name in zip("abcdefgh", "bcdefghi", strict=True))
    return f"<!DOCTYPE x [<!ENTITY a 'xxxxxxxxxx'>{told}]>{root}"


def _filled(body: str | bytes) -> bytes:
    return zipped({"word/document.xml": body})


def _release(more: str) -> bytes:
    start = '{"ocid": "ocds-1", "id": "1", "date": "2026-01-01T00:00:00Z", "tag": ["tender"]'
    return f'{start}, "tender": {{"id": "t"}}, "x": {more}}}'.encode()


def _notice(more: str) -> bytes:
    space = "urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"
    return f'<ContractNotice xmlns="{space}">{more}</ContractNotice>'.encode()


def _bids(more: str) -> bytes:
    return f"contract_id,letting_date,rank,bidder_id,amount\n{more}".encode()


def _record(more: str) -> bytes:
    return f"id: SPR-2026-01\ntitle: Spring testers\n{more}".encode()


MAKERS: dict[str, Callable[[], bytes]] = {
    # records
    "over-5-megabytes.yaml": lambda: _record("note: " + "x" * 5 * MEGABYTE),
    "lists-by-the-million.yaml": lambda: _record("note: [" + "[]," * 1_600_000 + "]"),
    "groups-by-the-million.yaml": lambda: _record("actions:\n" + "- {}\n" * 900_000),
    "groups-just-few-enough.yaml": lambda: _record("actions:\n" + "- {}\n" * 140_000),
    "anchors-by-the-million.yaml": lambda: _record("note: [" + "&a ," * 1_200_000 + "]"),
    "one-key-by-the-million.yaml": lambda: _record("a:\n" * 1_600_000),
    "keys-by-the-hundred-thousand.yaml": lambda: _record("".join(f"a{n}:\n" for n in range(500_000))),
    "controls-by-the-million.yaml": lambda: _record("note: " + "\x01" * 4_900_000),
    "escapes-by-the-million.yaml": lambda: _record("note:\n" + '- "\\e"\n' * 700_000),
    # files of a template set
    "over-5-megabytes.po": lambda: b'msgid "a"\nmsgstr "b"\n' * 400_000,
    "over-5-megabytes.html": lambda: b"<p></p>\n" * 700_000,
    # house documents
    "gigabyte-in-a-megabyte.docx": lambda: _house(_png(18_900)),
    "swollen.docx": lambda: _house(bytes(200 * MEGABYTE)),
    "elements-by-the-million.docx": lambda: _house(body="".join(f"<w:p/><w:r/><w:a{n:05}/>" for n in range(900_000))),
    # filled checklists
    "filled-swollen.docx": lambda: _filled(bytes(200 * MEGABYTE)),
    "filled-elements.docx": lambda: _filled("<w>" + "<a/>" * 9_500_000 + "</w>"),
    "filled-laughs.docx": lambda: _filled(_laughs("<w>&i;</w>")),
    "filled-not-packed.docx": lambda: b"PK\x03\x04" + bytes(99),
    "cells-by-the-million.xlsx": lambda: _sheet(("<row>" + "<c><v>1</v></c>" * 200 + "</row>") * 7000),
    "merged-by-the-billion.xlsx": lambda: _sheet(_row(""), '<mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>'),
    "laughing.xlsx": lambda: _sheet("", more={"xl/s.xml": _laughs(f'<worksheet xmlns="{_SHEETS}">&i;</worksheet>')}),
    # workbooks
    "swollen.xlsx": lambda: _sheet(_row(""), more={"xl/media/a.png": bytes(200 * MEGABYTE)}),
    "row-beyond-the-last.xlsx": lambda: _sheet('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'),
    "gigabyte-picture.xlsx": lambda: _sheet(_row(""), more={"xl/media/a.png": _png(18_900)}),
    "beyond-the-last-column.xlsx": lambda: _sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "rows-as-wide-as-can-be.xlsx": lambda: _sheet("".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="XFD{n}"><v>1</v></c></row>' for n in range(2, 5000))),
    "formula-that-fetches.xlsx": lambda: _sheet(_row('<f>WEBSERVICE("http://127.0.0.1:9/")</f>')),
    "formula-that-runs.xlsx": lambda: _sheet(_row("<f>cmd|'/c calc'!A1</f><v>1</v>")),
    "formula-that-links.xlsx": lambda: _sheet(_row('<f>HYPERLINK("http://127.0.0.1:9/","x")</f><v>x</v>')),
    # past tenders
    "over-25-megabytes.csv": lambda: _bids("T-1,2026-01-05,1,A,90\n" * 9_500_000),
    "rows-by-the-million.csv": lambda: _bids("a\n" * 5_000_000),
    "rows-that-differ-in-nothing.csv": lambda: _bids("T-1,2026-01-05,1,A,90\n" * 1_000_000),
    "cells-by-the-million.csv": lambda: _bids("," * 20_000_000),
    "heads-by-the-million.csv": lambda: b"," * 20_000_000,
    "lines-in-one-cell.csv": lambda: _bids('"' + "\n" * 20_000_000 + '"'),
    # published tenders
    "lists-by-the-million.json": lambda: _release("[" + "[]," * 16_000_000 + "[]]"),
    "values-just-few-enough.json": lambda: _release("[" + '{"a":1},' * 290_000 + "1]"),
    "nested-without-end.json": lambda: _release("[" * 100_000 + "]" * 100_000),
    "nested-by-the-hundred.json": lambda: _release("[" * 100 + "]" * 100),
    "digits-by-the-million.json": lambda: _release("9" * MEGABYTE),
    "documents-by-the-million.json": lambda: b"{}" * 10_000_000,
    "over-100-megabytes.json": lambda: _release('"' + "x" * 100 * MEGABYTE + '"'),
    "elements-by-the-million.xml": lambda: _notice("<a/>" * 4_000_000),
    "attributes-without-end.xml": lambda: _notice("<a " + " ".join(f"a{n}='x'" for n in range(300_000)) + "/>"),
    "nested-without-end.xml": lambda: _notice("<a>" * 5_000 + "</a>" * 5_000),
    "nested-by-the-hundred.xml": lambda: _notice("<a>" * 100 + "</a>" * 100),
    "laughing.xml": lambda: _laughs("<ContractNotice>&i;</ContractNotice>").encode(),
    **PDFS,
    **WORDS,
}  # fmt: skip

import io
import zipfile

import pytest

from bidkit.problems import ProblemsFound
from bidkit.render import HouseStyle
from bidkit.render.docx import safety
from bidkit.render.docx.safety import checked_files
from bidkit.render.house_style import MEGABYTE
from tests.unit.render.house_files import (
    NAME,
    OFFICE,
    field,
    packed,
    parts,
    with_body,
    with_part,
    with_relation,
    with_text,
)

RELS = "word/_rels/document.xml.rels"
O_SPACE = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
V_SPACE = 'xmlns:v="urn:schemas-microsoft-com:vml"'
ROOT = "<w:document "
DOCUMENT = "word/document.xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE_MAIN = MAIN.replace("document.main", "template.main")
VBA = "application/vnd.ms-office.vbaProject"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINK = "a link to something other than a web page or a mail address"

HOSTILE = {
    "a picture from the web": (
        with_relation(f"{OFFICE}image", "http://evil.example/x.png", "External"),
        f"{RELS}: something fetched from outside ('http://evil.example/x.png', image)",
    ),
    "a share": (
        with_relation(f"{OFFICE}hyperlink", r"\\server\share\x.exe", "External"),
        rf"{RELS}: {LINK} ('\\server\share\x.exe')",
    ),
    "a file link": (
        with_relation(f"{OFFICE}hyperlink", "file:///c:/x.exe", "External"),
        f"{RELS}: {LINK} ('file:///c:/x.exe')",
    ),
    "outside, called inside": (
        with_relation(f"{OFFICE}image", "http://evil.example/x.png"),
        f"{RELS}: something outside the file ('http://evil.example/x.png')",
    ),
    "a remote template": (
        with_relation(f"{OFFICE}attachedTemplate", "http://evil.example/t.dotm", "External"),
        f"{RELS}: a template kept elsewhere ('http://evil.example/t.dotm')",
    ),
    "an OLE object": (
        with_relation(f"{OFFICE}oleObject", "embeddings/oleObject1.bin"),
        f"{RELS}: an embedded object (OLE) ('embeddings/oleObject1.bin')",
    ),
    "an embedded workbook": (
        with_relation(f"{OFFICE}package", "embeddings/book.xlsx"),
        f"{RELS}: an embedded file ('embeddings/book.xlsx')",
    ),
    "an ActiveX control": (
        with_relation(f"{OFFICE}control", "activeX/activeX1.xml"),
        f"{RELS}: an ActiveX control ('activeX/activeX1.xml')",
    ),
    "a foreign chunk": (
        with_relation(f"{OFFICE}aFChunk", "chunk.html"),
        f"{RELS}: a foreign file that Word would take in (altChunk) ('chunk.html')",
    ),
    "comments": (
        with_relation(f"{OFFICE}comments", "comments.xml"),
        f"{RELS}: comments, which every document would carry ('comments.xml')",
    ),
    "macros": (with_part("word/vbaProject.bin", b"\xd0\xcf", VBA), "word/vbaProject.bin: macros"),
    "a document with macros": (with_text("[Content_Types].xml", MAIN, MACRO_MAIN), f"{DOCUMENT}: macros"),
    "an embedded part": (
        with_part("word/embeddings/book.xlsx", b"PK", SHEET),
        f"word/embeddings/book.xlsx: a part of the kind '{SHEET}', which has no place in a house document",
    ),
    "a part of no kind": (
        with_part("word/x.bin", b"x"),
        "word/x.bin: a part of the kind '', which has no place in a house document",
    ),
    "a template": (
        with_text("[Content_Types].xml", MAIN, TEMPLATE_MAIN),
        "is not a Word document (a template, or another kind of file)",
    ),
    "strict": (
        with_text("_rels/.rels", OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships/"),
        "is saved as Strict Open XML",
    ),
    "a DOCTYPE": (
        with_text(DOCUMENT, ROOT, f'<!DOCTYPE w [<!ENTITY a "aaaa">]>{ROOT}'),
        f"{DOCUMENT}: a DOCTYPE, which can hold entities",
    ),
    "a DOCTYPE in UTF-16": (
        with_part("word/x.bin", '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16"), "image/x"),
        "word/x.bin: a DOCTYPE, which can hold entities",
    ),
    "a DOCTYPE in the relations": (
        with_text(RELS, "<Relationships ", "<!DOCTYPE x><Relationships "),
        f"{RELS}: a DOCTYPE, which can hold entities",
    ),
    "ill-formed": (with_part("word/x.xml", "<a><b></a>"), "word/x.xml: is not well-formed XML (line 1)"),
    "deep": (
        with_part("word/x.xml", "<a>" * 200 + "</a>" * 200),
        "word/x.xml: elements nested more than 150 deep",
    ),
    "altChunk": (
        with_body("<w:altChunk/>"),
        f"{DOCUMENT}: a foreign file that Word would take in (altChunk)",
    ),
    "OLEObject": (
        with_body(f"<w:p><w:r><o:OLEObject {O_SPACE}/></w:r></w:p>"),
        f"{DOCUMENT}: an embedded object (OLE)",
    ),
    "control": (with_body("<w:p><w:r><w:control/></w:r></w:p>"), f"{DOCUMENT}: an ActiveX control"),
    "subDoc": (with_body("<w:p><w:subDoc/></w:p>"), f"{DOCUMENT}: another document"),
    "mail merge": (
        with_text("word/settings.xml", "<w:zoom", "<w:mailMerge/><w:zoom"),
        "word/settings.xml: a mail merge",
    ),
    "attachedTemplate": (
        with_text("word/settings.xml", "<w:zoom", "<w:attachedTemplate/><w:zoom"),
        "word/settings.xml: a template kept elsewhere",
    ),
    "tracked": (
        with_body('<w:p><w:ins w:id="1" w:author="x"/></w:p>'),
        f"{DOCUMENT}: tracked changes, which every document would carry",
    ),
    "DDE": (with_body(field("DDE excel x")), f"{DOCUMENT}: a field DDE, which reaches outside the document"),
    "DDEAUTO in pieces": (
        with_body(field(" D", "DE", "auto", " c:\\x")),
        f"{DOCUMENT}: a field DDEAUTO, which reaches outside the document",
    ),
    "a field spelled by a field": (
        with_body(field("{", "QUOTE 68 68 69", "}", " x")),
        f"{DOCUMENT}: a field QUOTE, which reaches outside the document",
    ),
    "a field named by a field": (
        with_body(field("{", "REF a", "}", " x")),
        f"{DOCUMENT}: a field whose code another field spells out",
    ),
    "a field begun by a field": (
        with_body(field("DD", "{", "REF a", "}", " x")),
        f"{DOCUMENT}: a field whose code another field spells out",
    ),
    "a stray code": (
        with_body("<w:p><w:r><w:instrText>DDE x</w:instrText></w:r></w:p>"),
        f"{DOCUMENT}: a field code outside of a field",
    ),
    "fldSimple": (
        with_body('<w:p><w:fldSimple w:instr="INCLUDETEXT x"/></w:p>'),
        f"{DOCUMENT}: a field INCLUDETEXT, which reaches outside the document",
    ),
    "IMPORT in a header": (
        with_text("word/header1.xml", "</w:hdr>", f"{field('IMPORT x')}</w:hdr>"),
        "word/header1.xml: a field IMPORT, which reaches outside the document",
    ),
    "INCLUDEPICTURE": (
        with_body(field('INCLUDEPICTURE "http://x/y.png"')),
        f"{DOCUMENT}: a field INCLUDEPICTURE, which reaches outside the document",
    ),
    "LINK": (with_body(field("LINK x")), f"{DOCUMENT}: a field LINK, which reaches outside the document"),
    "a file behind a field": (with_body(field('HYPERLINK "file:///c:/x"')), f"{DOCUMENT}: {LINK}"),
    "a share behind a field": (with_body(field(r'HYPERLINK "\\x\y"')), f"{DOCUMENT}: {LINK}"),
    "an address spelled by a field": (with_body(field("HYPERLINK ", "{", "REF a", "}")), f"{DOCUMENT}: {LINK}"),
    "a VML picture from the web": (
        with_body(f'<w:p><w:r><w:pict><v:shape {V_SPACE}><v:imagedata {V_SPACE} src="http://x/y.png"/></v:shape>'
                  "</w:pict></w:r></w:p>"),
        f"{DOCUMENT}: a drawing that fetches from outside ('http://x/y.png')",
    ),
    "a script in a drawing": (
        with_part("word/media/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "image/svg+xml"),
        "word/media/a.svg: a script",
    ),
}  # fmt: skip


def refused(style: HouseStyle) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        checked_files(style)
    assert {problem.place.path for problem in caught.value.problems} == {NAME}
    assert all(problem.hint for problem in caught.value.problems)
    return [problem.message for problem in caught.value.problems]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_the_part_and_the_reason(name: str) -> None:
    style, message = HOSTILE[name]
    assert message in refused(style)


def test_every_reason_is_said_at_once() -> None:
    bad = with_body(field("DDE x") + "<w:altChunk/>" + '<w:p><w:fldSimple w:instr="LINK x"/></w:p>')
    assert len(refused(bad)) == 3


def test_what_harms_nobody_is_let_through() -> None:
    codes = ("PAGE", "TOC \\o &quot;1-3&quot; \\h", 'HYPERLINK "https://x.example/a"', "HYPERLINK \\l here", "= 1 + 2")
    inner = field("IF ", "{", "PAGE", "}", " = 1 a b")
    assert checked_files(with_body("".join(map(field, codes)) + inner))
    assert checked_files(with_relation(f"{OFFICE}hyperlink", "https://x.example/a?b=1", "External"))
    assert checked_files(with_relation(f"{OFFICE}hyperlink", "mailto:a@x.example", "External"))


def zipped(name: str, data: bytes = b"x") -> HouseStyle:
    return packed({**parts(), name: data})


@pytest.mark.parametrize("name", ["../x.xml", "/x.xml", "word\\x.xml", "c:x.xml", "a/../../x.xml"])
def test_a_part_may_not_lead_out_of_the_file(name: str) -> None:
    assert any("leads out of the file" in message for message in refused(zipped(name)))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_may_not_be_there_twice() -> None:
    buffer = io.BytesIO(zipped("word/a.xml").data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/A.xml", b"<x/>")
    assert refused(HouseStyle(NAME, buffer.getvalue())) == ["'word/A.xml' is there twice"]


def test_a_file_that_swells_is_refused_unopened() -> None:
    assert refused(zipped("word/x.png", bytes(2 * MEGABYTE))) == [
        "'word/x.png' unpacks to more than 150 times its size"
    ]


def test_large_files_are_refused_by_what_they_say_of_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "LARGEST_PART", 0)
    monkeypatch.setattr(safety, "LARGEST_WHOLE", 0)
    messages = refused(packed(parts()))
    assert "unpacks to more than 0 MB" in messages
    assert "'word/styles.xml' unpacks to more than 0 MB" in messages
    monkeypatch.setattr(safety, "MOST_ENTRIES", 3)
    assert refused(packed(parts())) == [f"has {len(parts())} parts, more than 3"]
    monkeypatch.setattr(safety, "LARGEST_FILE", 9)
    assert refused(packed(parts())) == ["is larger than 0 MB"]


def test_a_size_that_lies_does_not_swell_either() -> None:
    style = packed({**parts(), "word/x.png": bytes(5000)})
    lie = style.data.replace((5000).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert lie != style.data
    assert refused(HouseStyle(NAME, lie)) == ["is damaged"]


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    assert refused(HouseStyle(NAME, data)) == ["is not a Word file (.docx), or has a password"]


def test_another_archive_is_refused() -> None:
    assert refused(packed({"a.txt": "x"})) == ["is an archive, but not a Word file"]


def test_a_locked_part_is_refused() -> None:
    data = bytearray(packed(parts()).data)
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    assert "'[Content_Types].xml' is locked with a password" in refused(HouseStyle(NAME, bytes(data)))


def test_a_method_that_word_does_not_use_is_refused() -> None:
    buffer = io.BytesIO(packed(parts()).data)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("word/x.xml", b"<x/>")
    assert refused(HouseStyle(NAME, buffer.getvalue())) == ["'word/x.xml' is packed in a way that Word does not use"]

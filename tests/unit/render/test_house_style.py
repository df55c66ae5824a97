import io
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from lxml import etree
from openxml_audit import OpenXmlValidator

from bidkit import render
from bidkit.problems import ProblemsFound
from bidkit.render import HouseStyle
from bidkit.render.docx.reference import STYLE_NAMES
from bidkit.render.docx.safety import files_in
from bidkit.render.model import Document
from tests.unit.render.conftest import Make
from tests.unit.render.house_files import COVER, MARKER, NAME, field, packed, with_body, with_text
from tests.unit.render.house_files import parts as reference_parts
from tests.unit.render.libreoffice import convert

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
Element = etree._Element

SECTION = '<w:sectPr><w:headerReference w:type="default"'
WIDE_TABLE = '<section class="landscape"><table><tbody><tr><td>wide</td></tr></tbody></table></section>'


def made(document: Document, style: HouseStyle) -> dict[str, bytes]:
    return files_in(render.to_docx(document, style))


def body(files: Mapping[str, bytes]) -> Element:
    return etree.fromstring(files["word/document.xml"])[0]


def lines(element: Element) -> list[str]:
    texts = ["".join(str(text.text or "") for text in each.iter(f"{W}t")) for each in element.iter(f"{W}p")]
    return [text for text in texts if text]


def faults(data: bytes, folder: Path) -> list[str]:
    target = folder / "audited.docx"
    target.write_bytes(data)
    return [str(error) for error in OpenXmlValidator(max_errors=50).validate(str(target)).errors]


def said(document: Document, style: HouseStyle) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        render.to_docx(document, style)
    assert {problem.place.path for problem in caught.value.problems} == {NAME}
    return [problem.message for problem in caught.value.problems]


def from_python_docx(folder: Path) -> bytes:
    """Return a house document that python-docx wrote: its own styles, none of them numbered, and a picture."""
    word = docx.Document()
    known = {str(style.element.name_val).lower() for style in word.styles}
    kinds = {"Hyperlink", "Code", "Missing", "Caption Label"}
    for name in STYLE_NAMES:
        if name.lower() not in known:
            kind = WD_STYLE_TYPE.CHARACTER if name in kinds else WD_STYLE_TYPE.PARAGRAPH
            word.styles.add_style(name, WD_STYLE_TYPE.TABLE if name.startswith("Bidkit") else kind)
    import resvg_py

    (folder / "logo.png").write_bytes(
        bytes(resvg_py.svg_to_bytes('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'))
    )
    word.add_picture(str(folder / "logo.png"))
    word.add_paragraph("A house that python-docx built", style="List Number")
    word.add_paragraph("[[content]]")
    word.add_paragraph("The end of the house")
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def from_libreoffice(folder: Path) -> bytes:
    source = folder / "source.docx"
    source.write_bytes(with_body("<w:p><w:r><w:t>A house from LibreOffice</w:t></w:r></w:p>").data)
    return convert(source, "docx:MS Word 2007 XML", folder).read_bytes()


def test_the_cover_stays_and_the_content_takes_the_place_of_the_marker(make: Make) -> None:
    files = made(make("<p>First.</p><p>Last.</p>"), with_body("<w:p><w:r><w:t>Cover</w:t></w:r></w:p>", COVER))
    assert lines(body(files)) == ["Cover", "First.", "Last.", "East Springs Ltd, since 1952", "T", "{last}"]


def test_a_marker_may_be_spread_over_runs(make: Make) -> None:
    marker = "<w:p><w:r><w:t>[[con</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>tent]] </w:t></w:r></w:p>"
    assert lines(body(made(make("<p>a</p>"), with_body(marker=marker)))) == ["a"]


@pytest.mark.parametrize("source", [from_python_docx, from_libreoffice])
def test_a_file_of_another_program_serves(source: Callable[[Path], bytes], whole: Document, tmp_path: Path) -> None:
    data = source(tmp_path)
    written = render.to_docx(whole, HouseStyle(NAME, data))
    assert set(faults(written, tmp_path)) <= set(faults(data, tmp_path))
    (tmp_path / "written.docx").write_bytes(written)
    pdf = convert(tmp_path / "written.docx", "pdf", tmp_path)
    assert pdf.read_bytes().startswith(b"%PDF")


def test_what_belongs_to_the_house_stays_as_it_was(whole: Document, tmp_path: Path) -> None:
    data = from_python_docx(tmp_path)
    before = files_in(data)
    after = made(whole, HouseStyle(NAME, data))
    for name in ("word/styles.xml", "word/settings.xml", "word/theme/theme1.xml", "word/media/image1.png"):
        assert after[name] == before[name]
    old, new = (etree.fromstring(files["word/numbering.xml"]) for files in (before, after))
    assert [etree.tostring(node) for node in old.iter(f"{W}abstractNum")] == [
        etree.tostring(node) for node in new.iter(f"{W}abstractNum")
    ][: len(list(old.iter(f"{W}abstractNum")))]
    embedded = body(after).find(".//{*}blip").get(f"{R}embed")  # type: ignore[union-attr]
    relations = etree.fromstring(after["word/_rels/document.xml.rels"])
    assert {node.get("Id"): node.get("Target") for node in relations}[embedded] == "media/image1.png"
    assert not any("customXml" in name or "thumbnail" in name or "app.xml" in name for name in after)


def test_identifiers_and_bookmarks_keep_clear_of_the_house(whole: Document, tmp_path: Path) -> None:
    style = with_body(COVER)
    tree = body(made(whole, style))
    numbers = [node.get(f"{W}id") for node in tree.iter(f"{W}bookmarkStart")]
    names = [node.get(f"{W}name") for node in tree.iter(f"{W}bookmarkStart")]
    controls = [node.get(f"{W}val") for node in tree.iterfind(f".//{W}sdtPr/{W}id")]
    for found in (numbers, names, controls):
        assert max(Counter(found).values()) == 1
    assert faults(render.to_docx(whole, style), tmp_path) == []


def test_every_missing_style_is_named_in_one_problem(make: Make) -> None:
    style = with_text("word/styles.xml", '<w:name w:val="Lead"/>', '<w:name w:val="Leader"/>')
    assert said(make("<p>a</p>"), style) == ["has no style 'Lead'"]
    files = reference_parts()
    for name in ("Lead", "Term", "toc 2"):
        files["word/styles.xml"] = files["word/styles.xml"].replace(f'w:name w:val="{name}"', 'w:name w:val="x"')
    assert said(make("<p>a</p>"), packed(files)) == ["has no styles 'Lead', 'Term', 'toc 2'"]


def test_style_names_may_differ_in_capitals(make: Make) -> None:
    style = with_text("word/styles.xml", '<w:name w:val="heading 1"/>', '<w:name w:val="Heading 1"/>')
    assert lines(body(made(make("<h1>a</h1>"), style))) == ["a"]


MARKERS = {
    "none": (with_body(marker="<w:p/>"), "has no paragraph [[content]]"),
    "among words": (
        with_body(marker="<w:p><w:r><w:t>here: [[content]]</w:t></w:r></w:p>"),
        "has no paragraph [[content]]",
    ),
    "two": (with_body(MARKER), "has 2 paragraphs [[content]]"),
    "in a table": (
        with_body(marker=f"<w:tbl><w:tr><w:tc>{MARKER}</w:tc></w:tr></w:tbl>"),
        "[[content]] stands inside a table, a box or a field",
    ),
}


@pytest.mark.parametrize("name", MARKERS)
def test_the_marker_has_one_clear_place(name: str, make: Make) -> None:
    style, message = MARKERS[name]
    assert said(make("<p>a</p>"), style) == [message]


def test_an_unsafe_file_is_not_opened(make: Make) -> None:
    messages = said(make("<p>a</p>"), with_body(field("DDE x")))
    assert messages == ["word/document.xml: a field DDE, which reaches outside the document"]


def test_controls_in_the_body_are_filled(make: Make) -> None:
    control = '<w:sdt><w:sdtPr><w:tag w:val="bidkit:{}"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    cover = "<w:p>" + control.format("status", "<w:r><w:t>old</w:t></w:r>") + "</w:p>"
    empty = "<w:p>" + control.format("document-id", "") + "</w:p>"
    foreign = '<w:sdt><w:sdtPr><w:tag w:val="theirs"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>kept</w:t></w:r></w:p>'
    document = make("<p>a</p>", head='<meta name="status" content="DRAFT"/><meta name="document-id" content="N-7"/>')
    style = with_body(COVER + cover + empty + foreign + "</w:sdtContent></w:sdt>")
    files = made(document, style)
    assert lines(body(files))[1:6] == ["T", "{last}", "DRAFT", "N-7", "kept"]
    assert b"showingPlcHdr" not in files["word/document.xml"]


def test_a_house_without_numbered_headings_gets_the_numbers_that_references_name(make: Make, tmp_path: Path) -> None:
    document = make('<h1>a</h1><h2 id="b">b</h2><h1 class="unnumbered">c</h1><p><a class="ref" href="#b"/></p>')
    files = made(document, HouseStyle(NAME, from_python_docx(tmp_path)))
    marks = [
        (mark.find(f"{W}ilvl").get(f"{W}val"), mark.find(f"{W}numId").get(f"{W}val"))  # type: ignore[union-attr]
        for mark in body(files).iter(f"{W}numPr")
    ]
    assert [level for level, _ in marks] == ["0", "1"]
    assert len({number for _, number in marks}) == 1
    numbering = etree.fromstring(files["word/numbering.xml"])
    texts = [node.get(f"{W}val") for node in list(numbering.iter(f"{W}abstractNum"))[-1].iter(f"{W}lvlText")]
    assert texts[:3] == ["%1", "%1.%2", "%1.%2.%3"]


def sections(files: Mapping[str, bytes]) -> list[tuple[bool, bool, str]]:
    """Return of each page setup whether it lies, whether it has a first page of its own, and where its count starts."""
    return [
        (
            section.find(f"{W}pgSz").get(f"{W}orient") == "landscape",  # type: ignore[union-attr]
            section.find(f"{W}titlePg") is not None,
            next((str(count.get(f"{W}start")) for count in section.iter(f"{W}pgNumType")), ""),
        )
        for section in body(files).iter(f"{W}sectPr")
    ]


FIRST = with_text(
    "word/document.xml", 'w:gutter="0"/></w:sectPr>', 'w:gutter="0"/><w:pgNumType w:start="5"/><w:titlePg/></w:sectPr>'
)


def test_a_first_page_of_its_own_comes_once(make: Make) -> None:
    assert sections(made(make("<p>a</p>"), FIRST)) == [(False, True, "5")]
    once = [(False, True, "5"), (True, False, "None"), (False, False, "None")]
    assert sections(made(make(f"<p>a</p>{WIDE_TABLE}<p>b</p>"), FIRST)) == once
    assert sections(made(make(f"<p>a</p>{WIDE_TABLE}"), FIRST)) == once[:2]


def test_the_house_goes_on_upright_after_a_turned_end(make: Make) -> None:
    after = "<w:p><w:r><w:t>The end</w:t></w:r></w:p>"
    found = sections(made(make(f"<p>a</p>{WIDE_TABLE}"), with_body(after=after)))
    assert [turned for turned, _, _ in found] == [False, True, False]


def test_a_section_before_the_content_is_left_alone(make: Make) -> None:
    cover = f'<w:p><w:pPr>{SECTION} r:id="rId5"/><w:pgSz w:w="5000" w:h="6000"/></w:sectPr></w:pPr></w:p>'
    tree = body(made(make("<p>a</p>"), with_body(cover)))
    widths = [size.get(f"{W}w") for size in tree.iter(f"{W}pgSz")]
    assert widths == ["5000", "11906"]


def test_tables_fill_the_text_width_of_the_house(make: Make) -> None:
    style = with_text("word/document.xml", 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')
    grid = body(made(make("<table><tbody><tr><td>a</td></tr></tbody></table>"), style)).iter(f"{W}gridCol")
    assert [column.get(f"{W}w") for column in grid] == [str(12240 - 2 * 1134)]


def test_header_and_footer_reach_the_margin_of_turned_pages(whole: Document) -> None:
    files = made(whole, packed(reference_parts()))
    turned = next(section for section in body(files).iter(f"{W}sectPr") if b"landscape" in etree.tostring(section))
    relations = {node.get("Id"): node.get("Target") for node in etree.fromstring(files["word/_rels/document.xml.rels"])}
    for mention in list(turned)[:2]:
        tree = etree.fromstring(files[f"word/{relations[mention.get(f'{R}id')]}"])
        stops = [(stop.get(f"{W}val"), stop.get(f"{W}pos")) for stop in tree.iter(f"{W}tab") if stop.get(f"{W}pos")]
        assert stops == [("clear", "9638"), ("right", "14570")]
    assert whole.title in files["word/header2.xml"].decode()

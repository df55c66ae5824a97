import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from bidkit import render
from bidkit.render.docx.reference import STYLE_NAMES
from bidkit.render.model import Document
from bidkit.render.outline import plain_text
from bidkit.render.search import built_in
from tests.unit.render.conftest import Make
from tests.unit.render.libreoffice import convert

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Element = etree._Element


def parts(document: Document) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(render.to_docx(document))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(document: Document) -> Element:
    return etree.fromstring(parts(document)["word/document.xml"])[0]


def style_of(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def text_of(element: Element) -> str:
    return "".join(str(text.text or "") for text in element.iter(f"{W}t"))


def test_the_reference_document_is_what_the_tool_makes(tmp_path: Path) -> None:
    tool = built_in().parent / "tools" / "make_reference.py"
    subprocess.run([sys.executable, str(tool), str(tmp_path / "made.docx")], check=True, capture_output=True)
    made, kept = (zipfile.ZipFile(path) for path in (tmp_path / "made.docx", built_in() / "reference.docx"))
    assert {name: made.read(name) for name in made.namelist()} == {name: kept.read(name) for name in kept.namelist()}


def test_every_style_has_its_own_east_asian_font() -> None:
    with zipfile.ZipFile(built_in() / "reference.docx") as archive:
        styles = etree.fromstring(archive.read("word/styles.xml"))
    fonts = list(styles.iter(f"{W}rFonts"))
    assert len(fonts) > len(STYLE_NAMES) - 5
    assert all(font.get(f"{W}eastAsia") for font in fonts)
    assert not any("heme" in str(name) for font in fonts for name in font.attrib)


def test_every_reference_has_its_bookmark(whole: Document) -> None:
    tree = body(whole)
    names = {str(node.get(f"{W}name")) for node in tree.iter(f"{W}bookmarkStart")}
    anchors = {str(node.get(f"{W}anchor")) for node in tree.iter(f"{W}hyperlink")} - {"None"}
    codes = [str(node.text).split() for node in tree.iter(f"{W}instrText")]
    assert anchors | {code[1] for code in codes if code[0] in ("REF", "PAGEREF")} <= names


def test_the_contents_list_the_headings(english: Document) -> None:
    lines = [text_of(node) for node in body(english).iter(f"{W}p") if style_of(node).startswith("Toc")]
    assert lines == [f"{entry.number}{entry.text}" for entry in english.outline.contents()]


def test_rows_do_not_split_and_header_rows_repeat(english: Document) -> None:
    tables = list(body(english).iter(f"{W}tbl"))
    for table in tables:
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.iter(f"{W}tr"))
    heads = [len(list(table.iter(f"{W}tblHeader"))) for table in tables]
    assert heads == [2, 0, 0, 1, 0]


def test_the_grid_fills_the_text_width(whole: Document) -> None:
    for table, width in zip(body(whole).iter(f"{W}tbl"), (9638, 9638, 9638, 14570, 9638), strict=True):
        columns = [int(str(column.get(f"{W}w"))) for column in table.iter(f"{W}gridCol")]
        assert sum(columns) == width
        for row in table.iter(f"{W}tr"):
            assert sum(int(str(cell.get(f"{W}w"))) for cell in row.iter(f"{W}tcW")) == width


def test_each_list_counts_for_itself(make: Make) -> None:
    document = make('<ol><li>a</li><li>b</li></ol><ol start="7"><li>c</li></ol><ul><li>d</li></ul>')
    numbers = [str(node.get(f"{W}val")) for node in body(document).iter(f"{W}numId")]
    assert numbers == ["2", "2", "3", "4"]
    numbering = etree.fromstring(parts(document)["word/numbering.xml"])
    starts = [str(node.get(f"{W}val")) for node in numbering.iter(f"{W}startOverride")]
    assert starts == ["1", "7", "1"]


def test_blanks_collapse_as_in_html(make: Make) -> None:
    document = make("<p>  a\n   <strong> b </strong>c<br/> d <em>e</em>\u00a0 f </p>")
    assert "".join(text_of(body(document))) == "a b cd e\u00a0 f"


@pytest.mark.parametrize("href", ["https://example.com", "#x"])
def test_the_blank_before_a_link_stays_outside_of_it(make: Make, href: str) -> None:
    document = make(f'<h1 id="x">x</h1><p>see <a href="{href}">the points</a> now</p>')
    (link,) = body(document).iter(f"{W}hyperlink")
    assert text_of(link) == "the points"
    assert text_of(body(document)) == "xsee the points now"


def test_what_a_person_fills_in(english: Document) -> None:
    tree = body(english)
    boxes = [str(node.get(node.tag.replace("checked", "val"))) for node in tree.iter("{*}checked")]
    assert boxes == ["0", "1"]
    assert [str(node.get(f"{W}val")) for node in tree.iter(f"{W}tag")] == ["tick", "tock", "load"]


def test_pictures_come_as_drawing_and_as_png_with_their_finding(whole: Document) -> None:
    files = parts(whole)
    names = ("drawing1.svg", "drawing2.png", "drawing3.svg", "drawing4.png")
    assert sorted(name for name in files if "media" in name) == [f"word/media/{name}" for name in names]
    alts = [str(node.get("descr")) for node in body(whole).iter("{*}docPr")]
    assert alts == [str(svg.get("aria-label")) for svg in whole.root.iter("svg")]


def test_nothing_is_said_about_who_made_the_file(whole: Document) -> None:
    files = parts(whole)
    properties = {etree.QName(node).localname: node.text for node in etree.fromstring(files["docProps/core.xml"])}
    assert properties == {
        "title": whole.title, "subject": whole.metadata["subject"], "creator": whole.metadata["author"],
        "language": whole.language, "identifier": "EV-0042", "keywords": whole.metadata["revision"],
    }  # fmt: skip
    everything = b"".join(files.values())
    assert b"python" not in everything
    assert not any(word in name for name in files for word in ("customXml", "thumbnail", "app.xml"))


def test_status_stands_in_the_header_and_on_the_first_page(whole: Document) -> None:
    header = parts(whole)["word/header1.xml"].decode()
    assert whole.status in header
    assert whole.title in header
    first = next(iter(body(whole)))
    assert (style_of(first), text_of(first)) == ("StatusMark", whole.status)


def test_every_word_of_the_document_is_there(whole: Document) -> None:
    written = "".join(text_of(body(whole)).split())
    for element in whole.body.iter("p", "td", "li", "dd", "dt", "caption", "h1", "h2", "h3", "h4"):
        if not len(element):
            assert "".join(plain_text(element).split()) in written


def test_text_is_escaped(make: Make) -> None:
    value = '<w:p/> & "x" ]]> \u2028'
    assert text_of(body(make("<p>{{ v }}</p>", {"v": value}))) == value


def test_signature_blocks_stand_beside_each_other_with_lines_to_write_on(whole: Document) -> None:
    *_, table = body(whole).iter(f"{W}tbl")
    rows = [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
    blocks = list(whole.root.iter("div"))[1:]
    roles = [str(block.get("data-role")) for block in blocks]
    assert (rows[0], rows[4]) == ([roles[0], "", roles[1]], [roles[2], "", ""])
    assert rows[1][4] == blocks[1].get("data-name")
    assert [len(list(row.iter(f"{W}bottom"))) for row in table.iter(f"{W}tr")] == [0, 2, 2, 2, 0, 1, 1, 1]


def kept(paragraphs: list[Element]) -> dict[str, bool]:
    return {text_of(each): each.find(f"{W}pPr/{W}keepNext") is not None for each in paragraphs}


def test_no_item_of_a_list_stands_alone_on_a_page(make: Make) -> None:
    items = "".join(f"<li>item {number}</li>" for number in range(1, 6))
    paragraphs = list(body(make(f"<ul>{items}</ul>")).iter(f"{W}p"))
    found = {f"item {number}": number in (1, 4) for number in range(1, 6)}
    assert found.items() <= kept(paragraphs).items()


def test_no_row_stands_alone_on_a_page_and_what_leads_to_a_table_stays_with_it(make: Make) -> None:
    rows = "".join(f"<tr><td>{letter}</td></tr>" for letter in "abcde")
    found = kept(
        list(
            body(make(f"<h1>h</h1><p>first</p><p>before</p><table><tbody>{rows}</tbody></table><p>after</p>")).iter(
                f"{W}p"
            )
        )
    )
    assert [each for each, held in found.items() if held] == ["before", "a", "d"]


def test_a_signature_stays_with_the_last_rows_above_it(make: Make) -> None:
    rows = "".join(f"<tr><td>{letter}</td></tr>" for letter in "abcde")
    signed = '<section class="together"><p>date</p><div class="signatures"><div class="signature" data-role="r"/></div>'
    found = kept(list(body(make(f"<table><tbody>{rows}</tbody></table>{signed}</section>")).iter(f"{W}p")))
    assert [each for each in "abcde" if found[each]] == ["a", "d", "e"]
    assert kept(list(body(make(f"<p>none</p>{signed}</section>")).iter(f"{W}p")))["none"]


def test_a_table_that_fills_its_page_has_no_empty_page_after_it(make: Make, tmp_path: Path) -> None:
    wide = '<section class="landscape"><p>turned</p></section><p>back</p>'
    blocks = (f"<table><tbody>{'<tr><td>row</td></tr>' * rows}</tbody></table>{wide}" for rows in range(28, 46))
    (tmp_path / "full.docx").write_bytes(render.to_docx(make('<hr class="page-break"/>'.join(blocks))))
    pages = PdfReader(convert(tmp_path / "full.docx", "pdf", tmp_path)).pages
    assert all(any(word in page.extract_text() for word in ("row", "turned", "back")) for page in pages)
    filled = [page.extract_text().count("row") for page in pages]
    assert 0 < min(filter(None, filled)) < max(filled) - 8  # some tables just fit, others do not


def test_a_list_in_a_cell_does_not_hold_the_next_row(make: Make) -> None:
    row = "<tr><td><ul><li>one</li><li>two</li><li>three</li></ul></td></tr>"
    after = "<tr><td>b</td></tr><tr><td>c</td></tr>"
    tree = body(make(f"<table><tbody><tr><td>a</td></tr>{row}{after}</tbody></table>"))
    assert not any(kept(list(list(tree.iter(f"{W}tr"))[1].iter(f"{W}p"))).values())


@pytest.mark.parametrize(
    "block",
    [
        "<ul><li>a</li><li>b</li><li>c</li><li>d</li><li>e</li></ul>",
        "<dl><dt>a</dt><dd>b</dd><dd>c</dd><dt>d</dt><dd>e</dd></dl>",
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr><tr><td>c</td></tr></tbody>"
        "<tbody><tr><td>d</td></tr></tbody><tfoot><tr><td>e</td></tr></tfoot></table>",
    ],
)
def test_what_belongs_together_does_not_part(make: Make, block: str) -> None:
    alone = kept(list(body(make(f'<section class="together">{block}</section><p>f</p>')).iter(f"{W}p")))
    assert [alone[letter] for letter in "abcde"] == [True, True, True, True, False]
    first = kept(list(body(make(f'<section class="together">{block}<p>f</p></section><p>g</p>')).iter(f"{W}p")))
    assert [first[letter] for letter in "abcdef"] == [True, True, True, True, True, False]

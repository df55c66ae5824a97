import io
from typing import cast

import pytest
from lxml import etree
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from bidkit import render
from bidkit.problems import ProblemsFound
from bidkit.processes import Workers
from bidkit.render.model import Document
from bidkit.render.outline import Entry
from bidkit.render.pdf import begun
from tests.unit.render.conftest import Make


@pytest.fixture(scope="module")
def pdf(english: Document) -> PdfReader:
    return PdfReader(io.BytesIO(render.to_pdf(english)))


def text(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def test_it_is_tagged_and_says_its_title_and_language(pdf: PdfReader) -> None:
    catalogue = pdf.root_object
    assert cast(DictionaryObject, catalogue["/MarkInfo"])["/Marked"]
    assert str(catalogue["/Lang"]) == "en"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Evaluation sheet: springs"
    assert pdf.metadata.author == "A. Rep"
    assert "/CreationDate" not in pdf.metadata


def test_it_has_bookmarks_and_running_text(pdf: PdfReader) -> None:
    titles = [str(item["/Title"]) for item in pdf.outline if not isinstance(item, list)]
    assert titles == ["1 Summary & finding", "2 Tables and figures", "3 Wide table", "Signatures"]
    for number, page in enumerate(pdf.pages, 1):
        words = page.extract_text()
        assert "DRAFT" in words
        assert f"{number} / {len(pdf.pages)}" in words


def test_running_headers_say_title_and_source(pdf: PdfReader) -> None:
    for page in pdf.pages:
        words = page.extract_text()
        assert "Evaluation sheet: springs" in words
        assert "East Springs Ltd · EV-0042 · B" in words


def test_contents_give_the_page_on_which_a_heading_stands(whole: Document) -> None:
    reader = PdfReader(io.BytesIO(render.to_pdf(whole)))
    front = "".join("".join(page.extract_text() for page in reader.pages[:2]).split())
    listed = [entry for entry in whole.outline.contents() if entry.number]
    assert len({number_of(reader, entry) for entry in listed}) > 2  # they stand on several pages
    for entry in listed:
        assert f"{entry.number}{entry.text}{number_of(reader, entry)}".replace(" ", "") in front


def number_of(reader: PdfReader, entry: Entry) -> int:
    """The number of the page that the reference to an entry leads to."""
    page = reader.get_destination_page_number(reader.named_destinations[entry.key])
    assert page is not None
    return page + 1


def test_numbers_are_those_of_the_outline(pdf: PdfReader, english: Document) -> None:
    words = " ".join(text(pdf).split())
    for entry in english.outline.entries:
        start = {"t": "Table ", "f": "Figure "}.get(entry.kind[0], "")
        assert f"{start}{entry.number} {entry.text}".strip() in words


def test_header_rows_repeat_and_the_sum_does_not(pdf: PdfReader) -> None:
    assert sum("Price\n" in page.extract_text() for page in pdf.pages) > 1
    assert text(pdf).count("€507,703.00") == 1


def test_fields_are_there_to_fill_in(pdf: PdfReader) -> None:
    assert sorted(pdf.get_fields() or {}) == ["load", "tick", "tock"]


def test_fields_call_themselves_by_what_a_person_reads(pdf: PdfReader) -> None:
    said = {name: str(field["/TU"]) for name, field in (pdf.get_fields() or {}).items()}
    assert said == {
        "load": "Measured load",
        "tick": "First the drive is measured",
        "tock": "Then the springs are loaded & released",
    }


def test_no_fields_without_need(make: Make) -> None:
    assert not PdfReader(io.BytesIO(render.to_pdf(make("<h1>x</h1>")))).get_fields()


def test_chinese_text_comes_out_as_text(make: Make) -> None:
    reader = PdfReader(io.BytesIO(render.to_pdf(make("<h1>摘要与结论</h1>", language="zh-CN"))))
    assert "摘要与结论" in text(reader)


def test_text_of_a_form_is_found_by_searching(make: Make) -> None:
    """A font that a field uses is mapped by what was written, not by the first character of the same shape."""
    field = '<input type="text" name="load" aria-label="Load"/>'
    document = make(f"<h1>日期与 Ø 40</h1><p>finding {field}</p>", language="zh-CN")
    words = text(PdfReader(io.BytesIO(render.to_pdf(document))))
    assert "日期与 Ø 40" in words
    assert "finding" in words


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/a.png", "file:///etc/hostname"])
def test_nothing_is_fetched_from_outside(url: str) -> None:
    page = etree.fromstring(f"<html><body><img src='{url}'/></body></html>")
    with pytest.raises(ProblemsFound) as caught:
        begun(page, Workers(None, shared=False), profile="archive", forms=False, name="page.html")()
    assert [problem.message for problem in caught.value.problems] == [f"the document asks for {url}"]


def test_no_item_of_a_list_stands_alone_on_a_page(make: Make) -> None:
    items = "".join(f"<li>item {number}</li>" for number in range(5))
    split = 0
    for lines in range(27, 36):
        document = make("<p>line</p>" * lines + f"<ul>{items}</ul>")
        pages = [page.extract_text().count("item") for page in PdfReader(io.BytesIO(render.to_pdf(document))).pages]
        assert 1 not in pages, f"after {lines} lines"
        split += min(pages) > 0 and len(pages) > 1
    assert split, "no list was parted at all"


def test_no_row_and_no_heading_of_a_group_stands_alone_on_a_page(make: Make) -> None:
    rows = "".join(f"<tr><td>row {number}</td><td>x</td></tr>" for number in range(3))
    groups = f'<tbody><tr class="strong"><td colspan="2">group</td></tr>{rows}</tbody>' * 3
    split = 0
    for lines in range(20, 34):
        document = make("<p>line</p>" * lines + f"<p>This leads to it.</p><table>{groups}</table>")
        for page in PdfReader(io.BytesIO(render.to_pdf(document))).pages:
            told = [each for each in page.extract_text().splitlines() if each.startswith(("group", "row", "This"))]
            assert not told or (not told[-1].startswith(("group", "This")) and told[0] != "row 2 x"), told
            split += bool(told) and told[0].startswith("row")
    assert split, "no group was parted at all"


def test_a_row_as_high_as_a_page_breaks_and_leaves_no_heading_alone(make: Make) -> None:
    high = ", ".join(f"REQ-{number:03}" for number in range(900))
    rows = "".join(f"<tr><td>need {number}</td><td>{high}</td></tr>" for number in range(3))
    document = make(f"<h1>Needs</h1><table><caption>All</caption><tbody>{rows}</tbody></table><p>after</p>")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(render.to_pdf(document))).pages]
    assert "Needs" in pages[0]
    assert "REQ-100" in pages[0]
    assert sum(text.count("REQ-") for text in pages) == 2700  # nothing is cut off
    assert all("REQ-" in text for text in pages[:-1])


def test_a_signature_stays_with_the_last_rows_above_it(make: Make) -> None:
    signed = '<section class="together"><p>date</p><div class="signatures"><div class="signature" data-role="r"/></div>'
    parted = 0
    for lines in range(26, 36):
        rows = "<tr><td>row</td></tr>" * lines
        made = render.to_pdf(make(f"<table><tbody>{rows}<tr><td>sum</td></tr></tbody></table>{signed}</section>"))
        *_, last = (page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
        assert "sum" in last, f"after {lines} rows"
        parted += "row" in last and last.count("row") < 3
    assert parted, "no table was parted for the sake of the signature"


@pytest.mark.parametrize("wrap", ["{}", '<section class="together">{}</section>'])
def test_a_table_does_not_part_for_the_list_after_it(make: Make, wrap: str) -> None:
    table = "<table><tbody><tr><td>above</td></tr><tr><td>below</td></tr></tbody></table>"
    listed = wrap.format("<ul><li>item</li><li>item</li><li>item</li></ul>")
    parted = 0
    for lines in range(27, 34):
        document = make("<p>line</p>" * lines + table + listed)
        first = PdfReader(io.BytesIO(render.to_pdf(document))).pages[0].extract_text()
        parted += "below" in first and "item" not in first
    assert parted, "the list always brought the table's last row along"

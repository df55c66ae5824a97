"""A long document is laid out in parts: nothing in it may say so but the pages at which the parts meet."""

import io
import os
import re
import signal
from collections.abc import Iterator, Sequence
from typing import Any
from unittest.mock import Mock

import pytest
from lxml import etree
from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, Destination, DictionaryObject

from bidkit import render
from bidkit.problems import ProblemsFound
from bidkit.processes import Workers, workers
from bidkit.render import pdf_join
from bidkit.render.html import page
from bidkit.render.model import Document
from bidkit.render.pdf import begun
from bidkit.render.pdf_cut import cut, may_be_cut
from bidkit.render.pdf_layout import laid
from tests.unit.render.conftest import Make
from tests.unit.render.long_document import cut_often, long_document

LANGUAGES = ("en", "zh-CN")


@pytest.fixture(scope="module", params=LANGUAGES)
def long(request: pytest.FixtureRequest) -> Document:
    return long_document(request.param)


@pytest.fixture(scope="module")
def joined(long: Document) -> bytes:
    with cut_often() as parts:
        data = render.to_pdf(long)
    assert parts == [8]
    return data


@pytest.fixture(scope="module")
def reader(joined: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(joined))


def words(reader: PdfReader) -> Iterator[str]:
    """Yield what stands on the pages but for headers, footers and heads of tables, which come again on each page."""
    for sheet in reader.pages:
        for line in sheet.extract_text().splitlines():
            if not re.fullmatch(r"Long|\d+ / \d+|Number|What|Square|Number What Square", line.strip()):
                yield from line.split()


def test_every_word_is_there_once_and_in_its_order(long: Document, reader: PdfReader) -> None:
    whole = PdfReader(io.BytesIO(render.to_pdf(long)))
    numbers = re.compile(r"\d{1,2}")
    in_parts, at_once = list(words(reader)), list(words(whole))
    different = [pair for pair in zip(in_parts, at_once, strict=True) if pair[0] != pair[1]]
    assert all(numbers.fullmatch(one) and numbers.fullmatch(other) for one, other in different), different
    assert len(different) <= len(list(long.outline.contents()))  # the pages in the contents


def test_each_page_bears_its_number_and_title(reader: PdfReader) -> None:
    for number, sheet in enumerate(reader.pages, 1):
        said = sheet.extract_text()
        assert f"{number} / {len(reader.pages)}" in said
        assert "Long" in said


def test_the_contents_and_the_outline_lead_to_the_right_pages(long: Document, reader: PdfReader) -> None:
    front = "".join(reader.pages[0].extract_text().split())
    marks = list(flat(reader.outline))
    entries = [entry for entry in long.outline.contents() if entry.number]
    assert [str(mark.title) for mark in marks] == [f"{entry.number} {entry.text}" for entry in entries]
    assert len({reader.get_destination_page_number(mark) for mark in marks}) > 3
    for entry, mark in zip(entries, marks, strict=True):
        page = reader.get_destination_page_number(mark)
        assert page is not None
        assert entry.text in reader.pages[page].extract_text()
        assert f"{entry.number}{entry.text}{page + 1}" in front


def flat(outline: Sequence[Any]) -> Iterator[Destination]:
    for item in outline:
        if isinstance(item, Destination):
            yield item
        else:
            yield from flat(item)


def test_links_lead_from_part_to_part(reader: PdfReader) -> None:
    places = {name: reader.get_destination_page_number(each) or 0 for name, each in reader.named_destinations.items()}
    asked = set()
    for number, sheet in enumerate(reader.pages):
        for link in sheet.get("/Annots", ArrayObject()):
            annotation = link.get_object()
            assert annotation["/P" if "/P" in annotation else "/Dest"] in places
            asked.add((number, places[annotation["/Dest"]]))
    assert len({target for _, target in asked}) > 3
    assert any(target < number for number, target in asked)
    assert any(target > number for number, target in asked)


def test_every_mark_leads_to_one_element_of_the_structure(reader: PdfReader) -> None:
    tree = reader.root_object["/StructTreeRoot"]
    assert isinstance(tree, DictionaryObject)
    nums = tree["/ParentTree"]["/Nums"]  # type: ignore[index]
    assert list(nums[::2]) == list(range(len(nums) // 2))
    elements = list(below(tree["/K"][0].get_object()))  # type: ignore[index]
    known = {element.indirect_reference.idnum for element in elements if element.indirect_reference}
    assert len(known) == len(elements)
    for number, sheet in enumerate(reader.pages):
        assert sheet.get("/StructParents") == number
        if in_a_part(sheet):  # on the others, those of headers and footers lead to elements outside the structure
            assert {mark.idnum for mark in nums[2 * number + 1]} <= known
    heads = [str(element["/ID"]) for element in elements if "/ID" in element]
    assert len(heads) == len(set(heads)) > 180


def in_a_part(sheet: PageObject) -> bool:
    resources = sheet["/Resources"]
    assert isinstance(resources, DictionaryObject)
    return "frame" in str(resources["/XObject"])


def below(element: DictionaryObject) -> Iterator[DictionaryObject]:
    yield element
    kids = element.get("/K", ArrayObject())
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        inner = kid.get_object()
        if isinstance(inner, DictionaryObject) and inner.get("/Type") == "/StructElem":
            yield from below(inner)


def test_it_is_the_same_to_the_byte_in_one_process(
    long: Document, joined: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    with cut_often():
        assert render.to_pdf(long) == joined


def test_a_process_that_is_ended_costs_nothing(long: Document, joined: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", os._exit)  # what each process of the pool is told to do first
    with cut_often():
        assert render.to_pdf(long) == joined


def test_several_documents_at_the_same_time_are_the_same_to_the_byte(long: Document, joined: bytes) -> None:
    with cut_often(), workers(shared=True) as shared:
        waiting = [render.begin_pdf(long, "archive", shared) for _ in range(2)]
        assert [each() for each in waiting] == [joined, joined]


@pytest.mark.parametrize(("front", "times"), [('<nav class="contents"/>', 2), ("", 1)])
def test_the_first_part_is_laid_out_again_for_its_contents_alone(
    make: Make, front: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "".join(f"<tr><td>{at}</td></tr>" for at in range(90))
    document = make(f"{front}<h1>x</h1><table><tbody>{lines}</tbody></table>")
    layouts = Mock(side_effect=laid)
    monkeypatch.setattr(pdf_join, "laid", layouts)
    with cut_often():
        said = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(render.to_pdf(document))).pages)
    assert "89" in said
    assert layouts.call_count == times


def test_what_a_part_would_lose_is_said_once() -> None:
    tree = page(long_document("en"))
    for cell in tree.findall(".//td")[-2:]:
        etree.SubElement(cell, "a", href="#nowhere").text = "x"
    with cut_often(), pytest.raises(ProblemsFound) as caught:
        begun(tree, Workers(None, shared=False), profile="archive", forms=False, name="Long")()
    said = "the PDF would lose content: No anchor #nowhere for internal URI reference"
    assert [problem.message for problem in caught.value.problems] == [said]


def page_of(body: str, style: str = "") -> etree._Element:
    return etree.fromstring(f'<html lang="en"><head><style>{style}</style></head><body>{body}</body></html>')


def numbered(number: int, attribute: str = "") -> str:
    head = "<caption>C</caption><colgroup/><thead><tr><th>H</th></tr></thead>"
    cells = "".join(f"<tr><td{attribute if at % 10 == 0 else ''}>{at}</td></tr>" for at in range(number))
    return f'<table id="t">{head}<tbody>{cells}</tbody></table>'


def test_rows_stay_in_their_order_under_the_head_of_their_table() -> None:
    parts = cut(page_of(f"<h1>x</h1>{numbered(50)}<p>end</p>"), 10, 10)
    assert len(parts) == 5
    assert [cell.text for part in parts for cell in part.iter("td")] == [str(at) for at in range(50)]
    assert [len(part.findall(".//thead")) for part in parts] == [1] * 5
    assert [part.findtext(".//caption") for part in parts] == ["C", None, None, None, None]
    assert [part.get("lang") for part in parts] == ["en"] * 5
    assert [part.findtext(".//p") for part in parts] == [None] * 4 + ["end"]
    assert [len(part.findall(".//*[@id]")) for part in parts] == [1, 0, 0, 0, 0]


def test_no_part_begins_within_cells_that_belong_together() -> None:
    parts = cut(page_of(numbered(50, ' rowspan="10"')), 10, 10)
    firsts = [part.findtext(".//td") for part in parts]
    assert firsts == ["0", "10", "20", "30", "40"]


@pytest.mark.parametrize(
    "body",
    [
        numbered(9),
        f"<ul><li>{numbered(50)}</li></ul>",
        f"<table><tbody><tr><td>{numbered(50)}</td></tr></tbody></table>",
        f'{numbered(50)}<nav class="contents"/>',
    ],
)
def test_what_cannot_be_parted_stays_whole(body: str) -> None:
    assert len(cut(page_of(body), 10, 10)) == 1


@pytest.mark.parametrize(
    ("style", "cuts"),
    [
        ("@page { margin: 1cm } @page landscape { size: A4 landscape }", True),
        ("nav a::after { content: target-counter(attr(href), page) }", True),
        ("a.ref::after { content: target-counter(attr(href), page) }", False),
        ("@page :first { margin: 0 }", False),
        ("h1 { string-set: chapter content() }", False),
        ("h1 { counter-increment: chapter }", False),
        ("div { position: running(head) }", False),
        ("div { position: fixed }", False),
        ("p { break-before: right }", False),
        ("i { float: footnote }", False),
    ],
)
def test_a_style_that_reaches_over_pages_is_laid_out_whole(style: str, cuts: bool) -> None:
    assert may_be_cut(page_of("<p>x</p>", style)) is cuts


def test_the_style_of_the_house_lets_a_document_be_cut(english: Document) -> None:
    assert not may_be_cut(page(english))  # it has fields
    assert may_be_cut(page(long_document("en")))

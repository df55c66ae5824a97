"""Reading files back, figures against figures, and names that are almost right."""

import io
from time import perf_counter

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bidkit.ready.asked import Identified
from bidkit.ready.figures import differing, figures, like_money, miscounted, value
from bidkit.ready.names import variants
from bidkit.ready.paper import Block, Cell, Paper
from bidkit.ready.word import read_word

NAME = "Northfield Testing Machines (Beijing) Co., Ltd."
CHINESE = "北方试验机（北京）有限公司"


def blocks(*texts: str) -> list[Block]:
    return [Block(f"paragraph {at}", text) for at, text in enumerate(texts, start=1)]


def row(at: int, *texts: str) -> list[Block]:
    return [Block(f"cell {at}.{column}", text, Cell(1, at, column)) for column, text in enumerate(texts, start=1)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CNY 3,861,214.35", ["3,861,214.35"]),
        ("共计3861214.35元", ["3861214.35"]),
        ("less −34,300.00", ["−34,300.00"]),
        ("clause 5.1.5 and v2", []),
        ("0.5 to 20 Hz", ["0.5", "20"]),
        ("nothing", []),
    ],
)
def test_figures_are_found_as_they_stand(text: str, found: list[str]) -> None:
    assert list(figures(text)) == found


@pytest.mark.parametrize(
    ("figure", "money"),
    [("9,000", True), ("9000.00", True), ("400440", True), ("9000", False), ("0.5", False), ("90", False)],
)
def test_amounts_are_told_from_other_figures(figure: str, money: bool) -> None:
    assert like_money(figure) == money


@given(st.decimals(0, 10**9, places=2))
def test_an_amount_is_read_as_it_was_written(amount: object) -> None:
    assert [value(figure) for figure in figures(f"CNY {amount:,} in all")] == [amount]


def test_a_figure_written_otherwise_is_the_same() -> None:
    assert list(differing(blocks("in all 1000.00"), blocks("in all 1,000.00"))) == []


def test_changed_figures_stand_with_their_place() -> None:
    (found,) = differing(blocks("Bid", "valid 60 days", "end"), blocks("Bid", "valid 90 days", "end"))
    assert (found.place, found.said, found.meant, found.moved) == ("paragraph 2", ("60",), ("90",), False)


def test_a_paragraph_that_was_added_or_taken_out() -> None:
    (added,) = differing(blocks("Bid", "in 5 parts", "end"), blocks("Bid", "end"))
    assert (added.place, added.said, added.meant, added.moved) == ("paragraph 2", ("5",), (), True)
    (gone,) = differing(blocks("Bid", "end"), blocks("Bid", "in 5 parts", "end"))
    assert (gone.said, gone.meant, gone.moved) == ((), ("5",), False)


def test_a_thousand_rows_are_compared_in_a_moment() -> None:
    made = [Block("", text) for at in range(1000) for text in (f"B-{at}", "Tester", "1 pcs", f"{at}.00", "13")]
    actual = [*made[:2500], Block("cell", "99"), *made[2501:]]
    began = perf_counter()
    (found,) = differing(actual, made)
    assert (found.said, perf_counter() - began < 1) == (("99",), True)


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("letter.docx", None),
        ("2 Technical/letter.docx", "technical"),
        ("标书/价格标/letter.docx", "price"),
        ("资格审查/letter.docx", "qualification"),
        ("drafts/letter.docx", None),
    ],
)
def test_the_envelope_is_told_by_the_folder(name: str, folder: str | None) -> None:
    assert Identified(Paper(name, "docx", ()), ()).folder == folder


def test_what_is_filled_in_is_no_change() -> None:
    assert list(differing(blocks("Date", "16 December 2026"), blocks("Date", ""))) == []


LINE = ("B-1", "Tester", "2 pcs", "10.00", "20.00", "13", "2.60", "22.60")
SUM = ("Sum", "20.00", "", "2.60", "22.60")


@pytest.mark.parametrize(
    ("line", "of_sum", "wrong"),
    [
        (LINE, SUM, []),
        ((*LINE[:3], "10.01", *LINE[4:]), SUM, ["cell 1.5"]),
        ((*LINE[:6], "2.61", "22.61"), ("Sum", "20.00", "", "2.61", "22.61"), ["cell 1.7"]),
        ((*LINE[:7], "22.61"), SUM, ["cell 1.8", "cell 2.5"]),
        (LINE, ("Sum", "20.01", "", "2.60", "22.60"), ["cell 2.2"]),
        ((*LINE[:5], "–", "–", "–"), ("Sum", "20.00", "", "–", "–"), []),
    ],
)
def test_price_tables_add_up(line: tuple[str, ...], of_sum: tuple[str, ...], wrong: list[str]) -> None:
    found = miscounted([*row(1, *line), *row(2, *of_sum)], frozenset(("B-1",)), 2)
    assert [place for place, _ in found] == wrong


def test_a_row_that_a_person_added_counts_in_the_sum() -> None:
    added = ("B-9", "Crane", "1 pcs", "5.00", "5.00", "13", "0.65", "5.65")
    found = miscounted([*row(1, *LINE), *row(2, *added), *row(3, *SUM)], frozenset(("B-1",)), 2)
    assert [place for place, _ in found] == ["cell 3.2", "cell 3.4", "cell 3.5"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Bidder: {NAME}", []),
        (f"{NAME} {NAME}", []),
        ("Made by Northfield, China", []),
        ("Bidder: Northfield Testing Machine (Beijing) Co., Ltd.", ["Northfield Testing Machine (Beijing) Co., Ltd."]),
        ("Northfield Testing Machines (Beijing) Co Ltd is", ["Northfield Testing Machines (Beijing) Co Ltd"]),
        (NAME.replace("Beijing", "Bejing"), [NAME.replace("Beijing", "Bejing")]),
        (NAME.upper(), [NAME.upper()]),
    ],
)
def test_a_name_that_is_almost_right_is_found(text: str, found: list[str]) -> None:
    assert [said for _, said in variants(NAME, blocks(text))] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"投标人：{CHINESE}", []),
        ("投标人：北方试验机(北京)有限公司", ["北方试验机(北京)有限公司"]),
        ("北方试验机北京有限公司投标", ["北方试验机北京有限公司"]),
        ("北方地区的试验机", []),
    ],
)
def test_a_chinese_name_that_is_almost_right_is_found(text: str, found: list[str]) -> None:
    assert [said for _, said in variants(CHINESE, blocks(text))] == found


def test_a_word_file_is_read_with_places() -> None:
    document = docx.Document()
    document.add_paragraph("First")
    table = document.add_table(rows=2, cols=2)
    table.rows[1].cells[0].text = "In a cell"
    document.add_paragraph("Last")
    document.sections[0].header.paragraphs[0].text = "Above"
    document.core_properties.subject = "bid-01-letter"
    stream = io.BytesIO()
    document.save(stream)
    paper = read_word("letter.docx", stream.getvalue())
    assert paper.subject == "bid-01-letter"
    said = [(block.place, block.text) for block in paper.blocks if block.text]
    assert said == [
        ("paragraph 1", "First"),
        ("table 1, row 2, cell 1", "In a cell"),
        ("paragraph 2", "Last"),
        ("header", "Above"),
    ]
    assert [block.margin for block in paper.blocks if block.text] == [False, False, False, True]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html/>"])
def test_what_is_no_word_file_is_said(data: bytes) -> None:
    with pytest.raises(ValueError, match="Word file"):
        read_word("letter.docx", data)

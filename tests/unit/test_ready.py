"""Reading files back, figures against figures, and names that are almost right."""

import io
import zipfile
from collections.abc import Sequence
from time import process_time

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from bidkit.ready.asked import Identified
from bidkit.ready.figures import differing, figures, like_money, miscounted, value
from bidkit.ready.names import variants
from bidkit.ready.paper import Block, Cell, Paper, Unreadable
from bidkit.ready.price_lines import price_cells
from bidkit.ready.sheets import read_workbook
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
    began = process_time()
    (found,) = differing(actual, made)
    assert (found.said, process_time() - began < 1) == (("99",), True)


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


PAGE = (
    "No. Goods or service Quantity Unit price Amount Tax, % Tax With tax",
    "B-1 Tester for 2 shifts,",
    "made in 2026",
    "2 pcs 10.00 20.00 13 2.60 22.60",
    "B-2 Calibration, lot 1 5 machines 9.00 45.00 6 2.70 47.70",
    "Sum of the lines 65.00 5.30 70.30",
    "B-3 Option: a third year 1 year 48.00 48.00 6 2.88 50.88",
)
TABLES = (frozenset(("B-1", "B-2")), frozenset(("B-3",)))


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("", "", []),
        ("20.00", "21.00", ["is 20.00, not 21.00", "is 2.73, not 2.60", "are 23.60, not 22.60", "come to 66.00"]),
        ("6 2.88 50.88", "6 2.88 51.88", ["48.00 and 2.88 are 50.88, not 51.88"]),
        ("Sum of the lines 65.00", "Sum of the lines 56.00", ["the lines come to 65.00, and the sum says 56.00"]),
        ("2 pcs 10.00", "– –", []),
    ],
)
def test_price_tables_on_pages_add_up(old: str, new: str, wrong: list[str]) -> None:
    """Where a row cannot be read, nothing is said of the sum; the options count by themselves."""
    lines = blocks(*(text.replace(old, new) for text in PAGE))
    found = list(miscounted(list(price_cells(lines, TABLES, 2)), frozenset(("B-1", "B-2", "B-3")), 2))
    assert len(found) == len(wrong)
    assert all(said in str(message) for said, (_, message) in zip(wrong, found, strict=True)), found


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    made, sheet = io.BytesIO(), Workbook()
    for each in rows:
        sheet.worksheets[0].append(list(each))
    sheet.save(made)
    return made.getvalue()


SHEET = (
    ("No.", "Goods", "Quantity", "Unit", "Unit price", "Amount", "Tax, %", "Tax", "With tax"),
    ("B-1", "Tester", 2, "pcs", 10, 20, 13, 2.6, 22.6),
    ("B-2", "Calibration", 1, "lot", 5.5, 5.5, 6, 0.33, 5.83),
)


@pytest.mark.parametrize(
    ("total", "wrong"),
    [
        (("Sum", None, None, None, None, 25.5, None, 2.93, 28.43), []),
        (("Sum", None, None, None, None, 25.6, None, 2.93, 28.43), ["Sheet!F4"]),
    ],
)
def test_price_tables_in_workbooks_add_up(total: Sequence[object], wrong: list[str]) -> None:
    body = read_workbook("price.xlsx", workbook((*SHEET, total))).body
    found = miscounted(body, frozenset(("B-1", "B-2")), 2)
    assert [place for place, _ in found] == wrong


def test_a_workbook_shows_what_its_formats_say_and_formulas_have_to_be_calculated() -> None:
    book = Workbook()
    book.worksheets[0].append(["B-1", "Tester", "2 pcs", 10.004, 20.0, 13, 2.6, 22.6])
    book.worksheets[0]["D1"].number_format = "#,##0.00"
    made = io.BytesIO()
    book.save(made)
    assert read_workbook("price.xlsx", made.getvalue()).body[3].text == "10.00"
    with pytest.raises(Unreadable, match="its formula in Sheet!A1 was never calculated"):
        read_workbook("price.xlsx", workbook([["=1+1"]]))
    with pytest.raises(Unreadable, match="damaged"):
        read_workbook("price.xlsx", b"PK")


def test_a_workbook_too_large_is_told_what_to_take_out() -> None:
    made = io.BytesIO(workbook(SHEET))
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("xl/media/image1.png", bytes(5_000_001))
    with pytest.raises(Unreadable, match="it is larger than 5 MB") as large:
        read_workbook("price.xlsx", made.getvalue())
    assert "take out its pictures" in str(large.value.hint)


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
    said = [(str(block.place), block.text) for block in paper.blocks if block.text]
    assert said == [
        ("paragraph 1", "First"),
        ("table 1, row 2, cell 1", "In a cell"),
        ("paragraph 2", "Last"),
        ("header", "Above"),
    ]
    assert [block.margin for block in paper.blocks if block.text] == [False, False, False, True]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html/>"])
def test_what_is_no_word_file_is_said(data: bytes) -> None:
    with pytest.raises(Unreadable, match="Word file"):
        read_word("letter.docx", data)

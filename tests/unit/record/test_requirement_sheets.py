"""Requirements in a spreadsheet: read exactly, or every bad cell named; what goes out comes back the same."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bidkit import render
from bidkit.deal import Deal
from bidkit.deal.standards import OurAnswer, Requirement, Verification
from bidkit.problems import ProblemsFound
from bidkit.record.editing import edited, fields_of
from bidkit.record.files import DealFile, deal_of, load_deal
from bidkit.record.requirements.changes import Choice, Differences, proposed
from bidkit.record.requirements.sheet import Asked, hold_key, table_in, worksheets
from bidkit.record.requirements.words import field_of, suggested, word_of
from bidkit.render.language import speaker
from bidkit.render.search import built_in
from bidkit.requirement_columns import NAMED, WRITTEN
from bidkit.stages.requirement_workbook import requirement_workbook
from tests.acceptance.requirement_lists import HEADS, SAME, book
from tests.builders import STANDARDS, write
from tests.unit.record.wrong_records.test_wrong_records import EARLY_RECORD
from tests.unit.render.libreoffice import convert

Change = Callable[[Worksheet], None]
RECORD = EARLY_RECORD + STANDARDS


def differences(deal: DealFile, path: Path, asked: Asked = Asked()) -> Differences:  # noqa: B008 - it is frozen
    listed = table_in(path, worksheets(path), asked)
    hold_key(listed)
    return proposed(deal, listed, Choice()).differences()


def at(cell: str, value: Any, number_format: str = "General") -> Change:  # noqa: ANN401 - whatever a cell holds
    def change(sheet: Worksheet) -> None:
        sheet[cell] = value
        sheet[cell].number_format = number_format

    return change


def text_at(cell: str, value: str) -> Change:
    def change(sheet: Worksheet) -> None:
        sheet[cell] = value
        sheet[cell].data_type = "s"

    return change


def rows_more(*rows: tuple[str, str]) -> Change:
    def change(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(row)

    return change


def hide_rows(first: int, last: int) -> Change:
    def change(sheet: Worksheet) -> None:
        for row in range(first, last + 1):
            sheet.row_dimensions[row].hidden = True

    return change


def hide_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["E"].hidden = True


def empty(sheet: Worksheet) -> None:
    sheet.delete_rows(2, 10)


WRONG: list[tuple[str, Change, list[str]]] = [
    ("a formula", at("B3", "=A1&A2"), ["List!B3: `text` holds a formula, =A1&A2"]),
    ("a formula in a number", at("D3", "=30*2"), ["List!D3: `weight` holds a formula, =30*2"]),
    ("an error", at("F2", "#REF!"), ["List!F2: `ours.offered` shows the error #REF!"]),
    (
        "a date for a text",
        at("F2", date(2026, 9, 1), "yyyy-mm-dd"),
        ["List!F2: `ours.offered` holds a date (2026-09-01 00:00:00), which is no text"],
    ),
    (
        "a number that is shown as another",
        at("F2", 0.5, "0.00"),
        ["List!F2: `ours.offered` holds the number 0.5, shown as another text by its format 0.00"],
    ),
    ("points as a percentage", at("D3", 0.6, "0%"), ["List!D3: `weight` is shown as a percentage"]),
    (
        "points that are words",
        at("D3", "sixty"),
        ["List!D3: `standards.requirements[2].weight`: 'sixty' is not a number"],
    ),
    ("points that are yes or no", at("D3", True), ["List!D3: `weight` holds TRUE, which is no number"]),
    (
        "an answer that is none",
        at("E2", "maybe"),
        ["List!E2: `standards.requirements[1].ours.answer`: 'maybe' cannot stand here"],
    ),
    (
        "an obligation that is none",
        at("C4", "nice to have"),
        ["List!C4: `standards.requirements[3].obligation`: 'nice to have' cannot stand here"],
    ),
    ("the same id twice", at("A4", "REQ-001"), ["List!A4: `REQ-001` stands in row 2 already"]),
    (
        "numbers that give one id",
        rows_more(("3.1", "Guards"), ("3-1/", "Stops")),
        ["List!A6: `R-3-1` stands in row 5 already"],
    ),
    ("a new one without its text", at("A5", "REQ-009"), ["List!B5: `text` is empty"]),
    (
        "a character that cannot be seen",
        text_at("B3", "Response\u202e within"),
        ["List!B3: holds a character that reverses the order of what is read (U+202E)"],
    ),
    (
        "a text as long as a cell",
        text_at("B3", "x" * 32767),
        ["List!B3: `text` is 32,767 signs long: what came after was cut off"],
    ),
    ("a hidden row", hide_rows(3, 3), ["List!A3: row 3 is hidden, but holds what would be read"]),
    ("rows that a filter hides", hide_rows(2, 3), ["List!A2: rows 2 to 3 are hidden, but hold what would be read"]),
    ("a hidden column", hide_column, ["List!E1: the column of `ours.answer` is hidden"]),
    ("merged cells", lambda sheet: sheet.merge_cells("B2:B3"), ["List!B2: the cells B2:B3 are merged"]),
    ("one heading twice", at("G1", "Requirement"), ["List!A1: columns B and G both read as `text`"]),
    ("no row at all", empty, ["List!A1: no row below the headings holds a requirement"]),
    (
        "no heading that is known",
        lambda sheet: (at("A1", "Nr of ours")(sheet), at("B1", "Requirment")(sheet))[0],
        ["List!A1: no heading in row 1 says which column holds the requirements"],
    ),
    (
        "several at once",
        lambda sheet: (at("B2", "=1")(sheet), at("D4", "=2")(sheet))[0],
        ["List!B2: `text` holds a formula, =1", "List!D4: `weight` holds a formula, =2"],
    ),
]


@pytest.mark.parametrize(("change", "expected"), [each[1:] for each in WRONG], ids=[each[0] for each in WRONG])
def test_a_wrong_sheet_is_named_cell_by_cell(change: Change, expected: list[str], tmp_path: Path) -> None:
    path = book(tmp_path, HEADS, *SAME, change=change)
    with pytest.raises(ProblemsFound) as found:
        differences(load_deal(write(tmp_path, RECORD)), path)
    assert [str(each).splitlines()[0] for each in found.value.problems] == [f"{path}:{said}" for said in expected]
    assert all(each.hint.strip() for each in found.value.problems)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("list.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is not an Excel workbook"),
        ("list.csv", b"Id,Requirement\nREQ-1,Text\n", "is not an Excel workbook"),
        ("list.xlsx", b"PK\x03\x04 cut off", "is not an Excel workbook"),
        ("list.xlsx", bytes(5_000_001), "is larger than 5 MB"),
    ],
)
def test_what_is_no_workbook_is_refused(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ProblemsFound, match=said):
        worksheets(path)


def test_a_heading_that_is_nearly_right_is_suggested(tmp_path: Path) -> None:
    path = book(tmp_path, ("Ref of ours", "Requirment"), ("1", "Text"))
    with pytest.raises(ProblemsFound) as found:
        differences(load_deal(write(tmp_path, RECORD)), path)
    assert "--column text=B. The headings are: A 'Ref of ours', B 'Requirment'." in found.value.problems[0].hint


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_heading_and_word_that_is_written_is_known_again(language: str) -> None:
    say = speaker(language, built_in()).plain
    for column in NAMED.values():
        if column in WRITTEN or column.words:
            assert field_of(say(column.heading)) == column.name
        for word, words in column.words.items():
            assert word_of(column.name, say(words)) == word_of(column.name, word) == word


def test_headings_that_mean_nothing_or_two_things_are_not_guessed() -> None:
    assert field_of("Supplier remarks") is None
    assert field_of("Requirement / Evidence") is None
    assert (suggested("Requirment text"), suggested("Colour")) == ("text", None)


LINES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn")), min_size=1, max_size=60
)
TEXTS = st.lists(LINES, min_size=1, max_size=3).map("\n".join).map(str.strip).filter(bool)
FORMULAS = st.tuples(st.sampled_from("=+-@'"), LINES).map("".join).map(str.strip)
ESCAPED = st.sampled_from(("_x0041_", "_x005F_", "_x000D_ end", "a_x005f_x0042_b", "x005F_"))
WORDS = TEXTS | FORMULAS | ESCAPED
NUMBERS = st.decimals(0, 999_999, places=9) | st.decimals(0, 100, places=2)
DAYS = st.sampled_from(("2026-09-30", "2026-09", "2026", "--09"))


@st.composite
def requirements(draw: st.DrawFn) -> list[Requirement]:
    def one(number: int) -> Requirement:
        def may(values: st.SearchStrategy[Any]) -> Any:  # noqa: ANN401 - whatever is drawn
            return draw(st.none() | values)

        fields = {
            "id": f"REQ-{number}",
            "text": draw(WORDS),
            "obligation": draw(st.sampled_from(("mandatory", "scored"))),
            "weight": may(NUMBERS),
            "source": may(WORDS),
            "no_cost": may(WORDS),
            "cost_lines": draw(st.sampled_from(((), ("K-01",), ("K-01", "K-02")))),
            "ours": OurAnswer.model_validate(
                {
                    "answer": may(st.sampled_from(("comply", "partially", "deviate", "exceed"))),
                    "offered": may(WORDS),
                    "evidence": may(WORDS),
                    "deviation": may(WORDS),
                    "date": may(DAYS),
                }
            ),
            "verification": Verification.model_validate({"test": may(WORDS), "criterion": may(WORDS)}),
        }
        return Requirement.model_validate({name: value for name, value in fields.items() if value is not None})

    return [one(number) for number in range(1, 1 + draw(st.integers(1, 4)))]


def said(item: Requirement) -> dict[str, object]:
    return {column.name: column.value(item) for column in WRITTEN}


EMPTY = RECORD[: RECORD.index("  requirements:\n")].replace("\nstandards:\n", "\nstandards:\n  # ours\n")


@settings(max_examples=60, deadline=None)
@given(requirements(), st.sampled_from(("en", "zh-CN")))
def test_what_goes_out_comes_back_the_same(items: list[Requirement], language: str) -> None:
    path = Path("deal.yaml")
    before = deal_of(EMPTY, path)
    standards = before.deal.standards.model_copy(update={"requirements": tuple(items)})
    out = requirement_workbook(before.deal.model_copy(update={"standards": standards}))
    sheets: list[Any] = load_workbook(BytesIO(render.to_xlsx(out, language=language))).worksheets
    found = proposed(before, table_in(Path("list.xlsx"), sheets, Asked()), Choice())
    assert [said(item) for item in found.after.deal.standards.requirements] == [said(item) for item in items]
    text = edited(EMPTY, "deal.yaml", found.edits(found.differences()), fields_of(Deal))
    assert text.startswith(EMPTY)
    assert [said(item) for item in deal_of(text, path).deal.standards.requirements] == [said(item) for item in items]


def test_a_file_that_another_program_has_saved_reads_the_same(tmp_path: Path) -> None:
    deal = load_deal(
        write(tmp_path, RECORD.replace("text: Open export of the raw data", 'text: "_x0041_ +\\nline two"'))
    )
    path = tmp_path / "list.xlsx"
    path.write_bytes(render.to_xlsx(requirement_workbook(deal.deal), language="en"))
    again = convert(path, "xlsx", tmp_path)
    found = differences(deal, again)
    assert (found.same, found.new, found.changed, found.removed) == (3, {}, {}, ())

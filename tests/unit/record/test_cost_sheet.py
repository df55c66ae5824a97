"""Cost lines in the house's own spreadsheet: read exactly, or every bad cell named; never silently wrong."""

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bidkit.cli.desk import Desk, lay_out
from pricing.cost import total
from tests.builders import edited, write
from tests.unit.record.cost_books import (
    AT_FILE,
    SOUND,
    Change,
    book,
    costs_of,
    desk_of,
    in_sheet,
    record_with,
    said,
    set_cell,
)
from tests.unit.record.wrong_records.table import MARK, marks


def test_the_lines_of_a_sheet_are_those_of_a_record(tmp_path: Path) -> None:
    first, second = costs_of(book(tmp_path)).lines
    assert (first.id, first.category, first.what, first.unit) == ("K-01", "machines", "Spring tester", "pcs")
    assert (str(first.quantity), str(first.unit_cost), first.currency) == ("2", "198000", None)
    assert first.three_point is None
    assert (first.source, str(first.date)) == ("Cost list", "2026-09-09")
    assert (str(second.quantity), str(second.unit_cost), second.currency) == ("1.5", "2150.35", "EUR")
    assert second.three_point is not None
    assert (str(second.three_point.low), str(second.three_point.high)) == ("2100", "2400.5")
    assert second.three_point.likely is None
    assert (second.what, str(second.date)) == ("试验机", "2026-08")


def test_a_sheet_and_a_record_give_the_same_total(tmp_path: Path) -> None:
    inline = lay_out(write(tmp_path)).deal.costs
    rows = (("K-01", "machines", "Spring tester", 2, None, 198000), ("K-02", "bought-in", None, 6, None, 2150.0, "EUR"))
    read = costs_of(book(tmp_path, rows))
    assert inline is not None
    assert total(read, "CNY").base == total(inline, "CNY").base == Decimal("502425.00")


BAD_CELLS: list[tuple[str, Change, str]] = [
    ("text for a number", set_cell("D2", "2"), "D2: `quantity` holds the text '2', not a number"),
    ("thousands", set_cell("F2", "198,000"), "F2: `unit_cost` holds the text '198,000', not a number"),
    ("error value", set_cell("F3", "#DIV/0!"), "F3: `unit_cost` shows the error #DIV/0!"),
    ("never calculated", set_cell("F3", "=2*3"), "F3: `unit_cost` holds a formula whose value was never stored"),
    ("never calculated text", set_cell("A3", '="K-"&2'), "A3: `id` holds a formula whose value was never stored"),
    ("yes or no", set_cell("D3", True), "D3: `quantity` holds TRUE, which is no number"),
    (
        "date for a number",
        set_cell("D2", date(2026, 1, 2), "yyyy-mm-dd"),
        "D2: `quantity` holds a date (2026-01-02 00:00:00), which is no number",
    ),
    (
        "id that became a date",
        set_cell("A2", date(2026, 1, 2), "mm-dd"),
        "A2: `id` holds a date (2026-01-02 00:00:00), which is no text",
    ),
    ("time of day", set_cell("K2", time(9, 30), "h:mm"), "K2: `date` holds a time (09:30:00), which is no date"),
    (
        "date with a time",
        set_cell("K2", datetime.fromisoformat("2026-09-09T08:00"), "yyyy-mm-dd"),
        "K2: `date` holds a time of day (2026-09-09 08:00:00)",
    ),
    ("serial number of a day", set_cell("K2", 46000), "K2: `costs.lines[1].date`: '46000' is not a date"),
    ("below zero", set_cell("F2", -1), "F2: `costs.lines[1].unit_cost`: -1 is below zero"),
    ("endless fraction", set_cell("F2", 1 / 3), "F2: `unit_cost` holds 0.333333333333333, which has more than 9"),
    ("too large", set_cell("F2", 1e300), "F2: `costs.lines[1].unit_cost`: '1000000000"),
    ("empty cost", set_cell("F2", None), "F2: `unit_cost` is empty"),
    ("empty quantity", set_cell("D2", None), "D2: `quantity` is empty"),
    ("empty id", set_cell("A2", "  "), "A2: `id` is empty"),
    ("number shown as another text", set_cell("A2", 7, "000"), "A2: `id` holds the number 7, shown as another text"),
    ("id that none can be", set_cell("A2", "K 01"), "A2: `costs.lines[1].id`: 'K 01' cannot be an id"),
    ("id twice", set_cell("A3", "K-01"), "A3: the id `K-01` is used twice"),
    ("currency that is none", set_cell("G3", "RMB"), "G3: `costs.lines[2].currency`: 'RMB' is not a currency"),
    ("currency without a rate", set_cell("G3", "USD"), "G3: `K-02` is in USD, which has no forward rate"),
    ("shown in euro", set_cell("F2", 5, "[$€-407] #,##0.00"), "F2: `unit_cost` is shown in €, but the line counts in"),
    ("shown in dollars", set_cell("F3", 2150, "[$USD] 0"), "F3: `unit_cost` is shown in USD, but the line counts in"),
    ("low above the cost", set_cell("H3", 2200), "H3: `K-02`: low 2200 lies above the most likely 2150.35"),
    ("low alone", set_cell("I3", None), "I3: `costs.lines[2].three_point.high` is missing"),
    ("unseen character", set_cell("C3", "a\u202eb"), "C3: holds a character that reverses the order of what is read"),
    (
        "stated tomorrow",
        set_cell("K3", date(2026, 9, 16), "yyyy-mm-dd"),
        "K3: `date` is 2026-09-16, after the record's own date",
    ),
    ("two lines in one cell", set_cell("C2", "a\nb"), "C2: `costs.lines[1].what`: runs over several lines"),
    ("hidden row", lambda sheet: _hide(sheet, 3), "A3: row 3 is hidden, but holds a cost line"),
    ("merged over two fields", lambda sheet: sheet.merge_cells("B3:C3"), "B3: the cells B3:C3 are merged"),
    ("merged with a cell outside", lambda sheet: sheet.merge_cells("K3:L3"), ""),
    ("merged headers", lambda sheet: sheet.merge_cells("K1:M1"), ""),
]


def _hide(sheet: Worksheet, row: int) -> None:
    sheet.row_dimensions[row].hidden = True


@pytest.mark.parametrize(("change", "says"), [case[1:] for case in BAD_CELLS], ids=[case[0] for case in BAD_CELLS])
def test_a_bad_cell_is_one_problem_at_its_cell(change: Change, says: str, tmp_path: Path) -> None:
    record = book(tmp_path, change=change)
    if not says:
        assert len(costs_of(record).lines) == 2
        return
    (found,) = said(record)
    assert found.startswith(f"costs.xlsx:Costs!{says}")


def test_a_row_without_height_is_hidden(tmp_path: Path) -> None:
    record = book(tmp_path)
    in_sheet(tmp_path, '<row r="3">', '<row r="3" ht="0" customHeight="1">')
    assert said(record) == ["costs.xlsx:Costs!A3: row 3 is hidden, but holds a cost line"]


def test_a_hidden_column_is_read_only_where_the_record_names_it(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.column_dimensions.group("D", "E", hidden=True)

    record = book(tmp_path, change=change)
    assert said(record) == [
        f"deal.yaml:{AT_FILE}:9: `costs.columns.quantity`: column D is hidden",
        f"deal.yaml:{AT_FILE}:9: `costs.columns.unit`: column E is hidden",
    ]
    named = record_with("  file: costs.xlsx\n  columns: {quantity: quantity, unit: E}\n")
    assert len(costs_of(write(tmp_path, named)).lines) == 2


def test_merged_rows_name_the_cells_that_they_hide(tmp_path: Path) -> None:
    assert said(book(tmp_path, change=lambda sheet: sheet.merge_cells("B2:B3"))) == [
        "costs.xlsx:Costs!B2: the cells B2:B3 are merged"
    ]


def test_all_bad_cells_come_at_once_with_the_record_s_own_mistakes(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["D2"], sheet["F2"], sheet["F3"] = "two", -3, "#N/A"

    record = book(tmp_path, change=change)
    record.write_text(record_with().replace("probability: 15", "probability: 150"), encoding="utf-8")
    assert [each.partition(" ")[0] for each in said(record)] == [
        "costs.xlsx:Costs!D2:",
        "costs.xlsx:Costs!F2:",
        "costs.xlsx:Costs!F3:",
        "deal.yaml:77:20:",
    ]


def test_a_problem_in_a_cell_has_its_cell_in_json(tmp_path: Path) -> None:
    problems = desk_of(book(tmp_path, change=set_cell("F2", "x")))
    assert not isinstance(problems, Desk)
    data = problems[0].data()
    assert (data["path"], data["line"], data["column"]) == (str(tmp_path / "costs.xlsx"), 2, 6)
    assert data["cell"] == "Costs!F2"


def test_blank_rows_are_no_lines(tmp_path: Path) -> None:
    rows = (SOUND[0], (None,) * 11, ("", " ", None), SOUND[1])
    lines = costs_of(book(tmp_path, rows, set_cell("M900", "a note beside the columns"))).lines
    assert [each.id for each in lines] == ["K-01", "K-02"]


def test_a_formula_that_gives_an_empty_text_is_blank(tmp_path: Path) -> None:
    """Prepared rows say =IF(A4="","",...); Excel stores their empty text, and so they are no lines."""
    record = book(tmp_path, change=set_cell("F4", '=IF(A4="","",1)'))
    in_sheet(
        tmp_path, '<c r="F4"><f>IF(A4="","",1)</f><v></v></c>', '<c r="F4" t="str"><f>IF(A4="","",1)</f><v></v></c>'
    )
    assert len(costs_of(record).lines) == 2


def test_a_stored_result_is_read_and_not_the_formula(tmp_path: Path) -> None:
    record = book(tmp_path, change=set_cell("F2", "=3*4.1"))
    in_sheet(tmp_path, "<f>3*4.1</f><v></v>", "<f>3*4.1</f><v>12.299999999999999</v>")
    assert str(costs_of(record).lines[0].unit_cost) == "12.3"  # as Excel shows it: fifteen digits


HOUSE_SHEET = (
    ("Kalkulation 2026", None, None, None),
    ("Pos.", "Bezeichnung", "Menge", "Einzel-\nkosten"),
    ("K-01", "Prüfmaschine", 2, 100.5),
    ("K-02", "Fracht", 1, 60),
    ("Summe", None, None, 261),
)


def house_book(folder: Path, columns: str, change: Change | None = None) -> Path:
    workbook = Workbook()
    sheet = workbook.create_sheet("Calculation")
    for row in HOUSE_SHEET:
        sheet.append(list(row))
    if change:
        change(sheet)
    workbook.save(folder / "costs.xlsx")
    return write(folder, record_with(f"  file: costs.xlsx\n{columns}"))


WITH = "  sheet: Calculation\n  header_row: 2\n  last_row: 4\n"
NAMED = "  columns: {id: Pos., what: Bezeichnung, quantity: Menge, unit_cost: Einzel- Kosten}\n"
LETTERS = "  columns: {id: A, what: B, quantity: C, unit_cost: D}\n"


@pytest.mark.parametrize("columns", [NAMED, LETTERS, LETTERS.replace("id: A", "id: POS.")])
def test_columns_by_header_and_by_letter(columns: str, tmp_path: Path) -> None:
    lines = costs_of(house_book(tmp_path, WITH + columns)).lines
    assert [(each.id, each.what, str(each.quantity), str(each.unit_cost)) for each in lines] == [
        ("K-01", "Prüfmaschine", "2", "100.5"),
        ("K-02", "Fracht", "1", "60"),
    ]


def test_a_total_below_the_lines_is_not_counted_unseen(tmp_path: Path) -> None:
    assert said(house_book(tmp_path, WITH.replace("  last_row: 4\n", "") + NAMED)) == [
        "costs.xlsx:Calculation!C5: `quantity` is empty"
    ]


BAD_NAMES: list[tuple[str, str, str, str]] = [
    ("sheet", f"{WITH}{NAMED}", "Calculation", "`costs.sheet`: costs.xlsx has no sheet 'Nonesuch'"),
    ("header", f"{WITH}{NAMED}", "Menge", "`costs.columns.quantity`: the sheet has no column 'Nonesuch'"),
    ("letters", f"{WITH}{LETTERS}", "D", "`costs.columns.unit_cost`: the sheet has no column 'Nonesuch'"),
]


@pytest.mark.parametrize(
    ("columns", "old", "says"), [case[1:] for case in BAD_NAMES], ids=[case[0] for case in BAD_NAMES]
)
def test_what_the_sheet_does_not_have_is_said_where_it_is_named(
    columns: str, old: str, says: str, tmp_path: Path
) -> None:
    marked = edited(columns, (old, f"{MARK}Nonesuch"))
    ((line, column),) = marks(record_with(f"  file: costs.xlsx\n{marked}"))
    assert said(house_book(tmp_path, marked.replace(MARK, ""))) == [f"deal.yaml:{line}:{column}: {says}"]


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        (WITH.replace("  sheet: Calculation\n", "") + NAMED, "`costs.file`: costs.xlsx shows 2 sheets"),
        (WITH.replace("header_row: 2", "header_row: 4") + LETTERS, "`costs.file`: costs.xlsx holds no cost lines"),
    ],
)
def test_what_is_wrong_with_the_whole_file_is_said_at_its_name(columns: str, says: str, tmp_path: Path) -> None:
    assert said(house_book(tmp_path, columns)) == [f"deal.yaml:{AT_FILE}:9: {says}"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("D}", "XFE}", "`costs.columns.unit_cost`: the sheet has no column 'XFE'"),
        ("D}", "C}", "`costs.columns.unit_cost`: column C is that of `quantity` already"),
        ("what", "text", "`costs.columns.text` is not a field that may stand here"),
    ],
)
def test_a_column_that_cannot_be(old: str, new: str, says: str, tmp_path: Path) -> None:
    (found,) = said(house_book(tmp_path, WITH + LETTERS.replace(old, new)))
    assert found.startswith("deal.yaml:")
    assert found.endswith(says)


def test_a_header_that_stands_twice_names_no_column(tmp_path: Path) -> None:
    (found,) = said(house_book(tmp_path, WITH + NAMED, set_cell("F2", "menge")))
    assert found.endswith("`costs.columns.quantity`: the header 'Menge' stands in columns C and F")


def test_columns_that_a_line_needs_are_asked_for(tmp_path: Path) -> None:
    assert [each.split(": ", 1)[1] for each in said(house_book(tmp_path, WITH))] == [
        "`costs.columns.id`: the sheet has no column 'id'",
        "`costs.columns.unit_cost`: the sheet has no column 'unit_cost'",
    ]


def test_a_sheet_formatted_to_its_last_row_is_read_at_once(tmp_path: Path) -> None:
    record = book(tmp_path, change=set_cell("F1048576", None, "0.00"))
    assert len(costs_of(record).lines) == 2


figures = st.decimals(min_value=0, max_value=10**9, places=5) | st.decimals(min_value=0, max_value=10**6, places=9)


@settings(max_examples=20, deadline=None)
@given(st.lists(figures, min_size=1, max_size=20))
def test_a_figure_is_read_as_it_was_typed(typed: list[Decimal]) -> None:
    with TemporaryDirectory() as name:
        rows = [(f"L{at}", None, None, 1, None, float(each)) for at, each in enumerate(typed)]
        lines = costs_of(book(Path(name), rows)).lines
    assert [each.unit_cost for each in lines] == typed

"""The requirements go out to the engineers as a workbook, and come back answered."""

from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from tests.acceptance.house import bidkit, deal_of
from tests.acceptance.requirement_lists import import_, record_in, requirements, told


def test_the_engineers_workbook_reads_back_exactly(tmp_path: Path) -> None:
    record = deal_of(tmp_path)
    for language in ("en", "zh-CN"):
        file = tmp_path / "list.xlsx"
        assert bidkit("requirements", "export", record, "-o", file, "--language", language).code == 0
        found = told(tmp_path)
        assert (found["same"], found["new"], found["changed"], found["removed"]) == (25, [], [], [])
        assert (found["not_read"], found["kept_where_empty"]) == ([], 0)
        file.unlink()


def test_engineers_choose_from_lists_and_what_they_type_stays_text(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    text = record.read_text(encoding="utf-8").replace("text: Open export of the raw data", 'text: "=Open export"')
    record.write_text(text, encoding="utf-8")
    file = tmp_path / "list.xlsx"
    assert bidkit("requirements", "export", record, "-o", file).code == 0
    sheet = load_workbook(file)["Requirements"]
    heads = {str(cell.value): get_column_letter(at) for at, cell in enumerate(sheet[1], start=1)}
    rules = {cell: rule.formula1 for rule in sheet.data_validations.dataValidation for cell in str(rule.sqref).split()}
    assert rules[f"{heads['Our answer']}2"] == '"complies,complies in part,deviates,exceeds"'
    assert rules[f"{heads['Obligation']}2"] == '"mandatory,scored"'
    assert sheet[f"{heads['Value offered']}4"].number_format == "@"
    cell = sheet[f"{heads['Requirement']}4"]
    assert (cell.value, cell.data_type, cell.number_format, cell.quotePrefix) == ("=Open export", "s", "@", True)
    sheet[f"{heads['Our answer']}4"] = "exceeds"
    sheet[f"{heads['Value offered']}4"] = "CSV, 2 kHz"
    sheet[f"{heads['Test']}4"] = "Export a run, compare"
    sheet.parent.save(file)  # type: ignore[union-attr] # a sheet of a workbook
    assert import_(tmp_path, "--yes").code == 0
    item = requirements(record)["REQ-003"]
    assert (item.ours.answer, item.ours.offered, item.verification.test) == (
        "exceed",
        "CSV, 2 kHz",
        "Export a run, compare",
    )
    assert (item.text, len(item.rivals)) == ("=Open export", 0)


def test_a_workbook_that_engineers_are_filling_in_is_not_overwritten(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    assert bidkit("requirements", "export", record).code == 0
    file = tmp_path / "documents" / "SPR-2026-01-requirements.xlsx"
    workbook = load_workbook(file)
    workbook["Requirements"]["J2"] = "Class 0.4"
    workbook.save(file)
    edited = file.read_bytes()
    said = bidkit("requirements", "export", record)
    assert (said.code, f"kept {file}" in said.err) == (0, True)
    assert file.read_bytes() == edited


def test_no_rivals_and_no_notes_of_ours_go_to_the_engineers(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    text = record.read_text(encoding="utf-8")
    record.write_text(
        text.replace("    - id: REQ-003\n", "    - id: REQ-003\n      note: SECRET-NOTE\n"), encoding="utf-8"
    )
    assert bidkit("requirements", "export", record, "-o", tmp_path / "list.xlsx").code == 0
    cells = [
        str(cell.value) for sheet in load_workbook(tmp_path / "list.xlsx") for row in sheet.iter_rows() for cell in row
    ]
    for secret in ("SECRET-NOTE", "Flights", "Its service in Nanjing", "C-01"):
        assert not any(secret in each for each in cells)


def test_a_text_that_a_cell_cannot_hold_is_not_cut_off(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    text = record.read_text(encoding="utf-8").replace("text: Open export of the raw data", f"text: {'long ' * 7000}")
    record.write_text(text, encoding="utf-8")
    said = bidkit("requirements", "export", record, "-o", tmp_path / "list.xlsx")
    assert said.code == 1
    assert "`REQ-003` is too long for a cell, which holds 32,767 signs" in said.err
    assert not (tmp_path / "list.xlsx").exists()

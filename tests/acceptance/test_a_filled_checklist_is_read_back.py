"""A filled checklist goes back into the record: each value judged, each failure a punch item, nothing else changed."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from subprocess import run

import pytest
from pypdf import PdfReader, PdfWriter

from bidkit.deal import Deal
from bidkit.deal.acceptance import AcceptanceTest
from bidkit.record.files import load_deal
from tests.acceptance.filling import Values, fill_docx, fill_pdf, fill_xlsx
from tests.acceptance.house import Said, bidkit, deal_of, edit
from tests.unit.render.libreoffice import convert, redrawn

MEASURED = {
    "T-02": "10012 N",
    "T-08": "100.2",
    "T-09": "10.03 kN",
    "T-10": "0.4",
    "T-11": "0.3",
    "T-12": "100.01 mm",
    "T-13": "99.9",
    "T-14": "10.07",  # at most 10.05
    "T-15": "0.2",
    "T-16": "0.7",  # at most 0.5
    "T-17": "9.9990 cm",
    "T-18": "1.003",
    "T-19": "0.75",
    "T-20": "0.06",  # at most 0.05
    "T-21": "20",
    "T-22": "49.9",
    "T-24": "30100 N",
    "T-25": "-0.5",
    "T-26": "900 Hz",  # at least 1 kHz; as text or as a bare figure it would pass
    "T-27": "118",
    "T-29": "60.4",
    "T-30": "203",
    "T-31": "498",
}
TICKED = {"T-23": "pass", "T-28": "fail"}
FAILED = {"T-14": "A", "T-16": "B", "T-20": "B", "T-26": "B", "T-28": "A"}
"""With the class of the punch item: A where a mandatory requirement hangs on the test."""
DAY = "2027-06-24"


def values() -> Values:
    found: dict[str, str | bool] = {}
    for test in (*MEASURED, *TICKED):
        found |= {f"{test}_date": DAY, f"{test}_by": "He Tao", f"{test}_witness": "Sun Jing"}
    found |= {f"{test}_value": value for test, value in MEASURED.items()}
    found |= {f"{test}_{tick}": True for test, tick in TICKED.items()}
    found |= {"T-11_instrument": "HBK-51207", "T-14_remark": "Tested twice", "T-09_uncertainty": "0.004"}
    return found


Fill = Callable[[Path, Path, Values], Path]
FILL: dict[str, Fill] = {"pdf": fill_pdf, "docx": fill_docx, "xlsx": fill_xlsx}


@dataclass(frozen=True)
class Desk:
    """A record, and its checklists still empty."""

    deal: Path

    def filled(self, kind: str, told: Values, name: str = "filled") -> Path:
        out = self.deal.parent / "documents"
        if not (out / f"SPRINGS-acceptance.{kind}").exists():
            said = bidkit("acceptance", self.deal, "--format", kind, "--out", out)
            assert said.code == 0, said.err
        return FILL[kind](out / f"SPRINGS-acceptance.{kind}", self.deal.parent / f"{name}.{kind}", told)

    def read(self, *words: str | Path) -> Said:
        return bidkit("acceptance", "read", *words, self.deal)

    def tests(self) -> dict[str, AcceptanceTest]:
        return {each.id: each for each in self.record().acceptance.tests}

    def record(self) -> Deal:
        return load_deal(self.deal).deal


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(deal_of(tmp_path / "springs", "springs-acceptance"))


def holds_what_was_measured(desk: Desk) -> None:
    tests = desk.tests()
    results = {name: tests[name].result for name in (*MEASURED, *TICKED)}
    assert len(results) == 25
    assert results == {name: "fail" if name in FAILED else "pass" for name in results}
    for name, written in MEASURED.items():
        figure, _, unit = written.partition(" ")
        measured = tests[name].measured
        assert measured is not None
        assert (str(measured.value), measured.unit) == (figure, unit or tests[name].criterion.unit), name
    assert {str(tests[name].date) for name in results} == {DAY}
    assert {(tests[name].by, tests[name].witness) for name in results} == {("He Tao", "Sun Jing")}
    assert tests["T-11"].instrument == "IN-01"
    found = tests["T-09"].measured
    assert found is not None
    assert str(found.uncertainty) == "0.004"
    items = desk.record().acceptance.punch
    assert {each.test: each.category for each in items if each.id > "PI-04"} == FAILED
    assert [each.id for each in items] == [f"PI-0{n}" for n in range(1, 10)]


@pytest.mark.parametrize("kind", FILL)
def test_25_tests_are_read_back_exactly_and_the_five_failures_become_punch_items(desk: Desk, kind: str) -> None:
    said = desk.read(desk.filled(kind, values()), "--yes")
    assert said.code == 0, said.err
    holds_what_was_measured(desk)
    assert "25 read, 14 left open" in said.out
    item = next(each for each in desk.record().acceptance.punch if each.test == "T-26")
    assert item.what == "Sampling rate with export of the raw data: 900\u00a0Hz; asked: at least 1\u00a0kHz"
    assert (str(item.raised), item.raised_by, item.equipment) == (DAY, "Sun Jing", "E-05")
    assert bidkit("check", desk.deal).code == 0


@pytest.mark.parametrize(("kind", "by"), [("docx", "docx:MS Word 2007 XML"), ("xlsx", "xlsx:Calc MS Excel 2007 XML")])
def test_a_copy_that_libreoffice_saved_is_read_back_as_well(desk: Desk, kind: str, by: str) -> None:
    saved = convert(desk.filled(kind, values()), by, desk.deal.parent)
    said = desk.read(saved, "--yes")
    assert said.code == 0, said.err
    holds_what_was_measured(desk)


def test_a_pdf_that_went_through_libreoffice_draw_is_read_back_or_refused_with_the_reason(desk: Desk) -> None:
    """Draw drops the fields as it opens a PDF; a Draw that keeps them one day must keep them all."""
    saved = redrawn(desk.filled("pdf", values()), desk.deal.parent)
    said = desk.read(saved, "--yes")
    if said.code == 0:
        holds_what_was_measured(desk)
    else:
        assert "has no fields that could be read" in said.err
        assert "LibreOffice Draw" in said.err


def test_comments_and_order_stay_and_nothing_else_changes(desk: Desk) -> None:
    before = desk.deal.read_text(encoding="utf-8")
    assert desk.read(desk.filled("pdf", {"T-21_value": "19", "T-21_date": DAY}), "--yes").code == 0
    after = desk.deal.read_text(encoding="utf-8")
    changes = [line for line in unified_diff(before.splitlines(), after.splitlines(), n=0) if line[:1] in "+-"][2:]
    assert changes[:2] == ["-as_of: 2027-06-10", f"+as_of: {DAY}"]
    assert [line for line in changes[2:] if line.startswith("-")] == []
    assert "+      result: fail" in changes
    assert "+    - id: PI-05" in changes
    assert len(changes) == 14


def test_it_shows_what_it_read_and_will_change_and_writes_nothing_unasked(desk: Desk) -> None:
    before = desk.deal.read_bytes()
    said = desk.read(desk.filled("docx", values()))
    assert said.code == 1
    assert "T-26 Sampling rate with export of the raw data 900 Hz fail (was pending)" in " ".join(said.out.split())
    assert "acceptance.punch: new item PI-08, class B: Sampling rate" in said.out
    assert "Nothing was written." in said.out
    assert desk.deal.read_bytes() == before


def test_it_writes_once_the_person_agrees(desk: Desk) -> None:
    file = desk.filled("docx", {"T-23_pass": True, "T-23_date": DAY})
    words = [sys.executable, "-m", "bidkit", "acceptance", "read", str(file), str(desk.deal)]
    done = run(words, input="y\n", capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert desk.tests()["T-23"].result == "pass"


def test_reading_a_file_twice_changes_nothing(desk: Desk) -> None:
    file = desk.filled("pdf", values())
    assert desk.read(file, "--yes").code == 0
    once = desk.deal.read_bytes()
    said = desk.read(file, "--yes")
    assert (said.code, "nothing is to change" in said.out) == (0, True)
    assert desk.deal.read_bytes() == once


def test_a_copy_without_names_can_be_read_after_the_record_has_gone_on(desk: Desk) -> None:
    saved = convert(desk.filled("docx", values()), "docx:MS Word 2007 XML", desk.deal.parent)
    assert desk.read(desk.filled("docx", values()), "--yes").code == 0
    said = desk.read(saved, "--yes")
    assert (said.code, "nothing is to change" in said.out) == (0, True), said.err


def test_a_file_of_another_revision_is_refused(desk: Desk) -> None:
    file = desk.filled("pdf", values())
    edit(desk.deal, "criterion: {at_least: 20, unit: Hz}", "criterion: {at_least: 21, unit: Hz}")
    before = desk.deal.read_bytes()
    said = desk.read(file, "--yes")
    assert said.code == 1
    assert "filled.pdf:1:1: was made from another revision of the record" in said.err
    assert desk.deal.read_bytes() == before


def test_several_files_are_read_at_once_and_may_not_contradict_each_other(desk: Desk) -> None:
    one = desk.filled("pdf", {"T-21_value": "20.5", "T-21_date": DAY}, "one")
    two = desk.filled("docx", {"T-22_value": "50", "T-22_date": DAY}, "two")
    assert desk.read(one, two, "--yes").code == 0
    assert (desk.tests()["T-21"].result, desk.tests()["T-22"].result) == ("pass", "pass")
    other = desk.filled("docx", {"T-21_value": "20.6", "T-21_date": DAY}, "other")
    said = desk.read(one, other, "--yes")
    assert said.code == 1
    assert "says of `T-21` something else than" in said.err


def test_the_figure_decides_and_not_the_tick(desk: Desk) -> None:
    said = desk.read(desk.filled("pdf", {"T-20_value": "0.06", "T-20_pass": True, "T-20_date": DAY}), "--yes")
    assert said.code == 0
    assert "warning: `T-20` is ticked as passed, but what was measured lies outside of its limits" in said.err
    assert desk.tests()["T-20"].result == "fail"


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"T-20_value": "0,04", "T-20_date": DAY}, "`T-20`: '0,04' is not a figure with a unit"),
        ({"T-20_value": "1.234.5", "T-20_date": DAY}, "`T-20`: '1.234.5' is not a figure with a unit"),
        ({"T-20_value": "0.04 kN", "T-20_date": DAY}, "`T-20`: kN cannot be compared with mm"),
        ({"T-20_value": "0.04"}, "`T-20`: it is not said on which day it was tested"),
        ({"T-20_value": "0.04", "T-20_date": "24/6/27"}, "`T-20`: '24/6/27' is not a day"),
        ({"T-20_pass": True, "T-20_date": DAY}, "`T-20` is ticked as passed, but nothing was measured"),
        ({"T-23_pass": True, "T-23_fail": True, "T-23_date": DAY}, "`T-23` is ticked as pass and fail"),
        ({"T-23_waived": True, "T-23_date": DAY}, "`T-23` is waived, but nobody of the customer is named"),
        (
            {"T-23_waived": True, "E-04-date": DAY, "E-04-witness": "Sun Jing"},
            "`T-23` is waived, but nobody of the customer is named",
        ),
        (
            {"T-11_value": "0.3", "T-11_date": DAY, "T-11_instrument": "HBK-1"},
            "the record has no instrument 'HBK-1'",
        ),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_written(desk: Desk, told: Values, says: str) -> None:
    before = desk.deal.read_bytes()
    said = desk.read(desk.filled("pdf", {**told, "T-21_value": "20.5", "T-21_date": DAY}), "--yes")
    assert said.code == 1
    assert f"filled.pdf:1:1: {says}" in said.err
    assert desk.deal.read_bytes() == before


def test_a_fault_in_a_table_is_shown_at_its_cell(desk: Desk) -> None:
    said = desk.read(desk.filled("xlsx", {"T-20_value": "about 0.04", "T-20_date": DAY}), "--yes")
    assert "filled.xlsx:Checklist!I" in said.err
    assert "`T-20`: 'about 0.04' is not a figure with a unit" in said.err


def test_the_last_row_of_a_machine_counts_for_its_tests(desk: Desk) -> None:
    told: dict[str, str | bool] = {"T-21_value": "20.5", "T-22_value": "50", "T-22_date": "2027-06-26"}
    told |= {"E-04-date": DAY, "E-04-by": "He Tao", "E-04-witness": "Ma Hong"}
    assert desk.read(desk.filled("docx", told), "--yes").code == 0
    tests = desk.tests()
    assert [str(tests[name].date) for name in ("T-21", "T-22")] == [DAY, "2027-06-26"]
    assert tests["T-21"].witness == "Ma Hong"
    assert str(desk.record().as_of) == "2027-06-26"


def test_a_waiver_has_its_name_and_its_reason(desk: Desk) -> None:
    told: Values = {"T-20_value": "0.06", "T-20_waived": True, "T-20_date": DAY, "T-20_witness": "Xu Guohua"}
    assert desk.read(desk.filled("pdf", {**told, "T-20_remark": "Shim plates supplied"}), "--yes").code == 0
    test = desk.tests()["T-20"]
    assert test.result == "waived"
    assert test.waiver is not None
    assert (test.waiver.by, str(test.waiver.on), test.waiver.reason) == ("Xu Guohua", DAY, "Shim plates supplied")
    assert not [each for each in desk.record().acceptance.punch if each.test == "T-20"]


def test_under_the_guarded_rule_a_value_without_its_uncertainty_is_not_passed(desk: Desk) -> None:
    edit(desk.deal, "decision_rule: simple", "decision_rule: guarded")
    told = {"T-21_value": "20.5", "T-21_date": DAY, "T-22_value": "50.2", "T-22_uncertainty": "0.2", "T-22_date": DAY}
    assert desk.read(desk.filled("pdf", told), "--yes").code == 0
    assert (desk.tests()["T-21"].result, desk.tests()["T-22"].result) == ("fail", "pass")


def test_a_failure_that_is_followed_already_raises_no_second_item(desk: Desk) -> None:
    told = {"T-02_value": "10.08", "T-02_date": DAY, "T-02_witness": "Sun Jing"}
    assert desk.read(desk.filled("pdf", told), "--yes").code == 0
    assert [each.id for each in desk.record().acceptance.punch if each.test == "T-02"] == ["PI-01"]


def test_an_instrument_that_had_lapsed_is_named(desk: Desk) -> None:
    said = desk.read(desk.filled("pdf", {"T-24_value": "30.1", "T-24_date": "2027-09-02"}), "--yes")
    assert "warning: the certificate of `IN-03` did not hold on 2027-09-02, when `T-24` was measured" in said.err


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("notes.txt", b"T-21 20.5", "is not a filled checklist (.docx, .pdf, .xlsx)"),
        ("broken.pdf", b"%PDF-1.7 no", "is not a sound PDF file"),
        ("broken.docx", b"PK\x03\x04", "is not a sound Word file"),
        ("broken.xlsx", b"no", "is not an Excel workbook"),
    ],
)
def test_what_is_no_checklist_is_refused(desk: Desk, name: str, content: bytes, says: str) -> None:
    file = desk.deal.parent / name
    file.write_bytes(content)
    said = desk.read(file, "--yes")
    assert (said.code, f"{name}:1:1: {says}" in said.err) == (1, True), said.err


def test_a_print_without_fields_is_refused(desk: Desk) -> None:
    file = desk.filled("pdf", {})
    writer = PdfWriter()
    for page in PdfReader(file).pages:
        page.pop("/Annots", None)
        writer.add_page(page)
    writer.write(desk.deal.parent / "print.pdf")
    said = desk.read(desk.deal.parent / "print.pdf")
    assert "print.pdf:1:1: has no fields that could be read" in said.err
    assert "nor has a PDF that went through LibreOffice Draw" in said.err


def test_the_data_says_what_was_read(desk: Desk) -> None:
    said = desk.read(desk.filled("pdf", {"T-20_value": "0.06", "T-20_date": DAY}), "--yes", "--json")
    found = json.loads(said.out)
    assert found["files"][0]["tests"][0]["verdict"] == "fail"
    assert (found["changed"], found["punch"][0]["test"], found["written"]) == (["T-20"], "T-20", True)


def test_a_chinese_checklist_is_read_back(desk: Desk) -> None:
    out = desk.deal.parent / "zh"
    assert bidkit("acceptance", desk.deal, "--language", "zh-CN", "--format", "xlsx", "--out", out).code == 0
    file = fill_xlsx(out / "SPRINGS-acceptance.xlsx", out / "filled.xlsx", {"T-28_date": DAY, "T-28_result": "不合格"})
    assert desk.read(file, "--yes").code == 0
    assert desk.tests()["T-28"].result == "fail"

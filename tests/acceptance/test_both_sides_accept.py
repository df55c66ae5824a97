"""The checklist that goes to the plant, and the list of what is left to put right."""

import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from bidkit.record.files import load_deal
from tests.acceptance.house import bidkit, deal_of, edit

CODE = re.compile(r"AC(?:-[A-Z2-7]{4}){4}")


@pytest.fixture
def deal(tmp_path: Path) -> Path:
    return deal_of(tmp_path / "springs", "springs-acceptance")


def sheet(deal: Path, *words: str) -> dict[str, object]:
    found: dict[str, object] = bidkit("acceptance", deal, "--format", "json", *words).json()
    return found


def rows(found: dict[str, object]) -> dict[str, dict[str, object]]:
    return {row["id"]: row for machine in found["machines"] for row in machine["rows"]}  # type: ignore[attr-defined]


def page(deal: Path, *words: str) -> str:
    out = deal.parent / "page"
    said = bidkit("acceptance", deal, "--format", "html", "--out", out, *words)
    assert said.code == 0, said.err
    return next(out.glob("*.html")).read_text("utf-8")


def test_the_example_is_whole_and_sound(deal: Path) -> None:
    said = bidkit("acceptance", deal, "--format", "docx", "--out", deal.parent / "out")
    assert (said.code, said.err) == (0, "")
    assert sheet(deal)["missing"] == []


def test_each_test_of_the_record_has_one_row(deal: Path) -> None:
    tests = [each.id for each in load_deal(deal).deal.acceptance.tests]
    assert len(tests) == 39
    assert sorted(rows(sheet(deal))) == sorted(tests)


def test_what_is_done_is_told_and_what_is_open_or_failed_is_filled_in(deal: Path) -> None:
    found = rows(sheet(deal))
    done = {"T-01", "T-03", "T-04", "T-05", "T-07", "T-34", "T-35", "T-36", "T-38"}
    assert {name for name, row in found.items() if not row["fill"]} == done
    assert found["T-02"]["result"] == "failed"  # and is tested again


def test_tests_stand_with_their_machine_in_the_order_of_their_stages(deal: Path) -> None:
    machines = sheet(deal)["machines"]
    assert [each["key"] for each in machines] == [f"E-0{n}" for n in range(1, 9)] + ["all"]  # type: ignore[attr-defined]
    assert [row["stage"] for row in machines[-1]["rows"]] == [  # type: ignore[index]
        *("Document review", "Factory acceptance", "Check on delivery"),
        *("Site acceptance", "Site acceptance", "Final acceptance"),
    ]


def test_the_criterion_says_its_limits(deal: Path) -> None:
    found = rows(sheet(deal))
    assert (found["T-09"]["criterion"], found["T-09"]["limits"]) == ("10\u00a0kN ± 0.5 %", "9.95 to 10.05\u00a0kN")
    assert (found["T-25"]["criterion"], found["T-25"]["limits"]) == ("-0.5 to 0.5\u00a0%", None)
    assert found["T-21"]["criterion"] == "at least 20\u00a0Hz"


def test_every_test_has_its_fields_in_the_pdf_and_none_twice(deal: Path) -> None:
    out = deal.parent / "out"
    assert bidkit("acceptance", deal, "--format", "pdf", "--out", out).code == 0
    reader = PdfReader(out / "SPRINGS-acceptance.pdf")
    fields = reader.get_fields() or {}
    measured = {"value", "uncertainty", "pass", "fail", "waived", "date", "by", "witness", "remark"}
    assert {name.partition("_")[2] for name in fields if name.startswith("T-09_")} == measured
    assert {name.partition("_")[2] for name in fields if name.startswith("T-28_")} == measured - {
        "value",
        "uncertainty",
    }
    assert "T-11_instrument" in fields
    assert {"E-01-date", "E-01-by", "E-01-witness"} < set(fields)
    code = str(sheet(deal)["code"])
    assert all(code in each.extract_text() for each in reader.pages)
    assert reader.metadata is not None
    assert str(reader.metadata["/Keywords"]) == code


def test_a_stage_and_a_lot_have_lists_of_their_own(deal: Path) -> None:
    out = deal.parent / "out"
    said = bidkit("acceptance", deal, "--stage", "performance", "--lot", "L-1", "--format", "html", "--out", out)
    assert said.code == 0, said.err
    assert [path.name for path in out.glob("*.html")] == ["SPRINGS-acceptance-performance-L-1.html"]
    assert set(rows(sheet(deal, "--stage", "performance"))) == {"T-21", "T-22", "T-23"}
    of_lot = set(rows(sheet(deal, "--lot", "L-2")))
    assert {"T-24", "T-33"} <= of_lot  # what is of no lot is of each
    assert not of_lot & {"T-06", "T-08", "T-21"}
    assert "The record has no lot L-9. Lots: L-1, L-2." in bidkit("acceptance", deal, "--lot", "L-9").err


def test_the_code_stands_for_what_is_asked_and_for_nothing_else(deal: Path) -> None:
    before = sheet(deal)["code"]
    assert CODE.fullmatch(str(before))
    assert sheet(deal, "--stage", "site")["code"] != before
    edit(deal, "result: waived\n", "result: waived # by letter\n")
    edit(deal, "owner: He Tao\n      due: 2027-06-18", "owner: He Tao\n      due: 2027-06-19")
    assert sheet(deal)["code"] == before
    edit(deal, "criterion: {at_least: 20, unit: Hz}", "criterion: {at_least: 21, unit: Hz}")
    assert sheet(deal)["code"] != before


def test_requirements_that_nothing_proves_are_named(deal: Path) -> None:
    edit(deal, "all nine machines\n      requirements: [REQ-021]\n", "all nine machines\n")
    named = [row["id"] for row in sheet(deal)["unproven"]]  # type: ignore[attr-defined]
    assert "REQ-021" in named
    assert "REQ-002" not in named
    assert sheet(deal, "--stage", "site")["unproven"] == []


def test_a_test_without_a_criterion_is_marked_and_hinders_a_final(deal: Path) -> None:
    edit(deal, "      criterion: {text: Both fit without play}\n", "")
    assert sheet(deal)["missing"] == ["acceptance.tests.T-28.criterion"]
    assert 'class="missing"' in page(deal)
    said = bidkit("acceptance", deal, "--format", "html", "--final", "--out", deal.parent / "final")
    assert "`acceptance.tests.T-28.criterion` is missing" in said.err
    assert said.code == 1


def test_nothing_of_ours_stands_in_it(deal: Path) -> None:
    text = page(deal) + json.dumps(sheet(deal))
    for secret in ("Eastlake", "Kestrel", "Baixin", "4.2 million", "Chen Jie", "insider", "3650000", "adopted"):
        assert secret not in text


def test_the_workbook_has_a_row_for_each_open_test_and_offers_the_results(deal: Path) -> None:
    out = deal.parent / "out"
    assert bidkit("acceptance", deal, "--format", "xlsx", "--out", out).code == 0
    book = openpyxl.load_workbook(io.BytesIO((out / "SPRINGS-acceptance.xlsx").read_bytes()))
    page = book.worksheets[0]
    assert page["B6"].value == sheet(deal)["code"]
    assert sum(str(cell.value).startswith("T-") for cell in page["A"]) == 30
    assert page.data_validations.dataValidation[0].formula1 == '"passed,failed,waived"'
    assert {"code", "tests", "value", "result", "date", "remark"} <= set(book.defined_names)


def test_the_punch_list_names_the_gravest_first_and_adds_up_what_is_withheld(deal: Path) -> None:
    found = bidkit("punch", deal, "--format", "json").json()
    assert [(each["id"], each["category"], each["state"]) for each in found["open"]] == [
        ("PI-01", "A", "open"),
        ("PI-02", "B", "open"),
        ("PI-03", "C", "open"),
    ]
    assert [each["id"] for each in found["closed"]] == ["PI-04"]
    assert found["open"][0]["equipment"] == "E-02 Spring tester 10 kN, tension and compression"  # that of its test
    assert found["withheld"] == 70000
    assert found["legend"][0]["meaning"] == "To be closed before provisional acceptance"
    assert found["missing"] == []


def test_an_item_opened_again_is_open_and_one_without_an_owner_is_marked(deal: Path) -> None:
    edit(deal, "      closed: 2027-05-26\n", "      closed: 2027-05-26\n      reopened: 2027-06-04\n")
    edit(deal, "      raised_by: Liu Min\n      owner: Chen Yu\n", "      raised_by: Liu Min\n")
    found = bidkit("punch", deal, "--format", "json").json()
    assert [(each["id"], each["state"]) for each in found["open"]][1:3] == [
        ("PI-04", "opened again"),
        ("PI-02", "open"),
    ]
    assert found["missing"] == ["acceptance.punch.PI-03.owner"]


def test_the_chinese_papers_speak_chinese(deal: Path) -> None:
    text = page(deal, "--language", "zh-CN")
    for said in ("验收检查表", "检查表识别码", "合格判据", "现场验收", "让步接收"):
        assert said in text


def test_a_record_without_tests_gives_an_honest_draft(tmp_path: Path) -> None:
    found = bidkit("acceptance", deal_of(tmp_path / "ningxia", "ningxia"), "--format", "json").json()
    assert found["machines"] == []
    assert {"contract.number", "acceptance.tests"} <= set(found["missing"])

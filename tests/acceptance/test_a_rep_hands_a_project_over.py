"""The handover: promises that lack something come first, and nothing that was promised is lost on the way."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.house import EXAMPLES, bidkit, deal_of, edit

SPRINGS = EXAMPLES / "springs-contract" / "deal.yaml"


def handed(record: Path = SPRINGS) -> dict[str, Any]:
    found: dict[str, Any] = bidkit("handover", record, "--format", "json").json()
    return found


def test_promises_that_lack_something_stand_first_and_keep_the_gate_closed() -> None:
    sheet = handed()
    assert [(each["id"], each["lacks"]) for each in sheet["lacking"]] == [
        ("CM-5", ["no cost line"]),
        ("CM-6", ["no cost line", "no owner", "no acceptance test"]),
    ]
    assert [each["id"] for each in sheet["promises"]] == ["CM-1", "CM-2", "CM-3", "CM-4"]
    assert not sheet["gate_open"]


def test_the_page_begins_with_what_is_lacking(tmp_path: Path) -> None:
    assert bidkit("handover", SPRINGS, "--format", "html", "--out", tmp_path).code == 0
    page = (tmp_path / "SPRINGS-handover.html").read_text(encoding="utf-8")
    headings = [re.sub("<[^>]+>", "", each).strip() for each in re.findall(r"<h1[^>]*>(.*?)</h1>", page)]
    assert headings[0].endswith("Promises that keep the gate closed")


@pytest.mark.parametrize(
    ("old", "new", "lacks"),
    [
        (", tests: [T-02]}", "}", "no acceptance test"),
        ("owner: Zheng Wei, cost_lines: [K-09], ", "cost_lines: [K-09], ", "no owner"),
        ("cost_lines: [K-09], tests: [T-02]", "tests: [T-02]", "no cost line"),
    ],
)
def test_each_thing_that_a_promise_loses_closes_the_gate(tmp_path: Path, old: str, new: str, lacks: str) -> None:
    record = whole(tmp_path)
    assert handed(record)["gate_open"]
    edit(record, old, new)
    sheet = handed(record)
    assert [(each["id"], each["lacks"]) for each in sheet["lacking"]] == [("CM-1", [lacks])]
    assert not sheet["gate_open"]


def whole(folder: Path) -> Path:
    """Return the example with what its promises lack."""
    record = deal_of(folder, "springs-contract")
    edit(record, "owner: Luo Min, tests: [T-26]", "owner: Luo Min, no_cost: A load cell of the store, tests: [T-26]")
    edit(record, "of: CC-06, to: P-10,", "of: CC-06, to: P-10, owner: Luo Min, cost_lines: [K-19], tests: [T-24],")
    return record


def test_what_was_granted_and_never_written_down_is_found(tmp_path: Path) -> None:
    record = whole(tmp_path)
    (line,) = re.findall(r"    - {id: CM-5,.*\n", record.read_text(encoding="utf-8"))
    edit(record, line, "")
    (found,) = handed(record)["lacking"]
    assert (found["id"], found["written_down"]) == ("CN-3", False)
    assert found["what"] == "A second spare load cell, kept at the plant"


def test_dates_are_counted_from_the_signing_and_stand_in_their_order(tmp_path: Path) -> None:
    dates = handed()["dates"]
    assert [each["day"] for each in dates] == sorted(each["day"] for each in dates)
    by_what = {each["what"]: (each["day"], each["counted"]) for each in dates}
    assert by_what["All is delivered, by the contract"] == ("2027-05-21", True)
    assert by_what["Fatigue testers, acceptance at the works"] == ("2027-05-11", True)
    assert by_what["Performance security ends"] == ("2029-07-28", False)
    record = deal_of(tmp_path, "springs-contract")
    edit(record, "expected_signing: 2027-01-29", "expected_signing: 2027-02-05")
    moved = {each["what"]: each["day"] for each in handed(record)["dates"]}
    assert moved["All is delivered, by the contract"] == "2027-05-28"


def test_it_names_scope_deviations_assumptions_and_people() -> None:
    sheet = handed()
    assert (len(sheet["scope"]), sheet["scope"][0]["quantity"]) == (15, 2)
    assert {each["id"]: each["settled"] for each in sheet["deviations"]} == {
        "REQ-019": False,
        "TC-03": True,
        "TC-04": True,
    }
    assert "The foundations are ready on 30 April 2027, as Liu Min's project plan says." in sheet["assumptions"]
    assert [each["who"] for each in sheet["team"]] == ["Zheng Wei", "He Tao", "Luo Min"]
    assert {each["id"]: each["owes"] for each in sheet["owed"]}["CN-3"] == "The warranty stays at 24 months"


def test_a_confidential_source_is_not_passed_on() -> None:
    people = handed()["people"]
    assert any(each["id"] == "P-08" for each in people)
    assert "insider" not in {role for each in people for role in each["roles"]}


def test_the_final_handover_is_refused_while_a_promise_lacks_something(tmp_path: Path) -> None:
    said = bidkit("handover", SPRINGS, "--final", "--format", "pdf", "--out", tmp_path / "out")
    assert said.code == 1
    assert "`contract.commitments.CM-6.owner` is missing" in said.err
    assert not (tmp_path / "out").exists()

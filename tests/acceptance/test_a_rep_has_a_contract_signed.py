"""The signing checklist: the contract against bid and tender, what is open, and when it may be signed."""

from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.house import EXAMPLES, bidkit, deal_of, edit

SPRINGS = EXAMPLES / "springs-contract" / "deal.yaml"


def checklist(record: Path = SPRINGS) -> dict[str, Any]:
    found: dict[str, Any] = bidkit("signing", record, "--format", "json").json()
    return found


def row(sheet: dict[str, Any], table: str, **wanted: str) -> dict[str, Any]:
    (found,) = [each for each in sheet[table] if all(each[name] == value for name, value in wanted.items())]
    return dict(found)


def test_each_term_stands_beside_the_bid_and_the_tender() -> None:
    sheet = checklist()
    price, delivery = row(sheet, "differences", term="price"), row(sheet, "differences", term="delivery")
    assert [price[name] for name in ("tender", "bid", "contract", "explained", "state")] == [
        ["at most 4200000.00 CNY, including tax"],
        ["3430000.00 CNY, excluding tax"],
        ["3400000.00 CNY, excluding tax"],
        ["CN-1"],
        "negotiated: CN-1",
    ]
    assert (delivery["tender"], delivery["contract"]) == (["120 days after signing"], ["112 days after signing"])
    assert row(sheet, "differences", term="payment")["contract"][1] == "55 %: On delivery"
    damages = row(sheet, "differences", term="penalties")
    assert (damages["differs"], damages["state"]) == (False, "figures alike; see CC-04")
    assert damages["contract"] == ["0.5 % a week, at most 5 %, of the price of what is late"]


@pytest.mark.parametrize(
    ("edits", "tender", "state"),
    [
        ((), "112 days after signing", "as in the tender"),
        (
            (("  delivery_days: 112\n", "  delivery_days: 120\n"),),
            "112 days after signing",
            "differs, and nothing says why",
        ),
        ((("    expected_signing: 2027-01-29\n", ""),), "until 2027-05-21", "nothing to compare with"),
    ],
)
def test_a_date_of_the_tender_is_counted_from_the_signing(
    tmp_path: Path, edits: tuple[tuple[str, str], ...], tender: str, state: str
) -> None:
    record = deal_of(tmp_path, "springs-contract")
    edit(record, "    delivery_days: 120\n", "    delivery: 2027-05-21\n")
    text = record.read_text(encoding="utf-8").replace("kind: delivery, ", "")  # our bid names no day
    record.write_text(text, encoding="utf-8")
    for old, new in edits:
        edit(record, old, new)
    found = row(checklist(record), "differences", term="delivery")
    assert (found["bid"], found["tender"], found["state"]) == ([], [tender], state)


def test_every_requirement_is_followed_from_tender_to_contract() -> None:
    sheet = checklist()
    assert len(sheet["requirements"]) == 24
    assert [each["id"] for each in sheet["requirements"] if each["open"]] == ["REQ-019"]
    found = row(sheet, "requirements", id="REQ-002")
    assert (found["tender"], found["answer"], found["contract"]) == (["5.1.2"], "exceeds", ["Annex 1, 1"])


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("  delivery_days: 112\n", "", "contract.delivery_days"),
        ("  delay_damages: {percent: 0.5, per: week, at_most: 5}\n  inc", "  inc", "contract.delay_damages"),
        ("kind: performance, form: bank", "kind: warranty, form: bank", "contract.securities[kind=performance]"),
        ("TC-08], requirements: [REQ-010, ", "TC-08], requirements: [", "contract.clauses[requirements=REQ-010]"),
        ("  delivery_days: 112\n", "  delivery_days: 120\n", "contract.clauses[about=delivery]"),
    ],
)  # fmt: skip
def test_what_the_contract_leaves_out_or_changes_unsaid_is_named(tmp_path: Path, old: str, new: str, path: str) -> None:
    record = deal_of(tmp_path, "springs-contract")
    edit(record, old, new)
    sheet = checklist(record)
    assert path in sheet["missing"]
    assert not sheet["may_be_approved"]


def test_securities_stand_with_amount_and_day(tmp_path: Path) -> None:
    first = checklist()["securities"][0]
    assert (first["amount"], first["due"], first["valid_until"]) == (340000, "2027-02-05", "2027-06-30")
    assert (first["state"], first["overdue"]) == ("to be given", False)
    record = deal_of(tmp_path, "springs-contract")
    edit(record, "percent: 10, due: 2027-02-05", "percent: 10, due: 2027-01-24")
    assert checklist(record)["securities"][0]["state"] == "due, and not given"


def test_reviews_of_another_version_and_open_remarks_do_not_stand() -> None:
    assert {each["part"]: each["state"] for each in checklist()["reviews"]} == {
        "legal": "approved",
        "finance": "of version 2: to be reviewed anew",
        "technical": "remarks are open",
        "management": "not reviewed",
    }


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        ("valid_until: 2027-12-31, seen_on", "valid_until: 2027-01-28, seen_on", "ends before the signing"),
        (", seen_on: 2027-01-20", "", "its paper is not seen yet"),
        ('basis: "Power of attorney QL-2026-008", ', "", "what it rests on is not known"),
    ],
)
def test_a_power_that_does_not_reach_is_said(tmp_path: Path, old: str, new: str, state: str) -> None:
    record = deal_of(tmp_path, "springs-contract")
    edit(record, old, new)
    power = row(checklist(record), "powers", who="Xu Guohua")
    assert (power["state"], power["reaches"]) == (state, False)


def approved(record: Path) -> Path:
    """Settle and review everything that the example leaves open before its signing."""
    edit(
        record, "state: open, how: Wang Lei wants", "state: accepted, by: Li Na, date: 2027-01-25, how: Wang Lei wants"
    )
    edit(record, 'by: Zhao Lan, date: 2027-01-23, version: "2"', 'by: Zhao Lan, date: 2027-01-25, version: "3"')
    edit(record, "clause: CC-08, owner: He Tao}", "clause: CC-08, owner: He Tao, settled_on: 2027-01-25}\n"
         '    - {part: management, result: approved, by: Feng Yulan, date: 2027-01-25, version: "3"}')  # fmt: skip
    edit(record, "    - part: technical\n", "    - part: technical\n      result: approved\n")
    edit(record, "owner: Luo Min, tests: [T-26]", "owner: Luo Min, no_cost: A load cell of the store, tests: [T-26]")
    edit(record, "of: CC-06, to: P-10,", "of: CC-06, to: P-10, owner: Luo Min, cost_lines: [K-19], tests: [T-24],")
    return record


def test_it_may_be_signed_once_nothing_is_open(tmp_path: Path) -> None:
    record = approved(deal_of(tmp_path, "springs-contract"))
    sheet = checklist(record)
    assert (sheet["verdict"], sheet["may_be_signed"]) == ("Approved: may be signed", True)
    gate = row(sheet, "gates", id="contract-approved")
    assert gate["work"] == ["Record when this was reached and what shows it: Contract approved"]
    edit(
        record,
        "  bid-submitted:\n",
        "  contract-approved: {reached_on: 2027-01-25, evidence: Signing checklist}\n  bid-submitted:\n",
    )
    assert row(checklist(record), "gates", id="contract-approved")["reached"] is True


def test_a_promise_without_an_owner_keeps_it_unsigned(tmp_path: Path) -> None:
    record = approved(deal_of(tmp_path, "springs-contract"))
    edit(record, "owner: Luo Min, no_cost: A load cell of the store,", "no_cost: A load cell of the store,")
    sheet = checklist(record)
    assert (sheet["may_be_approved"], sheet["may_be_signed"]) == (True, False)
    assert sheet["verdict"] == "Approved, and not to be signed yet. Points open: 1"


def test_the_final_checklist_is_refused_while_something_is_open() -> None:
    said = bidkit("signing", SPRINGS, "--final", "--format", "docx", "--out", "unwritten")
    assert said.code == 1
    assert "`contract.reviews.management` is missing" in said.err
    assert not Path("unwritten").exists()

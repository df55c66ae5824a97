"""Where a house keeps approvals, a deal passes its price only while one of it counts; `bidkit status` says whose."""

from pathlib import Path

import pytest

from tests.acceptance.approving import Office, office_in
from tests.acceptance.house import bidkit, deal_of, edit

CLAIM = "\nactions:\n", "\n  price-approved: {reached_on: 2026-12-10, evidence: Minutes of 10 December}\n\nactions:\n"
CLOSED = "`stage`: negotiation may not be entered: price-approved, bid-submitted not reached"
COST = ("unit_cost: 198000\n", "unit_cost: 198500\n")
HANDED_IN = "\nprice:\n", "\n  submitted: {at: 2026-12-17 15:20, how: By courier, by: Chen Yu}\n\nprice:\n"
VISIT = "negotiation:\n  visits:\n    - {id: EV-1, ours: Gao Ming, meets: P-04, date: 2026-12-14}\n"
CONCESSION = "  concessions:\n    - {id: CN-1, gives: A third year, gets: The order, cost: 9000, "
CONCESSION += "may_grant: Gao Ming, state: granted, by: Gao Ming, date: 2026-12-18}\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = office_in(tmp_path)
    edit(office.record, *CLAIM)
    return office


def state(office: Office, today: str = "2026-12-10") -> tuple[str, bool]:
    """Return what `bidkit status` says of the approval, and whether the key node is reached."""
    said = office.run("status", office.record, "--json", today=today).json()
    (node,) = (each for each in said["key_nodes"] if each["id"] == "price-approved")
    assert node["missing"] == ([] if node["reached"] else ["price.approval"])
    return said["approval"]["state"], node["reached"]


def approve(office: Office, position: str | None = "balanced", *words: str) -> None:
    for name in ("Gao Ming", "Deng Li"):
        said = office.decide("approve", name, *words, position=position)
        assert said.code == 0, said.err


def add(office: Office, text: str) -> None:
    with office.record.open("a", encoding="utf-8") as record:
        record.write(text)


def test_the_key_node_follows_the_register(office: Office) -> None:
    assert state(office) == ("none", False)
    edit(office.record, "stage: bidding\n", "stage: negotiation\n")
    assert CLOSED in office.run("check", office.record).out

    assert office.decide("approve", "Gao Ming").code == 0
    assert state(office) == ("incomplete", False)
    assert office.decide("approve", "Deng Li", "--valid-until", "2027-01-31").code == 0
    assert state(office) == ("in-force", True)
    shown = office.run("status", office.record).out
    assert "Approval          in force: 3430000.00 CNY, by Gao Ming and Deng Li, until 2027-01-31\n" in shown
    assert CLOSED not in office.run("check", office.record).out

    edit(office.record, *COST)
    assert state(office) == ("undone", False)
    shown = office.run("status", office.record).out
    assert "Approval          undone: 3430000.00 CNY, by Deng Li: what was approved has changed\n" in shown
    assert "                  costs.lines.K-01.unit_cost: from 198000 to 198500\n" in shown
    assert CLOSED in office.run("check", office.record).out
    approve(office)
    assert state(office) == ("in-force", True)


def test_what_is_approved_has_to_be_the_price_that_is_decided(office: Office) -> None:
    approve(office, None, "--price", "3500000")
    assert state(office) == ("other-price", False)
    assert "the price that is asked now is 3430000.00" in office.run("status", office.record).out


def test_a_claim_that_no_approval_bears_out_is_pointed_out(office: Office) -> None:
    said = office.run("check", office.record).out
    assert "`key_nodes.price-approved`: is said to be reached, but no approval of the price is in force" in said


def test_an_approval_that_ran_out_or_authority_that_nobody_signed_counts_for_nothing(office: Office) -> None:
    approve(office, "balanced", "--valid-until", "2026-12-20")
    assert state(office, "2026-12-20") == ("in-force", True)
    assert state(office, "2026-12-21") == ("undone", False)
    edit(office.authority, "quorum: 2", "quorum: 1")
    assert state(office) == ("unknown", False)
    office.authority.unlink()
    assert state(office) == ("unknown", False)


def test_a_bid_that_went_out_stays_approved_until_something_is_conceded(office: Office) -> None:
    approve(office, "balanced", "--valid-until", "2026-12-20")
    add(office, VISIT)
    edit(office.record, "as_of: 2026-12-11\n", "as_of: 2026-12-14\n")
    assert state(office, "2026-12-14") == ("in-force", True)
    said = office.run("bid", office.record, "--final", "--by", "volume", "--format", "docx")
    assert said.code == 0, said.err
    edit(office.record, *COST)
    edit(office.record, "as_of: 2026-12-14\n", "as_of: 2026-12-18\n")
    assert state(office) == ("undone", False)
    edit(office.record, *HANDED_IN)
    assert state(office, "2027-01-10") == ("handed-in", True)
    shown = office.run("status", office.record, today="2027-01-10").out
    assert "in force when the bid went out: 3430000.00 CNY, by Gao Ming and Deng Li; nothing was conceded" in shown

    add(office, CONCESSION)
    assert state(office, "2027-01-10") == ("undone", False)
    approve(office, None, "--price", "3430000")
    edit(office.record, "as_of: 2026-12-18\n", "as_of: 2027-01-10\n")
    assert state(office, "2027-01-10") == ("handed-in", True)


def test_where_nobody_keeps_approvals_the_decision_alone_counts_and_that_is_said(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "springs-bid")
    edit(record, *CLAIM)
    said = bidkit("status", record, "--json").json()
    (node,) = (each for each in said["key_nodes"] if each["id"] == "price-approved")
    assert (said["approval"], node["reached"]) == (None, True)
    assert "not kept: the house has no authority.yaml, so `price.decision` alone counts" in bidkit("status", record).out

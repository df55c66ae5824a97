"""The contract: what keeps it from being approved and signed, and what binds each requirement."""

import re
from pathlib import Path

import pytest

from bidkit.contracting import deviations, differences, promises
from bidkit.deal import Deal
from tests.acceptance.house import EXAMPLES, bidkit, deal_of, edit, read


def springs() -> Deal:
    return read(EXAMPLES / "springs-contract" / "deal.yaml")[0]


def changed(tmp_path: Path, *edits: tuple[str, str]) -> Deal:
    record = deal_of(tmp_path, "springs-contract")
    for old, new in edits:
        edit(record, old, new)
    return read(record)[0]


def missing(record: Path, node: str) -> list[str]:
    found = bidkit("status", record, "--json").json()["key_nodes"]
    return list(next(each["missing"] for each in found if each["id"] == node))


def test_status_says_what_keeps_the_contract_open() -> None:
    record = EXAMPLES / "springs-contract" / "deal.yaml"
    assert missing(record, "contract-approved") == [
        "contract.deviations.REQ-019",
        "contract.reviews.finance",
        "contract.reviews.technical",
        "contract.reviews.management",
        "key_nodes.contract-approved.reached_on",
        "key_nodes.contract-approved.evidence",
    ]
    assert missing(record, "contract-signed")[:7] == [
        "contract.signing.signed_on",
        "contract.signing.conditions.EC-1",
        "contract.signing.conditions.EC-2",
        "contract.commitments.CM-5.cost_lines",
        "contract.commitments.CM-6.cost_lines",
        "contract.commitments.CM-6.owner",
        "contract.commitments.CM-6.tests",
    ]


def test_the_work_that_is_owed_is_named_once_each() -> None:
    said = bidkit("status", EXAMPLES / "springs-contract" / "deal.yaml").out
    assert "Settle these deviations of our bid: 1" in said
    assert "Have these parts of the contract reviewed and approved: 3" in said
    assert "Give each promise a cost line, an owner and an acceptance test: 4" in said


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("  version: \"3\"\n  price: 3400000.00", "  version: \"3\"\n  price: 3390000.00", "price"),
        ("  delivery_days: 112\n", "  delivery_days: 105\n", "delivery"),
        ("  valid_until: 2027-03-18\n", "  valid_until: 2027-04-18\n", "validity"),
        ("  warranty_months: 24\n  warranty_from: acceptance\n  delay", "  warranty_months: 36\n  delay", "warranty"),
        ("kind: performance, form: bank-guarantee, percent: 10", "kind: performance, percent: 12", "securities"),
    ],
)  # fmt: skip
def test_a_term_that_nobody_negotiated_keeps_the_gate_closed(tmp_path: Path, old: str, new: str, kind: str) -> None:
    deal = changed(tmp_path, (old, new), ("concessions: [CN-3]}", "concessions: []}"), *_no_warranty_give(kind))
    assert [each.kind for each in differences(deal) if each.unexplained] == [kind]
    assert f"contract.clauses[about={kind}]" in missing(tmp_path / "deal.yaml", "contract-approved")


def _no_warranty_give(kind: str) -> tuple[tuple[str, str], ...]:
    """CN-3 was given for the warranty, and would explain another one."""
    return (("issue: NI-3\n      gives: A second", "gives: A second"),) if kind == "warranty" else ()


def test_the_price_is_explained_by_concessions_that_add_up() -> None:
    price = next(each for each in differences(springs()) if each.kind == "price")
    assert (str(price.bid), str(price.contract), price.explained) == ("3430000.00", "3400000.00", ("CN-1",))


def test_payment_and_damages_are_explained_by_what_was_negotiated() -> None:
    found = {each.kind: each for each in differences(springs())}
    assert (found["payment"].differs, found["payment"].explained) == (True, ("CN-2", "CC-03"))
    assert [kind for kind, each in found.items() if each.unexplained] == []
    assert found["securities"].differs is False


def test_every_deviation_of_the_bid_has_to_be_settled() -> None:
    assert [(each.id, each.settled) for each in deviations(springs())] == [
        ("REQ-019", False),
        ("TC-03", True),
        ("TC-04", True),
    ]


def test_a_promise_that_lacks_something_stands_first() -> None:
    found = promises(springs())
    assert [(each.id, each.lacks) for each in found][:2] == [
        ("CM-5", ("cost_lines",)),
        ("CM-6", ("cost_lines", "owner", "tests")),
    ]
    assert all(not each.lacks for each in found[2:])


@pytest.mark.parametrize(
    ("commitment", "name", "lacks"),
    [
        ("CM-2", "REQ-008", ("owner", "tests")),
        ("CM-5", "CN-3", ("cost_lines", "owner", "tests")),
    ],
)
def test_what_was_promised_and_never_written_down_is_found(
    tmp_path: Path, commitment: str, name: str, lacks: tuple[str, ...]
) -> None:
    text = (EXAMPLES / "springs-contract" / "deal.yaml").read_text(encoding="utf-8")
    (line,) = re.findall(rf"    - {{id: {commitment},.*\n", text)
    found = {each.id: each for each in promises(changed(tmp_path, (line, "")))}
    assert found[name].lacks == lacks
    assert found[name].paths == (f"contract.commitments[of={name}]",)


def test_each_requirement_is_bound_by_the_contract() -> None:
    found = {row["id"]: row for row in trace(EXAMPLES / "springs-contract" / "deal.yaml")["coverage"]}
    assert {name: (found[name]["covered"], found[name]["of"]) for name in ("tender-clause", "contract-clause")} == {
        "tender-clause": (24, 24),
        "contract-clause": (24, 24),
    }
    said = bidkit("trace", EXAMPLES / "springs-contract" / "deal.yaml", "--from", "CC-10").out
    assert re.findall(r"N-\d\d +REQ-014 .*TC-09, CC-10", said)


def test_a_requirement_that_the_contract_forgets_is_found(tmp_path: Path) -> None:
    record = deal_of(tmp_path, "springs-contract")
    edit(record, "requirements: [REQ-014, REQ-015]}\n    - {id: CC-11", "requirements: [REQ-015]}\n    - {id: CC-11")
    assert {"id": "REQ-014", "link": "Contract clause"} in trace(record)["holes"]
    assert bidkit("trace", record, "--strict").code == 1
    assert bidkit("trace", EXAMPLES / "springs-contract" / "deal.yaml", "--strict").code == 0


def trace(record: Path) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = bidkit("trace", record, "--format", "json").json()
    return found

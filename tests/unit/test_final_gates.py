"""What hinders a final document, what the register takes back, what a closed gate says, and how a deal ended."""

import pytest

from bidkit.deal.method import nodes_before
from bidkit.gates import closed_before, entry_findings, gate_findings
from tests.builders import deal, house
from tests.unit.reaching import at, every_node, stand


def test_a_final_document_waits_for_every_node_before_its_stage() -> None:
    before = ", ".join(node.id for node in nodes_before("sales-entry"))
    (finding,) = gate_findings("sales-entry", deal({"key_nodes": None}), house())
    assert finding.path == ("stage",)
    assert f"open: {before} not reached" in finding.message
    assert "--final" in finding.hint
    assert gate_findings("sales-entry", deal(every_node()), house()) == ()


@pytest.mark.parametrize(("approved", "open_nodes"), [(None, []), (True, []), (False, ["price-approved"])])
def test_a_price_that_the_register_does_not_bear_out_is_not_approved(
    approved: bool | None, open_nodes: list[str]
) -> None:
    record = deal(every_node())
    closed = closed_before("implementation", record, house(), approved=approved)
    assert [status.node.id for status in closed] == open_nodes
    claimed = [
        finding for finding in entry_findings(record, house(), approved=approved) if finding.severity == "warning"
    ]
    assert [finding.path[-1] for finding in claimed] == open_nodes
    assert all("no approval of the price is in force" in finding.message for finding in claimed)


@pytest.mark.parametrize(
    ("result", "said"),
    [("lost", "it was lost"), ("withdrawn", "we gave it up"), ("cancelled", "the customer buys from nobody")],
)
def test_a_deal_that_is_over_says_how_it_ended(result: str, said: str) -> None:
    assert said in str(stand({"completion.result": result}).finding)


@pytest.mark.parametrize(
    ("elements", "more"), [(["needs", "budget"], ""), (["needs", "budget", "schedule"], " and 1 more")]
)
def test_four_things_that_are_missing_are_named_and_the_others_counted(elements: list[str], more: str) -> None:
    (finding,) = entry_findings(deal({"key_nodes": None, **{f"elements.{name}": None for name in elements}}), house())
    named, _, _ = finding.hint.partition(". To go on")
    assert named.count(", ") == 3
    assert named.endswith(more or "evidence")


def test_a_gate_that_the_evaluation_closes_says_so() -> None:
    (finding,) = entry_findings(deal({"evaluation.scores.project_level.score": "0", "key_nodes": None}), house())
    assert finding.hint.startswith("The evaluation is not passed.")


def test_a_stage_that_nothing_stands_before_may_be_entered() -> None:
    assert at("development", "supplier-screening") == (
        "The customer is at 'Preliminary investigation and screening of suppliers', which answers to our stage "
        "'Sales entry'; nothing is owed, so 'Sales entry' may be entered: set the record's stage."
    )

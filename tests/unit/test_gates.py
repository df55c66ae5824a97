"""Key nodes one by one, and the gates that they close."""

from typing import get_args

import pytest

from bidkit.deal import Deal
from bidkit.deal.method import KEY_NODES, STAGES, STEPS, KeyNode, Stage, nodes_before, stage_for
from bidkit.gates import entry_findings, may_enter, standing
from bidkit.key_nodes import NodeStatus
from tests.builders import Changes, deal, house
from tests.unit.reaching import (
    FOR_US,
    FORCED,
    INSIDER,
    LISTED,
    MET,
    REACHED,
    STANDARDS,
    at,
    every_node,
    node,
    said,
    stand,
)


def test_every_stage_answers_to_a_step_and_closes_with_nodes() -> None:
    assert [stage_for(step) for step in STEPS] == list(STAGES)
    assert [node.id for node in KEY_NODES] == list(get_args(KeyNode))
    assert [node.stage for node in KEY_NODES] == sorted((node.stage for node in KEY_NODES), key=STAGES.index)
    assert {node.stage for node in KEY_NODES} == set(STAGES)
    assert [len(nodes_before(stage)) for stage in STAGES] == [0, 2, 5, 6, 8, 10]


def test_the_sound_record_has_reached_development_and_no_more() -> None:
    assert [status.node.id for status in stand().nodes if status.reached] == [
        "opportunity-evaluated",
        "customer-graded",
    ]
    assert stand().may_enter
    assert stand().forced == ()


@pytest.mark.parametrize("name", [node.id for node in KEY_NODES])
@pytest.mark.parametrize(
    ("entry", "gaps"),
    [
        (REACHED, []),
        ({"reached_on": "2026-09-01"}, ["evidence"]),
        ({"evidence": "Minutes"}, ["reached_on"]),
        (FORCED, ["reached_on", "evidence"]),
        ({}, ["reached_on", "evidence"]),
        (None, ["reached_on", "evidence"]),
    ],
)
def test_each_node_needs_its_day_and_its_evidence(name: KeyNode, entry: Changes | None, gaps: list[str]) -> None:
    status = node(name, {**every_node(), f"key_nodes.{name}": entry})
    assert status.missing == tuple(f"key_nodes.{name}.{gap}" for gap in gaps)
    assert status.reached == (not gaps)
    assert status.passed == (not gaps or entry == FORCED)
    assert (status.forced is not None) == (entry == FORCED)


OF_A_LOT = {"id": "AC-2", "type": "provisional", "lot": "L-1", "effective": "2026-09-03", "signed": "2026-09-05"}
LOTS = {"acceptance.deliveries": [{"id": f"E-{n}", "equipment": "Tester", "lot": f"L-{n}"} for n in (1, 2)]}


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"acceptance.certificates": None}, ["acceptance.certificates[type=provisional]"]),
        ({"acceptance.certificates.0.type": "completion"}, ["acceptance.certificates[type=provisional]"]),
        ({"acceptance.certificates.0.type": "final"}, []),
        ({"acceptance.certificates.0.signed": None}, ["acceptance.certificates.AC-1.signed"]),
        ({"acceptance.certificates.0.effective": None}, ["acceptance.certificates.AC-1.effective"]),
        ({**LOTS, "acceptance.certificates": [OF_A_LOT]}, ["acceptance.certificates[type=provisional]"]),
        ({**LOTS, "acceptance.certificates": [OF_A_LOT, {**OF_A_LOT, "id": "AC-3", "lot": "L-2"}]}, []),
    ],
)
def test_a_project_is_accepted_by_a_certificate_of_all_that_was_sold(changes: Changes, missing: list[str]) -> None:
    assert list(node("project-accepted", {**every_node(), **changes}).missing) == missing


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"elements.needs": None}, ["elements.needs"]),
        ({"elements.budget.source": None}, ["elements.budget.source"]),
        ({"evaluation.knock_outs.capital_risk": None}, ["evaluation.knock_outs.capital_risk"]),
        ({"evaluation.scores.project_level": None}, ["evaluation.scores.project_level"]),
        ({"evaluation.scores.project_level.evidence": None}, ["evaluation.scores.project_level.evidence"]),
        ({"competitors.1.standing.prices": None}, ["competitors.C-02.standing.prices"]),
        ({"evaluation.knock_outs.capital_risk.applies": "yes"}, ["evaluation"]),
        ({"expected_value": "1"}, ["evaluation"]),
        ({"evaluation.scores.project_level.score": "0"}, ["evaluation"]),
    ],
)
def test_what_keeps_the_evaluation_open(changes: Changes, missing: list[str]) -> None:
    assert node("opportunity-evaluated", changes).missing == tuple(missing)


@pytest.mark.parametrize("part", ["expected_order", "possibility", "evidence", "source"])
def test_what_keeps_the_grade_open(part: str) -> None:
    assert node("customer-graded", {f"grading.{part}": None}).missing == (f"grading.{part}",)


def test_a_grade_needs_the_records_own_date_and_the_orders_year() -> None:
    assert node("customer-graded", {"as_of": None}).missing == ("as_of",)
    assert node("customer-graded", {"grading.expected_order": "--11"}).missing == ("grading.expected_order",)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, ["stakeholders"]),
        ({"stakeholders": []}, ["stakeholders"]),
        ({"stakeholders.1.roles": ["insider"]}, ["stakeholders.P-02.contacts"]),
        (
            {"stakeholders.1.roles": ["insider"], "stakeholders.1.contacts": [{"met": "yes"}]},
            ["stakeholders.P-02.contacts"],
        ),
        (
            {"stakeholders.1.roles": ["insider"], "stakeholders.1.contacts": [{**MET, "met": "no"}]},
            ["stakeholders.P-02.contacts"],
        ),
        ({**INSIDER, "stakeholders.1.contacts": [{**MET, "met": "no"}, MET]}, []),
        ({**INSIDER, "stakeholders.1.name": None}, []),
        ({**INSIDER, "stakeholders.1.attitude": None}, ["stakeholders.P-02.attitude"]),
        ({**INSIDER, "stakeholders.1.attitude": {"score": "0"}}, ["stakeholders.P-02.attitude"]),
        ({"stakeholders.0.roles": ["user", "insider"], "stakeholders.0.attitude": FOR_US}, []),
        ({"stakeholders.0.roles": ["user", "insider"]}, ["stakeholders.P-01.attitude"]),
        ({**INSIDER, "stakeholders.0.roles": ["insider"]}, []),
    ],
)
def test_an_insider_is_somebody_who_has_been_met_and_is_for_us(changes: Changes, missing: list[str]) -> None:
    found = node("insider-found", {**changes, "key_nodes.insider-found": REACHED})
    assert found.missing == tuple(missing)


@pytest.mark.parametrize(
    ("listing", "missing"),
    [
        (None, ["candidate_list.state"]),
        ({"state": "applied", "source": "Li Na", "date": "2026-09-10"}, ["candidate_list.state"]),
        ({"state": "listed", "date": "2026-09-10"}, ["candidate_list.source"]),
        ({"state": "listed", "source": "Li Na"}, ["candidate_list.date"]),
        (LISTED["candidate_list"], []),
    ],
)
def test_the_candidate_list_is_what_the_customer_said_of_it(listing: Changes | None, missing: list[str]) -> None:
    status = node("candidate-list", {"candidate_list": listing, "key_nodes.candidate-list": REACHED})
    assert status.missing == tuple(missing)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, ["stakeholders.P-02.contacts"]),
        ({"stakeholders.1.contacts": [MET]}, []),
        ({"stakeholders.1.contacts": [{**MET, "met": "no"}]}, ["stakeholders.P-02.contacts"]),
        ({"stakeholders.1.roles": []}, ["stakeholders[role=economic]"]),
        ({"stakeholders.1.name": None, "stakeholders.1.contacts": [MET]}, ["stakeholders[role=economic]"]),
        (
            {"stakeholders": []},
            ["stakeholders[role=economic]", "stakeholders[role=technical]", "stakeholders[role=user]"],
        ),
        ({"stakeholders.0.contacts": []}, ["stakeholders.P-02.contacts", "stakeholders.P-01.contacts"]),
    ],
)
def test_key_people_are_named_and_met(changes: Changes, missing: list[str]) -> None:
    found = node("key-people-met", {**changes, "key_nodes.key-people-met": REACHED})
    assert found.missing == tuple(missing)


def test_the_house_says_which_roles_are_key() -> None:
    changes = {"stakeholders": [], "key_nodes.key-people-met": REACHED}
    assert node("key-people-met", changes, {"sales_entry.key_roles": []}).reached
    asked = node("key-people-met", changes, {"sales_entry.key_roles": ["design-institute"]})
    assert asked.missing == ("stakeholders[role=design-institute]",)


DECIDED_WORK = "Have the price position approved"


@pytest.mark.parametrize(
    ("changes", "gap", "do"),
    [
        ({"price": None}, ["price.decision"], DECIDED_WORK),
        ({}, [], DECIDED_WORK),
        (
            {"price.decision.position": "withdraw"},
            ["price.decision.position"],
            "We withdraw from this tender: tell the customer, and wait for the next opportunity",
        ),
    ],
)
def test_a_price_is_decided_before_it_is_approved(changes: Changes, gap: list[str], do: str) -> None:
    open_node = {**every_node(), "key_nodes.price-approved": None, **changes}
    assert [path for path in node("price-approved", open_node).missing if path.startswith("price.")] == gap
    assert said(open_node)[0] == (gap[0] if gap else "key_nodes.price-approved", do)


HANDED_IN = {"at": "2026-09-12 09:00", "how": "By courier"}
ADDENDA = [{"id": "AD-1", "date": "2026-09-04", "what": "Later"}, {"id": "AD-2", "date": "2026-09-05", "what": "Later"}]


@pytest.mark.parametrize(
    ("changes", "gaps", "do"),
    [
        ({}, [], "Submit the bid or enter the bid negotiation"),
        (
            {"bid.submitted": HANDED_IN},
            [],
            "Record when this was reached and what shows it: Bid submitted or negotiated",
        ),
        ({"tender.notice.method": "negotiated"}, [], "Submit the bid or enter the bid negotiation"),
        ({"tender.notice.method": "open"}, ["bid.submitted"], "Hand in the bid before the deadline"),
        ({"tender.notice.method": "selective"}, ["bid.submitted"], "Hand in the bid before the deadline"),
        (
            {"tender.notice.method": "open", "tender.addenda": ADDENDA},
            ["tender.addenda.AD-1.acknowledged_on", "tender.addenda.AD-2.acknowledged_on", "bid.submitted"],
            "Acknowledge these addenda to the customer: 2",
        ),
    ],
)
def test_a_tendered_bid_is_handed_in_and_its_addenda_acknowledged(changes: Changes, gaps: list[str], do: str) -> None:
    open_node = {**every_node(), "key_nodes.bid-submitted": None, **changes}
    missing = node("bid-submitted", open_node).missing
    assert [path for path in missing if not path.startswith("key_nodes.")] == gaps
    assert said(open_node)[0] == (gaps[0] if gaps else "key_nodes.bid-submitted", do)


@pytest.mark.parametrize("reached", range(len(KEY_NODES) + 1))
def test_a_stage_may_be_entered_when_every_node_before_it_is_reached(reached: int) -> None:
    nodes = tuple(NodeStatus(each, () if i < reached else ("x",), None) for i, each in enumerate(KEY_NODES))
    for stage in STAGES:
        assert may_enter(stage, nodes) == (len(nodes_before(stage)) <= reached)


def test_a_forced_node_opens_no_gate_but_lets_the_record_stand() -> None:
    changes = {"key_nodes.customer-graded": FORCED}
    found = stand(changes)
    assert not found.may_enter
    assert [status.node.id for status in found.forced] == ["customer-graded"]
    assert entry_findings(deal(changes), house()) == ()


@pytest.mark.parametrize("stage", STAGES)
def test_a_closed_gate_names_every_open_node_before_the_stage(stage: Stage) -> None:
    findings = entry_findings(deal({"stage": stage, "key_nodes": None}), house())
    before = [each.id for each in nodes_before(stage)]
    assert [finding.path for finding in findings] == ([("stage",)] if before else [])
    for finding in findings:
        assert finding.message == f"`stage`: {stage} may not be entered: {', '.join(before)} not reached"
        assert f"key_nodes: {before[0]}: forced:" in finding.hint


def test_a_long_list_of_what_is_missing_is_cut_short() -> None:
    (finding,) = entry_findings(deal({"elements": None, "key_nodes": None}), house())
    assert "Missing for opportunity-evaluated: elements.needs, elements.schedule, elements.budget, " in finding.hint
    assert "elements.competition and 4 more." in finding.hint


def test_the_finding_when_we_are_behind() -> None:
    assert at("development", "supplier-screening", {"key_nodes": None}) == (
        "The customer is at 'Preliminary investigation and screening of suppliers', which answers to our stage "
        "'Sales entry'; the work of 'Development' is still owed, so 'Sales entry' may not be entered."
    )
    assert at("sales-entry", "bid-evaluation") == (
        "The customer is at 'Bidding and bid evaluation', which answers to our stage 'Bidding'; "
        "the work of 'Sales entry' is still owed, so 'Bidding' may not be entered."
    )


def test_the_finding_when_a_gate_was_forced() -> None:
    found = at("sales-entry", "supplier-screening", {"key_nodes.customer-graded": FORCED})
    assert found is not None
    assert "the work of 'Development' is still owed" in found


def test_no_finding_when_we_are_level() -> None:
    assert at("sales-entry", "supplier-screening") is None
    assert at("development", "project-approval", {"key_nodes": None}) is None


def test_the_finding_when_we_are_ahead() -> None:
    assert at("sales-entry", "project-approval") == (
        "We are ahead of the customer: it is at 'Internal demand and project approval', which answers to our stage "
        "'Development'; we are at 'Sales entry'."
    )


def test_the_expected_stage_is_the_one_that_answers_to_the_customers_step() -> None:
    found = stand({"customer.procurement.at": "purchase-commitment"})
    assert (found.stage, found.expected_stage, found.may_enter) == ("sales-entry", "negotiation", False)


def test_the_deal_is_not_changed_by_asking() -> None:
    of: Deal = deal()
    before = of.model_dump_json()
    standing(of, house())
    assert of.model_dump_json() == before


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, []),
        ({"standards": None}, ["standards.requirements"]),
        ({"standards.requirements.0.state": "proposed"}, [".REQ-1.state", "[origin=proposed]"]),
        ({"standards.requirements.0.state": "unknown"}, [".REQ-1.state", "[origin=proposed]"]),
        ({"standards.requirements.0.state": "changed"}, []),
        ({"standards.requirements.0.origin": "customer"}, ["[origin=proposed]"]),
        ({"standards.requirements.0.ours": None}, [".REQ-1.ours.answer"]),
        ({"standards.activities": []}, ["standards.activities"]),
        ({"standards.activities.0.outcome": None}, ["standards.activities"]),
    ],
)
def test_standards_are_known_answered_and_influenced(changes: Changes, missing: list[str]) -> None:
    found = node("standards-influenced", {**STANDARDS, "key_nodes.standards-influenced": REACHED, **changes})
    full = [each if each.startswith("standards") else f"standards.requirements{each}" for each in missing]
    assert found.missing == tuple(full)


def test_the_nodes_before_our_stage_that_are_open_and_not_forced_are_closed_gates() -> None:
    assert stand().closed == ()
    found = stand({"key_nodes.opportunity-evaluated": None})
    assert [status.node.id for status in found.closed] == ["opportunity-evaluated"]

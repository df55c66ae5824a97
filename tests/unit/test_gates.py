"""Key nodes one by one, the gates that they close, and what is to be done next."""

from typing import get_args

import pytest

from bidkit.deal import Deal
from bidkit.deal.method import KEY_NODES, STAGES, STEPS, CustomerStep, KeyNode, Stage, nodes_before, stage_for
from bidkit.gates import Standing, entry_findings, may_enter, standing
from bidkit.key_nodes import NodeStatus
from tests.builders import Changes, deal, house

REACHED = {"reached_on": "2026-09-01", "evidence": "Minutes"}
FORCED = {"forced": {"by": "Gao Ming", "on": "2026-09-12", "reason": "No time"}}
MET = {"date": "2026-09-01", "met": "yes"}
FOR_US = {"score": "3"}
INSIDER: Changes = {
    "stakeholders.1.roles": ["economic", "insider"],
    "stakeholders.1.contacts": [MET],
    "stakeholders.1.attitude": FOR_US,
}
LISTED: Changes = {"candidate_list": {"state": "listed", "source": "Li Na", "date": "2026-09-10"}}
STANDARDS: Changes = {
    "standards.requirements": [
        {"id": "REQ-1", "text": "Class 0.5", "origin": "proposed", "state": "adopted", "ours": {"answer": "comply"}}
    ],
    "standards.activities": [
        {"id": "I-1", "kind": "seminar", "date": "2026-09-01", "serves": ["REQ-1"], "outcome": "Adopted"}
    ],
}
CONTRACT: Changes = {
    "contract.version": "2",
    "contract.price": "1200000",
    "contract.payments": [{"months": "0", "percent": "100"}],
    "contract.warranty_months": "24",
    "contract.reviews": [
        {"part": part, "result": "approved", "by": "Sun Rui", "date": "2026-09-01", "version": "2"}
        for part in ("legal", "finance", "technical", "management")
    ],
    "contract.signing.powers": [
        {"who": "Feng Yulan", "side": "us", "basis": "Legal representative"},
        {"who": "Xu Guohua", "side": "customer", "basis": "Power of attorney 8"},
    ],
    "contract.signing.signed_on": "2026-09-02",
}
SIGNED = {"id": "AC-1", "type": "provisional", "effective": "2026-09-03", "signed": "2026-09-05"}
ACCEPTED: Changes = {"acceptance.certificates": [SIGNED]}
DECIDED: Changes = {
    "price.decision": {"position": "balanced", "by": "Gao Ming", "on": "2026-09-12", "reason": "The best profit"}
}
COMPLETION: Changes = {
    "completion.decided_on": "2026-09-01",
    "completion.reasons": [{"what": "Class 0.5"}],
    "completion.costs": [{"of": of, "actual": "1"} for of in ("K-01", "K-02", "R-01", "commission", "bonds")],
    "completion.dates": [{"of": of, "actual": "2026-09-02"} for of in ("delivery", "acceptance")],
    "completion.lessons": [{"factor": "prices", "what": "They follow us"}],
    "completion.contacts": [{"person": "P-01"}],
    "completion.needs": [{"id": "NN-1", "what": "Plant 3"}],
    "completion.service": [{"what": "Calibration", "due": "2027-09-01"}],
    "completion.reviewed_on": "2026-09-14",
    "completion.reviewed_by": ["Gao Ming"],
}
LATE_NODES = [node.id for node in KEY_NODES[2:]]


def stand(changes: Changes | None = None, house_changes: Changes | None = None) -> Standing:
    return standing(deal(changes), house(house_changes))


def node(name: KeyNode, changes: Changes | None = None, house_changes: Changes | None = None) -> NodeStatus:
    return next(status for status in stand(changes, house_changes).nodes if status.node.id == name)


def every_node(entry: object = REACHED) -> dict[str, object]:
    """Return changes under which every key node up to the last is reached."""
    bidding = {**DECIDED, **CONTRACT, **ACCEPTED, **COMPLETION}
    return {**INSIDER, **LISTED, **STANDARDS, **bidding, **{f"key_nodes.{name}": entry for name in LATE_NODES}}


def said(changes: Changes | None = None) -> list[tuple[str, str]]:
    return [(action.field, str(action.do)) for action in stand(changes).next_actions]


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


def at(stage: Stage, step: CustomerStep, changes: Changes | None = None) -> str | None:
    found = stand({"stage": stage, "customer.procurement.at": step, **(changes or {})}).finding
    return None if found is None else str(found)


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


def test_next_actions_follow_the_method_with_those_who_could_know() -> None:
    state = {"what": "x", "source": "y", "date": "2026-09-01"}
    changes = {
        "key_nodes": None,
        "elements": {
            "needs": {"could_know": ["P-02", "P-01", "P-02"]},
            "budget": {"state": "assumed", **state, "could_know": ["P-02"]},
            "competition": {"state": "assumed", **state},
            "decision_process": {"state": "known", "what": "x", "source": "y"},
            "priority_items": {"state": "known", **state},
        },
        "evaluation.scores.project_level": None,
        "evaluation.knock_outs": None,
        "grading": {},
    }
    assert said(changes) == [
        (
            "elements.needs",
            "Find out: Needs. Who could know: Xu Guohua (P-02); Wang Lei, head of the laboratory (P-01)",
        ),
        ("elements.schedule", "Find out: Project and procurement schedule. The record names nobody who could know"),
        ("elements.budget", "Confirm what is only assumed: Budget. Who could know: Xu Guohua (P-02)"),
        ("elements.competition", "Confirm what is only assumed: Competition. The record names nobody who could know"),
        ("elements.decision_process.date", "Add what, from whom and when: Decision process"),
        ("evaluation", "Evaluate the opportunity: 1 knock-out questions and 1 scores or their evidence are open"),
        ("grading", "Grade the customer A, B, C or D"),
    ]
    assert {action.stage for action in stand(changes).next_actions} == {"development"}


def test_next_actions_after_a_failed_evaluation() -> None:
    (action,) = said({"evaluation.scores.project_level.score": "1"})
    assert action == ("evaluation", "Evaluated at 51.00 of 100, below the threshold 60: reduce contact or give up")


def test_next_actions_once_everything_is_shown_but_not_recorded() -> None:
    assert said({"key_nodes": None}) == [
        ("key_nodes.opportunity-evaluated", "Record when this was reached and what shows it: Opportunity evaluated"),
        ("key_nodes.customer-graded", "Record when this was reached and what shows it: Customer graded"),
    ]


def test_next_actions_of_sales_entry_name_people_and_roles() -> None:
    assert said() == [
        ("stakeholders", "Find an insider"),
        ("stakeholders.P-02.contacts", "Meet Xu Guohua (P-02)"),
        ("candidate_list.state", "Get onto the candidate list"),
    ]
    changes = {
        "stakeholders.0.roles": ["user", "insider"],
        "stakeholders.0.attitude": FOR_US,
        "stakeholders.1.name": None,
    }
    assert said(changes) == [
        ("key_nodes.insider-found", "Record when this was reached and what shows it: Insider found"),
        ("stakeholders[role=economic]", "Identify who holds this role: releases the money"),
        ("stakeholders[role=technical]", "Identify who holds this role: judges the technical solution"),
        ("candidate_list.state", "Get onto the candidate list"),
    ]


def test_a_forced_node_is_still_owed() -> None:
    fields = [field for field, _ in said({"key_nodes.customer-graded": FORCED})]
    assert fields == ["key_nodes.customer-graded"]


def test_nothing_is_left_to_do_when_all_is_reached() -> None:
    found = stand({**every_node(), "stage": "implementation", "customer.procurement.at": "installation"})
    assert all(status.reached for status in found.nodes)
    assert (found.next_actions, found.finding, found.may_enter) == ((), None, True)


def test_a_person_without_a_name_is_called_by_position_or_id() -> None:
    people = {"stakeholders.1.contacts": None, "stakeholders.1.name": None, "stakeholders.1.roles": ["insider"]}
    assert said({**people, "stakeholders.1.title": "controller"})[0][1] == "Meet controller (P-02)"
    assert said(people)[0][1] == "Meet P-02"


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


def test_the_work_on_the_standards_is_named_kind_by_kind() -> None:
    before = {f"key_nodes.{name}": REACHED for name in LATE_NODES[:3]}
    due = said({**INSIDER, **LISTED, **before, **STANDARDS, "standards.requirements.0.state": "unknown"})
    assert due == [
        ("standards.requirements[origin=proposed]", "Propose standards of our own, with a public justification"),
        ("standards.requirements.REQ-1.state", "Find out whether these standards are adopted: 1"),
    ]

"""What is to be done next, by the method and by whom."""

from tests.unit.reaching import FOR_US, FORCED, INSIDER, LATE_NODES, LISTED, REACHED, STANDARDS, every_node, said, stand


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


def test_the_work_on_the_standards_is_named_kind_by_kind() -> None:
    before = {f"key_nodes.{name}": REACHED for name in LATE_NODES[:3]}
    due = said({**INSIDER, **LISTED, **before, **STANDARDS, "standards.requirements.0.state": "unknown"})
    assert due == [
        ("standards.requirements[origin=proposed]", "Propose standards of our own, with a public justification"),
        ("standards.requirements.REQ-1.state", "Find out whether these standards are adopted: 1"),
    ]

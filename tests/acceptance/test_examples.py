"""The examples reach the conclusions that the method reaches."""

import re
from decimal import Decimal

import pytest

from bidkit.appraisal import appraise, grade
from bidkit.deal import Deal, House
from bidkit.deal.method import ELEMENTS
from bidkit.gates import Standing, standing
from tests.acceptance.house import EXAMPLES, findings, read


def example(name: str) -> tuple[Deal, House]:
    return read(EXAMPLES / name / "deal.yaml")


@pytest.fixture
def ningxia() -> Deal:
    return example("ningxia")[0]


@pytest.fixture
def ningxia_stands() -> Standing:
    return standing(*example("ningxia"))


@pytest.mark.parametrize("name", ["ningxia", "springs", "springs-bid", "springs-contract", "springs-acceptance"])
def test_an_example_has_no_error(name: str) -> None:
    assert findings(*example(name), "error") == []


@pytest.mark.parametrize("name", ["springs", "springs-bid", "springs-acceptance"])
def test_springs_has_no_warning(name: str) -> None:
    assert findings(*example(name), "warning") == []


def test_the_contract_warns_only_of_the_review_that_read_an_older_draft() -> None:
    assert findings(*example("springs-contract"), "warning") == ["the finance review was of version 2, not of 3"]


def test_ningxia_warns_only_of_what_the_undated_letter_cannot_date() -> None:
    assert findings(*example("ningxia"), "warning") == [
        "`elements.schedule` is assumed, but has no date",
        "`elements.competition` is assumed, but has no date",
    ]


def test_ningxia_may_not_enter_the_stage_that_the_customer_has_reached(ningxia_stands: Standing) -> None:
    assert ningxia_stands.stage == "development"
    assert ningxia_stands.expected_stage == "sales-entry"
    assert ningxia_stands.may_enter is False
    assert not any(status.reached or status.forced for status in ningxia_stands.nodes)
    assert "the work of 'Development' is still owed" in str(ningxia_stands.finding)


def test_ningxia_first_collects_then_evaluates_then_grades(ningxia_stands: Standing) -> None:
    assert [action.field for action in ningxia_stands.next_actions] == [
        "elements.needs",
        "elements.schedule",
        "elements.budget",
        "elements.competition",
        "elements.decision_process",
        "elements.priority_items",
        "evaluation",
        "grading",
    ]
    assert {action.stage for action in ningxia_stands.next_actions} == {"development"}


@pytest.mark.parametrize(
    ("element", "says"),
    [
        ("needs", ["Find out", "(P-01)", "(P-05)"]),
        ("schedule", ["only assumed", "(P-01)", "subordinate of A (P-02)"]),
        ("budget", ["Find out", "names nobody who could know"]),
        ("competition", ["only assumed", "(P-01)", "subordinate of A (P-02)"]),
        ("decision_process", ["Find out", "(P-01)", "business department, nobody identified (P-07)"]),
        ("priority_items", ["Find out", "names nobody who could know"]),
    ],
)
def test_ningxia_names_who_could_know(ningxia_stands: Standing, element: str, says: list[str]) -> None:
    action = next(each for each in ningxia_stands.next_actions if each.field == f"elements.{element}")
    named = re.findall(r"\(P-\d+\)", str(action.do))
    assert all(words in str(action.do) for words in says)
    assert len(named) == sum("(P-" in words for words in says)


def test_ningxia_states_nothing_that_the_letter_does_not(ningxia: Deal) -> None:
    customer = ningxia.customer
    assert (customer.name, customer.industry, ningxia.currency, ningxia.expected_value) == (None,) * 4
    assert (ningxia.as_of, ningxia.product, ningxia.grading.possibility) == (None,) * 3
    assert not ningxia.key_nodes
    assert not ningxia.evaluation.scores
    assert not ningxia.evaluation.knock_outs
    assert [(rival.name, rival.state) for rival in ningxia.competitors] == [(None, "assumed")] * 3
    assert [person.name for person in ningxia.stakeholders if person.name] == ["A", "B"]


def test_ningxia_gives_a_source_and_how_sure_it_is(ningxia: Deal) -> None:
    elements = [getattr(ningxia.elements, name) for name in ELEMENTS]
    assert [entry.state for entry in elements] == ["unknown", "assumed", "unknown", "assumed", "unknown", "unknown"]
    stated = [entry for entry in elements if entry.state != "unknown"]
    assert all(each.source for each in (*stated, *ningxia.stakeholders, *ningxia.competitors, ningxia.lead))
    assert (ningxia.customer.procurement.state, bool(ningxia.customer.procurement.source)) == ("assumed", True)


def test_ningxia_dates_are_months_of_a_year_that_nobody_stated(ningxia: Deal) -> None:
    people = ningxia.stakeholders
    dates = [ningxia.lead.date, *(contact.date for person in people for contact in person.contacts)]
    given = {str(date) for date in dates if date}
    assert given == {"--07"}


def test_springs_enters_with_grade_a() -> None:
    deal, house = example("springs")
    result = appraise(deal, house)
    assert (result.outcome, result.missing, result.total) == ("enter", (), Decimal(68))
    assert grade(deal, house).grade == "A"


def test_springs_has_come_to_sales_entry_through_open_gates() -> None:
    where = standing(*example("springs"))
    assert (where.stage, where.expected_stage, where.may_enter) == ("sales-entry", "sales-entry", True)
    reached = [status.node.id for status in where.nodes if status.reached]
    assert reached == ["opportunity-evaluated", "customer-graded", "insider-found"]
    assert where.forced == ()
    assert where.next_actions[0].field == "stakeholders.P-06.contacts"


def test_springs_compares_three_rivals_on_every_factor() -> None:
    deal, house = example("springs")
    competition = {factor.id for factor in house.evaluation_model.factors if factor.group == "competition"}
    assert [set(rival.standing) for rival in deal.competitors] == [competition] * 3
    assert all(rival.name for rival in deal.competitors)


def test_springs_knows_people_of_several_departments() -> None:
    people = example("springs")[0].stakeholders
    departments = {person.department for person in people if person.department}
    assert departments >= {"laboratory", "quality", "purchasing", "finance", "production"}
    assert (len(people), len(departments)) == (14, 5)
    assert any("design-institute" in person.roles for person in people)

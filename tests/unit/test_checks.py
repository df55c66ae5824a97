"""Rules across fields: what is not an error, and what no file can show."""

from collections.abc import Callable

import pytest

from bidkit.checks import check_deal, check_house
from bidkit.checks.cost_rules import COST_RULES
from bidkit.checks.deal_rules import DEAL_RULES
from bidkit.checks.house_rules import HOUSE_RULES
from tests.builders import Changes, deal, house


def test_the_sound_record_and_house_break_no_rule() -> None:
    assert check_deal(deal(), house()) == ()
    assert check_house(house()) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"as_of": None, "customer.procurement.date": "2999"},
        {"customer.procurement.date": "2026-09-15"},
        {"customer.procurement.date": "2026-09"},
        {"customer.procurement.date": "2026"},
        {"customer.procurement.date": "--12-31"},
        {"actions.0.due": "2030-01-01"},
        {"grading.expected_order": "2026-09"},
        {"grading.expected_order": "2026-09-15"},
        {"grading.expected_order": "--01"},
        {"as_of": None, "grading.expected_order": "2020"},
        {"expected_value": None, "currency": None, "costs": None},
        {"expected_value": "1250000"},
        {"expected_value": "1250000.5"},
        {"currency": "JPY", "expected_value": "1250000"},
        {"stakeholders.0.influence": "60.00", "stakeholders.1.influence": "40"},
        {"elements.needs.could_know": ["P-02", "P-01"]},
        {"elements.budget": {"state": "unknown", "note": "They would not say", "source": "x"}},
        {"evaluation.scores.project_level.score": "5.0"},
        {"evaluation.scores.project_level.score": "0"},
        {"competitors.1.id": "P-01"},
    ],
)
def test_what_is_no_mistake(changes: Changes) -> None:
    assert check_deal(deal(changes), house()) == ()


@pytest.mark.parametrize("score", ["1", "1.25", "3.0"])
def test_a_scale_that_does_not_start_at_zero(score: str) -> None:
    scale = {"evaluation_model.scale": {"lowest": "1", "highest": "3", "step": "0.25"}}
    changes = {f"evaluation.scores.{name}.score": score for name in ("project_level", "capital_status")}
    level = {name: {"score": score, "evidence": "x"} for name in ("products", "prices")}
    changes_against = {f"competitors.{rival}.standing": level for rival in (0, 1)}
    assert check_house(house(scale)) == ()
    assert check_deal(deal({**changes, **changes_against}), house(scale)) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"evaluation_model.give_up_below": "60"},
        {"evaluation_model.give_up_below": "0", "evaluation_model.threshold": "0"},
        {"evaluation_model.knock_outs": []},
        {"evaluation_model.factors.0.weight": "34.5", "evaluation_model.factors.1.weight": "25.500"},
        {
            "grade_matrix.time": [{"id": "later", "name": "later"}],
            "grade_matrix.grades": {"high": {"later": "A"}, "low": {"later": "D"}},
        },
    ],
)
def test_what_is_no_mistake_of_a_house(changes: Changes) -> None:
    assert check_house(house(changes)) == ()


def test_each_grade_has_a_resource_rule() -> None:
    found = check_house(house({"resources.B": None, "resources.D": None}))
    assert [finding.message for finding in found] == ["grade B has no resource rule", "grade D has no resource rule"]


@pytest.mark.parametrize(
    ("path", "messages"),
    [
        ("grade_matrix.time", ["no time band takes the orders expected later than all others"]),
        ("grade_matrix.possibility", ["no possibility band reaches down to 0"]),
        ("evaluation_model.factors", ["the weights of the factors add up to 0, not to 100"]),
    ],
)
def test_empty_lists_of_a_house(path: str, messages: list[str]) -> None:
    found = [finding.message for finding in check_house(house({path: []}))]
    assert [message for message in found if "is no " not in message] == messages


@pytest.mark.parametrize("rules", [DEAL_RULES, COST_RULES, HOUSE_RULES])
def test_every_rule_says_what_it_asks_for(rules: tuple[Callable[..., object], ...]) -> None:
    assert len(set(rules)) == len(rules)
    assert all(rule.__doc__ for rule in rules)

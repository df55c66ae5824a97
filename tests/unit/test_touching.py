"""What a change of the tender touches, and what of it is stale."""

from collections.abc import Mapping

import pytest

from bidkit.deal import Deal
from bidkit.touching import Touched, changes, stands_in, touched
from tests.acceptance.house import EXAMPLES, read
from tests.builders import RECORD, STANDARDS, TENDER, changed, house, tree_of

TREE = tree_of(RECORD + STANDARDS + TENDER)
REAL_HOUSE = read(EXAMPLES / "springs" / "deal.yaml")[1]
LINE = {"id": "K-9", "category": "machines", "what": "Frame", "quantity": "1", "unit": "pcs", "unit_cost": "9"}
DECIDED = {"position": "balanced", "by": "Gao Ming", "on": "2026-09-11", "reason": "The best profit"}


def tendered(**given: object) -> Deal:
    return Deal.model_validate(changed(TREE, {name.replace("__", "."): value for name, value in given.items()}))


def addendum(*about: str, day: str = "2026-09-10") -> dict[str, object]:
    return {"tender__addenda": [{"id": "AD-1", "date": day, "what": "Changed", "changes": about}]}


def parts(given: Mapping[str, object]) -> list[Touched]:
    return [each for each in touched(tendered(**given), REAL_HOUSE) if each.change.id == "AD-1"]


def stale(given: Mapping[str, object]) -> list[tuple[str, str]]:
    return [(part.kind, part.id) for part in parts(given) if part.stale]


@pytest.mark.parametrize(
    ("looked_at", "old"),
    [
        ("2026-09-09", True),
        ("2026-09-10", False),
        ("2026-09-11", False),
        ("2026-09", True),
        ("2026-10", False),
        (None, True),
    ],
)
def test_an_answer_from_before_a_change_is_stale(looked_at: str | None, old: bool) -> None:
    given = {**addendum("TC-01"), "tender__clauses__0__ours__date": looked_at}
    assert stale(given) == ([("response", "TC-01")] if old else [])


def test_an_answer_that_is_owed_is_not_stale() -> None:
    assert parts({**addendum("TC-01"), "tender__clauses__0__ours": None}) == []


def test_nothing_is_stale_that_went_out_with_the_bid_after_the_change() -> None:
    given = {**addendum("TC-01"), "bid__submitted": {"at": "2026-09-11 08:00", "how": "By courier"}}
    assert stale(given) == []
    assert stale({**given, **addendum("TC-01", day="2026-09-12")}) == [("response", "TC-01")]


def test_a_requirement_leads_to_all_that_rests_on_it() -> None:
    given = {
        **addendum("REQ-001"),
        "costs__lines": [{**LINE, "date": "2026-09-12"}],
        "standards__requirements__0__cost_lines": ["K-9"],
        "standards__requirements__0__ours": {"answer": "deviate", "deviation": "Class 1", "date": "2026-09-12"},
        "bid__data": [{"id": "TE-1", "parameter": "Class", "value": "1", "requirement": "REQ-001"}],
        "price__decision": DECIDED,
    }
    assert [(part.kind, part.id, part.stale) for part in parts(given)] == [
        ("response", "REQ-001", False),
        ("cost-line", "K-9", False),
        ("price-line", "B-01", True),
        ("technical-data", "TE-1", False),
        ("price", "balanced", False),
        ("form", "letter", False),
        ("form", "technical-deviations", False),
        ("form", "price", False),
        ("form", "technical-data", False),
    ]


def test_a_price_is_stale_with_the_costs_that_it_rests_on() -> None:
    given = {**addendum("K-9", day="2026-09-12"), "costs__lines": [LINE], "price__decision": DECIDED}
    assert stale(given) == [("cost-line", "K-9"), ("price", "balanced")]


def test_a_clause_leads_to_its_requirements() -> None:
    via_clause = {(part.kind, part.id) for part in parts(addendum("TC-03"))}
    via_both = {(part.kind, part.id) for part in parts(addendum("REQ-001", "REQ-002"))}
    assert via_clause == via_both


def test_a_form_that_was_signed_before_has_to_be_signed_anew() -> None:
    signed = [{"form": "letter", "by": "Gao Ming", "on": "2026-09-09"}]
    assert stale({**addendum("deadline"), "bid__signatures": signed}) == [("form", "letter")]
    assert stale({**addendum("deadline", day="2026-09-09"), "bid__signatures": signed}) == []
    assert stale(addendum("deadline")) == []


def test_each_part_stands_once_and_names_all_that_lead_to_it() -> None:
    found = [part for part in parts(addendum("B-01", "REQ-001")) if part.id == "B-01"]
    assert [part.via for part in found] == [("B-01", "REQ-001")]


def test_answers_and_requirements_in_changed_form_are_changes_too() -> None:
    given = tendered(
        tender__addenda=[],
        tender__clarifications=[
            {"id": "CQ-1", "question": "Which?", "asked_on": "2026-09-07", "touches": ["TC-01"]},
            {"id": "CQ-2", "question": "Which?", "answer": "That.", "answered_on": "2026-09-09", "touches": ["TC-01"]},
        ],
        standards__requirements__0__state="changed",
        standards__requirements__0__published_on="2026-09-08",
    )
    assert [(each.kind, each.id, each.day.day, each.about) for each in changes(given)] == [
        ("clarification", "CQ-2", 9, ("TC-01",)),
        ("requirement", "REQ-001", 8, ("REQ-001",)),
    ]


def test_the_forms_in_which_something_stands() -> None:
    deal = tendered(bid__data=[{"id": "TE-1", "parameter": "Class", "value": "1", "requirement": "REQ-001"}])
    assert stands_in(deal, REAL_HOUSE, "REQ-001") == ("letter", "price", "technical-data")
    assert stands_in(deal, REAL_HOUSE, "TC-02") == ("commercial-deviations",)
    assert stands_in(deal, REAL_HOUSE, "TC-01") == ()
    assert stands_in(deal, REAL_HOUSE, "service-plan") == ("service-plan",)
    assert stands_in(deal, house(), "P-01") == ()

"""The plan back from the deadline: working days, what is done, what is late."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bidkit.bid_plan import Step, bid_plan, plan_calendar, working
from bidkit.days import working_day_before
from bidkit.deal import Deal
from tests.builders import RECORD, STANDARDS, TENDER, changed, house, tree_of

TREE = tree_of(RECORD + STANDARDS + TENDER)


def tendered(**changes: object) -> Deal:
    return Deal.model_validate(changed(TREE, {name.replace("__", "."): value for name, value in changes.items()}))


def plan(**changes: object) -> dict[str, Step]:
    return {step.id: step for step in bid_plan(tendered(**changes), house())}


def test_each_step_is_due_so_many_working_days_before() -> None:
    """The deadline is Wednesday, 30 September; Friday the 25th is a holiday, Saturday the 26th makes up for it."""
    days = {name: step.day.day for name, step in plan().items() if step.day.month == 9}
    assert days == {
        "questions": 9,
        "security": 18,
        "authorisations": 18,
        "answers": 21,
        "price": 24,
        "review": 26,
        "signing": 28,
        "hand-in": 29,
        "deadline": 30,
    }


def test_the_steps_stand_in_the_order_of_time() -> None:
    days = [step.day for step in bid_plan(tendered(), house())]
    assert days == sorted(days)


def test_a_tender_without_a_deadline_has_no_plan() -> None:
    without = {"tender__dates__deadline": None, "tender__dates__questions_until": None, "tender__dates__opening": None}
    assert plan(**without) == {}


@pytest.mark.parametrize(
    ("step", "path", "undone", "done"),
    [
        ("security", "bid__securities", [], [{"id": "S-9", "issued": "2026-09-14"}]),
        ("security", "bid__securities", [{"id": "S-9", "kind": "performance", "issued": "2026-09-14"}], None),
        ("authorisations", "bid__authorisations__0__issued", None, "2026-09-01"),
        ("answers", "tender__clauses__0__ours", None, {"answer": "comply"}),
        ("price", "key_nodes__price-approved", {"evidence": "Said"}, {"reached_on": "2026-09-14", "evidence": "Said"}),
    ],
)
def test_a_step_is_done_when_the_record_shows_it(step: str, path: str, undone: object, done: object) -> None:
    assert not plan(**{path: undone})[step].done
    if done is not None:
        assert plan(**{path: done})[step].done


def test_signing_is_done_once_all_that_we_sign_is_signed() -> None:
    forms = [
        {"id": "letter", "title": "Letter", "kind": "letter", "envelope": "price", "signed_by": "signatory"},
        {"id": "power", "title": "Power", "kind": "identity", "envelope": "price", "signed_by": "legal-representative"},
        {"id": "bond", "title": "Bond", "kind": "security", "envelope": "price", "signed_by": "issuer"},
        {"id": "list", "title": "List", "envelope": "price", "mandatory": "no", "signed_by": "signatory"},
    ]
    signed = [{"form": name, "by": "Gao Ming", "on": "2026-09-29"} for name in ("letter", "power")]
    given = {"tender__profile": None, "tender__forms": forms}
    assert plan(**given, bid__signatures=signed)["signing"].done
    assert not plan(**given, bid__signatures=signed[:1])["signing"].done
    assert not plan(bid__signatures=[])["signing"].done


def test_a_step_that_is_not_done_is_late_from_the_day_after() -> None:
    assert not plan(as_of="2026-09-24")["price"].late
    late = plan(as_of="2026-09-25")["price"]
    assert (late.late, late.done) == (True, False)
    assert not plan(as_of=None)["price"].late


def test_all_is_done_once_the_bid_is_handed_in() -> None:
    handed_in = {"at": "2026-09-29 10:00", "how": "By courier"}
    steps = plan(bid__submitted=handed_in, as_of="2026-10-01").values()
    assert [step.id for step in steps if not step.done or step.late] == []


def test_what_the_tender_does_not_ask_for_is_not_planned() -> None:
    asked = set(plan(tender__instructions__copies={"copies": "2"}))
    assert asked - set(plan()) == {"copies"}
    assert set(plan()) - set(plan(tender__instructions__bid_security=None)) == {"security"}
    assert set(plan()) - set(plan(bid__authorisations=[])) == {"authorisations"}


def test_the_calendar_holds_what_is_still_to_come() -> None:
    found = {entry.id: entry.day for entry in plan_calendar(tendered(), house()).entries}
    name = "SPR-2026-01-bid-{}@bidkit".format
    assert found[name("deadline")] == date(2026, 9, 30)
    assert found[name("validity")] == date(2027, 1, 8)
    assert found[name("security-S-1")] == date(2027, 1, 22)
    assert name("answers") not in found
    assert list(found.values()) == sorted(found.values())


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(1, 40))
def test_a_working_day_is_never_free(last: date, number: int) -> None:
    works = working(house().bid_plan)
    found = working_day_before(last, number, works)
    assert works(found)
    between = (date.fromordinal(day) for day in range(found.toordinal(), last.toordinal()))
    assert sum(map(works, between)) == number


def test_days_before_the_calendar_begins_are_its_first() -> None:
    assert working_day_before(date(1, 1, 3), 40, lambda day: day.weekday() < 5) == date.min

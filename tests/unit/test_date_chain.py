"""The dates that follow from one another, against a calendar and by hand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bidkit.checks.hindrances import hindrances, risks
from bidkit.date_chain import DateChain, damages, date_chain, security_margin
from bidkit.days import add_days, add_weeks, working_day_before
from bidkit.deal import Deal
from bidkit.deal.tender import DelayDamages
from tests.acceptance.house import EXAMPLES, read
from tests.builders import RECORD, STANDARDS, TENDER, changed, house, tree_of

TREE = tree_of(RECORD + STANDARDS + TENDER)


def tendered(**changes: object) -> Deal:
    return Deal.model_validate(changed(TREE, {name.replace("__", "."): value for name, value in changes.items()}))


def chain(**changes: object) -> DateChain:
    return date_chain(tendered(**changes), house())


def test_the_chain_of_the_springs_bid() -> None:
    assert date_chain(*read(EXAMPLES / "springs-bid" / "deal.yaml")) == DateChain(
        deadline=date(2026, 12, 18),
        valid_until=date(2027, 3, 18),
        security_until=date(2027, 4, 1),
        award=date(2027, 1, 15),
        signing=date(2027, 1, 29),
        delivery=date(2027, 5, 29),
        acceptance=date(2027, 6, 28),
        our_delivery=date(2027, 5, 21),
        our_acceptance=date(2027, 6, 18),
        warranty_until=date(2029, 6, 18),
        performance_until=date(2029, 7, 18),
    )


def test_an_empty_record_leads_nowhere() -> None:
    found = date_chain(Deal.model_validate(tree_of(RECORD)), house())
    assert set(map(found.__getattribute__, DateChain.__slots__)) == {None}


def test_the_warranty_counts_from_what_it_says() -> None:
    assert chain().warranty_until == date(2029, 5, 24)
    assert chain(bid__service__warranty_from="delivery").warranty_until == date(2029, 4, 19)


def test_the_margin_is_the_tenders_or_else_the_profiles() -> None:
    assert security_margin(tendered(), house()) == 14
    left_out = {"tender__instructions__bid_security__margin_days": None}
    margins = {
        name: security_margin(tendered(tender__profile=name, **left_out), read(EXAMPLES / "springs" / "deal.yaml")[1])
        for name in ("world-bank-goods", "undp-like", "china-equipment-2017")
    }
    assert margins == {"world-bank-goods": 28, "undp-like": 30, "china-equipment-2017": 0}


@pytest.mark.parametrize(
    ("per", "days", "share"),
    [
        ("week", 1, "0.5"),
        ("week", 7, "0.5"),
        ("week", 8, "1.0"),
        ("week", 700, "5"),
        ("day", 3, "1.5"),
        ("month", 31, "1.0"),
    ],
)
def test_each_week_that_has_begun_costs(per: str, days: int, share: str) -> None:
    terms = DelayDamages.model_validate({"percent": "0.5", "per": per, "at_most": "5"})
    assert damages(terms, days) == Decimal(share)


def test_damages_without_a_limit_go_on() -> None:
    assert damages(DelayDamages.model_validate({"percent": "0.5"}), 700) == Decimal(50)


@given(st.integers(1, 4000), st.integers(0, 60), st.integers(-40, 40))
def test_a_security_holds_from_the_last_day_asked_on(validity: int, margin: int, off: int) -> None:
    """Whatever the days, the warning comes exactly where the security ends before validity and margin."""
    ends = add_days(date(2026, 9, 30), validity + margin + off)
    deal = tendered(
        bid__validity_days=str(validity),
        tender__instructions__bid_security__margin_days=str(margin),
        bid__securities=[{"id": "S-1", "valid_until": ends.isoformat()}],
    )
    said = [each.message for each in hindrances(deal, house()) if "has to hold" in each.message]
    assert bool(said) == (off < 0)


def test_a_sound_bid_has_neither_hindrance_nor_risk() -> None:
    assert [*hindrances(tendered(), house()), *risks(tendered(), house())] == []


@pytest.mark.parametrize(
    ("submitted", "as_of", "says"),
    [
        ("2026-09-30T09:30", "2026-09-30", []),
        ("2026-09-30T09:31", "2026-09-30", ["the bid was handed in on 2026-09-30 09:31:00, after the deadline"]),
        (None, "2026-09-30", []),
        (None, "2026-10-01", ["the deadline was 2026-09-30 09:30:00, and the record does not say"]),
    ],
)
def test_the_hour_of_the_deadline_counts(submitted: str | None, as_of: str, says: list[str]) -> None:
    handed_in = {"at": submitted, "how": "by courier"} if submitted else None
    found = [each.message for each in hindrances(tendered(as_of=as_of, bid__submitted=handed_in), house())]
    assert len(found) == len(says)
    assert all(message.startswith(said) for message, said in zip(found, says, strict=True))


def test_days_that_the_calendar_does_not_have_end_with_it() -> None:
    assert add_days(date(9999, 12, 1), 99999999) == date.max
    assert add_weeks(date(2026, 9, 1), Decimal("14.5")) == date(2026, 12, 12)
    assert chain(tender__instructions__validity_days="99999999", bid__validity_days=None).valid_until == date.max


def test_working_days_are_counted_back() -> None:
    def works(day: date) -> bool:
        return day.weekday() < 5 and day != date(2026, 12, 16)

    friday = date(2026, 12, 18)
    found = [working_day_before(friday, number, works) for number in (0, 1, 2, 3, 6)]
    assert found == [friday, *(date(2026, 12, day) for day in (17, 15, 14, 9))]
    assert working_day_before(date(2026, 12, 20), 0, works) == friday

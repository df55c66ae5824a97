"""What publishers write in real life: each quirk is handled, or named with its place."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bidkit.published.draft import said
from bidkit.published.leaves import Number
from bidkit.published.words import cleaned, instant_of, number_of
from tests.unit.published.samples import RELEASE, drafted, fact, release

NUMBERS = {
    "250000": "250000",
    "250,000.50": "250000.50",
    "250.000,50": "250000.50",
    "250 000,50": "250000.50",
    "1'250'000.00": "1250000.00",
    "1,250,000": "1250000",
    "1.250.000": "1250000",
    "0,6": "0.6",
    "60 %": "60",
    "6e4": "60000",
    "-3": "-3",
    "２５": "25",
    ".5": "0.5",
    "1.200": None,  # twelve hundred, or one and a fifth
    "1,200": None,
    "twelve": None,
    "12 pcs": None,
    "": None,
    "1e400": None,
    "1.2.3": None,
    "12,34,56": None,
}


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_as_text_is_read_where_it_can_mean_one_thing_only(text: str) -> None:
    expected = NUMBERS[text]
    assert number_of(text) == (None if expected is None else Decimal(expected))


def test_a_number_of_json_is_what_its_digits_say() -> None:
    assert number_of(Number("1.200")) == Decimal("1.2")
    assert number_of(True) is None
    assert number_of(None) is None


def test_signs_that_cannot_be_seen_are_taken_out() -> None:
    assert cleaned("\ufeffA\u202eB\x00\r\nC\u2028D\t") == "AB\nC\nD"


MOMENTS = {
    "2026-03-10T12:00:00Z": ("2026-03-10T12:00", 0, True),
    "2026-03-10T12:00:00.000+01:00": ("2026-03-10T12:00", 60, True),
    "2026-03-10 12:00": ("2026-03-10T12:00", None, True),
    "2026-03-10T12:00:00-0530": ("2026-03-10T12:00", -330, True),
    "2026-03-10+02:00": ("2026-03-10T00:00", 120, False),
    "2026-03-10": ("2026-03-10T00:00", None, False),
    "2026-03-10T24:00:00Z": ("2026-03-11T00:00", 0, True),
    "2026-02-30T12:00:00Z": None,
    "2026-03-10T25:00:00Z": None,
    "10/03/2026": None,
    "9999-12-31T24:00:00Z": None,
    "soon": None,
}


@pytest.mark.parametrize("text", MOMENTS)
def test_a_moment_is_read_as_it_is_written(text: str) -> None:
    expected, found = MOMENTS[text], instant_of(text)
    if expected is None:
        assert found is None
        return
    assert found is not None
    local, minutes, has_hour = expected
    assert f"{found.local:%Y-%m-%dT%H:%M}" == local
    assert found.offset == (None if minutes is None else timedelta(minutes=minutes))
    assert found.has_hour is has_hour


def test_all_hours_stand_in_the_zone_of_the_deadline_named_by_the_country() -> None:
    draft, _ = drafted(release(enquiryPeriod={"endDate": "2026-02-20T11:00:00Z"}))
    assert fact(draft, "tender.dates.zone") == "Europe/Berlin"
    assert fact(draft, "tender.dates.questions_until") == "2026-02-20 12:00"
    assert fact(draft, "tender.dates.deadline") == "2026-03-10 12:00"


def test_a_zone_without_a_country_is_named_by_its_difference_and_half_hours_become_utc() -> None:
    plain = {**release(tenderPeriod={"endDate": "2026-03-10T12:00:00+08:00"}), "parties": []}
    assert fact(drafted(plain)[0], "tender.dates.zone") == "Etc/GMT-8"
    plain = {**release(tenderPeriod={"endDate": "2026-03-10T12:00:00+05:30"}), "parties": []}
    draft, account = drafted(plain)
    assert (fact(draft, "tender.dates.zone"), fact(draft, "tender.dates.deadline")) == ("Etc/UTC", "2026-03-10 06:30")
    assert "tender.tenderPeriod.endDate: the record holds its hours in UTC" in account.remarks


def test_a_date_without_a_zone_keeps_its_hour_and_is_named() -> None:
    draft, account = drafted(release(tenderPeriod={"endDate": "2026-03-10T12:00:00"}, enquiryPeriod=None))
    assert fact(draft, "tender.dates.deadline") == "2026-03-10 12:00"
    assert fact(draft, "tender.dates.zone") is None
    assert "tender.tenderPeriod.endDate: has no time zone; ask in which zone the hour is meant" in account.remarks


def test_a_day_without_an_hour_is_no_deadline_but_it_is_not_lost() -> None:
    draft, account = drafted(release(tenderPeriod={"endDate": "2026-03-10"}))
    assert fact(draft, "tender.dates.deadline") is None
    assert "2026-03-10" in said(fact(draft, "elements.schedule.what"))  # type: ignore[arg-type]
    assert any("2026-03-10 has no hour" in remark for remark in account.remarks)


def criteria(*numbers: object, kind: str = "quality") -> dict[str, object]:
    return {
        "criteria": [
            {"type": kind, "name": f"C{at}", **({} if number is None else {"numbers": [number]})}
            for at, number in enumerate(numbers, start=1)
        ]
    }


def percent(number: object) -> dict[str, object]:
    return {"number": number, "weight": "percentageExact"}


WEIGHTS = [
    ((percent(60), percent(40)), ["60", "40"], None),
    ((percent("60"), percent("40 %")), ["60", "40"], None),
    (({"number": 0.6, "weight": "decimalExact"}, {"number": 0.4, "weight": "decimalExact"}), ["60", "40"], "shares"),
    (({"number": 0.6}, {"number": 0.4}), ["60", "40"], "are shares of one; they count in percent"),
    (({"weight": 70}, {"weight": "30"}), ["70", "30"], None),
    ((percent(60), percent(30)), ["60", "30"], "add up to 90, not to 100; they stand as they are"),
    ((percent(90), percent(60)), ["60", "40"], "add up to 150; they were brought down to 100"),
    (({"number": 600, "weight": "pointsExact"}, {"number": 400, "weight": "pointsExact"}), ["60", "40"], "1000"),
    ((percent(60), None), ["60", None], "no weight is published for: C2"),
    ((None, None), [None, None], "no weight is published for: C1, C2"),
    (({"number": 1, "weight": "order"}, {"number": 2, "weight": "order"}), [None, None], None),
    ((percent("sixty"), percent(40)), [None, "40"], "'sixty' is not a number"),
    ((percent(33.3333333), percent(66.6666667)), ["33.3333333", "66.6666667"], None),
]


@pytest.mark.parametrize(("numbers", "weights", "remark"), WEIGHTS)
def test_weights_are_brought_onto_one_scale(
    numbers: tuple[object, ...], weights: list[str | None], remark: str | None
) -> None:
    draft, account = drafted(release(lots=None, items=None, criteria=None, awardCriteria=criteria(*numbers)))
    items = draft.lists[("standards", "requirements")].values()
    assert [item.get("weight") for item in items] == weights
    about = [each for each in account.remarks if "awardCriteria" in each and "no id" not in each]
    assert (any(remark in each for each in about)) if remark else not about


def test_the_price_is_no_standard_but_stands_in_the_award() -> None:
    draft, _ = drafted(RELEASE)
    assert list(draft.lists[("standards", "requirements")]) == ["AC-LOT-1-01", "REQ-0001-001-01", "REQ-0001-001-02"]
    award = fact(draft, "standards.lots.LOT-1.award")
    assert award == ("Price (60 %)", "Accuracy (40 %): Class of the force measurement")
    assert said(fact(draft, "elements.priority_items.what")).splitlines() == [  # type: ignore[arg-type]
        "Lot LOT-1",
        *award,
        "Lot LOT-2",
        "Price",
    ]


def test_criteria_that_all_lots_share_become_one_set_of_standards() -> None:
    lots = [{"id": str(at), "title": f"T{at}", "awardCriteria": criteria(percent(60), percent(40))} for at in (1, 2, 3)]
    draft, account = drafted(release(lots=lots, items=None, criteria=None))
    assert list(draft.lists[("standards", "requirements")]) == ["AC-01", "AC-02"]
    assert {str(item["award"]) for item in draft.lists[("standards", "lots")].values()} == {
        "('C1 (60 %)', 'C2 (40 %)')"
    }
    assert not [each for each in account.unmapped if "awardCriteria" in each.path]


def test_a_lowest_price_is_the_rule() -> None:
    draft, _ = drafted(release(awardCriteria="priceOnly", lots=None, items=None, criteria=None))
    assert fact(draft, "tender.instructions.rule.method") == "lowest_price"


def test_ids_that_are_missing_repeated_or_odd_become_ids_of_the_record() -> None:
    lots = [{"title": "A"}, {"id": 7, "title": "B"}, {"id": "7", "title": "C"}, {"id": "Лот № 1 / a", "title": "D"}]
    draft, account = drafted(release(lots=lots, items=None, criteria=None))
    assert list(draft.lists[("standards", "lots")]) == ["L-01", "L-7", "L-7-2", "L-1-a"]
    assert fact(draft, "standards.lots.L-1-a.number") == "Лот № 1 / a"
    assert "tender.lots[0]: has no id; it became `L-01`" in account.remarks
    assert "tender.lots[2].id: '7' is given twice; this one became `L-7-2`" in account.remarks


def test_a_map_of_languages_is_read_in_the_language_of_the_release_and_the_others_are_listed() -> None:
    data = release(title={"fr": "Machines d'essai", "de": "Prüfmaschinen"}, description=None, description_de="Zwei.")
    draft, account = drafted({**data, "language": "de"})
    assert fact(draft, "tender.notice.title") == "Prüfmaschinen"
    assert said(fact(draft, "elements.needs.what")) == "Zwei."  # type: ignore[arg-type]
    assert ("tender.title.fr", "Machines d'essai") in [(each.path, each.value) for each in account.unmapped]


def test_the_validity_is_counted_where_only_its_end_is_published() -> None:
    terms = {"bidValidityPeriod": {"endDate": "2026-06-08T00:00:00Z"}}
    draft, account = drafted(release(submissionTerms=terms))
    assert fact(draft, "tender.instructions.validity_days") == "90"
    assert any("bids bind for 90 days" in remark for remark in account.remarks)


@pytest.mark.parametrize(
    ("deposit", "field", "value"),
    [("2 %", "percent", "2"), ("5,000.00", "amount", "5000"), (5000, "amount", "5000")],
)
def test_a_bid_security_that_is_a_bare_figure_is_one(deposit: object, field: str, value: str) -> None:
    draft, _ = drafted(release(submissionTerms={"depositsGuarantees": deposit}))
    assert fact(draft, f"tender.instructions.bid_security.{field}") == value


def test_a_bid_security_in_words_stays_words_and_is_named() -> None:
    draft, account = drafted(RELEASE)
    assert fact(draft, "tender.clauses.TC-GUARANTEES.text") == "A bid bond of a first-class bank."
    assert any("speaks of guarantees in words" in remark for remark in account.remarks)


def test_lots_that_differ_in_their_terms_are_named() -> None:
    lots = [
        {"id": f"L{days}", "title": "T", "submissionTerms": {"bidValidityPeriod": {"durationInDays": days}}}
        for days in (60, 90)
    ]
    draft, account = drafted(release(lots=lots, submissionTerms=None, items=None, criteria=None))
    assert fact(draft, "tender.instructions.validity_days") == "60"
    left = [each for each in account.unmapped if "bidValidityPeriod" in each.path]
    assert [(each.value, each.reason) for each in left] == [
        (90, "differs from another part of the tender, which the record holds")
    ]


@pytest.mark.parametrize(
    "value", [{"amount": 0, "currency": "EUR"}, {"amount": "n/a", "currency": "XYZ"}, None, "much"]
)
def test_a_value_that_says_nothing_is_no_value(value: object) -> None:
    draft, account = drafted(release(value=value, lots=None, items=None, criteria=None))
    assert fact(draft, "expected_value") is None
    assert value is None or [each for each in account.unmapped if each.path.startswith("tender.value")]


def test_alternatives_to_meet_a_criterion_are_called_so() -> None:
    alternatives = [
        {"id": str(at), "description": f"Way {at}", "requirements": [{"id": f"R{at}", "title": "T", "maxValue": at}]}
        for at in (1, 2)
    ]
    found = [{"id": "C", "title": "Warranty", "requirementGroups": alternatives}]
    draft, _ = drafted(release(criteria=found))
    text = said(fact(draft, "standards.requirements.R2.text"))  # type: ignore[arg-type]
    assert text.splitlines() == ["Alternative 2 of 2; one of them must be met.", "Way 2", "T", "At most 2"]


def test_one_lot_is_taken_and_what_belongs_to_others_says_so() -> None:
    draft, account = drafted(RELEASE, lot="LOT-2")
    assert list(draft.lists[("standards", "lots")]) == ["LOT-2"]
    assert list(draft.lists[("bid", "lines")]) == ["B-2"]
    assert ("standards", "groups") not in draft.lists
    assert fact(draft, "title") == "Spring testing machines: Training"
    assert fact(draft, "expected_value") == "20000"
    assert {each.reason for each in account.unmapped if each.path.startswith("tender.lots[0]")} == {
        "belongs to lot LOT-1"
    }

"""When a price is approved: who has to say yes, what undoes it, and what no trick gets past."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bidkit.approval.signed import Terms, decided
from bidkit.deal.authority import Authority
from tests.unit.approval.bench import BANDS, KEYS, PRICE, SMALL, Bench, people


@pytest.fixture
def bench() -> Bench:
    return Bench()


def approved(bench: Bench) -> bool:
    return bench.verdict().approved is not None


def test_nobody_has_said_anything(bench: Bench) -> None:
    assert bench.verdict().counts == ()
    assert not approved(bench)


def test_it_takes_as_many_people_as_the_band_asks_for(bench: Bench) -> None:
    bench.says("approve", "Gao Ming")
    (count,) = bench.verdict().counts
    assert (count.band.name, count.people, count.band.quorum, count.enough) == ("large", 1, 2, False)
    bench.says("approve", "Deng Li")
    assert approved(bench)


def test_people_are_counted_and_not_keys(bench: Bench) -> None:
    both = (KEYS["Gao Ming"].public, KEYS["stranger"].public)
    bench.authority = Authority(owner="Lin Hua", people=people(Gao={"keys": both}), bands=BANDS)
    bench.says("approve", "Gao Ming")
    bench.says("approve", "Gao Ming", key="stranger", conditions=("again",))
    (count,) = bench.verdict().counts
    assert all(voice.holds for voice in count.voices)
    assert (len(count.voices), count.people) == (2, 1)


def test_two_prices_are_not_one(bench: Bench) -> None:
    bench.says("approve", "Gao Ming")
    bench.says("approve", "Deng Li", replace(PRICE, price=Decimal(3_500_000)))
    assert [count.people for count in bench.verdict().counts] == [1, 1]


def test_whoever_stated_a_priced_line_does_not_count(bench: Bench) -> None:
    said = bench.says("approve", "Ma Lin")
    assert bench.voice(said).why_not == ("Ma Lin is the author of a priced line",)


def test_whoever_stated_a_priced_line_cannot_lend_the_yes_to_somebody_else(bench: Bench) -> None:
    bench.lends("Ma Lin", "Su Yan", "2026-12-01", "2026-12-31")
    assert not bench.voice(bench.says("approve", "Su Yan")).holds


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"gross_margin": Decimal("0.29")}, "expected gross margin 29.00 % is below 30 %"),
        ({"price": Decimal(500_001)}, "order value 500001 CNY is above 500000 CNY"),
        ({"currency": "EUR"}, "no highest value is given in EUR"),
    ],
)
def test_a_band_holds_only_where_all_its_conditions_do(bench: Bench, changed: dict[str, object], why: str) -> None:
    assert bench.voice(bench.says("approve", "Su Yan", SMALL)).holds
    outside = bench.says("approve", "Su Yan", replace(SMALL, **changed))  # type: ignore[arg-type] # of the right types
    assert why in bench.voice(outside).why_not[0]


def test_chance_below_floor_and_deviations_are_conditions_too(bench: Bench) -> None:
    strict = BANDS[0].model_copy(update={"below_floor_up_to": Decimal(3), "deviations_up_to": 1})
    bench.authority = Authority(owner="Lin Hua", people=people(), bands=(strict, *BANDS[1:]))
    (why,) = bench.voice(bench.says("approve", "Su Yan", SMALL)).why_not
    assert "chance 3.90 % of ending below the floor margin is above 3 %" in why
    assert "2 deviations are more than 1" in why


def test_the_last_day_counts_and_the_day_after_does_not(bench: Bench) -> None:
    said = bench.says("approve", "Gao Ming", valid_until=date(2026, 12, 20))
    bench.today = date(2026, 12, 20)
    assert bench.voice(said).holds
    bench.today = date(2026, 12, 21)
    assert bench.voice(said).why_not == ("it was valid until 2026-12-20",)


def test_a_changed_record_undoes_it_and_the_field_is_named(bench: Bench) -> None:
    said = bench.says("approve", "Gao Ming")
    bench.deal = bench.deal.model_copy(update={"note": "Steel is dearer"})
    voice = bench.voice(said)
    assert voice.why_not == ("what was approved has changed",)
    assert [(each.field, each.before, each.after) for each in voice.changes] == [("note", "", "Steel is dearer")]


def test_a_refusal_undoes_what_was_said_of_that_price_before_and_not_what_is_said_after(bench: Bench) -> None:
    first = bench.says("approve", "Gao Ming")
    bench.says("refuse", "Deng Li", reason="too low")
    assert "refused afterwards by Deng Li on 2026-12-10 (R-2): too low" in bench.voice(first).why_not[0]
    assert bench.voice(bench.says("approve", "Gao Ming")).holds


def test_a_refusal_by_somebody_without_a_role_undoes_nothing(bench: Bench) -> None:
    first = bench.says("approve", "Gao Ming")
    bench.says("refuse", "Gao Ming", key="stranger")
    assert bench.voice(first).holds


def test_an_approval_is_revoked_by_its_giver_or_by_whoever_could_give_it(bench: Bench) -> None:
    first, second = bench.says("approve", "Gao Ming"), bench.says("approve", "Deng Li")
    bench.revokes("Su Yan", first)
    assert bench.voice(first).holds
    bench.revokes("Deng Li", first)
    bench.revokes("Deng Li", second, reason="steel")
    assert [bench.voice(each).holds for each in (first, second)] == [False, False]
    assert "revoked by Deng Li" in bench.voice(first).why_not[0]


def test_lent_authority_holds_on_its_days_and_both_still_count_as_one(bench: Bench) -> None:
    bench.lends("Deng Li", "Su Yan", "2026-12-10", "2026-12-12")
    assert bench.voice(bench.says("approve", "Su Yan")).holds
    bench.says("approve", "Deng Li")
    (count,) = bench.verdict().counts
    assert count.people == 1
    bench.today = date(2026, 12, 13)
    late = bench.says("approve", "Su Yan", at="2026-12-13T09:00:00Z")
    assert not bench.voice(late).holds


def test_whoever_has_a_role_and_borrows_another_still_counts_once(bench: Bench) -> None:
    bench.lends("Deng Li", "Gao Ming", "2026-12-10", "2026-12-12")
    bench.says("approve", "Gao Ming")
    assert [count.people for count in bench.verdict().counts] == [1]


def test_small_deals_of_one_customer_count_together(bench: Bench) -> None:
    bench.says("approve", "Su Yan", replace(SMALL, customer="QINGLAN Spring Works Co. Ltd"), deal="SPR-0")
    said = bench.says("approve", "Su Yan", SMALL)
    voice = bench.voice(said)
    assert [each.deal for each in voice.others] == ["SPR-0"]
    assert "order value 600000 CNY is above 500000 CNY" in voice.why_not[0]


@pytest.mark.parametrize(
    ("customer", "at"), [("Another works", "2026-12-01T09:00:00Z"), (SMALL.customer, "2026-09-01T09:00:00Z")]
)
def test_deals_of_others_and_of_long_ago_do_not(bench: Bench, customer: str, at: str) -> None:
    bench.says("approve", "Su Yan", replace(SMALL, customer=customer), deal="SPR-0", at=at)
    assert bench.voice(bench.says("approve", "Su Yan", SMALL)).holds


def test_a_yes_of_before_counts_by_the_band_that_holds_when_the_next_one_is_given(bench: Bench) -> None:
    """Another small deal in between lifts the order into a higher band, for which the first role is too low."""
    bench.says("approve", "Su Yan", SMALL)
    assert approved(bench)
    bench.says("approve", "Su Yan", SMALL, deal="SPR-0")
    bench.says("approve", "Gao Ming", SMALL)
    (count,) = bench.verdict().counts
    assert (count.band.name, count.people) == ("large", 1)


@pytest.mark.parametrize("at", ["2026-11-01T09:00:00Z", "2027-06-01T09:00:00Z"])
def test_an_approval_dated_back_or_ahead_does_not_hold(bench: Bench, at: str) -> None:
    bench.says("approve", "Gao Ming")
    assert "its date lies" in bench.voice(bench.says("approve", "Deng Li", at=at)).why_not[0]


def test_one_wrong_clock_does_not_spoil_what_follows(bench: Bench) -> None:
    bench.says("approve", "Su Yan", SMALL, at="2036-01-01T09:00:00Z")
    assert bench.voice(bench.says("approve", "Gao Ming")).holds


def test_whoever_left_signs_no_more_but_what_was_signed_before_holds(bench: Bench) -> None:
    gone = people(Gao={"until": date(2026, 12, 10)})
    bench.authority = Authority(owner="Lin Hua", people=gone, bands=BANDS)
    before = bench.says("approve", "Gao Ming")
    bench.today = date(2026, 12, 11)
    after = bench.says("approve", "Gao Ming", at="2026-12-11T09:00:00Z")
    assert [bench.voice(each).holds for each in (before, after)] == [True, False]


def test_without_signed_authority_nothing_holds(bench: Bench) -> None:
    said = bench.says("approve", "Gao Ming")
    bench.authority = None
    assert bench.voice(said).why_not == ("authority.yaml is not signed by its owner",)


def test_a_key_of_nobody_does_not_count(bench: Bench) -> None:
    said = bench.says("approve", "Gao Ming", key="stranger")
    assert "the key is of nobody" in bench.voice(said).why_not[0]


@pytest.mark.parametrize("part", ["price", "person", "conditions"])
def test_what_is_written_over_what_was_signed_does_not_hold(bench: Bench, part: str) -> None:
    said = bench.says("approve", "Gao Ming", conditions=("30 % in advance",))
    content = {**said.content, "decision": dict(said.content["decision"])}
    if part == "price":
        content["decision"]["price"] = "1.00"
    else:
        content[part] = {"person": "Deng Li", "conditions": []}[part]
    bench.entries[0] = replace(said, content=content)
    assert bench.voice(said).why_not[0] == "the signature is not good"


def test_a_signature_for_one_deal_is_none_for_another(bench: Bench) -> None:
    terms = Terms(person="Gao Ming", at="2026-12-10T09:00:00Z")
    draft = decided("approve", "SPR-0", PRICE, bench.bound, terms, KEYS["Gao Ming"])
    said = bench.enter(replace(draft, deal=bench.deal.id), KEYS["Gao Ming"])
    assert bench.voice(said).why_not[0] == "the signature is not good"


def test_a_no_is_not_turned_into_a_yes(bench: Bench) -> None:
    terms = Terms(person="Gao Ming", at="2026-12-10T09:00:00Z")
    draft = decided("refuse", bench.deal.id, PRICE, bench.bound, terms, KEYS["Gao Ming"])
    said = bench.enter(replace(draft, kind="approve"), KEYS["Gao Ming"])
    assert bench.voice(said).why_not[0] == "the signature is not good"

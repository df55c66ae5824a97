"""What decides beside the formula: limits, tax, life-cycle costs, rounding, ties, trimming."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic import ValidationError

from pricing.evaluation import Tender
from pricing.evaluation.reversals import reversals
from pricing.evaluation.rounding import rounded
from pricing.evaluation.scoring import score, winner
from pricing.evaluation.trimming import Step, steps
from tests.unit.pricing.evaluation.tenders import bids, first, ranked, rule, totals


def test_a_bid_above_the_ceiling_is_out_and_sets_nothing() -> None:
    scored = score(rule("linear", ceiling="130"), bids(100, 110, 131))
    assert [str(each.total) for each in scored] == ["100.0000", "0.0000", "None"]
    assert [each.excluded for each in scored] == [None, None, "above the ceiling"]


def test_a_bid_at_a_limit_is_in() -> None:
    scored = score(rule("low_price_ratio", ceiling="110", quality_minimum="60"), bids((110, 60), (100, 59)))
    assert [each.excluded for each in scored] == [None, "below the lowest quality admitted"]
    assert winner(scored) == "A"


@pytest.mark.parametrize(
    ("method", "stated", "needed"),
    [
        ("lowest_price", {}, False),
        ("lowest_price", {"quality_minimum": "60"}, True),
        ("lowest_price", {"tie_break": "highest_quality"}, True),
        ("life_cycle_cost", {"life_cycle": {"years": "3"}}, False),
        ("low_price_ratio", {}, False),
        ("low_price_ratio", {"price_weight": "50"}, True),
        ("monetised_quality", {"value_per_point": "3"}, True),
        ("price_per_quality_point", {}, True),
    ],
)
def test_every_bid_states_its_quality_where_it_counts(method: str, stated: dict[str, object], needed: bool) -> None:
    assert rule(method, **stated).needs_quality() == needed


def test_only_responsive_bids_compete() -> None:
    given = [bid.model_copy(update={"responsive": "no"}) if bid.bidder == "C" else bid for bid in bids(100, 95, 90)]
    scored = score(rule("lowest_price"), given)
    assert winner(scored) == "B"
    assert scored[2].excluded == "not responsive"


def test_nobody_wins_where_all_are_out() -> None:
    scored = score(rule("low_price_ratio", ceiling="50", abnormally_low={"method": "spain_85"}), bids(100, 95))
    assert winner(scored) is None
    assert [each.rank for each in scored] == [None, None]


def test_the_tax_basis_can_decide() -> None:
    dear, cheap = bids(100, 105)
    both = [dear, cheap.model_copy(update={"tax_rate": Decimal(3)})]
    assert winner(score(rule("lowest_price"), both)) == "A"
    with_tax = rule("lowest_price", tax_basis="including", prices="excluding", tax_rate="13")
    assert totals(with_tax, both) == ["113.00", "108.15"]
    assert winner(score(with_tax, both)) == "B"
    without = rule("lowest_price", tax_basis="excluding", prices="including", tax_rate="13", places="4")
    assert totals(without, bids("113")) == ["100.0000"]


def test_adders_count_for_the_comparison_and_not_for_the_ceiling() -> None:
    near, far = bids(100, 90)
    scored = score(rule("lowest_price", ceiling="100"), [near, far.model_copy(update={"adders": Decimal(15)})])
    assert [str(each.total) for each in scored] == ["100.00", "105.00"]
    assert winner(scored) == "A"


@pytest.mark.parametrize(
    ("tie_break", "expected"), [("lowest_price", ["A"]), ("highest_quality", ["B"]), ("lot", ["A", "B"])]
)
def test_equal_totals_are_parted_by_what_the_rule_says(tie_break: str, expected: list[str]) -> None:
    chosen = rule("linear", price_weight="50", full_at="100", zero_at="200", tie_break=tie_break)
    given = bids((100, 60), (110, 70))
    assert totals(chosen, given) == ["80.0000", "80.0000"]
    scored = score(chosen, given)
    assert first(scored) == expected
    assert winner(scored) == (expected[0] if len(expected) == 1 else None)


def test_what_is_published_decides() -> None:
    """A thousandth that rounding takes away decides nothing; the tie-break does."""
    given = bids(("100.00", "80.0"), ("100.01", "80.006"))
    assert first(score(rule("low_price_ratio", price_weight="50", places="4"), given)) == ["A"]
    assert [each.total for each in ranked(rule("low_price_ratio", price_weight="50", places="1"), given)] == [
        Decimal("90.0"),
        Decimal("90.0"),
    ]
    by_quality = rule("low_price_ratio", price_weight="50", places="1", tie_break="highest_quality")
    assert first(score(by_quality, given)) == ["B"]


@pytest.mark.parametrize(
    ("weights", "shares"),
    [
        ({}, (Fraction(1), Fraction(0))),
        ({"price_weight": "0.5"}, (Fraction(1, 2), Fraction(1, 2))),
        ({"price_weight": "50"}, (Fraction(1, 2), Fraction(1, 2))),
        ({"price_weight": "1"}, (Fraction(1), Fraction(0))),
        ({"price_weight": "100"}, (Fraction(1), Fraction(0))),
        ({"price_weight": "0"}, (Fraction(0), Fraction(1))),
        ({"quality_weight": "70"}, (Fraction(3, 10), Fraction(7, 10))),
        ({"price_weight": "0.3", "quality_weight": "0.7"}, (Fraction(3, 10), Fraction(7, 10))),
    ],
)
def test_a_weight_is_a_share_up_to_one_and_a_percentage_above(
    weights: dict[str, str], shares: tuple[Fraction, Fraction]
) -> None:
    chosen = rule("low_price_ratio", **weights)
    assert chosen.method == "low_price_ratio"
    assert chosen.shares == shares


@pytest.mark.parametrize("written", ["low-price-ratio", "Low Price Ratio", " LOW_PRICE_RATIO ", "low price-ratio"])
def test_a_method_may_be_written_as_people_write(written: str) -> None:
    assert rule(written).method == "low_price_ratio"


def test_a_rule_that_is_made_already_stays_as_it_is() -> None:
    made = rule("linear", ceiling="120", abnormally_low={"method": "spain_85"})
    assert Tender(rule=made, bids=()).rule == made
    assert Tender.model_validate_json(Tender(rule=made, bids=()).model_dump_json(exclude_none=True)).rule == made


def test_the_schema_holds_each_rule_once() -> None:
    schema = Tender.model_json_schema()
    chosen = [each["$ref"].rpartition("/")[2] for each in schema["properties"]["rule"]["oneOf"]]
    assert len(chosen) == len(set(chosen)) == 13
    assert set(chosen) <= schema["$defs"].keys()


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("half_up", ["2.35", "2.36", "-2.35", "2.34"]),
        ("half_even", ["2.34", "2.36", "-2.34", "2.34"]),
        ("down", ["2.34", "2.35", "-2.34", "2.34"]),
        ("up", ["2.35", "2.36", "-2.35", "2.35"]),
    ],
)
def test_rounding_treats_both_signs_alike(mode: str, expected: list[str]) -> None:
    figures = [Fraction("2.345"), Fraction("2.355"), Fraction("-2.345"), Fraction("2.3401")]
    assert [str(rounded(each, 2, mode)) for each in figures] == expected


def test_nothing_is_rounded_to_minus_zero() -> None:
    assert str(rounded(Fraction(-1, 1000), 2, "half_up")) == "0.00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("none", ()),
        ("drop highest", (Step(2, 10_000, 1, 0),)),
        ("n<=5 none; n=6 drop highest; n>=7 drop highest and lowest", (Step(6, 6, 1, 0), Step(7, 10_000, 1, 1))),
        ("n >= 10: drop the 2 highest and the 1 lowest", (Step(10, 10_000, 2, 1),)),
        ("N>=5 drop lowest, highest;", (Step(5, 10_000, 1, 1),)),
    ],
)
def test_trimming_is_read_from_the_words_of_the_tender(text: str, expected: tuple[Step, ...]) -> None:
    assert steps(text) == expected


@pytest.mark.parametrize(
    "text", ["some", "n=6", "n>7 drop highest", "drop", "drop 3 middle", "n=2 drop highest and lowest"]
)
def test_trimming_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        rule("trimmed_mean", n_low="1", n_high="1", trim=text)


def test_a_mean_is_never_taken_of_nothing() -> None:
    assert totals(rule("trimmed_mean", n_low="1", n_high="1", trim="drop highest and lowest"), bids(100, 110)) == [
        "95.24",
        "95.24",
    ]


def test_reversals_name_the_pair_that_changed_places() -> None:
    chosen = rule("low_price_ratio", price_weight="50")
    found = reversals(score(chosen, bids((100, 80), (120, 92), (60, 20))), score(chosen, bids((100, 80), (120, 92))))
    assert found.reversed == (("B", "A"),)
    assert [old.bidder for old, _ in found.moved] == ["A", "B"]


def test_under_monetised_quality_no_bid_turns_two_others() -> None:
    chosen = rule("monetised_quality", value_per_point="2")
    found = reversals(score(chosen, bids((100, 80), (120, 92), (60, 20))), score(chosen, bids((100, 80), (120, 92))))
    assert found.reversed == ()


def test_bids_that_are_both_out_afterwards_have_not_changed_places() -> None:
    chosen = rule("low_price_ratio", price_weight="50")
    before = score(chosen, bids((100, 80), (120, 92)))
    after = [replace(each, rank=None) for each in before]
    assert reversals(before, after).reversed == ()

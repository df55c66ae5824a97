"""Worked examples that others published, each computed by the rule and once more from its formula by hand."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pytest

from pricing.evaluation.scoring import score, winner
from tests.unit.pricing.evaluation.readings import italian_threshold, mean
from tests.unit.pricing.evaluation.tenders import bids, exact_offers, ranked, rule, totals


def to(places: str, figures: Sequence[Fraction]) -> list[str]:
    """Round half up, by another road than the rules take."""
    exact = [Decimal(each.numerator) / Decimal(each.denominator) for each in figures]
    return [str(each.quantize(Decimal(places), ROUND_HALF_UP)) for each in exact]


def test_low_price_first_and_the_bid_that_turns_the_order() -> None:
    """Oracle O4: China's low-price-first, QCBS, and relative scoring in the United Kingdom."""
    two, third = [(100, 80), (120, 92)], (60, 20)
    chosen = rule("low_price_ratio", price_weight="0.5")
    assert [float(each) for each in totals(chosen, bids(*two))] == [90.0, 87.6667]
    assert winner(score(chosen, bids(*two))) == "A"
    assert [float(each) for each in totals(chosen, bids(*two, third))] == [70.0, 71.0, 60.0]
    assert winner(score(chosen, bids(*two, third))) == "B"
    for field in (two, [*two, third]):
        prices, quality = np.array(field, dtype=float).T
        again = 50 * prices.min() / prices + quality / 2
        assert [float(each) for each in totals(chosen, bids(*field))] == pytest.approx(again, abs=5e-5)


def test_a_trimmed_mean_with_a_downward_float() -> None:
    """Oracle O5: rules of Chinese grid companies (huatuo0.cn/wenku/rgdhd/Pg4Q9MVAyG)."""
    prices = [900, 940, 960, 980, 1000, 1020, 1100]
    trim = "n<=5 none; n=6 drop highest; n>=7 drop highest and lowest"
    chosen = rule("trimmed_mean", float_coefficient="-0.05", n_low="0.8", n_high="1.2", trim=trim)
    printed = ["97.34", "98.84", "96.26", "93.68", "91.11", "88.53", "78.22"]
    assert totals(chosen, bids(*prices)) == printed
    assert winner(score(chosen, bids(*prices))) == "B"
    benchmark = Fraction(sum(prices[1:-1]), 5) * Fraction(95, 100)
    assert benchmark == 931
    away = [100 * (price - benchmark) / benchmark for price in prices]
    by_hand = [100 - (each * Fraction(12, 10) if each > 0 else -each * Fraction(8, 10)) for each in away]
    assert to("0.01", by_hand) == printed


def test_both_halves_relative() -> None:
    """Further Education Library of Procurement, An Assessment Method (felp.ac.uk): 80 % for quality."""
    prices, quality = [10500, 10350, 11750, 9900], [123, 126, 129, 117]
    chosen = rule("rated_criteria", price_weight="20", quality_weight="80", quality_maximum="150", places="2")
    printed = ["95.14", "97.27", "96.85", "92.56"]
    found = ranked(chosen, bids(*zip(prices, quality, strict=True)))
    unrounded = rule("rated_criteria", price_weight="20", quality_maximum="150", places="8")
    assert (
        to("0.01", [Fraction(each.total) for each in ranked(unrounded, bids(*zip(prices, quality, strict=True)))])
        == printed
    )
    assert [each.rank for each in found] == [3, 1, 2, 4]
    by_hand = [
        Fraction(20 * min(prices), price) + Fraction(80 * each, max(quality))
        for price, each in zip(prices, quality, strict=True)
    ]
    assert to("0.01", by_hand) == printed


def test_fixed_quotes_on_the_digital_marketplace() -> None:
    """Crown Commercial Service, as quoted by Shakespeare Martineau (shma.co.uk): 0.667, 1 and 0.333."""
    prices = [15000, 10000, 30000]
    assert totals(rule("low_price_ratio", places="1"), bids(*prices)) == ["66.7", "100.0", "33.3"]
    assert to("0.001", [Fraction(min(prices), price) for price in prices]) == ["0.667", "1.000", "0.333"]


def test_forty_points_for_price() -> None:
    """Impact Bids, The Quality Imperative (impactbids.com): 40, 38 and 37 of 40 points."""
    prices = [100, 105, 108]
    chosen = rule("low_price_ratio", price_weight="40", quality_weight="60", places="0")
    assert [str(each.price) for each in ranked(chosen, bids(*((price, 70) for price in prices)))] == ["40", "38", "37"]
    assert [round(40 * 100 / price) for price in prices] == [40, 38, 37]


def test_pro_rata_from_the_qualification_price_to_the_leading_bid() -> None:
    """Market Dojo, Adding scoring to an event (support.marketdojo.com): 100 % and 50 %."""
    chosen = rule("linear", zero_at="1000", places="0")
    assert totals(chosen, bids(500, 750)) == ["100", "50"]
    assert [100 * (1000 - price) / (1000 - 500) for price in (500, 750)] == [100, 50]


def test_award_on_value() -> None:
    """Negometrix, Award on value (support.negometrix.com): 80,000 less 60 % of 2,500 is 78,500."""
    chosen = rule("monetised_quality", value_per_point="25")
    assert totals(chosen, bids((80000, 60))) == ["78500.00"]
    assert 80000 - 2500 * 60 / 100 == 78500


def test_the_value_for_money_index_pays_for_gold_plating() -> None:
    """Ministry of Defence, in tessa (value_for_money_index): 99 % for 180k more beats 80 % for 1m."""
    chosen = rule("price_per_quality_point")
    assert winner(score(chosen, bids((1_000_000, 80), (1_180_000, 99)))) == "B"
    assert 99 / 1_180_000 > 80 / 1_000_000


def test_the_mean_is_worth_fifty() -> None:
    """Procurement Templates, Mean Calculation: 50 at the mean, one point for each percentage point."""
    prices = [80, 100, 120]
    assert totals(rule("mean_deviation"), bids(*prices)) == ["70.00", "50.00", "30.00"]
    assert [50 - 100 * (price - mean([Fraction(each) for each in prices])) / 100 for price in prices] == [70, 50, 30]


def test_the_root_of_the_discount() -> None:
    """Zaragoza, file 304464-20: 80 points x the root of discount / largest discount."""
    chosen = rule("discount_ratio", price_weight="80", ceiling="120", exponent="0.5", places="2")
    assert [str(each.price) for each in ranked(chosen, bids((100, 0), (110, 0), (115, 0)))] == [
        "80.00",
        "56.57",
        "40.00",
    ]
    assert [round(80 * (discount / 20) ** 0.5, 2) for discount in (20, 10, 5)] == [80.0, 56.57, 40.0]


def test_the_italian_decrement_is_subtracted() -> None:
    """TAR Catania 2191/2019: a sum of 284.8671 gives 8 x 6 = 48, and 24.74289 becomes 24.26099.

    The judgment prints the sum, the first threshold and the decrement 0.4819. Of twelve discounts half lie as far below
    the mean as half lie above it, so these three figures say what the field is.
    """
    middle = Fraction("284.8671") / 12
    excess = Fraction("24.74289") - middle
    assert round(float(excess * 48 / 100), 4) == 0.4819
    field = [Fraction(5), Fraction(6), *[middle - excess] * 6, *[middle + excess] * 6, Fraction(40), Fraction(41)]
    threshold = italian_threshold(field)
    assert threshold is not None
    assert round(float(threshold), 5) == 24.26099
    prices = [f"{float(100000 - 1000 * each):.4f}" for each in field]
    test = rule("lowest_price", ceiling="100000", abnormally_low={"method": "italy_97"}).abnormally_low
    assert test is not None
    low = test.low(exact_offers(bids(*prices)), Decimal(100000))[:, 0]
    assert list(low) == [each >= threshold for each in field]


@pytest.mark.parametrize(
    ("method", "given", "prices", "printed"),
    [
        ("ratio_to_mean", {}, [80, 100, 120], ["100.00", "100.00", "83.33"]),
        ("parabolic", {"zero_at": "120", "places": "0"}, [100, 110, 120], ["100", "75", "0"]),
        ("discount_ratio", {"ceiling": "120", "places": "2"}, [100, 110], ["100.00", "50.00"]),
        (
            "discount_ratio",
            {"ceiling": "120", "exponent": "0.5", "places": "2"},
            [100, 110],
            ["100.00", "70.71"],
        ),
        ("benchmark_dk", {"k": "0.98", "n_low": "1", "n_high": "2"}, [98, 100, 102], ["100.00", "95.92", "91.84"]),
        ("price_per_quality_point", {"places": "0"}, [(1_000_000, 80), (1_180_000, 99)], ["12500", "11919"]),
    ],
)
def test_what_the_docstrings_print(
    method: str, given: dict[str, str], prices: list[object], printed: list[str]
) -> None:
    assert totals(rule(method, **given), bids(*prices)) == printed


def test_the_dearer_machine_costs_less_over_its_life() -> None:
    chosen = rule("life_cycle_cost", life_cycle={"years": "2", "discount_rate": "0"})
    cheap, frugal = bids(100, 110)
    both = [
        cheap.model_copy(update={"yearly_cost": Decimal(10)}),
        frugal.model_copy(update={"yearly_cost": Decimal(4)}),
    ]
    assert totals(chosen, both) == ["120.00", "118.00"]
    discounted = rule("life_cycle_cost", life_cycle={"years": "2", "discount_rate": "10"})
    assert totals(discounted, both) == to("0.01", [100 + 10 * _annuity(), 110 + 4 * _annuity()])


def _annuity() -> Fraction:
    return 1 / Fraction(11, 10) + 1 / Fraction(11, 10) ** 2

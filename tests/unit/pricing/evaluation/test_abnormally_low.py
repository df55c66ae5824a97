"""Tests for abnormally low bids: as the law and the guidance read, and the same over many draws."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.evaluation.scoring import score, winner
from pricing.evaluation.simulation import merit
from tests.unit.pricing.evaluation.readings import italy_97, mean_minus_sd, spain_85
from tests.unit.pricing.evaluation.tenders import PRICES, bids, rule

BASE = Fraction(1500)
FIELDS = st.lists(PRICES, min_size=1, max_size=22)
CLOSE = st.lists(st.integers(100_000, 115_000).map(lambda cents: str(Decimal(cents) / 100)), min_size=1, max_size=8)
"""Fields in which ten percent decides."""
READINGS: dict[str, Any] = {
    "spain_85": lambda prices: spain_85(prices, BASE),
    "italy_97": lambda prices: italy_97(prices, BASE),
    "mean_minus_sd": lambda prices: mean_minus_sd(prices, 1),
}


def low(prices: list[Any], **test: str) -> list[bool]:
    """Return which of these prices the test calls abnormally low."""
    chosen = rule("lowest_price", ceiling=str(BASE), abnormally_low=test)
    return [each.abnormally_low for each in score(chosen, bids(*prices))]


@pytest.mark.parametrize("method", sorted(READINGS))
@given(prices=FIELDS | CLOSE)
def test_a_test_is_what_its_text_says(method: str, prices: list[str]) -> None:
    assert low(prices, method=method) == READINGS[method]([Fraction(price) for price in prices])


@given(prices=CLOSE)
def test_spain_with_a_third_off(prices: list[str]) -> None:
    expected = spain_85([Fraction(price) for price in prices], BASE, third_off=True)
    assert low(prices, method="spain_85", reduced="yes") == expected


@given(prices=FIELDS)
def test_the_denominator_is_the_one_stated(prices: list[str]) -> None:
    assert low(prices, method="mean_minus_sd", ddof="0") == mean_minus_sd([Fraction(each) for each in prices], 0)


@pytest.mark.parametrize("method", sorted(READINGS))
@given(seed=st.integers(0, 10**6), bidders=st.integers(1, 20))
def test_many_draws_exclude_what_one_exact_comparison_excludes(method: str, seed: int, bidders: int) -> None:
    drawn = np.random.Generator(np.random.PCG64(seed)).lognormal(6.9, 0.12, (bidders, 3)).round(4).clip(600, 1499)
    chosen = rule("lowest_price", ceiling=str(BASE), abnormally_low={"method": method, "consequence": "exclude"})
    out = np.isneginf(merit(chosen, drawn))
    for draw in range(3):
        exact = READINGS[method]([Fraction(str(price)) for price in drawn[:, draw]])
        assert list(out[:, draw]) == exact


@pytest.mark.parametrize(
    ("test", "prices", "expected"),
    [
        ({"method": "spain_85"}, [1124], [True]),
        ({"method": "spain_85"}, [1125], [False]),
        ({"method": "spain_85"}, [79, 100], [True, False]),
        ({"method": "spain_85"}, [80, 100], [False, False]),
        ({"method": "spain_85"}, [70, 98, 100, 102, 130], [True, False, False, False, False]),
        ({"method": "spain_85", "base": "100"}, [89, 101, 110], [True, False, False]),
        ({"method": "spain_85"}, [89, 100, 101, 110], [True, False, False, False]),
        ({"method": "spain_85"}, [90, 100, 105, 105], [False, False, False, False]),
        ({"method": "spain_85"}, [1200, 1210, 1900], [False, False, False]),
        ({"method": "spain_85"}, [1200, 1400, 1410], [True, False, False]),
        ({"method": "mean_minus_sd"}, [60, 95, 100, 105, 110], [True, False, False, False, False]),
        ({"method": "mean_minus_sd"}, [60, 95, 100, 105], [False, False, False, False]),
        ({"method": "mean_minus_sd", "number": "2"}, [60, *5 * [100]], [True, *5 * [False]]),
        ({"method": "mean_minus_sd", "number": "3"}, [60, *5 * [100]], 6 * [False]),
        ({"method": "below_estimate", "estimate": "100"}, [79, 80, 81], [True, True, False]),
        ({"method": "below_mean", "percent": "20"}, [60, 100, 110], [True, False, False]),
        ({"method": "below_mean", "percent": "20"}, [80, 100, 120], [False, False, False]),
        ({"method": "below_mean", "percent": "20"}, ["79.99", 100, "120.01"], [True, False, False]),
        (
            {"method": "below_mean", "percent": "15", "trim": "drop highest"},
            [80, 100, 104, 200],
            [True, False, False, False],
        ),
        ({"method": "below_ceiling", "percent": "15", "base": "120"}, [101, 102], [True, False]),
        ({"method": "italy_97"}, [1350, 1320, 1290, 1260, 1050], [False, False, False, False, True]),
        ({"method": "italy_97"}, [1350, 1350, 1290, 1050, 1050], [False, False, False, True, True]),
    ],
)
def test_examples(test: dict[str, str], prices: list[Any], expected: list[bool]) -> None:
    admitted = rule("lowest_price", ceiling="1500", abnormally_low=test)
    if max(map(float, prices)) > 1500:
        admitted = rule("lowest_price", abnormally_low={**test, "base": "1500"})
    assert [each.abnormally_low for each in score(admitted, bids(*prices))] == expected


def test_a_flagged_bid_stays_and_an_excluded_one_is_out_before_anything_is_scored() -> None:
    test = {"method": "below_mean", "percent": "20"}
    flagged = score(rule("low_price_ratio", abnormally_low=test), bids(60, 100, 110))
    assert winner(flagged) == "A"
    assert [str(each.total) for each in flagged] == ["100.0000", "60.0000", "54.5455"]
    out = score(rule("low_price_ratio", abnormally_low={**test, "consequence": "exclude"}), bids(60, 100, 110))
    assert winner(out) == "B"
    assert [str(each.total) for each in out] == ["None", "100.0000", "90.9091"]
    assert (out[0].excluded, out[0].rank, out[0].abnormally_low) == ("abnormally low", None, True)


def test_bids_that_are_out_do_not_count_in_the_test() -> None:
    chosen = rule("lowest_price", ceiling="200", abnormally_low={"method": "below_mean", "percent": "20"})
    scored = score(chosen, bids(90, 100, 900))
    assert [each.abnormally_low for each in scored] == [False, False, False]
    assert scored[2].excluded == "above the ceiling"


def test_what_is_added_for_the_comparison_does_not_hide_a_low_price() -> None:
    given = [bid.model_copy(update={"adders": Decimal(40)}) if bid.bidder == "A" else bid for bid in bids(60, 100, 110)]
    chosen = rule("lowest_price", abnormally_low={"method": "below_mean", "percent": "20"})
    assert [each.abnormally_low for each in score(chosen, given)] == [True, False, False]

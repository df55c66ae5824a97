"""Win shares over many draws: the quick road, the slow road, and one exact comparison say the same."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from pricing.evaluation import Bid, Rule
from pricing.evaluation.offers import Offers
from pricing.evaluation.scoring import score
from pricing.evaluation.simulation import Floats, limits, merit, price_only, win_share, win_shares
from tests.unit.pricing.evaluation.tenders import FEW, bids, rule

LIMITED: dict[str, dict[str, Any]] = {
    "lowest_price": {},
    "life_cycle_cost": {"life_cycle": {"years": "3"}},
    "low_price_ratio": {"price_weight": "40"},
    "rated_criteria": {"price_weight": "40"},
    "monetised_quality": {"value_per_point": "3"},
    "price_per_quality_point": {},
}
"""Rules under which one price of ours parts winning from losing, so that no bid has to be scored again."""
RESCORED: dict[str, dict[str, Any]] = {
    "linear": {"price_weight": "40"},
    "parabolic": {"price_weight": "40", "ceiling": "1600"},
    "trimmed_mean": {"price_weight": "40", "n_low": "1", "n_high": "2", "float_coefficient": "-0.05"},
    "ratio_to_mean": {"price_weight": "40"},
}
CANDIDATES = np.linspace(700, 1400, 15)


def field(seed: int, rivals: int = 4, draws: int = 60) -> tuple[Floats, Floats]:
    """Return rivals' prices, some of whom do not bid, and their quality."""
    draw = np.random.Generator(np.random.PCG64(seed))
    prices = draw.lognormal(6.9, 0.15, (rivals, draws))
    prices[draw.random((rivals, draws)) < 0.2] = np.inf
    return prices, draw.uniform(40, 95, (rivals, draws))


def one_by_one(chosen: Rule, rivals: Floats, theirs: Floats, ours: Floats | float, at: Floats) -> list[float]:
    """Score all bids at each candidate price, as the definition says."""
    shares = []
    our_quality = np.broadcast_to(ours, rivals.shape[1:])
    for price in at:
        prices = np.vstack((np.full(rivals.shape[1], price), rivals))
        shares.append(float(win_share(chosen, prices, np.vstack((our_quality, theirs))).mean()))
    return shares


@pytest.mark.parametrize("method", [*LIMITED, *RESCORED])
@FEW
@given(seed=st.integers(0, 10**6), ours=st.integers(40, 95), admitted=st.booleans())
def test_shares_over_candidates_are_those_of_each_price_alone(
    method: str, seed: int, ours: int, admitted: bool
) -> None:
    admits = {"ceiling": "1250", "quality_minimum": "50"} if admitted else {}
    chosen = rule(method, **{**(LIMITED | RESCORED)[method], **admits})
    rivals, theirs = field(seed)
    found = win_shares(chosen, CANDIDATES, rivals, theirs, float(ours))
    assert_allclose(found, one_by_one(chosen, rivals, theirs, float(ours), CANDIDATES), atol=1e-12)


@pytest.mark.parametrize("method", LIMITED)
@pytest.mark.parametrize("tie_break", ["lowest_price", "highest_quality", "lot"])
@FEW
@given(
    prices=st.lists(st.sampled_from([80.0, 100.0, 120.0]), min_size=2, max_size=4), ours=st.sampled_from([50.0, 60.0])
)
def test_ties_are_broken_on_the_quick_road_too(method: str, tie_break: str, prices: list[float], ours: float) -> None:
    chosen = rule(method, **{**LIMITED[method], "tie_break": tie_break})
    rivals = np.array(prices)[:, None] * np.ones((1, 3))
    theirs = np.full(rivals.shape, 60.0)
    at = np.array([80.0, 100.0, 120.0])
    found = win_shares(chosen, at, rivals, theirs, ours)
    assert_allclose(found, one_by_one(chosen, rivals, theirs, ours, at), atol=1e-12)


@pytest.mark.parametrize("method", [*LIMITED, *RESCORED])
def test_a_limit_is_told_where_one_price_parts_winning_from_losing(method: str) -> None:
    rivals, theirs = field(1)
    offers = Offers(rivals, theirs, np.isfinite(rivals))
    found = rule(method, **(LIMITED | RESCORED)[method]).limit(np.full(rivals.shape[1], 70.0), offers)
    assert (found is not None) == (method in LIMITED)


EXCLUDES = {"abnormally_low": {"method": "below_mean", "percent": "20", "consequence": "exclude"}}


@pytest.mark.parametrize("method", LIMITED)
def test_no_price_alone_parts_winning_from_losing_where_low_bids_are_excluded(method: str) -> None:
    rivals, theirs = field(1)
    assert limits(rule(method, **LIMITED[method]), rivals, theirs, 70.0) is not None
    assert limits(rule(method, **LIMITED[method], **EXCLUDES), rivals, theirs, 70.0) is None


def test_a_lead_in_quality_of_nearly_all_points_for_price_wins_up_to_a_hundredfold() -> None:
    offers = Offers(np.array([[1000.0]]), np.array([[30.0]]), np.ones((1, 1), dtype=bool))
    found = rule("low_price_ratio", price_weight="40").limit(np.array([96.0]), offers)
    assert found is not None
    assert_allclose(found, [100_000])  # 40 points for 1000, of which the rival's quality lacks all but 0.4


@pytest.mark.parametrize("method", [*LIMITED, *RESCORED])
@FEW
@given(seed=st.integers(0, 10**6))
def test_a_draw_is_won_by_whom_the_exact_rule_names(method: str, seed: int) -> None:
    chosen = rule(method, **(LIMITED | RESCORED)[method], places="8")
    prices, quality = field(seed, rivals=5, draws=1)
    taking_part = np.isfinite(prices[:, 0])
    given_bids = [
        Bid(bidder=str(at), price=Decimal(f"{price:.9f}"), quality=Decimal(f"{rated:.9f}"))
        for at, (price, rated) in enumerate(zip(prices[:, 0], quality[:, 0], strict=True))
        if np.isfinite(price)
    ]
    firsts = {int(each.bidder) for each in score(chosen, given_bids) if each.rank == 1}
    shares = [float(win_share(chosen, prices, quality, us=at)[0]) for at in range(5)]
    assert {at for at, share in enumerate(shares) if share} == (firsts if taking_part.any() else set())


@pytest.mark.parametrize("method", [*LIMITED, "linear", "parabolic"])
@FEW
@given(seed=st.integers(0, 10**6))
def test_the_win_share_never_rises_with_our_price(method: str, seed: int) -> None:
    rivals, theirs = field(seed)
    found = win_shares(rule(method, **(LIMITED | RESCORED)[method]), CANDIDATES, rivals, theirs, 70.0)
    assert (np.diff(found) <= 1e-12).all()


def test_a_rival_that_does_not_bid_neither_wins_nor_sets_a_price() -> None:
    chosen = rule("low_price_ratio", price_weight="50")
    with_it = merit(chosen, np.array([[100.0], [120.0], [np.inf]]), np.array([80.0, 92.0, 99.0]))
    without = merit(chosen, np.array([[100.0], [120.0]]), np.array([80.0, 92.0]))
    assert with_it[2, 0] == -np.inf
    assert_allclose(with_it[:2], without)


def test_nobody_wins_where_nobody_is_admitted() -> None:
    chosen = rule("low_price_ratio", ceiling="50")
    assert list(win_share(chosen, np.array([[100.0], [120.0]]))) == [0.0]
    assert list(win_shares(chosen, np.array([40.0, 100.0]), np.array([[120.0]]))) == [1.0, 0.0]


def test_alone_we_win_at_any_price() -> None:
    for method, given_rule in LIMITED.items():
        found = win_shares(rule(method, **given_rule), CANDIDATES, np.full((3, 7), np.inf), 80.0, 60.0)
        assert list(found) == [1.0] * len(CANDIDATES)


def test_a_tie_by_lot_is_shared() -> None:
    chosen = rule("lowest_price")
    assert list(win_share(chosen, np.array([[100.0], [100.0], [110.0]]))) == [0.5]
    scored = score(chosen, bids(100, 100, 110))
    assert [each.rank for each in scored] == [1, 1, 3]


def test_a_tie_goes_to_the_better_quality_where_the_rule_says_so() -> None:
    given_rule = {"price_weight": "50", "full_at": "100", "zero_at": "200"}
    prices, quality = np.array([[100.0], [110.0]]), np.array([60.0, 70.0])
    assert list(win_share(rule("linear", **given_rule, tie_break="highest_quality"), prices, quality, us=1)) == [1.0]
    assert list(win_share(rule("linear", **given_rule), prices, quality, us=1)) == [0.0]


def test_a_digit_is_seen_though_a_float_lies_a_hair_below_it() -> None:
    offers = Offers(np.ones((1, 1)), np.ones((1, 1)), np.ones((1, 1), dtype=bool))
    assert 0.29 * 100 < 29
    assert [float(offers.digit(np.array([0.29]), place)[0]) for place in (1, 2)] == [2.0, 9.0]


def test_prices_are_taken_in_the_tax_that_they_are_stated_in() -> None:
    chosen = rule("lowest_price", ceiling="113", tax_basis="including", prices="excluding", tax_rate="13")
    assert list(win_share(chosen, np.array([[100.0, 100.1]]))) == [1.0, 0.0]
    assert list(win_shares(chosen, np.array([100.0, 100.1]), np.array([[200.0]]))) == [1.0, 0.0]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (rule("lowest_price"), True),
        (rule("lowest_price", ceiling="100"), True),
        (rule("low_price_ratio"), True),
        (rule("low_price_ratio", price_weight="50"), False),
        (rule("lowest_price", quality_minimum="60"), False),
        (rule("lowest_price", tie_break="highest_quality"), False),
        (rule("lowest_price", abnormally_low={"method": "below_mean", "percent": "10"}), True),
        (
            rule("lowest_price", abnormally_low={"method": "below_mean", "percent": "10", "consequence": "exclude"}),
            False,
        ),
        (rule("trimmed_mean", n_low="1", n_high="1"), False),
        (rule("monetised_quality", value_per_point="1"), False),
    ],
)
def test_price_only_is_where_the_lowest_admitted_price_wins(chosen: Rule, expected: bool) -> None:
    assert price_only(chosen) is expected

"""Each rule agrees with a second reading of its formula, over many draws with itself, and with common sense."""

from fractions import Fraction
from typing import TypedDict

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pricing.evaluation import Bid
from pricing.evaluation.scoring import score, winner
from pricing.evaluation.simulation import merit, win_share
from tests.unit.pricing.evaluation.readings import PRICE_SHARES
from tests.unit.pricing.evaluation.tenders import (
    BIDS,
    FEW,
    PRICES,
    RULES,
    bids,
    exact_offers,
    first,
    floats,
    quality_of,
    ranked,
    rule,
)

BY_POINTS = sorted(PRICE_SHARES)
METHODS = sorted(RULES)
RELATIVE = sorted(set(METHODS) - {"linear", "parabolic", "discount_ratio", "benchmark_dk", "monetised_quality"})
"""Those that know no figure in money of their own, as drawn here."""


class Drawn(TypedDict):
    rule: dict[str, str]
    bids: list[Bid]


def _given(method: str) -> st.SearchStrategy[Drawn]:
    return st.builds(Drawn, rule=RULES[method], bids=BIDS)


@pytest.mark.parametrize("method", BY_POINTS)
@given(data=st.data())
def test_price_points_are_what_the_formula_says(method: str, data: st.DataObject) -> None:
    drawn = data.draw(_given(method))
    figures = {name: Fraction(text) for name, text in drawn["rule"].items()}
    prices = [Fraction(bid.price) for bid in drawn["bids"]]
    weight = figures["price_weight"]
    expected = [weight * share for share in PRICE_SHARES[method](prices, figures)]
    found = rule(method, **drawn["rule"]).points(exact_offers(drawn["bids"]))
    assert list(found.price[:, 0]) == expected


@pytest.mark.parametrize("method", BY_POINTS)
@FEW
@given(data=st.data())
def test_quality_points_are_what_the_formula_says(method: str, data: st.DataObject) -> None:
    drawn = data.draw(_given(method))
    qualities = [quality_of(bid) for bid in drawn["bids"]]
    full = max(qualities) if method == "rated_criteria" else Fraction(100)
    weight = 100 - Fraction(drawn["rule"]["price_weight"])
    found = rule(method, **drawn["rule"]).points(exact_offers(drawn["bids"]))
    assert list(found.quality[:, 0]) == [weight * quality / full for quality in qualities]


@given(drawn=BIDS, worth=st.integers(1, 50))
def test_quality_in_money_is_taken_off_the_price(drawn: list[Bid], worth: int) -> None:
    found = rule("monetised_quality", value_per_point=str(worth)).points(exact_offers(drawn))
    assert list(found.total[:, 0]) == [Fraction(bid.price) - worth * quality_of(bid) for bid in drawn]


@given(drawn=BIDS)
def test_a_price_is_spread_over_the_quality_points(drawn: list[Bid]) -> None:
    found = rule("price_per_quality_point").points(exact_offers(drawn))
    assert list(found.total[:, 0]) == [Fraction(bid.price) / quality_of(bid) for bid in drawn]


@pytest.mark.parametrize("method", METHODS)
@FEW
@given(data=st.data())
def test_many_draws_give_what_one_exact_comparison_gives(method: str, data: st.DataObject) -> None:
    drawn = data.draw(_given(method))
    chosen = rule(method, **drawn["rule"])
    exact = chosen.points(exact_offers(drawn["bids"])).total[:, 0].astype(float)
    found = merit(chosen, *floats(drawn["bids"]))[:, 0]
    assert found == pytest.approx(-exact if chosen.lowest_total_wins else exact, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
@FEW
@given(data=st.data())
def test_points_add_up_and_ranks_follow_the_totals(method: str, data: st.DataObject) -> None:
    drawn = data.draw(_given(method))
    chosen = rule(method, **drawn["rule"])
    scored = ranked(chosen, drawn["bids"])
    if chosen.adds_up:
        assert all(each.price + each.quality == each.total for each in scored)
    for one in scored:
        for other in scored:
            better = one.total < other.total if chosen.lowest_total_wins else one.total > other.total
            assert not better or one.rank < other.rank
    ranks = sorted(each.rank for each in scored)
    assert all(rank in (place, ranks[place - 2]) for place, rank in enumerate(ranks, start=1))


@pytest.mark.parametrize("method", METHODS)
@FEW
@given(data=st.data())
def test_the_order_of_the_bids_changes_nothing(method: str, data: st.DataObject) -> None:
    drawn = data.draw(_given(method))
    chosen = rule(method, **drawn["rule"])
    shuffled = data.draw(st.permutations(drawn["bids"]))
    assert set(score(chosen, drawn["bids"])) == set(score(chosen, shuffled))


@pytest.mark.parametrize("method", RELATIVE)
@FEW
@given(data=st.data(), rate=st.integers(2, 900))
def test_another_currency_changes_prices_only(method: str, data: st.DataObject, rate: int) -> None:
    drawn = data.draw(_given(method))
    chosen = rule(method, **drawn["rule"])
    other = bids(*((bid.price * rate, bid.quality) for bid in drawn["bids"]))
    before, after = score(chosen, drawn["bids"]), score(chosen, other)
    if chosen.lowest_total_wins:
        assert winner(before) is None or winner(before) in first(after)
    else:
        assert before == after


@pytest.mark.parametrize("method", METHODS)
@FEW
@given(data=st.data())
def test_shares_of_the_win_are_one_together_and_go_to_the_first(method: str, data: st.DataObject) -> None:
    drawn = data.draw(_given(method))
    chosen = rule(method, **drawn["rule"], places="8")
    prices, quality = floats(drawn["bids"])
    shares = [float(win_share(chosen, prices, quality, us=at)[0]) for at in range(len(prices))]
    assert sum(shares) == pytest.approx(1)
    merits = sorted(merit(chosen, prices, quality)[:, 0])
    assume(len(merits) == 1 or merits[-1] - merits[-2] > 1e-6)
    assert first(score(chosen, drawn["bids"])) == [drawn["bids"][int(np.argmax(shares))].bidder]


@pytest.mark.parametrize("method", ["lowest_price", "low_price_ratio", "linear", "parabolic", "monetised_quality"])
@FEW
@given(data=st.data(), cheaper=PRICES)
def test_a_lower_price_never_ranks_worse(method: str, data: st.DataObject, cheaper: str) -> None:
    drawn = data.draw(_given(method))
    chosen = rule(method, **drawn["rule"])
    ours, rest = drawn["bids"][0], drawn["bids"][1:]
    lower = ours.model_copy(update={"price": min(ours.price, bids(cheaper)[0].price)})
    ranks = [ranked(chosen, [bid, *rest])[0].rank for bid in (ours, lower)]
    assert ranks[1] <= ranks[0]

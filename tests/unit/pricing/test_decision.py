"""Decisions on a price: published examples, and what every decision keeps."""

import math
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from pricing.decision.curve import curve
from pricing.decision.decide import WITHDRAW, Decision, decide
from pricing.decision.positions import who
from pricing.decision.situation import Situation
from pricing.margin import gross_profit
from tests.unit.pricing.deals import LOWEST, RATIO, RESCORED, WITH_LIMIT, certain, costs, field, rivals_of, situation

D = Decimal
EVERY = [*WITH_LIMIT, *RESCORED]
NAMES = ["aggressive", "balanced", "premium"]


def prices_of(found: Decision) -> list[Decimal]:
    return [each.price for each in found.positions]


# Published worked examples, computed two ways


def three_bids(cost: int) -> Situation:
    """Sharp rivals that take part just so often that 110, 130 and 160 thousand win with .9, .5 and .2."""
    chances, rivals, before = {110: 0.9, 130: 0.5, 160: 0.2}, [], 1.0
    for price, chance in chances.items():
        rivals.append((0.97e3 * price, 1 - chance / before))
        before = chance
    sharp = field([price for price, _ in rivals], 0.001, 0.0, [bids for _, bids in rivals])
    return situation(rivals_of(rivals=sharp), certain(cost), floor_margin=0)


def test_published_three_bids() -> None:
    """Cost 100,000; 110, 130 or 160 thousand win with .9, .5 or .2: 130 earns most, 15,000.

    Samuelson and Marks, Managerial Economics. http://www.expertsmind.com/library/which-bid-should-you-submit-5880267.aspx
    """
    found = curve(three_bids(100000), (D(110000), D(130000), D(160000)))
    assert found.chances == pytest.approx([0.9, 0.5, 0.2], abs=1e-9)
    assert found.profits == pytest.approx([9000, 15000, 12000], abs=1e-3)
    assert found.profits == pytest.approx(
        [c * float(p - 100000) for p, c in zip(found.prices, [0.9, 0.5, 0.2], strict=True)]
    )


def test_published_value_of_knowing_the_cost() -> None:
    """Cost 80 or 120 thousand: to know which is worth 2,500 (the same source, part c)."""
    asked = (D(110000), D(130000), D(160000))
    known = [float(curve(three_bids(cost), asked).profits.max()) for cost in (80000, 120000)]
    assert known == pytest.approx([27000, 8000], abs=1e-3)
    unknown = float(curve(three_bids(100000), asked).profits.max())
    assert sum(known) / 2 - unknown == pytest.approx(2500, abs=1e-3)
    chances = (0.9, 0.5, 0.2)
    by_hand = [
        max(c * (float(p) - cost) for p, c in zip(asked, chances, strict=True)) for cost in (80000, 120000, 100000)
    ]
    assert (by_hand[0] + by_hand[1]) / 2 - by_hand[2] == pytest.approx(2500)


@pytest.mark.parametrize("know", [0.3, 0.6, 0.9])
def test_winners_curse_by_integration(know: float) -> None:
    """E[cost | win] = the integral of E[cost | z] x P(win | z) over the common effect z, divided by P(win)."""
    line = {"id": "all", "unit_cost": 1000, "three_point": {"low": 800, "high": 1500}}
    rivals = field([1200.0, 1250.0], own=0.02, common=0.1)
    deal = situation(
        rivals_of(rivals=rivals, draws=200_000), costs(lines=[line], risks=[], proportional=[]), rivals_know=str(know)
    )
    asked = (D(1050), D(1150), D(1250))
    job, nodes = np.linspace(-7, 7, 4001), np.polynomial.hermite_e.hermegauss(40)
    told = know * job[:, None] + math.sqrt(1 - know**2) * nodes[0]
    pert = 800 + 700 * stats.beta.ppf(stats.norm.cdf(told), 1 + 4 * 2 / 7, 1 + 4 * 5 / 7)
    cost = pert @ nodes[1] / nodes[1].sum()
    for price, found in zip(asked, curve(deal, asked).cost_if_won, strict=True):
        scores = (math.log(price) - rivals.log_median[:, None] - 0.1 * job) / 0.02
        win = stats.norm.pdf(job) * stats.norm.sf(scores).prod(axis=0)
        expected = integrate.trapezoid(cost * win, job) / integrate.trapezoid(win, job)
        assert found == pytest.approx(expected, abs=1.5)
        assert found > 1050  # the mean cost


def test_published_mills_ratio() -> None:
    """A normal cost that the rivals know: E[cost | win] = mean + sd x rho x phi(t) / (1 - Phi(t)).

    Mills (1926), table of the ratio; Heckman (1979): 0.7979 at t = 0, 1.5251 at 1. A PERT with much weight on its
    middle is all but normal.
    """
    spread = {"low": 0, "high": 2000, "lam": 1000}
    line = {"id": "all", "unit_cost": 1000, "three_point": spread}
    rivals = field([1000.0], own=1e-4, common=0.05)
    deal = situation(
        rivals_of(rivals=rivals, draws=400_000), costs(lines=[line], risks=[], proportional=[]), rivals_know="0.8"
    )
    sd = float(deal.drawn.std())
    for t, ratio in ((0.0, 0.7979), (1.0, 1.5251)):
        price = D(repr(round(1000 * math.exp(0.05 * t), 2)))
        found = curve(deal, (price,)).cost_if_won[0]
        assert (found - 1000) / (0.8 * sd) == pytest.approx(ratio, abs=0.012)
        assert ratio == pytest.approx(float(stats.norm.pdf(t) / stats.norm.sf(t)), abs=5e-5)


# Properties


@settings(max_examples=40, deadline=None)
@given(
    rule=st.sampled_from(EVERY),
    medians=st.lists(st.floats(0.9e6, 1.7e6), min_size=1, max_size=5),
    floor_margin=st.integers(0, 30),
    keeps=st.integers(50, 100),
    know=st.sampled_from(["0", "0.5"]),
    ceiling=st.sampled_from([None, 900000, 1300000, 1600000]),
    seed=st.integers(0, 2**32 - 1),
)
def test_what_every_decision_keeps(
    rule: Mapping[str, Any],
    medians: list[float],
    floor_margin: int,
    keeps: int,
    know: str,
    ceiling: int | None,
    seed: int,
) -> None:
    found = rivals_of(rule, field(medians, bids=0.9), seed=seed, draws=600)
    deal = situation(found, ceiling=ceiling, floor_margin=floor_margin, keeps=keeps, rivals_know=know)
    decision = decide(deal)
    assert list(decision.curve.prices) == sorted(set(decision.curve.prices))
    assert decision.walk_away <= decision.floor
    half = D("0.005")
    kept = gross_profit(decision.floor + half, deal.quantile(0.8) - half, deal.share)
    assert kept >= deal.floor_margin * (decision.floor + half) - half
    assert deal.below_floor(decision.floor) <= 0.2 + 1e-12
    if not decision.positions:
        assert ceiling is not None
        assert decision.floor > ceiling
        assert decision.recommended == WITHDRAW
        assert decision.band is None
        assert decision.best_chance == 0
    else:
        ordered = [decision.floor, *prices_of(decision)] + ([D(ceiling)] if ceiling else [])
        assert ordered == sorted(ordered)
        _band_keeps_its_share(deal, decision)
    _levels_are_consistent(deal, decision)
    _price_to_win_is_on_the_curve(decision)


def _band_keeps_its_share(deal: Situation, decision: Decision) -> None:
    profits = dict(zip(decision.curve.prices, decision.curve.profits, strict=True))
    most = max(profit for price, profit in profits.items() if deal.allows(price))
    balanced, band = decision.balanced, decision.band
    assert balanced
    assert band
    assert profits[balanced.price] == most
    assert band[0] <= balanced.price <= band[1]
    assert band[1] == decision.positions[-1].price
    for price in band:
        assert most <= 0 or profits[price] >= most * float(deal.policy.keeps) / 100 * (1 - 1e-8)
    outside = [profit for price, profit in profits.items() if deal.allows(price) and not band[0] <= price <= band[1]]
    assert all(profit < most * float(deal.policy.keeps) / 100 or most <= 0 for profit in outside)


def _levels_are_consistent(deal: Situation, decision: Decision) -> None:
    roles = [level.role for level in deal.policy.authority]
    asked = [price for price in decision.curve.prices if deal.allows(price)]
    needed = {price: who(deal.policy.authority, deal.margin(price), deal.below_floor(price)) for price in asked}
    for level in decision.levels:
        reach = roles[: roles.index(level.role) + 1]
        assert level.lowest == min((price for price, role in needed.items() if role in reach), default=None)
        assert level.highest == max((price for price, role in needed.items() if role == level.role), default=None)
        assert level.costs_chance == pytest.approx(decision.best_chance - level.chance)
        assert level.costs_chance >= 0
    chances = [level.chance for level in decision.levels]
    assert chances == sorted(chances)
    assert chances[-1] == decision.best_chance  # the board may approve everything


def _price_to_win_is_on_the_curve(decision: Decision) -> None:
    for percent, price in decision.price_to_win.items():
        reach = [
            each
            for each, chance in zip(decision.curve.prices, decision.curve.chances, strict=True)
            if chance >= float(percent) / 100 and (decision.ceiling is None or each <= decision.ceiling)
        ]
        assert price == max(reach, default=None)


@settings(max_examples=15, deadline=None)
@given(
    medians=st.lists(st.floats(1.0e6, 1.6e6), min_size=1, max_size=4),
    floor_margin=st.integers(0, 10),
    rule=st.sampled_from([LOWEST, RATIO]),
)
def test_the_band_has_no_hole_where_the_lower_price_is_better(
    medians: list[float], floor_margin: int, rule: Mapping[str, Any]
) -> None:
    deal = situation(rivals_of(rule, field(medians), draws=20_000), floor_margin=floor_margin)
    found = decide(deal)
    assert found.band
    inside = [
        p for at, p in zip(found.curve.prices, found.curve.profits, strict=True) if found.band[0] <= at <= found.band[1]
    ]
    most = max(inside)
    # What is sampled may be uneven by its own error.
    slack = 0 if deal.contest.exact else 3 * most * deal.contest.standard_error(found.best_chance)
    assert min(inside) >= most * 0.95 - slack - 1e-6 * most


@pytest.mark.parametrize("rule", [LOWEST, RATIO, RESCORED[0], RESCORED[4], RESCORED[7]], ids=str)
@pytest.mark.parametrize("power", [1, 2, 4])
def test_another_currency_scales_prices_only(rule: Mapping[str, Any], power: int) -> None:
    factor: int = 10**power
    here = decide(situation(rivals_of(rule), certain(1000000, 2), ceiling=1700000, rivals_know="0.4"))
    rivals = field()
    scaled = replace(rivals, log_median=rivals.log_median + math.log(factor))
    spent = certain(1000000 * factor, 2)
    there = decide(situation(rivals_of(rule, scaled), spent, ceiling=1700000 * factor, rivals_know="0.4"))

    def money(amount: Decimal) -> float:
        return factor * float(amount)

    for name in ("walk_away", "floor", "top"):
        assert float(getattr(there, name)) == pytest.approx(money(getattr(here, name)), rel=1e-8)
    assert [float(each) for each in prices_of(there)] == pytest.approx([money(p) for p in prices_of(here)], rel=1e-8)
    assert here.band
    assert there.band
    assert [float(each) for each in there.band] == pytest.approx([money(each) for each in here.band], rel=1e-8)
    for one, other in zip(here.positions, there.positions, strict=True):
        assert other.win_probability == pytest.approx(one.win_probability, abs=1e-6)
        assert float(other.gross_margin) == pytest.approx(float(one.gross_margin), abs=1e-7)
        assert other.ahead == pytest.approx(one.ahead, abs=1e-3)
        assert other.authority == one.authority
        assert float(other.expected_gross_profit) == pytest.approx(money(one.expected_gross_profit), rel=1e-5)


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(range(3)))
def test_permuting_rivals_changes_nothing_that_is_decided(order: list[int]) -> None:
    one = field([1.2e6, 1.3e6, 1.4e6], bids=[1, 0.9, 0.8])
    other = replace(
        one,
        log_median=one.log_median[order],
        bids=one.bids[order],
        rivals=tuple(one.rivals[each] for each in order),
    )
    here, there = (decide(situation(rivals_of(rivals=each))) for each in (one, other))
    assert (here.band, prices_of(here), here.price_to_win) == (there.band, prices_of(there), there.price_to_win)
    for left, right in zip(here.positions, there.positions, strict=True):
        assert right.ahead == pytest.approx(left.ahead, abs=0.05)


@pytest.mark.parametrize("know", ["0.2", "0.5", "0.9"])
def test_the_winner_has_reckoned_too_low(know: str) -> None:
    found = decide(situation(rivals_of(draws=20_000), rivals_know=know)).curve
    mean = float(found.situation.expected)
    assert (found.cost_if_won >= mean - 1e-6 * mean).all()
    assert found.cost_if_won[-1] > found.cost_if_won[0]  # the rarer the win, the worse the curse
    blind = decide(situation(rivals_of(draws=20_000))).curve
    assert (blind.cost_if_won == mean).all()


def test_positions_state_their_sampling_error() -> None:
    exact, sampled = (decide(situation(rivals_of(rule))) for rule in (LOWEST, RATIO))
    assert [each.standard_error for each in exact.positions] == [0.0] * 3
    for each in sampled.positions:
        chance = each.win_probability
        assert each.standard_error == pytest.approx(math.sqrt(chance * (1 - chance) / 4000))


def test_money_stands_in_minor_units() -> None:
    found = decide(situation(rivals_of(RATIO), rivals_know="0.4"))
    amounts = [amount for each in found.positions for amount in (each.expected_gross_profit, each.cost_if_won)]
    assert all(amount.as_tuple().exponent == -2 for amount in (*amounts, *found.curve.prices))

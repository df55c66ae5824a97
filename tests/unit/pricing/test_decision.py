"""Decisions on a price: published examples, properties, and the cases in which nothing ordinary can be decided."""

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

from pricing.competition.field import Field
from pricing.decision.curve import candidates, curve
from pricing.decision.decide import WITHDRAW, Decision, decide
from pricing.decision.positions import price_to_win, who
from pricing.decision.situation import Situation
from pricing.margin import NoSuchPrice, gross_margin, gross_profit
from pricing.sensitivity import learning, tornado
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


# Edge cases


@pytest.mark.parametrize("rule", [each for each in EVERY if "ceiling" not in each], ids=str)
@pytest.mark.parametrize("rivals", [field([]), field(bids=0.0)], ids=["no rivals", "none takes part"])
@pytest.mark.parametrize("ceiling", [None, 1450000])
def test_without_rivals_only_a_ceiling_bounds_the_price(
    rule: Mapping[str, Any], rivals: Field, ceiling: int | None
) -> None:
    deal = situation(rivals_of(rule, rivals, draws=300), ceiling=ceiling, rivals_know="0.3")
    found = decide(deal)
    assert found.best_chance == 1.0
    assert found.open_ended is (ceiling is None)
    assert found.positions[-1].price == found.top
    assert all(each.worth == 0 for each in learning(deal, found.curve))
    swings = tornado(deal, found.curve, found.positions[1].price)
    assert all(each.width == 0 for each in swings if each.kind in ("rival_price", "level"))


def test_doubtful_rivals_do_not_bound_the_price() -> None:
    """Where all may stay away, any price has a chance: the search ends somewhere, and the decision says so."""
    assert decide(situation(rivals_of(rivals=field(bids=0.5)))).open_ended
    assert not decide(situation(rivals_of(rivals=field()))).open_ended
    assert not decide(situation(rivals_of(rivals=field(bids=0.5)), ceiling=1500000)).open_ended


@pytest.mark.parametrize("ceiling", [500000, 1050000])
def test_a_ceiling_below_the_floor_means_withdraw(ceiling: int) -> None:
    deal = situation(rivals_of(RATIO), ceiling=ceiling, floor_margin=20)
    found = decide(deal)
    assert deal.walk_away < deal.floor
    assert (found.positions, found.band, found.recommended, found.best_chance) == ((), None, WITHDRAW, 0.0)
    assert [level.lowest for level in found.levels] == [None] * 3
    assert all(price is None or price <= ceiling for price in found.price_to_win.values())
    assert tornado(deal, found.curve, found.floor) == ()
    assert [each.worth for each in learning(deal, found.curve)] == [D(0)] * 3


def test_a_hopeless_price_means_withdraw() -> None:
    found = decide(situation(rivals_of(rivals=field([0.6e6, 0.7e6]))))
    assert found.recommended == WITHDRAW
    assert [each.name for each in found.positions] == NAMES
    assert found.best_chance < 0.05


def test_no_chance_at_all_means_withdraw_whatever_the_policy() -> None:
    rivals = field([0.5e6], own=0.01, common=0.01)
    found = decide(situation(rivals_of(RATIO, rivals), withdraw_below=0, ceiling=1500000))
    assert found.best_chance == 0
    assert found.recommended == WITHDRAW
    assert found.band
    assert found.band[0] == found.band[1]


def test_a_price_with_a_fair_chance_is_recommended() -> None:
    assert decide(situation()).recommended == "balanced"


def test_a_price_that_earns_nothing_means_withdraw() -> None:
    """Rivals see the disaster coming and ask more: whoever asks break-even wins the disaster."""
    risk = {"id": "fire", "what": "fire", "probability": 15, "impact": 5000000}
    rivals = field([1.2e6], own=0.01, common=0.35)
    deal = situation(
        rivals_of(rivals=rivals, draws=20_000),
        certain(1000000).model_copy(update={"risks": costs(risks=[risk]).risks}),
        floor_margin=0,
        rivals_know="0.99",
        ceiling=2000000,
    )
    found = decide(deal)
    assert found.floor == D("1750000.00")
    assert found.best_chance > 0.1
    assert found.curve.profits.max() < 0
    assert found.recommended == WITHDRAW
    assert found.band
    assert found.band[0] == found.band[1]


@pytest.mark.parametrize("margin", range(0, 40, 3))
def test_certain_costs_stand_at_every_quantile(margin: int) -> None:
    """A price rounded down by half a cent still keeps its margin, and needs no higher signature for it."""
    authority = [{"role": "director", "margin_from": margin, "below_floor_up_to": 0}]
    deal = situation(rivals_of(RATIO), certain(1000000, 4), floor_margin=margin, authority=authority, ceiling=2500000)
    assert deal.quantile(0.8) == deal.quantile(0.5) == deal.expected == D(1000000)
    found = decide(deal)
    assert abs(found.floor - 1000000 / (D("0.96") - D(margin) / 100)) <= D("0.005")
    assert deal.below_floor(found.floor) == 0.0
    assert deal.below_floor(found.floor - 1) == 1.0 or margin == 0
    assert {each.authority for each in found.positions} == {"director"}
    assert (found.levels[0].lowest, found.levels[0].costs_chance) == (found.floor, 0.0)


def test_costs_that_take_the_whole_price_leave_none() -> None:
    for share, margin in ((96, 5), (90, 10), (100, 0)):
        with pytest.raises(NoSuchPrice):
            decide(situation(spent=certain(1000000, share), floor_margin=margin))
    near = decide(situation(spent=certain(1000, 94), floor_margin=5))
    assert (near.walk_away, near.floor) == (D("16666.67"), D("100000.00"))


@pytest.mark.parametrize("currency", ["EUR", "JPY"])
def test_no_cost_leaves_no_price(currency: str) -> None:
    for spent in (certain(0), costs(lines=[], risks=[]), costs(lines=[{"id": "a", "unit_cost": 9, "quantity": 0}])):
        nothing = spent.model_copy(update={"risks": ()})
        with pytest.raises(NoSuchPrice):
            decide(situation(spent=nothing, currency=currency))


def test_a_rare_disaster_lifts_the_floor_to_break_even() -> None:
    """A risk of one in ten lifts the mean above P80; the floor is then never below break-even."""
    risk = {"id": "fire", "what": "fire", "probability": 10, "impact": 5000000}
    deal = situation(spent=costs(risks=[risk]), floor_margin=5)
    assert deal.quantile(0.8) < deal.expected
    found = decide(deal)
    assert found.floor == found.walk_away
    assert gross_margin(found.floor, deal.expected, deal.share) == pytest.approx(0, abs=1e-7)


@pytest.mark.parametrize("amount", [40, 1234, 98765432])
def test_yen_have_no_decimals(amount: int) -> None:
    rivals = field([1.2 * amount, 1.3 * amount])
    for ceiling in (None, f"{amount * 1.5:.2f}"):
        found = decide(situation(rivals_of(RATIO, rivals), certain(amount), currency="JPY", ceiling=ceiling))
        assert all(price == price.to_integral_value() for price in found.curve.prices)
        assert ceiling is None or found.curve.prices[-1] <= D(ceiling)
        assert [each.name for each in found.positions] == NAMES


def test_a_ceiling_including_tax_bounds_prices_excluding_it() -> None:
    rule = {**RATIO, "ceiling": 1582000, "tax_basis": "including", "tax_rate": 13}
    found = decide(situation(rivals_of(rule), ceiling=1400000))
    assert found.top == D("1400000.00")
    assert found.curve.chances[-1] > 0
    above = curve(found.curve.situation, (D("1400000.01"),))
    assert above.chances.tolist() == [0.0]


def test_candidates_are_round_and_hold_what_is_marked() -> None:
    deal = situation(ceiling=1500000)
    found = candidates(deal)
    assert {deal.walk_away, deal.floor, D("1500000.00")} <= set(found)
    assert 60 <= len(found) <= 125
    others = [price for price in found if price not in (deal.walk_away, deal.floor)]
    assert all(price % 5000 == 0 for price in others)


def test_candidates_stand_one_round_step_apart_up_to_the_ceiling() -> None:
    found = candidates(situation(spent=certain(1000000), ceiling=1500000, floor_margin=0), points=100)
    assert found == tuple(D(1000000 + 5000 * at) for at in range(101))


def test_a_house_that_gives_up_nothing_keeps_the_best_price() -> None:
    for amount in range(900000, 1090000, 2000):
        found = decide(situation(spent=certain(amount), keeps=100), (D(1100000), D(1150000), D(1200000)))
        assert found.balanced
        assert found.band == (found.balanced.price, found.balanced.price)


@pytest.mark.parametrize("median", [1.2e6, 2e6])
def test_candidates_end_where_the_chance_does(median: float) -> None:
    deal = situation(rivals_of(rivals=field([median])))
    top = float(candidates(deal, points=5000)[-1])
    within, beyond = deal.contest.chances(np.array([top, 1.001 * top]))
    assert within >= 0.01 > beyond


def test_what_earns_less_than_a_euro_has_a_band_too() -> None:
    found = decide(situation(spent=certain(2)), (D("2.15"), D("2.20"), D("2.21")))
    assert found.band == (D("2.20"), D("2.21"))


def test_a_margin_is_claimed_up_to_half_a_minor_unit() -> None:
    deal = situation(spent=certain(850), currency="JPY")
    assert deal.margin(D(999)) < D("0.15") <= deal.margin(D(1000))


def test_a_level_signs_from_its_margin_on_and_up_to_its_risk() -> None:
    levels = situation().policy.authority
    assert who(levels, D("0.15"), 0.05) == "manager"
    assert who(levels, D("0.1499"), 0.05) == who(levels, D("0.15"), 0.06) == "director"
    assert who(levels, D("0.0799"), 0.05) == who(levels, D("0.15"), 0.26) == "board"


def test_price_to_win_is_none_where_no_price_wins_so_often() -> None:
    found = curve(situation(rivals_of(rivals=field([0.9e6]))))
    assert price_to_win(found, 0.99) is None
    assert price_to_win(found, 0.0) == found.prices[-1]

"""Decisions on a price at the edges: no rivals, no cost, a ceiling below the floor, candidates, who signs."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from pricing.competition.field import Field
from pricing.decision.curve import candidates, curve
from pricing.decision.decide import WITHDRAW, decide
from pricing.decision.positions import price_to_win, who
from pricing.margin import NoSuchPrice, gross_margin
from pricing.sensitivity import learning, tornado
from tests.unit.pricing.deals import RATIO, RESCORED, WITH_LIMIT, certain, costs, field, rivals_of, situation

D = Decimal
EVERY = [*WITH_LIMIT, *RESCORED]
NAMES = ["aggressive", "balanced", "premium"]


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

"""What a decision depends on: the tornado against deciding anew, what learning is worth against closed forms."""

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

from pricing.competition.evidence import P90
from pricing.competition.field import Field
from pricing.cost.estimate import estimate_of
from pricing.cost.quantiles import quantile
from pricing.decision.curve import curve
from pricing.decision.decide import decide
from pricing.decision.situation import Situation
from pricing.sensitivity import Swing, learning, tornado
from pricing.win.optimum import best
from tests.unit.pricing.deals import LOWEST, RATIO, RESCORED, WITH_LIMIT, certain, costs, field, rivals_of, situation

D = Decimal


def swings_of(deal: Situation, quality: tuple[float, float] | None = None) -> dict[tuple[str, str], Swing]:
    found = decide(deal)
    assert found.balanced
    return {(each.kind, each.of): each for each in tornado(deal, found.curve, found.balanced.price, quality)}


def at_balanced(deal: Situation, changed: Situation) -> float:
    """Return the expected gross profit of a changed deal at the price that is balanced before the change."""
    balanced = decide(deal).balanced
    assert balanced
    return float(curve(changed, (balanced.price,)).profits[0])


# The tornado against deciding anew


def test_the_best_price_follows_the_cost() -> None:
    line = {"id": "all", "unit_cost": 1000000, "three_point": {"low": 800000, "high": 1300000}}
    deal = situation(spent=costs(lines=[line]), floor_margin=0)
    swing, estimate = swings_of(deal)[("cost", "all")], estimate_of(deal.costs.lines[0])
    assert estimate
    for chance, best_price in ((0.1, swing.best_at_low), (0.9, swing.best_at_high)):
        amount = D(repr(round(quantile(estimate, chance), 6)))
        balanced = decide(situation(spent=costs(lines=[{"id": "all", "unit_cost": amount}]), floor_margin=0)).balanced
        assert balanced
        assert float(best_price) == pytest.approx(max(float(balanced.price), float(deal.floor)), rel=0.02)
    assert swing.best_at_low < swing.best_at_high


def test_a_cost_line_swings_from_p10_to_p90() -> None:
    deal = situation()
    swing = swings_of(deal)[("cost", "line-1")]
    estimate = estimate_of(deal.costs.lines[1])
    assert estimate
    for chance, profit in ((0.1, swing.low), (0.9, swing.high)):
        # One line sure at that quantile, the others as they are.
        sure = deal.costs.lines[1].model_copy(
            update={"three_point": None, "unit_cost": D(repr(round(quantile(estimate, chance), 6)))}
        )
        lines = (deal.costs.lines[0], sure, *deal.costs.lines[2:])
        changed = replace(deal, costs=deal.costs.model_copy(update={"lines": lines}))
        assert float(profit) == pytest.approx(at_balanced(deal, changed), abs=0.02)


def test_a_cost_line_in_another_currency_swings_at_its_rate() -> None:
    line = {"id": "motors", "unit_cost": 500000, "currency": "USD", "three_point": {"low": 450000, "high": 600000}}
    spent = costs(lines=[line, {"id": "rest", "unit_cost": 500000}], risks=[], forward_rates={"USD": {"rate": "0.9"}})
    deal = situation(spent=spent)
    swing = swings_of(deal)[("cost", "motors")]
    estimate = estimate_of(spent.lines[0])
    assert estimate
    for chance, profit in ((0.1, swing.low), (0.9, swing.high)):
        sure = spent.lines[0].model_copy(
            update={"three_point": None, "unit_cost": D(repr(round(quantile(estimate, chance), 6)))}
        )
        changed = replace(deal, costs=spent.model_copy(update={"lines": (sure, spent.lines[1])}))
        assert float(profit) == pytest.approx(at_balanced(deal, changed), abs=0.02)


def test_a_risk_swings_from_out_to_in() -> None:
    deal = situation()
    swing = swings_of(deal)[("risk", "late")]
    for probability, profit in ((0, swing.low), (100, swing.high)):
        risk = deal.costs.risks[0].model_copy(update={"probability": D(probability)})
        changed = replace(deal, costs=deal.costs.model_copy(update={"risks": (risk,)}))
        assert float(profit) == pytest.approx(at_balanced(deal, changed), abs=0.02)


def test_a_share_of_the_price_swings_by_a_fifth() -> None:
    deal = situation()
    swing = swings_of(deal)[("share", "commission")]
    for percent, profit in ((D("1.6"), swing.low), (D("2.4"), swing.high)):
        share = deal.costs.proportional[0].model_copy(update={"percent": percent})
        changed = replace(deal, costs=deal.costs.model_copy(update={"proportional": (share,)}))
        assert float(profit) == pytest.approx(at_balanced(deal, changed), abs=0.02)


def test_a_forward_rate_swings_by_a_twentieth() -> None:
    lines = [{"id": "motors", "unit_cost": 500000, "currency": "USD"}, {"id": "rest", "unit_cost": 500000}]
    risk = {"id": "late", "what": "late", "probability": 25, "impact": 200000, "currency": "USD"}
    spent = costs(lines=lines, risks=[risk], forward_rates={"USD": {"rate": "0.9"}})
    deal = situation(spent=spent)
    swing = swings_of(deal)[("rate", "USD")]
    for rate, profit in ((D("0.855"), swing.low), (D("0.945"), swing.high)):
        stated = {"USD": spent.forward_rates["USD"].model_copy(update={"rate": rate})}
        changed = replace(deal, costs=spent.model_copy(update={"forward_rates": stated}))
        assert float(profit) == pytest.approx(at_balanced(deal, changed), abs=0.02)


def moved(one: Field, rival: int, sds: float) -> Field:
    shift = np.where(np.arange(len(one.rivals)) == rival, sds * one.own_sd, 0.0)
    return replace(one, log_median=one.log_median + shift)


@pytest.mark.parametrize("rule", [LOWEST, RATIO, RESCORED[0], RESCORED[5]], ids=str)
@pytest.mark.parametrize("know", ["0", "0.4"])
def test_a_rival_swings_from_p10_to_p90(rule: Mapping[str, Any], know: str) -> None:
    deal = situation(rivals_of(rule, draws=8000), rivals_know=know)
    swings, balanced = swings_of(deal), decide(deal).balanced
    assert balanced
    for sds, of, pick in ((-P90, "rival-0", "low"), (P90, "rival-0", "high"), (P90, "rival-2", "high")):
        changed = replace(deal, contest=deal.contest.changed(moved(deal.contest.field, int(of[-1]), sds)))
        profit = at_balanced(deal, changed)
        # Fewer draws do for the tornado; both ends share them, so most of the error cancels.
        error = 0.0 if deal.contest.exact and know == "0" else 0.06 * abs(profit) + 300
        assert float(getattr(swings[("rival_price", of)], pick)) == pytest.approx(profit, abs=error + 0.02)


def test_the_quality_of_a_rival_swings_from_p10_to_p90() -> None:
    deal = situation(rivals_of(RATIO, draws=8000))
    swing = swings_of(deal)[("rival_quality", "rival-0")]
    for sds, profit in ((-P90, swing.low), (P90, swing.high)):
        one = deal.contest.field
        better = replace(one, quality_mean=one.quality_mean + np.array([sds, 0, 0]) * one.quality_sd)
        changed = replace(deal, contest=deal.contest.changed(better))
        assert float(profit) == pytest.approx(at_balanced(deal, changed), abs=0.02)


def test_a_doubtful_rival_swings_from_out_to_in() -> None:
    deal = situation(rivals_of(rivals=field(bids=[1, 0.6, 1])))
    swing = swings_of(deal)[("taking_part", "rival-1")]
    for bids, profit in ((0.0, swing.low), (1.0, swing.high)):
        changed = replace(deal, contest=deal.contest.changed(field(bids=[1, bids, 1])))
        assert float(profit) == pytest.approx(at_balanced(deal, changed), abs=0.02)


def test_all_rivals_together_and_our_quality() -> None:
    deal = situation(rivals_of(RATIO))
    swings = swings_of(deal, (75.0, 90.0))
    assert swings[("level", "")].high > swings[("level", "")].low
    assert swings[("quality", "")].high > swings[("quality", "")].low
    assert swings[("rival_quality", "rival-0")].low > swings[("rival_quality", "rival-0")].high
    assert list(swings.values()) == sorted(swings.values(), key=lambda each: -each.width)


def test_dearer_rivals_raise_the_best_price() -> None:
    for each in swings_of(situation(rivals_of(draws=8000))).values():
        if each.kind in ("rival_price", "level"):
            assert each.best_at_low <= each.best_at_high


@pytest.mark.parametrize("common", [0.08, 0.2])
def test_the_best_price_against_dear_rivals_is_looked_for_where_they_are(common: float) -> None:
    deal = situation(rivals_of(rivals=field(common=common), draws=8000))
    one = deal.contest.field
    dear = deal.contest.changed(replace(one, log_median=one.log_median + P90 * one.common_sd))
    balanced = decide(replace(deal, contest=dear)).balanced
    assert balanced
    assert float(swings_of(deal)[("level", "")].best_at_high) == pytest.approx(float(balanced.price), rel=0.02)


@pytest.mark.parametrize("rule", [*WITH_LIMIT, *RESCORED], ids=str)
def test_what_has_no_spread_does_not_swing(rule: Mapping[str, Any]) -> None:
    flat = {"low": 240000, "high": 240000}
    lines = [{"id": "flat", "unit_cost": 240000, "three_point": flat}, {"id": "sure", "unit_cost": 760000}]
    risks = [
        {"id": "never", "what": "never", "probability": 0, "impact": 90000},
        {"id": "always", "what": "always", "probability": 100, "impact": 9000},
    ]
    rivals = field([1.2e6, 1.3e6], own=0.0, common=0.08, quality_sd=0.0)
    unused = {"USD": {"rate": "0.9"}}
    found = rivals_of(rule, rivals, draws=2000)
    deal = situation(found, costs(lines=lines, risks=risks, proportional=[], forward_rates=unused), rivals_know="0.3")
    swings = swings_of(deal, (82.0, 82.0))
    assert ("cost", "sure") not in swings
    for name in (("cost", "flat"), ("risk", "never"), ("risk", "always"), ("rate", "USD"), ("rival_price", "rival-0")):
        assert swings[name].width == 0
        assert swings[name].best_at_low == swings[name].best_at_high
    assert not {kind for kind, _ in swings} & {"quality", "rival_quality", "taking_part"}


@pytest.mark.parametrize("rivals", [field(common=0.0), field([])], ids=["nothing in common", "no rivals"])
def test_the_level_swings_only_where_rivals_have_it_in_common(rivals: Field) -> None:
    assert ("level", "") not in swings_of(situation(rivals_of(rivals=rivals), ceiling=1500000))


def test_a_sure_risk_swings_with_its_impact() -> None:
    points = {"low": 20000, "high": 90000}
    risk = {"id": "late", "what": "late", "probability": 100, "impact": 50000, "three_point": points}
    deal = situation(spent=costs(risks=[risk]))
    swing, (late,) = swings_of(deal)[("risk", "late")], deal.costs.risks
    estimate = estimate_of(late)
    assert estimate
    for chance, profit in ((0.1, swing.low), (0.9, swing.high)):
        sure = late.model_copy(update={"three_point": None, "impact": D(repr(round(quantile(estimate, chance), 6)))})
        changed = replace(deal, costs=deal.costs.model_copy(update={"risks": (sure,)}))
        assert float(profit) == pytest.approx(at_balanced(deal, changed), abs=0.02)


def test_every_input_swings_and_no_other() -> None:
    deal = situation(rivals_of(RATIO, field(bids=[1, 0.5, 1])))
    kinds = [kind for kind, _ in swings_of(deal, (75.0, 90.0))]
    expected = {"cost": 4, "risk": 1, "share": 1, "rival_price": 3, "rival_quality": 3, "taking_part": 1}
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {**expected, "level": 1, "quality": 1}


# What learning is worth


def single(median: float, sd: float, cost: object) -> Situation:
    found = rivals_of(rivals=field([median], own=sd, common=0.0), draws=100_000)
    return situation(found, certain(cost), floor_margin=0)


@pytest.mark.parametrize("sd", [0.05, 0.1443375673, 0.3])
def test_published_value_of_a_known_price(sd: float) -> None:
    """To know one rival's price is to hold a call on it: E[max(0, R - c)] (Black, 1976), less what is earned blindly.

    F = K = 20, a volatility of 25 % over four months and 9 % a year give 1.12, or 1.1507 before discounting; Hull,
    Options, Futures, and Other Derivatives, pricing a futures option by Black's model.
    """
    cost = 1000000
    median = cost * math.exp(-(sd**2) / 2)  # so that the mean is the cost
    call = cost * (2 * stats.norm.cdf(sd / 2) - 1)
    if sd == 0.1443375673:
        assert call / cost * 20 * math.exp(-0.09 / 3) == pytest.approx(1.12, abs=0.005)
    rival = stats.lognorm(sd, scale=median)
    by_integral = integrate.quad(rival.sf, cost, median * math.exp(9 * sd))[0]
    assert call == pytest.approx(by_integral, rel=1e-6)
    blind = best(lambda price: float(rival.sf(price)), cost, cost, median * math.exp(6 * sd)).profit
    deal = single(median, sd, cost)
    (found,) = learning(deal, curve(deal))
    # A finite number of groups knows the price only to its group.
    assert 0.75 * (call - blind) < float(found.worth) < call - blind + 0.01 * call


@settings(max_examples=25, deadline=None)
@given(
    rule=st.sampled_from([*WITH_LIMIT, *RESCORED]),
    medians=st.lists(st.floats(0.9e6, 1.7e6), min_size=1, max_size=4),
    bids=st.floats(0, 1),
    know=st.sampled_from(["0", "0.5"]),
    seed=st.integers(0, 2**32 - 1),
)
def test_learning_is_never_worth_less_than_nothing(
    rule: Mapping[str, Any], medians: list[float], bids: float, know: str, seed: int
) -> None:
    deal = situation(rivals_of(rule, field(medians, bids=bids), seed=seed, draws=600), rivals_know=know)
    found = learning(deal, curve(deal))
    assert len(found) == len(medians)
    assert all(each.worth >= 0 for each in found)
    assert [each.worth for each in found] == sorted((each.worth for each in found), reverse=True)
    assert all(each.worth == each.worth.quantize(D("0.01")) for each in found)


@pytest.mark.parametrize("rule", [LOWEST, RATIO], ids=str)
@pytest.mark.parametrize("seed", range(3))
def test_an_irrelevant_rival_is_not_worth_learning_of(rule: Mapping[str, Any], seed: int) -> None:
    rivals = field([1.2e6, 1.25e6, 9e6, 1.2e6], own=0.1, common=0.0, bids=[1, 1, 1, 0])
    deal = situation(rivals_of(rule, rivals, seed=seed, draws=20_000))
    found = decide(deal)
    worth = {each.rival: float(each.worth) for each in learning(deal, found.curve)}
    assert found.balanced
    least = 0.02 * float(found.balanced.expected_gross_profit)
    assert worth["rival-3"] < least
    assert worth["rival-0"] > 2 * least
    if rule is LOWEST:  # under the others, a dear bid still moves the scores
        assert worth["rival-2"] < least


@pytest.mark.parametrize("seed", range(3))
def test_luck_in_few_draws_is_not_taken_for_learning(seed: int) -> None:
    rivals = field([1.2e6, 9e6], own=0.1, common=0.0)
    deal = situation(rivals_of(rivals=rivals, seed=seed, draws=800))
    assert {each.rival: each.worth for each in learning(deal, curve(deal))}["rival-1"] == 0


def test_learning_keeps_to_prices_that_may_be_asked() -> None:
    """Where floor and ceiling leave one price, no knowledge changes it."""
    deal = situation(rivals_of(draws=20_000), certain(1000000), floor_margin=20, ceiling=1250000)
    assert deal.floor == D(1250000)
    assert [each.worth for each in learning(deal, curve(deal))] == [D(0)] * 3


def test_learning_counts_the_expected_cost_where_rivals_know_nothing_of_ours() -> None:
    deal = situation()
    prices = tuple(D(each) for each in range(1_150_000, 1_400_000, 10_000))
    sure = situation(spent=certain(deal.expected, share=2))
    assert min(prices) > max(deal.floor, sure.floor)
    assert learning(deal, curve(deal, prices)) == learning(sure, curve(sure, prices))
    knowing = situation(rivals_know="0.6")
    assert learning(knowing, curve(knowing, prices)) != learning(sure, curve(sure, prices))

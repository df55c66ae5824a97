"""Win chances: oracles, published examples computed two ways, exact against sampled, limits against full scoring."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, optimize, special, stats

from pricing.competition.evidence import Array
from pricing.competition.field import Field
from pricing.competition.lowest import friedman, gates, lowest
from pricing.evaluation.simulation import win_share
from pricing.win.contest import Contest
from pricing.win.optimum import Optimum, below_best_rival, best, logit_best
from tests.unit.pricing.deals import LOWEST, RATIO, RESCORED, WITH_LIMIT, field, rivals_of

Chance = Callable[[float], float]
PRICES = np.linspace(0.9e6, 1.7e6, 33)


def top(chance: Chance, cost: float, low: float, high: float) -> float:
    """Return the best price by another optimiser, Brent's."""
    found = optimize.minimize_scalar(
        lambda price: -(price - cost) * chance(price), bounds=(low, high), method="bounded", options={"xatol": 1e-10}
    )
    return float(found.x)


def of(model: Callable[[Field, Array], Array], rivals: Field) -> Chance:
    return lambda price: float(model(rivals, np.array([price]))[0])


# Oracles


def test_o7_friedman_and_gates() -> None:
    rivals = field([1.15] * 4, own=0.10, common=0.0)
    by_product, by_odds = (best(of(model, rivals), 1.0, 1.0, 1.5) for model in (friedman, gates))
    assert by_product == pytest.approx((1.067864, 0.352731, 0.023938), abs=1e-6)
    assert by_odds == pytest.approx((1.10111, 0.33469, 0.03384), abs=1e-5)
    assert of(gates, rivals)(by_product.price) == pytest.approx(0.456542, abs=1e-6)

    def hazard(price: float) -> float:  # the second way: at the top, (b - c) x the sum of the hazards is one
        score = math.log(price / 1.15) / 0.10
        return float((price - 1) * 4 * stats.norm.pdf(score) / (0.10 * price) / stats.norm.sf(score) - 1)

    assert by_product.price == pytest.approx(optimize.brentq(hazard, 1.0001, 1.5), abs=1e-7)
    assert by_odds.price == pytest.approx(top(of(gates, rivals), 1.0, 1.0, 1.5), abs=1e-7)


@pytest.mark.parametrize(
    ("markup", "chance", "profit"), [(20, 0.9088, 18.176), (40, 0.7475, 29.9), (60, 0.5, 30.0), (80, 0.2525, 20.199)]
)
def test_o9_best_competing_bid(markup: int, chance: float, profit: float) -> None:
    found = below_best_rival(60, 30)(markup)
    assert (found, markup * found) == pytest.approx((chance, profit), abs=6e-4)
    assert found == pytest.approx(stats.norm.sf(markup, 60, 30), abs=1e-12)


@pytest.mark.parametrize(
    ("mean", "markup", "chance", "profit"),
    [(40, 38.8147, 0.5158, 20.019), (60, 50.0494, 0.6299, 31.528), (80, 63.0282, 0.7142, 45.0154)],
)
def test_o9_optimal_markup(mean: int, markup: float, chance: float, profit: float) -> None:
    found = best(below_best_rival(mean, 30), 0, 0, 200)
    assert found == pytest.approx((markup, chance, profit), abs=6e-4)
    first_order = optimize.brentq(
        lambda m: stats.norm.sf(m, mean, 30) - m * stats.norm.pdf(m, mean, 30), 1, 150, xtol=1e-12
    )
    assert found.price == pytest.approx(first_order, abs=1e-6)


def test_o10_common_job_effect() -> None:
    rivals = field([1.15] * 3, own=0.05, common=0.06)
    chance = of(lowest, rivals)(1.10)
    assert chance == pytest.approx(0.514163, abs=1e-6)
    assert of(friedman, rivals)(1.10) == pytest.approx(0.366096, abs=1e-6)
    covariance = 0.06**2 * np.ones((3, 3)) + 0.05**2 * np.eye(3)
    orthant = stats.multivariate_normal.cdf(np.full(3, math.log(1.15 / 1.10)), cov=covariance, abseps=1e-8)
    assert chance == pytest.approx(float(orthant), abs=1e-6)
    assert of(lowest, field([1.15], own=0.05, common=0.06))(1.10) == pytest.approx(0.715372, abs=1e-6)


def test_o11_logit_in_closed_form() -> None:
    found = logit_best(100.0, 24.0, 0.2)
    assert found == pytest.approx((116.0397, 0.688273, 11.0397), abs=6e-5)
    searched = best(lambda price: 1 / (1 + math.exp(0.2 * price - 24.0)), 100.0, 100.0, 200.0)
    assert found == pytest.approx(searched, abs=1e-5)
    assert found.price == pytest.approx(100 + (1 + special.lambertw(math.exp(24 - 20 - 1)).real) / 0.2, abs=1e-9)


@given(cost=st.floats(1, 1e4), intercept=st.floats(-50, 900), slope=st.floats(1e-3, 10))
def test_logit_holds_wherever_it_is_asked(cost: float, intercept: float, slope: float) -> None:
    found = logit_best(cost, intercept, slope)
    assert 0 <= found.chance <= 1
    assert found.price - cost == pytest.approx(1 / (slope * (1 - found.chance)), rel=1e-6, abs=1e-9 * found.price)


# Published worked examples, each a second way


@pytest.mark.parametrize(
    ("beats", "odds", "chance"),
    [
        ((0.75, 0.82, 0.67, 0.88), 2.18174, 0.458),
        ((0.68, 0.75, 0.60, 0.80), 2.72, 0.37),
        ((0.60, 0.68, 0.54, 0.72), 3.378, 0.296),
    ],
)
def test_published_gates_against_four(beats: tuple[float, ...], odds: float, chance: float) -> None:
    """Four competitors at markups of 3, 5 and 7 %. https://www.scribd.com/document/391641414"""
    rivals = field([math.exp(NormalDist().inv_cdf(each)) for each in beats], own=1.0, common=0.0)
    found = of(gates, rivals)(1.0)
    assert (1 / found, found) == pytest.approx((odds, chance), abs=3e-3)
    # The second way: the winner beats whom it beats in proportion to strengths, p / (1 - p) (Bradley and Terry).
    strengths = [(1 - each) / each for each in beats]
    assert found == pytest.approx(1 / (1 + sum(strengths)), abs=1e-12)
    assert of(friedman, rivals)(1.0) == pytest.approx(math.prod(beats), abs=1e-12)


def uniform(low: float, high: float) -> Chance:
    return lambda price: float(stats.uniform.sf(price, low, high - low))


@pytest.mark.parametrize(
    ("cost", "low", "high", "expected"),
    [
        # Condo Construction: 2.5 million against U(3, 5). https://brainmass.com/statistics/95160
        (2.5, 3.0, 5.0, Optimum(3.75, 0.625, 0.78125)),
        # A consultant: 10,000 against U(8,000, 20,000).
        # http://www.solutioninn.com/a-consultant-knows-that-it-will-cost-him-10000-to
        (10000.0, 8000.0, 20000.0, Optimum(15000.0, 5 / 12, 6250 / 3)),
        # A contractor: c against U(3c/4, 2c). https://www.edu.com/homework-helper/math/question/1052509
        (1.0, 0.75, 2.0, Optimum(1.5, 0.4, 0.2)),
    ],
)
def test_published_uniform_low_bid(cost: float, low: float, high: float, expected: Optimum) -> None:
    found = best(uniform(low, high), cost, low, high)
    assert found == pytest.approx(expected, rel=1e-6)
    assert found.price == pytest.approx((cost + high) / 2, rel=1e-6)  # the parabola's top


@pytest.mark.parametrize("bidders", [2, 3, 6])
@pytest.mark.parametrize("cost", [0.0, 0.3, 0.8])
def test_published_procurement_equilibrium(bidders: int, cost: float) -> None:
    """Private costs U(0, 1): everybody asks c + (1 - c) / n. Vickrey (1961); Krishna, Auction Theory, chapter 2."""

    def chance(price: float) -> float:  # who asks p has the cost (n p - 1) / (n - 1)
        return min(max(bidders * (1 - price) / (bidders - 1), 0.0), 1.0) ** (bidders - 1)

    found = best(chance, cost, max(cost, 1 / bidders), 1.0)
    assert found.price == pytest.approx(cost + (1 - cost) / bidders, abs=1e-6)
    # The second way: the expected lowest of the others' costs, given that all lie above ours.
    lowest_other = integrate.quad(
        lambda y: y * (bidders - 1) * (1 - y) ** (bidders - 2) / (1 - cost) ** (bidders - 1), cost, 1
    )[0]
    assert found.price == pytest.approx(lowest_other, abs=1e-6)


# Exact against sampled


@settings(max_examples=25, deadline=None)
@given(
    medians=st.lists(st.floats(0.9e6, 1.6e6), min_size=0, max_size=6),
    own=st.floats(0.01, 0.3),
    common=st.floats(0.0, 0.3),
    bids=st.floats(0.0, 1.0),
    seed=st.integers(0, 2**32 - 1),
)
def test_exact_agrees_with_sampling(medians: list[float], own: float, common: float, bids: float, seed: int) -> None:
    contest = rivals_of(rivals=field(medians, own, common, bids), seed=seed)
    assert contest.exact
    exact, sampled = contest.chances(PRICES), contest.wins(PRICES).sums(np.ones(contest.size))[:, 0] / contest.size
    error = np.sqrt(np.maximum(exact * (1 - exact), 1 / contest.size) / contest.size)
    assert (np.abs(exact - sampled) < 6 * error).all()


@pytest.mark.parametrize("own", [0.2, 0.1, 0.03, 0.01, 0.001])
def test_exact_holds_for_sharp_rivals(own: float) -> None:
    rivals = field([1.0, 1.05, 1.1], own=own, common=0.15)

    def fixed(job: float, price: float) -> float:
        scores = (math.log(price) - rivals.log_median - 0.15 * job) / own
        return float(stats.norm.pdf(job) * stats.norm.sf(scores).prod())

    for price in (0.8, 0.95, 1.1):
        where = (math.log(price) - float(rivals.log_median[0])) / 0.15
        parts = integrate.quad(fixed, -9, 9, args=(price,), points=[where - 8 * own, where, where + 8 * own], limit=500)
        assert of(lowest, rivals)(price) == pytest.approx(parts[0], abs=2e-7)


def test_a_rival_without_any_spread_is_sampled() -> None:
    contest = rivals_of(rivals=field([100.0], own=0.0, common=0.0))
    assert not contest.exact
    assert contest.chances(np.array([99.0, 100.0, 101.0])).tolist() == [1.0, 0.5, 0.0]


# Limits against full scoring


def rescored(contest: Contest, prices: Array) -> Array:
    """Return our share of the win in each draw by scoring all bids, prices by draws."""
    theirs, ours = contest.draws.prices, np.full((1, contest.size), contest.quality)
    quality = np.concatenate((ours, contest.rated))
    bids = [np.concatenate((np.full((1, contest.size), price), theirs)) for price in prices]
    return np.stack([win_share(contest.rule, each, quality) for each in bids])


@pytest.mark.parametrize("rule", [*WITH_LIMIT, *RESCORED], ids=str)
def test_wins_are_what_scoring_says(rule: Mapping[str, Any]) -> None:
    rivals = field([1.2e6, 1.25e6, 1.3e6, 1.35e6], bids=[1, 0.9, 0.5, 0.2])
    contest = rivals_of(rule, rivals, draws=5000)  # more than one chunk
    shares = rescored(contest, PRICES)
    weights, groups = np.random.default_rng(7).random(5000), np.arange(5000) % 6
    wins = contest.wins(PRICES)
    assert wins.sums(weights)[:, 0] == pytest.approx(shares @ weights, rel=1e-9, abs=1e-9)
    by_group = np.stack([shares[:, groups == each] @ weights[groups == each] for each in range(6)], axis=1)
    assert wins.sums(weights, groups, 6) == pytest.approx(by_group, rel=1e-9, abs=1e-9)
    assert contest.rescored is (rule in RESCORED)


@pytest.mark.parametrize("rule", WITH_LIMIT, ids=str)
@settings(max_examples=10, deadline=None)
@given(medians=st.lists(st.floats(0.9e6, 1.6e6), min_size=1, max_size=6), seed=st.integers(0, 2**32 - 1))
def test_win_chance_never_rises_with_price(rule: Mapping[str, Any], medians: list[float], seed: int) -> None:
    chances = rivals_of(rule, field(medians, bids=0.9), seed=seed, draws=500).chances(PRICES)
    assert (np.diff(chances) <= 1e-15).all()


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(range(4)), seed=st.integers(0, 2**32 - 1))
def test_permuting_rivals_permutes_results(order: list[int], seed: int) -> None:
    one = field([1.1e6, 1.2e6, 1.3e6, 1.4e6], bids=[1, 0.8, 0.9, 1])
    changed = {
        name: getattr(one, name)[order] for name in ("log_median", "own_sd", "bids", "quality_mean", "quality_sd")
    }
    other = replace(one, **changed, rivals=tuple(one.rivals[each] for each in order))
    here, there = (rivals_of(rivals=each, seed=seed) for each in (one, other))
    assert there.chances(PRICES) == pytest.approx(here.chances(PRICES), abs=1e-14)
    assert there.ahead(1.2e6) == pytest.approx(here.ahead(1.2e6)[order], abs=6 * 0.5 / here.size**0.5 * math.sqrt(2))


# Ties, ceilings, tax, abnormally low bids


@pytest.mark.parametrize(("tie_break", "chance"), [("lowest_price", 0.0), ("highest_quality", 1.0), ("lot", 0.5)])
def test_the_tie_break_decides(tie_break: str, chance: float) -> None:
    """100 with quality 70 and 125 with quality 90 both get 85 points."""
    rule = {**RATIO, "tie_break": tie_break}
    contest = rivals_of(rule, field([100.0], 0.0, 0.0, quality=70.0, quality_sd=0.0), quality=90.0, draws=200)
    below, tied, above = contest.chances(np.array([124.99, 125.0, 125.01]))
    assert (below, tied, above) == (1.0, chance, 0.0)


def test_a_tie_of_three_is_drawn_by_lot() -> None:
    contest = rivals_of(LOWEST, field([100.0, 100.0], 0.0, 0.0), draws=200)
    assert contest.chances(np.array([100.0])) == pytest.approx([1 / 3])
    assert contest.ahead(100.0).tolist() == [0.5, 0.5]


def test_bids_that_both_get_no_points_stand_level() -> None:
    rule = {"method": "linear", "price_weight": 100, "full_at": 80, "zero_at": 100}
    assert rivals_of(rule, field([120.0], 0.0, 0.0), draws=200).ahead(110.0).tolist() == [0.5]


@pytest.mark.parametrize("rule", [LOWEST, RATIO, {"method": "linear", "price_weight": 60}], ids=str)
def test_a_price_at_the_ceiling_is_admitted(rule: Mapping[str, Any]) -> None:
    """3,000,000 with 10 % tax is 3,300,000.0000000005 in binary, and still not above 3,300,000."""
    stated = {**rule, "ceiling": 3300000, "tax_basis": "including", "tax_rate": 10}
    contest = rivals_of(stated, field([3.5e6, 3.6e6], own=0.01, common=0.01))
    at, above = contest.chances(np.array([3000000.0, 3000000.01]))
    assert at > 0.99
    assert above == 0


def test_tax_is_the_same_for_all() -> None:
    rivals = field()
    plain = rivals_of(RATIO, rivals).chances(PRICES)
    taxed = rivals_of({**RATIO, "tax_basis": "including", "tax_rate": 19, "prices": "including"}, rivals)
    assert taxed.chances(PRICES) == pytest.approx(plain, abs=1e-12)


def test_an_abnormally_low_price_loses() -> None:
    rule = {**LOWEST, "abnormally_low": {"method": "below_mean", "percent": 15, "consequence": "exclude"}}
    rivals = field(own=0.03, common=0.03)
    low, right, dear = rivals_of(rule, rivals).chances(np.array([0.8e6, 1.1e6, 1.5e6]))
    assert max(low, dear) < 0.01
    assert right > 0.9
    flagged = {**LOWEST, "abnormally_low": {"method": "below_mean", "percent": 15, "consequence": "flag"}}
    assert rivals_of(flagged, rivals).chances(np.array([0.8e6]))[0] > 0.99


def test_quality_ends_at_full_marks() -> None:
    """A rival at the top of the scale cannot get more than full marks, however uncertain it is."""
    rivals = field([1.2e6], quality=100.0, quality_sd=20.0)
    contest = rivals_of(RATIO, rivals, quality=100.0)
    assert contest.rated.max() == 100.0
    assert contest.chances(np.array([0.8e6]))[0] > 0.99


def test_an_unknown_quality_counts_as_ours() -> None:
    known = field(quality=82.0, quality_sd=0.0)
    unknown = replace(known, quality_mean=np.full(3, math.nan), quality_sd=np.full(3, math.nan))
    assert rivals_of(RATIO, unknown).chances(PRICES).tolist() == rivals_of(RATIO, known).chances(PRICES).tolist()


@pytest.mark.parametrize("rule", [*WITH_LIMIT, *RESCORED], ids=str)
@pytest.mark.parametrize("rivals", [field([]), field(bids=0.0)], ids=["no rivals", "none takes part"])
def test_alone_we_win_what_is_admitted(rule: Mapping[str, Any], rivals: Field) -> None:
    contest = rivals_of(rule, rivals, draws=300)
    # Two of the tests for abnormally low bids hold a single bid against the base, and rule prices below out.
    prices = np.array([1.3e6, 1.35e6])
    assert contest.chances(prices).tolist() == [1.0, 1.0]
    assert contest.ahead(1.3e6).tolist() == [1.0] * len(rivals.rivals)


def test_sampling_error_is_known() -> None:
    sampled, exact = rivals_of(RATIO), rivals_of(LOWEST)
    assert exact.standard_error(0.3) == 0.0
    assert sampled.standard_error(0.3) == pytest.approx(math.sqrt(0.21 / sampled.size))
    repeated = [rivals_of(RATIO, seed=seed, draws=1000).chances(np.array([1.2e6]))[0] for seed in range(200)]
    stated = rivals_of(RATIO, draws=1000).standard_error(float(np.mean(repeated)))
    assert float(np.std(repeated, ddof=1)) == pytest.approx(stated, rel=0.2)


def test_the_same_seed_gives_the_same_bids() -> None:
    one, two, other = rivals_of(RATIO), rivals_of(RATIO), rivals_of(RATIO, seed=2)
    assert (one.draws.prices == two.draws.prices).all()
    assert (one.draws.prices != other.draws.prices).any()

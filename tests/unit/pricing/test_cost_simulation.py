"""Costs that are drawn: against exact moments, with luck that is shared, and in any currency."""

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pricing.cost import Costs, quantiles, total
from pricing.cost.estimate import Estimate, estimate_of, multiple
from pricing.cost.quantiles import at_scores
from pricing.cost.simulation import Distribution, distribution, gaussian, simulate
from pricing.margin import gross_margin

D = Decimal

DRAWS = 20_000


def draw(
    costs: Costs, currency: str = "CNY", seed: int = 7, draws: int = DRAWS
) -> np.ndarray[Any, np.dtype[np.float64]]:
    return simulate(costs, currency, draws, np.random.Generator(np.random.PCG64(seed)))


def uncertain(number: int, common: str = "0", category: str = "x", **more: object) -> Costs:
    lines = [_line(f"L{at}", category) for at in range(number)]
    return Costs.model_validate({"lines": lines, "correlation": {"common": common}, **more})


def _line(identifier: str, category: str = "x") -> dict[str, object]:
    points = {"low": 900, "high": 1400}
    return {"id": identifier, "category": category, "unit_cost": 1000, "quantity": 3, "three_point": points}


points = st.tuples(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 1000)).map(sorted)
lines = st.builds(
    lambda at, three, shape, lam, quantity: {
        "id": f"L{at}",
        "unit_cost": three[1],
        "quantity": quantity,
        "category": "xy"[at % 2],
        "three_point": {"low": three[0], "high": three[2], "shape": shape, "lam": lam},
    },
    st.integers(0, 99),
    points,
    st.sampled_from(["pert", "triangular"]),
    st.integers(0, 20),
    st.integers(0, 9),
)
risks = st.builds(
    lambda three, chance: {
        "id": "R",
        "what": "w",
        "probability": chance,
        "impact": three[1],
        "three_point": {"low": three[0], "high": three[2]},
    },
    points,
    st.integers(0, 100),
)
all_costs = st.builds(
    lambda lines, risks, common: Costs.model_validate(
        {"lines": lines, "risks": risks, "correlation": {"common": str(common)}}
    ),
    st.lists(lines, max_size=5),
    st.lists(risks, max_size=3),
    st.sampled_from(["0", "0.3", "0.9", "1"]),
)


@settings(max_examples=60, deadline=None)
@given(all_costs, st.integers(0, 2**32))
def test_the_drawn_mean_is_the_exact_mean(costs: Costs, seed: int) -> None:
    drawn = draw(costs, seed=seed)
    error = float(drawn.std(ddof=1)) / math.sqrt(DRAWS)
    # Within 5.5 standard errors: wrong once in 26 million; what is published is rounded to cents.
    assert abs(float(drawn.mean()) - float(total(costs, "CNY").expected)) <= 5.5 * error + 0.02 * 10


@pytest.mark.parametrize("common", ["0", "0.2", "0.8", "1"])
def test_correlation_raises_the_spread_and_not_the_mean(common: str) -> None:
    drawn = draw(uncertain(6, common), draws=200_000)
    estimate = estimate_of(uncertain(1).lines[0])
    assert estimate is not None
    one = 3 * float(estimate.variance().sqrt())
    shared = stats.pearsonr(*_pair(common))[0]
    assert float(drawn.mean()) == pytest.approx(6 * 3 * 1050, rel=2e-3)
    assert float(drawn.std()) == pytest.approx(one * math.sqrt(6 + 30 * shared), rel=0.015)


def _pair(common: str) -> tuple[np.ndarray[Any, np.dtype[np.float64]], np.ndarray[Any, np.dtype[np.float64]]]:
    """Return two lines drawn together, by scipy's own beta quantiles of normal scores that are correlated."""
    rho = 2 * math.sin(math.pi * float(common) / 6)
    normal = np.random.default_rng(3).multivariate_normal([0, 0], [[1, rho], [rho, 1]], 100_000, method="eigh")
    beta = stats.beta(1.8, 4.2)
    return beta.ppf(stats.norm.cdf(normal[:, 0])), beta.ppf(stats.norm.cdf(normal[:, 1]))


@settings(max_examples=30, deadline=None)
@given(st.lists(lines, min_size=2, max_size=5))
def test_a_higher_correlation_never_narrows_the_spread(stated: list[Mapping[str, object]]) -> None:
    spreads = []
    for common in ("0", "0.5", "1"):
        costs = Costs.model_validate({"lines": stated, "correlation": {"common": common}})
        spreads.append(float(draw(costs).std()))
    assert spreads[0] <= spreads[1] * 1.06 <= spreads[2] * 1.06**2


@pytest.mark.parametrize(("category", "expected"), [("x", 0.7), ("y", 0.3)])
def test_the_stated_coefficient_is_the_rank_correlation(category: str, expected: float) -> None:
    """Two lines of one category by its own coefficient, two of different ones by that of all lines."""
    rng = np.random.Generator(np.random.PCG64(5))
    both = Costs.model_validate(
        {"lines": [_line("a"), _line("b", category)], "correlation": {"common": "0.3", "by_category": {"x": "0.7"}}}
    )
    first, second = _drawn_lines(both, rng)
    assert stats.spearmanr(first, second)[0] == pytest.approx(expected, abs=0.01)


def _drawn_lines(costs: Costs, rng: np.random.Generator) -> list[np.ndarray[Any, np.dtype[np.float64]]]:
    """Return each line as it is drawn inside the sum: the sum less what the other line alone would give."""
    seed = int(rng.integers(2**32))
    silent = [each.model_copy(update={"quantity": D(0)}) for each in costs.lines]
    ways = ((costs.lines[0], silent[1]), (silent[0], costs.lines[1]))
    return [draw(costs.model_copy(update={"lines": way}), seed=seed, draws=100_000) for way in ways]


def test_ends_of_the_rank_correlation() -> None:
    assert gaussian(D(0)) == 0
    assert gaussian(D(1)) == pytest.approx(1)


def test_scaling_the_currency_scales_the_cost_alone() -> None:
    def scaled(factor: int) -> Costs:
        line = {**_line("a"), "unit_cost": 1000 * factor, "three_point": {"low": 900 * factor, "high": 1400 * factor}}
        risk = {"id": "r", "what": "w", "probability": 30, "impact": 500 * factor}
        return Costs.model_validate({"lines": [line], "risks": [risk], "proportional": [{"id": "p", "percent": 2}]})

    one, hundred = distribution(scaled(1), "CNY", DRAWS, 3), distribution(scaled(100), "CNY", DRAWS, 3)
    for name in ("base", "mean", "sd", "p50", "p80", "contingency"):
        assert float(getattr(hundred, name)) == pytest.approx(100 * float(getattr(one, name)), abs=1.01)
    margins = [gross_margin(D(4000) * many, each.base, D("0.02")) for many, each in ((1, one), (100, hundred))]
    assert margins[0] == margins[1]


def test_a_foreign_line_costs_its_forward_rate() -> None:
    foreign = {**_line("a"), "currency": "EUR"}
    abroad = Costs.model_validate({"lines": [foreign], "forward_rates": {"EUR": {"rate": "8.25"}}})
    assert draw(abroad) == pytest.approx(8.25 * draw(uncertain(1)))


def test_the_same_seed_gives_the_same_figures_and_another_one_others() -> None:
    assert distribution(uncertain(3), "CNY", DRAWS, 5) == distribution(uncertain(3), "CNY", DRAWS, 5)
    assert distribution(uncertain(3), "CNY", DRAWS, 5) != distribution(uncertain(3), "CNY", DRAWS, 6)


def test_a_changed_figure_is_drawn_with_the_same_luck() -> None:
    before, after = uncertain(3), uncertain(3)
    dearer = after.lines[1].model_copy(update={"quantity": D("3.01")})
    moved = draw(after.model_copy(update={"lines": (after.lines[0], dearer, after.lines[2])})) - draw(before)
    assert np.all(moved > 8.9)
    assert np.all(moved < 14.1)


def test_p80_of_one_line_is_that_of_its_distribution() -> None:
    found = distribution(uncertain(1), "CNY", 400_000, 1)
    assert float(found.p80) == pytest.approx(3 * 1125.1293, rel=5e-4)
    assert (found.base, found.contingency) == (D("3000.00"), found.p80 - 3000)
    assert float(found.sd) == pytest.approx(3 * 86.6025, rel=5e-3)


def test_certain_costs_have_no_spread() -> None:
    certain = Costs.model_validate({"lines": [{"id": "a", "unit_cost": "12.34", "quantity": 2}]})
    cost, nought = D("24.68"), D("0.00")
    assert distribution(certain, "CNY", 100) == Distribution(cost, cost, nought, cost, cost, nought, draws=100, seed=1)


def test_a_risk_comes_about_as_often_as_it_is_said_to() -> None:
    risk = {"id": "r", "what": "w", "probability": 25, "impact": 100}
    drawn = draw(Costs.model_validate({"risks": [risk]}), draws=100_000)
    assert set(np.unique(drawn)) == {0.0, 100.0}
    assert float(drawn.mean()) == pytest.approx(25, abs=5.5 * 100 * math.sqrt(0.25 * 0.75 / 100_000))


def test_the_sum_of_independent_lines_has_the_sum_of_their_variances() -> None:
    costs = uncertain(5)
    estimate = estimate_of(costs.lines[0])
    assert estimate is not None
    variance = 5 * float(multiple(costs.lines[0])) ** 2 * float(estimate.variance())
    assert float(draw(costs, draws=200_000).var()) == pytest.approx(variance, rel=0.02)


@pytest.mark.parametrize("estimate", [Estimate(D(0), D(3), D(10)), Estimate(D(0), D(0), D(10), "triangular")])
def test_a_draw_is_what_interpolation_gives_to_the_bit(estimate: Estimate) -> None:
    low, likely, high = float(estimate.low), float(estimate.likely), float(estimate.high)
    table = quantiles._table(estimate.shape, (likely - low) / (high - low), float(estimate.lam))
    drawn = np.random.default_rng(1).standard_normal(5_000)
    steps = (table.scores, np.nextafter(table.scores, -9), np.nextafter(table.scores, 9))
    scores = np.concatenate((drawn, *steps, np.array([-20.0, 20.0])))
    expected = low + (high - low) * np.interp(scores, table.scores, table.parts)
    assert np.array_equal(at_scores(estimate, scores), expected)

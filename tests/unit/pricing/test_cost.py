"""Costs that are stated: exact totals, moments of three points, published examples computed two ways."""

import itertools
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from pricing.cost import Costs, Estimate, NoForwardRate, total
from pricing.cost.model import Shape
from pricing.cost.quantiles import quantile

D = Decimal

EUR_ONLY: Mapping[str, object] = {"EUR": {"rate": "8.25"}}


def costs(**parts: object) -> Costs:
    return Costs.model_validate({"forward_rates": EUR_ONLY, **parts})


def line(identifier: str, unit_cost: object, quantity: object = 1, **more: object) -> dict[str, object]:
    return {"id": identifier, "unit_cost": unit_cost, "quantity": quantity, **more}


def test_lines_are_rounded_half_up_in_their_currency_and_again_when_converted() -> None:
    found = total(costs(lines=[line("a", "0.335", 3), line("b", "0.335", 3, currency="EUR")]), "CNY")
    assert [each.own_amount for each in found.lines] == [D("1.01"), D("1.01")]  # 1.005, halves up
    assert [each.amount for each in found.lines] == [D("1.01"), D("8.33")]  # 1.01 x 8.25 = 8.3325
    assert found.base == D("9.34")


@pytest.mark.parametrize(("currency", "base"), [("CNY", "2.35"), ("JPY", "2"), ("KWD", "2.345")])
def test_a_total_has_its_currency_s_minor_units(currency: str, base: str) -> None:
    assert str(total(Costs.model_validate({"lines": [line("a", "2.345")]}), currency).base) == base


def test_totals_by_category_risk_and_share() -> None:
    found = total(
        costs(
            lines=[line("a", 100, 2, category="x"), line("b", 10, category="y"), line("c", 1, category="x")],
            risks=[
                {"id": "r", "what": "w", "probability": 20, "impact": 1000},
                {"id": "s", "what": "w", "probability": 50, "impact": 9, "three_point": {"low": 0, "high": 18}},
                {"id": "t", "what": "w", "probability": 10, "impact": 100, "currency": "EUR"},
            ],
            proportional=[{"id": "p", "percent": "1.5"}, {"id": "q", "percent": 2}],
        ),
        "CNY",
    )
    assert found.by_category == {"x": D("201.00"), "y": D("10.00")}
    assert (found.base, found.expected_lines) == (D("211.00"), D("211.00"))
    assert [each.impact for each in found.risks] == [D("1000.00"), D("9.00"), D("825.00")]
    assert [each.expected for each in found.risks] == [D("200.00"), D("4.50"), D("82.50")]
    assert (found.expected_risk, found.expected, found.share) == (D("287.00"), D("498.00"), D("0.035"))


def test_three_points_stand_around_the_unit_or_the_whole_line() -> None:
    unit = line("a", 10, 4, three_point={"low": 9, "high": 17})
    whole = line("b", 10, 4, three_point={"low": 36, "high": 68, "of": "line"})
    other = line("c", 10, 4, three_point={"low": 9, "likely": 12, "high": 17, "shape": "triangular"})
    found = [total(costs(lines=[each]), "CNY").expected_lines for each in (unit, whole, other)]
    assert found == [D("44.00"), D("44.00"), D("50.67")]
    assert total(costs(lines=[other]), "CNY").base == D("40.00")


def test_a_cost_without_a_rate_is_refused() -> None:
    for part in ({"lines": [line("a", 1, currency="USD")]}, {"risks": [_risk("USD")]}):
        with pytest.raises(NoForwardRate, match="no forward rate for USD, in which a stands"):
            total(costs(**part), "CNY")


def _risk(currency: str) -> dict[str, object]:
    return {"id": "a", "what": "w", "probability": 1, "impact": 1, "currency": currency}


def test_the_largest_figures_that_a_record_can_hold_stay_exact() -> None:
    most = "999999999999999.999999999"
    found = total(
        costs(lines=[line("a", most, most, currency="EUR")], forward_rates={"EUR": {"rate": most[:15]}}), "CNY"
    )
    own = Fraction(most) ** 2
    rounded = Fraction(int(own * 100 + Fraction(1, 2)), 100)
    assert Fraction(found.base) == rounded * 999999999999999


def test_o3_pert_three_point_estimate() -> None:
    estimate = Estimate(D(900), D(1000), D(1400))
    assert estimate.mean() == 1050
    assert float(estimate.variance().sqrt()) == pytest.approx(86.6025, abs=5e-5)
    assert quantile(estimate, 0.8) == pytest.approx(1125.1293, abs=1e-3)
    beta = stats.beta(1 + 4 * 0.2, 1 + 4 * 0.8, loc=900, scale=500)
    assert quantile(estimate, 0.8) == pytest.approx(beta.ppf(0.8), abs=1e-3)


@pytest.mark.parametrize("lam", ["0", "0.5", "1", "4", "17", "1000"])
@pytest.mark.parametrize("likely", ["0", "0.01", "0.3", "0.5", "1"])
def test_pert_is_the_beta_distribution(lam: str, likely: str) -> None:
    estimate = Estimate(D(0), D(likely), D(1), "pert", D(lam))
    beta = stats.beta(1 + float(lam) * float(likely), 1 + float(lam) * (1 - float(likely)))
    assert float(estimate.mean()) == pytest.approx(beta.mean(), rel=1e-12)
    assert float(estimate.variance()) == pytest.approx(beta.var(), rel=1e-10)
    for chance in (1e-4, 0.01, 0.2, 0.5, 0.8, 0.99, 1 - 1e-4):
        assert quantile(estimate, chance) == pytest.approx(beta.ppf(chance), abs=1e-6)


@pytest.mark.parametrize("likely", ["2", "2.5", "5", "8", "10"])
def test_triangular_is_the_triangle(likely: str) -> None:
    estimate = Estimate(D(2), D(likely), D(10), "triangular")
    triangle = stats.triang((float(likely) - 2) / 8, loc=2, scale=8)
    assert float(estimate.mean()) == pytest.approx(triangle.mean())
    assert float(estimate.variance()) == pytest.approx(triangle.var())
    for chance in (1e-4, 0.2, 0.5, 0.8, 1 - 1e-4):
        assert quantile(estimate, chance) == pytest.approx(triangle.ppf(chance), abs=1e-5)


def test_pert_s_moments_are_those_of_its_density() -> None:
    estimate = Estimate(D(20), D(25), D(60), "pert", D(6))
    alpha, beta = 1 + 6 * 5 / 40, 1 + 6 * 35 / 40

    def moment(power: int) -> float:
        def weighed(x: float) -> float:
            part = (x - 20) / 40
            return float(x**power * part ** (alpha - 1) * (1 - part) ** (beta - 1))

        return float(integrate.quad(weighed, 20, 60)[0])

    mean = moment(1) / moment(0)
    assert float(estimate.mean()) == pytest.approx(mean)
    assert float(estimate.variance()) == pytest.approx(moment(2) / moment(0) - mean**2)


def test_certain_points_are_certain() -> None:
    shapes: tuple[Shape, ...] = ("pert", "triangular")
    for shape in shapes:
        estimate = Estimate(D(5), D(5), D(5), shape)
        assert (estimate.mean(), estimate.variance()) == (D(5), D(0))
        assert quantile(estimate, 0.9) == 5


# TenStep, "Use Expected Monetary Value (EMV) to Create a Risk Contingency Budget": six risks of 118,000 in all need
# 33,500. https://tenstep.com/use-expected-monetary-value-emv-to-create-a-risk-contingency-budget/
TENSTEP = {"A": (80, 10000), "B": (30, 30000), "C": (50, 8000), "D": (10, 40000), "E": (30, 20000), "F": (25, 10000)}


def test_published_contingency_of_six_risks() -> None:
    risks = [{"id": name, "what": name, "probability": p, "impact": cost} for name, (p, cost) in TENSTEP.items()]
    found = total(costs(risks=risks), "USD")
    assert sum(each.impact for each in found.risks) == 118000
    assert [each.expected for each in found.risks] == [8000, 9000, 4000, 4000, 6000, 2500]
    assert found.expected_risk == 33500
    assert found.expected_risk == _mean_over_all_outcomes()


def _mean_over_all_outcomes() -> Fraction:
    """Return the mean cost by writing out all 64 ways in which the six events can turn out."""
    mean = Fraction(0)
    for happens in itertools.product((False, True), repeat=len(TENSTEP)):
        weight, cost = Fraction(1), 0
        for yes, (chance, impact) in zip(happens, TENSTEP.values(), strict=True):
            weight *= Fraction(chance, 100) if yes else Fraction(100 - chance, 100)
            cost += impact * yes
        mean += weight * cost
    return mean


amounts = st.decimals(min_value=0, max_value=10**9, places=4)
quantities = st.decimals(min_value=0, max_value=10**4, places=2)


@given(st.lists(st.tuples(quantities, amounts, st.sampled_from(["CNY", "EUR"])), max_size=8))
def test_the_base_is_the_sum_of_rounded_lines(found: list[tuple[D, D, str]]) -> None:
    lines = [line(f"L{at}", cost, many, currency=code) for at, (many, cost, code) in enumerate(found)]
    expected = Fraction(0)
    for many, cost, code in found:
        own = _half_up(Fraction(many) * Fraction(cost))
        expected += _half_up(own * Fraction("8.25")) if code == "EUR" else own
    assert Fraction(total(costs(lines=lines), "CNY").base) == expected


def _half_up(amount: Fraction) -> Fraction:
    return Fraction((amount * 200 + 1) // 2, 100)


@given(st.lists(amounts, min_size=3, max_size=3), st.sampled_from(["pert", "triangular"]), st.integers(0, 50))
def test_moments_scale_and_lie_between_the_ends(points: list[D], shape: Shape, lam: int) -> None:
    low, likely, high = sorted(points)
    one = Estimate(low, likely, high, shape, D(lam))
    ten = Estimate(low * 10, likely * 10, high * 10, shape, D(lam))
    assert low <= one.mean() <= high
    assert 0 <= one.variance() <= ((high - low) / 2) ** 2
    assert abs(ten.mean() - 10 * one.mean()) <= D("1e-20") * high
    assert abs(ten.variance() - 100 * one.variance()) <= D("1e-20") * high**2
    rises = [quantile(one, float(chance)) for chance in np.linspace(0.001, 0.999, 21)]
    assert rises == sorted(rises)
    assert float(low) <= rises[0] <= rises[-1] <= float(high)

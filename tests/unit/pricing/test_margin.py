"""Margin, markup, waterfall, payment terms, warranty: oracles, published examples computed two ways, properties."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.margin import (
    NoSuchPrice,
    Payment,
    Reduction,
    break_even,
    equivalent_uplift,
    financing_cost,
    gross_margin,
    gross_profit,
    margin_for_markup,
    markup,
    markup_for_margin,
    present_value,
    present_value_factor,
    price_for_margin,
    total_cost,
    warranty_by_failures,
    warranty_by_rate,
    waterfall,
)

D = Decimal

TINY = D("1e-20")  # what is compared here is computed in 28 digits
SHARES = D("0.02") + D("0.015") + D("0.005")


def test_o1_price_for_a_margin_with_proportional_costs() -> None:
    cost = D(1000000)
    price = price_for_margin(cost, D("0.2"), SHARES, "CNY")
    assert price == D("1315789.47")
    assert float(markup(price, total_cost(price, cost, SHARES))) == pytest.approx(0.25, abs=1e-8)
    assert float(markup(price, cost)) == pytest.approx(0.315789, abs=5e-7)
    assert float(gross_profit(price, cost, SHARES)) == pytest.approx(263157.89, abs=0.01)
    iterated = 0.0
    for _ in range(200):  # the second way: a price that pays for what depends on it
        iterated = 1000000 + iterated * (0.2 + 0.04)
    assert float(price) == pytest.approx(iterated, abs=0.006)


def test_o13_payment_terms() -> None:
    terms = [Payment(D(0), D("0.3")), Payment(D(8), D("0.6")), Payment(D(20), D("0.1"))]
    rate = D("0.08")
    assert float(present_value_factor(terms, rate)) == pytest.approx(0.957954, abs=5e-7)
    assert float(100 * financing_cost(terms, rate)) == pytest.approx(4.2046, abs=5e-5)
    assert float(100 * equivalent_uplift(terms, rate)) == pytest.approx(4.3892, abs=5e-5)
    by_logarithms = sum(float(each.size) * math.exp(-math.log1p(0.08) * float(each.months) / 12) for each in terms)
    assert float(present_value_factor(terms, rate)) == pytest.approx(by_logarithms, abs=1e-14)


def test_published_markup_and_margin() -> None:
    """Cost 125 and a margin of 20 % give 156.25, which is a markup of 25 %. https://e-calculators.com/markup/"""
    price = price_for_margin(D(125), D("0.2"), currency="USD")
    assert price == D("156.25")
    assert (gross_profit(price, D(125)), markup(price, D(125))) == (D("31.25"), D("0.25"))
    assert Fraction(price) == Fraction(125) * (1 + Fraction(1, 4))
    assert (markup_for_margin(D("0.2")), margin_for_markup(D("0.25"))) == (D("0.25"), D("0.2"))


def test_published_pocket_price() -> None:
    """List 7,000 less 10 % and 5 % of list leave 5,950. https://accountingtools.com/articles/pocket-price"""
    found = waterfall(
        D(7000), [Reduction("volume", D("0.1"), "list"), Reduction("promotion", D("0.05"), "list")], "USD"
    )
    assert [(step.taken, step.left) for step in found.steps] == [(D(700), D(6300)), (D(350), D(5950))]
    assert found.pocket_price == 5950
    assert Fraction(found.pocket_price) == 7000 * (1 - Fraction(15, 100))


def test_published_stacked_discounts() -> None:
    """A discount of 10 % and then 5 % are not 15 %: 500 x 0.90 x 0.95. https://pryse.ai/blog/price-waterfall-formula"""
    found = waterfall(D(500), [Reduction("volume", D("0.1"), "rest"), Reduction("promotion", D("0.05"), "rest")], "USD")
    assert Fraction(found.invoice_price) == 500 * Fraction(9, 10) * Fraction(95, 100)


def test_published_present_value_of_a_mixed_stream() -> None:
    """Gitman, Principles of Managerial Finance, ch. 4, table 4.4, Frey Company: 1,904.76 by calculator at 9 %."""
    stream = [Payment(D(12 * year), D(size)) for year, size in enumerate((400, 800, 500, 400, 300), start=1)]
    found = present_value(stream, D("0.09"))
    assert round(found, 2) == D("1904.76")
    backwards = Fraction(0)
    for payment in reversed(stream):
        backwards = (backwards + Fraction(payment.size)) / Fraction(109, 100)
    assert float(found) == pytest.approx(float(backwards), abs=1e-12)


def test_published_present_value_with_a_payment_today() -> None:
    """750 now, 2,450, 3,175 and 4,400 after one to three years at 8 % are worth 9,233 (Brigham and Houston's form).

    https://edms.ncdmb.gov.ng/light/29392842
    """
    stream = [Payment(D(12 * year), D(size)) for year, size in enumerate((750, 2450, 3175, 4400))]
    assert round(present_value(stream, D("0.08"))) == 9233
    assert float(present_value(stream, D("0.08"))) == pytest.approx(750 + 2268.52 + 2722.05 + 3492.86, abs=0.01)


def test_published_cost_of_trade_credit() -> None:
    """2/20 net 40, paid on day 30, costs 109.05 % a year: at that rate 100 ten days later are worth 98.

    https://www.analystforum.com/t/trade-credit-terms/78050
    """
    ten_days = [Payment(12 * D(10) / 365, D(100))]
    assert float(present_value(ten_days, D("1.0905"))) == pytest.approx(98, abs=0.001)
    yearly = (100 / 98) ** 36.5 - 1
    assert yearly == pytest.approx(1.0905, abs=5e-5)


def test_published_warranty_provision() -> None:
    """Warranty of 4 % on sales of 7,500,000 is 300,000; 124,800 spent leave 175,200.

    Safe Locks Security Door, a lecture on warranty expense (course-building, Financial Accounting, transcript).
    """
    provision = warranty_by_rate(D(7500000), D("0.04"), "USD")
    assert provision == 300000
    assert Fraction(provision) - 124800 == Fraction(7500000 * 4, 100) - 124800 == 175200


def test_warranty_by_failures_is_discounted_month_by_month() -> None:
    found = warranty_by_failures(D("5.4"), D(3400), 24, D("0.045"), "CNY")
    undiscounted = 5.4 * 2 * 3400
    force = math.log1p(0.045)
    continuous = 5.4 * 3400 * (1 - math.exp(-2 * force)) / force  # the second way: failures at any moment
    assert float(found) == pytest.approx(continuous, rel=1e-5)
    assert float(found) < undiscounted
    assert warranty_by_failures(D("5.4"), D(3400), 24, D(0), "CNY") == D("36720.00")


def test_the_invoice_comes_before_the_pocket() -> None:
    found = waterfall(
        D("1000.00"),
        [
            Reduction("freight", D("20.004"), on_invoice=False),
            Reduction("project discount", D("0.12"), "list"),
            Reduction("cash discount", D("0.02"), "rest"),
        ],
        "CNY",
    )
    assert [step.name for step in found.steps] == ["project discount", "cash discount", "freight"]
    assert (found.invoice_price, found.pocket_price) == (D("862.40"), D("842.40"))
    assert found.list_price - sum(step.taken for step in found.steps) == found.pocket_price


@pytest.mark.parametrize(("margin", "share"), [("1", "0"), ("0.5", "0.5"), ("0.7", "0.4"), ("0", "1")])
def test_no_price_where_nothing_is_left_for_the_cost(margin: str, share: str) -> None:
    with pytest.raises(NoSuchPrice, match="leave nothing for the cost"):
        price_for_margin(D(100), D(margin), D(share))


def test_break_even_leaves_neither_profit_nor_loss() -> None:
    price = break_even(D("2538931.00"), D("0.0363"))
    assert abs(gross_profit(price, D("2538931.00"), D("0.0363"))) < TINY


costs = st.decimals(min_value=1, max_value=10**12, places=2)
margins = st.decimals(min_value=D("-0.5"), max_value=D("0.6"), places=4)
shares = st.decimals(min_value=0, max_value=D("0.35"), places=4)


@given(costs, margins, shares)
def test_gross_margin_inverts_the_price_for_it(cost: D, margin: D, share: D) -> None:
    exact = price_for_margin(cost, margin, share)
    assert abs(gross_margin(exact, cost, share) - margin) < TINY
    published = price_for_margin(cost, margin, share, "CNY")
    assert abs(published - exact) <= D("0.005")
    assert abs(gross_margin(published, cost, share) - margin) <= D("0.0051") * (1 - margin - share) / published


@given(costs, margins, shares)
def test_margin_and_markup_are_two_views_of_one_price(cost: D, margin: D, share: D) -> None:
    price = price_for_margin(cost, margin, share)
    over_all = markup(price, total_cost(price, cost, share))
    assert abs(over_all - markup_for_margin(margin)) < TINY
    assert abs(margin_for_markup(over_all) - margin) < TINY
    assert markup(price, cost) >= over_all - TINY


@given(costs, margins, shares, st.integers(1, 10**6))
def test_scaling_the_currency_scales_prices_and_not_margins(cost: D, margin: D, share: D, factor: int) -> None:
    one, many = price_for_margin(cost, margin, share), price_for_margin(cost * factor, margin, share)
    assert abs(many / one - factor) < TINY * factor
    assert abs(gross_margin(many, cost * factor, share) - gross_margin(one, cost, share)) < TINY


payments = st.lists(st.builds(Payment, st.integers(0, 60).map(D), st.integers(1, 10**6).map(D)), min_size=1, max_size=6)


@given(payments, st.decimals(min_value=0, max_value=1, places=3))
def test_waiting_never_adds_value(terms: list[Payment], rate: D) -> None:
    factor = present_value_factor(terms, rate)
    assert 0 < factor <= 1
    assert abs((1 + equivalent_uplift(terms, rate)) * factor - 1) < TINY
    assert abs(financing_cost(terms, rate) + factor - 1) < TINY


reductions = st.lists(
    st.builds(
        Reduction,
        st.just("x"),
        st.decimals(min_value=0, max_value=D("0.3"), places=3),
        st.sampled_from(["amount", "list", "rest"]),
        st.booleans(),
    ),
    max_size=6,
)


@given(st.decimals(min_value=1, max_value=10**9, places=2), reductions)
def test_a_waterfall_loses_nothing_on_its_way(list_price: D, taken: list[Reduction]) -> None:
    found = waterfall(list_price, taken, "CNY")
    assert list_price - sum((step.taken for step in found.steps), D(0)) == found.pocket_price
    assert found.pocket_price <= found.invoice_price <= list_price

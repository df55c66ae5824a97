"""Margin and markup, the price for a margin, the price waterfall, payment terms and warranty, all exact.

Shares are fractions (0.25 is 25 %). Gross margin is of the price excluding tax, markup of the cost; the two are
never called by one name. `share` is what all costs that are proportional to the price take of it.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from typing import Literal, NamedTuple

from pricing.money import rounded

_PLACES = 50  # of work; what is published is rounded to minor units
_NONE = Decimal(0)


class NoSuchPrice(ValueError):  # noqa: N818 - it says what happened
    """Raised where margin and proportional costs leave nothing of the price for the cost."""


def total_cost(price: Decimal, cost: Decimal, share: Decimal = _NONE) -> Decimal:
    """Return the cost with everything that is proportional to the price."""
    with localcontext(prec=_PLACES):
        return cost + share * price


def gross_profit(price: Decimal, cost: Decimal, share: Decimal = _NONE) -> Decimal:
    """Return what a price leaves after all costs."""
    with localcontext(prec=_PLACES):
        return price - total_cost(price, cost, share)


def gross_margin(price: Decimal, cost: Decimal, share: Decimal = _NONE) -> Decimal:
    """Return gross profit as a share of the price."""
    with localcontext(prec=_PLACES):
        return gross_profit(price, cost, share) / price


def markup(price: Decimal, cost: Decimal) -> Decimal:
    """Return what a price adds to a cost, as a share of that cost: the base cost, or `total_cost`."""
    with localcontext(prec=_PLACES):
        return price / cost - 1


def markup_for_margin(margin: Decimal) -> Decimal:
    """Return the markup on total cost that is this gross margin: m / (1 - m)."""
    with localcontext(prec=_PLACES):
        return margin / (1 - margin)


def margin_for_markup(over_cost: Decimal) -> Decimal:
    """Return the gross margin that is this markup on total cost: u / (1 + u)."""
    with localcontext(prec=_PLACES):
        return over_cost / (1 + over_cost)


def price_for_margin(cost: Decimal, margin: Decimal, share: Decimal = _NONE, currency: str | None = None) -> Decimal:
    """Return the price that leaves a gross margin: P = C / (1 - m - k), at the currency's minor units if one is given.

    Raises NoSuchPrice where margin and share together take the whole price.
    """
    with localcontext(prec=_PLACES):
        left = 1 - margin - share
        if left <= 0:
            raise NoSuchPrice(f"a margin of {margin:%} and costs of {share:%} of the price leave nothing for the cost")
        price = cost / left
        return price if currency is None else rounded(price, currency)


def break_even(cost: Decimal, share: Decimal = _NONE, currency: str | None = None) -> Decimal:
    """Return the price that leaves neither profit nor loss, or raise NoSuchPrice."""
    return price_for_margin(cost, _NONE, share, currency)


class Reduction(NamedTuple):
    """Something that takes from the price: an amount, or a share of the list price or of what is left of it."""

    name: str
    size: Decimal
    of: Literal["amount", "list", "rest"] = "amount"
    on_invoice: bool = True
    """Whether the customer's invoice shows it; rebates, freight and late payment come after."""


class Step(NamedTuple):
    """One step of the waterfall: what it takes, and what is left."""

    name: str
    taken: Decimal
    left: Decimal


class Waterfall(NamedTuple):
    """The way from list price over invoice price to pocket price."""

    list_price: Decimal
    steps: tuple[Step, ...]
    invoice_price: Decimal
    pocket_price: Decimal


def waterfall(list_price: Decimal, reductions: Sequence[Reduction], currency: str) -> Waterfall:
    """Take reductions from a list price, those on the invoice first, each rounded to the currency's minor units."""
    ordered = sorted(reductions, key=lambda each: not each.on_invoice)
    left, invoice, steps = list_price, list_price, list[Step]()
    for each in ordered:
        base = {"amount": Decimal(1), "list": list_price, "rest": left}[each.of]
        with localcontext(prec=_PLACES):
            taken = rounded(each.size * base, currency)
            left -= taken
        steps.append(Step(each.name, taken, left))
        invoice = left if each.on_invoice else invoice
    return Waterfall(list_price, tuple(steps), invoice, left)


class Payment(NamedTuple):
    """A payment: how many months from now, and how much (an amount, or a share of the price)."""

    months: Decimal
    size: Decimal


def present_value(payments: Iterable[Payment], annual_rate: Decimal) -> Decimal:
    """Return what payments are worth now at an effective annual rate: the sum of size / (1 + r)^(months / 12)."""
    with localcontext(prec=_PLACES):
        growth = 1 + annual_rate
        return sum((each.size / growth ** (each.months / 12) for each in payments), Decimal(0))


def present_value_factor(payments: Sequence[Payment], annual_rate: Decimal) -> Decimal:
    """Return the present value of payments as a share of their sum."""
    with localcontext(prec=_PLACES):
        return present_value(payments, annual_rate) / sum((each.size for each in payments), Decimal(0))


def financing_cost(payments: Sequence[Payment], annual_rate: Decimal) -> Decimal:
    """Return what waiting for the payments costs, as a share of the price."""
    with localcontext(prec=_PLACES):
        return 1 - present_value_factor(payments, annual_rate)


def equivalent_uplift(payments: Sequence[Payment], annual_rate: Decimal) -> Decimal:
    """Return by which share the price would have to rise to be worth as much as cash now."""
    with localcontext(prec=_PLACES):
        return 1 / present_value_factor(payments, annual_rate) - 1


def warranty_by_rate(base: Decimal, rate: Decimal, currency: str) -> Decimal:
    """Return a warranty provision as a rate of a base, such as the cost of the machines or the price."""
    with localcontext(prec=_PLACES):
        return rounded(base * rate, currency)


def warranty_by_failures(
    failures_per_year: Decimal, cost_per_failure: Decimal, months: int, annual_rate: Decimal, currency: str
) -> Decimal:
    """Return the present value of the failures of a warranty period, each month's at the middle of it."""
    with localcontext(prec=_PLACES):
        each = failures_per_year / 12 * cost_per_failure
        middles = (Payment(Decimal(month) + Decimal("0.5"), each) for month in range(months))
        return rounded(present_value(middles, annual_rate), currency)

"""Rules of the costs: what is added up has a rate, what is uncertain has ordered points, what is shared has a sum."""

from collections.abc import Iterator
from decimal import Decimal

from bidkit.checks.finding import FieldPath, Finding
from bidkit.checks.repeats import repeated_ids
from bidkit.deal import Deal, House
from pricing.cost.estimate import Estimate, estimate_of
from pricing.cost.model import CostLine, Risk

_COSTS = ("costs",)


def cost_ids_differ(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that no cost line, risk or proportional cost stands twice."""
    if deal.costs:
        yield from repeated_ids((*_COSTS, "lines"), deal.costs.lines)
        yield from repeated_ids((*_COSTS, "risks"), deal.costs.risks)
        yield from repeated_ids((*_COSTS, "proportional"), deal.costs.proportional)


def costs_have_a_currency(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Warn of costs in no currency, and ask for a forward rate of every one that is not the record's."""
    if deal.costs is None:
        return
    if deal.currency is None:
        if deal.expected_value is None:  # otherwise that amount has asked for it
            message = "`costs` are given, but the record names no currency"
            yield Finding(_COSTS, message, "Add `currency:`; until then no price can be made of them.", "warning")
        return
    rates = deal.costs.forward_rates
    for path, item in _stated(deal):
        if item.currency not in (None, deal.currency, *rates):
            hint = f"Add it under `costs.forward_rates`: `{item.currency}: {{rate: ..., source: ..., date: ...}}`."
            yield Finding((*path, "currency"), f"`{item.id}` is in {item.currency}, which has no forward rate", hint)
    if deal.currency in rates:
        message = f"{deal.currency} is the record's own currency and has no forward rate"
        yield Finding((*_COSTS, "forward_rates", deal.currency), message, "Delete it.")


def three_points_rise(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that low <= likely <= high, where likely is the stated figure itself if it is left out."""
    for path, item in _stated(deal):
        estimate = estimate_of(item)
        if estimate and not estimate.ordered:
            yield _disorder((*path, "three_point"), item, estimate)


def _disorder(path: FieldPath, item: CostLine | Risk, estimate: Estimate) -> Finding:
    low, likely, high = (f"{each:f}" for each in estimate[:3])
    side, bound, where = ("low", low, "above") if estimate.low > estimate.likely else ("high", high, "below")
    hint = "Write low, likely and high so that they rise; `likely` is the stated figure where it is left out."
    return Finding((*path, side), f"`{item.id}`: {side} {bound} lies {where} the most likely {likely}", hint)


def shares_leave_something_of_the_price(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that the costs proportional to the price take less than all of it."""
    shares = deal.costs.proportional if deal.costs else ()
    taken = sum((each.percent for each in shares), Decimal(0))
    if taken >= 100:
        hint = "Give each as a percentage of the price; below 100 together, or no price can cover the cost."
        message = f"the costs proportional to the price take {taken} percent of it"
        yield Finding((*_COSTS, "proportional"), message, hint)


def percentages_are_not_fractions(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Warn of a probability that was probably written as a fraction."""
    for index, risk in enumerate(deal.costs.risks if deal.costs else ()):
        if 0 < risk.probability < 1:
            message = f"`{risk.id}` has a probability of {risk.probability} percent"
            hint = f"Write {(risk.probability * 100).normalize():f} where {risk.probability} of one was meant."
            yield Finding((*_COSTS, "risks", index, "probability"), message, hint, "warning")


def correlation_fits(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that categories with a correlation exist, and hang together at least as strongly as all lines do."""
    if deal.costs is None:
        return
    categories = sorted({line.category for line in deal.costs.lines})
    for name, coefficient in deal.costs.correlation.by_category.items():
        path = (*_COSTS, "correlation", "by_category", name)
        if name not in categories:
            hint = f"The categories are: {', '.join(categories) or 'none yet'}."
            yield Finding(path, f"no cost line has the category `{name}`", hint)
        elif coefficient < deal.costs.correlation.common:
            message = f"`{name}`: {coefficient} is below the correlation {deal.costs.correlation.common} of all lines"
            yield Finding(path, message, "Write a higher figure here, or a lower one under `common`.")


def _stated(deal: Deal) -> Iterator[tuple[FieldPath, CostLine | Risk]]:
    if deal.costs:
        yield from (((*_COSTS, "lines", index), line) for index, line in enumerate(deal.costs.lines))
        yield from (((*_COSTS, "risks", index), risk) for index, risk in enumerate(deal.costs.risks))


COST_RULES = (
    cost_ids_differ,
    costs_have_a_currency,
    three_points_rise,
    shares_leave_something_of_the_price,
    percentages_are_not_fractions,
    correlation_fits,
)

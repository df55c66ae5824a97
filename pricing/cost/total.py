"""Exact totals of costs: by line, by category, base cost, expected cost, share of the price."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from pricing.cost.estimate import line_amount, mean_of
from pricing.cost.model import CostLine, Costs, Risk
from pricing.money import EXACT, rounded


class NoForwardRate(LookupError):  # noqa: N818 - it says what is absent
    """Raised where a cost is in a currency for which no forward rate is stated."""


@dataclass(frozen=True, slots=True)
class LineTotal:
    """A cost line multiplied out: in its own currency, and converted."""

    line: CostLine
    currency: str
    own_amount: Decimal
    """Quantity times unit cost, rounded to the minor units of the line's currency."""
    rate: Decimal
    amount: Decimal
    """The rounded amount converted and rounded again, so that both can be checked on paper."""


@dataclass(frozen=True, slots=True)
class RiskTotal:
    """A risk event, and what it costs on average."""

    risk: Risk
    rate: Decimal
    impact: Decimal
    """The stated impact, converted."""
    expected: Decimal
    """Probability times the mean of the impact, converted and rounded."""


@dataclass(frozen=True, slots=True)
class Total:
    """What costs add up to, in the currency of the deal."""

    currency: str
    lines: tuple[LineTotal, ...]
    risks: tuple[RiskTotal, ...]
    by_category: Mapping[str, Decimal]
    base: Decimal
    """The sum of the rounded line totals."""
    expected_lines: Decimal
    """The mean of the lines, their three-point estimates included."""
    expected_risk: Decimal
    """The sum of the risks' rounded expected costs."""
    share: Decimal
    """All costs that are proportional to the price, as a fraction of it."""

    @property
    def expected(self) -> Decimal:
        """The mean of everything that does not depend on the price."""
        return self.expected_lines + self.expected_risk


def rate_of(costs: Costs, item: CostLine | Risk, currency: str) -> Decimal:
    """Return what one unit of an item's currency is in the deal's, or raise NoForwardRate."""
    own = item.currency or currency
    if own == currency:
        return Decimal(1)
    if own not in costs.forward_rates:
        raise NoForwardRate(f"no forward rate for {own}, in which {item.id} stands")
    return costs.forward_rates[own].rate


def total(costs: Costs, currency: str) -> Total:
    """Add costs up in a currency, rounding halves up at each line, or raise NoForwardRate."""
    with localcontext(EXACT):
        lines = tuple(_line(costs, line, currency) for line in costs.lines)
        risks = tuple(_risk(costs, risk, currency) for risk in costs.risks)
        mean = sum((mean_of(each.line) * each.rate for each in lines), Decimal(0))
        return Total(
            currency=currency,
            lines=lines,
            risks=risks,
            by_category=_by_category(lines),
            base=sum((each.amount for each in lines), Decimal(0)),
            expected_lines=rounded(mean, currency),
            expected_risk=sum((each.expected for each in risks), Decimal(0)),
            share=sum((each.percent for each in costs.proportional), Decimal(0)) / 100,
        )


def _line(costs: Costs, line: CostLine, currency: str) -> LineTotal:
    own, rate = line.currency or currency, rate_of(costs, line, currency)
    own_amount = rounded(line_amount(line), own)
    return LineTotal(line, own, own_amount, rate, rounded(own_amount * rate, currency))


def _risk(costs: Costs, risk: Risk, currency: str) -> RiskTotal:
    rate = rate_of(costs, risk, currency)
    expected = risk.probability / 100 * mean_of(risk) * rate
    return RiskTotal(risk, rate, rounded(risk.impact * rate, currency), rounded(expected, currency))


def _by_category(lines: tuple[LineTotal, ...]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for each in lines:
        found[each.line.category] = found.get(each.line.category, Decimal(0)) + each.amount
    return found

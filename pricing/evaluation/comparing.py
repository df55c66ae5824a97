"""From what a bidder asks to the price that the rule compares: tax and what the life costs."""

from decimal import Decimal
from fractions import Fraction

from pricing.evaluation.tender import Bid, Rule


def tax_factor(rule: Rule, own_rate: Decimal | None = None) -> Fraction:
    """Return what a stated price is multiplied by to stand in the tax basis of the comparison."""
    stated = rule.prices or rule.tax_basis
    if stated == rule.tax_basis:
        return Fraction(1)
    rate = own_rate if own_rate is not None else rule.tax_rate or Decimal(0)
    with_tax = 1 + Fraction(rate) / 100
    return with_tax if rule.tax_basis == "including" else 1 / with_tax


def offered_price(rule: Rule, bid: Bid) -> Fraction:
    """Return the price offered, in the tax basis of the comparison."""
    return Fraction(bid.price) * tax_factor(rule, bid.tax_rate)


def added_cost(rule: Rule, bid: Bid) -> Fraction:
    """Return what is added to the price for the comparison."""
    yearly = Fraction(bid.yearly_cost or 0) * (rule.life_cycle.factor() if rule.life_cycle else 0)
    return Fraction(bid.adders) + yearly

"""What is wrong across the fields of a tender: each a field, a sentence and what to do."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from pricing.evaluation.common import ByPoints, as_share
from pricing.evaluation.comparing import offered_price
from pricing.evaluation.means import BenchmarkDK
from pricing.evaluation.money import PricePerQualityPoint
from pricing.evaluation.relative import DiscountRatio, Linear
from pricing.evaluation.tender import Bid, Rule, Tender

Path = tuple[str | int, ...]


class Fault(NamedTuple):
    """Something wrong at a field, counted from the rule or from the tender."""

    path: Path
    message: str
    hint: str
    warning: bool = False


def tender_faults(tender: Tender) -> Iterator[Fault]:
    """Yield what does not fit together in a rule and the bids that it scores."""
    for fault in rule_faults(tender.rule):
        yield fault._replace(path=("rule", *fault.path))
    if not tender.bids:
        yield Fault(("bids",), "there is no bid to score", "Add a bid: a bidder, a price, and a quality if it counts.")
    yield from _repeated(tender.bids)
    for index, bid in enumerate(tender.bids):
        for fault in (*_quality(tender.rule, bid), *_money(tender.rule, bid)):
            yield fault._replace(path=("bids", index, *fault.path))
    yield from _unused_quality(tender)


def rule_faults(rule: Rule) -> Iterator[Fault]:
    """Yield what does not fit together in a rule."""
    if isinstance(rule, ByPoints):
        yield from _weights(rule)
    yield from _prices_needed(rule)
    if isinstance(rule, Linear) and rule.full_at and rule.zero_at and rule.full_at >= rule.zero_at:
        yield Fault(("full_at",), "the price with full marks is not below the price with none", "Check both prices.")


def _weights(rule: ByPoints) -> Iterator[Fault]:
    price, quality = rule.price_weight, rule.quality_weight
    if price is None or quality is None:
        return
    if as_share(price) + as_share(quality) != 1:
        hint = "Let them add up to 1 (0.4 and 0.6) or to 100 (40 and 60), or leave one out."
        yield Fault(("quality_weight",), f"the weights {price} and {quality} do not add up", hint)
    elif price and quality and (price <= 1) != (quality <= 1):
        hint = "Write both as shares of one or both in percent."
        yield Fault(("quality_weight",), f"{price} is a {_form(price)} and {quality} a {_form(quality)}", hint)


def _form(weight: Decimal) -> str:
    return "share" if weight <= 1 else "percentage"


def _prices_needed(rule: Rule) -> Iterator[Fault]:
    """Ask for the ceiling where something is measured by it."""
    hint = "Add `ceiling:` with the highest price that the tender admits."
    if rule.ceiling is None:
        if isinstance(rule, DiscountRatio):
            yield Fault(("ceiling",), "the rule measures discounts on a ceiling, and states none", hint)
        if isinstance(rule, BenchmarkDK) and rule.ceiling_share:
            yield Fault(("ceiling_share",), "the rule takes a share of the ceiling, and states none", hint)
        test = rule.abnormally_low
        if test is not None and test.needs_base():
            wanted = f"`{test.method}` measures bids by the tender's base or ceiling, and neither is stated"
            yield Fault(("abnormally_low",), wanted, f"Add `base:` there, or {hint[0].lower()}{hint[1:]}")
    if rule.prices not in (None, rule.tax_basis) and rule.tax_rate is None:
        message = f"prices are stated {rule.prices} tax and compared {rule.tax_basis} it, and no tax rate is given"
        yield Fault(("prices",), message, "Add `tax_rate:` in percent, such as 13.")


def _repeated(bids: tuple[Bid, ...]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for index, bid in enumerate(bids):
        earlier = first.setdefault(bid.bidder.casefold(), index)
        if earlier != index:
            hint = f"Bid {earlier + 1} has that name already; tell the two apart, or delete one."
            yield Fault(("bids", index, "bidder"), f"'{bid.bidder}' bids twice", hint)


def _quality(rule: Rule, bid: Bid) -> Iterator[Fault]:
    if bid.quality is None:
        if rule.needs_quality():
            yield Fault(
                ("quality",), f"'{bid.bidder}' has no quality, and the rule counts it", "Add its quality points."
            )
    elif bid.quality > rule.quality_maximum:
        hint = "Correct it, or state in the rule what full marks are: `quality_maximum:`."
        yield Fault(("quality",), f"{bid.quality} is more than full marks, {rule.quality_maximum}", hint)
    elif not bid.quality and isinstance(rule, PricePerQualityPoint):
        hint = "Correct it, or set `responsive: no` where the bid fails."
        yield Fault(("quality",), "a price cannot be spread over no quality points", hint)


def _money(rule: Rule, bid: Bid) -> Iterator[Fault]:
    if bid.yearly_cost is not None and rule.life_cycle is None:
        hint = "Add `life_cycle:` with `years:` and `discount_rate:` to the rule."
        yield Fault(("yearly_cost",), "the rule does not say how a yearly cost is added to the price", hint)
    if bid.adders < 0 and offered_price(rule, bid) + Fraction(bid.adders) <= 0:
        yield Fault(("adders",), f"{bid.adders} takes the whole price away", "Check the sign and the amount.")


def _unused_quality(tender: Tender) -> Iterator[Fault]:
    """Warn where bids state a quality that counts nowhere, because a weight was probably forgotten."""
    rule = tender.rule
    forgotten = isinstance(rule, ByPoints) and rule.price_weight is None and rule.quality_weight is None
    if forgotten and not rule.needs_quality() and any(bid.quality is not None for bid in tender.bids):
        hint = "Add `price_weight:`, such as 50 (percent) or 0.5, if quality has a weight; or take the quality out."
        yield Fault(("rule",), "bids state a quality, and the rule gives it no weight", hint, warning=True)

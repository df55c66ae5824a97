"""Rules of the price: the tender's rule, what the rivals may bid, what takes from the price, who may approve it."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from bidkit.checks.amounts import parts_make_the_price, too_many_places
from bidkit.checks.finding import FieldPath, Finding
from bidkit.deal import Deal, House
from pricing.competition.model import QualityGuess
from pricing.evaluation.faults import rule_faults

_RULE = ("tender", "instructions", "rule")
_US = "us"


def rule_is_sound(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that the tender's rule fits together, and that prices excluding tax can be compared by it."""
    rule = deal.tender.instructions.rule
    if rule is None:
        return
    for fault in rule_faults(rule):
        yield Finding((*_RULE, *fault.path), fault.message, fault.hint, "warning" if fault.warning else "error")
    if rule.tax_basis == "including" and rule.tax_rate is None:
        message = "the rule compares prices including tax, and no tax rate is given; prices of the record exclude it"
        yield Finding((*_RULE, "tax_basis"), message, "Add `tax_rate:` in percent, such as 13.")


def suppliers_exist(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that expected bids and rankings are of competitors of the record, each once."""
    known = [rival.id for rival in deal.competitors]
    bids = [("rivals", index, "rival", each.rival) for index, each in enumerate(deal.price.rivals)]
    ranked = [("ranking", index, "supplier", each.supplier) for index, each in enumerate(deal.price.ranking)]
    for part, allowed in ((bids, known), (ranked, [_US, *known])):
        seen: set[str] = set()
        for group, index, field, name in part:
            path = ("price", group, index, field)
            if name not in allowed:
                hint = f"The choices are: {', '.join(allowed) or 'none yet; add the rival under competitors'}."
                yield Finding(path, f"`{name}` is no competitor of the record", hint)
            elif name in seen:
                yield Finding(path, f"`{name}` stands here twice", "Keep one of them.")
            seen.add(name)


def guesses_rise(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that low <= likely <= high for every guess, and that no quality is above full marks."""
    for index, rival in enumerate(deal.price.rivals):
        path: FieldPath = ("price", "rivals", index)
        if rival.price:
            points = (rival.price.low, rival.price.likely, rival.price.high)
            yield from _rising((*path, "price"), points)
        if rival.quality:
            yield from _quality((*path, "quality"), rival.quality, deal)
    if deal.price.quality:
        yield from _quality(("price", "quality"), deal.price.quality, deal)


def _quality(path: FieldPath, guess: QualityGuess, deal: Deal) -> Iterator[Finding]:
    if (guess.low is None) != (guess.high is None):
        there, lacking = ("high", "low") if guess.low is None else ("low", "high")
        yield Finding((*path, there), f"`{there}` is given without `{lacking}`", "Give both, or `likely` alone.")
        return
    low, high = (guess.likely if each is None else each for each in (guess.low, guess.high))
    yield from _rising(path, (low, guess.likely, high))
    rule = deal.tender.instructions.rule
    if rule and high > rule.quality_maximum:
        hint = "Correct it, or state in the rule what full marks are: `quality_maximum:`."
        field = "likely" if guess.high is None else "high"
        yield Finding((*path, field), f"{high} is more than full marks, {rule.quality_maximum}", hint)


def _rising(path: FieldPath, points: tuple[Decimal, Decimal, Decimal]) -> Iterator[Finding]:
    low, likely, high = points
    if not low <= likely <= high:
        field = "low" if low > likely else "high"
        message = f"low, likely and high are {low}, {likely} and {high}, which do not rise"
        yield Finding((*path, field), message, "Write three figures that rise: P10, P50 and P90.")


def earlier_bids_say_one_thing(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that each earlier bid has either its price or what it was above."""
    for index, rival in enumerate(deal.price.rivals):
        for number, bid in enumerate(rival.history):
            if (bid.price is None) == (bid.above is None):
                said = "neither `price` nor `above`" if bid.price is None else "both `price` and `above`"
                hint = "Give the rival's price, or the winner's price as `above` where only that was published."
                path = ("price", "rivals", index, "history", number)
                yield Finding(path, f"the bid in {bid.tender} has {said}", hint)


def price_parts_fit(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that payments make the whole price, and that each reduction has one size."""
    price = deal.price
    yield from parts_make_the_price(("price", "payments"), price.payments)
    for index, each in enumerate(price.reductions):
        if (each.amount is None) == (each.percent is None):
            said = "neither `amount` nor `percent`" if each.amount is None else "both `amount` and `percent`"
            yield Finding(("price", "reductions", index), f"'{each.what}' has {said}", "Give one of the two.")
    if price.reductions and price.list_price is None:
        message = "there are reductions, but no list price that they take from"
        yield Finding(("price", "reductions"), message, "Add `list_price:`, or leave the reductions out.")
    if price.decision and (price.decision.position == "other") != (price.decision.price is not None):
        message = "a price goes with the position `other`, and with no other position"
        yield Finding(("price", "decision"), message, "Name the position, or write `other` with a price.")


def prices_fit_the_currency(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that prices have no more places than the currency has minor units."""
    if deal.currency is None:
        return
    price = deal.price
    amounts: list[tuple[FieldPath, Decimal | None]] = [(("price", "list_price"), price.list_price)]
    for index, each in enumerate(price.reductions):
        amounts.append((("price", "reductions", index, "amount"), each.amount))
    for index, rival in enumerate(price.rivals):
        if rival.price:
            for field in ("low", "likely", "high"):
                amounts.append((("price", "rivals", index, "price", field), getattr(rival.price, field)))
    for path, amount in amounts:
        if amount is not None:
            yield from too_many_places(path, amount, deal.currency)


PRICE_RULES = (
    rule_is_sound,
    suppliers_exist,
    guesses_rise,
    earlier_bids_say_one_thing,
    price_parts_fit,
    prices_fit_the_currency,
)


def authority_is_ordered(house: House) -> Iterator[Finding]:
    """Ask that there is somebody to approve, each role once, with margins that fall from level to level."""
    levels, path = house.pricing.authority, ("pricing", "authority")
    if not levels:
        yield Finding(
            path, "nobody may approve a price", "Add at least one level, such as `- {role: General manager}`."
        )
    seen: set[str] = set()
    for index, level in enumerate(levels):
        if level.role in seen:
            yield Finding((*path, index, "role"), f"'{level.role}' stands here twice", "Give each role one level.")
        seen.add(level.role)
    for index, (lower, higher) in enumerate(pairwise(levels), start=1):
        if (higher.margin_from or Decimal(0)) > (lower.margin_from or Decimal(0)):
            message = f"'{higher.role}' needs a larger margin than '{lower.role}' before it"
            hint = "List the lowest level first; each next one may approve less margin."
            yield Finding((*path, index, "margin_from"), message, hint)


PRICE_POLICY_RULES = (authority_is_ordered,)

"""What the pricing analysis recommends and why, and what was decided."""

from decimal import Decimal

from bidkit.deal import Deal, House
from bidkit.phrases import Phrase
from bidkit.stages import price_words as words
from bidkit.stages import pricing_sheet as sheet
from bidkit.stages.price_figures import share
from pricing.decision.curve import curve
from pricing.decision.decide import WITHDRAW, Decision
from pricing.decision.positions import Position, position
from pricing.decision.situation import Situation

TITLES = {
    "balanced": Phrase("Ask the balanced price"),
    WITHDRAW: Phrase("Withdraw, and wait for the next opportunity"),
    None: Phrase("No price can be recommended yet"),
}


def verdict_of(
    deal: Deal, house: House, decision: Decision | None, remaining: Decimal, reason: Phrase | None
) -> sheet.Verdict:
    """Return the recommendation; `remaining` is what forced key nodes leave of any chance."""
    limit = house.pricing.withdraw_below / 100
    if decision is None:
        lacking = Phrase("The record lacks what a price rests on; it is listed at the end.")
        return sheet.Verdict(TITLES[None], (reason or lacking,), None, limit, None)
    best = share(Decimal(decision.best_chance) * remaining)
    recommended = _recommended(decision, best, limit)
    unfavourable = (Phrase("The procurement standards are unfavourable to us: withdrawing is a legitimate choice."),)
    reasons = _reasons(decision, recommended, best, limit, deal.currency or "")
    added = unfavourable if deal.price.standards == "unfavourable" else ()
    return sheet.Verdict(TITLES[recommended], (*reasons, *added), recommended, limit, best)


def _recommended(decision: Decision, best: Decimal, limit: Decimal) -> str | None:
    if decision.recommended == WITHDRAW or best < limit:
        return WITHDRAW
    return None if decision.open_ended else decision.recommended


def _reasons(
    decision: Decision, recommended: str | None, best: Decimal, limit: Decimal, currency: str
) -> tuple[Phrase, ...]:
    if recommended is None:
        return (Phrase("Neither a ceiling nor a rival bounds the price: state a ceiling, such as the budget."),)
    if recommended == WITHDRAW:
        return (_why_withdraw(decision, best, limit),)
    balanced = decision.balanced
    if balanced is None or balanced.authority is None:
        return (Phrase("It has the greatest expected gross profit between floor and ceiling."),)
    said = Phrase(
        "It has the greatest expected gross profit between floor and ceiling; {who} may approve it.",
        who=Phrase(balanced.authority),
    )
    return (said, *_a_signature_less(decision, balanced, currency))


def _a_signature_less(decision: Decision, balanced: Position, currency: str) -> tuple[Phrase, ...]:
    """Say which price of the room to negotiate needs a lower signature than the balanced one, and what it gives up."""
    roles = [level.role for level in decision.levels]
    lower = decision.levels[: roles.index(balanced.authority or roles[0])]
    fitting = [each for each in lower if each.lowest and decision.band and each.lowest <= decision.band[1]]
    if not fitting:
        return ()
    least, points = fitting[-1], (balanced.win_probability - fitting[-1].chance) * 100
    said = Phrase(
        "{who} may approve from {price} {currency} on, with {points} points of win chance less.",
        who=Phrase(least.role),
        price=least.lowest,
        currency=currency,
        points=Decimal(points).quantize(Decimal("0.1")),
    )
    return (said,)


def _why_withdraw(decision: Decision, best: Decimal, limit: Decimal) -> Phrase:
    if not decision.positions:
        return Phrase("The ceiling of the tender lies below our floor: no price is both admitted and allowed.")
    if best >= limit > 0:
        return Phrase("No price from the floor on is expected to earn anything: where we win, the cost is higher.")
    return Phrase("No price from the floor on reaches the win chance that the house asks for.")


def recorded(deal: Deal, situation: Situation | None, decision: Decision | None) -> sheet.RecordedDecision | None:
    """Return what was decided, with what the decided price means where that can be worked out."""
    said = deal.price.decision
    if said is None:
        return None
    named = {each.name: each.price for each in decision.positions} if decision else {}
    price = said.price or named.get(said.position)
    facts = sheet.RecordedDecision(words.POSITIONS[said.position], price, said.by, said.on, said.reason)
    if situation is None or decision is None or price is None:
        return facts
    found = position(curve(situation, (price,)), said.position, 0)
    return sheet.RecordedDecision(
        *(facts.position, price, said.by, said.on, said.reason),
        gross_margin=share(found.gross_margin),
        chance=share(found.win_probability),
        authority=Phrase(found.authority) if found.authority else None,
        warning=_warning(decision, price),
    )


def _warning(decision: Decision, price: Decimal) -> Phrase | None:
    if price < decision.walk_away:
        return Phrase("This price lies below the walk-away price: the order is expected to lose money.")
    if price < decision.floor:
        return Phrase("This price lies below the floor of the house.")
    if decision.ceiling is not None and price > decision.ceiling:
        return Phrase("This price lies above the ceiling: the tender does not admit it.")
    return None

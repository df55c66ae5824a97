"""The money of the completion review: margins, costs and bids, planned and as they came."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from bidkit.completing import CostResult, CostReview, cost_review
from bidkit.deal import Deal, House
from bidkit.deal.completion import OpenedBid
from bidkit.outcome import ended_without_order, result_of
from bidkit.phrases import Phrase
from bidkit.stages import completion_sheet as sheet
from bidkit.stages.decided import decided_price
from bidkit.stages.price_figures import share
from bidkit.stages.pricing_sheet import StepRow
from pricing.margin import gross_margin

US = "us"
_KINDS: Mapping[str, Phrase] = {
    "risk": Phrase("Risks"),
    "share": Phrase("Costs that rise with the price"),
    "unplanned": Phrase("Not planned"),
    "allowance": Phrase("Allowance for uncertain estimates"),
}


def final_price(deal: Deal) -> Decimal | None:
    """Return what the customer pays in all, excluding tax."""
    return deal.completion.price if deal.completion.price is not None else deal.contract.price


def our_price(deal: Deal, house: House) -> Decimal | None:
    """Return the price that we bid: as it was opened where the review says so, or as it was decided."""
    told = our_bid(deal)
    return decided_price(deal, house) if told is None or told.price is None else told.price


def took_part(deal: Deal) -> bool:
    """Say whether we bid; a deal that we gave up has no bid of ours unless the review names one."""
    told = our_bid(deal)
    return result_of(deal) != "withdrawn" if told is None else told.takes_part == "yes"


def our_bid(deal: Deal) -> OpenedBid | None:
    """Return what the review says of our own bid."""
    return next((each for each in deal.completion.bids if each.bidder == US), None)


def margins_of(deal: Deal, ours: Decimal | None) -> Iterator[sheet.MarginColumn]:
    """Yield what a price leaves: as it was bid, then as it was signed and as it came, or as the winner bid it."""
    planned = [(Phrase("As bid"), ours)]
    if ended_without_order(deal):
        planned.append((Phrase("At the winner's price"), winning_price(deal)))
    else:
        planned.append((Phrase("As signed"), deal.contract.price))
    for name, price in planned:
        review = cost_review(deal, price)
        if price and review:
            yield _column(name, price, review.planned)
    price, review = final_price(deal), order_cost(deal, ours)
    if price and review and len(review.open) < len(review.results):
        yield _column(Phrase("At completion"), price, review.expected)


def order_cost(deal: Deal, ours: Decimal | None) -> CostReview | None:
    """Return what the order has cost beside the plan at our price; None where there is no order."""
    return None if ended_without_order(deal) else cost_review(deal, ours, final_price(deal))


def _column(name: Phrase, price: Decimal, cost: Decimal) -> sheet.MarginColumn:
    return sheet.MarginColumn(name, price, cost, price - cost, share(gross_margin(price, cost)))


def winning_price(deal: Deal) -> Decimal | None:
    """Return the price at which a rival won, where it is known."""
    told = deal.completion
    return next((each.price for each in told.bids if told.winner and each.bidder == told.winner), None)


def cost_facts(review: CostReview) -> sheet.CostFacts:
    """Return the costs of an order, with the way from the plan to what it comes to."""
    return sheet.CostFacts(
        rows=tuple(map(_cost_row, review.results)),
        allowance=review.allowance,
        allowance_left=review.allowance_left,
        planned=review.planned,
        actual=sum((each.actual or Decimal(0) for each in review.results), Decimal(0)),
        expected=review.expected,
        difference=review.expected - review.planned,
        open=len(review.open),
        steps=tuple(_steps(review)),
    )


def _cost_row(each: CostResult) -> sheet.CostRow:
    entry = each.entry
    return sheet.CostRow(
        id=each.id,
        what=each.what or each.category,
        unplanned=each.kind == "unplanned",
        planned=each.planned,
        actual=each.actual,
        still=each.still,
        expected=each.expected,
        difference=each.expected - each.planned,
        why=entry.why if entry else None,
        source=entry.source if entry else None,
        currency=entry.currency if entry else None,
        rate=entry.rate if entry else None,
    )


def _steps(review: CostReview) -> Iterator[StepRow]:
    """Yield what each kind of cost adds to the plan or takes from it, and their sum; what is as planned is no step."""
    changes: dict[str, Decimal] = {}
    for each in review.results:
        name = each.category if each.category else each.kind
        changes[name] = changes.get(name, Decimal(0)) + each.expected - each.planned
    changes["allowance"] = review.allowance_left - review.allowance
    for name, change in changes.items():
        if change:
            yield StepRow(_KINDS.get(name, name), change, "change")
    yield StepRow(Phrase("Over the plan"), review.expected - review.planned, "total")


def bid_rows(deal: Deal, ours: Decimal | None) -> Iterator[sheet.BidRow]:
    """Yield what each bidder bid: we first, then the rivals, the cheapest first."""
    told = {each.bidder: each for each in deal.completion.bids}
    guesses = {each.rival: each.price.likely for each in deal.price.rivals if each.price}
    if ours is None and not told:
        return
    source = told[US].source if US in told else None
    yield sheet.BidRow(US, Phrase("We"), True, result_of(deal) == "won", took_part(deal), None, ours, None, source)
    rivals = [told.get(each.id, OpenedBid(bidder=each.id)) for each in deal.competitors]
    for each in sorted(rivals, key=lambda bid: (bid.takes_part == "no", bid.price is None, bid.price or 0)):
        yield sheet.BidRow(
            bidder=each.bidder,
            name=rival_name(deal, each.bidder),
            us=False,
            won=each.bidder == deal.completion.winner,
            took_part=each.takes_part == "yes",
            guess=guesses.get(each.bidder),
            price=each.price,
            against_us=against(each.price, ours),
            source=each.source,
        )


def against(price: Decimal | None, ours: Decimal | None) -> Decimal | None:
    """Return how far a price lies above ours, as a fraction of it; below nought where it is cheaper."""
    return share(price / ours - 1) if price is not None and ours else None


def rival_name(deal: Deal, rival: str) -> str:
    """Return what to call a competitor."""
    return next((each.name or each.id for each in deal.competitors if each.id == rival), rival)

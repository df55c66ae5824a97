"""What came of a deal beside what was planned: costs, dates, promises; and what its completion review still lacks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from bidkit.contracting import Promise, promises
from bidkit.deal import Deal, House
from bidkit.deal.completion import ActualCost, Milestone, ReviewedDate, ReviewedPromise
from bidkit.judging import is_open
from bidkit.outcome import ended_without_order, milestones, result_of
from bidkit.phrases import Phrase
from pricing.cost.total import LineTotal, NoForwardRate, RiskTotal, Total, total
from pricing.money import rounded

CostKind = Literal["line", "risk", "share", "unplanned"]
_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class CostResult:
    """A cost as it was planned and as it came, in the deal's currency."""

    kind: CostKind
    id: str
    what: str | None
    category: str | None
    planned: Decimal
    foreseen: Decimal
    """What it counts with as long as nobody has booked it: the plan; a share of the price, of the last price."""
    entry: ActualCost | None
    actual: Decimal | None
    """What it has cost so far; None where nobody has booked it."""
    still: Decimal | None
    """What is still to come; None where nothing is, or nobody has said."""

    @property
    def expected(self) -> Decimal:
        """What it comes to at completion; of what nobody has booked or foreseen, what was planned."""
        if self.actual is None and self.still is None:
            return self.foreseen
        return (self.actual or _NOUGHT) + (self.still or _NOUGHT)

    @property
    def paid(self) -> bool:
        """Whether it is booked and nothing is to come any more."""
        return self.actual is not None and not self.still


@dataclass(frozen=True, slots=True)
class CostReview:
    """All costs of an order, planned and actual, with what the plan set aside for uncertain estimates."""

    results: tuple[CostResult, ...]
    allowance: Decimal
    """How far the mean of the estimates lay above their likely figures."""

    @property
    def open(self) -> tuple[CostResult, ...]:
        """Return what nobody has booked yet."""
        return tuple(each for each in self.results if each.actual is None)

    @property
    def planned(self) -> Decimal:
        """What the order was expected to cost."""
        return sum((each.planned for each in self.results), self.allowance)

    @property
    def allowance_left(self) -> Decimal:
        """What is left of the allowance: all of it as long as a line is not booked."""
        return self.allowance if any(each.kind == "line" for each in self.open) else _NOUGHT

    @property
    def expected(self) -> Decimal:
        """What the order comes to at completion."""
        return sum((each.expected for each in self.results), self.allowance_left)


@dataclass(frozen=True, slots=True)
class DateResult:
    """A day as it was planned and as it came."""

    of: Milestone | None
    what: str | None
    planned: date | None
    actual: date | None
    why: str | None

    @property
    def late(self) -> int | None:
        """How many days later than planned; None where one of the two is not known."""
        return None if self.planned is None or self.actual is None else (self.actual - self.planned).days


@dataclass(frozen=True, slots=True)
class PromiseResult:
    """A promise beyond the tender, and what became of it."""

    promise: Promise
    entry: ReviewedPromise | None

    @property
    def judged(self) -> bool:
        """Whether it is said what became of it."""
        return self.entry is not None and self.entry.kept != "open"


def cost_review(deal: Deal, price: Decimal | None, last: Decimal | None = None) -> CostReview | None:
    """Return planned and actual costs, or None without costs in a currency.

    Shares were planned of `price`, and come about of the `last` price.
    """
    if deal.costs is None or deal.currency is None or not deal.costs.lines:
        return None
    try:
        summed = total(deal.costs, deal.currency)
    except NoForwardRate:  # the record's own checks name it, with its place
        return None
    prices = price or _NOUGHT, last or price or _NOUGHT
    return CostReview(tuple(_costs(deal, deal.currency, summed, prices)), summed.expected_lines - summed.base)


def _costs(deal: Deal, currency: str, summed: Total, prices: tuple[Decimal, Decimal]) -> Iterator[CostResult]:
    booked = {each.of: each for each in deal.completion.costs if each.of}
    for line in summed.lines:
        yield _of_line(deal, line, booked.get(line.line.id))
    for risk in summed.risks:
        yield _of_risk(deal, risk, booked.get(risk.risk.id))
    for share in deal.costs.proportional if deal.costs else ():
        planned, foreseen = (rounded(each * share.percent / 100, currency) for each in prices)
        entry = booked.get(share.id)
        yield CostResult("share", share.id, share.what, None, planned, foreseen, entry, *_booked(deal, entry))
    for number, entry in enumerate((each for each in deal.completion.costs if each.of is None), 1):
        yield CostResult("unplanned", f"+{number}", entry.what, None, _NOUGHT, _NOUGHT, entry, *_booked(deal, entry))


def _of_line(deal: Deal, each: LineTotal, entry: ActualCost | None) -> CostResult:
    line, planned = each.line, each.amount
    return CostResult("line", line.id, line.what, line.category, planned, planned, entry, *_booked(deal, entry))


def _of_risk(deal: Deal, each: RiskTotal, entry: ActualCost | None) -> CostResult:
    risk, planned = each.risk, each.expected
    return CostResult("risk", risk.id, risk.what, None, planned, planned, entry, *_booked(deal, entry))


def _booked(deal: Deal, entry: ActualCost | None) -> tuple[Decimal | None, Decimal | None]:
    """Return what is paid and what is still to come, in the deal's currency."""
    if entry is None:
        return None, None
    rate, currency = rate_of(deal, entry), deal.currency or ""
    actual, still = (None if each is None else rounded(each * rate, currency) for each in (entry.actual, entry.still))
    return actual, still


def rate_of(deal: Deal, entry: ActualCost) -> Decimal:
    """Return at which rate a cost was paid: as it says itself, or the forward rate."""
    if entry.rate is not None or entry.currency in (None, deal.currency):
        return entry.rate or Decimal(1)
    rates = deal.costs.forward_rates if deal.costs else {}
    return rates[entry.currency].rate if entry.currency in rates else Decimal(1)  # the checks ask for one


def date_review(deal: Deal) -> tuple[DateResult, ...]:
    """Return the days of a deal as planned and as they came; without an order those up to the award."""
    told = {each.of: each for each in deal.completion.dates if each.of}
    due = {"bid", "award", *told} if ended_without_order(deal) else milestones(deal).keys()
    found = [_dated(of, *days, told.get(of)) for of, days in milestones(deal).items() if of in due]
    more = [DateResult(None, each.what, each.planned, each.actual, each.why) for each in deal.completion.dates]
    shown = [each for each in found if each.planned or each.actual]
    return (*shown, *(each for each in more if each.what))


def _dated(of: Milestone, planned: date | None, actual: date | None, told: ReviewedDate | None) -> DateResult:
    if told is None:
        return DateResult(of, None, planned, actual, None)
    return DateResult(of, None, planned or told.planned, actual or told.actual, told.why)


def promise_review(deal: Deal) -> tuple[PromiseResult, ...]:
    """Return the promises beyond the tender with what became of each."""
    told = {each.of: each for each in deal.completion.promises}
    return tuple(PromiseResult(each, told.get(each.id)) for each in promises(deal))


def review_gaps(deal: Deal, house: House) -> tuple[str, ...]:  # noqa: ARG001 - one signature for all requirements
    """Return what the completion review still lacks."""
    told = deal.completion
    wanted: dict[str, object] = {
        "result": result_of(deal),
        "decided_on": told.decided_on,
        "reasons": told.reasons,
        "lessons": told.lessons,
        "contacts": told.contacts,
        "reviewed_on": told.reviewed_on,
        "reviewed_by": told.reviewed_by,
    }
    common = tuple(f"completion.{name}" for name, value in wanted.items() if not value)
    if ended_without_order(deal):
        return (*common, *_winner_gaps(deal), *_date_gaps(deal))
    return (*common, *_order_gaps(deal))


def _winner_gaps(deal: Deal) -> Iterator[str]:
    """Yield what is not known of the winner; a price that nobody publishes is known to be so, by its source."""
    told = deal.completion
    if told.result == "lost" and told.winner is None:
        yield "completion.winner"
    if told.winner and not any(each.bidder == told.winner and (each.price or each.source) for each in told.bids):
        yield f"completion.bids.{told.winner}.price"


def _order_gaps(deal: Deal) -> Iterator[str]:
    """Yield what an order leaves open: costs, dates, promises, punch items, and what comes next."""
    review = cost_review(deal, None)
    for cost in review.results if review else ():
        if not cost.paid:
            yield f"completion.costs.{cost.id}" + ("" if cost.actual is None else ".still")
    if review is None:
        yield "costs.lines"
    yield from _date_gaps(deal)
    for each in promise_review(deal):
        if not each.judged:
            yield f"completion.promises.{each.promise.id}"
    yield from (f"completion.{name}" for name in ("needs", "service") if not getattr(deal.completion, name))
    yield from (f"acceptance.punch.{each.id}" for each in deal.acceptance.punch if is_open(each))


def _date_gaps(deal: Deal) -> Iterator[str]:
    for each in date_review(deal):
        if each.actual is None:
            yield f"completion.dates.{each.of or each.what}"
        elif each.late and each.late > 0 and not each.why:
            yield f"completion.dates.{each.of or each.what}.why"


COMPLETION_WORK: Mapping[str, Phrase] = {
    "acceptance.punch": Phrase("Close these punch items: {n}"),
    "costs.lines": Phrase("Write down what the order was planned to cost"),
    "completion.costs": Phrase("Book what these have cost in the end: {n}"),
    "completion.dates": Phrase("Say when these took place, and why what came late did: {n}"),
    "completion.promises": Phrase("Say of these promises whether they were kept: {n}"),
    "completion.result": Phrase("Say what came of the deal"),
    "completion.decided_on": Phrase("Say when the customer decided"),
    "completion.winner": Phrase("Find out who won"),
    "completion.bids": Phrase("Find out at what price the winner won"),
    "completion.reasons": Phrase("Ask the customer why, and write down the reasons"),
    "completion.lessons": Phrase("Write down what was learned, factor by factor"),
    "completion.contacts": Phrase("Say who of us keeps in touch with whom"),
    "completion.needs": Phrase("Write down what the customer may need next"),
    "completion.service": Phrase("Plan the dates of our service"),
    "completion.reviewed": Phrase("Hold the completion review"),
}
"""What to do about the gaps above, by the beginning of their paths."""

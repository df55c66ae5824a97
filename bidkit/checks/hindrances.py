"""What would get the bid rejected or cost money: dates that do not reach, papers that lapse, changes not acknowledged.

A record that is being worked on may have any of it, so `check` warns; a bid that goes out has to be without.
"""

from collections.abc import Iterator
from datetime import date

from bidkit.checks.finding import FieldPath, Finding
from bidkit.date_chain import DateChain, date_chain, late_deliveries
from bidkit.deal import Deal, House
from bidkit.deal.bid import GivenSecurity

_BID = ("bid",)
_DATES = ("tender", "dates")


def hindrances(deal: Deal, house: House) -> Iterator[Finding]:
    """Find everything that a bid must not go out with."""
    chain = date_chain(deal, house)
    yield from _validity(deal, chain)
    yield from _securities(deal, chain)
    yield from _submission(deal)
    yield from _papers(deal, chain)
    yield from _addenda(deal)


def risks(deal: Deal, house: House) -> Iterator[Finding]:
    """Find what may go out, but costs money or needs a deviation."""
    chain = date_chain(deal, house)
    yield from _delivery(deal, chain)
    yield from _warranty(deal)


def _validity(deal: Deal, chain: DateChain) -> Iterator[Finding]:
    """Ask that the bid binds us as long as the tender asks, and until the contract can be signed."""
    asked, ours = deal.tender.instructions.validity_days, deal.bid.validity_days
    if asked is not None and ours is not None and ours < asked:
        message = f"the bid is valid for {ours} days, and the tender asks for {asked}"
        yield _finding((*_BID, "validity_days"), message, f"Write at least {asked}.")
    last = _latest(chain.award, chain.signing)
    if chain.valid_until and last and chain.valid_until < last:
        name = "signing" if last == chain.signing else "award"
        message = f"the bid is valid until {chain.valid_until}, before the expected {name} on {last}"
        path = (*_BID, "validity_days") if ours is not None else ("tender", "instructions", "validity_days")
        yield _finding(path, message, "Offer a longer validity, or ask the customer about its dates.")


def _securities(deal: Deal, chain: DateChain) -> Iterator[Finding]:
    """Ask that each security reaches as far and is as high as the tender asks."""
    for at, given in enumerate(deal.bid.securities):
        path: FieldPath = (*_BID, "securities", at)
        needed = {"bid": chain.security_until, "performance": chain.performance_until}.get(given.kind)
        if needed and given.valid_until and given.valid_until < needed:
            message = f"`{given.id}` holds until {given.valid_until}, and has to hold until {needed}"
            yield _finding((*path, "valid_until"), message, _WHY[given.kind])
        if given.kind == "bid":
            yield from _amount((*path, "amount"), given, deal)


_WHY = {
    "bid": "That is the bid's validity from the deadline on, and the margin that the tender asks for.",
    "performance": "That is the warranty's end, and the margin that the tender asks for.",
}


def _amount(path: FieldPath, given: GivenSecurity, deal: Deal) -> Iterator[Finding]:
    """Compare with a fixed amount; one in percent of the price cannot be judged before the price stands."""
    terms = deal.tender.instructions.bid_security
    asked = terms.amount if terms and given.lot is None else None
    if asked is not None and given.amount is not None and given.amount < asked:
        message = f"`{given.id}` is of {given.amount}, and the tender asks for {asked}"
        yield _finding(path, message, "Have it raised before the deadline.")


def _submission(deal: Deal) -> Iterator[Finding]:
    """Ask that the bid is dated and handed in before the deadline, and signed by then."""
    deadline, bid = deal.tender.dates.deadline, deal.bid
    if deadline is None:
        return
    if bid.dated and bid.dated > deadline.date():
        yield _finding((*_BID, "dated"), f"the bid is dated {bid.dated}, after the deadline, {deadline}", "Correct it.")
    if bid.submitted and bid.submitted.at > deadline:
        message = f"the bid was handed in on {bid.submitted.at}, after the deadline, {deadline}"
        yield _finding(
            (*_BID, "submitted", "at"), message, "A late bid is not opened; correct the hour if it is wrong."
        )
    if not bid.submitted and deal.as_of and deal.as_of > deadline.date():
        message = f"the deadline was {deadline}, and the record does not say that the bid was handed in"
        yield _finding((*_DATES, "deadline"), message, "Add `bid: submitted:`, or the new deadline.")
    for at, signed in enumerate(bid.signatures):
        if signed.on > deadline.date():
            message = f"`{signed.form}` was signed on {signed.on}, after the deadline, {deadline}"
            yield _finding((*_BID, "signatures", at, "on"), message, "Correct the day.")


def _papers(deal: Deal, chain: DateChain) -> Iterator[Finding]:
    """Ask that evidence and authorisations hold on the day of the deadline."""
    if chain.deadline is None:
        return
    for name in ("evidence", "authorisations"):
        for at, paper in enumerate(getattr(deal.bid, name)):
            if paper.valid_until and paper.valid_until < chain.deadline:
                what = paper.title if name == "evidence" else f"authorisation of {paper.maker}"
                message = f"`{paper.id}`, {what}, expires on {paper.valid_until}, before the deadline, {chain.deadline}"
                yield _finding((*_BID, name, at, "valid_until"), message, "Get a new one, and put it into the record.")


def _addenda(deal: Deal) -> Iterator[Finding]:
    for at, change in enumerate(deal.tender.addenda):
        if change.acknowledged_on is None:
            message = f"addendum {change.number or change.id} of {change.date} is not acknowledged"
            hint = "Acknowledge it to the customer, and add `acknowledged_on:`."
            yield _finding(("tender", "addenda", at), message, hint)


def _delivery(deal: Deal, chain: DateChain) -> Iterator[Finding]:
    """Say what a delivery or acceptance behind the date asked for costs."""
    for at, step, day, share in late_deliveries(deal, chain):
        cost = f", which costs {share.normalize():f} percent of the price in delay damages" if share is not None else ""
        message = f"`{step.id}` delivers on {day}, after {chain.delivery}{cost}"
        hint = "Deliver earlier, state the deviation at its clause, or count the damages among the costs."
        yield _finding((*_BID, "delivery", at, "weeks"), message, hint)
    if chain.our_acceptance and chain.acceptance and chain.our_acceptance > chain.acceptance:
        message = f"the schedule ends with the acceptance on {chain.our_acceptance}, after {chain.acceptance}"
        yield _finding((*_BID, "delivery"), message, "Accept earlier, or state the deviation at its clause.")


def _warranty(deal: Deal) -> Iterator[Finding]:
    """Ask that the warranty lasts as long as asked for, and begins no earlier."""
    asked, ours, path = deal.tender.dates, deal.bid.service, (*_BID, "service")
    hint = "Offer it as asked, or state the deviation at its clause."
    if asked.warranty_months is None or ours.warranty_months is None:
        return
    if ours.warranty_months < asked.warranty_months:
        message = f"the warranty lasts {ours.warranty_months} months, and the tender asks for {asked.warranty_months}"
        yield _finding((*path, "warranty_months"), message, hint)
    if ours.warranty_from == "delivery" and asked.warranty_from == "acceptance":
        message = "the warranty counts from the delivery, and the tender asks for it from the acceptance"
        yield _finding((*path, "warranty_from"), message, hint)


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day is not None), default=None)


def _finding(path: FieldPath, message: str, hint: str) -> Finding:
    return Finding(path, message, hint, "warning")


HINDRANCE_RULES = (hindrances, risks)

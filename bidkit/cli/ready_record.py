"""What would get a bid rejected by what its record says."""

from collections.abc import Iterator

from bidkit.audience.prices import Prices
from bidkit.checks.hindrances import hindrances
from bidkit.cli import bid_set
from bidkit.cli.bid_set import BidOrder
from bidkit.cli.desk import Desk
from bidkit.cli.status_view import PART_NAMES, since
from bidkit.deal.bid import Signature
from bidkit.deal.standards import OurAnswer
from bidkit.form_list import AskedForm, forms_of
from bidkit.ready.finding import Fault
from bidkit.record.tree import Path as FieldPath
from bidkit.touching import touched

_SHORT = ("partially", "deviate")


def record_faults(desk: Desk, prices: Prices) -> Iterator[Fault]:
    """Yield what is wrong with the record: fatal is what contradicts itself, and what no bid may go out with."""
    deal, folder = desk.deal, desk.file.tree.place.path
    fatal = {each.message for each in hindrances(deal, desk.house)}
    fatal |= {f"`{name}` {problem}" for name, problem in _mandatory(desk)}
    seen = set()
    problems = {*desk.problems, *desk.for_customer(final=True), *bid_set.hindrances_of(desk, BidOrder())}
    for problem in sorted(problems):
        seen.add(problem.message)
        grave = problem.severity == "error" or problem.message in fatal or problem.message.endswith("beside the record")
        yield Fault("record", grave, problem.place.path, f"line {problem.place.line}", problem.message, problem.hint)
    for path, message, hint, grave in _own(desk, prices):
        place = desk.file.place(path)
        if message not in seen:
            yield Fault("record", grave, place.path or folder, f"line {place.line}", message, hint)
    yield from _stale(desk)


_Own = tuple[FieldPath, str, str, bool]


def _own(desk: Desk, prices: Prices) -> Iterator[_Own]:
    if not prices.decided:
        yield ("price", "decision"), "no price is decided", "Decide it under `price: decision:`.", True
    yield from _answers(desk)
    yield from _security(desk, prices)
    forms = {form.id: form for form in forms_of(desk.deal, desk.house)}
    for at, signed in enumerate(desk.deal.bid.signatures):
        if signed.form in forms:
            yield from _signature(desk, ("bid", "signatures", at), signed, forms[signed.form])


def _answers(desk: Desk) -> Iterator[_Own]:
    """Ask that every clause and requirement is answered, and that no mandatory one is not met."""
    for path, name, ours, mandatory in _asked(desk):
        if ours.answer is None:
            grave = (
                "a mandatory one that is not answered gets the bid rejected"
                if mandatory
                else "an open one costs points"
            )
            yield path, f"`{name}` is not answered", f"Answer it: {grave}.", mandatory
    for name, problem in _mandatory(desk):
        path = next(path for path, each, *_ in _asked(desk) if each == name)
        yield path, f"`{name}` {problem}", "A bid that does not meet it is rejected: meet it, or have it changed.", True


def _mandatory(desk: Desk) -> Iterator[tuple[str, str]]:
    for _, name, ours, mandatory in _asked(desk):
        if mandatory and ours.answer in _SHORT:
            yield name, f"is mandatory and answered {ours.answer}"


def _asked(desk: Desk) -> Iterator[tuple[FieldPath, str, OurAnswer, bool]]:
    for at, clause in enumerate(desk.deal.tender.clauses):
        if not clause.requirements:
            yield ("tender", "clauses", at, "ours", "answer"), clause.id, clause.ours, clause.mandatory == "yes"
    for at, item in enumerate(desk.deal.standards.requirements):
        if item.state != "refused":
            mandatory = item.obligation == "mandatory"
            yield ("standards", "requirements", at, "ours", "answer"), item.id, item.ours, mandatory


def _security(desk: Desk, prices: Prices) -> Iterator[_Own]:
    terms = desk.deal.tender.instructions.bid_security
    given = [(at, each) for at, each in enumerate(desk.deal.bid.securities) if each.kind == "bid"]
    if terms is None:
        return
    if not given:
        yield ("bid", "securities"), "the tender asks for a bid security, and there is none", "Have it issued.", True
    stated = prices.total.gross if prices.including_tax else prices.total.net
    for at, each in given:
        if terms.percent is not None and stated is not None and each.amount is not None and each.lot is None:
            asked = stated * terms.percent / 100
            if each.amount < asked:
                message = f"`{each.id}` is of {each.amount}, and {terms.percent} % of the price are {asked:.2f}"
                yield ("bid", "securities", at, "amount"), message, "Have it raised before the deadline.", True


def _signature(desk: Desk, path: FieldPath, signed: Signature, form: AskedForm) -> Iterator[_Own]:
    bidder = desk.deal.bid.bidder
    signs = {"signatory": bidder.signatory, "legal-representative": bidder.legal_representative}.get(form.signed_by)
    if form.stamp and signed.stamped == "no":
        yield (*path, "stamped"), f"`{form.id}` is signed and not stamped", "Stamp it with the seal of the house.", True
    if signs and signed.by not in (signs, bidder.legal_representative):
        message = f"`{form.id}` was signed by {signed.by}, and {signs} has to sign it"
        yield (*path, "by"), message, "Have it signed anew.", True


def _stale(desk: Desk) -> Iterator[Fault]:
    """Warn of what is older than a change of the tender that touches it; a form signed before it is void."""
    for part in touched(desk.deal, desk.house):
        if part.stale:
            place = desk.file.place(part.path)
            message = f"{PART_NAMES[part.kind]} `{part.id}` is older than {part.change.kind} `{part.change.id}`"
            hint = f"It was {since(part)}: look at it again." if part.since else "Look at it, and state the day."
            yield Fault("stale", part.kind == "form", place.path, f"line {place.line}", message, hint)

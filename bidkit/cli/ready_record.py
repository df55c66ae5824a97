"""What would get a bid rejected by what its record says."""

from collections.abc import Iterator, Mapping

from bidkit.audience.prices import Prices
from bidkit.checks.hindrances import hindrances
from bidkit.cli import bid_set
from bidkit.cli.bid_set import BidOrder
from bidkit.cli.desk import Desk
from bidkit.deal.bid import Signature
from bidkit.deal.standards import OurAnswer
from bidkit.form_list import AskedForm, forms_of
from bidkit.phrases import Phrase
from bidkit.problems import Place
from bidkit.ready.finding import Fault
from bidkit.record.tree import Path as FieldPath
from bidkit.touching import PartKind, Touched, touched

_SHORT = ("partially", "deviate")


def record_faults(desk: Desk, prices: Prices) -> Iterator[Fault]:
    """Yield what is wrong with the record: fatal is what contradicts itself, and what no bid may go out with."""
    deal, folder = desk.deal, desk.file.tree.place.path
    fatal = {each.message for each in hindrances(deal, desk.house)}
    fatal |= {str(problem) for _, problem in _mandatory(desk)}
    seen = set()
    problems = {*desk.problems, *desk.for_customer(final=True), *bid_set.hindrances_of(desk, BidOrder())}
    for problem in sorted(problems):
        seen.add(problem.message)
        grave = problem.severity == "error" or problem.message in fatal or problem.message.endswith("beside the record")
        line = _line(problem.place)
        yield Fault("record", grave, problem.place.path, line, problem.message, problem.hint)
    for path, message, hint, grave in _own(desk, prices):
        place = desk.file.place(path)
        if str(message) not in seen:
            yield Fault("record", grave, place.path or folder, _line(place), message, hint)
    yield from _stale(desk)


def _line(place: Place) -> Phrase:
    return Phrase("line {n}", n=place.line)


_Own = tuple[FieldPath, Phrase, Phrase, bool]


def _own(desk: Desk, prices: Prices) -> Iterator[_Own]:
    if not prices.decided:
        yield ("price", "decision"), Phrase("no price is decided"), Phrase("Decide it under `price: decision:`."), True
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
            hint = (
                Phrase("Answer it: a mandatory one that is not answered gets the bid rejected.")
                if mandatory
                else Phrase("Answer it: an open one costs points.")
            )
            yield path, Phrase("`{name}` is not answered", name=name), hint, mandatory
    for name, problem in _mandatory(desk):
        path = next(path for path, each, *_ in _asked(desk) if each == name)
        hint = Phrase("A bid that does not meet it is rejected: meet it, or have it changed.")
        yield path, problem, hint, True


def _mandatory(desk: Desk) -> Iterator[tuple[str, Phrase]]:
    for _, name, ours, mandatory in _asked(desk):
        if mandatory and ours.answer in _SHORT:
            yield name, Phrase("`{name}` is mandatory and answered {answer}", name=name, answer=ours.answer)


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
        message = Phrase("the tender asks for a bid security, and there is none")
        yield ("bid", "securities"), message, Phrase("Have it issued."), True
    stated = prices.total.gross if prices.including_tax else prices.total.net
    for at, each in given:
        if terms.percent is not None and stated is not None and each.amount is not None and each.lot is None:
            asked = stated * terms.percent / 100
            if each.amount < asked:
                message = Phrase(
                    "`{security}` is of {amount}, and {percent} % of the price are {asked}",
                    security=each.id,
                    amount=str(each.amount),
                    percent=str(terms.percent),
                    asked=f"{asked:.2f}",
                )
                hint = Phrase("Have it raised before the deadline.")
                yield ("bid", "securities", at, "amount"), message, hint, True


def _signature(desk: Desk, path: FieldPath, signed: Signature, form: AskedForm) -> Iterator[_Own]:
    bidder = desk.deal.bid.bidder
    signs = {"signatory": bidder.signatory, "legal-representative": bidder.legal_representative}.get(form.signed_by)
    if form.stamp and signed.stamped == "no":
        message = Phrase("`{form}` is signed and not stamped", form=form.id)
        yield (*path, "stamped"), message, Phrase("Stamp it with the seal of the house."), True
    if signs and signed.by not in (signs, bidder.legal_representative):
        message = Phrase(
            "`{form}` was signed by {by}, and {signs} has to sign it", form=form.id, by=signed.by, signs=signs
        )
        yield (*path, "by"), message, Phrase("Have it signed anew."), True


def _stale(desk: Desk) -> Iterator[Fault]:
    """Warn of what is older than a change of the tender that touches it; a form signed before it is void."""
    for part in touched(desk.deal, desk.house):
        if part.stale:
            place = desk.file.place(part.path)
            message = Phrase(
                "{part} `{id}` is older than {change} `{of}`",
                part=_PARTS[part.kind],
                id=part.id,
                change=_CHANGES[part.change.kind],
                of=part.change.id,
            )
            yield Fault("stale", part.kind == "form", place.path, _line(place), message, _look_again(part))


def _look_again(part: Touched) -> Phrase:
    if part.since is None:
        return Phrase("Look at it, and state the day.")
    if part.kind == "form":
        return Phrase("It was signed on {day}: look at it again.", day=part.since.isoformat())
    return Phrase("It was last looked at on {day}: look at it again.", day=part.since.isoformat())


_PARTS: Mapping[PartKind, Phrase] = {
    "response": Phrase("response to"),
    "cost-line": Phrase("cost line"),
    "price-line": Phrase("price line"),
    "technical-data": Phrase("technical figure"),
    "price": Phrase("price decision"),
    "date": Phrase("date"),
    "form": Phrase("form"),
}
_CHANGES: Mapping[str, Phrase] = {
    "clarification": Phrase("clarification"),
    "addendum": Phrase("addendum"),
    "requirement": Phrase("requirement"),
}

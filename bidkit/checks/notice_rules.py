"""Rules of the tender: its dates follow one another, its changes are whole, its clauses have one answer each."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise

from bidkit.checks.amounts import too_many_places
from bidkit.checks.finding import FieldPath, Finding
from bidkit.deal import Deal, House
from bidkit.deal.tender import Addendum, Clarification, Clause, SecurityTerms

_TENDER = ("tender",)
_IN_ORDER = (
    ("notice", "published"),
    ("dates", "questions_until"),
    ("dates", "deadline"),
    ("dates", "opening"),
    ("dates", "expected_award"),
    ("dates", "expected_signing"),
    ("dates", "delivery"),
    ("dates", "acceptance"),
)
_HOURS = ("questions_until", "deadline", "opening")


def tender_dates_follow(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that the dates of the tender follow one another, and that its hours have a time zone."""
    given = [(path, value) for path in _IN_ORDER if (value := getattr(getattr(deal.tender, path[0]), path[1]))]
    for (before, earlier), (path, later) in pairwise(given):
        if _comes_before(later, earlier):
            message = f"`{path[-1]}` is {later}, before `{before[-1]}`, {earlier}"
            yield Finding((*_TENDER, *path), message, "Correct one of the two.")
    dates = deal.tender.dates
    hour = next((name for name in _HOURS if getattr(dates, name)), None)
    if hour and dates.zone is None:
        message = f"`{hour}` has an hour, and no time zone says whose"
        yield Finding((*_TENDER, "dates", hour), message, "Add `zone:`, such as Asia/Shanghai.", "warning")


def _comes_before(later: date, earlier: date) -> bool:
    if isinstance(later, datetime) and isinstance(earlier, datetime):
        return later < earlier
    return _day(later) < _day(earlier)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def one_way_to_say_it(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that a time or an amount is not stated in two ways."""
    dates, told = deal.tender.dates, deal.tender.instructions
    for name in ("delivery", "acceptance"):
        if getattr(dates, name) is not None and getattr(dates, f"{name}_days") is not None:
            message = f"`{name}` and `{name}_days` both say until when"
            yield Finding((*_TENDER, "dates", f"{name}_days"), message, "Keep the one that the tender states.")
    for name in ("bid_security", "performance_security"):
        terms = getattr(told, name)
        if terms is not None:
            yield from _security_terms((*_TENDER, "instructions", name), terms, bid_currency(deal))


def _security_terms(path: FieldPath, terms: SecurityTerms, currency: str | None) -> Iterator[Finding]:
    if (terms.amount is None) == (terms.percent is None):
        said = "neither an amount nor a percentage" if terms.amount is None else "both an amount and a percentage"
        yield Finding(path, f"`{path[-1]}` has {said}", "Give one of the two.")
    in_currency = terms.currency or currency
    if terms.amount is not None and in_currency:
        yield from too_many_places((*path, "amount"), terms.amount, in_currency)


def bid_currency(deal: Deal) -> str | None:
    """Return the currency of the bid."""
    return deal.tender.notice.currency or deal.currency


def the_bid_is_in_the_records_currency(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Warn of a bid in another currency than the costs and the price."""
    asked = deal.tender.notice.currency
    if asked and deal.currency and asked != deal.currency:
        message = f"the tender asks for prices in {asked}, and the record's price is in {deal.currency}"
        hint = f"Keep the record in {asked}; costs in other currencies have forward rates."
        yield Finding((*_TENDER, "notice", "currency"), message, hint, "warning")


def addenda_are_whole(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that addenda stand once and in their order, and that none is acknowledged before it came; warn of gaps."""
    seen: set[str] = set()
    for at, change in enumerate(deal.tender.addenda):
        path: FieldPath = (*_TENDER, "addenda", at)
        if change.number is not None and change.number in seen:
            yield Finding((*path, "number"), f"addendum {change.number} stands here twice", "Keep one of them.")
        seen.add(change.number or change.id)
        if change.acknowledged_on and change.acknowledged_on < change.date:
            message = f"`{change.id}` was acknowledged on {change.acknowledged_on}, before its own date, {change.date}"
            yield Finding((*path, "acknowledged_on"), message, "Correct one of the two.")
    for at, (before, change) in enumerate(pairwise(deal.tender.addenda), start=1):
        if change.date < before.date:
            message = f"`{change.id}` is of {change.date}, before the addendum above it, of {before.date}"
            yield Finding((*_TENDER, "addenda", at, "date"), message, "List the oldest first.")
    yield from _gaps(deal.tender.addenda)


def _gaps(addenda: tuple[Addendum, ...]) -> Iterator[Finding]:
    """Warn of numbers that are left out: an addendum that nobody has seen loses the bid."""
    numbers = [int(each.number) if each.number and each.number.isdecimal() else None for each in addenda]
    for at, number in enumerate(numbers):
        before = numbers[at - 1] if at else 0
        if number is not None and before is not None and number > before + 1:
            missing = str(before + 1) if number == before + 2 else f"{before + 1} to {number - 1}"
            message = f"addendum {number} is here, and {missing} is not"
            hint = "Ask the customer for it, or correct the number."
            yield Finding((*_TENDER, "addenda", at, "number"), message, hint, "warning")


def questions_are_in_time(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that answers follow their questions, and warn of questions asked too late."""
    until = deal.tender.dates.questions_until
    for at, asked in enumerate(deal.tender.clarifications):
        path: FieldPath = (*_TENDER, "clarifications", at)
        yield from _answered((*path, "answered_on"), asked)
        if until and asked.ours == "yes" and asked.asked_on and asked.asked_on > until.date():
            message = f"`{asked.id}` was asked on {asked.asked_on}, and questions were taken until {until}"
            yield Finding((*path, "asked_on"), message, "It need not be answered; do not build on it.", "warning")


def _answered(path: FieldPath, asked: Clarification) -> Iterator[Finding]:
    if asked.answered_on and asked.asked_on and asked.answered_on < asked.asked_on:
        message = f"`{asked.id}` was answered on {asked.answered_on}, before it was asked on {asked.asked_on}"
        yield Finding(path, message, "Correct one of the two.")
    elif asked.answered_on and asked.answer is None:
        message = f"`{asked.id}` was answered on {asked.answered_on}, but the answer is not here"
        yield Finding(path, message, "Add `answer:`.", "warning")


def clauses_have_one_answer(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that a clause is answered in one place, and that a deviation says what differs."""
    for at, clause in enumerate(deal.tender.clauses):
        path: FieldPath = (*_TENDER, "clauses", at)
        if clause.requirements and clause.ours.answer is not None:
            message = f"`{clause.id}` has an answer of its own, and those of its requirements"
            hint = "Answer it under `standards.requirements`, or take its requirements away."
            yield Finding((*path, "ours", "answer"), message, hint)
        else:
            yield from _one_answer(path, clause)


def _one_answer(path: FieldPath, clause: Clause) -> Iterator[Finding]:
    ours, answer = clause.ours, (*path, "ours", "answer")
    if ours.answer == "exceed" and ours.offered is None:
        message = f"`{clause.id}` is exceeded, but what we offer is not said"
        yield Finding(answer, message, "Add `offered:` with the value.")
    if ours.answer not in ("partially", "deviate"):
        return
    if ours.deviation is None:
        message = f"`{clause.id}` is answered {ours.answer}, but what differs is not said"
        yield Finding(answer, message, "Add `deviation:`; it stands in the table of deviations.", "warning")
    if clause.mandatory == "yes":
        message = f"`{clause.id}` is mandatory and answered {ours.answer}"
        hint = "A bid that does not meet it is rejected: meet it, or ask the customer to change it."
        yield Finding(answer, message, hint, "warning")


NOTICE_RULES = (
    tender_dates_follow,
    one_way_to_say_it,
    the_bid_is_in_the_records_currency,
    addenda_are_whole,
    questions_are_in_time,
    clauses_have_one_answer,
)

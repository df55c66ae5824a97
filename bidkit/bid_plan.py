"""The bid planned back from its deadline, in the working days of the house."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bidkit.calendar import Calendar, Entry
from bidkit.date_chain import date_chain
from bidkit.days import working_day_before
from bidkit.deal import Deal, House
from bidkit.deal.house import WEEKDAYS, BidPlan
from bidkit.form_list import forms_of
from bidkit.phrases import Phrase

_OURS = ("signatory", "legal-representative")


@dataclass(frozen=True, slots=True)
class Step:
    """Something that has to be done by a day."""

    id: str
    day: date
    what: Phrase
    done: bool
    late: bool
    """Not done, and its day lies before the record's own."""


def bid_plan(deal: Deal, house: House) -> tuple[Step, ...]:
    """Return what has to be done until the deadline and by when; nothing where no deadline is known."""
    works, submitted = working(house.bid_plan), deal.bid.submitted is not None
    steps = []
    for name, last, days, what, done in _steps(deal, house):
        day = working_day_before(last, days, works) if days else last
        late = not (done or submitted) and deal.as_of is not None and day < deal.as_of
        steps.append(Step(name, day, what, done or submitted, late))
    return tuple(sorted(steps, key=lambda step: step.day))


def working(plan: BidPlan) -> Callable[[date], bool]:
    """Return what says of a day whether the house works on it."""
    free = {WEEKDAYS.index(name) for name in plan.weekend}
    holidays, worked = set(plan.holidays), set(plan.worked)
    return lambda day: day not in holidays and (day.weekday() not in free or day in worked)


_Planned = tuple[str, date, int, Phrase, bool]
"""A step, the day that it leads to, how many working days before that it is due, what is to be done, whether it is."""


def _steps(deal: Deal, house: House) -> Iterator[_Planned]:
    dates, days, copies = deal.tender.dates, house.bid_plan, deal.tender.instructions.copies
    if dates.deadline is None:
        return
    last = dates.deadline.date()
    if dates.questions_until:
        until = dates.questions_until
        say = Phrase("Ask the last questions; they are taken until {until}", until=_hour(until, dates.zone))
        over = deal.as_of is not None and deal.as_of > until.date()
        yield "questions", until.date(), days.questions, say, over
    yield from _preparing(deal, last, days)
    yield "review", last, days.review, Phrase("Review the bid as a whole against the tender"), False
    yield "signing", last, days.signing, Phrase("Sign and stamp the forms"), _signed(deal, house)
    if copies:
        many = {"originals": copies.originals, "copies": copies.copies}
        say = Phrase("Print and bind the bid; originals: {originals}, copies: {copies}", **many)
        yield "copies", last, days.copies, say, False
    yield "hand-in", last, days.hand_in, Phrase("Hand in the bid"), False
    yield "deadline", last, 0, Phrase("Deadline for bids: {at}", at=_hour(dates.deadline, dates.zone)), False


def _preparing(deal: Deal, last: date, days: BidPlan) -> Iterator[_Planned]:
    bid = deal.bid
    if deal.tender.instructions.bid_security:
        given = any(each.kind == "bid" and each.issued for each in bid.securities)
        yield "security", last, days.security, Phrase("Have the bid security issued"), given
    if bid.authorisations:
        given = all(each.issued for each in bid.authorisations)
        yield "authorisations", last, days.authorisations, Phrase("Get the makers' authorisations"), given
    answers = [clause.ours.answer for clause in deal.tender.clauses if not clause.requirements]
    answers += [item.ours.answer for item in deal.standards.requirements if item.state != "refused"]
    if answers:
        say = Phrase("Answer every clause and every requirement")
        yield "answers", last, days.answers, say, None not in answers
    approved = deal.key_nodes.get("price-approved")
    reached = approved is not None and approved.reached_on is not None
    yield "price", last, days.price, Phrase("Have the price position approved"), reached


def _signed(deal: Deal, house: House) -> bool:
    """Say whether every form that one of us has to sign is signed; a bid without forms is not."""
    signed = {each.form for each in deal.bid.signatures}
    asked = [form.id for form in forms_of(deal, house) if form.mandatory and form.signed_by in _OURS]
    return bool(asked) and signed.issuperset(asked)


def _hour(at: datetime, zone: str | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" + (f" ({zone})" if zone else "")


def plan_calendar(deal: Deal, house: House) -> Calendar:
    """Return the days of the plan that are still to come, and those on which what we gave ends."""
    entries = [
        Entry(f"{deal.id}-bid-{step.id}@bidkit", step.day, Phrase("{deal}: {what}", deal=deal.id, what=step.what), "")
        for step in bid_plan(deal, house)
        if not step.done
    ]
    entries += [
        Entry(f"{deal.id}-bid-{name}@bidkit", day, Phrase("{deal}: {what}", deal=deal.id, what=what), "")
        for name, day, what in _later(deal, house)
    ]
    return Calendar(deal.title, deal.as_of, tuple(sorted(entries, key=lambda entry: (entry.day, entry.id))))


def _later(deal: Deal, house: House) -> Iterator[tuple[str, date, Phrase]]:
    opening, valid_until = deal.tender.dates.opening, date_chain(deal, house).valid_until
    if opening:
        yield "opening", opening.date(), Phrase("Bids are opened: {at}", at=_hour(opening, deal.tender.dates.zone))
    if valid_until:
        yield "validity", valid_until, Phrase("Last day on which the bid binds us")
    for given in deal.bid.securities:
        if given.valid_until:
            yield f"security-{given.id}", given.valid_until, Phrase("Last day of the security {id}", id=given.id)

"""Stage 6, completion: what was planned against what came, why, what was learned, and how we stay in touch."""

from collections.abc import Iterator
from decimal import Decimal

from bidkit.appraisal import appraise
from bidkit.calendar import Calendar, Entry
from bidkit.certificates import warranty
from bidkit.completing import CostReview, PromiseResult, date_review, promise_review, review_gaps
from bidkit.deal import Deal, House
from bidkit.deal.stakeholders import Stakeholder
from bidkit.gates import standing
from bidkit.outcome import ended_without_order, result_of
from bidkit.phrases import Phrase
from bidkit.stages import completion_sheet as sheet
from bidkit.stages import completion_words as words
from bidkit.stages.artifact import Artifact
from bidkit.stages.completion_money import (
    against,
    bid_rows,
    cost_facts,
    margins_of,
    order_cost,
    our_price,
    rival_name,
    winning_price,
)
from bidkit.stages.contract_words import SECURITIES
from bidkit.stages.gaps import by_part
from bidkit.stages.people_words import call
from bidkit.stages.sheet import forced_entries, head_of
from bidkit.stages.standards_words import RESULTS

_TENTH = Decimal("0.1")
_ALL = 3
"""The margins as bid, as signed and at completion, once something is booked."""


def completion(deal: Deal, house: House, *, final: bool) -> sheet.CompletionSheet:
    """Return the completion review of a deal."""
    told, ours = deal.completion, our_price(deal, house)
    missing = (*_head_gaps(deal), *review_gaps(deal, house))
    built = not ended_without_order(deal)
    margins, cost = tuple(margins_of(deal, ours)), order_cost(deal, ours)
    promises = tuple(_promise(deal, each) for each in promise_review(deal))
    return sheet.CompletionSheet(
        head=head_of(deal, house, Phrase("Completion review"), final=final),
        customer=deal.customer.name,
        currency=deal.currency,
        built=built,
        result=words.RESULTS[result_of(deal)],
        verdict=tuple(_built(margins, cost, promises) if built else _lost(deal, ours)),
        good=built and _good(margins, promises),
        decided_on=told.decided_on,
        source=told.source,
        winner=rival_name(deal, told.winner) if told.winner else None,
        estimate=told.estimate,
        margins=margins,
        cost=cost_facts(cost) if cost else None,
        dates=tuple(_dates(deal)),
        promises=promises if built else (),
        bids=tuple(bid_rows(deal, ours)),
        reasons=tuple(_reasons(deal, house)),
        factors=tuple(_factors(deal, house)),
        forced=forced_entries(standing(deal, house).nodes),
        contacts=tuple(_contacts(deal)),
        needs=tuple(_needs(deal)),
        service=tuple(sorted(_service(deal), key=lambda each: each.due)),
        reviewed_on=told.reviewed_on,
        reviewed_by=told.reviewed_by,
        calendar=_calendar(deal),
        missing=missing,
        missing_by_part=by_part(missing),
    )


def _head_gaps(deal: Deal) -> Iterator[str]:
    yield from (name for name in ("as_of", "owner") if getattr(deal, name) is None)
    if deal.customer.name is None:
        yield "customer.name"


def calendar(made: sheet.CompletionSheet) -> Calendar:
    """Return the days on which we stay in touch."""
    return made.calendar


def _built(
    margins: tuple[sheet.MarginColumn, ...],
    cost: CostReview | None,
    promises: tuple[sheet.PromiseRow, ...],
) -> Iterator[Phrase]:
    if len(margins) == _ALL:
        planned, came = ((each.margin * 100).quantize(_TENTH) for each in (margins[0], margins[-1]))
        yield Phrase("Gross margin {came} % against {planned} % as bid", came=came, planned=planned)
    if cost and cost.open:
        yield Phrase("Costs that nobody has booked and that count as planned: {n}", n=len(cost.open))
    if promises:
        kept = sum(1 for each in promises if each.kept in (words.KEPT["yes"], words.KEPT["late"]))
        judged = sum(1 for each in promises if each.kept != words.KEPT["open"])
        yield Phrase(
            "Promises kept: {n} of {judged} that were judged, of {all} in all", n=kept, judged=judged, all=len(promises)
        )


def _lost(deal: Deal, ours: Decimal | None) -> Iterator[Phrase]:
    told, price = deal.completion, winning_price(deal)
    if told.winner is None:
        return
    name, currency = rival_name(deal, told.winner), deal.currency or ""
    if price is None:
        yield Phrase("{winner} has won; at what price is not known", winner=name)
        return
    yield Phrase("{winner} has won at {price} {currency}, excluding tax", winner=name, price=price, currency=currency)
    apart = against(price, ours)
    if apart is not None:
        said = Phrase("{percent} % below our price") if apart < 0 else Phrase("{percent} % above our price")
        yield Phrase(said.text, percent=abs(apart * 100).quantize(_TENTH))


def _good(margins: tuple[sheet.MarginColumn, ...], promises: tuple[sheet.PromiseRow, ...]) -> bool:
    """Say whether the margin came as it was bid and no promise was broken."""
    return (
        len(margins) == _ALL and margins[-1].margin >= margins[0].margin and not any(each.broken for each in promises)
    )


def _dates(deal: Deal) -> Iterator[sheet.DateRow]:
    for each in date_review(deal):
        what = words.MILESTONES[each.of] if each.of else each.what or ""
        yield sheet.DateRow(what, each.planned, each.actual, each.late, words.apart(each.late), each.why)


def _promise(deal: Deal, each: PromiseResult) -> sheet.PromiseRow:
    told, entry = each.promise.commitment, each.entry
    results = {test.id: test.result for test in deal.acceptance.tests}
    people = {person.id: call(person) for person in deal.stakeholders}
    kept = entry.kept if entry else "open"
    return sheet.PromiseRow(
        id=each.promise.id,
        what=each.promise.what,
        to=people.get(told.to) if told and told.to else None,
        owner=told.owner if told else None,
        kept=words.KEPT[kept],
        broken=kept == "no",
        on=entry.on if entry else None,
        evidence=entry.evidence if entry else None,
        why=entry.why if entry else None,
        tests=tuple(sheet.TestMark(name, RESULTS[results[name]]) for name in told.tests if name in results)
        if told
        else (),
    )


def _reasons(deal: Deal, house: House) -> Iterator[sheet.ReasonRow]:
    names = {each.id: each.name for each in house.evaluation_model.factors}
    for each in deal.completion.reasons:
        yield sheet.ReasonRow(each.what, names.get(each.factor) if each.factor else None, each.source, each.date)


def _factors(deal: Deal, house: House) -> Iterator[sheet.FactorRow]:
    for each in appraise(deal, house).factors:
        lessons = tuple(
            sheet.Learned(one.what, one.do, one.owner, one.due)
            for one in deal.completion.lessons
            if one.factor == each.factor.id
        )
        yield sheet.FactorRow(each.factor.id, each.factor.name, each.judged.stated, lessons)


def _contacts(deal: Deal) -> Iterator[sheet.ContactRow]:
    people = {each.id: each for each in deal.stakeholders}
    for each in deal.completion.contacts:
        person = people[each.person]
        owner = each.owner or person.owner
        yield sheet.ContactRow(person.id, call(person), _position(person), owner, each.what, each.due)


def _position(person: Stakeholder) -> str | None:
    return ", ".join(part for part in (person.title, person.department, person.organisation) if part) or None


def _needs(deal: Deal) -> Iterator[sheet.NeedRow]:
    for each in deal.completion.needs:
        yield sheet.NeedRow(each.id, each.what, each.expected, each.value, each.source, each.do, each.owner, each.due)


def _service(deal: Deal) -> Iterator[sheet.ServiceRow]:
    """Yield the days of our service, with those on which the warranty and our securities end."""
    for each in deal.completion.service:
        yield sheet.ServiceRow(each.what, each.due, each.owner, each.done_on)
    if ends := warranty(deal.acceptance).ends:
        yield sheet.ServiceRow(Phrase("The warranty ends"), ends, None, None)
    if not ended_without_order(deal):
        for security in deal.contract.securities:
            if security.valid_until:
                name = Phrase("{security} ends", security=SECURITIES[security.kind])
                yield sheet.ServiceRow(name, security.valid_until, None, None)


def _calendar(deal: Deal) -> Calendar:
    """Return the days on which somebody of us owes something."""
    told, people = deal.completion, {each.id: call(each) for each in deal.stakeholders}
    owed = [
        *(("contact", each.due, people[each.person], each.owner, each.what) for each in told.contacts),
        *(("need", each.due, each.what, each.owner, each.do) for each in told.needs),
        *(("service", each.due, each.what, each.owner, None) for each in told.service if not each.done_on),
    ]
    entries = [
        Entry(
            f"{deal.id}-{kind}-{number}@bidkit",
            due,
            Phrase("{deal}: {what}", deal=deal.id, what=what),
            "\n".join(part for part in (owner, text) if part),
        )
        for number, (kind, due, what, owner, text) in enumerate(owed, 1)
        if due
    ]
    return Calendar(deal.title, deal.as_of, tuple(sorted(entries, key=lambda entry: (entry.day, entry.id))))


COMPLETION = Artifact("completion", "implementation", "internal", completion, calendar=calendar, at_the_end=True)

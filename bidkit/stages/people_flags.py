"""Gaps and red flags among the people, each with what the record itself says of them."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from bidkit.deal import Deal, House
from bidkit.deal.stakeholders import Stakeholder
from bidkit.key_nodes import met
from bidkit.phrases import Phrase
from bidkit.stages.coverage import days_since, is_key, meetings, met_by, names_in, next_visit, out_of_touch
from bidkit.stages.people_words import ROLES, call
from bidkit.stages.stakeholder_sheet import Flag

Find = Callable[[Deal, House], Iterator[Flag]]
_WEIGHTY = Decimal(10)  # percent of influence from which on somebody against us is a danger


def flags(deal: Deal, house: House) -> tuple[Flag, ...]:
    """Return every gap and red flag, the grave ones first."""
    found = [flag for find in _FINDERS for flag in find(deal, house)]
    return (*(flag for flag in found if flag.grave), *(flag for flag in found if not flag.grave))


def _flag(kind: str, title: Phrase, people: Iterable[Stakeholder], *, grave: bool = False) -> Iterator[Flag]:
    """Yield one flag for these people, if there are any, with their own words."""
    chosen = tuple(people)
    if chosen:
        said = (words for person in chosen for words in _words(person))
        yield Flag(kind, title, tuple(call(person) for person in chosen), tuple(said), grave)


def _words(person: Stakeholder) -> Iterator[str]:
    """Yield what the record says last of a person: what the last contact brought, else the note."""
    last = person.contacts[-1].learned if person.contacts else None
    if words := last or person.note:
        yield f"{person.id}: {words}"


def _no_insider(deal: Deal, house: House) -> Iterator[Flag]:  # noqa: ARG001 - one signature for all
    insiders = [person for person in deal.stakeholders if "insider" in person.roles]
    if not insiders:
        title = Phrase("No insider: nobody at the customer tells us how it looks from inside.")
        yield Flag("no-insider", title, (), (), grave=True)
    doubtful = [each for each in insiders if not met(each) or each.attitude is None or each.attitude.score <= 0]
    if len(doubtful) == len(insiders):
        yield from _flag(
            "insider-in-doubt", Phrase("Nobody called an insider is met and for us."), doubtful, grave=True
        )


def _empty_roles(deal: Deal, house: House) -> Iterator[Flag]:
    for role in house.sales_entry.key_roles:
        if not any(role in person.roles for person in deal.stakeholders):
            title = Phrase("Key people: nobody is named who holds this role: {role}.", role=ROLES[role])
            yield Flag(f"no-{role}", title, (), (), grave=True)


def _unmet(deal: Deal, house: House) -> Iterator[Flag]:
    buyers = [each for each in deal.stakeholders if "economic" in each.roles and not met(each)]
    yield from _flag("economic-uncovered", Phrase("Economic buyer not covered: never met."), buyers, grave=True)
    others = [each for each in deal.stakeholders if is_key(each, house) and not met(each) and each not in buyers]
    yield from _flag("key-person-unmet", Phrase("Key people never met."), others, grave=True)
    sent_away = [each for each in deal.stakeholders if each.contacts and not meetings(each)]
    yield from _flag("turned-away", Phrase("Tried, and not reached or turned away."), sent_away, grave=True)


def _business_department(deal: Deal, house: House) -> Iterator[Flag]:  # noqa: ARG001
    buyers = [person for person in deal.stakeholders if "procurement" in person.roles]
    if not any(person.contacts for person in buyers):
        title = Phrase("The business department, which runs the purchase, was never contacted.")
        if buyers:
            yield from _flag("business-department", title, buyers, grave=True)
        else:
            yield Flag("business-department", title, (), (), grave=True)


def _institute(deal: Deal, house: House) -> Iterator[Flag]:  # noqa: ARG001
    institutes = [person for person in deal.stakeholders if "design-institute" in person.roles]
    left = [each for each in institutes if not each.visits and not (each.contacts and each.contacts[-1].next)]
    title = Phrase(
        "The design institute is worth more than it was given: it writes products into the project before any "
        "tender, and nothing follows from the last contact."
    )
    yield from _flag("design-institute", title, left, grave=True)


def _stale(deal: Deal, house: House) -> Iterator[Flag]:
    for person in deal.stakeholders:
        if is_key(person, house) and out_of_touch(person, deal, house):
            days = days_since(person, deal.as_of) or 0
            yield from _flag("out-of-touch", Phrase("Key person last met {days} days ago.", days=days), [person])


def _new(deal: Deal, house: House) -> Iterator[Flag]:
    def is_new(person: Stakeholder) -> bool:
        since = person.since.latest() if person.since else None
        return bool(since and deal.as_of and (deal.as_of - since).days <= house.sales_entry.new_for)

    title = Phrase("New player: what was agreed with others does not bind this person.")
    yield from _flag("new-player", title, filter(is_new, deal.stakeholders))


def _one_source(deal: Deal, house: House) -> Iterator[Flag]:
    shares: dict[str, Decimal] = {}
    for person in deal.stakeholders:
        if person.influence and person.source:
            shares[person.source] = shares.get(person.source, Decimal(0)) + person.influence
    whole = sum((person.influence or Decimal(0) for person in deal.stakeholders), Decimal(0))
    for source, share in shares.items():
        if whole and share * 100 > whole * house.sales_entry.one_source_from:
            title = Phrase(
                "{share} of {whole} percent of influence rest on one source: {source}.",
                share=share,
                whole=whole,
                source=source,
            )
            yield Flag("one-source", title, (), (), grave=False)


def _against(deal: Deal, house: House) -> Iterator[Flag]:
    def endangers(person: Stakeholder) -> bool:
        weighty = (person.influence or 0) >= _WEIGHTY or is_key(person, house)
        return bool(weighty and person.attitude and person.attitude.score < 0)

    for person in filter(endangers, deal.stakeholders):
        shown = f"{person.id}: {person.attitude.evidence}" if person.attitude and person.attitude.evidence else None
        words = (shown,) if shown else tuple(_words(person))
        yield Flag("against-us", Phrase("A key person is against us."), (call(person),), words, grave=False)


def _single_thread(deal: Deal, house: House) -> Iterator[Flag]:
    ours = {name for person in deal.stakeholders for name in met_by(person)}
    if len(ours) == 1 and sum(bool(met_by(person)) for person in deal.stakeholders) > 1:
        title = Phrase("Single thread: every meeting was held by {who}.", who=ours.pop())
        yield Flag("single-thread", title, (), (), grave=False)
        return
    alone = [each for each in deal.stakeholders if is_key(each, house) and len(met_by(each)) == 1]
    title = Phrase("Single thread: only one of us has met these key people.")
    yield from ((Flag("single-thread", title, tuple(call(each) for each in alone), (), grave=False),) if alone else ())


def _left_open(deal: Deal, house: House) -> Iterator[Flag]:  # noqa: ARG001
    def ends(person: Stakeholder) -> bool:
        last = person.contacts[-1] if person.contacts else None
        handled = "design-institute" in person.roles
        return bool(last and last.met == "yes" and not last.next and not next_visit(person, deal) and not handled)

    yield from _flag("no-next-step", Phrase("Met, and nothing follows."), filter(ends, deal.stakeholders))


def _without_owner(deal: Deal, house: House) -> Iterator[Flag]:  # noqa: ARG001
    alone = tuple(call(person) for person in deal.stakeholders if not names_in(person.owner))
    if alone:
        yield Flag("no-owner", Phrase("Nobody of us owns these relationships."), alone, (), grave=False)


_FINDERS: tuple[Find, ...] = (
    _no_insider,
    _empty_roles,
    _unmet,
    _business_department,
    _institute,
    _stale,
    _new,
    _one_source,
    _against,
    _single_thread,
    _left_open,
    _without_owner,
)

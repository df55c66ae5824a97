"""Rules of the people: who reports to whom, what ties them, what judgements rest on, what is planned."""

from collections.abc import Iterator
from itertools import pairwise

from bidkit.checks.finding import FieldPath, Finding
from bidkit.deal import Deal, House
from bidkit.deal.stakeholders import Stakeholder


def reporting_makes_a_tree(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that superiors are in the record, and that nobody reports to itself by whatever way."""
    people = {person.id: person for person in deal.stakeholders}
    for path, person in _people(deal):
        if person.reports_to is None:
            continue
        if person.reports_to not in people:
            yield _nobody((*path, "reports_to"), person.reports_to, people)
        elif (way := _way_up(person, people))[-1] == person.id:
            message = f"`{person.id}` reports to itself: {' -> '.join(way)}"
            yield Finding((*path, "reports_to"), message, "Delete `reports_to` of whoever stands highest among them.")


def _way_up(person: Stakeholder, people: dict[str, Stakeholder]) -> list[str]:
    """Return the ids from a person upwards, until the top or the first that is passed again."""
    way, boss = [person.id], person.reports_to
    while boss is not None and boss in people:
        way.append(boss)
        if boss in way[:-1]:
            break
        boss = people[boss].reports_to
    return way


def links_tie_two_people(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that each link leads to another person of the record, and stands once."""
    people = {person.id: person for person in deal.stakeholders}
    for path, person in _people(deal):
        seen: set[tuple[str, str]] = set()
        for number, link in enumerate(person.links):
            at = (*path, "links", number, "to")
            if link.to not in people:
                yield _nobody(at, link.to, people)
            elif link.to == person.id:
                yield Finding(at, f"`{person.id}` is linked to itself", "Name the other person.")
            elif (link.to, link.kind) in seen:
                yield Finding(at, f"`{link.kind}` from {person.id} to {link.to} stands twice", "Keep one of them.")
            seen.add((link.to, link.kind))


def _nobody(path: FieldPath, who: str, people: dict[str, Stakeholder]) -> Finding:
    return Finding(path, f"`{who}` is no stakeholder of the record", f"The stakeholders are: {', '.join(people)}.")


def roles_differ(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that no role of a person stands twice."""
    for path, person in _people(deal):
        for number, role in enumerate(person.roles):
            if role in person.roles[:number]:
                yield Finding((*path, "roles", number), f"the role `{role}` stands here twice", "Keep one of them.")


def judgements_say_from_whom(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Warn of judgements about people without source or date."""
    for path, person in _people(deal):
        for field in ("attitude", "response", "win"):
            judged = getattr(person, field)
            if judged is not None:
                yield from _without_origin((*path, field), field, judged.source, judged.date)
        if person.influence is not None:
            yield from _without_origin((*path, "influence"), "influence", person.source, person.date)
        for number, link in enumerate(person.links):
            yield from _without_origin((*path, "links", number), link.kind, link.source, link.date)


def _without_origin(path: FieldPath, field: str, source: object, date: object) -> Iterator[Finding]:
    gaps = [name for name, value in (("source", source), ("date", date)) if value is None]
    if gaps:
        message = f"`{field}` has no {' and no '.join(gaps)}"
        hint = "Say who judged or said so, and when; people and their minds change."
        yield Finding(path, message, hint, "warning")


def an_insider_is_for_us(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Warn of insiders whose attitude is not for us; they may be telling the others about us."""
    for path, person in _people(deal):
        if "insider" in person.roles and person.attitude and person.attitude.score <= 0:
            message = f"`{person.id}` is called an insider, but its attitude is {person.attitude.score}"
            hint = "It does not count as an insider: correct the attitude, or take the role away."
            yield Finding((*path, "attitude", "score"), message, hint, "warning")


def contacts_run_forward(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that contacts stand in the order in which they took place, as far as their dates tell."""
    for path, person in _people(deal):
        days = [
            (number, contact.date.latest(), contact.date.earliest())
            for number, contact in enumerate(person.contacts)
            if contact.date and contact.date.year
        ]
        for (_, _, before), (number, latest, _) in pairwise(days):
            if before and latest and latest < before:
                message = "this contact took place before the one above it"
                at = (*path, "contacts", number, "date")
                yield Finding(at, message, "List the oldest first, so that the last one is the latest.")


def visits_lie_ahead(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Warn of planned visits whose day has passed."""
    for path, person in _people(deal):
        for number, visit in enumerate(person.visits):
            if visit.due and deal.as_of and visit.due < deal.as_of:
                message = f"the visit was planned for {visit.due}, before the record's own date {deal.as_of}"
                hint = "Move it to `contacts` with what was learned, or plan it anew."
                yield Finding((*path, "visits", number, "due"), message, hint, "warning")


def candidate_list_says_one_thing(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that the state of the candidate list goes with what was handed in, and warn where it has no origin."""
    listing, path = deal.candidate_list, "candidate_list"
    if listing.handed_in and listing.state in ("unknown", "not-listed"):
        message = f"documents were handed in on {listing.handed_in}, but the state is {listing.state}"
        yield Finding((path, "handed_in"), message, "Write `state: applied`, or what the customer answered.")
    if listing.closes and deal.as_of and listing.closes < deal.as_of and listing.state in ("unknown", "not-listed"):
        message = f"the list closed on {listing.closes}, and nothing was handed in"
        hint = "Ask whether it can still be opened for us, and record the answer."
        yield Finding((path, "closes"), message, hint, "warning")
    if listing.state != "unknown":
        yield from _without_origin((path,), "candidate_list", listing.source, listing.date)


def _people(deal: Deal) -> Iterator[tuple[FieldPath, Stakeholder]]:
    for index, person in enumerate(deal.stakeholders):
        yield ("stakeholders", index), person


PEOPLE_RULES = (
    reporting_makes_a_tree,
    links_tie_two_people,
    roles_differ,
    judgements_say_from_whom,
    an_insider_is_for_us,
    contacts_run_forward,
    visits_lie_ahead,
    candidate_list_says_one_thing,
)

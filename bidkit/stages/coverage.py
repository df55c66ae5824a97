"""Who of us knows whom, when last, and what is planned: the coverage of the people and the plan of contacts."""

import re
from datetime import date
from decimal import Decimal

from bidkit.deal import Deal, House
from bidkit.deal.method import ELEMENT_NAMES, ELEMENTS
from bidkit.deal.stakeholders import Contact, Stakeholder
from bidkit.key_nodes import met
from bidkit.phrases import Phrase
from bidkit.stages import stakeholder_sheet as sheet
from bidkit.stages.people_words import call
from bidkit.stages.sheet import age

_BETWEEN = re.compile(r"\s*[,;、，]\s*|\s+(?:and|&|und)\s+")
_LAST_PLACE = date.max


def names_in(by: str | None) -> tuple[str, ...]:
    """Return the people of ours named in a line such as `Chen Yu and He Tao`."""
    return tuple(dict.fromkeys(name for name in _BETWEEN.split(by) if name)) if by else ()


def meetings(person: Stakeholder) -> tuple[Contact, ...]:
    """Return the contacts in which somebody of ours met the person, dated or not."""
    return tuple(contact for contact in person.contacts if contact.met == "yes")


def is_key(person: Stakeholder, house: House) -> bool:
    """Say whether a person holds a role that the house asks to be met, or is the insider."""
    return bool({*house.sales_entry.key_roles, "insider"} & set(person.roles))


def days_since(person: Stakeholder, as_of: date | None) -> int | None:
    """Return how many days ago the person was last met, at least; None where the dates do not tell."""
    days = [day for each in meetings(person) if each.date and (day := each.date.latest())]
    return (as_of - max(days)).days if days and as_of else None


def out_of_touch(person: Stakeholder, deal: Deal, house: House) -> bool:
    """Say whether a person was met, but too long ago."""
    days = days_since(person, deal.as_of)
    return days is not None and days > house.sales_entry.stale_after


def met_by(person: Stakeholder) -> tuple[str, ...]:
    """Return who of us has met the person."""
    return tuple(dict.fromkeys(name for each in meetings(person) for name in names_in(each.by)))


def next_visit(person: Stakeholder, deal: Deal) -> date | None:
    """Return the next day planned that has not passed."""
    ahead = [each.due for each in person.visits if each.due and not (deal.as_of and each.due < deal.as_of)]
    return min(ahead, default=None)


def coverage_row(person: Stakeholder, deal: Deal, house: House) -> sheet.CoverageRow:
    """Return how well we know a person."""
    found = meetings(person)
    last = found[-1].date if found else None
    names = met_by(person)
    return sheet.CoverageRow(
        person=call(person),
        key=is_key(person, house),
        owner=person.owner,
        met_by=names,
        contacts=len(person.contacts),
        met=len(found),
        last=last,
        age=age(last, deal.as_of),
        next=next_visit(person, deal),
        one_of_us=len(names) == 1,
        out_of_touch=out_of_touch(person, deal, house),
    )


def our_people(deal: Deal) -> tuple[sheet.OwnRow, ...]:
    """Return each of us with the people that he or she knows, owns and will see."""
    people = deal.stakeholders
    named = [name for person in people for name in (*met_by(person), *names_in(person.owner))]
    planned = [name for person in people for visit in person.visits for name in names_in(visit.owner or person.owner)]
    return tuple(
        sheet.OwnRow(
            name,
            tuple(call(person) for person in people if name in met_by(person)),
            sum(name in names_in(person.owner) for person in people),
            planned.count(name),
        )
        for name in dict.fromkeys((*named, *planned))
    )


def contact_plan(deal: Deal, house: House) -> tuple[sheet.PlanRow, ...]:
    """Return what is planned by its day, then whom the method asks us to see and nobody has planned to."""
    rows = [_planned(person, number, deal) for person in deal.stakeholders for number in range(len(person.visits))]
    rows.sort(key=lambda row: row.due or _LAST_PLACE)
    owed = [person for person in deal.stakeholders if not person.visits and _is_owed(person, deal, house)]
    owed.sort(key=lambda person: -(person.influence or Decimal(0)))
    asked = (
        sheet.PlanRow(None, call(each), each.owner or deal.owner, None, _question(each, deal), True, overdue=False)
        for each in owed
    )
    return (*rows, *asked)


def _planned(person: Stakeholder, number: int, deal: Deal) -> sheet.PlanRow:
    visit = person.visits[number]
    overdue = bool(visit.due and deal.as_of and visit.due < deal.as_of)
    owner = visit.owner or person.owner
    return sheet.PlanRow(visit.due, call(person), owner, visit.how, visit.question, of_method=False, overdue=overdue)


def _is_owed(person: Stakeholder, deal: Deal, house: House) -> bool:
    could_tell = any(person.id in getattr(deal.elements, name).could_know for name in _open_elements(deal))
    seat = is_key(person, house) or bool({"procurement", "design-institute"} & set(person.roles))
    return could_tell or not met(person) or (seat and out_of_touch(person, deal, house))


def _open_elements(deal: Deal) -> list[str]:
    return [name for name in ELEMENTS if getattr(deal.elements, name).state != "known"]


def _question(person: Stakeholder, deal: Deal) -> Phrase:
    """Return what to bring home from a person: what it could know and we do not, else who and for whom it is."""
    for name in ELEMENTS:
        if name in _open_elements(deal) and person.id in getattr(deal.elements, name).could_know:
            return Phrase("What is certain of this: {element}?", element=ELEMENT_NAMES[name])
    if not person.name and not meetings(person):
        return Phrase("Who holds this seat, and what does this person do in the purchase?")
    if person.attitude is None:
        return Phrase("What does this person need of the project, and how does it stand towards us?")
    return Phrase("What has changed since we last met, and who speaks for or against us?")

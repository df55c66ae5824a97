"""Stage 2, sales entry: who decides, how they stand to us, who of us knows them, and whom to see next."""

from collections.abc import Iterator
from decimal import Decimal
from math import ceil

from bidkit.calendar import Calendar, Entry
from bidkit.deal import Deal, House
from bidkit.deal.method import STAGE_NAMES, STEP_NAMES
from bidkit.deal.stakeholders import Role, Stakeholder
from bidkit.gates import standing
from bidkit.key_nodes import NodeStatus, met
from bidkit.next_work import ROLE_NAMES
from bidkit.phrases import Phrase
from bidkit.stages import stakeholder_sheet as sheet
from bidkit.stages.artifact import Artifact
from bidkit.stages.coverage import contact_plan, coverage_row, meetings, our_people
from bidkit.stages.missing import by_part
from bidkit.stages.people_flags import flags
from bidkit.stages.people_words import LINKS, LISTINGS, MODES, ROLES, attitude, call, names_of, place
from bidkit.stages.sheet import age, head_of

_DRAWN = {"influences": "influence", "conflict": "conflict"}
_STEP = 5  # percent of influence per step of a border's weight


def stakeholders(deal: Deal, house: House, *, final: bool) -> sheet.StakeholderSheet:
    """Return the stakeholder plan of a deal."""
    people = deal.stakeholders
    missing = _missing(deal)
    return sheet.StakeholderSheet(
        head=head_of(deal, house, Phrase("Stakeholder plan"), final=final),
        facts=_facts(deal),
        flags=flags(deal, house),
        seats=tuple(_seat(person) for person in people),
        ties=tuple(_ties(deal)),
        links=tuple(_links(deal)),
        departments=_departments(deal),
        judgements=tuple(row for person in people for row in _judgements(person, deal)),
        points=tuple(
            sheet.Point(
                person.name or call(person), person.attitude.score if person.attitude else None, person.influence
            )
            for person in people
        ),
        heaviest=max((person.influence or Decimal(0) for person in people), default=Decimal(0)),
        coverage=tuple(coverage_row(person, deal, house) for person in people),
        ours=our_people(deal),
        nodes=tuple(_node(each, deal) for each in standing(deal, house).nodes if each.node.stage == "sales-entry"),
        key_roles=tuple(_key_role(role, deal) for role in dict.fromkeys(("insider", *house.sales_entry.key_roles))),
        plan=contact_plan(deal, house),
        candidate=_candidate(deal),
        calendar=_calendar(deal),
        missing=missing,
        missing_by_part=by_part(missing),
    )


def calendar(made: sheet.StakeholderSheet) -> Calendar:
    """Return the days that the plan names."""
    return made.calendar


def _facts(deal: Deal) -> sheet.PlanFacts:
    people = deal.stakeholders
    shares = sum((person.influence or Decimal(0) for person in people), Decimal(0))
    return sheet.PlanFacts(
        customer=deal.customer.name,
        stage=STAGE_NAMES[deal.stage],
        step=STEP_NAMES[deal.customer.procurement.at],
        as_of=deal.as_of,
        people=len(people),
        met=sum(bool(meetings(person)) for person in people),
        unidentified=sum(person.name is None for person in people),
        shares=shares,
        rest=100 - shares,
    )


def _seat(person: Stakeholder) -> sheet.Seat:
    weight = min(ceil((person.influence or 0) / _STEP), 5)
    return sheet.Seat(person.id, person.name, person.title, place(person), person.reports_to, weight, attitude(person))


def _ties(deal: Deal) -> Iterator[sheet.Tie]:
    for person in deal.stakeholders:
        for link in person.links:
            if link.kind in _DRAWN:
                yield {"from": person.id, "to": link.to, "kind": _DRAWN[link.kind], "label": link.what}


def _links(deal: Deal) -> Iterator[sheet.LinkRow]:
    names = names_of(deal)
    for person in deal.stakeholders:
        for link in person.links:
            yield sheet.LinkRow(call(person), LINKS[link.kind], names[link.to], link.what, link.source, link.date)


def _departments(deal: Deal) -> tuple[sheet.Department, ...]:
    places = dict.fromkeys(place(person) for person in deal.stakeholders)
    return tuple(
        sheet.Department(name, tuple(_person(each) for each in deal.stakeholders if place(each) == name))
        for name in places
    )


def _person(person: Stakeholder) -> sheet.PersonRow:
    return sheet.PersonRow(
        id=person.id,
        name=person.name,
        title=person.title,
        roles=tuple(ROLES[role] for role in person.roles),
        function=person.function,
        influence=person.influence,
        attitude=attitude(person),
        against=bool(person.attitude and person.attitude.score < 0),
        response=MODES[person.response.mode] if person.response else None,
        win=person.win.what if person.win else None,
        owner=person.owner,
        note=person.note,
    )


def _judgements(person: Stakeholder, deal: Deal) -> Iterator[sheet.JudgementRow]:
    who = call(person)

    def row(what: Phrase, judged: sheet.Said, evidence: str | None, origin: object) -> sheet.JudgementRow:
        source, when = getattr(origin, "source", None), getattr(origin, "date", None)
        return sheet.JudgementRow(who, what, judged, evidence, source, when, age(when, deal.as_of))

    if person.influence is not None:
        yield row(Phrase("Influence"), Phrase("{share} %", share=person.influence), person.function, person)
    if person.attitude:
        yield row(Phrase("Attitude"), attitude(person), person.attitude.evidence, person.attitude)
    if person.response:
        yield row(Phrase("Response mode"), MODES[person.response.mode], person.response.evidence, person.response)
    if person.win:
        yield row(Phrase("Personal win"), person.win.what, None, person.win)


def _node(status: NodeStatus, deal: Deal) -> sheet.NodeRow:
    entry = deal.key_nodes.get(status.node.id)
    return sheet.NodeRow(
        name=status.node.name,
        reached=status.reached,
        forced=status.forced is not None,
        on=entry.reached_on if entry else None,
        evidence=entry.evidence if entry else None,
        missing=status.missing,
    )


def _key_role(role: Role, deal: Deal) -> sheet.KeyRole:
    holders = tuple(_holder(person, deal) for person in deal.stakeholders if role in person.roles)
    return sheet.KeyRole(ROLES[role], ROLE_NAMES[role], holders)


def _holder(person: Stakeholder, deal: Deal) -> sheet.Holder:
    found = meetings(person)
    last = found[-1] if found else None
    return sheet.Holder(
        who=call(person),
        identified=person.name is not None,
        met=met(person),
        last=last.date if last else None,
        age=age(last.date, deal.as_of) if last else None,
        by=last.by if last else None,
        learned=last.learned if last else None,
    )


def _candidate(deal: Deal) -> sheet.CandidateFacts:
    listing = deal.candidate_list
    return sheet.CandidateFacts(
        state=LISTINGS[listing.state],
        listed=listing.state == "listed",
        asks=listing.asks,
        closes=listing.closes,
        days_left=(listing.closes - deal.as_of).days if listing.closes and deal.as_of else None,
        handed_in=listing.handed_in,
        evidence=listing.evidence,
        source=listing.source,
        date=listing.date,
        age=age(listing.date, deal.as_of),
    )


def _calendar(deal: Deal) -> Calendar:
    entries = [
        Entry(
            f"{deal.id}-{person.id}-{number}@bidkit",
            visit.due,
            Phrase("{deal}: {how} with {who}", deal=deal.id, how=visit.how or Phrase("visit"), who=call(person)),
            "\n".join(part for part in (visit.owner or person.owner, visit.question) if part),
        )
        for person in deal.stakeholders
        for number, visit in enumerate(person.visits, 1)
        if visit.due
    ]
    closes = deal.candidate_list.closes
    if closes and deal.candidate_list.state not in ("listed", "refused"):
        title = Phrase("{deal}: the candidate list closes", deal=deal.id)
        entries.append(Entry(f"{deal.id}-candidate-list@bidkit", closes, title, deal.candidate_list.asks or ""))
    return Calendar(deal.title, deal.as_of, tuple(sorted(entries, key=lambda entry: (entry.day, entry.id))))


def _missing(deal: Deal) -> tuple[str, ...]:
    """Return what the plan has to mark as missing, in the order of the page."""
    head = [name for name in ("as_of", "owner") if getattr(deal, name) is None]
    head += [] if deal.customer.name else ["customer.name"]
    people = [path for person in deal.stakeholders for path in _gaps(person)]
    listing = [] if deal.candidate_list.state != "unknown" else ["candidate_list.state"]
    if not listing:
        listing = [f"candidate_list.{part}" for part in ("source", "date") if not getattr(deal.candidate_list, part)]
    return (*head, *([] if deal.stakeholders else ["stakeholders"]), *people, *listing)


def _gaps(person: Stakeholder) -> Iterator[str]:
    path = f"stakeholders.{person.id}"
    for field in ("name", "title", "roles", "function", "influence", "source", "date", "attitude", "owner"):
        if getattr(person, field) in (None, ()):
            yield f"{path}.{field}"
    for field in ("attitude", "response", "win"):
        judged = getattr(person, field)
        yield from (f"{path}.{field}.{part}" for part in ("source", "date") if judged and not getattr(judged, part))
    for number, visit in enumerate(person.visits, 1):
        yield from (f"{path}.visits.{number}.{part}" for part in ("due",) if getattr(visit, part) is None)


STAKEHOLDERS = Artifact("stakeholders", "sales-entry", "internal", stakeholders, calendar=calendar)

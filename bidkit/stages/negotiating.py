"""Stage 5, negotiation: who meets whom, how far each side can go, what a give costs and what we get for it."""

from collections.abc import Iterator
from decimal import Decimal

from bidkit.deal import Deal, House
from bidkit.deal.negotiation import Alternative, ExecutiveVisit, Issue, Meeting, Stance
from bidkit.deal.stakeholders import Stakeholder
from bidkit.phrases import Phrase
from bidkit.stages import contract_words
from bidkit.stages import negotiation_sheet as sheet
from bidkit.stages import negotiation_words as words
from bidkit.stages.concession_rows import in_order, ledger_facts
from bidkit.stages.gaps import by_part
from bidkit.stages.people_words import ROLES
from bidkit.stages.price_basis import basis_of
from bidkit.stages.sheet import head_of
from pricing.decision.situation import Situation
from pricing.margin import NoSuchPrice


def build(deal: Deal, house: House, *, final: bool) -> sheet.NegotiationSheet:
    """Return the plan for the table, its gives priced as far as the record's costs and rule allow."""
    told, basis = deal.negotiation, basis_of(deal, house)
    ledger, reason = _ledger(deal, house, basis.situation)
    missing = (*(basis.missing if basis.situation is None else ()), *_missing(deal, priced=ledger is not None))
    fault = _fault(ledger, house) if ledger else reason
    return sheet.NegotiationSheet(
        head=head_of(deal, house, Phrase("Negotiation plan"), final=final),
        customer=deal.customer.name,
        currency=deal.currency,
        verdict=fault or _verdict(ledger),
        warning=fault is not None,
        approved_by=deal.price.decision.by if deal.price.decision else None,
        approved_on=deal.price.decision.on if deal.price.decision else None,
        visits=tuple(_visit(deal, each) for each in told.visits),
        unvisited=tuple(_unvisited(deal, house)),
        issues=tuple(_issue(each) for each in told.issues),
        alternatives=tuple(_alternatives(deal)),
        ledger=ledger,
        unpriced=tuple(_unpriced(deal, priced=ledger is not None)),
        never_said=(
            *words.ALWAYS,
            *(sheet.SaidRow(each.what, each.why, each.instead) for each in told.never_said),
        ),
        meetings=tuple(_meeting(deal, each) for each in told.meetings),
        missing=missing,
        missing_by_part=by_part(missing),
    )


def _ledger(deal: Deal, house: House, situation: Situation | None) -> tuple[sheet.LedgerFacts | None, Phrase | None]:
    if situation is None:
        return None, Phrase("The record lacks what a price rests on, so that no give can be priced")
    try:
        found = ledger_facts(deal, house, situation)
    except NoSuchPrice:
        return None, Phrase("What the gives take leaves no price to stand on, so that none can be priced")
    return found, None if found else Phrase("No price is on the table yet, so that no give can be priced")


def _fault(ledger: sheet.LedgerFacts, house: House) -> Phrase | None:
    """Say what is wrong with the price as it stands, if anything is."""
    if ledger.start.to_floor < 0:
        return Phrase("The price on the table lies below the floor of the house")
    if ledger.start.authority is None and house.pricing.authority:
        return Phrase("Nobody may approve the price on the table")
    return ledger.voided


def _verdict(ledger: sheet.LedgerFacts | None) -> Phrase:
    crossing = next((each.id for each in ledger.rows if each.voids), None) if ledger else None
    if crossing is None:
        return Phrase("Every give of the ledger stays within the approval of the price")
    return Phrase("The gives before {id} stay within the approval of the price; {id} voids it", id=crossing)


def _missing(deal: Deal, *, priced: bool) -> tuple[str, ...]:
    told = deal.negotiation
    wanted: dict[str, object] = {"issues": told.issues, "visits": told.visits, "meetings": told.meetings}
    wanted["alternatives.ours"] = told.alternatives.ours
    wanted["alternatives.theirs"] = told.alternatives.theirs
    wanted["price"] = priced or told.price or deal.price.decision
    return (
        *(f"negotiation.{name}" for name, value in wanted.items() if not value),
        *(f"negotiation.issues.{each.id}.ours.limit" for each in told.issues if _without_limit(each.ours)),
        *(f"negotiation.concessions.{each.id}.gets" for each in in_order(deal) if each.gets is None),
        *(f"negotiation.concessions.{each.id}.may_grant" for each in in_order(deal) if each.may_grant is None),
    )


def _without_limit(side: Stance) -> bool:
    return side.limit is None and side.words is None


def _visit(deal: Deal, each: ExecutiveVisit) -> sheet.VisitRow:
    met = next((person for person in deal.stakeholders if person.id == each.meets), None)
    return sheet.VisitRow(
        id=each.id,
        ours=each.ours,
        seat=each.seat,
        meets=(met.name or met.id) if met else each.meets,
        their_seat=met.title if met else None,
        purpose=each.purpose,
        message=each.message,
        due=each.due,
        date=each.date,
        outcome=each.outcome,
    )


def _unvisited(deal: Deal, house: House) -> Iterator[sheet.SeatRow]:
    """Yield the key people who release money or judge, and whom no executive of ours visits."""
    visited = {each.meets for each in deal.negotiation.visits}
    for person in deal.stakeholders:
        role = next((role for role in house.sales_entry.key_roles if role in person.roles), None)
        if role == "economic" and person.id not in visited:
            yield sheet.SeatRow(person.id, person.name or person.id, person.title, ROLES[role])


def _issue(each: Issue) -> sheet.IssueRow:
    ours, theirs = _side(words.OURS, each.ours), _side(words.THEIRS, each.theirs)
    low, high = (ours, theirs) if wants_more(each) else (theirs, ours)
    figures = (ours.opening, ours.target, ours.limit, theirs.opening, theirs.target, theirs.limit)
    return sheet.IssueRow(
        id=each.id,
        title=each.title,
        kind=contract_words.TERMS[each.kind],
        unit=each.unit,
        drawn=any(figure is not None for figure in figures),
        low_side=low,
        high_side=high,
        ours=ours,
        theirs=theirs,
        room=_room(low.limit, high.limit),
        known=words.KNOWN[each.theirs.state],
        source=each.theirs.source,
        date=each.theirs.date,
        reason=each.reason,
        owner=each.owner,
    )


def _side(label: Phrase, side: Stance) -> sheet.SideRow:
    return sheet.SideRow(label, side.opening, side.target, side.limit, side.words)


def wants_more(issue: Issue) -> bool:
    """Say whether more is better for us: our figures fall from the opening to the limit, or theirs rise."""
    ours, theirs = _span(issue.ours), _span(issue.theirs)
    if ours:
        return ours < 0
    if theirs:
        return theirs > 0
    return issue.kind == "price"


def _span(side: Stance) -> Decimal:
    figures = [each for each in (side.opening, side.target, side.limit) if each is not None]
    return figures[-1] - figures[0] if figures else Decimal(0)


def _room(low: Decimal | None, high: Decimal | None) -> Phrase:
    if low is None or high is None:
        return Phrase("not known: a limit is missing")
    if low > high:
        return Phrase("none: the limits are {gap} apart", gap=low - high)
    return Phrase("{low} to {high}", low=low, high=high)


def _alternatives(deal: Deal) -> Iterator[sheet.AlternativeRow]:
    told = deal.negotiation.alternatives
    for label, each, says in (
        (words.OURS, told.ours, Phrase("gross profit")),
        (words.THEIRS, told.theirs, Phrase("price that they would pay")),
    ):
        if each is not None:
            yield _alternative(label, each, says)


def _alternative(label: Phrase, each: Alternative, says: Phrase) -> sheet.AlternativeRow:
    return sheet.AlternativeRow(label, each.what, each.worth, says, words.KNOWN[each.state], each.source)


def _unpriced(deal: Deal, *, priced: bool) -> Iterator[sheet.UnpricedRow]:
    for each in deal.negotiation.concessions:
        if each.state == "refused" or not priced:
            yield sheet.UnpricedRow(each.id, each.gives, each.gets, words.GIVES[each.state])


def _meeting(deal: Deal, each: Meeting) -> sheet.MeetingRow:
    people = {person.id: _called(person) for person in deal.stakeholders}
    return sheet.MeetingRow(
        id=each.id,
        title=each.title,
        due=each.due,
        date=each.date,
        place=each.place,
        goal=each.goal,
        people=tuple(people.get(name, name) for name in each.people),
        seats=tuple(
            sheet.TableSeat(seat.who, words.PARTS[seat.part], people.get(seat.meets or ""), seat.note)
            for seat in each.seats
        ),
        agenda=tuple(sheet.AgendaRow(item.what, item.issue, item.minutes, item.who) for item in each.agenda),
        minutes=sum(item.minutes or 0 for item in each.agenda),
        agreed=each.agreed,
    )


def _called(person: Stakeholder) -> str:
    return ", ".join(part for part in (person.name, person.title) if part) or person.id

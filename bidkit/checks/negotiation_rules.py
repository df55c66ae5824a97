"""Rules of the negotiation: positions that hang together, nothing given for nothing, nobody met in a quiet period."""

from collections.abc import Iterator
from decimal import Decimal

from bidkit.checks.amounts import amount_fits, parts_make_the_price
from bidkit.checks.finding import FieldPath, Finding
from bidkit.checks.references import all_refer, ids_of, refers
from bidkit.checks.repeats import repeated_ids
from bidkit.checks.standard_rules import in_quiet_period
from bidkit.deal import Deal, House
from bidkit.deal.negotiation import Concession, ExecutiveVisit, Issue, Meeting, Stance

_NEGOTIATION = ("negotiation",)
_LISTS = ("visits", "issues", "concessions", "packages", "meetings")


def negotiation_ids_differ(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that no visit, issue, concession, package or meeting stands twice."""
    for name in _LISTS:
        yield from repeated_ids((*_NEGOTIATION, name), getattr(deal.negotiation, name))


def negotiation_refers_to_what_exists(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that every id that the negotiation names is in the record."""
    told, people = deal.negotiation, ids_of(deal.stakeholders)
    issues, gives = ids_of(told.issues), ids_of(told.concessions)
    for at, visit in enumerate(told.visits):
        yield from refers((*_NEGOTIATION, "visits", at, "meets"), visit.meets, "stakeholder of the record", people)
    for at, give in enumerate(told.concessions):
        yield from refers((*_NEGOTIATION, "concessions", at, "issue"), give.issue, "issue of the negotiation", issues)
    for at, package in enumerate(told.packages):
        path: FieldPath = (*_NEGOTIATION, "packages", at, "concessions")
        yield from all_refer(path, package.concessions, "concession of the negotiation", gives)
    theirs, rivals = told.alternatives.theirs, ids_of(deal.competitors)
    path = (*_NEGOTIATION, "alternatives", "theirs", "rival")
    yield from refers(path, theirs.rival if theirs else None, "competitor of the record", rivals)
    for at, meeting in enumerate(told.meetings):
        path = (*_NEGOTIATION, "meetings", at)
        yield from all_refer((*path, "people"), meeting.people, "stakeholder of the record", people)
        for number, seat in enumerate(meeting.seats):
            yield from refers((*path, "seats", number, "meets"), seat.meets, "stakeholder of the record", people)
        for number, item in enumerate(meeting.agenda):
            yield from refers((*path, "agenda", number, "issue"), item.issue, "issue of the negotiation", issues)


def positions_hang_together(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that the figures of an issue have a unit, and that each side's run from its opening to its limit."""
    for at, issue in enumerate(deal.negotiation.issues):
        path: FieldPath = (*_NEGOTIATION, "issues", at)
        sides = (("ours", issue.ours), ("theirs", issue.theirs))
        if issue.unit is None and any(_figures(side) for _, side in sides):
            yield Finding(path, f"`{issue.id}` has figures, but no unit", "Add `unit:`, such as CNY or days.")
        for name, side in sides:
            figures = _figures(side)
            if figures not in (sorted(figures), sorted(figures, reverse=True)):
                said = ", ".join(map(str, figures))
                message = f"`{issue.id}`: opening, target and limit are {said}, which turn back"
                hint = "Let them run one way, from what is asked first to the limit."
                yield Finding((*path, name, "target"), message, hint)
        yield from _directions(path, issue)
        if issue.theirs.state == "known" and issue.theirs.source is None:
            message = f"what the customer wants of `{issue.id}` is known, but has no source"
            yield Finding((*path, "theirs"), message, "Add `source:`, or write assumed.", "warning")


def _figures(side: Stance) -> list[Decimal]:
    return [each for each in (side.opening, side.target, side.limit) if each is not None]


def _directions(path: FieldPath, issue: Issue) -> Iterator[Finding]:
    ours, theirs = _figures(issue.ours), _figures(issue.theirs)
    if len(ours) > 1 and len(theirs) > 1 and (ours[0] - ours[-1]) * (theirs[0] - theirs[-1]) > 0:
        message = f"`{issue.id}`: both sides give way in the same direction"
        yield Finding((*path, "theirs"), message, "One of them wants more and the other less; correct the figures.")


def concessions_are_traded(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask what each concession costs, and that none is granted for nothing or by nobody."""
    for at, give in enumerate(deal.negotiation.concessions):
        path: FieldPath = (*_NEGOTIATION, "concessions", at)
        if all(each is None for each in (give.off_price, give.cost, give.points)) and not give.payments:
            hint = "Add `off_price`, `cost`, `points` or `payments`; nought where it costs nothing."
            yield Finding(path, f"`{give.id}` does not say what it costs", hint, "warning")
        if give.points is not None and give.payments:
            message = f"`{give.id}` has payment terms and points"
            yield Finding((*path, "points"), message, "Keep the payment terms; the points are worked out from them.")
        yield from parts_make_the_price((*path, "payments"), give.payments)
        if give.gets is None and give.state != "refused":
            granted = give.state == "granted"
            message = f"`{give.id}` {'was granted' if granted else 'is to be given'} for nothing"
            hint = "Add `gets:` with what we get for it."
            yield Finding(path, message, hint, "error" if granted else "warning")
        yield from _granted(path, give)


def _granted(path: FieldPath, give: Concession) -> Iterator[Finding]:
    if give.state != "granted":
        if give.by is not None:
            message = f"`{give.id}` names who granted it, but its state is {give.state}"
            yield Finding((*path, "by"), message, "Write granted under `state`, or delete `by`.")
        return
    for name in ("by", "date"):
        if getattr(give, name) is None:
            yield Finding(path, f"`{give.id}` was granted, but `{name}` is not given", f"Add `{name}:`.")
    if give.by and give.may_grant and give.by != give.may_grant:
        message = f"`{give.id}` was granted by {give.by}, but {give.may_grant} may grant it"
        yield Finding((*path, "by"), message, "Have it granted anew, or correct one of the two.", "warning")


def something_is_left_of_the_price(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that what comes off the price, together, leaves something of it."""
    told, decision = deal.negotiation, deal.price.decision
    price = told.price if told.price is not None else decision.price if decision else None
    off = Decimal(0)
    for at, give in enumerate(told.concessions):
        if give.state != "refused" and give.off_price is not None:
            off += give.off_price
            if price is not None and off >= price:
                message = f"with `{give.id}` {off} come off a price of {price}, which leaves nothing of it"
                yield Finding((*_NEGOTIATION, "concessions", at, "off_price"), message, "Correct the amount.")
                return


def packages_can_be_chosen(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that there is more than one package, and that none holds a concession twice or a refused one."""
    packages, path = deal.negotiation.packages, (*_NEGOTIATION, "packages")
    refused = {give.id for give in deal.negotiation.concessions if give.state == "refused"}
    if len(packages) == 1:
        message = f"`{packages[0].id}` stands alone, and one package is no choice"
        yield Finding((*path, 0), message, "Add another one that is worth as much to us.", "warning")
    for at, package in enumerate(packages):
        for number, name in enumerate(package.concessions):
            here = (*path, at, "concessions", number)
            if name in package.concessions[:number]:
                yield Finding(here, f"`{name}` stands here twice", "Keep one of them.")
            elif name in refused:
                message = f"`{package.id}` offers `{name}`, which the customer refused"
                yield Finding(here, message, "Take it out.", "warning")


def meetings_took_place_or_will(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that nothing came of a meeting that has not taken place, and that what took place brought something."""
    for path, each, _, field in _encounters(deal):
        came = getattr(each, field)
        if each.date is None and came is not None:
            message = f"`{each.id}` has `{field}`, but has not taken place"
            yield Finding((*path, field), message, f"Give its `date`, or delete `{field}`.")
        elif each.date is not None and came is None:
            message = f"`{each.id}` took place, but what came of it is not said"
            yield Finding(path, message, f"Add `{field}:`.", "warning")


def table_keeps_the_quiet_period(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Refuse visits and meetings, made or planned, in the time in which the tender forbids them."""
    quiet = deal.standards.quiet_period
    if quiet is None or (quiet.ends and quiet.ends < quiet.begins):
        return
    for path, each, people, _ in _encounters(deal):
        name = "due" if each.date is None else "date"
        when = each.due if each.date is None else each.date
        if when is not None and not (people and set(people) <= set(quiet.allowed)):
            yield from in_quiet_period((*path, name), f"`{each.id}`", when, quiet)


def _encounters(deal: Deal) -> Iterator[tuple[FieldPath, ExecutiveVisit | Meeting, tuple[str, ...], str]]:
    """Yield each visit and meeting with its path, whom of the customer it meets, and where its outcome stands."""
    for at, visit in enumerate(deal.negotiation.visits):
        yield (*_NEGOTIATION, "visits", at), visit, (visit.meets,), "outcome"
    for at, meeting in enumerate(deal.negotiation.meetings):
        yield (*_NEGOTIATION, "meetings", at), meeting, meeting.people, "agreed"


def negotiated_amounts_fit(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that amounts have a currency and are no finer than it."""
    told = deal.negotiation
    yield from amount_fits(deal, (*_NEGOTIATION, "price"), told.price)
    for at, give in enumerate(told.concessions):
        for name in ("off_price", "cost"):
            yield from amount_fits(deal, (*_NEGOTIATION, "concessions", at, name), getattr(give, name))
    for side in ("ours", "theirs"):
        found = getattr(told.alternatives, side)
        yield from amount_fits(deal, (*_NEGOTIATION, "alternatives", side, "worth"), found.worth if found else None)


NEGOTIATION_RULES = (
    negotiation_ids_differ,
    negotiation_refers_to_what_exists,
    positions_hang_together,
    concessions_are_traded,
    something_is_left_of_the_price,
    packages_can_be_chosen,
    meetings_took_place_or_will,
    table_keeps_the_quiet_period,
    negotiated_amounts_fit,
)

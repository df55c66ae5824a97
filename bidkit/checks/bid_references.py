"""Rules of the tender and the bid: ids are unique, and every id that is named is there."""

from collections.abc import Iterator, Sequence

from bidkit.checks.finding import FieldPath, Finding
from bidkit.checks.references import all_refer, ids_of, refers
from bidkit.checks.repeats import HasId, repeated_ids
from bidkit.deal import Deal, House
from bidkit.deal.tender import Dates
from bidkit.form_list import asked_ids

_TENDER = ("clauses", "clarifications", "addenda")
_BID = ("lines", "discounts", "delivery", "data", "evidence", "securities", "partners", "authorisations")


def bid_ids_differ(deal: Deal, house: House) -> Iterator[Finding]:  # noqa: ARG001
    """Ask that no document, clause, clarification, addendum, line, step, figure or paper stands twice."""
    yield from repeated_ids(("tender", "notice", "documents"), deal.tender.notice.documents)
    for name in _TENDER:
        yield from repeated_ids(("tender", name), getattr(deal.tender, name))
    for name in _BID:
        yield from repeated_ids(("bid", name), getattr(deal.bid, name))


def the_tender_refers_to_what_exists(deal: Deal, house: House) -> Iterator[Finding]:
    """Ask that every lot, document, requirement and touched part that the tender names is in the record."""
    told, path = deal.tender, ("tender",)
    lots, items = ids_of(deal.standards.lots), ids_of(deal.standards.requirements)
    yield from all_refer((*path, "notice", "lots"), told.notice.lots, "lot of the record", lots)
    documents = ids_of(told.notice.documents)
    for at, clause in enumerate(told.clauses):
        here: FieldPath = (*path, "clauses", at)
        yield from refers((*here, "document"), clause.document, "document of the tender", documents)
        yield from all_refer((*here, "requirements"), clause.requirements, "requirement of the record", items)
    if not _forms_are_known(deal, house):
        return
    known = touchable(deal, house)
    kind = "requirement, clause, form, line or date of the record"
    for at, asked in enumerate(told.clarifications):
        yield from all_refer((*path, "clarifications", at, "touches"), asked.touches, kind, known)
    for at, change in enumerate(told.addenda):
        yield from all_refer((*path, "addenda", at, "changes"), change.changes, kind, known)


def touchable(deal: Deal, house: House) -> set[str]:
    """Return the ids of everything that a change of the tender can touch; dates go by their names."""
    lines = deal.costs.lines if deal.costs else ()
    parts: tuple[Sequence[HasId], ...] = (deal.standards.requirements, deal.tender.clauses, lines, deal.bid.lines)
    return {*(each.id for part in parts for each in part), *asked_ids(deal, house), *Dates.model_fields}


def the_bid_refers_to_what_exists(deal: Deal, house: House) -> Iterator[Finding]:
    """Ask that every lot, group, requirement, line and form that the bid names is in the record."""
    bid = deal.bid
    lots = set(deal.tender.notice.lots) or ids_of(deal.standards.lots)
    yield from all_refer(("bid", "lots"), bid.lots, "lot of the tender", lots)
    for name in ("lines", "discounts", "delivery", "securities"):
        for at, each in enumerate(getattr(bid, name)):
            yield from refers(("bid", name, at, "lot"), each.lot, "lot that the bid is for", set(bid.lots) or lots)
    yield from _of_standards(deal)
    lines = ids_of(bid.lines)
    for at, figure in enumerate(bid.data):
        yield from refers(("bid", "data", at, "line"), figure.line, "price line of the bid", lines)
    for at, given in enumerate(bid.authorisations):
        yield from all_refer(("bid", "authorisations", at, "lines"), given.lines, "price line of the bid", lines)
    if _forms_are_known(deal, house):
        forms = asked_ids(deal, house)
        for name in ("evidence", "signatures"):
            for at, each in enumerate(getattr(bid, name)):
                yield from refers(("bid", name, at, "form"), each.form, "form that the tender asks for", forms)


def _forms_are_known(deal: Deal, house: House) -> bool:
    """Say whether the form list can be told; where its profile does not exist, that has been said."""
    return deal.tender.profile is None or deal.tender.profile in house.form_profiles


def _of_standards(deal: Deal) -> Iterator[Finding]:
    bid, kind = deal.bid, "requirement of the record"
    groups, items = ids_of(deal.standards.groups), ids_of(deal.standards.requirements)
    for at, line in enumerate(bid.lines):
        yield from refers(("bid", "lines", at, "group"), line.group, "group of the record", groups)
        yield from all_refer(("bid", "lines", at, "requirements"), line.requirements, kind, items)
    for at, point in enumerate(bid.service.plan):
        yield from all_refer(("bid", "service", "plan", at, "requirements"), point.requirements, kind, items)
    for at, figure in enumerate(bid.data):
        yield from refers(("bid", "data", at, "requirement"), figure.requirement, kind, items)


BID_REFERENCE_RULES = (bid_ids_differ, the_tender_refers_to_what_exists, the_bid_refers_to_what_exists)

"""Needs and standards, as the customer may see them: no origin, no rival, no expected weight, no cost.

Of its state the customer sees what it knows itself: whether it asks for a standard or not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bidkit.audience.parties import Person, people_of
from bidkit.deal import Deal
from bidkit.deal import standards as told


@dataclass(frozen=True, slots=True)
class Need:
    """A need in its owner's words."""

    id: str
    what: str
    owner: Person | None


@dataclass(frozen=True, slots=True)
class Lot:
    """A part of the purchase that is awarded on its own."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Group:
    """Requirements that belong together."""

    id: str
    title: str
    lot: str | None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One standard, our answer to it, and how it will be shown that it is met."""

    id: str
    group: str | None
    category: str | None
    needs: tuple[str, ...]
    text: str
    obligation: told.Obligation
    justification: str | None
    or_equivalent: str | None
    answer: told.Answer | None
    offered: str | None
    evidence: str | None
    benefit: str | None
    deviation: str | None
    reason: str | None
    asked: bool
    """Whether it is part of the tender: neither refused nor only proposed."""
    test: str | None
    standard: str | None
    criterion: str | None


def needs_of(deal: Deal) -> Iterator[Need]:
    """Yield the needs, in the record's order."""
    people = people_of(deal)
    for need in deal.standards.needs:
        yield Need(need.id, need.what, people.get(need.owner) if need.owner else None)


def lots_of(deal: Deal) -> Iterator[Lot]:
    """Yield the lots."""
    yield from (Lot(lot.id, lot.title) for lot in deal.standards.lots)


def groups_of(deal: Deal) -> Iterator[Group]:
    """Yield the groups."""
    yield from (Group(group.id, group.title, group.lot) for group in deal.standards.groups)


def requirements_of(deal: Deal) -> Iterator[Requirement]:
    """Yield the requirements."""
    yield from map(_requirement, deal.standards.requirements)


def _requirement(item: told.Requirement) -> Requirement:
    ours, shown = item.ours, item.verification
    return Requirement(
        id=item.id,
        group=item.group,
        category=item.category,
        needs=item.needs,
        text=item.text,
        obligation=item.obligation,
        justification=item.justification,
        or_equivalent=item.or_equivalent,
        answer=ours.answer,
        offered=ours.offered,
        evidence=ours.evidence,
        benefit=ours.benefit,
        deviation=ours.deviation,
        reason=ours.reason,
        asked=item.state not in ("proposed", "refused"),
        test=shown.test,
        standard=shown.standard,
        criterion=shown.criterion,
    )

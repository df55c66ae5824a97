"""The thread that a requirement is followed by: need, standard, tender clause, response, cost line and so on."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bidkit.deal import Deal
from bidkit.deal.method import STAGES, Stage
from bidkit.deal.standards import Requirement
from bidkit.influence import counts

Link = Literal[
    "need", "standard", "tender-clause", "response", "cost-line", "contract-clause", "acceptance-test", "punch-item"
]

DUE: dict[Link, Stage] = {
    "need": "development",
    "standard": "proposal",
    "tender-clause": "bidding",
    "response": "proposal",
    "cost-line": "bidding",
    "contract-clause": "negotiation",
    "acceptance-test": "implementation",
    "punch-item": "implementation",
}
"""The stage in which each link has to be there."""
NOT_IN_THE_RECORD: frozenset[Link] = frozenset(("tender-clause", "contract-clause", "acceptance-test", "punch-item"))
"""Links to parts that the record does not have yet; they are neither covered nor a hole."""


@dataclass(frozen=True, slots=True)
class Strand:
    """One way through the thread; None where a link is missing."""

    need: str | None
    requirement: Requirement | None
    cost_line: str | None

    def holds(self, name: str) -> bool:
        """Say whether an id stands on it."""
        return name in (self.need, self.requirement.id if self.requirement else None, self.cost_line)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one link is there: of how many, None where the record has no such part yet."""

    link: Link
    covered: int | None
    of: int

    @property
    def share(self) -> Decimal | None:
        """The share of one, if there is anything to cover."""
        return None if self.covered is None or not self.of else Decimal(self.covered) / self.of


@dataclass(frozen=True, slots=True)
class Hole:
    """A mandatory requirement that lacks a link which its deal's stage asks for."""

    requirement: str
    link: Link


def strands(deal: Deal) -> tuple[Strand, ...]:
    """Return the whole thread in the record's order of needs, what hangs loose at the end."""
    return tuple(_strands(deal))


def _strands(deal: Deal) -> Iterator[Strand]:
    told = deal.standards
    by_need: dict[str | None, list[Requirement]] = {}
    for item in told.requirements:
        for need in item.needs or (None,):
            by_need.setdefault(need, []).append(item)
    for need in (*(each.id for each in told.needs), None):
        for item in by_need.get(need, ()):
            for line in item.cost_lines or (None,):
                yield Strand(need, item, line)
        if need is not None and need not in by_need:
            yield Strand(need, None, None)
    for line in unpaid_for(deal):
        yield Strand(None, None, line)


def unpaid_for(deal: Deal) -> tuple[str, ...]:
    """Return the cost lines that no requirement asks for."""
    asked = {line for item in deal.standards.requirements if counts(item) for line in item.cost_lines}
    return tuple(line.id for line in (deal.costs.lines if deal.costs else ()) if line.id not in asked)


def followed(found: tuple[Strand, ...], start: str | None, end: str | None) -> tuple[Strand, ...]:
    """Return the strands on which the ids asked for stand."""
    return tuple(each for each in found if all(each.holds(name) for name in (start, end) if name))


def ids(deal: Deal) -> set[str]:
    """Return every id that can stand on the thread."""
    told = deal.standards
    lines = deal.costs.lines if deal.costs else ()
    return {*(each.id for each in told.needs), *(each.id for each in told.requirements), *(each.id for each in lines)}


def has(item: Requirement, link: Link) -> bool:
    """Say whether a requirement has a link that the record can hold."""
    return {
        "need": bool(item.needs),
        "standard": item.state in ("adopted", "changed"),
        "response": item.ours.answer is not None,
        "cost-line": bool(item.cost_lines or item.no_cost),
    }.get(link, False)


def coverage(deal: Deal) -> tuple[Coverage, ...]:
    """Return how far each link is there, over the requirements that were not refused."""
    items = [item for item in deal.standards.requirements if counts(item)]
    return tuple(
        Coverage(link, None if link in NOT_IN_THE_RECORD else sum(has(item, link) for item in items), len(items))
        for link in DUE
    )


def holes(deal: Deal) -> tuple[Hole, ...]:
    """Return what mandatory requirements lack of the links due up to the deal's stage."""
    reached = STAGES.index(deal.stage)
    due = [link for link, stage in DUE.items() if STAGES.index(stage) <= reached and link not in NOT_IN_THE_RECORD]
    return tuple(
        Hole(item.id, link)
        for item in deal.standards.requirements
        if counts(item) and item.obligation == "mandatory"
        for link in due
        if not has(item, link)
    )

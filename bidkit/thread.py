"""The thread that a requirement is followed by: need, standard, tender clause, response, cost line and so on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bidkit.deal import Deal
from bidkit.deal.acceptance import AcceptanceTest
from bidkit.deal.contract import ContractClause
from bidkit.deal.method import STAGES, Stage
from bidkit.deal.standards import Requirement
from bidkit.deal.tender import Clause
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


@dataclass(frozen=True, slots=True)
class Strand:
    """One way through the thread; None where a link is missing."""

    need: str | None
    requirement: Requirement | None
    cost_line: str | None
    tests: tuple[str, ...] = ()
    punch: tuple[str, ...] = ()
    tender: tuple[str, ...] = ()
    contract: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    """The group and the lot of its requirement."""

    def holds(self, name: str) -> bool:
        """Say whether an id stands on it."""
        item = self.requirement.id if self.requirement else None
        clauses, later = (*self.tender, *self.contract), (*self.tests, *self.punch)
        return name in (self.need, item, self.cost_line, *self.within, *clauses, *later)


@dataclass(frozen=True, slots=True)
class Ties:
    """What hangs on each requirement: clauses of tender and contract, tests, and the punch items of each test."""

    tender: Mapping[str, tuple[str, ...]]
    contract: Mapping[str, tuple[str, ...]]
    tests: Mapping[str, tuple[AcceptanceTest, ...]]
    punch: Mapping[str, tuple[str, ...]]

    def clauses_of(self, requirement: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the clauses of the tender and those of the contract that speak of a requirement."""
        return self.tender.get(requirement, ()), self.contract.get(requirement, ())

    def punch_of(self, requirement: str) -> tuple[str, ...]:
        """Return the punch items that tests of a requirement led to."""
        return tuple(item for test in self.tests.get(requirement, ()) for item in self.punch.get(test.id, ()))

    def failed(self, requirement: str) -> bool:
        """Say whether a test of a requirement was failed."""
        return any(test.result == "fail" for test in self.tests.get(requirement, ()))

    def unfollowed(self, test: AcceptanceTest) -> bool:
        """Say whether a test was failed and no punch item says what is done about it."""
        return test.result == "fail" and test.id not in self.punch


def ties(deal: Deal) -> Ties:
    """Return what hangs on each requirement."""
    tests: dict[str, tuple[AcceptanceTest, ...]] = {}
    for test in deal.acceptance.tests:
        for name in dict.fromkeys(test.requirements):
            tests[name] = (*tests.get(name, ()), test)
    punch: dict[str, tuple[str, ...]] = {}
    for item in deal.acceptance.punch:
        if item.test is not None:
            punch[item.test] = (*punch.get(item.test, ()), item.id)
    return Ties(_clauses(deal.tender.clauses), _clauses(deal.contract.clauses), tests, punch)


def _clauses(clauses: Sequence[Clause] | Sequence[ContractClause]) -> dict[str, tuple[str, ...]]:
    """Return the clauses that speak of each requirement, by id."""
    found: dict[str, tuple[str, ...]] = {}
    for clause in clauses:
        for name in dict.fromkeys(clause.requirements):
            found[name] = (*found.get(name, ()), clause.id)
    return found


def absent(deal: Deal) -> frozenset[Link]:
    """Return the links to parts that the record does not have yet; they are neither covered nor a hole."""
    early = STAGES.index(deal.stage) < STAGES.index(DUE["contract-clause"])
    lacking: dict[Link, bool] = {
        "tender-clause": not deal.tender.clauses,
        "contract-clause": early and not deal.contract.clauses,
    }
    return frozenset(link for link, lacks in lacking.items() if lacks)


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
    told, found = deal.standards, ties(deal)
    by_need: dict[str | None, list[Requirement]] = {}
    for item in told.requirements:
        for need in item.needs or (None,):
            by_need.setdefault(need, []).append(item)
    lots = {group.id: group.lot for group in told.groups}
    for need in (*(each.id for each in told.needs), None):
        for item in by_need.get(need, ()):
            tests = tuple(test.id for test in found.tests.get(item.id, ()))
            for line in item.cost_lines or (None,):
                within = tuple(filter(None, (item.group, lots.get(item.group or ""))))
                yield Strand(need, item, line, tests, found.punch_of(item.id), *found.clauses_of(item.id), within)
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
    clauses = (deal.tender.clauses, deal.contract.clauses)
    asked = (told.needs, told.lots, told.groups, told.requirements)
    parts = (*asked, lines, *clauses, deal.acceptance.tests, deal.acceptance.punch)
    return {each.id for part in parts for each in part}


def asked_for(item: Requirement, link: Link, found: Ties) -> bool:
    """Say whether a requirement needs a link: a punch item only where a test of it was failed."""
    return link != "punch-item" or found.failed(item.id)


def has(item: Requirement, link: Link, found: Ties) -> bool:
    """Say whether a requirement has a link that the record can hold."""
    tests = found.tests.get(item.id, ())
    return {
        "need": bool(item.needs),
        "standard": item.state in ("adopted", "changed"),
        "tender-clause": item.id in found.tender,
        "response": item.ours.answer is not None,
        "cost-line": bool(item.cost_lines or item.no_cost),
        "contract-clause": item.id in found.contract,
        "acceptance-test": bool(tests),
        "punch-item": not any(map(found.unfollowed, tests)),
    }.get(link, False)


def coverage(deal: Deal) -> tuple[Coverage, ...]:
    """Return how far each link is there, over the requirements that were not refused."""
    items, found, lacking = [item for item in deal.standards.requirements if counts(item)], ties(deal), absent(deal)
    rows = []
    for link in DUE:
        asked = [item for item in items if asked_for(item, link, found)]
        covered = None if link in lacking else sum(has(item, link, found) for item in asked)
        rows.append(Coverage(link, covered, len(asked)))
    return tuple(rows)


def holes(deal: Deal) -> tuple[Hole, ...]:
    """Return what mandatory requirements lack of the links due up to the deal's stage."""
    reached, found, lacking = STAGES.index(deal.stage), ties(deal), absent(deal)
    due = [link for link, stage in DUE.items() if STAGES.index(stage) <= reached and link not in lacking]
    return tuple(
        Hole(item.id, link)
        for item in deal.standards.requirements
        if counts(item) and item.obligation == "mandatory"
        for link in due
        if not has(item, link, found)
    )

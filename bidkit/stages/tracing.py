"""The thread from need to punch item as a sheet: what is linked, how far, and what hangs loose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from bidkit.deal import Deal, House
from bidkit.deal.standards import Requirement
from bidkit.influence import counts
from bidkit.judging import is_open
from bidkit.phrases import Phrase
from bidkit.stages import standards_words as words
from bidkit.stages.artifact import Artifact
from bidkit.stages.missing import by_part
from bidkit.stages.portions import Portion, portions
from bidkit.stages.sheet import Head, head_of
from bidkit.thread import Link, Strand, Ties, absent, coverage, followed, has, holes, strands, ties, unpaid_for
from bidkit.workbook import Cell, Workbook
from bidkit.workbook import Sheet as BookSheet


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How far one link is there."""

    id: str
    name: Phrase
    in_record: bool
    covered: int | None
    of: int
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Mark:
    """An acceptance test with its result, or a punch item with its state."""

    id: str
    state: Phrase


@dataclass(frozen=True, slots=True)
class StrandRow:
    """One way through the thread, in the record's own words."""

    need: str | None
    need_text: str | None
    requirement: str | None
    text: str | None
    mandatory: bool
    state: Phrase | None
    response: Phrase | None
    offered: str | None
    cost_line: str | None
    cost_text: str | None
    tests: tuple[Mark, ...]
    punch: tuple[Mark, ...]
    tender: tuple[str, ...]
    contract: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrphanRow:
    """What hangs loose: where, what, and from which side."""

    id: str
    what: str
    lacks: Phrase


@dataclass(frozen=True, slots=True)
class HoleRow:
    """A mandatory requirement without a link that is due."""

    id: str
    link: Phrase


@dataclass(frozen=True, slots=True)
class TraceSheet:
    """The thread."""

    head: Head
    customer: str | None
    start: str | None
    end: str | None
    needs: int
    requirements: int
    cost_lines: int
    tests: int
    clauses: bool
    """Whether the record has clauses of a tender or a contract."""
    coverage: tuple[CoverageRow, ...]
    portions: tuple[Portion, ...]
    rows: tuple[StrandRow, ...]
    orphans: tuple[OrphanRow, ...]
    holes: tuple[HoleRow, ...]
    missing: tuple[str, ...]
    missing_by_part: tuple[tuple[str, tuple[str, ...]], ...]


def trace(deal: Deal, house: House, *, final: bool, start: str | None = None, end: str | None = None) -> TraceSheet:
    """Return the thread of a deal, or the part of it on which some ids stand."""
    told, lines = deal.standards, deal.costs.lines if deal.costs else ()
    found = tuple(_FIELDS[hole.link].format(hole.requirement) for hole in holes(deal))
    missing = found or (() if told.requirements else ("standards.requirements",))
    return TraceSheet(
        head=head_of(deal, house, Phrase("Requirement thread"), final=final),
        customer=deal.customer.name,
        start=start,
        end=end,
        needs=len(told.needs),
        requirements=len(told.requirements),
        cost_lines=len(lines),
        tests=len(deal.acceptance.tests),
        clauses=bool(deal.tender.clauses or deal.contract.clauses),
        coverage=tuple(
            CoverageRow(each.link, words.LINKS[each.link], each.covered is not None, each.covered, each.of, each.share)
            for each in coverage(deal)
        ),
        portions=portions(deal),
        rows=_rows(deal, followed(strands(deal), start, end)),
        orphans=_orphans(deal),
        holes=tuple(HoleRow(each.requirement, words.LINKS[each.link]) for each in holes(deal)),
        missing=missing,
        missing_by_part=by_part(missing),
    )


_FIELDS: Mapping[Link, str] = {
    "need": "standards.requirements.{}.needs",
    "standard": "standards.requirements.{}.state",
    "response": "standards.requirements.{}.ours.answer",
    "tender-clause": "tender.clauses[requirements={}]",
    "cost-line": "standards.requirements.{}.cost_lines",
    "contract-clause": "contract.clauses[requirements={}]",
    "acceptance-test": "acceptance.tests.{}",
    "punch-item": "acceptance.punch.{}",
}


@dataclass(frozen=True, slots=True)
class _Said:
    """What the record says of each id on the thread."""

    needs: Mapping[str, str]
    lines: Mapping[str, str | None]
    tests: Mapping[str, Mark]
    punch: Mapping[str, Mark]


def _said(deal: Deal) -> _Said:
    return _Said(
        needs={need.id: need.what for need in deal.standards.needs},
        lines={line.id: line.what for line in (deal.costs.lines if deal.costs else ())},
        tests={each.id: Mark(each.id, words.RESULTS[each.result]) for each in deal.acceptance.tests},
        punch={each.id: Mark(each.id, words.PUNCH_STATES[is_open(each)]) for each in deal.acceptance.punch},
    )


def _rows(deal: Deal, found: tuple[Strand, ...]) -> tuple[StrandRow, ...]:
    said = _said(deal)
    return tuple(_row(each, said) for each in found)


def _row(strand: Strand, said: _Said) -> StrandRow:
    item = strand.requirement
    answer = item.ours.answer if item else None
    return StrandRow(
        need=strand.need,
        need_text=said.needs.get(strand.need or ""),
        requirement=item.id if item else None,
        text=item.text if item else None,
        mandatory=item is not None and item.obligation == "mandatory",
        state=words.STATES[item.state] if item else None,
        response=words.ANSWERS[answer] if answer else None,
        offered=item.ours.offered if item else None,
        cost_line=strand.cost_line,
        cost_text=said.lines.get(strand.cost_line) if strand.cost_line else item.no_cost if item else None,
        tests=tuple(said.tests[name] for name in strand.tests),
        punch=tuple(said.punch[name] for name in strand.punch),
        tender=strand.tender,
        contract=strand.contract,
    )


def _orphans(deal: Deal) -> tuple[OrphanRow, ...]:
    told = deal.standards
    served = {need for item in told.requirements if counts(item) for need in item.needs}
    lines = {line.id: line.what or line.category for line in (deal.costs.lines if deal.costs else ())}
    found = ties(deal)
    idle = absent(deal) | (frozenset() if deal.acceptance.tests else {"acceptance-test"})
    asked = tuple(link for link in _LACKS if link not in idle)
    return (
        *(
            OrphanRow(each.id, each.what, Phrase("no standard serves it"))
            for each in told.needs
            if each.id not in served
        ),
        *(orphan for item in told.requirements if counts(item) for orphan in _loose(item, found, asked)),
        *(OrphanRow(name, lines[name], Phrase("no requirement asks for it")) for name in unpaid_for(deal)),
        *_loose_tests(deal, found),
    )


_LACKS: Mapping[Link, Phrase] = {
    "need": Phrase("no need stands behind it"),
    "tender-clause": Phrase("no clause of the tender asks for it"),
    "response": Phrase("we have not answered it"),
    "cost-line": Phrase("no cost line pays for it"),
    "contract-clause": Phrase("no clause of the contract binds it"),
    "acceptance-test": Phrase("no acceptance test proves it"),
}


def _loose(item: Requirement, found: Ties, asked: tuple[Link, ...]) -> tuple[OrphanRow, ...]:
    return tuple(OrphanRow(item.id, item.text, _LACKS[link]) for link in asked if not has(item, link, found))


def _loose_tests(deal: Deal, found: Ties) -> Iterator[OrphanRow]:
    for test in deal.acceptance.tests:
        if not test.requirements:
            yield OrphanRow(test.id, test.what, Phrase("it proves no requirement"))
        if found.unfollowed(test):
            yield OrphanRow(test.id, test.what, Phrase("it was failed and no punch item follows"))


def trace_workbook(sheet: TraceSheet) -> Workbook:
    """Return the thread as a workbook: the strands, the coverage, what hangs loose."""
    return Workbook(
        Phrase("{title}: requirement thread", title=sheet.head.title),
        sheet.head.audience,
        (_strand_page(sheet), _coverage_page(sheet), _orphan_page(sheet)),
    )


def _heads(*names: Phrase) -> tuple[Cell, ...]:
    return tuple(Cell(name, look="head") for name in names)


def _strand_page(sheet: TraceSheet) -> BookSheet:
    heads = _heads(
        *(Phrase("Need"), Phrase("What"), Phrase("Standard"), Phrase("Text"), Phrase("State"), Phrase("Tender clause")),
        *(Phrase("Response"), Phrase("Offered"), Phrase("Cost line"), Phrase("What"), Phrase("Contract clause")),
        *(Phrase("Acceptance test"), Phrase("Punch item")),
    )
    cell = partial(_clause_cell, {row.id for row in sheet.coverage if not row.in_record})
    rows = (
        (
            *(Cell(each.need), Cell(each.need_text), Cell(each.requirement), Cell(each.text), Cell(each.state)),
            cell("tender-clause", each.tender),
            *(Cell(each.response), Cell(each.offered), Cell(each.cost_line), Cell(each.cost_text)),
            *(cell("contract-clause", each.contract), Cell(_names(each.tests)), Cell(_names(each.punch))),
        )
        for each in sheet.rows
    )
    return BookSheet(Phrase("Thread"), (heads, *rows), (9, 34, 12, 50, 14, 14, 14, 30, 10, 34, 14, 14, 14), repeated=1)


def _clause_cell(absent: set[str], link: Link, clauses: tuple[str, ...]) -> Cell:
    if link in absent:
        return Cell(Phrase("not yet in the record"), look="note")
    return Cell(", ".join(clauses) or None)


def _names(marks: tuple[Mark, ...]) -> str | None:
    return ", ".join(mark.id for mark in marks) or None


def _coverage_page(sheet: TraceSheet) -> BookSheet:
    heads = _heads(Phrase("Link"), Phrase("There"), Phrase("Of"), Phrase("Share"))
    rows = (
        (Cell(each.name), Cell(each.covered), Cell(each.of), Cell(each.share, form="percent"))
        if each.in_record
        else (Cell(each.name), Cell(Phrase("not yet in the record"), look="note"))
        for each in sheet.coverage
    )
    return BookSheet(Phrase("Coverage"), (heads, *rows), (28, 24, 10, 12), repeated=1)


def _orphan_page(sheet: TraceSheet) -> BookSheet:
    heads = _heads(Phrase("Id"), Phrase("What"), Phrase("What it lacks"))
    rows = ((Cell(each.id), Cell(each.what), Cell(each.lacks)) for each in sheet.orphans)
    return BookSheet(Phrase("Loose ends"), (heads, *rows), (14, 60, 40), repeated=1)


TRACE = Artifact("trace", "proposal", "internal", trace, workbook=trace_workbook)

"""The thread as lines for a terminal."""

from collections.abc import Iterator

from bidkit.cli.saying import padded
from bidkit.stages.tracing import StrandRow, TraceSheet

_MOST = 60


def trace_text(sheet: TraceSheet) -> str:
    """Return the thread, its coverage and its loose ends as text."""
    return "\n".join([*_thread(sheet), "", *_coverage(sheet), "", *_portions(sheet), *_loose(sheet)])


def _thread(sheet: TraceSheet) -> Iterator[str]:
    yield f"{sheet.head.id}  {sheet.head.title}"
    yield ""
    tests = f"{'Tests and punch items':34}" if sheet.tests else ""
    clauses = f"{'Clauses':18}" if sheet.clauses else ""
    yield f"{'Need':8}{'Standard':12}{'State':26}{clauses}{'Response':20}{'Cost line':12}{tests}Text"
    for row in sheet.rows:
        thread = f"{row.need or '-':8}{row.requirement or '-':12}{_state(row):26}"
        clauses = f"{', '.join((*row.tender, *row.contract)) or '-':17} " if sheet.clauses else ""
        marks = f"{_marks(row):33} " if sheet.tests else ""
        yield f"{thread}{clauses}{_response(row):20}{_cost(row):12}{marks}{_text(row)}"


def _state(row: StrandRow) -> str:
    return "-" if row.state is None else f"{row.state}{' !' if row.mandatory else ''}"


def _response(row: StrandRow) -> str:
    return "-" if row.response is None else str(row.response)


def _cost(row: StrandRow) -> str:
    return row.cost_line or ("none needed" if row.cost_text else "-")


def _marks(row: StrandRow) -> str:
    return ", ".join(f"{mark.id} {mark.state}" for mark in (*row.tests, *row.punch)) or "-"


def _text(row: StrandRow) -> str:
    said = " ".join((row.text or row.need_text or row.cost_text or "").split())
    return said if len(said) <= _MOST else f"{said[: _MOST - 3]}..."


def _coverage(sheet: TraceSheet) -> Iterator[str]:
    yield "Coverage  (! marks a mandatory requirement)"
    for row in sheet.coverage:
        if row.share is None:
            said = "not yet in the record" if not row.in_record else "nothing to cover"
        else:
            said = f"{row.covered:>5} of {row.of}  {row.share:.0%}"
        yield f"  {row.name!s:20}{said}"


def _portions(sheet: TraceSheet) -> Iterator[str]:
    if not sheet.portions:
        return
    yield f"By lot and group{'Standards':>42}{'Answered':>10}{'Cost line':>11}{'Test':>6}"
    for row in sheet.portions:
        name = " / ".join(filter(None, (row.lot, row.group))) or "in no group"
        yield f"  {padded(name[:45], 45)}{row.of:>11}{row.answered:>10}{row.paid_for:>11}{row.tested:>6}"
    yield ""


def _loose(sheet: TraceSheet) -> Iterator[str]:
    yield f"Loose ends: {len(sheet.orphans)}"
    for row in sheet.orphans:
        yield f"  {row.id:12}{row.lacks}"
    if sheet.holes:
        yield f"Holes in mandatory requirements up to this stage: {len(sheet.holes)}"
    for hole in sheet.holes:
        yield f"  {hole.id:12}{hole.link}"

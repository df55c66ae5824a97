"""Where a deal stands, as JSON and as text for a terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from bidkit.appraisal import appraise, grade
from bidkit.approval.outcome import Outcome
from bidkit.bid_plan import Step, bid_plan
from bidkit.cli.approval_told import outcome_data, outcome_lines
from bidkit.cli.desk import Desk
from bidkit.cli.saying import width
from bidkit.deal import Deal, House
from bidkit.deal.method import STAGE_NAMES, STAGES, STEP_NAMES
from bidkit.gates import Standing, standing
from bidkit.key_nodes import NodeStatus
from bidkit.outcome import result_of
from bidkit.stages.development import CONSEQUENCES
from bidkit.touching import PartKind, Touched, touched


def status_data(
    deal: Deal, house: House, stale_files: Sequence[str] = (), approval: Outcome | None = None
) -> dict[str, object]:
    """Return the standing as plain data; `may_enter` says whether the expected stage may be entered."""
    where = standing(deal, house, approved=approval.counts if approval else None)
    return {
        "stage": where.stage,
        "customer_step": deal.customer.procurement.at,
        "expected_stage": where.expected_stage,
        "may_enter": where.may_enter,
        "grade": grade(deal, house).grade,
        "approval": outcome_data(approval) if approval else None,
        "key_nodes": [
            {
                "stage": status.node.stage,
                "id": status.node.id,
                "reached": status.reached,
                "missing": list(status.missing),
            }
            for status in where.nodes
        ],
        "forced": [
            {
                "stage": status.node.stage,
                "id": status.node.id,
                "by": status.forced.by,
                "on": status.forced.on.isoformat(),
                "reason": status.forced.reason,
            }
            for status in where.forced
            if status.forced
        ],
        "next_actions": [
            {"do": str(action.do), "field": action.field, "stage": action.stage} for action in where.next_actions
        ],
        "finding": str(where.finding) if where.finding else None,
        "plan": [_step_data(step) for step in bid_plan(deal, house)],
        "stale": [touched_data(part) for part in touched(deal, house) if part.stale],
        "stale_documents": list(stale_files),
    }


def touched_data(part: Touched) -> dict[str, object]:
    """Return a touched part and the change that touches it as plain data."""
    change = {"kind": part.change.kind, "id": part.change.id, "on": part.change.day.isoformat()}
    since = part.since.isoformat() if part.since else None
    field = ".".join(map(str, part.path))
    return {"kind": part.kind, "id": part.id, "field": field, "since": since, "stale": part.stale, "change": change}


def _step_data(step: Step) -> dict[str, object]:
    said = {"id": step.id, "day": step.day.isoformat(), "do": str(step.what)}
    return {**said, "done": step.done, "late": step.late}


def status_text(deal: Deal, house: House, stale_files: Sequence[str] = (), approval: Outcome | None = None) -> str:
    """Return the standing as lines for a person."""
    where = standing(deal, house, approved=approval.counts if approval else None)
    return "\n".join(
        [
            f"{deal.id}  {deal.title}",
            "",
            *_position(deal, where),
            _evaluation(deal, house),
            *(_result(deal) if result_of(deal) else _grade(deal, house)),
            *_approval(deal, approval),
            "",
            *_nodes(where),
            *_forced(where),
            "",
            *_next(where),
            *_plan(bid_plan(deal, house)),
            *_stale(touched(deal, house), stale_files),
        ]
    )


def _position(deal: Deal, where: Standing) -> Iterator[str]:
    step = deal.customer.procurement
    sure = "" if step.state == "known" else f" ({step.state})"
    yield f"Our stage         {STAGE_NAMES[where.stage]}"
    yield f"Customer's step   {STEP_NAMES[step.at]}{sure}"
    answer = "may be entered" if where.may_enter else "may not be entered yet"
    yield f"Answers to        {STAGE_NAMES[where.expected_stage]}: {answer}"
    if where.finding:
        yield f"Finding           {where.finding}"


def _evaluation(deal: Deal, house: House) -> str:
    result = appraise(deal, house)
    said = f"Evaluation        {CONSEQUENCES[result.outcome][0]}"
    if result.knocked_out:
        return f"{said} (a knock-out applies)"
    if result.outcome == "open":
        return said
    return f"{said} ({result.total} of 100; the threshold is {house.evaluation_model.threshold})"


def _grade(deal: Deal, house: House) -> Iterator[str]:
    result = grade(deal, house)
    yield f"Grade             {result.grade or 'not graded'}"
    if result.chance is not None:
        forced = f", lowered for {result.forced} key node(s) passed by force" if result.forced else ""
        judged = f"judged by {deal.grading.source}" if deal.grading.source else "nobody is named who judged it"
        yield f"Stated chance     {result.chance} % ({judged}{forced})"


def _result(deal: Deal) -> Iterator[str]:
    """Say what came of the deal; its grade and its chance were for the time before."""
    day = deal.completion.decided_on
    yield f"Result            {result_of(deal)}{f', decided on {day}' if day else ''}"


def _approval(deal: Deal, approval: Outcome | None) -> Iterator[str]:
    """Say whether the price is approved; where nobody keeps approvals, that its decision alone counts."""
    if approval is not None:
        first, *rest = outcome_lines(approval)
        yield f"Approval          {first}"
        yield from (f"                  {line}" for line in rest)
    elif deal.price.decision is not None:
        yield "Approval          not kept: the house has no authority.yaml, so `price.decision` alone counts"


def _nodes(where: Standing) -> Iterator[str]:
    """List the key nodes up to the stage after ours; the rest is still far away."""
    last = max(STAGES.index(where.stage), STAGES.index(where.expected_stage))
    yield "Key nodes"
    for status in where.nodes:
        if STAGES.index(status.node.stage) <= last:
            mark = "x" if status.reached else "!" if status.forced else " "
            yield f"  [{mark}] {status.node.name}{_missing(status)}"


def _missing(status: NodeStatus) -> str:
    if status.reached:
        return ""
    shown = ", ".join(status.missing[:3])
    more = f" and {len(status.missing) - 3} more" if len(status.missing) > 3 else ""
    return f"   missing: {shown}{more}"


def _forced(where: Standing) -> Iterator[str]:
    for status in where.forced:
        if status.forced:
            entry = status.forced
            yield f"  Passed by force: {status.node.name}, by {entry.by} on {entry.on}: {entry.reason}"


def _next(where: Standing) -> Iterator[str]:
    yield "Next"
    for number, action in enumerate(where.next_actions, start=1):
        yield f"  {number}. {action.do}"
        yield f"     field: {action.field}"


def _plan(steps: tuple[Step, ...]) -> Iterator[str]:
    """List the plan back from the deadline, until the bid is handed in."""
    if all(step.done for step in steps):
        return
    yield from ("", "Back from the deadline, in working days")
    for step in steps:
        mark, late = "x" if step.done else "!" if step.late else " ", "   late" if step.late else ""
        yield f"  [{mark}] {step.day:%Y-%m-%d} {_SHORT[step.day.weekday()]}  {step.what}{late}"


_SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _stale(parts: tuple[Touched, ...], files: Sequence[str]) -> Iterator[str]:
    """Name what is older than a change of the tender that touches it, and documents older than the record."""
    stale = [part for part in parts if part.stale]
    if stale:
        yield from ("", "Stale: last looked at before the tender changed")
    for change, group in groupby(stale, key=lambda part: part.change):
        yield f"  {change.kind} {change.id} of {change.day}: {_first_line(change.what)}"
        for part in group:
            yield f"    {PART_NAMES[part.kind]} {part.id}   {since(part)}"
    if files:
        yield from ("", "Made before the record was last changed; make them anew", *(f"  {name}" for name in files))


def since(part: Touched) -> str:
    """Say when a part was last looked at."""
    if part.since is None:
        return "no date says when it was looked at"
    return f"signed on {part.since}" if part.kind == "form" else f"last looked at on {part.since}"


def stale_files(desk: Desk, folder: Path) -> tuple[str, ...]:
    """Return the documents in a folder that were made from another state of the record."""
    if not (folder / "manifest.json").is_file():
        return ()
    from bidkit.publish import look_at

    now, found = desk.digest, look_at(folder)
    return tuple(name for name, state, said in found if state != "missing" and said.get("record_sha256") != now)


def _first_line(text: str) -> str:
    line = text.strip().splitlines()[0]
    return line if width(line) <= _WIDEST else f"{line[: _WIDEST - 3].rstrip()}..."


_WIDEST = 70
PART_NAMES: dict[PartKind, str] = {
    "response": "response to",
    "cost-line": "cost line",
    "price-line": "price line",
    "technical-data": "technical figure",
    "price": "price decision",
    "date": "date",
    "form": "form",
}

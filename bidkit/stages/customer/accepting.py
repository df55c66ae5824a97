"""Stage 6, with the customer: the checklist of the tests, and the list of what is left to put right."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import count

from bidkit.audience.acceptance import Delivery, Instrument, PunchItem, Test
from bidkit.audience.standards import Requirement
from bidkit.audience.view import View
from bidkit.phrases import Phrase
from bidkit.stages.customer import acceptance_sheet as sheet
from bidkit.stages.customer.acceptance_gaps import acceptance_gaps, punch_gaps
from bidkit.stages.customer.acceptance_words import (
    LEGEND,
    RESULTS,
    TEST_STAGES,
    criterion_words,
    limits_words,
    measured_words,
)
from bidkit.stages.customer.checklist_code import code_of
from bidkit.stages.customer.head import head_of
from bidkit.stages.gaps import by_part


def acceptance(view: View, *, final: bool, stage: str | None = None, lot: str | None = None) -> sheet.AcceptanceSheet:
    """Return the checklist: of all tests, or of those of a stage or a lot."""
    own, missing = view.acceptance, acceptance_gaps(view)
    tests = tests_of(view, stage, lot)
    machines = tuple(_machines(view, tests))
    shown = {each.equipment for each in tests}
    used = {each.instrument for each in tests}
    proofs = tuple(_proof(each, tests) for each in view.requirements)
    fill = [row.fill for machine in machines for row in machine.rows]
    return sheet.AcceptanceSheet(
        head=head_of(view, Phrase("Acceptance checklist"), final=final, number=own.number),
        customer=view.customer,
        seller=view.seller,
        contract=own.contract,
        signed_on=own.signed_on,
        site=own.site,
        scope=tuple(_scope(view, stage, lot)),
        code=code_of(view, tests, (stage, lot)),
        guarded=own.decision_rule == "guarded",
        to_do=sum(fill),
        done=len(fill) - sum(fill),
        deliveries=tuple(each for each in own.deliveries if each.id in shown or None in shown),
        instruments=tuple(each for each in own.instruments if each.id in used),
        machines=machines,
        proofs=tuple(each for each in proofs if each.tests),
        unproven=tuple(_unproven(view)) if stage is None and lot is None else (),
        missing=missing,
        missing_by_part=by_part(missing),
    )


def tests_of(view: View, stage: str | None, lot: str | None) -> tuple[Test, ...]:
    """Return the tests of a stage and of a lot; what belongs to no lot belongs to all of them."""
    return tuple(
        each
        for each in view.acceptance.tests
        if stage in (None, each.stage) and (lot is None or each.lot in (None, lot))
    )


def _scope(view: View, stage: str | None, lot: str | None) -> Iterator[Phrase]:
    if stage is not None:
        yield TEST_STAGES[stage]
    if lot is not None:
        title = next((each.title for each in view.lots if each.id == lot), lot)
        yield Phrase("Lot {id}: {title}", id=lot, title=title)


def _machines(view: View, tests: tuple[Test, ...]) -> Iterator[sheet.Machine]:
    """Yield the tests by machine, in the order of their stages, and at the end those of no machine."""
    tools = {each.id: each for each in view.acceptance.instruments}
    order = list(TEST_STAGES)
    known = {each.id for each in view.acceptance.deliveries}
    places: tuple[Delivery | None, ...] = (*view.acceptance.deliveries, None)
    others = next(name for name in (f"all{at or ''}" for at in count()) if name not in known)
    for machine in places:
        mine = [each for each in tests if (each.equipment if each.equipment in known else None) == _id(machine)]
        rows = tuple(_row(each, tools) for each in sorted(mine, key=lambda test: order.index(test.stage)))
        if rows:
            yield sheet.Machine(_id(machine) or others, machine, rows, any(row.fill for row in rows))


def _id(machine: Delivery | None) -> str | None:
    return machine.id if machine else None


def _row(test: Test, tools: dict[str, Instrument]) -> sheet.TestRow:
    rule = test.criterion
    tool = tools.get(test.instrument or "")
    return sheet.TestRow(
        id=test.id,
        what=test.what,
        requirements=test.requirements,
        stage=TEST_STAGES[test.stage],
        method=test.method,
        standard=test.standard,
        conditions=test.conditions,
        criterion=criterion_words(rule),
        limits=limits_words(rule) if rule.value is not None and rule.limits and rule.limits.low != rule.value else None,
        criterion_text=rule.text,
        unit=rule.unit,
        instrument=tool,
        asks_instrument=tool is None and rule.limits is not None,
        measured=rule.limits is not None,
        fill=test.result in ("pending", "fail"),
        result=RESULTS[test.result],
        found=measured_words(test.measured, rule.unit) if test.measured else None,
        date=test.date,
        by=test.by,
        witness=test.witness or (test.waiver.by if test.waiver else None),
    )


def _proof(item: Requirement, tests: tuple[Test, ...]) -> sheet.Proof:
    named = tuple(each.id for each in tests if item.id in each.requirements)
    return sheet.Proof(item.id, item.text, item.obligation == "mandatory", named)


def _unproven(view: View) -> Iterator[sheet.Proof]:
    """Yield what we owe and no test shows; what the proposal only puts forward is not owed."""
    others = {*view.proposal.puts_forward, *view.proposal.leaves_out}
    for item in view.requirements:
        proof = _proof(item, view.acceptance.tests)
        if not proof.tests and item.id not in others and item.answer != "deviate":
            yield proof


def punch(view: View, *, final: bool) -> sheet.PunchSheet:
    """Return the list of what is left to put right, the gravest and the earliest due first."""
    own, missing = view.acceptance, punch_gaps(view)
    items = sorted(own.punch, key=lambda each: (each.category, each.due is None, each.due or each.raised, each.id))
    rows = [(each.open, punch_row(view, each)) for each in items]
    return sheet.PunchSheet(
        head=head_of(view, Phrase("Punch list"), final=final, number=own.number),
        customer=view.customer,
        seller=view.seller,
        contract=own.contract,
        signed_on=own.signed_on,
        site=own.site,
        currency=own.currency,
        legend=tuple(_class(view, each) for each in LEGEND),
        open=tuple(row for is_open, row in rows if is_open),
        closed=tuple(row for is_open, row in rows if not is_open),
        withheld=_held(view, ""),
        missing=missing,
        missing_by_part=by_part(missing),
    )


def punch_row(view: View, item: PunchItem) -> sheet.PunchRow:
    """Return the row of a punch item."""
    own = view.acceptance
    machines = {each.id: each.equipment for each in own.deliveries}
    tested = {each.id: each.equipment for each in own.tests}
    machine = item.equipment or tested.get(item.test or "")
    return sheet.PunchRow(
        id=item.id,
        category=item.category,
        what=item.what,
        test=item.test,
        equipment=f"{machine} {machines[machine]}" if machine in machines else machine,
        raised=item.raised,
        raised_by=item.raised_by,
        owner=item.owner,
        due=item.due,
        withheld=item.withheld,
        closed=item.closed,
        reopened=item.reopened,
        evidence=item.evidence,
        state=_state(item),
    )


def _state(item: PunchItem) -> Phrase:
    if not item.open:
        return Phrase("closed")
    return Phrase("opened again") if item.reopened else Phrase("open")


def _class(view: View, category: str) -> sheet.PunchClassRow:
    mine = [each for each in view.acceptance.punch if each.category == category]
    meanings = dict(view.acceptance.legend)
    return sheet.PunchClassRow(
        category=category,
        meaning=meanings.get(category) or LEGEND[category],  # type: ignore[call-overload]
        open=sum(each.open for each in mine),
        closed=sum(not each.open for each in mine),
        withheld=_held(view, category),
    )


def _held(view: View, category: str) -> Decimal:
    """Return what is held back for open items, of one class or of all."""
    held = (each.withheld for each in view.acceptance.punch if each.open and category in ("", each.category))
    return sum((amount for amount in held if amount is not None), Decimal(0))

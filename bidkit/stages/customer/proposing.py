"""Stage 3, proposal: what we propose, built on the customer's needs and their owners' words."""

from collections.abc import Iterator
from datetime import date, timedelta

from bidkit.audience.proposal import Milestone
from bidkit.audience.standards import Need, Requirement
from bidkit.audience.view import View
from bidkit.phrases import Phrase
from bidkit.prose import paragraphs
from bidkit.stages.customer import proposal_sheet as sheet
from bidkit.stages.customer.head import head_of
from bidkit.stages.customer.proposal_gaps import proposal_gaps
from bidkit.stages.customer.words import ANSWERS
from bidkit.stages.gaps import by_part


def proposal(view: View, *, final: bool) -> sheet.ProposalSheet:
    """Return the proposal of a deal."""
    own, missing, answered = view.proposal, proposal_gaps(view), answered_standards(view)
    rows = {item.id: _row(item) for item in answered}
    return sheet.ProposalSheet(
        head=head_of(view, Phrase("Project proposal"), final=final, number=own.number),
        customer=view.customer,
        seller=view.seller,
        dated=own.dated,
        valid_until=own.valid_until,
        seller_lines=_seller_lines(view),
        addressee=own.addressee,
        addressee_lines=_lines(own.addressee.title, view.customer.name, own.addressee.address),
        salutation=own.salutation,
        letter=paragraphs(own.letter or ""),
        signatory=own.signatory,
        contact=own.contact,
        summary=paragraphs(own.summary or ""),
        understanding=paragraphs(own.understanding or ""),
        needs=tuple(_need(need, view, answered) for need in view.needs),
        counts=tuple(
            sheet.Count(said, sum(each.answer == name for each in answered)) for name, said in ANSWERS.items()
        ),
        of=len(answered),
        tables=tuple(_tables(view, answered)),
        exceeded=tuple(rows[each.id] for each in answered if each.answer == "exceed"),
        fall_short=tuple(each for each in rows.values() if each.short),
        references=own.references,
        plan_starts=own.plan_starts,
        plan=tuple(_step(each, own.plan_starts) for each in own.milestones),
        plan_ends=max((each.to_day or each.from_day for each in own.milestones), default=0),
        services=own.services,
        assumptions=own.assumptions,
        next_steps=own.next_steps,
        annex=tuple(_annex(each) for each in view.requirements if each.id in own.puts_forward),
        about_us=own.content.get("about-us", ()),
        delivery_words=own.content.get("delivery", ()),
        service_words=own.content.get("service", ()),
        training_words=own.content.get("training", ()),
        warranty_words=own.content.get("warranty", ()),
        references_words=own.content.get("references", ()),
        missing=missing,
        missing_by_part=by_part(missing),
    )


def _seller_lines(view: View) -> tuple[str, ...]:
    told = view.seller
    reached = " · ".join(each for each in (told.phone, told.email, told.website) if each)
    return _lines(told.address, reached or None)


def _lines(*texts: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for text in texts if text for line in text.splitlines() if line.strip())


def answered_standards(view: View) -> tuple[Requirement, ...]:
    """Return the standards that the proposal answers: all but those put forward in the annex or left out."""
    others = {*view.proposal.puts_forward, *view.proposal.leaves_out}
    return tuple(each for each in view.requirements if each.id not in others)


def _need(need: Need, view: View, answered: tuple[Requirement, ...]) -> sheet.NeedRow:
    solution = next((each for each in view.proposal.solutions if each.need == need.id), None)
    return sheet.NeedRow(
        id=need.id,
        what=need.what,
        owner=need.owner,
        solution=paragraphs(solution.what) if solution else (),
        proof=solution.proof if solution else None,
        standards=tuple(each.id for each in answered if need.id in each.needs),
    )


def _row(item: Requirement) -> sheet.StandardRow:
    return sheet.StandardRow(
        id=item.id,
        text=item.text,
        mandatory=item.obligation == "mandatory",
        answer=ANSWERS[item.answer] if item.answer else None,
        short=item.answer in ("partially", "deviate"),
        offered=item.offered,
        evidence=item.evidence,
        benefit=item.benefit,
    )


def _tables(view: View, answered: tuple[Requirement, ...]) -> Iterator[sheet.StandardTable]:
    """Yield a table per group, then one of what belongs to none."""
    lots = {lot.id: lot.title for lot in view.lots}
    known = {group.id for group in view.groups}
    by_group: dict[str | None, list[sheet.StandardRow]] = {}
    for item in answered:
        by_group.setdefault(item.group if item.group in known else None, []).append(_row(item))
    for group in view.groups:
        if rows := by_group.get(group.id):
            yield sheet.StandardTable(group.title, lots.get(group.lot or ""), tuple(rows))
    if rows := by_group.get(None):
        yield sheet.StandardTable(None, None, tuple(rows))


def _step(step: Milestone, starts: date | None) -> sheet.PlanRow:
    last = step.from_day if step.to_day is None else step.to_day
    return sheet.PlanRow(
        what=step.what,
        from_day=step.from_day,
        to_day=step.to_day,
        start=_after(starts, step.from_day),
        end=_after(starts, last),
    )


def _after(starts: date | None, days: int) -> date | None:
    """Return the day so many days after another; none where the calendar ends before."""
    if starts is None or days > (date.max - starts).days:
        return None
    return starts + timedelta(days=days)


def _annex(item: Requirement) -> sheet.AnnexRow:
    return sheet.AnnexRow(
        id=item.id,
        text=item.text,
        justification=item.justification,
        or_equivalent=item.or_equivalent,
        test=item.test,
        standard=item.standard,
        criterion=item.criterion,
    )

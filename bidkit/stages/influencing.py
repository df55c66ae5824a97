"""Stage 3, proposal: what became of the standards, whom they favour, and what to do about them."""

from decimal import Decimal

from bidkit.deal import Deal, House
from bidkit.deal.standards import Activity, Requirement
from bidkit.influence import (
    NOTHING,
    Judged,
    counts,
    gains_by_rival,
    judge,
    knocked_out,
    settled,
    standards_gaps,
)
from bidkit.phrases import Phrase
from bidkit.stages import standards_sheet as sheet
from bidkit.stages import standards_words as words
from bidkit.stages.artifact import Artifact
from bidkit.stages.missing import by_part
from bidkit.stages.portions import portions
from bidkit.stages.price_figures import unpadded
from bidkit.stages.sheet import head_of


def standards(deal: Deal, house: House, *, final: bool) -> sheet.StandardsSheet:
    """Return the ledger of influence of a deal."""
    judged = judge(deal, house.standards.partial_earns / 100)
    standing = [each for each in judged if counts(each.requirement)]
    quiet, missing = deal.standards.quiet_period, standards_gaps(deal)
    return sheet.StandardsSheet(
        head=head_of(deal, house, Phrase("Standards ledger"), final=final),
        customer=deal.customer.name,
        verdict=_verdict(judged),
        counts=_counts(deal),
        of=len(judged),
        portions=portions(deal),
        points=_points(standing),
        level_points=_points([each for each in standing if each.favour == "level"]),
        quiet_begins=quiet.begins if quiet else None,
        quiet_ends=quiet.ends if quiet else None,
        quiet_source=quiet.source if quiet else None,
        rivals=_rivals(deal, judged),
        proposed=tuple(_proposed(each) for each in deal.standards.requirements if each.origin == "proposed"),
        exposed=tuple(_exposed(each.requirement) for each in standing if each.only_we),
        rows=tuple(_row(each) for each in judged),
        activities=tuple(_activity(each, deal) for each in deal.standards.activities),
        partial=house.standards.partial_earns,
        missing=missing,
        missing_by_part=by_part(missing),
    )


def _points(judged: list[Judged]) -> Decimal:
    return sum((each.requirement.weight or Decimal(0) for each in judged), Decimal(0))


def _counts(deal: Deal) -> tuple[sheet.Count, ...]:
    items = deal.standards.requirements
    return tuple(sheet.Count(name, sum(item.state == state for item in items)) for state, name in words.STATES.items())


def _verdict(judged: tuple[Judged, ...]) -> sheet.Verdict:
    """Say what to do: withdraw comes before shaping, shaping before accepting."""
    moves = [each.move for each in judged]
    if not judged:
        return sheet.Verdict(Phrase("No standards are known yet"), (), warning=True)
    reasons = tuple(_reasons(judged))
    if "withdraw" in moves:
        return sheet.Verdict(Phrase("Deviate openly, or withdraw"), reasons, warning=True)
    if any(move in moves for move in ("shape", "open-up", "follow-up", "answer", "find-out")):
        return sheet.Verdict(Phrase("Go on shaping the standards"), reasons, warning=False)
    return sheet.Verdict(Phrase("Accept the standards"), reasons, warning=False)


def _reasons(judged: tuple[Judged, ...]) -> list[Phrase]:
    found = []
    for move, text in _REASONS.items():
        names = [each.requirement.id for each in judged if each.move == move]
        if names:
            shown = ", ".join(names[:8]) + (" …" if len(names) > 8 else "")
            found.append(Phrase(text.text, n=len(names), ids=shown))
    return found


_REASONS = {
    "withdraw": Phrase("Mandatory, published and not met by us: {n} ({ids})."),
    "shape": Phrase("Against us, and still to be changed: {n} ({ids})."),
    "open-up": Phrase("To be opened to other makers: {n} ({ids})."),
    "follow-up": Phrase("Not decided by the customer yet: {n} ({ids})."),
    "answer": Phrase("Not answered by us yet: {n} ({ids})."),
    "find-out": Phrase("A rival's answer is unknown: {n} ({ids})."),
}


def _rivals(deal: Deal, judged: tuple[Judged, ...]) -> tuple[sheet.RivalRow, ...]:
    gains = gains_by_rival(judged)
    return tuple(
        sheet.RivalRow(
            id=rival.id,
            name=rival.name,
            low=unpadded(gains.get(rival.id, NOTHING).low),
            high=unpadded(gains.get(rival.id, NOTHING).high),
            out_by=knocked_out(judged, rival.id),
            unknown=sum(counts(each) and _answer(each, rival.id) == "unknown" for each in deal.standards.requirements),
        )
        for rival in deal.competitors
    )


def _answer(item: Requirement, rival: str) -> str:
    return next((each.answer for each in item.rivals if each.rival == rival), "unknown")


def _row(judged: Judged) -> sheet.StandardRow:
    item = judged.requirement
    return sheet.StandardRow(
        id=item.id,
        text=item.text,
        obligation=words.OBLIGATIONS[item.obligation],
        weight=item.weight,
        origin=words.ORIGINS[item.origin],
        state=words.STATES[item.state],
        ours=words.ANSWERS[item.ours.answer] if item.ours.answer else None,
        offered=item.ours.offered,
        favour=words.FAVOURS[judged.favour],
        rivals=tuple(
            sheet.GainCell(words.ANSWERS[_answer(item, rival)], unpadded(gain.low), unpadded(gain.high))
            for rival, gain in judged.gains
        ),
        move=words.MOVES[judged.move],
    )


def _proposed(item: Requirement) -> sheet.ProposedRow:
    return sheet.ProposedRow(
        id=item.id,
        proposed=item.proposed_text or item.text,
        text=item.text,
        changed=item.proposed_text is not None,
        state=words.STATES[item.state],
        justification=item.justification,
        or_equivalent=item.or_equivalent,
    )


def _exposed(item: Requirement) -> sheet.ExposedRow:
    return sheet.ExposedRow(item.id, item.text, item.obligation == "mandatory", item.or_equivalent, item.justification)


def _activity(activity: Activity, deal: Deal) -> sheet.ActivityRow:
    names = {person.id: person.name or person.title or person.id for person in deal.stakeholders}
    served = [item for item in deal.standards.requirements if item.id in activity.serves]
    return sheet.ActivityRow(
        id=activity.id,
        kind=words.KINDS[activity.kind],
        what=activity.what,
        date=activity.date,
        due=activity.due,
        people=tuple(names[each] for each in activity.people if each in names),
        purpose=activity.purpose,
        outcome=activity.outcome,
        serves=activity.serves,
        settled=sum(settled(item) for item in served),
    )


STANDARDS = Artifact("standards", "proposal", "internal", standards)

"""Stage 5, signing: the contract against bid and tender, and what still keeps it from being approved and signed."""

from collections.abc import Iterator
from datetime import date

from bidkit.contracting import (
    approval_gaps,
    differences,
    overdue,
    reviews_by_part,
    signing_gaps,
    stands,
)
from bidkit.deal import Deal, House
from bidkit.deal.contract import ContractClause, ContractSecurity, Power, Remark, Review, Settlement
from bidkit.deal.standards import Requirement
from bidkit.gates import standing
from bidkit.influence import counts
from bidkit.key_nodes import NodeStatus
from bidkit.next_work import work_for
from bidkit.phrases import Phrase
from bidkit.stages import contract_words as words
from bidkit.stages import signing_sheet as sheet
from bidkit.stages.artifact import Artifact
from bidkit.stages.contract_rows import deviation_rows, numbered, security_amount, starts, term_row
from bidkit.stages.gaps import by_part
from bidkit.stages.sheet import head_of
from bidkit.stages.standards_words import ANSWERS
from bidkit.thread import Ties, ties

_NODES = ("contract-approved", "contract-signed")


def signing(deal: Deal, house: House, *, final: bool) -> sheet.SigningSheet:
    """Return the checklist of the contract's approval and signing."""
    told, sign = deal.contract, deal.contract.signing
    approval, missing = approval_gaps(deal), tuple(dict.fromkeys((*approval_gaps(deal), *signing_gaps(deal))))
    return sheet.SigningSheet(
        head=head_of(deal, house, Phrase("Contract approval and signing"), final=final),
        customer=deal.customer.name,
        number=told.number,
        version=told.version,
        currency=deal.currency,
        price=told.price,
        incoterm=told.incoterm,
        law=told.law,
        disputes=told.disputes,
        may_be_approved=not approval,
        may_be_signed=not approval and not _before_signing(missing),
        verdict=_verdict(approval, missing),
        gates=tuple(_gate(deal, house, status) for status in standing(deal, house).nodes if status.node.id in _NODES),
        differences=tuple(term_row(deal, each) for each in differences(deal)),
        requirements=tuple(_requirements(deal)),
        deviations=tuple(deviation_rows(deal)),
        clauses=tuple(_clause(deal, each) for each in told.clauses),
        reviews=tuple(_review(deal, part, review) for part, review in reviews_by_part(deal).items()),
        securities=tuple(_security(deal, each) for each in told.securities),
        powers=tuple(_power(deal, each) for each in sign.powers),
        originals=sign.originals,
        copies=sign.copies,
        stamps=tuple(sheet.StampRow(words.SIDES[each.side], each.what, each.where) for each in sign.stamps),
        steps=tuple(
            sheet.StepRow(each.what, words.SIDES[each.side], each.who, each.due, each.done_on) for each in sign.steps
        ),
        conditions=tuple(
            sheet.StepRow(each.what, words.SIDES[each.side], None, each.due, each.met_on, each.evidence, each.id)
            for each in sign.conditions
        ),
        signed_on=sign.signed_on,
        effective_on=sign.effective_on,
        missing=missing,
        missing_by_part=by_part(missing),
    )


def _before_signing(missing: tuple[str, ...]) -> tuple[str, ...]:
    """Return what has to be there before anybody signs; signing itself, and what follows it, does not."""
    return tuple(path for path in missing if path.startswith(("contract.signing.powers", "contract.commitments")))


def _verdict(approval: tuple[str, ...], missing: tuple[str, ...]) -> Phrase:
    if approval:
        return Phrase("Not to be signed: the contract is not approved. Points open: {n}", n=len(approval))
    if before := _before_signing(missing):
        return Phrase("Approved, and not to be signed yet. Points open: {n}", n=len(before))
    if "contract.signing.signed_on" in missing:
        return Phrase("Approved: may be signed")
    return Phrase("Signed. Points open: {n}", n=len(missing)) if missing else Phrase("Signed, and nothing is open")


def _gate(deal: Deal, house: House, status: NodeStatus) -> sheet.GateRow:
    entry = deal.key_nodes.get(status.node.id)
    state = Phrase("reached") if status.reached else Phrase("passed by force") if status.forced else Phrase("open")
    return sheet.GateRow(
        status.node.id,
        status.node.name,
        status.reached,
        state,
        entry.reached_on if entry else None,
        entry.evidence if entry else None,
        () if status.reached else tuple(each.do for each in work_for(deal, house, status)),
    )


def _requirements(deal: Deal) -> Iterator[sheet.RequirementRow]:
    found, settled = ties(deal), {each.of: each for each in deal.contract.deviations}
    tender = {each.id: each.number or each.id for each in deal.tender.clauses}
    contract = {each.id: each.number or each.id for each in deal.contract.clauses}
    for item in deal.standards.requirements:
        if counts(item):
            asked, bound = found.clauses_of(item.id)
            settlement = settled.get(item.id)
            state, is_open = _requirement_state(item, found, settlement)
            yield sheet.RequirementRow(
                id=item.id,
                text=item.text,
                mandatory=item.obligation == "mandatory",
                tender=tuple(tender[name] for name in asked),
                answer=ANSWERS[item.ours.answer] if item.ours.answer else None,
                offered=item.ours.offered,
                contract=tuple(contract[name] for name in bound),
                agreed=settlement.how if settlement else None,
                open=is_open,
                state=state,
            )


def _requirement_state(item: Requirement, found: Ties, settlement: Settlement | None) -> tuple[Phrase, bool]:
    """Say how the contract binds a requirement, and whether that is still open."""
    if item.id not in found.contract:
        return Phrase("no clause of the contract binds it"), True
    if item.ours.answer in ("partially", "deviate"):
        state = settlement.state if settlement else "open"
        return Phrase("deviation: {state}", state=words.SETTLEMENTS[state]), state == "open"
    if item.ours.answer is None:
        return Phrase("we have not answered it"), True
    return Phrase("more than asked") if item.ours.answer == "exceed" else Phrase("as asked"), False


def _clause(deal: Deal, each: ContractClause) -> sheet.ClauseRow:
    settles = (*each.tender_clauses, *each.concessions, *(one.of for one in _settled_in(deal, each)))
    return sheet.ClauseRow(
        each.id,
        each.number,
        each.title,
        each.text,
        words.TERMS[each.about],
        words.ORIGINS[each.origin],
        tuple(dict.fromkeys(settles)),
    )


def _settled_in(deal: Deal, clause: ContractClause) -> Iterator[Settlement]:
    yield from (each for each in deal.contract.deviations if each.clause == clause.id)


def _review(deal: Deal, part: str, review: Review | None) -> sheet.ReviewRow:
    return sheet.ReviewRow(
        part=part,
        name=words.PARTS[part],
        stands=stands(review, deal.contract.version),
        state=_review_state(review, deal.contract.version),
        by=review.by if review else None,
        date=review.date if review else None,
        version=review.version if review else None,
        remarks=tuple(_remark(deal, each) for each in review.remarks) if review else (),
    )


def _review_state(review: Review | None, version: str | None) -> Phrase:
    if review is None or (review.result == "open" and review.date is None):
        return Phrase("not reviewed")
    if review.result == "refused":
        return Phrase("refused")
    if review.version != version:
        return Phrase("of version {version}: to be reviewed anew", version=review.version or "?")
    if any(each.settled_on is None for each in review.remarks):
        return Phrase("remarks are open")
    return Phrase("approved") if review.result == "approved" else Phrase("not approved")


def _remark(deal: Deal, each: Remark) -> sheet.RemarkRow:
    return sheet.RemarkRow(each.what, numbered(deal, each.clause), each.owner, each.settled_on, each.how)


def _security(deal: Deal, each: ContractSecurity) -> sheet.SecurityRow:
    late = overdue(deal, each)
    return sheet.SecurityRow(
        id=each.id,
        name=words.SECURITIES[each.kind],
        form=words.FORMS[each.form] if each.form else None,
        amount=security_amount(deal, each),
        currency=each.currency or deal.currency,
        percent=each.percent,
        due=each.due,
        valid_until=each.valid_until,
        number=each.number,
        issuer=each.issuer,
        overdue=late,
        state=Phrase("given") if each.issued else Phrase("due, and not given") if late else Phrase("to be given"),
    )


def _power(deal: Deal, each: Power) -> sheet.PowerRow:
    day = starts(deal) or deal.as_of
    state, reaches = _power_state(each, day)
    return sheet.PowerRow(
        each.who, words.SIDES[each.side], each.title, each.basis, each.up_to, each.valid_until, reaches, state
    )


def _power_state(each: Power, day: date | None) -> tuple[Phrase, bool]:
    """Say whether a power holds; one that does not reach the price is refused with the record."""
    if each.basis is None:
        return Phrase("what it rests on is not known"), False
    if each.valid_until is not None and day is not None and each.valid_until < day:
        return Phrase("ends before the signing"), False
    return (Phrase("seen, and reaches"), True) if each.seen_on else (Phrase("its paper is not seen yet"), False)


SIGNING = Artifact("signing", "negotiation", "internal", signing)

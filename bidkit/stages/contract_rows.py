"""Rows that the signing checklist and the handover share: terms, deviations, numbers of clauses."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bidkit.contracting import Difference, deviations
from bidkit.deal import Deal
from bidkit.deal.contract import ContractSecurity, Settlement
from bidkit.deal.tender import Clause
from bidkit.phrases import Phrase
from bidkit.stages import contract_words as words
from bidkit.stages.contract_words import Lines
from bidkit.stages.signing_sheet import DeviationRow, TermRow
from pricing.money import rounded


def term_row(deal: Deal, each: Difference) -> TermRow:
    """Return a term; where it has no figures, what the clauses that it settles say of it."""
    clauses = [clause for clause in deal.contract.clauses if clause.about == each.kind]
    asked = [one for clause in clauses for one in deal.tender.clauses if one.id in clause.tender_clauses]
    wording = tuple(clause.text for clause in clauses if clause.text and clause.id in each.explained)
    bid, contract = _sides(deal, each)
    return TermRow(
        term=each.kind,
        name=words.TERMS[each.kind],
        tender=_ceiling(deal, each) or words.term(each.kind, each.tender, deal.currency) or _texts(asked),
        bid=bid or tuple(one.ours.offered for one in asked if one.ours.offered),
        contract=contract if each.differs else wording or contract,
        differs=each.differs,
        unexplained=each.unexplained,
        explained=each.explained,
        state=words.difference(each),
    )


def _sides(deal: Deal, each: Difference) -> tuple[Lines, Lines]:
    """Say what the bid and the contract have."""
    if each.kind == "payment":
        return words.payments(deal.price.payments), words.payments(deal.contract.payments)
    return words.term(each.kind, each.bid, deal.currency), words.term(each.kind, each.contract, deal.currency)


def _ceiling(deal: Deal, each: Difference) -> Lines:
    rule = deal.tender.instructions.rule
    if each.kind != "price" or rule is None or rule.ceiling is None:
        return ()
    said = words.CEILINGS[rule.tax_basis]
    return (Phrase(said.text, amount=rule.ceiling, currency=deal.currency or ""),)


def _texts(clauses: list[Clause]) -> Lines:
    return tuple(each.text for each in clauses if each.text)


def deviation_rows(deal: Deal) -> Iterator[DeviationRow]:
    """Yield each deviation of our bid with what became of it."""
    texts = {each.id: each.text for each in deal.standards.requirements}
    texts |= {each.id: each.title or each.text or each.id for each in deal.tender.clauses}
    for each in deviations(deal):
        told = each.settlement or Settlement.model_construct(of=each.id)
        yield DeviationRow(
            id=each.id,
            what=texts[each.id],
            deviation=each.answer.deviation or each.answer.offered,
            settled=each.settled,
            state=words.SETTLEMENTS[told.state],
            how=told.how,
            clause=numbered(deal, told.clause),
            by=told.by,
            date=told.date,
        )


def numbered(deal: Deal, clause: str | None) -> str | None:
    """Return a clause's number in the contract, or its id where it has none."""
    return next((each.number or each.id for each in deal.contract.clauses if each.id == clause), clause)


def security_amount(deal: Deal, each: ContractSecurity) -> Decimal | None:
    """Return what a security is, or what its share of the contract price comes to."""
    price, currency = deal.contract.price, deal.currency
    if each.amount is not None or each.percent is None or price is None or currency is None:
        return each.amount
    return rounded(price * each.percent / 100, currency)


def starts(deal: Deal) -> date | None:
    """Return the day from which the contract's terms count: its signing, or the day on which that is expected."""
    return deal.contract.signing.signed_on or deal.tender.dates.expected_signing

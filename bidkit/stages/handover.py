"""Stage 5, handover: what sales promised, to the people who build."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from math import ceil

from bidkit.contracting import Promise, differences, promises
from bidkit.deal import Deal, House
from bidkit.deal.contract import Commitment
from bidkit.deal.stakeholders import Stakeholder
from bidkit.phrases import Phrase
from bidkit.stages import contract_words as words
from bidkit.stages import handover_sheet as sheet
from bidkit.stages.artifact import Artifact
from bidkit.stages.contract_rows import deviation_rows, starts, term_row
from bidkit.stages.gaps import by_part
from bidkit.stages.people_words import ROLES
from bidkit.stages.sheet import head_of


def handover(deal: Deal, house: House, *, final: bool) -> sheet.HandoverSheet:
    """Return the handover of a deal to the people who build."""
    told, over = deal.contract, deal.contract.handover
    rows, missing = tuple(_promise(deal, each) for each in promises(deal)), _missing(deal)
    lacking = tuple(each for each in rows if each.lacks)
    return sheet.HandoverSheet(
        head=head_of(deal, house, Phrase("Project handover"), final=final),
        customer=deal.customer.name,
        site=deal.customer.site,
        number=told.number,
        version=told.version,
        currency=deal.currency,
        signed_on=told.signing.signed_on,
        to=over.to,
        due=over.due,
        date=over.date,
        gate_open=not lacking,
        verdict=_verdict(len(lacking)),
        lacking=lacking,
        promises=tuple(each for each in rows if not each.lacks),
        scope=tuple(_scope(deal)),
        terms=tuple(_terms(deal)),
        deviations=tuple(deviation_rows(deal)),
        owed=tuple(
            sheet.OwedRow(each.id, each.gets, each.gives, each.date)
            for each in deal.negotiation.concessions
            if each.state == "granted" and each.gets
        ),
        assumptions=(*over.assumptions, *deal.proposal.assumptions),
        risks=tuple(_risks(deal)),
        dates=_in_order(_dates(deal)),
        people=tuple(_person(each) for each in deal.stakeholders if each.name),
        team=tuple(sheet.MemberRow(each.who, each.role) for each in over.team),
        watch=over.watch,
        missing=missing,
        missing_by_part=by_part(missing),
    )


def _verdict(lacking: int) -> Phrase:
    if lacking:
        return Phrase("The gate stays closed. Promises without a cost line, an owner or a test: {n}", n=lacking)
    return Phrase("Every promise beyond the tender has its cost line, its owner and its test")


def _missing(deal: Deal) -> tuple[str, ...]:
    over = deal.contract.handover
    wanted = {"to": over.to, "due": over.due or over.date, "team": over.team, "assumptions": over.assumptions}
    return (
        *(path for each in promises(deal) if each.lacks for path in each.paths),
        *(f"contract.handover.{name}" for name, value in wanted.items() if not value),
    )


def _promise(deal: Deal, each: Promise) -> sheet.PromiseRow:
    told = each.commitment or Commitment.model_construct(id=each.id, what=each.what)
    lines = {line.id: line.what or line.category for line in (deal.costs.lines if deal.costs else ())}
    tests = {test.id: test for test in deal.acceptance.tests}
    people = {person.id: person.name or person.title or person.id for person in deal.stakeholders}
    return sheet.PromiseRow(
        id=each.id,
        what=each.what,
        written_down=each.commitment is not None,
        lacks=tuple(words.LACKS[name] for name in each.lacks),
        of=told.of,
        to=people.get(told.to) if told.to else None,
        by=told.by,
        date=told.date,
        source=told.source,
        owner=told.owner,
        cost_lines=tuple(sheet.Named(name, lines.get(name)) for name in told.cost_lines),
        no_cost=told.no_cost,
        tests=tuple(
            sheet.Named(name, tests[name].what, words.TEST_STAGES[tests[name].stage])
            for name in told.tests
            if name in tests
        ),
    )


def _scope(deal: Deal) -> Iterator[sheet.ScopeRow]:
    """Yield what is delivered: the lines of the bid, without options that nobody took."""
    lots = {lot.id: lot.title for lot in deal.standards.lots}
    for line in deal.bid.lines:
        if line.in_total == "yes":
            lot = lots.get(line.lot) if line.lot else None
            yield sheet.ScopeRow(line.id, line.title, line.model, line.quantity, line.unit, lot, len(line.requirements))


def _terms(deal: Deal) -> Iterator[sheet.AgreedRow]:
    for each in differences(deal):
        row = term_row(deal, each)
        yield sheet.AgreedRow(row.name, row.contract, row.state)


def _risks(deal: Deal) -> Iterator[sheet.RiskRow]:
    for each in deal.costs.risks if deal.costs else ():
        currency = each.currency or deal.currency
        yield sheet.RiskRow(each.id, each.what, each.probability, each.impact, currency, each.mitigation, each.owner)


def _dates(deal: Deal) -> Iterator[sheet.DateRow]:
    told, us = deal.contract, words.SIDES["us"]
    yield sheet.DateRow(starts(deal), Phrase("Signing of the contract"), None, _counted(deal))
    if day := told.handover.date or told.handover.due:
        yield sheet.DateRow(day, Phrase("Handover to those who build"), told.handover.to, counted=False)
    for security in told.securities:
        name = words.SECURITIES[security.kind]
        yield sheet.DateRow(security.due, Phrase("{security} is given", security=name), us, counted=False)
        yield sheet.DateRow(security.valid_until, Phrase("{security} ends", security=name), us, counted=False)
    for condition in told.signing.conditions:
        yield sheet.DateRow(condition.due, condition.what, words.SIDES[condition.side], counted=False)
    for step in deal.bid.delivery:
        yield sheet.DateRow(_after(deal, ceil(step.weeks * 7)), step.what, us, _counted(deal))
    for text, days in (
        (Phrase("All is delivered, by the contract"), told.delivery_days),
        (Phrase("All is accepted, by the contract"), told.acceptance_days),
    ):
        if days is not None:
            yield sheet.DateRow(_after(deal, days), text, us, _counted(deal))


def _counted(deal: Deal) -> bool:
    return deal.contract.signing.signed_on is None


def _after(deal: Deal, days: int) -> date | None:
    begins = starts(deal)
    return None if begins is None else begins + timedelta(days=days)


def _in_order(rows: Iterable[sheet.DateRow]) -> tuple[sheet.DateRow, ...]:
    """Return the dates in their order, those that are not known last."""
    return tuple(sorted(rows, key=lambda each: each.day or date.max))


def _person(each: Stakeholder) -> sheet.PersonRow:
    position = ", ".join(part for part in (each.title, each.department, each.organisation) if part)
    return sheet.PersonRow(
        each.id,
        each.name or each.id,
        position or None,
        tuple(ROLES[role] for role in each.roles if role != "insider"),  # a source is not passed on
        each.function,
        each.owner,
    )


HANDOVER = Artifact("handover", "negotiation", "internal", handover)

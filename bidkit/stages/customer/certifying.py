"""Stage 6, with the customer: the certificate that both sides sign."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bidkit.audience.acceptance import Delivery, Test
from bidkit.audience.certificates import Certificate, Retention
from bidkit.audience.view import View
from bidkit.phrases import Phrase
from bidkit.stages.customer import certificate_sheet as sheet
from bidkit.stages.customer.acceptance_gaps import certificate_gaps
from bidkit.stages.customer.acceptance_words import RESULTS, criterion_words, measured_words
from bidkit.stages.customer.accepting import punch_row
from bidkit.stages.customer.certificate_words import CONFIRMS, SECURITIES, STARTS, TITLES
from bidkit.stages.customer.head import head_of
from bidkit.stages.gaps import by_part


def certificate(view: View, *, final: bool, kind: str | None = None, lot: str | None = None) -> sheet.CertificateSheet:
    """Return a certificate: of a type and a lot, or else the one that is being prepared."""
    own, hung = view.acceptance, view.certificates
    paper = hung.of(kind, lot) if kind else hung.of(*hung.due)
    missing = certificate_gaps(view, paper)
    tests = [each for each in own.tests if each.id in paper.tests]
    items = [each for each in own.punch if each.id in paper.open]
    items.sort(key=lambda each: (each.category, each.due is None, each.due or each.raised, each.id))
    return sheet.CertificateSheet(
        head=head_of(view, TITLES[paper.type], final=final, number=paper.number or own.number),
        customer=view.customer,
        seller=view.seller,
        contract=own.contract,
        signed_on=own.signed_on,
        site=own.site,
        scope=_scope(view, paper.lot),
        confirms=CONFIRMS[paper.type],
        effective=paper.effective,
        signed=paper.signed,
        by=paper.by,
        for_customer=paper.customer,
        currency=own.currency,
        deliveries=tuple(_deliveries(view, paper)),
        counts=tuple(sheet.Count(said, sum(each.result == name for each in tests)) for name, said in RESULTS.items()),
        results=tuple(_result(view, each) for each in tests),
        concessions=tuple(_concessions(tests)),
        open=tuple(punch_row(view, each) for each in items),
        withheld=_sum(each.withheld for each in items),
        documents=tuple(replace(each, handed_on=_by(paper.signed, each.handed_on)) for each in hung.documents),
        training=tuple(replace(each, held_on=_by(paper.signed, each.held_on)) for each in hung.training),
        consequences=_consequences(view, paper),
        reservations=paper.reservations,
        missing=missing,
        missing_by_part=by_part(missing),
    )


def _deliveries(view: View, paper: Certificate) -> Iterator[Delivery]:
    for each in view.acceptance.deliveries:
        if paper.lot is None or each.lot in (None, paper.lot):
            yield replace(each, delivered_on=_by(paper.signed, each.delivered_on))


def _scope(view: View, lot: str | None) -> Phrase | None:
    title = next((each.title for each in view.lots if each.id == lot), lot)
    return Phrase("Lot {id}: {title}", id=lot, title=title) if lot is not None else None


def _result(view: View, test: Test) -> sheet.ResultRow:
    machines = {each.id: f"{each.id} {each.equipment}" for each in view.acceptance.deliveries}
    return sheet.ResultRow(
        id=test.id,
        what=test.what,
        equipment=machines.get(test.equipment or "", test.equipment),
        requirements=test.requirements,
        criterion=criterion_words(test.criterion),
        criterion_text=test.criterion.text,
        result=RESULTS[test.result],
        found=measured_words(test.measured, test.criterion.unit) if test.measured else None,
        date=test.date,
        witness=test.witness,
        evidence=test.evidence,
    )


def _concessions(tests: Iterable[Test]) -> Iterator[sheet.Concession]:
    for test in tests:
        if test.result == "waived":
            given = test.waiver
            yield sheet.Concession(
                id=test.id,
                what=test.what,
                requirements=test.requirements,
                found=measured_words(test.measured, test.criterion.unit) if test.measured else None,
                by=given.by if given else None,
                on=given.on if given else None,
                reason=given.reason if given else None,
            )


def _by(signed: date | None, done: date | None) -> date | None:
    """Return when something was done, unless that was after the certificate was signed."""
    return None if done and signed and done > signed else done


def _consequences(view: View, paper: Certificate) -> sheet.Consequences:
    own = view.certificates
    parts = [(each, each.remains if each.releases_on == paper.type else Decimal(0)) for each in own.retentions]
    rows = tuple(_retention(each, now) for each, now in parts)
    return sheet.Consequences(
        warranty=sheet.WarrantyTerms(
            months=own.warranty.months,
            starts_on=STARTS[own.warranty.starts_on],
            begins=paper.warranty_begins,
            ends=paper.warranty_ends,
            terms=own.warranty.terms,
        ),
        risk_passes=own.risk_passes,
        title_passes=own.title_passes,
        delay_ended_on=own.delay_ended_on,
        retentions=rows,
        released=_sum(each.released for each in rows),
        now=_sum(each.now for each in rows),
        remains=_sum(each.remains for each in rows),
        unknown=any(each.held is None for each in rows),
        returns=tuple(_returns(view, paper)),
    )


def _retention(item: Retention, now: Decimal | None) -> sheet.RetentionRow:
    return sheet.RetentionRow(
        id=item.id,
        what=item.what,
        percent=item.percent,
        releases_on=STARTS[item.releases_on],
        held=item.held,
        released=item.released,
        released_on=item.released_on,
        now=now,
        remains=None if item.remains is None or now is None else item.remains - now,
    )


def _returns(view: View, paper: Certificate) -> Iterator[sheet.ReturnRow]:
    for each in view.certificates.returns:
        yield sheet.ReturnRow(
            security=each.security,
            what=SECURITIES[each.kind] if each.kind else None,
            number=each.number,
            issuer=each.issuer,
            returns_on=STARTS[each.returns_on],
            now=each.returns_on == paper.type and each.returned_on is None,
            returned_on=each.returned_on,
        )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((each for each in amounts if each is not None), Decimal(0))

"""Certificates and what hangs on them, as both sides sign it: no price, no cost, nobody's remark."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - as the records name it
from decimal import Decimal
from typing import Any

from bidkit import certificates
from bidkit.audience.allowed import CERTIFICATE, DOCUMENT, RETURN, TERMS, TRAINING
from bidkit.certificates import ORDER, Asked
from bidkit.deal import Deal
from bidkit.deal import acceptance as told


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate of acceptance: signed, being prepared, or still without any entry in the record."""

    type: told.CertificateType
    lot: str | None
    id: str | None
    """None where the record has no entry for it."""
    number: str | None
    effective: Day | None
    signed: Day | None
    by: str | None
    customer: str | None
    reservations: tuple[str, ...]
    tests: tuple[str, ...]
    """The ids of the tests on which it rests."""
    open: tuple[str, ...]
    """The ids of the punch items that are open, or were when it was signed."""
    warranty_begins: Day | None
    warranty_ends: Day | None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A document that goes with the equipment."""

    id: str
    title: str
    number: str | None
    revision: str | None
    language: str | None
    copies: int | None
    due: Day | None
    handed_on: Day | None
    to: str | None


@dataclass(frozen=True, slots=True)
class Training:
    """A training of the customer's people."""

    id: str
    what: str
    people: int | None
    days: Decimal | None
    due: Day | None
    held_on: Day | None
    by: str | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class Retention:
    """What is held back of what is paid; `held` and `remains` are None where they cannot be told."""

    id: str
    what: str
    percent: Decimal | None
    held: Decimal | None
    released: Decimal | None
    released_on: Day | None
    remains: Decimal | None
    releases_on: told.CertificateType


@dataclass(frozen=True, slots=True)
class SecurityReturn:
    """A security that goes back, as the contract or the bid names it."""

    security: str
    kind: str | None
    number: str | None
    issuer: str | None
    returns_on: told.CertificateType
    returned_on: Day | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class Warranty:
    """The warranty, as long as it lasts; its days hang on the lot."""

    months: int | None
    starts_on: told.WarrantyStart
    terms: str | None


@dataclass(frozen=True, slots=True)
class Certificates:
    """The certificates, and what is handed over, taught, held back, given back and warranted."""

    due: tuple[told.CertificateType, str | None]
    """The certificate that is being prepared."""
    papers: tuple[Certificate, ...]
    """One of each type, for everything and for each lot."""
    documents: tuple[HandedOver, ...]
    training: tuple[Training, ...]
    retentions: tuple[Retention, ...]
    returns: tuple[SecurityReturn, ...]
    warranty: Warranty
    risk_passes: str | None
    title_passes: str | None
    delay_ended_on: Day | None

    def of(self, kind: str, lot: str | None) -> Certificate:
        """Return the certificate of a type, for everything or for a lot."""
        return next(each for each in self.papers if (each.type, each.lot) == (kind, lot))


def certificates_of(deal: Deal) -> Certificates:
    """Return the certificates of a deal and what hangs on them."""
    own = deal.acceptance
    return Certificates(
        due=certificates.due(own) or (ORDER[0], None),
        papers=tuple(_certificate(deal, kind, lot) for lot in _lots(deal) for kind in ORDER),
        documents=tuple(HandedOver(**_given(each, DOCUMENT)) for each in own.documents),
        training=tuple(Training(**_given(each, TRAINING)) for each in own.training),
        retentions=tuple(_retention(deal, each) for each in own.retentions),
        returns=tuple(_returns(deal)),
        warranty=Warranty(own.warranty.months, own.warranty.starts_on, own.warranty.terms),
        **_given(own, TERMS),
    )


def _lots(deal: Deal) -> tuple[str | None, ...]:
    named = (each.lot for each in deal.acceptance.certificates)
    return tuple(dict.fromkeys((None, *(each.id for each in deal.standards.lots), *named)))


def _certificate(deal: Deal, kind: told.CertificateType, lot: str | None) -> Certificate:
    own, asked = deal.acceptance, Asked(deal, kind, lot)
    begins, ends = certificates.warranty(own, lot)
    return Certificate(
        type=kind,
        lot=lot,
        tests=tuple(test.id for _, test in asked.tests()),
        open=tuple(item.id for _, item in asked.open_items()),
        warranty_begins=begins,
        warranty_ends=ends,
        **(_given(asked.entry, CERTIFICATE) if asked.entry else {**dict.fromkeys(CERTIFICATE), "reservations": ()}),
    )


def _given(part: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(part, name) for name in names}


def _retention(deal: Deal, item: told.Retention) -> Retention:
    return Retention(
        id=item.id,
        what=item.what,
        percent=item.percent if item.amount is None else None,
        held=certificates.held(deal, item),
        released=item.released,
        released_on=item.released_on,
        remains=certificates.balance(deal, item),
        releases_on=item.releases_on,
    )


def _returns(deal: Deal) -> Iterator[SecurityReturn]:
    known = {each.id: each for each in (*deal.bid.securities, *deal.contract.securities)}
    for each in deal.acceptance.securities:
        given = known.get(each.security)
        yield SecurityReturn(
            kind=given.kind if given else None,
            number=given.number if given else None,
            issuer=given.issuer if given else None,
            **_given(each, RETURN),
        )

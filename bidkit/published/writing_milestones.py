"""The milestones that open data can carry: what the tender asks for, what we promise, and what has been reached."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from bidkit.deal import Deal
from bidkit.deal.acceptance import Certificate, CertificateType
from bidkit.deal.bid import Milestone
from bidkit.phrases import Phrase
from bidkit.published.words import months_after

_TYPES = {"delivery": "delivery", "acceptance": "assessment"}
_CERTIFICATES: dict[CertificateType, Phrase] = {
    "factory": Phrase("Factory acceptance"),
    "completion": Phrase("Completion"),
    "provisional": Phrase("Provisional acceptance"),
    "final": Phrase("Final acceptance"),
}


def tender_milestones(deal: Deal) -> Iterator[dict[str, object]]:
    """Yield the days that the tender sets for what follows it."""
    dates = deal.tender.dates
    for name, title, day, kind in (
        ("award", Phrase("Award"), dates.expected_award, None),
        ("signing", Phrase("Signing of the contract"), dates.expected_signing, None),
        ("delivery", Phrase("Delivery"), dates.delivery, "delivery"),
        ("acceptance", Phrase("Acceptance"), dates.acceptance, "assessment"),
    ):
        if day is not None:
            yield {"id": name, "title": title, "type": kind, "dueDate": day, "status": "scheduled"}


def contract_milestones(deal: Deal) -> Iterator[dict[str, object]]:
    """Yield the steps of the delivery, the payments and the certificates; days count from the signing."""
    signing = deal.contract.signing.signed_on or deal.tender.dates.expected_signing
    for step in deal.bid.delivery:
        yield _step(step, signing)
    for number, payment in enumerate(deal.contract.payments, start=1):
        yield {
            "id": f"payment-{number}",
            "title": payment.what or Phrase("Payment {number}", number=number),
            "type": "financing",
            "description": f"{payment.percent:f} %",
            "dueDate": _due(signing, payment.months) if signing else None,
            "status": "scheduled",
        }
    yield from map(_certificate, deal.acceptance.certificates)


def _step(step: Milestone, signing: date | None) -> dict[str, object]:
    days = int(min((step.weeks * 7).to_integral_value(ROUND_CEILING), Decimal(36_500)))
    return {
        "id": step.id,
        "title": step.what,
        "type": _TYPES.get(step.kind),
        "description": Phrase("{weeks} weeks after signing", weeks=step.weeks),
        "dueDate": signing + timedelta(days=max(days, 0)) if signing else None,
        "status": "scheduled",
        "relatedLots": [step.lot] if step.lot else [],
    }


def _certificate(each: Certificate) -> dict[str, object]:
    return {
        "id": f"certificate-{each.id}",
        "title": _CERTIFICATES[each.type],
        "description": each.number,
        "type": "assessment",
        "dateMet": each.effective or each.signed,
        "status": "met" if each.signed else "scheduled",
        "relatedLots": [each.lot] if each.lot else [],
    }


def _due(signing: date, months: Decimal) -> date:
    """Return the day so many months after the signing; of a part of a month, so many of thirty days."""
    counted = min(max(months, Decimal(0)), Decimal(1200))
    whole = int(counted)
    return months_after(signing, whole) + timedelta(days=int((counted - whole) * 30))

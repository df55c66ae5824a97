"""What came of a deal, and when: its result, and its milestones as they were planned and as they came."""

from collections.abc import Mapping
from datetime import date, timedelta

from bidkit.certificates import accepted, effective
from bidkit.deal import Deal
from bidkit.deal.acceptance import CertificateType
from bidkit.deal.completion import DealResult, Milestone

PLACES: Mapping[Milestone, tuple[str, str]] = {
    "bid": ("tender.dates.deadline", "bid.submitted"),
    "award": ("tender.dates.expected_award", "completion.decided_on"),
    "signing": ("tender.dates.expected_signing", "contract.signing.signed_on"),
    "handover": ("contract.handover.due", "contract.handover.date"),
    "delivery": ("contract.delivery_days", "acceptance.deliveries"),
    "acceptance": ("contract.acceptance_days", "acceptance.certificates"),
}
"""Where the record says when a milestone was planned, and when it came."""
_ACCEPT: tuple[CertificateType, ...] = ("provisional", "final")


def result_of(deal: Deal) -> DealResult | None:
    """Return what came of a deal; one that is signed is won."""
    return deal.completion.result or ("won" if deal.contract.signing.signed_on else None)


def ended_without_order(deal: Deal) -> bool:
    """Say whether a deal is over and nothing will be built: lost, withdrawn or cancelled."""
    return deal.completion.result in ("lost", "withdrawn", "cancelled")


def milestones(deal: Deal) -> Mapping[Milestone, tuple[date | None, date | None]]:
    """Return for each milestone when it was planned and when it came, as the record itself says."""
    dates, bid, contract = deal.tender.dates, deal.bid.submitted, deal.contract
    return {
        "bid": (dates.deadline.date() if dates.deadline else None, bid.at.date() if bid and bid.at else None),
        "award": (dates.expected_award, deal.completion.decided_on),
        "signing": (dates.expected_signing, contract.signing.signed_on),
        "handover": (contract.handover.due, contract.handover.date),
        "delivery": (_after_signing(deal, contract.delivery_days), _delivered(deal)),
        "acceptance": (_after_signing(deal, contract.acceptance_days), _accepted(deal)),
    }


def _after_signing(deal: Deal, days: int | None) -> date | None:
    signed = deal.contract.signing.signed_on
    return None if signed is None or days is None else signed + timedelta(days=days)


def _delivered(deal: Deal) -> date | None:
    """Return the day on which the last piece arrived, once all have."""
    days = [each.delivered_on for each in deal.acceptance.deliveries]
    known = [each for each in days if each]
    return max(known) if known and len(known) == len(days) else None


def _accepted(deal: Deal) -> date | None:
    """Return the day from which all is accepted, once that is signed."""
    signed = [kind for kind in _ACCEPT if accepted(deal.acceptance, kind, None)]
    return effective(deal.acceptance, signed[0], None) if signed else None

"""The view itself: everything that a document for the customer may be made from, in one piece."""

from dataclasses import dataclass

from bidkit.audience import acceptance, bid, certificates, parties, proposal, standards, tender
from bidkit.audience.allowed import ALLOWED, ALLOWED_OF_HOUSE
from bidkit.audience.clearing import cleared, tree_of
from bidkit.deal import Deal, House


@dataclass(frozen=True, slots=True)
class View:
    """What the customer may see of a deal and of the house."""

    id: str
    title: str
    language: str
    customer: parties.Customer
    seller: parties.Seller
    needs: tuple[standards.Need, ...]
    lots: tuple[standards.Lot, ...]
    groups: tuple[standards.Group, ...]
    requirements: tuple[standards.Requirement, ...]
    proposal: proposal.Proposal
    tender: tender.Tender
    bid: bid.Bid
    acceptance: acceptance.Acceptance
    certificates: certificates.Certificates


def view_of(deal: Deal, house: House) -> View:
    """Return the customer's view of a deal."""
    return _view(cleared(deal, tree_of(ALLOWED)), cleared(house, tree_of(ALLOWED_OF_HOUSE)))


def _view(deal: Deal, house: House) -> View:
    return View(
        id=deal.id,
        title=deal.title,
        language=deal.language or house.language,
        customer=parties.customer_of(deal),
        seller=parties.seller_of(house),
        needs=tuple(standards.needs_of(deal)),
        lots=tuple(standards.lots_of(deal)),
        groups=tuple(standards.groups_of(deal)),
        requirements=tuple(standards.requirements_of(deal)),
        proposal=proposal.proposal_of(deal, house),
        tender=tender.tender_of(deal, house),
        bid=bid.bid_of(deal, house),
        acceptance=acceptance.acceptance_of(deal),
        certificates=certificates.certificates_of(deal),
    )

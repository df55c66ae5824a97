"""The customer's view of a deal: everything that a document for the customer may be made from.

No price is in the view: the volumes that show prices get `bidkit.audience.prices` beside it.

A field of the record is internal unless an allow-list here names it. `view_of` clears the record of all that is not
named before anything is read from it, so a view cannot hang on the rest. To show more: add the path to `ALLOWED` of the
part that it belongs to, a field to that part's view class, and fill it; tests hold list and view against each other.
"""

from dataclasses import dataclass

from bidkit.audience import acceptance, bid, certificates, parties, proposal, standards, tender
from bidkit.audience.acceptance import Acceptance
from bidkit.audience.bid import Bid
from bidkit.audience.certificates import Certificates
from bidkit.audience.clearing import cleared, tree_of
from bidkit.audience.parties import Customer, Seller
from bidkit.audience.proposal import Proposal
from bidkit.audience.standards import Group, Lot, Need, Requirement
from bidkit.audience.tender import Tender
from bidkit.deal import Deal, House

__all__ = [
    "ALLOWED",
    "ALLOWED_OF_HOUSE",
    "Acceptance",
    "Bid",
    "Certificates",
    "Customer",
    "Group",
    "Lot",
    "Need",
    "Proposal",
    "Requirement",
    "Seller",
    "Tender",
    "View",
    "view_of",
]

ALLOWED = (
    *("id", "title", "language"),
    *parties.ALLOWED,
    *standards.ALLOWED,
    *proposal.ALLOWED,
    *tender.ALLOWED,
    *bid.ALLOWED,
    *acceptance.ALLOWED,
    *certificates.ALLOWED,
)
"""What the customer may see of a record; `[]` stands for any item."""
ALLOWED_OF_HOUSE = ("language", *parties.ALLOWED_OF_HOUSE, *proposal.ALLOWED_OF_HOUSE, *tender.ALLOWED_OF_HOUSE)
"""What the customer may see of the house data."""


@dataclass(frozen=True, slots=True)
class View:
    """What the customer may see of a deal and of the house."""

    id: str
    title: str
    language: str
    customer: Customer
    seller: Seller
    needs: tuple[Need, ...]
    lots: tuple[Lot, ...]
    groups: tuple[Group, ...]
    requirements: tuple[Requirement, ...]
    proposal: Proposal
    tender: Tender
    bid: Bid
    acceptance: Acceptance
    certificates: Certificates


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

"""What open data may show of a deal: the tender as everybody knows it, our bid, and the contract with the customer."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bidkit.audience.clearing import cleared, tree_of
from bidkit.deal import Deal

ALLOWED = (
    "id",
    "title",
    "language",
    "as_of",
    "currency",
    "customer.name",
    "tender.notice.buyer",
    "tender.notice.address",
    "tender.notice.reference",
    "tender.notice.title",
    "tender.notice.method",
    "tender.notice.lots",
    "tender.notice.currency",
    "tender.notice.tax_basis",
    "tender.notice.published",
    "tender.notice.documents[].id",
    "tender.notice.documents[].title",
    "tender.notice.documents[].date",
    "tender.instructions.source",
    "tender.instructions.validity_days",
    "tender.instructions.alternatives",
    "tender.dates.zone",
    "tender.dates.questions_until",
    "tender.dates.deadline",
    "tender.dates.opening",
    "tender.dates.expected_award",
    "tender.dates.expected_signing",
    "tender.dates.delivery",
    "tender.dates.acceptance",
    "standards.lots[].id",
    "standards.lots[].title",
    "standards.lots[].number",
    "standards.lots[].currency",
    "standards.lots[].value",
    "standards.groups[].id",
    "standards.groups[].title",
    "standards.groups[].lot",
    "standards.requirements[].id",
    "standards.requirements[].group",
    "standards.requirements[].text",
    "standards.requirements[].published_on",
    "standards.requirements[].state",
    "standards.requirements[].ours.answer",
    "standards.requirements[].ours.offered",
    "bid.number",
    "bid.dated",
    "bid.lots",
    "bid.validity_days",
    "bid.bidder.legal_name",
    "bid.bidder.address",
    "bid.bidder.registration",
    "bid.lines[].id",
    "bid.lines[].title",
    "bid.lines[].lot",
    "bid.lines[].quantity",
    "bid.lines[].unit",
    "bid.delivery[].id",
    "bid.delivery[].what",
    "bid.delivery[].weeks",
    "bid.delivery[].kind",
    "bid.delivery[].lot",
    "bid.partners[].id",
    "bid.partners[].legal_name",
    "bid.submitted.at",
    "contract.number",
    "contract.price",
    "contract.valid_until",
    "contract.payments[].what",
    "contract.payments[].months",
    "contract.payments[].percent",
    "contract.signing.signed_on",
    "contract.signing.effective_on",
    "acceptance.certificates[].id",
    "acceptance.certificates[].type",
    "acceptance.certificates[].number",
    "acceptance.certificates[].lot",
    "acceptance.certificates[].effective",
    "acceptance.certificates[].signed",
)
"""What open data may show of a record."""
PRICES = (
    "currency",
    "tender.notice.currency",
    "bid.lines[].id",
    "bid.lines[].quantity",
    "bid.lines[].unit_price",
    "bid.lines[].in_total",
    "bid.discounts[].id",
)
"""What the prices in it hang on: those that the bid states, and nothing that they were made from."""


@dataclass(frozen=True, slots=True)
class StatedPrices:
    """What the bid costs the customer, as its lines state it."""

    currency: str | None
    units: Mapping[str, Decimal]
    """The price of one unit excluding tax, by line."""
    total: Decimal | None
    """The whole price excluding tax, where every line states its own and nothing takes from it."""


def publication_of(deal: Deal) -> Deal:
    """Return a deal in which nothing stands but what may be published of it."""
    return cleared(deal, tree_of(ALLOWED))


def stated_prices(deal: Deal) -> StatedPrices:
    """Return the prices that the lines of the bid state."""
    known = cleared(deal, tree_of(PRICES))
    units = {line.id: line.unit_price for line in known.bid.lines if line.unit_price is not None}
    lines = [line for line in known.bid.lines if line.in_total == "yes"]
    whole = bool(lines) and not known.bid.discounts and all(line.id in units for line in lines)
    total = sum((line.quantity * units[line.id] for line in lines), Decimal(0)) if whole else None
    return StatedPrices(known.tender.notice.currency or known.currency, units, total)

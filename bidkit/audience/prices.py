"""The prices of the bid, for the volumes that show prices and for no other.

They hang on what `ALLOWED` names and on the one figure that was decided, the total excluding tax.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bidkit.audience.clearing import cleared, tree_of
from bidkit.deal import Deal
from bidkit.deal.bid import Discount, PriceLine
from pricing.money import minor_units
from pricing.schedule import (
    Deduction,
    DoesNotAddUp,
    Item,
    Priced,
    Schedule,
    Sums,
    left,
    of_lot,
    priced,
    schedule,
    taken,
)

ALLOWED = (
    "currency",
    "tender.notice.currency",
    "tender.notice.tax_basis",
    "bid.lines[].id",
    "bid.lines[].lot",
    "bid.lines[].quantity",
    "bid.lines[].unit_price",
    "bid.lines[].share",
    "bid.lines[].in_total",
    "bid.lines[].tax_rate",
    "bid.discounts[].id",
    "bid.discounts[].what",
    "bid.discounts[].amount",
    "bid.discounts[].percent",
    "bid.discounts[].lot",
    "bid.discounts[].condition",
    "bid.securities[].id",
    "bid.securities[].amount",
    "bid.securities[].currency",
)
"""What the volumes with prices may show beside the view."""


@dataclass(frozen=True, slots=True)
class Price:
    """The price of a line: excluding tax, the tax on it, and both."""

    unit_price: Decimal | None
    amount: Decimal | None
    tax_rate: Decimal | None
    tax: Decimal | None
    gross: Decimal | None


@dataclass(frozen=True, slots=True)
class Amounts:
    """A sum excluding tax, the tax on it, and both."""

    net: Decimal | None
    tax: Decimal | None
    gross: Decimal | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What takes from the lines: in the total, or only on a condition."""

    id: str
    what: str
    percent: Decimal | None
    lot: str | None
    condition: str | None
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class LotPrices:
    """What a lot comes to by itself: its lines, what is taken from them, and what is left."""

    lines: Amounts
    discounts: tuple[Taken, ...]
    total: Amounts


@dataclass(frozen=True, slots=True)
class Secured:
    """What a security is of."""

    amount: Decimal | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices of the bid; lines by id."""

    currency: str | None
    places: int
    """The decimal places of the currency."""
    decided: bool
    """Whether the lines are priced so that they come to a total that was decided."""
    including_tax: bool
    """Whether the tender asks for prices including tax."""
    lines: dict[str, Price]
    options: dict[str, Price]
    """What is priced and not part of the total."""
    discounts: tuple[Taken, ...]
    rounding: Decimal
    total: Amounts
    lots: dict[str | None, LotPrices]
    """Each lot as one bids for it alone, with its part of a percentage that is taken from all."""
    securities: dict[str, Secured]


def prices_of(deal: Deal, total: Decimal | None) -> Prices:
    """Return the prices of the bid at the total decided, as far as the lines do not contradict it."""
    known = cleared(deal, tree_of(ALLOWED))
    currency = known.tender.notice.currency or known.currency
    if currency is None:  # nothing can be rounded, so nothing can be told
        total, lines = None, tuple(line.model_copy(update={"unit_price": None}) for line in known.bid.lines)
        known = known.model_copy(update={"bid": known.bid.model_copy(update={"lines": lines})})
    items = {line.id: _item(line) for line in known.bid.lines if line.in_total == "yes"}
    deductions = [_deduction(each) for each in known.bid.discounts if each.condition is None]
    try:
        found, decided = schedule(tuple(items.values()), deductions, total, currency or ""), total is not None
    except DoesNotAddUp:
        found, decided = schedule(tuple(items.values()), deductions, None, currency or ""), False
    return Prices(
        currency=currency,
        places=(minor_units(currency) or 0) if currency else 2,
        decided=decided,
        including_tax=known.tender.notice.tax_basis == "including",
        lines={line.item.id: _price(line) for line in found.lines},
        options={
            line.id: _price(priced(_item(line), line.unit_price, currency or ""))
            for line in known.bid.lines
            if line.in_total == "no"
        },
        discounts=tuple(_discounts(known, found, currency or "")),
        rounding=found.rounding,
        total=_amounts(found.total),
        lots={
            lot: _lot(known, found, lot, currency or "") for lot in dict.fromkeys(item.lot for item in items.values())
        },
        securities={each.id: Secured(each.amount, each.currency or currency) for each in known.bid.securities},
    )


def contradiction(deal: Deal, total: Decimal) -> DoesNotAddUp | None:
    """Return how the lines contradict the total decided, if they do."""
    lines = [_item(line) for line in deal.bid.lines if line.in_total == "yes"]
    deductions = [_deduction(each) for each in deal.bid.discounts if each.condition is None]
    currency = deal.tender.notice.currency or deal.currency
    try:
        schedule(lines, deductions, total, currency or "")
    except DoesNotAddUp as found:
        return found
    return None


def _item(line: PriceLine) -> Item:
    return Item(line.id, line.quantity, line.unit_price, line.share, line.tax_rate, line.lot)


def _deduction(each: Discount) -> Deduction:
    return Deduction(each.id, each.amount, each.percent, each.lot)


def _price(line: Priced) -> Price:
    return Price(line.unit_price, line.amount, line.item.tax_rate, line.tax, line.gross)


def _amounts(sums: Sums) -> Amounts:
    return Amounts(sums.net, sums.tax, sums.gross)


def _lot(known: Deal, found: Schedule, lot: str | None, currency: str) -> LotPrices:
    lines, off = of_lot(found, lot, [_deduction(each) for each in known.bid.discounts], currency)
    discounts = tuple(_taken(each, off[each.id]) for each in known.bid.discounts if each.id in off)
    always = [off[each.id] for each in discounts if each.condition is None]
    return LotPrices(_amounts(left(lines)), discounts, _amounts(left(lines, always)))


def _discounts(known: Deal, found: Schedule, currency: str) -> Iterator[Taken]:
    for each in known.bid.discounts:
        yield _taken(each, found.taken.get(each.id) or taken(_deduction(each), found.lines, currency))


def _taken(each: Discount, sums: Sums) -> Taken:
    return Taken(each.id, each.what, each.percent, each.lot, each.condition, _amounts(sums))

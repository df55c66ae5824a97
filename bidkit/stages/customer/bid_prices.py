"""Stage 4, the bid: the forms that show prices, in their own envelope."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bidkit.audience.bid import Line
from bidkit.audience.prices import Amounts, LotPrices, Price, Prices, Secured, Taken
from bidkit.audience.tender import Form
from bidkit.audience.view import View
from bidkit.phrases import Phrase
from bidkit.stages.customer.bid_gaps import gaps_of
from bidkit.stages.customer.bid_sheet import Page, Terms
from bidkit.stages.customer.bidding import PRICED, Slot, head_of_bid, lines_of, page_of, slots_of, terms_of
from bidkit.stages.customer.head import Head
from bidkit.stages.gaps import by_part


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A line with its price."""

    line: Line
    price: Price


@dataclass(frozen=True, slots=True)
class LotRow:
    """What the lines of a lot come to, before anything is taken from them."""

    lot: str | None
    sums: Amounts


@dataclass(frozen=True, slots=True)
class PricedPage:
    """One form that may show prices."""

    page: Page
    rows: tuple[PriceRow, ...]
    options: tuple[PriceRow, ...]
    sums: Amounts
    """What its rows come to, before what is taken from them."""
    whole: bool
    """Whether it holds every line of the bid, so that it ends in the total."""
    secured: tuple[Secured, ...]
    """What the securities of the page are of, in their order."""


@dataclass(frozen=True, slots=True)
class PricedSheet:
    """Forms of the bid in the price envelope, and those that are handed in apart."""

    head: Head
    subject: str
    volume: Phrase | None
    terms: Terms
    currency: str | None
    places: int
    including_tax: bool
    lots: tuple[LotRow, ...]
    discounts: tuple[Taken, ...]
    """What is taken in the total."""
    conditional: tuple[Taken, ...]
    """What is taken only on a condition; the total is stated without it."""
    rounding: Decimal
    total: Amounts
    stated: Decimal | None
    """The total on the tax basis that the tender asks for."""
    pages: tuple[PricedPage, ...]
    missing: tuple[str, ...]
    missing_by_part: tuple[tuple[str, tuple[str, ...]], ...]


def bid_price(view: View, prices: Prices, *, final: bool) -> PricedSheet:
    """Return every form of the bid that may show a price, as one volume."""
    forms = [form for form in view.tender.forms if form.envelope in PRICED]
    return priced_volume(view, prices, slots_of(view, forms), Phrase("Price bid"), "bid-price", final=final)


def priced_volume(
    view: View,
    prices: Prices,
    slots: Iterable[Slot],
    title: Phrase | None,
    subject: str,
    *,
    final: bool,
    lot: str | None = None,
) -> PricedSheet:
    """Return forms with prices as one document; with a lot, only what is for it."""
    pages = tuple(_page(view, prices, *slot) for slot in slots)
    own = prices.lots.get(lot, NOTHING) if lot is not None else None
    total, taken = (own.total, own.discounts) if own else (prices.total, prices.discounts)
    missing = (*gaps_of(view, tuple(each.page for each in pages)), *_gaps(prices, pages))
    titles = {each.id: f"{each.id}: {each.title}" for each in view.lots}
    return PricedSheet(
        head=head_of_bid(view, title or Phrase("Bid form"), final=final),
        subject=subject,
        volume=title,
        terms=terms_of(view),
        currency=prices.currency,
        places=prices.places,
        including_tax=prices.including_tax,
        lots=tuple(
            LotRow(titles.get(name, name) if name else None, each.lines)
            for name, each in prices.lots.items()
            if lot in (None, name)
        ),
        discounts=tuple(each for each in taken if each.condition is None),
        conditional=tuple(each for each in taken if each.condition is not None),
        rounding=prices.rounding if lot is None else ZERO,
        total=total,
        stated=total.gross if prices.including_tax else total.net,
        pages=pages,
        missing=tuple(dict.fromkeys(missing)),
        missing_by_part=by_part(dict.fromkeys(missing)),
    )


ZERO = Decimal(0)
NOTHING = LotPrices(Amounts(ZERO, ZERO, ZERO), (), Amounts(ZERO, ZERO, ZERO))


def _page(view: View, prices: Prices, form: Form, lot: str | None) -> PricedPage:
    page = page_of(view, form, lot)
    lines = lines_of(view, form, lot) if form.kind.startswith("price-") else ()
    rows = tuple(PriceRow(line, prices.lines[line.id]) for line in lines if line.id in prices.lines)
    return PricedPage(
        page=page,
        rows=rows,
        options=tuple(PriceRow(line, prices.options[line.id]) for line in lines if line.id in prices.options),
        sums=_sums(rows),
        whole=bool(rows) and len(rows) == len(prices.lines),
        secured=tuple(prices.securities[given.id] for given in page.securities),
    )


def _sums(rows: tuple[PriceRow, ...]) -> Amounts:
    return Amounts(*(_added(getattr(row.price, name) for row in rows) for name in ("amount", "tax", "gross")))


def _added(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = list(amounts)
    return None if None in known else sum((each for each in known if each is not None), ZERO)


def _gaps(prices: Prices, pages: tuple[PricedPage, ...]) -> Iterator[str]:
    """Yield what keeps a price from being told."""
    asked = [page for page in pages if page.page.kind == "letter" or page.page.kind.startswith("price-")]
    if not asked:
        return
    if prices.currency is None:
        yield "currency"
    if not prices.lines:
        yield "bid.lines"
    if not prices.decided:
        yield "price.decision"
    for name, price in prices.lines.items():
        if price.tax_rate is None and prices.including_tax:
            yield f"bid.lines.{name}.tax_rate"

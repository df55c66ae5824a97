"""The concession ledger and the packages as rows: every give priced, with the room that it leaves."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bidkit.contracting import table_price
from bidkit.deal import Deal, House
from bidkit.deal.bidding import Payment as PaymentTerm
from bidkit.deal.negotiation import Concession, Package
from bidkit.phrases import Phrase
from bidkit.stages import negotiation_sheet as sheet
from bidkit.stages.negotiation_words import GIVES
from bidkit.stages.price_figures import about, share
from pricing.decision.concessions import Entry, Give, Stand, ledger, needs_more, stand
from pricing.decision.decide import decide
from pricing.decision.situation import Situation
from pricing.margin import NoSuchPrice, Payment, financing_cost

_ORDER = ("granted", "offered", "planned")


def price_on_the_table(deal: Deal, situation: Situation) -> Decimal | None:
    """Return the price before any concession: as the record states it, or that of the position decided on."""
    stated, decided = table_price(deal), deal.price.decision
    if stated is not None or decided is None:
        return stated
    try:
        found = decide(situation)
    except NoSuchPrice:
        return None
    return next((each.price for each in found.positions if each.name == decided.position), None)


def in_order(deal: Deal) -> tuple[Concession, ...]:
    """Return what is not refused: what is granted first, then what is offered, then the rest."""
    open_ones = [each for each in deal.negotiation.concessions if each.state in _ORDER]
    return tuple(sorted(open_ones, key=lambda each: _ORDER.index(each.state)))


def gives_of(deal: Deal, house: House, concessions: Sequence[Concession]) -> Iterator[tuple[Concession, Give]]:
    """Yield each concession with what it gives away; payment terms count against those agreed before them."""
    rate, terms = house.pricing.annual_rate / 100, deal.price.payments
    for each in concessions:
        waiting = Decimal(0)
        if each.payments:
            waiting = _waiting(each.payments, rate) - (_waiting(terms, rate) if terms else Decimal(0))
            terms = each.payments
        yield (
            each,
            Give(
                each.id,
                off_price=each.off_price or Decimal(0),
                cost=each.cost or Decimal(0),
                share=(each.points or Decimal(0)) / 100 + waiting,
                quality=each.quality or Decimal(0),
            ),
        )


def _waiting(terms: Sequence[PaymentTerm], rate: Decimal) -> Decimal:
    return financing_cost([Payment(each.months, each.percent / 100) for each in terms], rate)


def ledger_facts(deal: Deal, house: House, situation: Situation) -> sheet.LedgerFacts | None:
    """Return the ledger, or None where there is no price on the table."""
    price = price_on_the_table(deal, situation)
    if price is None:
        return None
    begun = stand(situation, price)
    told = list(gives_of(deal, house, in_order(deal)))
    entries = list(ledger(situation, price, (give for _, give in told)))
    granted = [entry.after for (each, _), entry in zip(told, entries, strict=True) if each.state == "granted"]
    now = granted[-1] if granted else begun
    return sheet.LedgerFacts(
        start=_stand(begun),
        floor=now.situation.floor,
        rows=tuple(_row(each, entry, begun) for (each, _), entry in zip(told, entries, strict=True)),
        now=_stand(now),
        voided=voids(begun, now),
        packages=tuple(_packages(deal, house, begun, now)),
    )


def voids(begun: Stand, after: Stand) -> Phrase | None:
    """Say how a stand voids the approval of the price with which the table began."""
    if after.to_floor < 0 <= begun.to_floor:
        return Phrase("Below the floor: the approval of the price is void")
    if not needs_more(begun.situation, begun.role, after):
        return None
    if after.role is None:
        return Phrase("Nobody may approve it: the approval of the price is void")
    return Phrase("Needs {who}: the approval of the price is void", who=Phrase(after.role))


def _stand(found: Stand) -> sheet.StandRow:
    return sheet.StandRow(
        price=found.price,
        profit=about(found.profit),
        gross_margin=share(found.figures.gross_margin),
        chance=share(found.figures.win_probability),
        to_floor=found.to_floor,
        to_band=found.to_band,
        authority=Phrase(found.role) if found.role else None,
        next_authority=Phrase(found.next_role) if found.next_role else None,
    )


def _row(each: Concession, entry: Entry, begun: Stand) -> sheet.GiveRow:
    return sheet.GiveRow(
        id=each.id,
        gives=each.gives,
        gets=each.gets,
        state=GIVES[each.state],
        granted=each.state == "granted",
        may_grant=each.may_grant,
        by=each.by,
        date=each.date,
        profit=about(entry.profit),
        margin_points=share(entry.margin) * 100,
        chance_points=share(entry.chance) * 100,
        after=_stand(entry.after),
        voids=voids(begun, entry.after),
    )


def _packages(deal: Deal, house: House, begun: Stand, now: Stand) -> Iterator[sheet.PackageRow]:
    """Yield the packages, each at the price at which it leaves us as much as the least costly does at the price now."""
    told = {each.id: each for each in deal.negotiation.concessions if each.state in ("offered", "planned")}
    settled = [each for each in deal.negotiation.concessions if each.state == "granted"]
    found = [(each, [told[name] for name in each.concessions if name in told]) for each in deal.negotiation.packages]
    after = [_given(deal, house, settled, inside, now) for _, inside in found]
    most = max((each.profit for each in after), default=Decimal(0))
    for (package, inside), stood in zip(found, after, strict=True):
        yield _package(package, inside, stood, most, begun, now)


def _given(deal: Deal, house: House, settled: list[Concession], inside: list[Concession], now: Stand) -> Stand:
    """Return where the gives of a package leave us from where we are now."""
    gives = list(gives_of(deal, house, (*settled, *inside)))[len(settled) :]
    return stand(now.situation, now.price, [give for _, give in gives])


def _package(
    package: Package, inside: list[Concession], stood: Stand, most: Decimal, begun: Stand, now: Stand
) -> sheet.PackageRow:
    equal = stood if stood.profit == most else stood.at(stood.price_for(most))
    return sheet.PackageRow(
        id=package.id,
        title=package.title,
        gives=tuple(each.gives for each in inside),
        gets=tuple(each.gets for each in inside if each.gets),
        suits=package.suits,
        profit=about(stood.profit - now.profit),
        offered_at=_stand(equal),
        difference=equal.price - now.price,
        voids=voids(begun, equal),
    )

"""Our bid as every volume may show it. No price is in here: those are in `bidkit.audience.prices` alone."""

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - as the records name it
from decimal import Decimal
from typing import Literal

from bidkit.date_chain import date_chain, validity_days
from bidkit.days import add_weeks
from bidkit.deal import Deal, House
from bidkit.deal import bid as told
from bidkit.deal.bid import EvidenceKind, LineKind
from bidkit.deal.tender import SecurityForm, WarrantyFrom


@dataclass(frozen=True, slots=True)
class Bidder:
    """The house that bids, as its registration has it."""

    legal_name: str | None
    address: str | None
    registration: str | None
    legal_representative: str | None
    signatory: str | None
    signatory_title: str | None
    power_of_attorney: str | None
    contact: str | None
    bank: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """What is delivered; nothing of what it costs."""

    id: str
    title: str
    kind: LineKind
    model: str | None
    maker: str | None
    country: str | None
    """Where it comes from."""
    lot: str | None
    quantity: Decimal
    unit: str
    delivery: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the delivery."""

    id: str
    what: str
    weeks: Decimal
    day: Day | None
    """Its day, where the day of the signing is known."""
    place: str | None
    kind: Literal["step", "delivery", "acceptance"]
    lot: str | None


@dataclass(frozen=True, slots=True)
class Promise:
    """A point of the service plan."""

    what: str
    how: str


@dataclass(frozen=True, slots=True)
class Service:
    """Warranty and service."""

    warranty_months: int | None
    warranty_from: WarrantyFrom
    response_hours: int | None
    on_site_hours: int | None
    spares_years: int | None
    plan: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Datum:
    """A figure of the technical data."""

    id: str
    parameter: str
    value: str
    unit: str | None
    line: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A paper that shows our qualification."""

    id: str
    kind: EvidenceKind
    title: str
    number: str | None
    issuer: str | None
    issued: Day | None
    valid_until: Day | None
    form: str | None


@dataclass(frozen=True, slots=True)
class Security:
    """A security that we give; without its amount, which may be a share of the price and would tell it."""

    id: str
    kind: Literal["bid", "advance-payment", "performance", "warranty"]
    form: SecurityForm | None
    lot: str | None
    number: str | None
    issuer: str | None
    issued: Day | None
    valid_until: Day | None


@dataclass(frozen=True, slots=True)
class Partner:
    """A member of the consortium."""

    legal_name: str
    role: str | None
    share: Decimal | None
    leads: bool


@dataclass(frozen=True, slots=True)
class Authorisation:
    """A maker's authorisation."""

    id: str
    maker: str
    lines: tuple[str, ...]
    number: str | None
    issued: Day | None
    valid_until: Day | None


@dataclass(frozen=True, slots=True)
class Bid:
    """Our bid, without its prices."""

    number: str | None
    dated: Day | None
    validity_days: int | None
    valid_until: Day | None
    lots: tuple[str, ...]
    bidder: Bidder
    lines: tuple[Line, ...]
    delivery: tuple[Step, ...]
    service: Service
    data: tuple[Datum, ...]
    evidence: tuple[Evidence, ...]
    securities: tuple[Security, ...]
    partners: tuple[Partner, ...]
    authorisations: tuple[Authorisation, ...]


def bid_of(deal: Deal, house: House) -> Bid:
    """Return our bid without its prices."""
    bid = deal.bid
    return Bid(
        number=bid.number,
        dated=bid.dated,
        validity_days=validity_days(deal),
        valid_until=date_chain(deal, house).valid_until,
        lots=bid.lots or deal.tender.notice.lots or tuple(lot.id for lot in deal.standards.lots),
        bidder=Bidder(**{name: getattr(bid.bidder, name) for name in Bidder.__dataclass_fields__}),
        lines=tuple(map(_line, bid.lines)),
        delivery=tuple(_step(each, deal.tender.dates.expected_signing) for each in bid.delivery),
        service=_service(bid.service),
        data=tuple(Datum(each.id, each.parameter, each.value, each.unit, each.line) for each in bid.data),
        evidence=tuple(map(_evidence, bid.evidence)),
        securities=tuple(map(_security, bid.securities)),
        partners=tuple(Partner(each.legal_name, each.role, each.share, each.leads == "yes") for each in bid.partners),
        authorisations=tuple(map(_authorisation, bid.authorisations)),
    )


def _line(each: told.PriceLine) -> Line:
    return Line(
        id=each.id,
        title=each.title,
        kind=each.kind,
        model=each.model,
        maker=each.maker,
        country=each.origin,
        lot=each.lot,
        quantity=each.quantity,
        unit=each.unit,
        delivery=each.delivery,
    )


def _step(each: told.Milestone, signing: Day | None) -> Step:
    return Step(
        id=each.id,
        what=each.what,
        weeks=each.weeks,
        day=add_weeks(signing, each.weeks) if signing else None,
        place=each.place,
        kind=each.kind,
        lot=each.lot,
    )


def _service(ours: told.Service) -> Service:
    return Service(
        warranty_months=ours.warranty_months,
        warranty_from=ours.warranty_from,
        response_hours=ours.response_hours,
        on_site_hours=ours.on_site_hours,
        spares_years=ours.spares_years,
        plan=tuple(Promise(each.what, each.how) for each in ours.plan),
    )


def _evidence(each: told.Evidence) -> Evidence:
    return Evidence(
        id=each.id,
        kind=each.kind,
        title=each.title,
        number=each.number,
        issuer=each.issuer,
        issued=each.issued,
        valid_until=each.valid_until,
        form=each.form,
    )


def _security(each: told.GivenSecurity) -> Security:
    return Security(
        id=each.id,
        kind=each.kind,
        form=each.form,
        lot=each.lot,
        number=each.number,
        issuer=each.issuer,
        issued=each.issued,
        valid_until=each.valid_until,
    )


def _authorisation(each: told.Authorisation) -> Authorisation:
    return Authorisation(
        id=each.id,
        maker=each.maker,
        lines=each.lines,
        number=each.number,
        issued=each.issued,
        valid_until=each.valid_until,
    )

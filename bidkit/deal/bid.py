"""What we submit: who bids, the price schedule, delivery and service, evidence, securities and signatures."""

from decimal import Decimal
from typing import Literal

from bidkit.deal.tender import SecurityForm, WarrantyFrom
from bidkit.deal.types import (
    Amount,
    Count,
    Currency,
    Day,
    DayTime,
    Identifier,
    Line,
    Moment,
    Number,
    Part,
    Percent,
    Text,
    YesNo,
)

LineKind = Literal["goods", "services", "spares", "training", "options"]
EvidenceKind = Literal[
    "licence", "certificate", "accounts", "reference", "tax", "credit", "test-report", "personnel", "other"
]


class Bidder(Part):
    """The house that bids, as its registration has it."""

    legal_name: Line | None = None
    """Its registered name; in every form it is written exactly so."""
    address: Line | None = None
    """Its registered address."""
    registration: Line | None = None
    """Its registration number, such as the unified social credit code."""
    legal_representative: Line | None = None
    """Its legal representative."""
    signatory: Line | None = None
    """Who signs the bid."""
    signatory_title: Line | None = None
    """The position of who signs."""
    power_of_attorney: Line | None = None
    """The reference of the power of attorney, where who signs is not the legal representative."""
    contact: Text | None = None
    """Whom the customer may ask, with telephone and e-mail."""
    bank: Text | None = None
    """Bank and account, where a form asks for them."""


class PriceLine(Part):
    """A line of the price schedule. Its price is given by a person, and never worked out from the costs."""

    id: Identifier
    """A stable id, such as B-01."""
    title: Line
    """What is delivered."""
    kind: LineKind = "goods"
    """goods, services, spares, training or options."""
    model: Line | None = None
    """The maker's type."""
    maker: Line | None = None
    """Who makes it."""
    origin: Line | None = None
    """The country of origin."""
    lot: Identifier | None = None
    """The id of the lot that it belongs to."""
    group: Identifier | None = None
    """The id of the group of requirements that it answers."""
    requirements: tuple[Identifier, ...] = ()
    """The ids of the requirements that it meets."""
    quantity: Number = Decimal(1)
    """How many."""
    unit: Line = "pcs"
    """Of what, such as pcs or lot."""
    unit_price: Amount | None = None
    """The price of one unit excluding tax; or `share` instead."""
    share: Percent | None = None
    """The line's share, in percent, of the total that lines with a unit price leave; all shares add up to 100."""
    in_total: YesNo = "yes"
    """no for an option that is priced and not part of the total."""
    tax_rate: Percent | None = None
    """The value-added tax on it, in percent."""
    delivery: Line | None = None
    """Its delivery terms, where they are not those of the whole bid."""
    date: Moment | None = None
    """When it was last looked at."""


class Discount(Part):
    """Something that takes from the price schedule."""

    id: Identifier
    """A stable id, such as D-1."""
    what: Line
    """What it is, as the bid says it."""
    amount: Amount | None = None
    """How much it takes, excluding tax; or `percent` instead."""
    percent: Percent | None = None
    """Which share of the lines it takes, in percent."""
    lot: Identifier | None = None
    """The id of the lot whose lines it takes from; left out where it takes from all."""
    condition: Text | None = None
    """On what it hangs, such as the award of both lots; the total is stated without it then."""


class Milestone(Part):
    """A step of the delivery."""

    id: Identifier
    """A stable id, such as M-1."""
    what: Line
    """What is done."""
    weeks: Number
    """How many weeks after signing it is done."""
    place: Line | None = None
    """Where."""
    kind: Literal["step", "delivery", "acceptance"] = "step"
    """delivery where goods have arrived with it, acceptance where the customer takes over; a step otherwise."""
    lot: Identifier | None = None
    """The id of the lot, where it is of one lot only."""


class ServiceItem(Part):
    """One point of the service plan."""

    what: Line
    """What is promised, such as spare parts."""
    how: Text
    """How, where, how fast and for how long."""
    requirements: tuple[Identifier, ...] = ()
    """The ids of the requirements that it meets."""


class Service(Part):
    """Warranty and service."""

    warranty_months: Count | None = None
    """How long our warranty lasts."""
    warranty_from: WarrantyFrom = "acceptance"
    """What it counts from."""
    response_hours: Count | None = None
    """Within how many hours we answer."""
    on_site_hours: Count | None = None
    """Within how many hours an engineer is there."""
    spares_years: Count | None = None
    """For how many years spare parts are to be had."""
    plan: tuple[ServiceItem, ...] = ()
    """The service plan, point by point."""


class TechnicalItem(Part):
    """A figure of the technical data."""

    id: Identifier
    """A stable id, such as TE-01."""
    parameter: Line
    """What is stated, such as rated force."""
    value: Line
    """The value that we guarantee."""
    unit: Line | None = None
    """Its unit."""
    line: Identifier | None = None
    """The id of the price line whose data it is."""
    requirement: Identifier | None = None
    """The id of the requirement that it answers."""


class Evidence(Part):
    """A paper that shows that we are qualified."""

    id: Identifier
    """A stable id, such as Q-01."""
    kind: EvidenceKind = "other"
    """What it is."""
    title: Line
    """Its title."""
    number: Line | None = None
    """Its number."""
    issuer: Line | None = None
    """Who issued it."""
    issued: Day | None = None
    """When."""
    valid_until: Day | None = None
    """Until when it holds; left out where it has no end."""
    file: Line | None = None
    """The name of its scan beside the record, such as papers/iso-9001.pdf."""
    form: Identifier | None = None
    """The id of the form to which it belongs."""


class GivenSecurity(Part):
    """A security that we give."""

    id: Identifier
    """A stable id, such as S-1."""
    kind: Literal["bid", "advance-payment", "performance", "warranty"] = "bid"
    """What it secures."""
    form: SecurityForm | None = None
    """In which form it is given."""
    amount: Amount | None = None
    """Its amount."""
    currency: Currency | None = None
    """Its currency; that of the bid where it is left out."""
    lot: Identifier | None = None
    """The id of the lot, where it is of one lot only."""
    number: Line | None = None
    """Its number."""
    issuer: Line | None = None
    """The bank or insurer."""
    issued: Day | None = None
    """When it was issued, or the money was paid."""
    valid_until: Day | None = None
    """Until when it holds."""
    file: Line | None = None
    """The name of its scan beside the record, such as papers/iso-9001.pdf."""


class Partner(Part):
    """A member of the consortium."""

    id: Identifier
    """A stable id, such as PA-1."""
    legal_name: Line
    """Its registered name."""
    role: Line | None = None
    """What it does in the project."""
    share: Percent | None = None
    """Its share of the work, in percent."""
    leads: YesNo = "no"
    """yes for the member that leads and signs."""


class Authorisation(Part):
    """A maker's authorisation to offer its goods."""

    id: Identifier
    """A stable id, such as MA-1."""
    maker: Line
    """The maker."""
    lines: tuple[Identifier, ...] = ()
    """The ids of the price lines that it covers."""
    number: Line | None = None
    """Its number."""
    issued: Day | None = None
    """When."""
    valid_until: Day | None = None
    """Until when it holds; left out where it has no end."""
    file: Line | None = None
    """The name of its scan beside the record, such as papers/iso-9001.pdf."""


class Signature(Part):
    """A form that was signed."""

    form: Identifier
    """The id of the form."""
    by: Line
    """Who signed it."""
    on: Day
    """When."""
    stamped: YesNo = "no"
    """Whether it was stamped too."""


class Submission(Part):
    """How the bid was handed in."""

    at: DayTime
    """When, in the time zone of the tender."""
    how: Line
    """How, such as by courier or through the portal."""
    by: Line | None = None
    """Who of us."""
    receipt: Line | None = None
    """What shows it, such as the number of the receipt."""


class Bid(Part):
    """What we submit."""

    number: Line | None = None
    """Our own number of the bid."""
    dated: Day | None = None
    """The date that the bid bears."""
    lots: tuple[Identifier, ...] = ()
    """The ids of the lots that we bid for; all that are tendered where it is left out."""
    validity_days: Count | None = None
    """For how many days from the deadline on it binds us; as the tender asks where it is left out."""
    bidder: Bidder = Bidder.model_construct()
    """The house that bids."""
    lines: tuple[PriceLine, ...] = ()
    """The price schedule, in its order."""
    discounts: tuple[Discount, ...] = ()
    """What takes from it."""
    delivery: tuple[Milestone, ...] = ()
    """The delivery schedule, in the order of time."""
    service: Service = Service.model_construct()
    """Warranty and service."""
    data: tuple[TechnicalItem, ...] = ()
    """The technical data."""
    evidence: tuple[Evidence, ...] = ()
    """The papers that show our qualification."""
    securities: tuple[GivenSecurity, ...] = ()
    """The securities that we give."""
    partners: tuple[Partner, ...] = ()
    """The members of the consortium, where we bid in one."""
    authorisations: tuple[Authorisation, ...] = ()
    """The makers' authorisations."""
    signatures: tuple[Signature, ...] = ()
    """What was signed."""
    submitted: Submission | None = None
    """How it was handed in."""

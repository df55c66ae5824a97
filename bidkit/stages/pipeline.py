"""All deals on one page: by stage and grade, what they are worth, what is due next, where something is amiss."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from bidkit.appraisal import grade
from bidkit.deal import Deal, House
from bidkit.deal.method import KEY_NODES, STAGE_NAMES, STAGES, Grade, Stage
from bidkit.gates import standing
from bidkit.outcome import ended_without_order
from bidkit.phrases import Phrase
from bidkit.stages.sheet import Head
from pricing.cost.total import NoForwardRate, total
from pricing.margin import gross_margin
from pricing.money import rounded

SHOWN = 12
"""How many deals and days are listed; the workbook holds all."""

ON_PAGE = 5
"""How many deals and days the one page shows."""

_NODE_NAMES: dict[str, Phrase] = {node.id: node.name for node in KEY_NODES}

DAYS: dict[str, Phrase] = {
    "questions_until": Phrase("questions until"),
    "deadline": Phrase("bid due"),
    "opening": Phrase("bids opened"),
    "expected_award": Phrase("award expected"),
    "expected_signing": Phrase("signing expected"),
    "delivery": Phrase("delivery due"),
    "acceptance": Phrase("acceptance due"),
    "expected_order": Phrase("order expected"),
    "action": Phrase("work due"),
}


@dataclass(frozen=True, slots=True)
class DealLine:
    """What the page needs of one deal; whole enough to be kept instead of the record."""

    id: str
    title: str
    customer: str | None
    owner: str | None
    stage: Stage
    grade: Grade | None
    currency: str | None
    value: Decimal | None
    """What was decided to ask, or else the expected order value, excluding tax."""
    chance: Decimal | None
    """The stated chance in percent, lowered for forced key nodes."""
    weighted: Decimal | None
    margin: Decimal | None
    """The expected gross margin at that value, in percent."""
    floor: Decimal
    """The house's floor margin, in percent."""
    closed: tuple[str, ...]
    """Key nodes before our stage that are not passed."""
    forced: tuple[str, ...]
    days: tuple[tuple[date, str], ...]
    """Days to keep, of whatever year, each with the key of what is due."""
    as_of: date | None
    stale: bool = False
    """Whether a price was approved once and no approval holds any more."""
    over: bool = False
    """Whether the deal has ended: completed, lost, given up or cancelled."""

    @property
    def at_risk(self) -> bool:
        """Whether the expected margin lies below the house's floor."""
        return self.margin is not None and self.margin < self.floor

    def next_day(self, today: date | None) -> tuple[date, str] | None:
        """Return the first day from today on, or None."""
        return min((each for each in self.days if today is None or each[0] >= today), default=None)


def line_of(deal: Deal, house: House, *, approved: bool | None = None, stale: bool = False) -> DealLine:
    """Return what the page needs of a deal, and of what the register says of its price."""
    where, value, chance = standing(deal, house, approved=approved), _value(deal), grade(deal, house)
    weighted = None
    if value is not None and chance.chance is not None and deal.currency:
        weighted = rounded(value * chance.chance / 100, deal.currency)
    return DealLine(
        id=deal.id,
        title=deal.title,
        customer=deal.customer.name,
        owner=deal.owner,
        stage=deal.stage,
        grade=chance.grade,
        currency=deal.currency,
        value=value,
        chance=chance.chance,
        weighted=weighted,
        margin=_margin(deal, value),
        floor=house.pricing.floor_margin,
        closed=tuple(status.node.id for status in where.closed),
        forced=tuple(status.node.id for status in where.forced),
        days=tuple(sorted(_days(deal))),
        as_of=deal.as_of,
        stale=stale,
        over=ended_without_order(deal) or where.nodes[-1].reached,
    )


def _value(deal: Deal) -> Decimal | None:
    decided = deal.price.decision.price if deal.price.decision else None
    return decided or deal.expected_value


def _margin(deal: Deal, value: Decimal | None) -> Decimal | None:
    """Return the gross margin expected at a price, in percent to a tenth, where costs and rates are known."""
    if not value or not deal.currency or deal.costs is None or not deal.costs.lines:
        return None
    try:
        cost = total(deal.costs, deal.currency)
    except NoForwardRate:
        return None
    return (gross_margin(value, cost.expected, cost.share) * 100).quantize(Decimal("0.1"))


def _days(deal: Deal) -> Iterator[tuple[date, str]]:
    for name in DAYS:
        found = getattr(deal.tender.dates, name, None)
        if found is not None:
            yield (found.date() if isinstance(found, datetime) else found), name
    order = deal.grading.expected_order
    if order and (latest := order.latest()):
        yield latest, "expected_order"
    yield from ((each.due, "action") for each in deal.actions if each.due and each.state == "open")


@dataclass(frozen=True, slots=True)
class Worth:
    """An amount of deals in one currency: as it stands, and weighted by the stated chances."""

    currency: str
    value: Decimal
    weighted: Decimal


@dataclass(frozen=True, slots=True)
class Group:
    """The deals of one stage or one grade."""

    name: Phrase
    deals: int
    worth: tuple[Worth, ...]
    by_grade: tuple[int, ...] = ()
    """Of a stage: how many of its deals have each grade, in the order of the page's grades."""


@dataclass(frozen=True, slots=True)
class Step:
    """How many deals have come at least as far as a stage."""

    label: Phrase
    value: int


@dataclass(frozen=True, slots=True)
class Due:
    """The next day of one deal."""

    deal: str
    title: str
    label: str
    date: date
    what: Phrase


@dataclass(frozen=True, slots=True)
class Concern:
    """A deal in which something is amiss, and all that is."""

    deal: str
    title: str
    owner: str | None
    what: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Notable:
    """A deal that the page shows: what it is worth, and what is amiss, the first of it in words."""

    line: DealLine
    at_risk: bool
    amiss: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class PipelineSheet:
    """The page."""

    head: Head
    deals: int
    over: int
    """How many deals have ended and stand nowhere else on the page."""
    worth: tuple[Worth, ...]
    without_value: int
    without_chance: int
    stages: tuple[Group, ...]
    grades: tuple[Group, ...]
    funnel: tuple[Step, ...]
    ahead: tuple[Due, ...]
    """The days of the one page."""
    due: tuple[Due, ...]
    due_in_all: int
    concerns: tuple[Concern, ...]
    concerns_in_all: int
    largest: tuple[DealLine, ...]
    notable: tuple[Notable, ...]
    """The deals of the one page: those with something amiss first, then by weight."""
    unread: int
    lines: tuple[DealLine, ...]


def pipeline(lines: Sequence[DealLine], seller: str | None, today: date | None, unread: int = 0) -> PipelineSheet:
    """Put the deals on one page, as of a day; by default the latest on which any record was brought up to date."""
    today = today or max((each.as_of for each in lines if each.as_of), default=None)
    over, lines = sum(each.over for each in lines), [each for each in lines if not each.over]
    heaviest = _by_weight(lines)
    due = sorted((each for line in lines if (each := _due(line, today))), key=lambda each: each.date)
    concerns = [found for line in heaviest if (found := _concern(line))]
    grades = sorted({line.grade for line in lines}, key=lambda each: each or "~")
    return PipelineSheet(
        head=_head(seller, today),
        deals=len(lines),
        over=over,
        worth=_worth(lines),
        without_value=sum(1 for each in lines if each.value is None or each.currency is None),
        without_chance=sum(1 for each in lines if each.chance is None),
        stages=tuple(_stage(each, lines, grades) for each in STAGES),
        grades=tuple(_group(_grade_name(each), [line for line in lines if line.grade == each]) for each in grades),
        funnel=_funnel(lines),
        ahead=tuple(due[:ON_PAGE]),
        due=tuple(due[:SHOWN]),
        due_in_all=len(due),
        concerns=tuple(concerns[:SHOWN]),
        concerns_in_all=len(concerns),
        largest=heaviest[:SHOWN],
        notable=tuple(_notable(heaviest)),
        unread=unread,
        lines=tuple(lines),
    )


def _head(seller: str | None, today: date | None) -> Head:
    return Head(
        id="pipeline",
        title="",
        artifact=Phrase("Pipeline"),
        audience=Phrase("Internal: not for the customer"),
        status=Phrase("DRAFT"),
        final=False,
        owner=None,
        seller=seller,
        as_of=today,
    )


def _by_weight(lines: Sequence[DealLine]) -> tuple[DealLine, ...]:
    return tuple(sorted(lines, key=lambda each: (-(each.weighted or Decimal(-1)), each.id)))


def _worth(lines: Sequence[DealLine]) -> tuple[Worth, ...]:
    """Add up by currency; amounts of different currencies are never added."""
    found: dict[str, Worth] = {}
    for each in lines:
        if each.currency and each.value is not None:
            before = found.get(each.currency, Worth(each.currency, Decimal(0), Decimal(0)))
            weighted = before.weighted + (each.weighted or 0)
            found[each.currency] = Worth(each.currency, before.value + each.value, weighted)
    return tuple(found[name] for name in sorted(found))


def _group(name: Phrase, lines: Sequence[DealLine]) -> Group:
    return Group(name, len(lines), _worth(lines))


def _stage(stage: Stage, lines: Sequence[DealLine], grades: Sequence[Grade | None]) -> Group:
    found = [line for line in lines if line.stage == stage]
    counted = tuple(sum(line.grade == each for line in found) for each in grades)
    return replace(_group(STAGE_NAMES[stage], found), by_grade=counted)


def _grade_name(grade: Grade | None) -> Phrase:
    return Phrase("Grade {grade}", grade=grade) if grade else Phrase("Not graded")


def _funnel(lines: Sequence[DealLine]) -> tuple[Step, ...]:
    at = [STAGES.index(each.stage) for each in lines]
    return tuple(Step(STAGE_NAMES[stage], sum(1 for each in at if each >= n)) for n, stage in enumerate(STAGES))


def _due(line: DealLine, today: date | None) -> Due | None:
    found = line.next_day(today)
    return Due(line.id, line.title, line.id, found[0], DAYS[found[1]]) if found else None


def _concern(line: DealLine) -> Concern | None:
    said = tuple(_amiss(line))
    return Concern(line.id, line.title, line.owner, said) if said else None


def _notable(heaviest: Sequence[DealLine]) -> Iterator[Notable]:
    said = [(line, tuple(_amiss(line))) for line in heaviest]
    for line, amiss in sorted(said, key=lambda each: not each[1])[:ON_PAGE]:
        yield Notable(line, line.at_risk, _brief(amiss))


def _brief(said: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Return the first of what is amiss, and how much there is besides."""
    return said if len(said) < 2 else (said[0], Phrase("{n} more", n=len(said) - 1))


def _amiss(line: DealLine) -> Iterator[Phrase]:
    """Yield what is amiss, the money first."""
    if line.at_risk:
        yield Phrase("margin {margin} % below the floor of {floor} %", margin=line.margin, floor=line.floor)
    if line.stale:
        yield Phrase("the approval of the price holds no more")
    for each in line.forced:
        yield Phrase("passed by force: {node}", node=_NODE_NAMES[each])
    for each in line.closed:
        yield Phrase("gate closed: {node}", node=_NODE_NAMES[each])

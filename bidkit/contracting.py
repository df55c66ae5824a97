"""What keeps a contract from being approved and signed: terms, deviations, reviews, powers, promises."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from typing import get_args

from bidkit.deal import Deal
from bidkit.deal.bidding import Payment
from bidkit.deal.contract import Commitment, ContractSecurity, Review, ReviewPart, Settlement
from bidkit.deal.negotiation import IssueKind
from bidkit.deal.standards import OurAnswer
from bidkit.deal.tender import DelayDamages
from bidkit.influence import counts
from bidkit.phrases import Phrase

PARTS: tuple[ReviewPart, ...] = get_args(ReviewPart)
Value = Decimal | int | date | tuple[object, ...] | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One term of the contract as the tender, our bid and the contract have it; None where it is not stated."""

    kind: IssueKind
    tender: Value
    bid: Value
    contract: Value
    explained: tuple[str, ...]
    """The ids of the concessions, settlements and negotiated clauses by which it became what it is."""

    @property
    def expected(self) -> Value:
        """What the contract should say if nobody had negotiated."""
        return self.tender if self.bid is None else self.bid

    @property
    def comparable(self) -> bool:
        """Whether both are stated in like terms; days and a date are not, before the day of signing is known."""
        return self.contract is not None and type(self.contract) is type(self.expected)

    @property
    def differs(self) -> bool:
        """Whether the contract says something else than the bid, or than the tender where the bid is silent."""
        return self.comparable and self.contract != self.expected

    @property
    def left_out(self) -> bool:
        """Whether the contract is silent on what the tender or the bid says."""
        return self.contract is None and self.expected is not None

    @property
    def unexplained(self) -> bool:
        """Whether it differs and nothing in the record says why."""
        return self.differs and not self.explained


@dataclass(frozen=True, slots=True)
class Deviation:
    """A deviation of our bid, and what became of it."""

    id: str
    answer: OurAnswer
    settlement: Settlement | None

    @property
    def settled(self) -> bool:
        """Whether both sides agreed on it."""
        return self.settlement is not None and self.settlement.state != "open"


@dataclass(frozen=True, slots=True)
class Promise:
    """Something promised beyond the tender: written down as a commitment, or only found in the record."""

    id: str
    what: str
    commitment: Commitment | None
    lacks: tuple[str, ...]
    """What it lacks of cost_lines, owner and tests."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Where the record lacks it."""
        if self.commitment is None:
            return (f"contract.commitments[of={self.id}]",)
        return tuple(f"contract.commitments.{self.id}.{name}" for name in self.lacks)


def table_price(deal: Deal) -> Decimal | None:
    """Return the price on the table before any concession, where the record itself states it."""
    decision = deal.price.decision
    return deal.negotiation.price if deal.negotiation.price is not None else decision.price if decision else None


def differences(deal: Deal, asked: Decimal | None = None) -> tuple[Difference, ...]:
    """Compare the terms of the tender, the bid and the contract; `asked` is our price where the record names none."""
    told, dates, bid = deal.contract, deal.tender.dates, deal.bid
    terms: tuple[tuple[IssueKind, Value, Value, Value], ...] = (
        ("price", None, table_price(deal) or asked, told.price),
        ("delivery", _asked_days(deal), _our_days(deal, "delivery"), told.delivery_days),
        ("validity", _validity(deal, deal.tender.instructions.validity_days), _validity(deal), told.valid_until),
        ("payment", None, _payments(deal.price.payments), _payments(told.payments)),
        (
            "warranty",
            _warranty(dates.warranty_months, dates.warranty_from),
            _warranty(bid.service.warranty_months, bid.service.warranty_from),
            _warranty(told.warranty_months, told.warranty_from or bid.service.warranty_from),
        ),
        ("penalties", _damages(deal.tender.instructions.delay_damages), None, _damages(told.delay_damages)),
        ("securities", _tender_security(deal), None, _contract_security(deal)),
    )
    return tuple(
        Difference(kind, tender, ours, agreed, _explained(deal, kind, ours, agreed))
        for kind, tender, ours, agreed in terms
    )


def _explained(deal: Deal, kind: IssueKind, bid: Value, contract: Value) -> tuple[str, ...]:
    """Return what the record gives as reason for a term; a price counts as explained only by sums that add up."""
    granted = [each for each in deal.negotiation.concessions if each.state == "granted"]
    if kind == "price":
        cut = [each for each in granted if each.off_price]
        given = sum((each.off_price or Decimal(0) for each in cut), Decimal(0))
        adds_up = isinstance(bid, Decimal) and isinstance(contract, Decimal) and bid - given == contract
        return tuple(each.id for each in cut) if adds_up else ()
    issues = {each.id for each in deal.negotiation.issues if each.kind == kind}
    clauses = [each.id for each in deal.contract.clauses if each.about == kind and each.origin == "negotiation"]
    return (*(each.id for each in granted if each.issue in issues), *clauses)


def _asked_days(deal: Deal) -> int | date | None:
    """Return within how many days of signing the tender wants all delivered; its date where that cannot be told yet."""
    dates = deal.tender.dates
    begins = deal.contract.signing.signed_on or dates.expected_signing
    if dates.delivery is None or dates.delivery_days is not None:
        return dates.delivery_days
    return dates.delivery if begins is None else (dates.delivery - begins).days


def _our_days(deal: Deal, kind: str) -> int | None:
    """Return after how many days our schedule has delivered all."""
    weeks = [each.weeks for each in deal.bid.delivery if each.kind == kind]
    return ceil(max(weeks) * 7) if weeks else None


def _validity(deal: Deal, days: int | None = None) -> date | None:
    """Return until when a bid binds us, by the days given or by those of our bid."""
    deadline = deal.tender.dates.deadline
    days = deal.bid.validity_days if days is None else days
    return deadline.date() + timedelta(days=days) if deadline is not None and days is not None else None


def _payments(parts: Iterable[Payment]) -> tuple[object, ...] | None:
    return tuple((each.months, each.percent) for each in parts) or None


def _warranty(months: int | None, since: str) -> tuple[object, ...] | None:
    return None if months is None else (months, since)


def _damages(told: DelayDamages | None) -> tuple[object, ...] | None:
    return None if told is None else (told.percent, told.per, told.at_most)


def _tender_security(deal: Deal) -> Decimal | None:
    asked = deal.tender.instructions.performance_security
    return None if asked is None else _sized(deal, asked.amount, asked.percent)


def _contract_security(deal: Deal) -> Decimal | None:
    found = [each for each in deal.contract.securities if each.kind == "performance"]
    sizes = [_sized(deal, each.amount, each.percent) for each in found]
    return sum((each for each in sizes if each is not None), Decimal(0)) if found else None


def _sized(deal: Deal, amount: Decimal | None, percent: Decimal | None) -> Decimal | None:
    """Return the share of the contract price, in percent, that a security is."""
    price = deal.contract.price
    if percent is not None or amount is None or not price:
        return percent
    return (amount / price * 100).quantize(Decimal("0.01"))


def deviations(deal: Deal) -> tuple[Deviation, ...]:
    """Return the deviations of our bid, those from requirements first."""
    settled = {each.of: each for each in deal.contract.deviations}
    answers = [(each.id, each.ours) for each in deal.standards.requirements if counts(each)]
    answers += [(each.id, each.ours) for each in deal.tender.clauses if not each.requirements]
    return tuple(
        Deviation(name, answer, settled.get(name))
        for name, answer in answers
        if answer.answer in ("partially", "deviate")
    )


def promises(deal: Deal) -> tuple[Promise, ...]:
    """Return what was promised beyond the tender, what lacks something first."""
    told = deal.contract.commitments
    known = {each.of for each in told}
    found = (*map(_committed, told), *(each for each in _found(deal) if each.id not in known))
    return tuple(sorted(found, key=lambda each: not each.lacks))


def _committed(each: Commitment) -> Promise:
    lacking = {
        "cost_lines": not each.cost_lines and each.no_cost is None,
        "owner": each.owner is None,
        "tests": not each.tests,
    }
    return Promise(each.id, each.what, each, tuple(name for name, lacks in lacking.items() if lacks))


def _found(deal: Deal) -> Iterator[Promise]:
    """Yield what goes beyond the tender and may not have been written down: what we exceed, what we granted."""
    for item in deal.standards.requirements:
        if counts(item) and item.ours.answer == "exceed":
            paid = bool(item.cost_lines or item.no_cost)
            yield Promise(item.id, item.ours.offered or item.text, None, _without_entry(paid=paid))
    for give in deal.negotiation.concessions:
        if give.state == "granted" and not give.off_price and not give.payments:
            yield Promise(give.id, give.gives, None, _without_entry(paid=False))


def _without_entry(*, paid: bool) -> tuple[str, ...]:
    return ("owner", "tests") if paid else ("cost_lines", "owner", "tests")


def reviews_by_part(deal: Deal) -> Mapping[ReviewPart, Review | None]:
    """Return the review of each part, None where there is none."""
    told = {each.part: each for each in deal.contract.reviews}
    return {part: told.get(part) for part in PARTS}


def stands(review: Review | None, version: str | None) -> bool:
    """Say whether a review approves the version that is to be signed."""
    return (
        review is not None
        and review.result == "approved"
        and review.version == version
        and all(each.settled_on for each in review.remarks)
    )


_FIELDS: Mapping[IssueKind, str] = {
    "delivery": "contract.delivery_days",
    "penalties": "contract.delay_damages",
    "securities": "contract.securities[kind=performance]",
}
"""Where the contract says what it must say only if the tender or the bid does."""


def unbound(deal: Deal) -> tuple[str, ...]:
    """Return the mandatory requirements that no clause binds, once the contract has clauses."""
    bound = {name for clause in deal.contract.clauses for name in clause.requirements}
    items = [each for each in deal.standards.requirements if counts(each) and each.obligation == "mandatory"]
    return tuple(each.id for each in items if each.id not in bound) if deal.contract.clauses else ()


def approval_gaps(deal: Deal) -> tuple[str, ...]:
    """Return what keeps the contract from being approved."""
    told, found = deal.contract, differences(deal)
    terms = {"price": told.price, "payments": told.payments or None, "warranty_months": told.warranty_months}
    return (
        *(f"contract.{name}" for name, value in terms.items() if value is None),
        *(_FIELDS[each.kind] for each in found if each.kind in _FIELDS and each.left_out),
        *(f"contract.clauses[about={each.kind}]" for each in found if each.unexplained),
        *(f"contract.clauses[requirements={name}]" for name in unbound(deal)),
        *(f"contract.deviations.{each.id}" for each in deviations(deal) if not each.settled),
        *(
            f"contract.reviews.{part}"
            for part, review in reviews_by_part(deal).items()
            if not stands(review, told.version)
        ),
    )


def signing_gaps(deal: Deal) -> tuple[str, ...]:
    """Return what keeps the contract from counting as signed and handed over."""
    told = deal.contract.signing
    return (
        *(f"contract.signing.powers[side={side}]" for side in ("us", "customer") if not _empowered(deal, side)),
        *(() if told.signed_on else ("contract.signing.signed_on",)),
        *(f"contract.signing.conditions.{each.id}" for each in told.conditions if each.met_on is None),
        *(f"contract.securities.{each.id}" for each in deal.contract.securities if overdue(deal, each)),
        *(path for each in promises(deal) if each.lacks for path in each.paths),
    )


def _empowered(deal: Deal, side: str) -> bool:
    return any(each.side == side and each.basis for each in deal.contract.signing.powers)


def overdue(deal: Deal, each: ContractSecurity) -> bool:
    """Say whether a security should have been given by the record's date."""
    if each.issued is not None or each.due is None or deal.as_of is None:
        return False
    return each.due <= deal.as_of


CONTRACT_WORK: Mapping[str, Phrase] = {
    "contract.price": Phrase("Write down the contract price"),
    "contract.payments": Phrase("Write down the payment terms of the contract"),
    "contract.warranty_months": Phrase("Write down the warranty of the contract"),
    "contract.delivery_days": Phrase("Write down the delivery of the contract"),
    "contract.delay_damages": Phrase("Write down the delay damages of the contract"),
    "contract.securities[": Phrase("Write down the performance security of the contract"),
    "contract.clauses[requirements": Phrase("Bind these mandatory requirements by a clause of the contract: {n}"),
    "contract.clauses[about": Phrase("Say by which negotiated clause these terms differ from our bid: {n}"),
    "contract.deviations": Phrase("Settle these deviations of our bid: {n}"),
    "contract.reviews": Phrase("Have these parts of the contract reviewed and approved: {n}"),
    "contract.signing.powers": Phrase("See the power to sign of each side"),
    "contract.signing.signed_on": Phrase("Sign the contract"),
    "contract.signing.conditions": Phrase("Meet these conditions for the contract to take effect: {n}"),
    "contract.securities.": Phrase("Give these securities, which are due: {n}"),
    "contract.commitments": Phrase("Give each promise a cost line, an owner and an acceptance test: {n}"),
}
"""What to do about the gaps above, by the beginning of their paths."""

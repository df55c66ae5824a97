"""The dates that follow from one another: the bid's validity, its security, award, delivery, acceptance, warranty."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Literal

from bidkit.days import add_days, add_months, add_weeks
from bidkit.deal import Deal, House
from bidkit.deal.bid import Milestone
from bidkit.deal.tender import DelayDamages
from bidkit.form_list import profile_of

_DAYS = {"day": 1, "week": 7, "month": 30}


@dataclass(frozen=True, slots=True)
class DateChain:
    """Each day that the record leads to; None where it does not lead there."""

    deadline: date | None
    valid_until: date | None
    """The last day on which the bid binds us."""
    security_until: date | None
    """The day until which the bid security has to hold at least."""
    award: date | None
    signing: date | None
    delivery: date | None
    """Until when all has to be delivered."""
    acceptance: date | None
    """Until when it has to be accepted."""
    our_delivery: date | None
    """When our schedule has delivered all."""
    our_acceptance: date | None
    """When our schedule has it accepted."""
    warranty_until: date | None
    """The last day of the warranty that we offer."""
    performance_until: date | None
    """The day until which a performance security has to hold at least."""


def date_chain(deal: Deal, house: House) -> DateChain:
    """Return the days that follow from a tender and from what we offer."""
    dates = deal.tender.dates
    deadline = dates.deadline.date() if dates.deadline else None
    valid_until = _after(deadline, validity_days(deal))
    signing = dates.expected_signing
    our_acceptance = _scheduled(deal, "acceptance")
    our_delivery = _scheduled(deal, "delivery")
    warranty_until = _warranty(deal, our_delivery, our_acceptance)
    return DateChain(
        deadline=deadline,
        valid_until=valid_until,
        security_until=_after(valid_until, security_margin(deal, house)) if _asks_security(deal) else None,
        award=dates.expected_award,
        signing=signing,
        delivery=dates.delivery or _after(signing, dates.delivery_days),
        acceptance=dates.acceptance or _after(signing, dates.acceptance_days),
        our_delivery=our_delivery,
        our_acceptance=our_acceptance,
        warranty_until=warranty_until,
        performance_until=_performance(deal, warranty_until),
    )


def validity_days(deal: Deal) -> int | None:
    """Return for how many days from the deadline on the bid binds us."""
    ours = deal.bid.validity_days
    return deal.tender.instructions.validity_days if ours is None else ours


def security_margin(deal: Deal, house: House) -> int:
    """Return for how many days the bid security has to outlast the bid: as the tender says, or its profile."""
    asked = deal.tender.instructions.bid_security
    if asked is not None and asked.margin_days is not None:
        return asked.margin_days
    profile = profile_of(deal, house)
    return profile.margin_days if profile else 0


def late_deliveries(deal: Deal, chain: DateChain) -> Iterator[tuple[int, Milestone, date, Decimal | None]]:
    """Yield each delivery behind the date asked for: its place in the schedule, itself, its day, and the damages.

    The damages are a share of the price in percent, None where the tender states none.
    """
    for at, step in enumerate(deal.bid.delivery):
        if step.kind != "delivery" or chain.signing is None or chain.delivery is None:
            continue
        day = add_weeks(chain.signing, step.weeks)
        if day > chain.delivery:
            terms = deal.tender.instructions.delay_damages
            yield at, step, day, damages(terms, (day - chain.delivery).days) if terms else None


def damages(terms: DelayDamages, days: int) -> Decimal:
    """Return what a delay costs, in percent of the price: each day, week or month of 30 days that has begun counts."""
    begun = (Decimal(days) / _DAYS[terms.per]).to_integral_value(ROUND_CEILING)
    share = terms.percent * begun
    return share if terms.at_most is None else min(share, terms.at_most)


def _asks_security(deal: Deal) -> bool:
    return deal.tender.instructions.bid_security is not None


def _after(day: date | None, days: int | None) -> date | None:
    return None if day is None or days is None else add_days(day, days)


def _scheduled(deal: Deal, kind: Literal["delivery", "acceptance"]) -> date | None:
    weeks = [step.weeks for step in deal.bid.delivery if step.kind == kind]
    signing = deal.tender.dates.expected_signing
    return add_weeks(signing, max(weeks)) if signing and weeks else None


def _warranty(deal: Deal, delivery: date | None, acceptance: date | None) -> date | None:
    ours = deal.bid.service
    begins = acceptance if ours.warranty_from == "acceptance" else delivery
    return add_months(begins, ours.warranty_months) if begins and ours.warranty_months is not None else None


def _performance(deal: Deal, warranty_until: date | None) -> date | None:
    asked = deal.tender.instructions.performance_security
    return _after(warranty_until, asked.margin_days or 0) if asked else None

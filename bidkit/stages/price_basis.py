"""From a record to the situation that pricing decides on, or what the record lacks for that."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from bidkit.deal import Deal, House
from pricing.competition.evidence import quality_of
from pricing.competition.field import Field, field
from pricing.competition.model import RivalBid
from pricing.decision.situation import Situation
from pricing.evaluation import Rule
from pricing.money import minor_units
from pricing.win.contest import contest

US = "us"

_DRAWS = ContextVar("draws", default=20_000)


def draws() -> int:
    """Return how often what is uncertain is drawn."""
    return _DRAWS.get()


@contextmanager
def drawn(times: int) -> Iterator[None]:
    """Draw so often for a while: fewer times where it matters which figures change, and not by how much."""
    before = _DRAWS.set(times)
    try:
        yield
    finally:
        _DRAWS.reset(before)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a price can rest on: the costs as far as there are any, the situation where nothing essential is missing."""

    missing: tuple[str, ...]
    situation: Situation | None
    rivals: tuple[RivalBid, ...]


def basis_of(deal: Deal, house: House) -> Basis:
    """Return the basis of the deal's price; the record paths of what it lacks."""
    rivals = expected_bids(deal)
    essential = _essential(deal)
    situation = None if essential else _situation(deal, house, rivals)
    return Basis((*essential, *_wanted(deal)), situation, rivals)


def expected_bids(deal: Deal) -> tuple[RivalBid, ...]:
    """Return what each competitor is expected to bid; of one nobody has judged, the market speaks alone."""
    judged = {each.rival: each for each in deal.price.rivals}
    return tuple(judged.get(rival.id, RivalBid(rival=rival.id)) for rival in deal.competitors)


def ceiling_of(rule: Rule, currency: str) -> Decimal | None:
    """Return the rule's ceiling excluding tax, rounded down to the currency's minor units."""
    if rule.ceiling is None:
        return None
    tax = 1 + (rule.tax_rate or Decimal(0)) / 100 if rule.tax_basis == "including" else Decimal(1)
    return (rule.ceiling / tax).quantize(Decimal(1).scaleb(-(minor_units(currency) or 0)), ROUND_FLOOR)


def _essential(deal: Deal) -> tuple[str, ...]:
    """Return what no price can be worked out without."""
    rule = deal.tender.instructions.rule
    lacking = {
        "currency": deal.currency is None,
        "expected_value": not deal.expected_value,
        "costs.lines": deal.costs is None or not deal.costs.lines,
        "tender.instructions.rule": rule is None,
        "competitors": not deal.competitors and deal.sole_source == "no",
        "price.quality": rule is not None and rule.needs_quality() and deal.price.quality is None,
    }
    return tuple(path for path, missing in lacking.items() if missing)


def _wanted(deal: Deal) -> tuple[str, ...]:
    """Return what the analysis marks as missing and can do without."""
    instructions = deal.tender.instructions
    judged = {each.rival: each for each in deal.price.rivals}
    lacking: dict[str, object] = {
        "as_of": deal.as_of,
        "owner": deal.owner,
        "tender.instructions.validity_days": instructions.validity_days,
        "tender.instructions.source": instructions.source,
        "price.payments": deal.price.payments or None,
    }
    rated = instructions.rule is not None and instructions.rule.needs_quality()
    for rival in deal.competitors:
        bid = judged.get(rival.id)
        lacking[f"price.rivals.{rival.id}.price"] = bid and (bid.price or bid.history or None)
        if rated:
            lacking[f"price.rivals.{rival.id}.quality"] = bid and bid.quality
    return tuple(path for path, value in lacking.items() if value is None)


def _situation(deal: Deal, house: House, rivals: tuple[RivalBid, ...]) -> Situation:
    rule, currency, costs = deal.tender.instructions.rule, deal.currency, deal.costs
    if rule is None or currency is None or costs is None:
        raise ValueError("the basis of a price is not complete")
    mean, sd = quality_of(deal.price.quality) if deal.price.quality else (0.0, 0.0)
    return Situation(
        currency=currency,
        costs=costs,
        contest=contest(rule, _field(deal, rivals), mean, deal.price.seed, draws(), sd),
        policy=house.pricing,
        ceiling=ceiling_of(rule, currency),
    )


def _field(deal: Deal, rivals: tuple[RivalBid, ...]) -> Field:
    """Return the rivals' field; their prices are told as ratios to the order value that is expected."""
    return field(rivals, deal.expected_value or Decimal(1), on=deal.as_of)


def our_quality(deal: Deal) -> tuple[float, float, float]:
    """Return low, likely and high of our own quality points; nought where the rule does not count them."""
    quality = deal.price.quality
    if quality is None:
        return 0.0, 0.0, 0.0
    low, high = (quality.likely if each is None else each for each in (quality.low, quality.high))
    return float(low), float(quality.likely), float(high)

"""A tender scored exactly: points, totals and ranks of a few bids, in fractions, rounded once as published."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from pricing.evaluation.comparing import added_cost, offered_price
from pricing.evaluation.offers import Flags, Offers
from pricing.evaluation.rounding import rounded
from pricing.evaluation.tender import Bid, Rule


@dataclass(frozen=True, slots=True)
class Scored:
    """What a bid got; without points and rank where it was excluded."""

    bidder: str
    price_points: Decimal | None
    quality_points: Decimal | None
    total: Decimal | None
    rank: int | None
    abnormally_low: bool
    excluded: str | None


def score(rule: Rule, bids: Sequence[Bid]) -> tuple[Scored, ...]:
    """Return what each bid gets under the rule, in the order of the bids."""
    reasons = [_reason(rule, bid) for bid in bids]
    offers, low = _admitted(rule, bids, [reason is None for reason in reasons])
    flags = [bool(each) for each in low[:, 0]]
    points = _points(rule, offers)
    ranks = _ranks(rule, bids, points)
    scored = []
    for index, bid in enumerate(bids):
        price, quality, total = points[index] or (None, None, None)
        reason = reasons[index] or (None if points[index] else "abnormally low")
        scored.append(Scored(bid.bidder, price, quality, total, ranks.get(index), flags[index], reason))
    return tuple(scored)


def winner(scored: Sequence[Scored]) -> str | None:
    """Return who wins; None where nobody does, or where a lot has to decide."""
    first = [each.bidder for each in scored if each.rank == 1]
    return first[0] if len(first) == 1 else None


def _reason(rule: Rule, bid: Bid) -> str | None:
    if bid.responsive == "no":
        return "not responsive"
    if rule.ceiling is not None and offered_price(rule, bid) > rule.ceiling:
        return "above the ceiling"
    if rule.quality_minimum is not None and (bid.quality or 0) < rule.quality_minimum:
        return "below the lowest quality admitted"
    return None


def _admitted(rule: Rule, bids: Sequence[Bid], valid: Sequence[bool]) -> tuple[Offers, Flags]:
    """Return the offers that are scored, and which are abnormally low."""
    asked = [offered_price(rule, bid) for bid in bids]
    compared = [price + added_cost(rule, bid) for price, bid in zip(asked, bids, strict=True)]
    quality = [Fraction(bid.quality or 0) for bid in bids]
    offers = Offers.exact(compared, quality, valid)
    test = rule.abnormally_low
    if test is None or not any(valid):
        return offers, offers.valid & False
    low = test.low(Offers.exact(asked, quality, valid), rule.ceiling)
    return (offers.keeping(~low) if test.consequence == "exclude" else offers), low


Published = tuple[Decimal, Decimal, Decimal]


def _points(rule: Rule, offers: Offers) -> list[Published | None]:
    if not offers.valid.any():
        return [None] * len(offers.prices)
    columns = [each[:, 0] for each in rule.points(offers)]
    return [
        _published(rule, *figures) if valid else None
        for valid, *figures in zip(offers.valid[:, 0], *columns, strict=True)
    ]


def _published(rule: Rule, price: Fraction, quality: Fraction, total: Fraction) -> Published:
    by_price, by_quality, whole = (rounded(each, rule.decimals, rule.rounding) for each in (price, quality, total))
    return by_price, by_quality, by_price + by_quality if rule.adds_up else whole


def _ranks(rule: Rule, bids: Sequence[Bid], points: Sequence[Published | None]) -> dict[int, int]:
    """Return the rank of each bid that is scored: 1, 2, 2, 4."""
    keys = {index: _key(rule, bids[index], each) for index, each in enumerate(points) if each}
    ranks: dict[int, int] = {}
    for _, equal in groupby(sorted(keys, key=keys.__getitem__), key=keys.__getitem__):
        place = len(ranks) + 1
        ranks |= dict.fromkeys(equal, place)
    return ranks


def _key(rule: Rule, bid: Bid, points: Published) -> tuple[Decimal, Fraction]:
    """Return what bids are ranked by, the best first: the total, then what breaks ties."""
    total = points[2] if rule.lowest_total_wins else -points[2]
    if rule.tie_break == "lowest_price":
        return total, offered_price(rule, bid)
    return total, -Fraction(bid.quality or 0) if rule.tie_break == "highest_quality" else Fraction(0)

"""The same rules over many draws at once, in float64: who wins, and how often at each price of ours.

Points are not rounded here: a tie that only rounding makes does not show. Prices are stated as the rule's `prices`
says; a price of infinity means that this rival does not bid in that draw.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pricing.evaluation.comparing import tax_factor
from pricing.evaluation.offers import Flags, Offers
from pricing.evaluation.tender import Rule

Floats = NDArray[np.float64]
EQUAL = 1e-12  # totals this close, relatively, are a tie
_CHUNK = 4096  # draws at a time, so that the arrays stay in the processor's cache


def merit(rule: Rule, prices: Floats, quality: ArrayLike = 0.0, adders: ArrayLike = 0.0) -> Floats:
    """Return how good each bid is in each draw, higher being better; minus infinity where it is out."""
    with np.errstate(all="ignore"):
        return _merit(rule, _offers(rule, prices, quality, adders))


def win_share(rule: Rule, prices: Floats, quality: ArrayLike = 0.0, us: int = 0, adders: ArrayLike = 0.0) -> Floats:
    """Return for each draw 1 where bidder `us` wins, 0 where not, and the share of a tie that is drawn by lot."""
    with np.errstate(all="ignore"):
        offers = _offers(rule, prices, quality, adders)
        leading = _leading(rule, offers)
        return np.where(leading[us], 1.0 / np.maximum(leading.sum(axis=0), 1), 0.0)


def win_shares(
    rule: Rule,
    candidates: Floats,
    rivals: Floats,
    rivals_quality: ArrayLike = 0.0,
    our_quality: ArrayLike = 0.0,
) -> Floats:
    """Return the mean win share of each candidate price of ours against the rivals' draws (rivals, draws)."""
    candidates = np.asarray(candidates, dtype=float)
    theirs = np.broadcast_to(_rows(rivals_quality, len(rivals)), rivals.shape)
    ours = np.broadcast_to(np.asarray(our_quality, dtype=float), rivals.shape[1:])
    limit = _limit(rule, rivals, theirs, ours)
    if limit is None:
        return _rescored(rule, candidates, rivals, theirs, ours)
    return _below(rule, candidates, limit, rivals, theirs, ours)


def limits(rule: Rule, rivals: Floats, rivals_quality: ArrayLike = 0.0, our_quality: ArrayLike = 0.0) -> Floats | None:
    """Return below which price of ours we win each draw; None where the rule knows no such price."""
    theirs = np.broadcast_to(_rows(rivals_quality, len(rivals)), rivals.shape)
    return _limit(rule, rivals, theirs, np.broadcast_to(np.asarray(our_quality, dtype=float), rivals.shape[1:]))


def price_only(rule: Rule) -> bool:
    """Say whether the lowest admitted price wins, whatever else bids hold."""
    if rule.needs_quality() or _excludes(rule):
        return False
    return rule.method in ("lowest_price", "low_price_ratio", "rated_criteria", "life_cycle_cost")


def _excludes(rule: Rule) -> bool:
    return rule.abnormally_low is not None and rule.abnormally_low.consequence == "exclude"


def _offers(rule: Rule, prices: Floats, quality: ArrayLike, adders: ArrayLike) -> tuple[Offers, Offers]:
    """Return the offers as compared and as asked."""
    asked = np.asarray(prices, dtype=float) * float(tax_factor(rule))
    rated = _rows(quality, len(asked))
    valid = np.isfinite(asked)
    if rule.ceiling is not None:
        valid &= asked <= float(rule.ceiling) * (1 + EQUAL)
    if rule.quality_minimum is not None:
        valid &= rated >= float(rule.quality_minimum)
    return Offers(asked + _rows(adders, len(asked)), rated, valid), Offers(asked, rated, valid)


def _rows(values: ArrayLike, bidders: int) -> Floats:
    """Return values as (bidders, draws) or (bidders, 1)."""
    array = np.asarray(values, dtype=float)
    if array.ndim == 0:
        return np.full((bidders, 1), array)
    return array[:, None] if array.ndim == 1 else array


def _merit(rule: Rule, offers: tuple[Offers, Offers]) -> Floats:
    compared, asked = offers
    if rule.abnormally_low is not None and rule.abnormally_low.consequence == "exclude":
        compared = compared.keeping(~rule.abnormally_low.low(asked, rule.ceiling))
    total = rule.points(compared).total
    return np.where(compared.valid, -total if rule.lowest_total_wins else total, -np.inf)


def _leading(rule: Rule, offers: tuple[Offers, Offers]) -> Flags:
    """Return who shares the first place in each draw, after ties are broken."""
    merits = _merit(rule, offers)
    best = merits.max(axis=0)
    leading = (merits >= best - EQUAL * np.abs(best)) & np.isfinite(merits)
    if rule.tie_break == "lot" or not (leading.sum(axis=0) > 1).any():
        return leading
    key = offers[1].prices if rule.tie_break == "lowest_price" else -offers[1].quality
    key = np.where(leading, key, np.inf)
    first = key.min(axis=0)
    return leading & (key <= first + EQUAL * np.abs(first))


def _limit(rule: Rule, rivals: Floats, theirs: Floats, ours: Floats) -> Floats | None:
    """Return the price of ours below which we win each draw, as the rule's `prices` states it; None where none does."""
    if _excludes(rule):
        return None
    with np.errstate(all="ignore"):
        found: Floats | None = rule.limit(ours, _offers(rule, rivals, theirs, 0.0)[0])
        if found is None:
            return None
        if rule.quality_minimum is not None:
            found = np.where(ours >= float(rule.quality_minimum), found, -np.inf)
        return np.asarray(found / float(tax_factor(rule)))


def _below(rule: Rule, candidates: Floats, limit: Floats, rivals: Floats, theirs: Floats, ours: Floats) -> Floats:
    """Return how often each candidate lies below the limit; where it meets the limit, the draw is scored again."""
    order = np.argsort(limit)
    ascending = limit[order]
    low = np.searchsorted(ascending, candidates * (1 - EQUAL), side="left")
    high = np.searchsorted(ascending, candidates * (1 + EQUAL), side="right")
    wins: Floats = (limit.size - high).astype(float)
    for at in np.flatnonzero(high > low):
        met = order[low[at] : high[at]]
        wins[at] += _scored(rule, candidates[at], rivals[:, met], theirs[:, met], ours[met]).sum()
    if rule.ceiling is not None:
        wins[candidates * float(tax_factor(rule)) > float(rule.ceiling) * (1 + EQUAL)] = 0
    return np.asarray(wins / limit.size)


def _rescored(rule: Rule, candidates: Floats, rivals: Floats, theirs: Floats, ours: Floats) -> Floats:
    """Return the mean win shares by scoring all bids anew at every candidate."""
    wins: Floats = np.zeros(len(candidates))
    draws = rivals.shape[1]
    for start in range(0, draws, _CHUNK):
        part = slice(start, start + _CHUNK)
        for at, price in enumerate(candidates):
            wins[at] += _scored(rule, price, rivals[:, part], theirs[:, part], ours[part]).sum()
    return np.asarray(wins / draws)


def _scored(rule: Rule, price: float, rivals: Floats, theirs: Floats, ours: Floats) -> Floats:
    prices = np.concatenate((np.full((1, rivals.shape[1]), price), rivals))
    return win_share(rule, prices, np.concatenate((ours[None, :], theirs)))

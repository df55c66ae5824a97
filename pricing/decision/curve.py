"""Every price tried out: win chance and expected gross profit over the prices that can be asked."""

import math
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import numpy as np

from pricing.competition.evidence import Array
from pricing.decision.situation import Situation

POINTS = 120
_HOPELESS = 0.01  # the win chance below which a price need not be looked at
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_FEW = 100  # wins in the draws, below which the cost given the win is too uncertain to be told


@dataclass(frozen=True, slots=True)
class Curve:
    """Prices in ascending order with what each brings."""

    prices: tuple[Decimal, ...]
    wins: Array
    """Our share of the win at each price in each draw."""
    chances: Array
    profits: Array
    """Expected gross profit: win chance times the gross profit where the order is won."""
    cost_if_won: Array
    """The mean cost of the draws that are won; above the mean cost where rivals know better (winner's curse)."""


def curve(situation: Situation, prices: tuple[Decimal, ...] | None = None) -> Curve:
    """Try out the prices, or round ones from the walk-away price to the highest that has a chance."""
    asked = candidates(situation) if prices is None else prices
    values = np.array([float(each) for each in asked])
    wins = situation.contest.wins(values)
    chances = situation.contest.chances(values) if situation.contest.exact else wins.mean(axis=1)
    won = _cost_if_won(situation, wins)
    profits = chances * (values * (1 - float(situation.share)) - won)
    return Curve(asked, wins, chances, profits, won)


def _cost_if_won(situation: Situation, wins: Array) -> Array:
    """Return the mean cost of the draws that each price wins."""
    mean = float(situation.expected)
    if not situation.policy.rivals_know:
        return np.full(len(wins), mean)
    offset = mean - float(situation.drawn.mean())  # what the draws are beside the exact mean
    count = wins.sum(axis=1)
    found = np.where(count >= _FEW, wins @ situation.drawn / np.maximum(count, 1.0) + offset, math.nan)
    return _filled(found, mean)


def candidates(situation: Situation, points: int = POINTS) -> tuple[Decimal, ...]:
    """Return round prices from the walk-away price to the ceiling, with walk-away, floor and ceiling among them."""
    low = situation.walk_away
    high = situation.ceiling or _highest(situation)
    marked = {low, situation.floor} | ({situation.ceiling} if situation.ceiling else set())
    if high <= low:
        return tuple(sorted(marked))
    step = _step((high - low) / points)
    first = int((low / step).to_integral_value(ROUND_CEILING))
    last = int((high / step).to_integral_value(ROUND_FLOOR))
    places = -min(0, int(low.as_tuple().exponent))
    grid = {(step * number).quantize(Decimal(1).scaleb(-places)) for number in range(first, last + 1)}
    return tuple(sorted(grid | marked))


def _highest(situation: Situation) -> Decimal:
    """Return the highest price that still has a chance, where the customer has not named one."""
    low, prices = float(situation.floor), situation.contest.draws.prices
    known = prices[np.isfinite(prices)]
    top = max(1.25 * low, float(np.quantile(known, 0.995)) if known.size else 0.0)
    tried = np.linspace(low, top, 40)
    hopeful = tried[situation.contest.chances(tried) >= _HOPELESS]
    return Decimal(float(hopeful[-1] if hopeful.size else 1.05 * low))


def _step(rough: Decimal) -> Decimal:
    power = Decimal(1).scaleb(rough.adjusted())
    return next(step * power for step in _STEPS if step * power >= rough)


def _filled(values: Array, otherwise: float) -> Array:
    """Return the values, each gap filled with the last one before it."""
    known = np.flatnonzero(~np.isnan(values))
    if not known.size:
        return np.full(len(values), otherwise)
    before = np.maximum(np.searchsorted(known, np.arange(len(values)), side="right") - 1, 0)
    return np.asarray(values[known[before]], dtype=np.float64)

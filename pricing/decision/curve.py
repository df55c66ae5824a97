"""Every price tried out: win chance and expected gross profit over the prices that can be asked."""

import math
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pricing.competition.evidence import Array, Numbers
from pricing.decision.situation import Situation
from pricing.money import minor_unit
from pricing.win.contest import Contest
from pricing.win.wins import Wins

POINTS = 120
_HOPELESS = 0.01  # the win chance below which a price need not be looked at
_FAR = 2.6  # sds above a rival's median, which it exceeds in one case of two hundred
_SEARCHED, _SEARCHES = 40, 4000  # prices and draws to find where the chance ends
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_FEW = 100  # wins in the draws, below which the cost given the win is too uncertain to be told


@dataclass(frozen=True)
class Curve:
    """Prices in ascending order with what each brings."""

    situation: Situation
    contest: Contest
    """The situation's own, or another with the same draws of the common effect."""
    prices: tuple[Decimal, ...]

    @cached_property
    def values(self) -> Array:
        """The prices as floats."""
        return np.array([float(each) for each in self.prices])

    @cached_property
    def wins(self) -> Wins:
        """What each price wins in the draws."""
        return self.contest.wins(self.values)

    @cached_property
    def chances(self) -> Array:
        """The win chance of each price."""
        return self.contest.chances(self.values, None if self.contest.exact else self.wins)

    @cached_property
    def profits(self) -> Array:
        """Expected gross profit: win chance times the gross profit where the order is won."""
        kept = self.values * (1 - float(self.situation.share))
        return np.asarray(self.chances * (kept - self.cost_if_won), dtype=np.float64)

    @cached_property
    def cost_if_won(self) -> Array:
        """The mean cost of the draws that are won; above the mean cost where rivals know better (winner's curse)."""
        mean, drawn = float(self.situation.expected), self.situation.drawn
        if not self.situation.policy.rivals_know:
            return np.full(len(self.prices), mean)
        count = self.wins.sums(np.ones(len(drawn)))[:, 0]
        beside = self.wins.sums(drawn - drawn.mean())[:, 0]  # the draws' own mean is off by luck
        return _filled(np.where(count >= _FEW, mean + beside / np.maximum(count, 1.0), math.nan), mean)

    @cached_property
    def allowed(self) -> Numbers:
        """Where the prices from the floor to the ceiling stand."""
        return np.flatnonzero([self.situation.allows(each) for each in self.prices])


def curve(situation: Situation, prices: tuple[Decimal, ...] | None = None) -> Curve:
    """Try out the prices, or round ones from the walk-away price to the highest that has a chance."""
    asked = candidates(situation) if prices is None else tuple(sorted(set(prices)))
    return Curve(situation, situation.contest, asked)


def candidates(situation: Situation, points: int = POINTS, contest: Contest | None = None) -> tuple[Decimal, ...]:
    """Return round prices from the walk-away price to the ceiling, with walk-away, floor and ceiling among them.

    Where there is no ceiling, they end where the chance does, in the situation's contest or in another one.
    """
    unit = minor_unit(situation.currency)
    low = situation.walk_away
    high = situation.ceiling or _highest(situation, contest or situation.contest)
    marked = {low, situation.floor} | ({high.quantize(unit, ROUND_FLOOR)} if situation.ceiling else set())
    step = max(_step((high - low) / points), unit) if high > low else unit
    first = int((low / step).to_integral_value(ROUND_CEILING))
    last = int((high / step).to_integral_value(ROUND_FLOOR))
    return tuple(sorted(marked | {(step * number).quantize(unit) for number in range(first, last + 1)}))


def endless(found: Curve) -> bool:
    """Say whether a price out of all proportion still has a chance, so that none is the highest."""
    return found.situation.ceiling is None and bool(_hopeful(found.contest, 10 * found.values.max(keepdims=True)).all())


def _highest(situation: Situation, contest: Contest) -> Decimal:
    """Return the highest price that still has a chance, where the customer has not named one."""
    low, field = float(situation.floor), contest.field
    reached = np.exp(field.log_median + _FAR * field.spread)[field.bids > 0]
    tried = np.geomspace(low, max(1.25 * low, float(reached.max(initial=0.0))), _SEARCHED)
    hopeful = np.flatnonzero(_hopeful(contest, tried))
    if not hopeful.size:
        return Decimal(1.05 * low)
    last = tried[hopeful[-1] :][:2]  # one rival far above the others must not leave a gap there
    closer = np.linspace(last[0], last[-1], _SEARCHED)
    return Decimal(float(closer[_hopeful(contest, closer)][-1]))


def _hopeful(contest: Contest, prices: Array) -> NDArray[np.bool_]:
    return contest.sized(min(contest.size, _SEARCHES)).chances(prices) >= _HOPELESS


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

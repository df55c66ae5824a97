"""What is known of a market: where bids lie against the reference, how they move together, each rival's own habit.

log(bid / reference) = level + job + habit + own. The level is common to all tenders and drifts as a random walk; the
job effect is common to the bids of one tender; the habit is one rival's in all tenders; the rest is its own in one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pricing.competition.evidence import Array


@dataclass(frozen=True, slots=True)
class Market:
    """Standard deviations of log-ratios, and what they rest on.

    The defaults come from 267 public road lettings, with their intraclass correlation of 0.49; illustrative elsewhere.
    """

    level: float = 0.0
    """Mean log-ratio of a bid to the reference, as of `years`."""
    level_sd: float = 0.10
    """How uncertain that level is."""
    common_sd: float = 0.153
    """Of the job effect."""
    own_sd: float = 0.14
    """Of a rival's bid in one tender, beside the job and its habit."""
    habit_sd: float = 0.07
    """Between rivals."""
    drift: float = 0.06
    """Of the level over one year."""
    years: float | None = None
    """When the level was as stated; it drifts from then on. None where it was not measured."""
    weight: float = 2.0
    """How many observations each standard deviation counts as when it meets new evidence."""
    rivals: tuple[str, ...] = ()
    """The rivals whose habits are known."""
    habits: Array | None = None
    """Their mean habits."""
    own: Array | None = None
    """Their own sd."""
    seen: Array | None = None
    """How many bids each own sd rests on."""
    covariance: Array | None = None
    """Of the level and the habits, in this order."""

    @property
    def correlation(self) -> float:
        """Return the intraclass correlation: how the bids of two rivals in one tender move together."""
        common, own = self.common_sd**2, self.own_sd**2 + self.habit_sd**2
        return common / (common + own)


MARKET = Market()
OPEN_LEVEL = 1.0  # sd of a level that the evidence alone is to fix: a reference may be any kind of figure
SPREAD = 8.0  # bids that the field's spread counts as against a rival's own


def with_correlation(market: Market, correlation: float) -> Market:
    """Return the market with another intraclass correlation at the same total spread."""
    if not 0 <= correlation < 1:
        raise ValueError(f"a correlation of {correlation} is not from 0 to below 1")
    total = market.common_sd**2 + market.own_sd**2 + market.habit_sd**2
    factor = math.sqrt((1 - correlation) / (1 - market.correlation))
    common = math.sqrt(correlation * total)
    return replace(market, common_sd=common, own_sd=market.own_sd * factor, habit_sd=market.habit_sd * factor)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the market says of some rivals in one tender, job effect apart."""

    means: Array
    """Level and habit together."""
    covariance: Array
    """Of what is not known of them."""
    own: Array
    """Each rival's own sd."""


def outlook(market: Market, rivals: Sequence[str | None], years: float | None = None) -> Outlook:
    """Return what is known of rivals, None being one of whom nothing is known, at a time."""
    places = [market.rivals.index(each) if each in market.rivals else None for each in rivals]
    known = [(row, place) for row, place in enumerate(places) if place is not None]
    pick = np.zeros((len(rivals), 1 + len(market.rivals)))
    pick[:, 0] = 1
    own = np.full(len(rivals), market.own_sd)
    for row, place in known:
        pick[row, 1 + place] = 1
        own[row] = _predictive(market, place)
    strangers = np.array([0.0 if place is not None else market.habit_sd**2 for place in places])
    covariance = pick @ covariance_of(market) @ pick.T + _drifted(market, years) + np.diag(strangers)
    habits = market.habits if market.habits is not None else np.zeros(len(market.rivals))
    return Outlook(market.level + pick[:, 1:] @ habits, covariance, own)


def _predictive(market: Market, place: int) -> float:
    """Return the sd of a known rival's next bid: that of Student's t, with the bids its own sd rests on."""
    if market.own is None or market.seen is None:
        return market.own_sd
    free = SPREAD + market.seen[place]
    return float(market.own[place]) * math.sqrt(free / (free - 2))


def covariance_of(market: Market) -> Array:
    """Return the covariance of the level and the habits, in this order."""
    if market.covariance is not None:
        return market.covariance.copy()
    habits = np.full(len(market.rivals), market.habit_sd**2)
    return np.diag(np.concatenate(([market.level_sd**2], habits)))


def _drifted(market: Market, years: float | None) -> float:
    if years is None or market.years is None:
        return 0.0
    return market.drift**2 * max(0.0, years - market.years)

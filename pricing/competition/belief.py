"""What bids say of levels, job effects and habits once the spreads are fixed: one Gaussian model, solved exactly.

The latent values are the level at each knot of time, then each rival's habit; each tender's job effect is integrated
out, since given those it depends on its own tender's bids alone (a Schur complement of the precision matrix).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pricing.competition.evidence import Array, Guess, Numbers, Observation, numbered
from pricing.competition.market import Market, covariance_of

KNOT = 0.25  # years between two knots of the level


@dataclass(frozen=True, slots=True)
class Spreads:
    """Variances of everything that varies."""

    common: float
    habit: float
    drift: float
    field: float
    """Of the own part of a bid, over all rivals."""
    own: Array
    """The same for each rival."""


@dataclass(frozen=True, slots=True)
class Belief:
    """Means and variances, given the bids and the spreads."""

    latent: Array
    covariance: Array
    job: Array
    job_variance: Array
    own: Array
    """What is left of each bid."""
    own_variance: Array


class Data:
    """Bids and guesses as arrays, and the knot, rival and tender that each belongs to."""

    def __init__(
        self,
        market: Market,
        bids: Sequence[Observation],
        guesses: Sequence[Guess],
        guess_weight: float,
        at: float | None = None,
    ) -> None:
        names = [*market.rivals, *(bid.rival for bid in bids), *(guess.rival for guess in guesses)]
        self.rivals, everyone = numbered(names)
        self.known = len(market.rivals)
        self.rival = everyone[self.known : self.known + len(bids)]
        self.guess_rival = everyone[self.known + len(bids) :]
        tenders, self.tender = numbered([bid.tender for bid in bids])
        self.tenders = len(tenders)
        self.ratio = np.array([bid.ratio for bid in bids], dtype=np.float64)
        self.above = np.array([bid.above for bid in bids], dtype=bool)
        self.guess = np.array([guess.mean for guess in guesses], dtype=np.float64)
        self.guess_variance = np.array([guess.variance for guess in guesses], dtype=np.float64)
        self.guess_weight = guess_weight
        self._timed(market, [bid.years for bid in bids], at)

    def _timed(self, market: Market, when: list[float], at: float | None) -> None:
        ends = [each for each in (*when, at, market.years) if each is not None]
        self.last = max(ends, default=None)
        first = min(when, default=self.last) or 0.0
        self.waited = max(0.0, first - market.years) if market.years is not None else 0.0
        self.knot = np.floor((np.array(when, dtype=np.float64) - first) / KNOT).astype(np.intp)
        self.knots = int(((self.last or 0.0) - first) / KNOT) + 1
        self.size = self.knots + len(self.rivals)
        self.habit = self.knots + self.rival
        self.guess_habit = self.knots + self.guess_rival

    def per_rival(self, bids: Array, guesses: Array) -> Array:
        """Return the sum over each rival's bids and guesses."""
        return sums(self.rival, bids, len(self.rivals)) + sums(self.guess_rival, guesses, len(self.rivals))


def believed(market: Market, data: Data, spreads: Spreads, bids: Array) -> Belief:
    """Return what the bids and guesses say of every latent value."""
    weight = 1 / spreads.own[data.rival]
    jobs = sums(data.tender, weight, data.tenders) + 1 / spreads.common
    pulls = sums(data.tender, weight * bids, data.tenders)
    shares = np.zeros((data.tenders, data.size))
    np.add.at(shares, (data.tender, data.knot), weight)
    np.add.at(shares, (data.tender, data.habit), weight)
    precision, pulled = _prior(market, data, spreads)
    _observe(precision, pulled, (np.full(len(data.guess), data.knots - 1), data.guess_habit), _guessed(data, spreads))
    _observe(precision, pulled, (data.knot, data.habit), (weight, bids))
    precision -= shares.T @ (shares / jobs[:, None])
    pulled -= shares.T @ (pulls / jobs)
    covariance = np.asarray(np.linalg.inv(precision), dtype=np.float64)
    return _settled(data, bids, covariance, pulled, (pulls, jobs, shares / jobs[:, None]))


def _settled(data: Data, bids: Array, covariance: Array, pulled: Array, tenders: tuple[Array, Array, Array]) -> Belief:
    pulls, jobs, shares = tenders
    latent = covariance @ pulled
    job = pulls / jobs - shares @ latent
    spread = np.asarray(shares @ covariance, dtype=np.float64)
    within = (spread * shares).sum(axis=1)
    knot, habit, tender = data.knot, data.habit, data.tender
    own = covariance[knot, knot] + covariance[habit, habit] + 2 * covariance[knot, habit] + within[tender]
    own -= 2 * (spread[tender, knot] + spread[tender, habit])
    rest = bids - latent[knot] - latent[habit] - job[tender]
    return Belief(latent, covariance, job, 1 / jobs + within, rest, own + 1 / jobs[tender])


def _guessed(data: Data, spreads: Spreads) -> tuple[Array, Array]:
    return data.guess_weight / (spreads.common + spreads.own[data.guess_rival]), data.guess


def _observe(precision: Array, pulled: Array, places: tuple[Numbers, Numbers], seen: tuple[Array, Array]) -> None:
    """Enter observations of the sum of two latent values, each with its weight."""
    weight, values = seen
    for one in places:
        np.add.at(pulled, one, weight * values)
        for other in places:
            np.add.at(precision, (one, other), weight)


def _prior(market: Market, data: Data, spreads: Spreads) -> tuple[Array, Array]:
    """Return precision, and precision times mean, of the levels, which walk at random, and of the habits."""
    precision, pulled = np.zeros((data.size, data.size)), np.zeros(data.size)
    known = np.concatenate(([0], data.knots + np.arange(data.known))).astype(np.intp)
    covariance = covariance_of(market)
    covariance[0, 0] += spreads.drift * data.waited
    precision[np.ix_(known, known)] = np.linalg.inv(covariance)
    means = np.concatenate(([market.level], market.habits if market.habits is not None else np.zeros(data.known)))
    pulled[known] = precision[np.ix_(known, known)] @ means
    steps = np.diff(np.eye(data.knots), axis=0)
    precision[: data.knots, : data.knots] += steps.T @ steps / (spreads.drift * KNOT)
    new = np.arange(data.knots + data.known, data.size)
    precision[new, new] += 1 / spreads.habit
    return precision, pulled


def sums(places: Numbers, values: Array, size: int) -> Array:
    """Return the sum of values at each place."""
    return np.asarray(np.bincount(places, weights=values, minlength=size), dtype=np.float64)

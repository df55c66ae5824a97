"""Learn a market from bids and guesses by expectation-maximisation.

Every variance starts from the market given and counts as `weight` observations (a scaled inverse chi-squared prior);
a rival's own variance is pooled with the field's as `SPREAD` bids. A bid known only as above another one enters with
its mean and variance beyond that bound, given what all else says of it (a Tobit model, by mean field).
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pricing.competition.belief import KNOT, Belief, Data, Spreads, believed
from pricing.competition.evidence import Array, Guess, Observation
from pricing.competition.market import SPREAD, Market
from pricing.competition.normal import above

ROUNDS = 300
SETTLED = 1e-3  # relative change of every variance
GUESS = 8.0  # past bids that a guess counts as


def learned(
    market: Market,
    bids: Sequence[Observation],
    guesses: Sequence[Guess] = (),
    guess_weight: float = GUESS,
    at: float | None = None,
    rounds: int = ROUNDS,
) -> Market:
    """Return the market as it is after bids, and guesses on a tender at a time (in years).

    One round brings a market up to date by a few bids, which hardly move its spreads.
    """
    if not bids and not guesses:
        return market
    data = Data(market, bids, guesses, guess_weight, at)
    spreads = _start(market, data)
    filled = data.ratio + np.where(data.above, market.own_sd, 0.0), np.zeros(len(data.ratio))
    for _ in range(rounds):
        belief = believed(market, data, spreads, filled[0])
        before, spreads = spreads, _maximised(market, data, belief, filled[1])
        filled = _filled(data, before, belief, filled[0])
        if _change(before, spreads) < SETTLED:
            break
    return _after(market, data, spreads, believed(market, data, spreads, filled[0]))


def _start(market: Market, data: Data) -> Spreads:
    own = market.own_sd**2
    nothing = np.zeros(len(data.rivals))
    each = _own(market, data, own, nothing, nothing)
    return Spreads(market.common_sd**2, market.habit_sd**2, market.drift**2, own, each)


def _maximised(market: Market, data: Data, belief: Belief, hidden: Array) -> Spreads:
    """Return the most likely spreads; a guess's variance is split between the job and the rival as bids' are."""
    guessed = data.guess_weight * data.guess_variance
    jobs = (belief.job**2 + belief.job_variance).sum() + market.correlation * guessed.sum()
    squares = data.per_rival(belief.own**2 + belief.own_variance + hidden, (1 - market.correlation) * guessed)
    count = _counts(data)
    field = _pooled(market, market.own_sd, squares.sum(), count.sum())
    new = slice(data.knots + data.known, None)
    habits = (belief.latent**2 + belief.covariance.diagonal())[new]
    moved = np.diff(belief.latent[: data.knots]) ** 2 + _steps(belief.covariance[: data.knots, : data.knots])
    return Spreads(
        common=_pooled(market, market.common_sd, jobs, data.tenders + data.guess_weight * len(data.guess)),
        habit=_pooled(market, market.habit_sd, habits.sum(), len(habits)),
        drift=_pooled(market, market.drift, moved.sum() / KNOT, len(moved)),
        field=field,
        own=_own(market, data, field, squares, count),
    )


def _pooled(market: Market, sd: float, squares: float, count: float) -> float:
    return float((market.weight * sd**2 + squares) / (market.weight + count))


def _counts(data: Data) -> Array:
    return data.per_rival(np.ones(len(data.ratio)), np.full(len(data.guess), data.guess_weight))


def _own(market: Market, data: Data, field: float, squares: Array, count: Array) -> Array:
    """Return each rival's own variance, pooled with the field's or with what was known of it before."""
    target, weight = np.full(len(data.rivals), field), SPREAD + _seen(market, data)
    if market.own is not None:
        target[: data.known] = market.own**2
    return np.asarray((weight * target + squares) / (weight + count), dtype=np.float64)


def _seen(market: Market, data: Data) -> Array:
    seen = np.zeros(len(data.rivals))
    if market.seen is not None:
        seen[: data.known] = market.seen
    return seen


def _steps(covariance: Array) -> Array:
    """Return the variance of each step from one knot to the next."""
    variance, between = covariance.diagonal(), covariance.diagonal(1)
    return np.asarray(variance[1:] + variance[:-1] - 2 * between, dtype=np.float64)


def _filled(data: Data, spreads: Spreads, belief: Belief, bids: Array) -> tuple[Array, Array]:
    """Return each bid's mean and variance: as stated, or beyond the bound that it is known to lie above."""
    sd = np.sqrt(spreads.own[data.rival])
    expected = bids - belief.own
    mean, variance = above((data.ratio - expected) / sd)
    return np.where(data.above, expected + sd * mean, data.ratio), np.where(data.above, sd**2 * variance, 0.0)


def _change(before: Spreads, after: Spreads) -> float:
    one, other = (
        np.concatenate(([each.common, each.habit, each.drift, each.field], each.own)) for each in (before, after)
    )
    return float(np.max(np.abs(other / one - 1)))


def _after(market: Market, data: Data, spreads: Spreads, belief: Belief) -> Market:
    kept = np.arange(data.knots - 1, data.size)
    return replace(
        market,
        level=float(belief.latent[data.knots - 1]),
        level_sd=math.sqrt(belief.covariance[data.knots - 1, data.knots - 1]),
        common_sd=math.sqrt(spreads.common),
        own_sd=math.sqrt(spreads.field),
        habit_sd=math.sqrt(spreads.habit),
        drift=math.sqrt(spreads.drift),
        years=data.last,
        weight=market.weight + len(data.ratio) + data.guess_weight * len(data.guess),
        rivals=tuple(data.rivals),
        habits=belief.latent[data.knots :],
        own=np.sqrt(spreads.own),
        seen=_seen(market, data) + _counts(data),
        covariance=belief.covariance[np.ix_(kept, kept)],
    )

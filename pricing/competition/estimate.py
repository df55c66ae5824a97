"""Learn a market from bids and guesses by expectation-maximisation.

Every standard deviation starts from the market given and counts as `weight` observations (a scaled inverse chi-squared
prior); levels, job effects and habits are integrated out exactly, job effects by a Schur complement. A bid known only
as above another enters with its mean and variance beyond that bound (Tobit), given what the other bids say.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pricing.competition.evidence import Array, Guess, Numbers, Observation, numbered
from pricing.competition.market import Market
from pricing.competition.normal import above

KNOT = 0.25  # years between two knots of the level
ROUNDS = 300
SETTLED = 1e-4  # relative change of every variance
GUESS = 8.0  # past bids that a guess counts as
SPREAD = 8.0  # bids that the field's own spread counts as against a rival's


def learned(
    market: Market, bids: Sequence[Observation], guesses: Sequence[Guess] = (), guess_weight: float = GUESS
) -> Market:
    """Return the market as it is after bids and guesses; guesses are on a tender at the latest date."""
    if not bids and not guesses:
        return market
    data = _Data(market, bids, guesses, guess_weight)
    state = _start(market, data)
    for _ in range(ROUNDS):
        belief = _believed(market, data, state)
        following = _maximised(market, data, state, belief)
        change = np.max(np.abs(following.variances / state.variances - 1))
        state = replace(following, filled=_filled(data, state, belief))
        if change < SETTLED:
            break
    return _market(market, data, state, _believed(market, data, state))


class _Data:
    """Bids and guesses as arrays, and which level, rival and tender each belongs to."""

    def __init__(self, market: Market, bids: Sequence[Observation], guesses: Sequence[Guess], weight: float) -> None:
        self.rivals, everyone = numbered([bid.rival for bid in bids] + [guess.rival for guess in guesses])
        self.rival, self.guess_rival = everyone[: len(bids)], everyone[len(bids) :]
        tenders, self.tender = numbered([bid.tender for bid in bids])
        self.tenders = len(tenders)
        self.ratio = np.array([bid.ratio for bid in bids])
        self.above = np.array([bid.above for bid in bids], dtype=bool)
        self.guess = np.array([guess.mean for guess in guesses])
        self.guess_variance = np.array([guess.variance for guess in guesses])
        self.guess_weight = weight
        when = np.array([bid.years for bid in bids])
        self.first = float(when.min()) if bids else market.years
        self.last = float(when.max()) if bids else market.years
        knot = np.floor((when - (self.first or 0.0)) / KNOT).astype(np.intp)
        self.knots = int(knot.max()) + 1 if bids else 1
        self.design = np.zeros((len(bids), self.knots + len(self.rivals)))
        rows = np.arange(len(bids))
        self.design[rows, knot] = 1
        self.design[rows, self.knots + self.rival] = 1
        self.guess_design = np.zeros((len(guesses), self.knots + len(self.rivals)))
        self.guess_design[:, self.knots - 1] = 1
        self.guess_design[np.arange(len(guesses)), self.knots + self.guess_rival] = 1

    def per_tender(self, values: Array) -> Array:
        """Return the sum of values, one per bid, in each tender."""
        return _sums(self.tender, values, self.tenders)

    def per_rival(self, values: Array) -> Array:
        """Return the sum of values, one per bid, of each rival."""
        return _sums(self.rival, values, len(self.rivals))


@dataclass(frozen=True, slots=True)
class _State:
    common: float
    habit: float
    drift: float
    field: float
    own: Array
    filled: tuple[Array, Array]
    """Mean and variance of each bid, given the bound where it is known only as above one."""

    @property
    def variances(self) -> Array:
        return np.concatenate(([self.common, self.habit, self.drift, self.field], self.own))


@dataclass(frozen=True, slots=True)
class _Belief:
    """Mean and covariance of levels and habits; of each bid's own part and each tender's job effect."""

    mean: Array
    covariance: Array
    own: tuple[Array, Array]
    job: tuple[Array, Array]


def _start(market: Market, data: _Data) -> _State:
    own = market.own_sd**2
    return _State(
        common=market.common_sd**2,
        habit=market.habit_sd**2,
        drift=market.drift**2,
        field=own,
        own=np.full(len(data.rivals), own),
        filled=(data.ratio + np.where(data.above, market.own_sd, 0.0), np.zeros(len(data.ratio))),
    )


def _believed(market: Market, data: _Data, state: _State) -> _Belief:
    weight = 1 / state.own[data.rival]
    jobs = data.per_tender(weight) + 1 / state.common
    gathered = np.zeros((data.tenders, data.design.shape[1]))
    np.add.at(gathered, data.tender, weight[:, None] * data.design)
    bids = data.per_tender(weight * state.filled[0])
    precision, pulled = _prior(market, data, state)
    guessed = data.guess_weight / (state.common + state.own[data.guess_rival])
    precision += data.guess_design.T @ (guessed[:, None] * data.guess_design)
    pulled += data.guess_design.T @ (guessed * data.guess)
    precision += data.design.T @ (weight[:, None] * data.design) - gathered.T @ (gathered / jobs[:, None])
    pulled += data.design.T @ (weight * state.filled[0]) - gathered.T @ (bids / jobs)
    covariance = np.linalg.inv(precision)
    mean = covariance @ pulled
    shares = gathered / jobs[:, None]
    job = bids / jobs - shares @ mean, 1 / jobs + _quadratic(shares, covariance)
    apart = data.design - shares[data.tender]
    own = state.filled[0] - data.design @ mean - job[0][data.tender]
    return _Belief(mean, covariance, (own, 1 / jobs[data.tender] + _quadratic(apart, covariance)), job)


def _prior(market: Market, data: _Data, state: _State) -> tuple[Array, Array]:
    """Return precision and precision times mean of the levels, a random walk, and of the habits."""
    size = data.knots + len(data.rivals)
    precision, pulled = np.zeros((size, size)), np.zeros(size)
    precision[0, 0] = 1 / market.level_sd**2
    pulled[0] = market.level / market.level_sd**2
    step = 1 / (state.drift * KNOT)
    for knot in range(1, data.knots):
        precision[knot - 1 : knot + 1, knot - 1 : knot + 1] += step * np.array([[1, -1], [-1, 1]])
    habits = np.arange(data.knots, size)
    precision[habits, habits] += 1 / state.habit
    return precision, pulled


def _maximised(market: Market, data: _Data, state: _State, belief: _Belief) -> _State:
    common_share = market.correlation
    counted = np.full(len(data.guess), data.guess_weight)
    squares = data.per_rival(belief.own[0] ** 2 + belief.own[1] + state.filled[1])
    guessed = data.guess_weight * data.guess_variance
    squares += _sums(data.guess_rival, (1 - common_share) * guessed, len(data.rivals))
    count = data.per_rival(np.ones(len(data.ratio))) + _sums(data.guess_rival, counted, len(data.rivals))
    field = _pooled(market, market.own_sd, float(squares.sum()), float(count.sum()))
    jobs = float((belief.job[0] ** 2 + belief.job[1]).sum() + common_share * guessed.sum())
    habits = (belief.mean**2 + belief.covariance.diagonal())[data.knots :]
    steps = np.diff(np.eye(data.knots), axis=0)
    moved = (steps @ belief.mean[: data.knots]) ** 2
    moved += _quadratic(steps, belief.covariance[: data.knots, : data.knots])
    return replace(
        state,
        common=_pooled(market, market.common_sd, jobs, data.tenders + float(counted.sum())),
        habit=_pooled(market, market.habit_sd, float(habits.sum()), len(data.rivals)),
        drift=_pooled(market, market.drift, float(moved.sum()) / KNOT, data.knots - 1),
        field=field,
        own=(SPREAD * field + squares) / (SPREAD + count),
    )


def _pooled(market: Market, sd: float, squares: float, count: float) -> float:
    return (market.weight * sd**2 + squares) / (market.weight + count)


def _filled(data: _Data, state: _State, belief: _Belief) -> tuple[Array, Array]:
    """Return each bid's mean and variance; those above a bound are moved beyond it."""
    sd = np.sqrt(state.own[data.rival])
    expected = state.filled[0] - belief.own[0]
    shift, share = above((data.ratio - expected) / sd)
    mean = np.where(data.above, expected + sd * shift, data.ratio)
    return mean, np.where(data.above, sd**2 * share, 0.0)


def _market(market: Market, data: _Data, state: _State, belief: _Belief) -> Market:
    kept = np.arange(data.knots - 1, data.knots + len(data.rivals))
    count = data.per_rival(np.ones(len(data.ratio))) + _sums(
        data.guess_rival, np.full(len(data.guess), data.guess_weight), len(data.rivals)
    )
    free = SPREAD + count
    return replace(
        market,
        level=float(belief.mean[data.knots - 1]),
        level_sd=math.sqrt(belief.covariance[data.knots - 1, data.knots - 1]),
        common_sd=math.sqrt(state.common),
        own_sd=math.sqrt(state.field),
        habit_sd=math.sqrt(state.habit),
        drift=math.sqrt(state.drift),
        years=data.last,
        weight=market.weight + len(data.ratio) + data.guess_weight * len(data.guess),
        rivals=tuple(data.rivals),
        habits=belief.mean[data.knots :],
        own=np.sqrt(state.own * free / (free - 2)),
        covariance=belief.covariance[np.ix_(kept, kept)],
    )


def _sums(places: Numbers, values: Array, size: int) -> Array:
    return np.bincount(places, weights=values, minlength=size).astype(np.float64)


def _quadratic(rows: Array, covariance: Array) -> Array:
    return np.einsum("ij,jk,ik->i", rows, covariance, rows, optimize=True)

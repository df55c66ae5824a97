"""How stated chances fared: Brier score, log-loss, reliability; intervals by resampling whole tenders."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from pricing.competition.evidence import Array
from pricing.history.forecast import Forecast

RESAMPLES = 2000
BINS = 8
LEVEL = 0.95
_NEWTON = 15


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured figure with its interval; not a number where the forecasts do not fix it."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of about the same chance: how many, what they stated, how often they came about."""

    bids: int
    stated: float
    observed: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How forecasts fared, and how 1/n did on the same bids."""

    bids: int
    tenders: int
    brier: Figure
    log_loss: Figure
    brier_gain: Figure
    """Brier score of 1/n less ours: above zero is better than 1/n."""
    log_loss_gain: Figure
    stated: float
    """Mean stated chance."""
    observed: float
    """Share of the bids that won."""
    ratio: Figure
    """Mean stated chance over the share that won: the winners stated per tender."""
    slope: Figure
    """Of what came about on the stated chance, by least squares; 1 is reliable, below 1 too bold."""
    log_odds_slope: Figure
    """Of the log-odds of what came about on the stated log-odds (Cox)."""
    bins: tuple[Bin, ...]


def calibration(foretold: Sequence[Forecast], seed: int = 1, resamples: int = RESAMPLES) -> Calibration:
    """Compare forecasts with what came about."""
    chance = np.clip([each.chance for each in foretold], 1e-9, 1 - 1e-9)
    won = np.array([each.won for each in foretold])
    even = 1 / np.array([each.bidders for each in foretold], dtype=np.float64)
    tenders, place = np.unique([each.tender for each in foretold], return_inverse=True)
    rng = np.random.Generator(np.random.PCG64(seed))
    counts = rng.multinomial(len(tenders), np.full(len(tenders), 1 / len(tenders)), size=resamples)
    weights = np.vstack([np.ones(len(won)), counts[:, place]])

    def figure(of: Callable[[Array], Array]) -> Figure:
        with np.errstate(divide="ignore", invalid="ignore"):  # a resample may hold no winner, or one chance alone
            values = of(weights)
        drawn = values[1:][np.isfinite(values[1:])]
        low, high = np.quantile(drawn, ((1 - LEVEL) / 2, (1 + LEVEL) / 2)) if len(drawn) else (np.nan, np.nan)
        return Figure(float(values[0]), float(low), float(high))

    def mean(values: Array) -> Callable[[Array], Array]:
        return lambda rows: np.asarray(rows @ values / rows.sum(axis=1), dtype=np.float64)

    brier, log_loss = (chance - won) ** 2, _log_loss(chance, won)
    return Calibration(
        bids=len(won),
        tenders=len(tenders),
        brier=figure(mean(brier)),
        log_loss=figure(mean(log_loss)),
        brier_gain=figure(mean((even - won) ** 2 - brier)),
        log_loss_gain=figure(mean(_log_loss(even, won) - log_loss)),
        stated=float(chance.mean()),
        observed=float(won.mean()),
        ratio=figure(lambda rows: np.asarray(rows @ chance / (rows @ won), dtype=np.float64)),
        slope=figure(lambda rows: _slope(rows, chance, won)),
        log_odds_slope=figure(lambda rows: _log_odds_slope(rows, np.log(chance / (1 - chance)), won)),
        bins=_bins(chance, won),
    )


def _log_loss(chance: Array, won: Array) -> Array:
    return np.asarray(-(won * np.log(chance) + (1 - won) * np.log1p(-chance)), dtype=np.float64)


def _slope(rows: Array, chance: Array, won: Array) -> Array:
    total = rows.sum(axis=1)
    stated, came = rows @ chance / total, rows @ won / total
    return np.asarray((rows @ (chance * won) / total - stated * came) / (rows @ chance**2 / total - stated**2))


def _log_odds_slope(rows: Array, stated: Array, won: Array) -> Array:
    """Fit intercept and slope by Newton's method, from 1/2 for every bid, to every row of weights at once."""
    intercept, slope = np.zeros(len(rows)), np.zeros(len(rows))
    for _ in range(_NEWTON):
        fit = 1 / (1 + np.exp(-np.clip(intercept[:, None] + slope[:, None] * stated, -30, 30)))
        off, curve = rows * (won - fit), rows * fit * (1 - fit)
        g0, g1 = off.sum(axis=1), off @ stated
        h00, h01, h11 = curve.sum(axis=1), curve @ stated, curve @ stated**2
        det = h00 * h11 - h01**2
        intercept += (h11 * g0 - h01 * g1) / det
        slope += (h00 * g1 - h01 * g0) / det
    return slope


def _bins(chance: Array, won: Array) -> tuple[Bin, ...]:
    """Return bins of about as many forecasts each, from the lowest chances to the highest."""
    order = np.argsort(chance, kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    return tuple(Bin(len(part), float(chance[part].mean()), float(won[part].mean())) for part in parts)

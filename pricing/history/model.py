"""What past tenders teach: a market, and how far the chances that follow from it can be trusted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import numpy as np

from pricing.competition.estimate import learned
from pricing.competition.evidence import Array
from pricing.competition.market import MARKET, OPEN_LEVEL, Market
from pricing.history.forecast import Forecast, forecasts, observed
from pricing.history.read import PastTender

FOLDS = tuple(tenth / 10 for tenth in range(2, 11))  # a fifth to start from, then tenth by tenth
_DOUBT = 1.0  # sd of the confidence around 1 before anything is known, which keeps short histories from the edges

UNMEASURED = replace(MARKET, level_sd=OPEN_LEVEL)

Learn = Callable[[Sequence[PastTender]], Market]


@dataclass(frozen=True, slots=True)
class Model:
    """A market and the confidence that its chances deserve."""

    market: Market
    confidence: float
    """What the log-odds against 1/n are multiplied by; 1 leaves a chance as it is, 0 makes it 1/n."""
    tenders: int
    bids: int

    def forecasts(self, tenders: Sequence[PastTender]) -> tuple[Forecast, ...]:
        """Return a calibrated forecast for every bid of the contested tenders."""
        return trusted(forecasts(tenders, self.market), self.confidence)

    def kept_up(self, tenders: Sequence[PastTender]) -> tuple[Forecast, ...]:
        """Return the same, with the market brought up to date by the tenders let on earlier days."""
        found: list[Forecast] = []
        market, place = self.market, 0
        for _, group in groupby(tenders, key=lambda tender: tender.date):
            let = tuple(group)
            found += (replace(each, tender=place + each.tender) for each in forecasts(let, market))
            market, place = learned(market, observed(let), rounds=1), place + len(let)
        return trusted(found, self.confidence)


def fitted(tenders: Sequence[PastTender], market: Market = UNMEASURED) -> Model:
    """Learn from past tenders, in the order in which they were let; those with one bid or no estimate teach nothing."""
    contested = [tender for tender in tenders if tender.contested]

    def learn(known: Sequence[PastTender]) -> Market:
        return learned(market, observed(known))

    foretold = ahead(contested, learn)
    bids = sum(len(tender.bids) for tender in contested)
    return Model(learn(contested), confidence_in(foretold), len(contested), bids)


def ahead(tenders: Sequence[PastTender], learn: Learn) -> tuple[Forecast, ...]:
    """Return forecasts of later tenders from earlier ones alone, in time-ordered folds."""
    found: list[Forecast] = []
    for start, end in folds(len(tenders)):
        market = learn(tenders[:start])
        found += (replace(each, tender=start + each.tender) for each in forecasts(tenders[start:end], market))
    return tuple(found)


def folds(tenders: int) -> tuple[tuple[int, int], ...]:
    """Return first and last place of each part that is foretold from what lies before it."""
    return tuple(pairwise(int(tenders * share) for share in FOLDS))


def confidence_in(foretold: Sequence[Forecast]) -> float:
    """Return the multiplier of the log-odds against 1/n that suits forecasts best, 1 where there are none.

    It only draws towards 1/n: a short history must not make chances bolder than the model itself does.
    """
    base, lead, won = _log_odds(foretold)
    confidence = 1.0
    for _ in range(50):
        chance = _chance(base + confidence * lead)
        slope = (lead * (won - chance)).sum() - (confidence - 1) / _DOUBT**2
        step = slope / ((lead**2 * chance * (1 - chance)).sum() + 1 / _DOUBT**2)
        confidence += step
        if abs(step) < 1e-10:
            break
    return float(np.clip(confidence, 0.0, 1.0))


def trusted(foretold: Sequence[Forecast], confidence: float) -> tuple[Forecast, ...]:
    """Return forecasts drawn towards 1/n as far as the confidence says."""
    base, lead, _ = _log_odds(foretold)
    chances = _chance(base + confidence * lead)
    return tuple(replace(each, chance=float(chance)) for each, chance in zip(foretold, chances, strict=True))


def _log_odds(foretold: Sequence[Forecast]) -> tuple[Array, Array, Array]:
    """Return the log-odds of 1/n, what a forecast adds to them, and what came about."""
    chance = np.clip([each.chance for each in foretold], 1e-12, 1 - 1e-12)
    base = -np.log(np.array([each.bidders for each in foretold]) - 1.0)
    return base, np.log(chance / (1 - chance)) - base, np.array([each.won for each in foretold])


def _chance(log_odds: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-log_odds)), dtype=np.float64)

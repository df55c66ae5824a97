"""Evidence on rivals' prices as arrays of log-ratios, from what a record states or from past tenders."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from pricing.competition.model import PriceGuess, QualityGuess, RivalBid

Array = NDArray[np.float64]
Numbers = NDArray[np.intp]
P90 = 1.2815515655446004  # of the standard normal
DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Observation:
    """One bid: log(bid / reference), or the log-ratio that it is known to lie above."""

    tender: str
    rival: str
    years: float
    ratio: float
    above: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """A judgement on one rival in this tender: the mean and variance of its log-ratio."""

    rival: str
    mean: float
    variance: float


def guess_of(rival: str, guess: PriceGuess, reference: Decimal) -> Guess:
    """Return the log-ratio that three points mean, read as P10, P50 and P90.

    Mean of the logs by Swanson's rule, 0.3 P10 + 0.4 P50 + 0.3 P90; sd = (log P90 - log P10) / (2 x 1.2816).
    """
    if not guess.low <= guess.likely <= guess.high:
        raise ValueError(f"the prices {guess.low}, {guess.likely}, {guess.high} of {rival} do not rise")
    points = [math.log(each / reference) for each in (guess.low, guess.likely, guess.high)]
    sd = (points[2] - points[0]) / (2 * P90)
    return Guess(rival, math.fsum(w * p for w, p in zip((0.3, 0.4, 0.3), points, strict=True)), sd * sd)


def quality_of(guess: QualityGuess | None) -> tuple[float, float]:
    """Return mean and sd of a rival's quality points, not a number where nothing was stated."""
    if guess is None:
        return math.nan, math.nan
    low, likely, high = (
        float(guess.likely if each is None else each) for each in (guess.low, guess.likely, guess.high)
    )
    return 0.3 * low + 0.4 * likely + 0.3 * high, (high - low) / (2 * P90)


def observations(rivals: Iterable[RivalBid]) -> tuple[Observation, ...]:
    """Return the earlier bids of rivals; a bid without a date counts as one of the latest."""
    bids = [(rival.rival, bid) for rival in rivals for bid in rival.history]
    latest = max((bid.date for _, bid in bids if bid.date), default=date(2000, 1, 1))
    found = []
    for rival, bid in bids:
        amount = bid.above if bid.price is None else bid.price
        if amount is None:
            raise ValueError(f"the bid of {rival} in {bid.tender} has neither `price` nor `above`")
        ratio = math.log(amount / bid.reference)
        found.append(Observation(bid.tender, rival, years(bid.date or latest), ratio, bid.price is None))
    return tuple(found)


def years(day: date) -> float:
    """Return a day as years, for the drift of the level."""
    return day.toordinal() / DAYS


def numbered(names: Sequence[str]) -> tuple[list[str], Numbers]:
    """Return the different names in order of appearance, and the number of each."""
    order = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return list(order), np.array([order[name] for name in names], dtype=np.intp)

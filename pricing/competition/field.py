"""The rivals of one tender: what each is expected to bid, with everything that is not known of it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import compress

import numpy as np

from pricing.competition.estimate import GUESS, learned
from pricing.competition.evidence import Array, guess_of, observations, quality_of, years
from pricing.competition.market import MARKET, OPEN_LEVEL, Market, outlook
from pricing.competition.model import RivalBid


@dataclass(frozen=True, slots=True)
class Field:
    """Rivals' bids in money: log price = log_median + common_sd x (the job) + own_sd x (each rival's own)."""

    log_median: Array
    """Log of each rival's median price in money."""
    own_sd: Array
    """Each rival's own predictive sd of the log price."""
    common_sd: float
    """Of what moves all rivals' log prices together in this tender."""
    bids: Array
    """How likely each takes part, 0 to 1."""
    quality_mean: Array
    """Expected quality points; not a number where nothing was stated."""
    quality_sd: Array
    """Their sd; not a number where nothing was stated."""
    rivals: tuple[str, ...] = ()
    """Their ids, in the same order."""

    @property
    def spread(self) -> Array:
        """Return the sd of each rival's log price altogether."""
        return np.hypot(self.own_sd, self.common_sd)


def field(
    rivals: Sequence[RivalBid],
    reference: Decimal,
    market: Market = MARKET,
    guess_weight: float = GUESS,
    on: date | None = None,
) -> Field:
    """Return the field of a tender from guesses, earlier bids and the market, each rival pulled towards the others.

    `reference` is what this job's bids are compared with, of the same kind as in the earlier bids: the engineer's
    estimate, the budget or our own cost. A rival of whom nothing is known gets the market's level.
    """
    at = years(on) if on else None
    known = _learned(rivals, reference, market, guess_weight, at)
    quality = np.array([quality_of(each.quality) for each in rivals]).reshape(-1, 2)
    return replace(
        expected(known, [each.rival for each in rivals], reference, at),
        bids=np.array([float(each.takes_part) / 100 for each in rivals]),
        quality_mean=quality[:, 0],
        quality_sd=quality[:, 1],
    )


def _learned(
    rivals: Sequence[RivalBid], reference: Decimal, market: Market, guess_weight: float, at: float | None
) -> Market:
    guesses = [guess_of(each.rival, each.price, reference) for each in rivals if each.price]
    bids = observations(rivals)
    if (guesses or bids) and market.years is None:
        market = replace(market, level_sd=OPEN_LEVEL)
    if guesses:
        # What is said of this very job weighs at least as much as the market's own spreads.
        market = replace(market, weight=min(market.weight, guess_weight))
    return learned(market, bids, guesses, guess_weight, at)


def expected(market: Market, rivals: Sequence[str | None], reference: Decimal, at: float | None = None) -> Field:
    """Return the field of named rivals, or of unknown ones (None), as a market foretells it."""
    said = outlook(market, rivals, at)
    shared = _shared(said.covariance)
    nothing = np.full(len(rivals), math.nan)
    return Field(
        log_median=said.means + math.log(reference),
        own_sd=np.sqrt(said.own**2 + said.covariance.diagonal() - shared),
        common_sd=math.hypot(market.common_sd, math.sqrt(shared)),
        bids=np.ones(len(rivals)),
        quality_mean=nothing,
        quality_sd=nothing,
        rivals=tuple(each or "" for each in rivals),
    )


def given(field: Field, bidder: int, price: Decimal | float) -> Field:
    """Return the field of the others once one bidder's price is known, which says something of the job they share.

    Use it with what a bidder asks as a rule, such as our cost at our usual margin. A price that is raised on purpose
    says nothing of the others, so it is not to be called anew for each price that is tried out.
    """
    common, own = field.common_sd**2, field.own_sd[bidder] ** 2
    gain = common / (common + own)
    moved = gain * (math.log(price) - field.log_median[bidder])
    others = np.arange(len(field.bids)) != bidder
    return Field(
        log_median=field.log_median[others] + moved,
        own_sd=field.own_sd[others],
        common_sd=field.common_sd * math.sqrt(1 - gain),
        bids=field.bids[others],
        quality_mean=field.quality_mean[others],
        quality_sd=field.quality_sd[others],
        rivals=tuple(compress(field.rivals, others)),
    )


def _shared(covariance: Array) -> float:
    """Return the part of what is not known that is common to all, as the mean of the covariances between rivals."""
    size = len(covariance)
    if size < 2:
        return 0.0
    between = (covariance.sum() - covariance.trace()) / (size * (size - 1))
    return float(np.clip(between, 0.0, covariance.diagonal().min()))

"""How likely a price is below every rival's: exactly, and as Friedman and Gates would have it.

Friedman (1956) multiplies the chances against each rival as if they were independent; Gates (1967) adds their odds
against us. With a job effect common to all, rivals are independent only once it is fixed, so the chance is Friedman's
product averaged over the job effect by the trapezoidal rule, which for such functions gains digits exponentially.
"""

import numpy as np

from pricing.competition.evidence import Array
from pricing.competition.field import Field
from pricing.competition.normal import below

FAR = 8.5  # standard deviations of the job effect, beyond which nothing that counts is left
WIDEST, FINEST = 0.4, 0.002  # steps of the job effect


def lowest(field: Field, prices: Array) -> Array:
    """Return the chance of each price to be the lowest bid."""
    job, weights = _nodes(field)
    logs = np.log(np.atleast_1d(prices))[:, None] - field.common_sd * job
    chance = np.ones_like(logs)
    for median, own, bids in zip(field.log_median, field.own_sd, field.bids, strict=True):
        chance *= 1 - bids * below((logs - median) / own)
    return np.asarray(chance @ weights, dtype=np.float64)


def friedman(field: Field, prices: Array) -> Array:
    """Return the product of the chances against each rival."""
    return np.asarray(against_each(field, prices).prod(axis=0), dtype=np.float64)


def gates(field: Field, prices: Array) -> Array:
    """Return 1 / (1 + the sum of the odds against us over the rivals)."""
    pairs = against_each(field, prices)
    with np.errstate(divide="ignore"):
        return np.asarray(1 / (1 + (1 / pairs - 1).sum(axis=0)), dtype=np.float64)


def against_each(field: Field, prices: Array) -> Array:
    """Return the chance of each price against each rival alone, rivals by prices."""
    scores = (np.log(np.atleast_1d(prices)) - field.log_median[:, None]) / field.spread[:, None]
    return np.asarray(1 - field.bids[:, None] * below(scores), dtype=np.float64)


def _nodes(field: Field) -> tuple[Array, Array]:
    """Return job effects and their weights, closer together where a rival's own spread is small beside the job's."""
    half = float(field.own_sd.min(initial=np.inf)) / 2
    wide = half >= WIDEST * field.common_sd
    step = WIDEST if wide else max(FINEST, half / field.common_sd)
    job = np.arange(-FAR, FAR + step, step)
    weights = np.exp(-(job**2) / 2)
    return job, weights / weights.sum()

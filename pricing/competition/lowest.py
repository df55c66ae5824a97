"""How likely a price is below every rival's: exactly, and as Friedman and Gates would have it.

Friedman (1956) multiplies the chances against each rival as if they were independent; Gates (1967) adds their odds
against us. With a job effect common to all, rivals are independent only once it is fixed, so the chance is Friedman's
product averaged over the job effect by Gauss-Hermite quadrature.
"""

from functools import cache

import numpy as np

from pricing.competition.evidence import Array
from pricing.competition.field import Field
from pricing.competition.normal import below

NODES = 64


def lowest(field: Field, prices: Array, nodes: int = NODES) -> Array:
    """Return the chance of each price to be the lowest bid."""
    job, weights = _hermite(nodes)
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


@cache
def _hermite(nodes: int) -> tuple[Array, Array]:
    job, weights = np.polynomial.hermite_e.hermegauss(nodes)
    return job, weights / weights.sum()

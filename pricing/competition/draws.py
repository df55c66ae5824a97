"""Drawn bids of a field."""

from dataclasses import dataclass

import numpy as np

from pricing.competition.evidence import Array
from pricing.competition.field import Field


@dataclass(frozen=True, slots=True)
class Draws:
    """Bids of all rivals, one column per draw."""

    common: Array
    """The job effect of each draw, standard normal."""
    prices: Array
    """Rivals by draws; infinite where a rival does not bid."""
    quality: Array
    """Rivals by draws; not a number where nothing is known of a rival's quality."""


def draw(field: Field, draws: int, rng: np.random.Generator) -> Draws:
    """Draw the rivals' bids so many times; price and quality of a rival are drawn apart from each other."""
    shape = (len(field.bids), draws)
    common = rng.standard_normal(draws)
    logs = field.own_sd[:, None] * rng.standard_normal(shape)
    logs += field.log_median[:, None] + field.common_sd * common
    prices = np.where(rng.random(shape) < field.bids[:, None], np.exp(logs), np.inf)
    quality = field.quality_mean[:, None] + field.quality_sd[:, None] * rng.standard_normal(shape)
    return Draws(common, prices, np.maximum(quality, 0.0))

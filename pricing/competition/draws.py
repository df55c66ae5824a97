"""Drawn bids of a field."""

from dataclasses import dataclass
from functools import lru_cache

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


@dataclass(frozen=True, slots=True)
class Luck:
    """What is drawn before anything is known of the field: standard normals, and numbers from 0 to 1."""

    common: Array
    own: Array
    taking_part: Array
    quality: Array


def draw(field: Field, draws: int, rng: np.random.Generator) -> Draws:
    """Draw the rivals' bids so many times; price and quality of a rival are drawn apart from each other."""
    return bids(field, luck(len(field.bids), draws, rng))


def luck(rivals: int, draws: int, rng: np.random.Generator) -> Luck:
    """Draw what decides the bids of so many rivals."""
    shape = (rivals, draws)
    common, own = rng.standard_normal(draws), rng.standard_normal(shape)
    return Luck(common, own, rng.random(shape), rng.standard_normal(shape))


@lru_cache(maxsize=2)
def seeded(rivals: int, draws: int, seed: int) -> Luck:
    """Return the luck of a seed: fields that are compared are drawn with the same one, which takes longest."""
    return luck(rivals, draws, np.random.Generator(np.random.PCG64(seed)))


def bids(field: Field, luck: Luck) -> Draws:
    """Return the bids of a field with this luck."""
    logs = field.own_sd[:, None] * luck.own
    logs += field.log_median[:, None] + field.common_sd * luck.common
    prices = np.where(luck.taking_part < field.bids[:, None], np.exp(logs), np.inf)
    quality = field.quality_mean[:, None] + field.quality_sd[:, None] * luck.quality
    return Draws(luck.common, prices, np.maximum(quality, 0.0))

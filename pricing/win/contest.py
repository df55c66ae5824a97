"""A tender as we see it from our side: the rule, the rivals, our own quality; how likely each price of ours wins."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pricing.competition.draws import Draws, draw
from pricing.competition.evidence import Array
from pricing.competition.field import Field
from pricing.competition.lowest import lowest
from pricing.evaluation.simulation import limits, merit, price_only, win_share
from pricing.evaluation.tender import Rule


@dataclass(frozen=True)
class Contest:
    """Who bids against us and how bids are scored; every price of ours is tried on the same drawn bids.

    Prices are excluding tax. With common random numbers, two prices differ by the price alone.
    """

    rule: Rule
    field: Field
    quality: float
    """Our own quality points."""
    seed: int
    size: int
    """How many draws."""

    @cached_property
    def exact(self) -> bool:
        """Whether the win chance is integrated rather than sampled: the lowest price decides, nothing else."""
        return price_only(self.rule)

    def wins(self, prices: Array) -> Array:
        """Return our share of the win at each price in each draw, prices by draws."""
        below = self.limits
        if below is None:
            return np.stack([win_share(self.rule, self._with(price), self._qualities) for price in prices])
        return np.asarray(self._admitted(prices)[:, None] * (prices[:, None] < below), dtype=np.float64)

    def chances(self, prices: Array) -> Array:
        """Return the win chance of each price."""
        if self.exact:
            return np.asarray(lowest(self.field, prices) * self._admitted(prices), dtype=np.float64)
        return np.asarray(self.wins(prices).mean(axis=1), dtype=np.float64)

    def ahead(self, price: float) -> Array:
        """Return how often we stand before each rival at a price, ties counting half and absent rivals as behind."""
        merits = merit(self.rule, self._with(price), self._qualities)
        return np.asarray(((merits[0] > merits[1:]) + 0.5 * (merits[0] == merits[1:])).mean(axis=1), dtype=np.float64)

    def changed(self, field: Field | None = None, quality: float | None = None) -> "Contest":
        """Return the contest with another field or quality, drawn with the same luck."""
        ours = self.quality if quality is None else quality
        return Contest(self.rule, self.field if field is None else field, ours, self.seed, self.size)

    def sized(self, size: int) -> "Contest":
        """Return the contest with so many draws."""
        return Contest(self.rule, self.field, self.quality, self.seed, size)

    @cached_property
    def draws(self) -> Draws:
        """The rivals' bids, drawn."""
        return draw(self.field, self.size, np.random.Generator(np.random.PCG64(self.seed)))

    @property
    def tax(self) -> float:
        """By what a price excluding tax is multiplied before it is compared."""
        added = self.rule.tax_basis == "including"
        return 1 + float(self.rule.tax_rate or 0) / 100 if added else 1.0

    @cached_property
    def rated(self) -> Array:
        """The rivals' quality; where nobody stated one, it counts as ours, so that the price decides against them."""
        return np.where(np.isnan(self.draws.quality), self.quality, self.draws.quality)

    @cached_property
    def limits(self) -> Array | None:
        """Below which price of ours we win each draw; None where the rule knows no such price."""
        return limits(self.rule, self.draws.prices, self.rated, self.quality)

    def _admitted(self, prices: Array) -> Array:
        ceiling = self.rule.ceiling
        return np.ones(len(prices)) if ceiling is None else (prices * self.tax <= float(ceiling)).astype(np.float64)

    def _with(self, price: float) -> Array:
        ours = np.full((1, self.draws.prices.shape[1]), price)
        return np.concatenate((ours, self.draws.prices))

    @property
    def _qualities(self) -> Array:
        return np.concatenate((np.full((1, self.rated.shape[1]), self.quality), self.rated))


def contest(rule: Rule, field: Field, quality: float, seed: int, draws: int) -> Contest:
    """Return the contest of a tender in which all prices are given excluding tax."""
    return Contest(rule.model_copy(update={"prices": "excluding"}), field, quality, seed, draws)

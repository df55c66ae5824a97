"""A tender as we see it from our side: the rule, the rivals, our own quality; how likely each price of ours wins."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from pricing.competition.draws import Draws, bids, seeded
from pricing.competition.evidence import Array, Numbers
from pricing.competition.field import Field
from pricing.competition.lowest import lowest
from pricing.evaluation.comparing import tax_factor
from pricing.evaluation.simulation import EQUAL, limits, merit, price_only, win_share
from pricing.evaluation.tender import Rule
from pricing.win.wins import ByDraw, ByLimit, Met, Wins

_CHUNK = 4096  # draws at a time, so that the arrays stay in the processor's cache


@dataclass(frozen=True)
class Contest:
    """Who bids against us and how bids are scored; every price of ours is tried on the same drawn bids.

    Prices are excluding tax. With common random numbers, two prices differ by the price alone. A tie counts as the
    share of it that the rule's tie-break leaves to the lot.
    """

    rule: Rule
    field: Field
    quality: float
    """Our own quality points."""
    seed: int
    size: int
    """How many draws."""
    quality_sd: float = 0.0
    """How uncertain our own quality points are."""

    @cached_property
    def exact(self) -> bool:
        """Whether the win chance is integrated rather than sampled: the lowest price decides, nothing else."""
        return price_only(self.rule) and bool((self.field.own_sd > 0).all())

    @cached_property
    def rescored(self) -> bool:
        """Whether every price is scored anew in every draw, since no single limit parts winning from losing."""
        return self.sized(1).limits is None

    def wins(self, prices: Array) -> Wins:
        """Return what each of the prices wins, in ascending order and without repetition."""
        if self.limits is None:
            return ByDraw(np.concatenate([self._scored(prices, part) for part in self._parts()], axis=1))
        below = np.searchsorted(prices * (1 + EQUAL), self.limits, side="left")
        up_to = np.searchsorted(prices * (1 - EQUAL), self.limits, side="right")
        return ByLimit(below, self._admitted(prices), tuple(self._met(prices, below, up_to)))

    def chances(self, prices: Array, wins: Wins | None = None) -> Array:
        """Return the win chance of each price; `wins` where they are known already."""
        if self.exact:
            return np.asarray(lowest(self.field, prices) * self._admitted(prices), dtype=np.float64)
        won = (self.wins(prices) if wins is None else wins).sums(np.ones(self.size))
        return np.asarray(won[:, 0] / self.size, dtype=np.float64)

    def standard_error(self, chance: float) -> float:
        """Return how far a win chance may be off by sampling, as a standard error; nought where it is integrated."""
        return 0.0 if self.exact else math.sqrt(max(0.0, chance * (1 - chance)) / self.size)

    def ahead(self, price: float) -> Array:
        """Return how often we stand before each rival at a price, ties counting half and absent rivals as behind."""
        merits = merit(self.rule, self._with(price), self._qualities)
        ours, theirs = merits[0], merits[1:]
        close = EQUAL * np.where(np.isfinite(ours), np.abs(ours), 0.0)
        level = np.isfinite(theirs) & (theirs >= ours - close) & (theirs <= ours + close)
        before = np.where(level, 0.5, ours > theirs)
        return np.asarray(before.mean(axis=1), dtype=np.float64)

    def changed(self, field: Field | None = None, quality: float | None = None) -> "Contest":
        """Return the contest with another field or quality, drawn with the same luck."""
        kept = self if quality is None else replace(self, quality=quality, quality_sd=0.0)
        return kept if field is None else replace(kept, field=field)

    def sized(self, size: int) -> "Contest":
        """Return the contest with so many draws."""
        return replace(self, size=size)

    @cached_property
    def draws(self) -> Draws:
        """The rivals' bids, drawn."""
        return bids(self.field, seeded(len(self.field.bids), self.size, self.seed))

    @cached_property
    def ours(self) -> Array:
        """Our own quality in each draw, from none to full marks."""
        if not self.quality_sd:
            return np.full(self.size, self.quality)
        rng = np.random.Generator(np.random.PCG64((self.seed, 2)))
        drawn = self.quality + self.quality_sd * rng.standard_normal(self.size)
        return np.clip(drawn, 0.0, float(self.rule.quality_maximum))

    @property
    def tax(self) -> float:
        """By what a price excluding tax is multiplied before it is compared."""
        return float(tax_factor(self.rule))

    @cached_property
    def rated(self) -> Array:
        """The rivals' quality, up to full marks; where nobody stated one, it counts as ours, so that price decides."""
        stated = np.minimum(self.draws.quality, float(self.rule.quality_maximum))
        return np.where(np.isnan(stated), self.ours, stated)

    @cached_property
    def limits(self) -> Array | None:
        """Below which price of ours we win each draw; None where the rule knows no such price."""
        return limits(self.rule, self.draws.prices, self.rated, self.ours)

    def _scored(self, prices: Array, part: slice) -> Array:
        rivals = np.concatenate((np.empty((1, len(self.draws.common[part]))), self.draws.prices[:, part]))
        quality, shares = self._qualities[:, part], np.empty((len(prices), rivals.shape[1]))
        for at, price in enumerate(prices):
            rivals[0] = price
            shares[at] = win_share(self.rule, rivals, quality)
        return shares

    def _parts(self) -> Iterator[slice]:
        return (slice(start, start + _CHUNK) for start in range(0, self.size, _CHUNK))

    def _met(self, prices: Array, below: Numbers, up_to: Numbers) -> Iterator[Met]:
        """Yield the draws in which a price meets the limit, scored for the tie-break to speak."""
        for at in np.unique(below[up_to > below]):
            draws = np.flatnonzero((up_to > below) & (below == at))
            tied = np.concatenate((np.full((1, len(draws)), prices[at]), self.draws.prices[:, draws]))
            yield Met(int(at), draws, win_share(self.rule, tied, self._qualities[:, draws]))

    def _admitted(self, prices: Array) -> Array:
        ceiling = self.rule.ceiling
        top = math.inf if ceiling is None else float(ceiling) * (1 + EQUAL)
        return np.asarray(prices * self.tax <= top, dtype=np.float64)

    def _with(self, price: float) -> Array:
        ours = np.full((1, self.draws.prices.shape[1]), price)
        return np.concatenate((ours, self.draws.prices))

    @cached_property
    def _qualities(self) -> Array:
        return np.concatenate((self.ours[None, :], self.rated))


def contest(rule: Rule, field: Field, quality: float, seed: int, draws: int, quality_sd: float = 0.0) -> Contest:
    """Return the contest of a tender in which all prices are given excluding tax."""
    return Contest(rule.model_copy(update={"prices": "excluding"}), field, quality, seed, draws, quality_sd)

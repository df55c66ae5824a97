"""One deal as it is when its price is decided: costs, contest, limits."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np

from pricing.competition.evidence import Array
from pricing.cost.model import Costs
from pricing.cost.simulation import simulate
from pricing.cost.total import Total, total
from pricing.decision.policy import Policy
from pricing.margin import NoSuchPrice, break_even, gross_margin, price_for_margin
from pricing.money import minor_unit, rounded
from pricing.win.contest import Contest


@dataclass(frozen=True)
class Situation:
    """Costs, rivals and rules of one price; everything that is decided follows from these."""

    currency: str
    costs: Costs
    contest: Contest
    policy: Policy
    ceiling: Decimal | None = None
    """The highest price excluding tax that the customer admits."""

    @cached_property
    def total(self) -> Total:
        """The exact totals."""
        return total(self.costs, self.currency)

    @cached_property
    def drawn(self) -> Array:
        """The cost of each draw, the draw's own share of the rivals' common effect known to it."""
        rng = np.random.Generator(np.random.PCG64((self.contest.seed, 1)))
        costs = simulate(self.costs, self.currency, self.contest.size, rng)
        know = float(self.policy.rivals_know)
        if not know:
            return costs
        told = know * self.contest.draws.common + np.sqrt(1 - know**2) * rng.standard_normal(len(costs))
        paired = np.empty_like(costs)
        paired[np.argsort(told)] = np.sort(costs)
        return paired

    @property
    def share(self) -> Decimal:
        """Everything that is proportional to the price, as a share of it."""
        return self.total.share

    @property
    def floor_margin(self) -> Decimal:
        """The margin that the floor price keeps, as a share."""
        return self.policy.floor_margin / 100

    @property
    def expected(self) -> Decimal:
        """The mean cost, without what is proportional to the price."""
        return self.total.expected

    @cached_property
    def walk_away(self) -> Decimal:
        """The break-even price at the risk-adjusted (mean) cost, or raise NoSuchPrice."""
        if self.expected <= 0:
            raise NoSuchPrice("no cost is stated, and a price has nothing to stand on")
        return break_even(self.expected, self.share, self.currency)

    @cached_property
    def floor(self) -> Decimal:
        """The price that keeps the floor margin at the P80 cost, never below the walk-away price."""
        at_p80 = price_for_margin(self.quantile(0.8), self.floor_margin, self.share, self.currency)
        return max(at_p80, self.walk_away)

    def allows(self, price: Decimal) -> bool:
        """Say whether a price lies from the floor to the ceiling."""
        return self.floor <= price and (self.ceiling is None or price <= self.ceiling)

    def quantile(self, chance: float) -> Decimal:
        """Return the cost that is not exceeded with this chance."""
        return rounded(Decimal(float(np.quantile(self.drawn, chance))), self.currency)

    def margin(self, price: Decimal) -> Decimal:
        """Return the gross margin at the mean cost that a price can claim before it was rounded to minor units."""
        return gross_margin(price + self._half, self.expected, self.share)

    def below_floor(self, price: Decimal) -> float:
        """Return how likely the realised gross margin falls below the floor margin by more than rounding."""
        borne = (price + self._half) * (1 - self.share - self.floor_margin) + self._half
        return float(1 - np.searchsorted(self._ascending, float(borne), side="right") / len(self.drawn))

    @property
    def _half(self) -> Decimal:
        return minor_unit(self.currency) / 2

    @cached_property
    def _ascending(self) -> Array:
        return np.sort(self.drawn)

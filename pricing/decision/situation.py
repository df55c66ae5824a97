"""One deal as it is when its price is decided: costs, contest, limits."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

import numpy as np

from pricing.competition.evidence import Array
from pricing.cost.model import Costs
from pricing.cost.simulation import simulate
from pricing.cost.total import Total, total
from pricing.decision.policy import Policy
from pricing.margin import break_even, price_for_margin
from pricing.money import rounded
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

    @cached_property
    def expected(self) -> Decimal:
        """The mean cost, without what is proportional to the price."""
        return self.total.expected

    def quantile(self, chance: float) -> Decimal:
        """Return the cost that is not exceeded with this chance."""
        return rounded(Decimal(float(np.quantile(self.drawn, chance))), self.currency)

    @cached_property
    def walk_away(self) -> Decimal:
        """The break-even price at the risk-adjusted (mean) cost, or raise NoSuchPrice."""
        return break_even(self.expected, self.share, self.currency)

    @cached_property
    def floor(self) -> Decimal:
        """The price that keeps the floor margin at the P80 cost, never below the walk-away price."""
        at_p80 = price_for_margin(self.quantile(0.8), self.floor_margin, self.share, self.currency)
        return max(at_p80, self.walk_away)

    def profit(self, price: float) -> Array:
        """Return the gross profit of each draw, if the order is won at this price."""
        return np.asarray(price * (1 - float(self.share)) - self.drawn, dtype=np.float64)

    def below_floor(self, price: float) -> float:
        """Return how likely the realised gross margin falls below the floor margin."""
        return float((self.profit(price) < price * float(self.floor_margin)).mean())

    def trying(self, contest: Contest) -> "Situation":
        """Return the situation with another contest."""
        return replace(self, contest=contest)

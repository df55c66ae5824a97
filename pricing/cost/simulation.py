"""The distribution of a cost, drawn: uncertain lines that move together, and risks that come about or do not."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from pricing.cost.estimate import Estimate, estimate_of, mean_of, multiple
from pricing.cost.model import Costs, Risk
from pricing.cost.quantiles import Array, at_scores
from pricing.cost.total import rate_of, total
from pricing.money import rounded

DRAWS = 100_000


@dataclass(frozen=True, slots=True)
class Distribution:
    """A simulated cost in the deal's currency, without the costs that are proportional to the price."""

    base: Decimal
    mean: Decimal
    sd: Decimal
    p50: Decimal
    p80: Decimal
    contingency: Decimal
    """What P80 lies above the base cost."""
    draws: int
    seed: int


def distribution(costs: Costs, currency: str, draws: int = DRAWS, seed: int = 1) -> Distribution:
    """Simulate a cost and return its figures, or raise NoForwardRate."""
    drawn = simulate(costs, currency, draws, np.random.Generator(np.random.PCG64(seed)))
    base = total(costs, currency).base
    p50, p80 = (_money(float(each), currency) for each in np.quantile(drawn, (0.5, 0.8)))
    mean, sd = _money(float(drawn.mean()), currency), _money(float(drawn.std(ddof=1)), currency)
    return Distribution(base, mean, sd, p50, p80, p80 - base, draws, seed)


def simulate(costs: Costs, currency: str, draws: int, rng: np.random.Generator) -> Array:
    """Draw the cost in a currency so many times, or raise NoForwardRate.

    Every line and risk with three points takes its draws even where the points are one and the same, so that costs
    which differ in figures alone are drawn with the same luck.
    """
    drawn = np.zeros(draws)
    certain = 0.0
    scores = _Scores(costs, draws, rng)
    for line in costs.lines:
        factor = float(rate_of(costs, line, currency))
        estimate = estimate_of(line)
        if estimate is None:
            certain += float(mean_of(line)) * factor
        else:
            drawn += factor * float(multiple(line)) * at_scores(estimate, scores.of(line.category))
    for risk in costs.risks:
        drawn += float(rate_of(costs, risk, currency)) * _risk(risk, draws, rng)
    return drawn + certain


class _Scores:
    """Standard normal scores of the lines: a factor common to all, one per category, and each line's own."""

    def __init__(self, costs: Costs, draws: int, rng: np.random.Generator) -> None:
        self.correlation, self.draws, self.rng = costs.correlation, draws, rng
        self.common = rng.standard_normal(draws)
        uncertain = dict.fromkeys(line.category for line in costs.lines if line.three_point)
        self.categories = {category: rng.standard_normal(draws) for category in uncertain}
        self.shared: dict[str, tuple[float, Array]] = {}

    def of(self, category: str) -> Array:
        """Return the scores of the next line."""
        if category not in self.shared:
            self.shared[category] = self._shared(category)
        own, shared = self.shared[category]
        scores = self.rng.standard_normal(self.draws)
        scores *= own
        scores += shared
        return scores

    def _shared(self, category: str) -> tuple[float, Array]:
        """Return the weight of a line's own luck, and what all lines of its category have in common."""
        common = gaussian(self.correlation.common)
        within = max(common, gaussian(self.correlation.within(category)))
        of_category = np.sqrt(within - common) * self.categories[category]
        return float(np.sqrt(1 - within)), np.sqrt(common) * self.common + of_category


def gaussian(rank: Decimal) -> float:
    """Return the correlation of normal scores whose rank correlation is this."""
    return min(1.0, 2 * float(np.sin(np.pi * float(rank) / 6)))


def _risk(risk: Risk, draws: int, rng: np.random.Generator) -> Array:
    happens = rng.random(draws) < float(risk.probability) / 100
    certain = Estimate(risk.impact, risk.impact, risk.impact)
    return happens * at_scores(estimate_of(risk) or certain, rng.standard_normal(draws))


def _money(amount: float, currency: str) -> Decimal:
    return rounded(Decimal(amount), currency)

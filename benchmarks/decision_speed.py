"""How fast a price is decided on; one run on one core, medians of five.

Run it with `python benchmarks/decision_speed.py`. It ends with 1 when a bound is missed, or when two ways differ.

- A full decision under the low-price ratio: 5 rivals and the costs drawn 100,000 times, 200 prices of ours scored in
  every draw, positions, room to negotiate, price to win and levels of authority. Beside it a plain Python loop that
  does nothing but score every bid and add up win chance and profit, on fewer draws, its time scaled up.
- The integrated win chance where the lowest price alone decides, against numpy: draw, take each draw's lowest rival,
  sort, look 200 prices up. The simulation is given five million draws; the integral is to be no further from the truth.
"""

import math
import os
import statistics
import sys
from collections.abc import Callable
from decimal import Decimal
from time import perf_counter

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from pydantic import TypeAdapter

from pricing.competition.draws import seeded
from pricing.competition.evidence import Array
from pricing.competition.field import Field
from pricing.competition.lowest import lowest
from pricing.cost.model import Costs
from pricing.decision.curve import Curve
from pricing.decision.decide import decide
from pricing.decision.policy import Policy
from pricing.decision.situation import Situation
from pricing.evaluation.tender import Rule
from pricing.win.contest import contest

CANDIDATES, DRAWS, RIVALS, ROUNDS = 200, 100_000, 5, 5
LOOPED = 300  # draws of the plain loop
SIMULATED, PART = 5_000_000, 100_000
SECONDS, OVER_LOOP, OVER_SIMULATION = 1.5, 25, 30
PRICES = tuple(Decimal(900_000 + 3_000 * step) for step in range(CANDIDATES))
QUALITY = 82.0


def field() -> Field:
    """Return five rivals."""
    return Field(
        log_median=np.log(np.linspace(1_100_000, 1_300_000, RIVALS)),
        own_sd=np.full(RIVALS, 0.08),
        common_sd=0.06,
        bids=np.full(RIVALS, 0.9),
        quality_mean=np.linspace(70, 88, RIVALS),
        quality_sd=np.full(RIVALS, 4.0),
        rivals=tuple(f"rival-{number}" for number in range(RIVALS)),
    )


def situation(draws: int = DRAWS) -> Situation:
    """Return a deal with eight uncertain lines, a risk, and costs that rise with the price."""
    line = {"category": "machines", "unit_cost": 110000, "three_point": {"low": 100000, "high": 140000}}
    costs = {
        "lines": [{"id": f"line-{number}", **line} for number in range(8)],
        "risks": [{"id": "late", "what": "late delivery", "probability": 20, "impact": 60000}],
        "proportional": [{"id": "commission", "percent": 2}],
        "correlation": {"common": "0.2"},
    }
    policy = {
        "floor_margin": 8,
        "keeps": 95,
        "withdraw_below": 5,
        "price_to_win_at": [25, 50, 75],
        "rivals_know": "0.3",
        "annual_rate": 6,
        "authority": [{"role": "director", "margin_from": 12, "below_floor_up_to": 20}, {"role": "board"}],
    }
    rule: TypeAdapter[Rule] = TypeAdapter(Rule)
    found = contest(
        rule.validate_python({"method": "low_price_ratio", "price_weight": 50}), field(), QUALITY, 2026, draws
    )
    return Situation("EUR", Costs.model_validate(costs), found, Policy.model_validate(policy))


def decided() -> None:
    """Decide, all draws made anew."""
    seeded.cache_clear()
    decide(situation(), PRICES)


def plain_loop(deal: Situation) -> tuple[list[float], list[float]]:
    """Score all bids at each price, as anybody would write it down first; return win chances and profits."""
    drawn = deal.contest.draws
    rows = list(zip(drawn.prices.T.tolist(), deal.contest.rated.T.tolist(), deal.drawn.tolist(), strict=True))
    kept, chances, profits = 1 - float(deal.share), [], []
    for ours in (float(price) for price in PRICES):
        wins = profit = 0.0
        for prices, quality, cost in rows:
            least = min(ours, *prices)
            mine = 50 * least / ours + 0.5 * QUALITY
            best = max(50 * least / price + 0.5 * each for price, each in zip(prices, quality, strict=True))
            if mine > best or math.isinf(min(prices)):
                wins += 1
                profit += ours * kept - cost
        chances.append(wins / len(rows))
        profits.append(profit / len(rows))
    return chances, profits


def simulated(rivals: Field, prices: Array, rng: np.random.Generator) -> Array:
    """Return how often each price lies below all rivals, in parts that fit the memory."""
    won = np.zeros(len(prices))
    for _ in range(SIMULATED // PART):
        logs = rivals.log_median[:, None] + rivals.own_sd[:, None] * rng.standard_normal((RIVALS, PART))
        logs += rivals.common_sd * rng.standard_normal(PART)
        logs[rng.random((RIVALS, PART)) >= rivals.bids[:, None]] = np.inf
        won += PART - np.searchsorted(np.sort(logs.min(axis=0)), np.log(prices), side="right")
    return np.asarray(won / SIMULATED, dtype=np.float64)


def true(rivals: Field, prices: Array) -> Array:
    """Return the win chances by Simpson's rule on two thousand steps, with scipy's normal distribution."""
    from scipy import integrate, stats

    job = np.linspace(-9, 9, 2001)
    chance = np.tile(stats.norm.pdf(job), (len(prices), 1))
    for median, own, bids in zip(rivals.log_median, rivals.own_sd, rivals.bids, strict=True):
        chance *= 1 - bids * stats.norm.cdf((np.log(prices)[:, None] - median - rivals.common_sd * job) / own)
    return np.asarray(integrate.simpson(chance, x=job, axis=1), dtype=np.float64)


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of a work."""
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        work()
        times.append(perf_counter() - started)
    return statistics.median(times)


def full_decision() -> bool:
    """Measure a decision against the plain loop, and compare what they say of the same draws."""
    few = situation(LOOPED)
    said = decide(few, PRICES).curve
    chances, profits = plain_loop(few)
    apart = max(float(np.abs(said.chances - chances).max()), _profits_apart(few, said, profits))
    ours = seconds(decided)
    loop = seconds(lambda: plain_loop(few)) * DRAWS / LOOPED
    print(f"a full decision: {CANDIDATES} prices x {DRAWS:,} draws x {RIVALS} rivals, low-price ratio")
    print(f"  decide                         {ours:10.3f} s   bound {SECONDS} s")
    print(f"  plain loop ({LOOPED} draws, scaled)  {loop:10.1f} s   {loop / ours:,.0f} times, bound {OVER_LOOP}")
    print(f"  win chances and profits of the same draws differ by {apart:.1e} at most")
    return ours < SECONDS and loop / ours >= OVER_LOOP and apart < 1e-12


def _profits_apart(deal: Situation, said: Curve, looped: list[float]) -> float:
    """Return how far profits differ, relatively, where enough is won for a cost if won to be told.

    The curve takes the exact mean cost where the loop takes that of its draws.
    """
    luck = said.chances * (float(deal.drawn.mean()) - float(deal.expected))
    told = said.chances * deal.contest.size >= 100
    return float(np.abs((said.profits - luck)[told] / np.array(looped)[told] - 1).max())


def exact_chance() -> bool:
    """Measure the integral against the simulation, and both against the truth."""
    rivals, prices = field(), np.array([float(each) for each in PRICES])
    rng = np.random.Generator(np.random.PCG64(2026))
    truth = true(rivals, prices)
    errors = [float(np.abs(each - truth).max()) for each in (lowest(rivals, prices), simulated(rivals, prices, rng))]
    ours = seconds(lambda: lowest(rivals, prices))
    theirs = seconds(lambda: simulated(rivals, prices, rng))
    print(f"the lowest of {RIVALS + 1} prices wins: {CANDIDATES} win chances")
    print(f"  integrated                     {ours * 1000:10.1f} ms  off by {errors[0]:.1e} at most")
    print(f"  numpy, {SIMULATED:,} draws        {theirs * 1000:10.1f} ms  off by {errors[1]:.1e} at most")
    print(f"  the simulation takes {theirs / ours:,.0f} times as long, bound {OVER_SIMULATION}")
    return errors[0] <= errors[1] and theirs / ours >= OVER_SIMULATION


def main() -> int:
    """Measure both, and return 1 where a bound is missed."""
    return 0 if all([full_decision(), exact_chance()]) else 1


if __name__ == "__main__":
    sys.exit(main())

"""How fast win chances are rescored: 200 prices of ours x 100,000 draws x 5 rivals; one run, medians of five.

Run it with `python benchmarks/scoring_speed.py`. It ends with 1 when a bound is missed, or when the roads differ.

- The low-price ratio, under which one price parts winning from losing in each draw, against a plain Python loop that
  scores every bid at every price (on fewer draws, its time scaled up).
- The same with all bids scored again at each price in numpy, which is what the other rules need.
"""

import os
import statistics
import sys
from collections.abc import Callable
from time import perf_counter

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from pydantic import TypeAdapter

from pricing.evaluation import Rule
from pricing.evaluation.simulation import Floats, win_shares

CANDIDATES, DRAWS, RIVALS, ROUNDS = 200, 100_000, 5, 5
LOOPED = 400  # draws of the plain loop
SECONDS, TIMES = 1.5, 25
PRICE_WEIGHT, OUR_QUALITY = 0.5, 78.0


def plain_loop(candidates: Floats, rivals: Floats, quality: Floats) -> list[float]:
    """Score all bids at each price, as anybody would write it down first."""
    wins = [0.0] * len(candidates)
    draws = [(list(prices), list(rated)) for prices, rated in zip(rivals.T.tolist(), quality.T.tolist(), strict=True)]
    for at, ours in enumerate(candidates.tolist()):
        for prices, rated in draws:
            lowest = min(ours, *prices)
            mine = 100 * PRICE_WEIGHT * lowest / ours + (1 - PRICE_WEIGHT) * OUR_QUALITY
            best = max(
                100 * PRICE_WEIGHT * lowest / price + (1 - PRICE_WEIGHT) * each
                for price, each in zip(prices, rated, strict=True)
            )
            wins[at] += mine > best
    return [each / len(draws) for each in wins]


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of the work."""
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        work()
        times.append(perf_counter() - started)
    return statistics.median(times)


def field() -> tuple[Floats, Floats, Floats]:
    """Return candidate prices of ours, rivals' prices with a common effect, and their quality."""
    draw = np.random.Generator(np.random.PCG64(2026))
    common = draw.normal(0, 0.06, DRAWS)
    rivals = 1_150_000 * np.exp(common + draw.normal(0, 0.05, (RIVALS, DRAWS)))
    return np.linspace(900_000, 1_400_000, CANDIDATES), rivals, draw.uniform(60, 92, (RIVALS, DRAWS))


def main() -> int:
    """Measure, compare what the roads say, and print the ratios."""
    candidates, rivals, quality = field()
    rules: TypeAdapter[Rule] = TypeAdapter(Rule)
    ratio = rules.validate_python({"method": "low_price_ratio", "price_weight": str(PRICE_WEIGHT)})
    linear = rules.validate_python({"method": "linear", "price_weight": str(PRICE_WEIGHT)})
    few = (candidates, rivals[:, :LOOPED], quality[:, :LOOPED])
    quick = seconds(lambda: win_shares(ratio, candidates, rivals, quality, OUR_QUALITY))
    rescored = seconds(lambda: win_shares(linear, candidates, rivals, quality, OUR_QUALITY))
    looped = seconds(lambda: plain_loop(*few)) * DRAWS / LOOPED
    apart = float(np.abs(win_shares(ratio, *few, OUR_QUALITY) - plain_loop(*few)).max())
    print(f"{CANDIDATES} prices x {DRAWS:,} draws x {RIVALS} rivals; medians of {ROUNDS}")
    print(f"  low-price ratio, one limit per draw   {quick:8.3f} s   bound {SECONDS} s")
    print(f"  linear, every bid scored again        {rescored:8.3f} s")
    print(f"  plain Python loop ({LOOPED} draws, scaled) {looped:7.1f} s")
    print(
        f"  the loop takes {looped / quick:,.0f} times as long, bound {TIMES}; win shares differ by {apart:.1e} at most"
    )
    return 0 if quick < SECONDS and looped / quick >= TIMES and apart < 1e-12 else 1


if __name__ == "__main__":
    sys.exit(main())

"""How long `bidkit pricing --format json` takes cold, beside what its imports alone take; one run, medians.

Run it with `python -m benchmarks.pricing_speed`. It ends with 1 when the ratio misses its bound.
"""

import statistics
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from benchmarks.spending import AS_INSTALLED

ROUNDS = 9
BOUND = 2.0
ROOT = Path(__file__).parents[1]
COMMAND = ["-m", "bidkit", "pricing", "examples/springs", "--format", "json"]
IMPORTS = "import bidkit.cli.app, bidkit.cli.making, bidkit.stages.bidding, bidkit.record.files"


def seconds(words: list[str]) -> float:
    """Return how long a fresh process takes."""
    started = perf_counter()
    subprocess.run([sys.executable, *words], cwd=ROOT, check=True, capture_output=True, env=AS_INSTALLED)
    return perf_counter() - started


def main() -> int:
    """Print both medians and their ratio."""
    pairs = [(seconds(COMMAND), seconds(["-c", IMPORTS])) for _ in range(ROUNDS + 1)][1:]
    ours, imports = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"bidkit pricing --format json {ours * 1000:6.0f} ms, its imports {imports * 1000:6.0f} ms")
    print(f"ratio {ratio:.2f} (at most {BOUND})")
    return int(ratio > BOUND)


if __name__ == "__main__":
    sys.exit(main())

"""How long the pipeline of 2,000 deals takes, cold (nothing kept from before) and warm.

python benchmarks/pipeline_speed.py
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

DEALS = 2_000
ROUNDS = 5
EXAMPLES = Path(__file__).parents[1] / "examples"
CACHE = ".bidkit-pipeline.json"


def house_of(folder: Path) -> None:
    """Write the deals, each with a title of its own, under one house."""
    shutil.copyfile(EXAMPLES / "springs" / "house.yaml", folder / "house.yaml")
    text = (EXAMPLES / "ningxia" / "deal.yaml").read_text(encoding="utf-8")
    for number in range(DEALS):
        record = folder / f"deal-{number:04}" / "deal.yaml"
        record.parent.mkdir()
        record.write_text(text.replace("id: NINGXIA", f"id: NINGXIA-{number:04}"), encoding="utf-8")


def seconds(folder: Path) -> float:
    """Return how long one whole process takes."""
    started = perf_counter()
    subprocess.run([sys.executable, "-m", "bidkit", "pipeline", str(folder)], check=True, capture_output=True)
    return perf_counter() - started


def main() -> None:
    """Print the medians."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        house_of(folder)
        cold, warm = [], []
        for _ in range(ROUNDS):
            (folder / CACHE).unlink(missing_ok=True)
            cold.append(seconds(folder))
            warm.append(seconds(folder))
    print(f"pipeline of {DEALS} deals: cold {median(cold):.2f} s, warm {median(warm):.2f} s (medians of {ROUNDS})")


if __name__ == "__main__":
    main()

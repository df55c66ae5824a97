"""How much faster two cores make many deals than one, and what a Dask cluster costs beside the pool of processes.

Run it with `python -m benchmarks.many_deals docx:2000 pdf:60:3`: a format, how many deals, and how many rounds. A round
makes the same deals on one core, with two processes on two cores, and with a scheduler and two workers on the same
cores. It keeps the figures in docs/quality.md. It needs a system that binds processes to cores, such as Linux.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from benchmarks.quality import write_section
from tests.cluster import dask_cluster

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "springs"
CORES = sorted(os.sched_getaffinity(0))[:2]
FASTER, DEARER = {"docx": 1.8, "pdf": 1.6}, 1.25
INTRODUCTION = """\
The springs example under as many ids, all that is due of it (an evaluation sheet and a stakeholder plan, with charts),
made by `bidkit make` as whole processes: on one core, with two processes on two cores, and with `--dask` by a scheduler
and two workers that share the same two cores with the command itself. Seconds on the clock, medians of the rounds. What
the three ways wrote was compared file by file, and was the same to the byte. Bounds: two cores at least 1.8 times as
fast with DOCX and 1.6 with PDF, Dask at most 1.25 times as long as the pool."""


class Round(NamedTuple):
    """The seconds that each way took."""

    one: float
    two: float
    dask: float


def write_deals(folder: Path, number: int) -> Path:
    """Write a house and its deals; return the folder of the deals."""
    for path in (EXAMPLE / "house.yaml", *EXAMPLE.glob("content/*.md")):
        target = folder / path.relative_to(EXAMPLE)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    text = (EXAMPLE / "deal.yaml").read_text(encoding="utf-8")
    for each in range(number):
        record = folder / "deals" / f"D-{each:04}" / "deal.yaml"
        record.parent.mkdir(parents=True)
        record.write_text(text.replace("id: SPRINGS", f"id: D-{each:04}", 1), encoding="utf-8")
    return folder / "deals"


def seconds(deals: Path, out: Path, form: str, cores: Sequence[int], *more: str) -> float:
    """Return how long the command takes on some cores."""
    words = [sys.executable, "-m", "bidkit", "make", str(deals), "--format", form, "--out", str(out), *more]
    os.sched_setaffinity(0, cores)
    started = perf_counter()
    try:
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return perf_counter() - started
    finally:
        os.sched_setaffinity(0, CORES)


def measured(form: str, deals: Path, folder: Path) -> Round:
    """Make the deals in the three ways, and hold what they wrote against each other."""
    outs = [folder / name for name in Round._fields]
    one = seconds(deals, outs[0], form, CORES[:1], "--jobs", "1")
    two = seconds(deals, outs[1], form, CORES, "--jobs", "2")
    with tempfile.TemporaryDirectory() as name, dask_cluster(Path(name), workers=2) as cluster:
        dask = seconds(deals, outs[2], form, CORES, "--dask", cluster.address)
    for path in outs[0].rglob("*.*"):
        for other in outs[1:]:
            if path.read_bytes() != (other / path.relative_to(outs[0])).read_bytes():
                raise SystemExit(f"{path.name} is not the same in {other.name}")
    for each in outs:
        shutil.rmtree(each)
    return Round(one, two, dask)


def line(form: str, number: int, rounds: Sequence[Round]) -> str:
    """Return the line of a table, ratios as the medians of the rounds' own."""
    one, two, dask = (statistics.median(each) for each in zip(*rounds, strict=True))
    faster = statistics.median(each.one / each.two for each in rounds)
    dearer = statistics.median(each.dask / each.two for each in rounds)
    met = "met" if faster >= FASTER[form] and dearer <= DEARER else "missed"
    took = f"{one:.0f} | {two:.0f} | {dask:.0f}"
    return f"| {form} | {number:,} | {len(rounds)} | {took} | {faster:.2f} | {dearer:.2f} | {met} |"


def lines(asked: Sequence[str]) -> Iterator[str]:
    """Measure what is asked for; yield a line for each."""
    for each in asked:
        form, number, rounds = (*each.split(":"), "1")[:3]
        with tempfile.TemporaryDirectory() as name:
            deals = write_deals(Path(name), int(number))
            yield line(form, int(number), [measured(form, deals, Path(name)) for _ in range(int(rounds))])


def main() -> int:
    """Measure, show and keep each figure as soon as it is there; return 1 where a bound is missed."""
    head = (
        "| format | deals | rounds | one core, s | two cores, s | Dask, s | two cores faster | Dask to pool | bounds |"
    )
    table = [head, "|---|" + "--:|" * 7 + "---|"]
    for found in lines(sys.argv[1:] or ["docx:200:3", "pdf:60:3"]):
        print(found, flush=True)
        table.append(found)
        write_section("many deals", "\n".join((INTRODUCTION, "", *table)))
    return int(any(each.endswith("| missed |") for each in table))


if __name__ == "__main__":
    sys.exit(main())

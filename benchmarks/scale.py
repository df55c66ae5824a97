"""How time and memory grow with a deal, from 100 to 10,000 requirements: whole processes, kept in docs/quality.md.

Run it with `python -m benchmarks.scale docx pdf`, or with one of the two. A requirement comes with a cost line and a
price line; each command runs once by itself. It needs `os.wait4`, which Windows lacks.
"""

import math
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.large_deals import write_deal
from benchmarks.quality import write_section
from benchmarks.spending import Used, spent

SIZES = (100, 1_000, 3_000, 10_000)
ROOT = Path(__file__).parents[1]
COMMANDS: dict[str, dict[str, tuple[str, ...]]] = {
    "docx": {"check": (), "trace": (), "proposal": ("--format", "docx"), "bid": ("--format", "docx")},
    "pdf": {"proposal": ("--format", "pdf"), "bid": ("--format", "pdf")},
}
SECONDS, MEGABYTES = {"docx": 10.0, "pdf": 90.0}, {"docx": math.inf, "pdf": 1200.0}
INTRODUCTION = """\
Deals of so many requirements, each with a cost line and a price line; each command in a process of its own, once. A
cell says the seconds on the clock, the seconds computed and the memory at the peak. Growth is the power of the size
with which the seconds computed grow from 3,000 to 10,000: 1 is linear. Bounds at 10,000, by seconds computed: 10 s
without PDF; 90 s and 1,200 MB for PDF."""


def run(words: Sequence[str], record: Path, out: Path) -> Used:
    """Run a command in a process of its own, and return what it took."""
    return spent(["-m", "bidkit", words[0], str(record), *words[1:], *(["--out", str(out)] if len(words) > 1 else [])])


def table(form: str, found: dict[str, list[Used]]) -> Iterator[str]:
    """Yield the lines of a table: each command with what it took at each size, and how it grows at the end."""
    yield f"| {form} | " + " | ".join(f"{size:,}" for size in SIZES) + " | growth | bound |"
    yield "|---|" + "--:|" * len(SIZES) + "--:|---|"
    for name, took in found.items():
        figures = " | ".join(f"{each.wall:.1f} s, {each.cpu:.1f} s, {each.megabytes:.0f} MB" for each in took)
        growth = math.log(took[-1].cpu / took[-2].cpu) / math.log(SIZES[-1] / SIZES[-2])
        met = took[-1].cpu <= SECONDS[form] and took[-1].megabytes <= MEGABYTES[form]
        yield f"| `{name}` | {figures} | {growth:.2f} | {'met' if met else 'missed'} |"


def section(forms: Sequence[str]) -> Iterator[str]:
    """Measure, and yield the section's lines."""
    yield INTRODUCTION
    with tempfile.TemporaryDirectory() as name:
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:  # a child's peak begins at that of its parent
            records = list(apart.map(write_deal, [Path(name) / str(size) for size in SIZES], SIZES))
        for form in forms:
            out = Path(name) / form
            found = {word: [run((word, *more), each, out) for each in records] for word, more in COMMANDS[form].items()}
            yield from ("", *table(form, found))


def main() -> int:
    """Measure the formats asked for, show the figures and keep them."""
    os.chdir(ROOT)
    text = "\n".join(section([form for form in COMMANDS if form in sys.argv[1:]]))
    print(text)
    write_section("scale", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())

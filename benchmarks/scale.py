"""How time and memory grow with a deal, from 100 to 10,000 requirements: whole processes, kept in docs/quality.md.

Run it with `python -m benchmarks.scale docx pdf`, or with one of the two; it draws docs/pictures/scale.svg too. A
requirement comes with a cost line and a price line; each command runs once by itself. It needs `os.wait4`, which
Windows lacks.
"""

import math
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.growth import Panel, svg
from benchmarks.large_deals import write_deal
from benchmarks.quality import write_section
from benchmarks.spending import Used, spent

SIZES = (100, 1_000, 3_000, 10_000)
ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "pictures" / "scale.svg"
COMMANDS: dict[str, dict[str, tuple[str, ...]]] = {
    "docx": {"check": (), "trace": (), "proposal": ("--format", "docx"), "bid": ("--format", "docx")},
    "pdf": {"proposal": ("--format", "pdf"), "bid": ("--format", "pdf")},
}
SECONDS, MEGABYTES = {"docx": 10.0, "pdf": 90.0}, {"docx": math.inf, "pdf": 1200.0}
INTRODUCTION = """\
Deals of so many requirements, each with a cost line and a price line; each command in a process of its own, once, on
two cores that others may use at the same time; the same work takes a quarter more where its neighbour is busy. A cell
says the seconds on the clock, in brackets those computed by all processes, and the memory of the largest process at its
peak. Growth is the power of the size with which the seconds computed grow from 3,000 to 10,000: 1 is linear. Bounds at
10,000, on the clock: 10 s without PDF; 90 s and 1,200 MB with it. A bid is drawn on both cores, the rest without PDF on
one.

![Seconds and memory against the size, both in powers of ten](pictures/scale.svg)"""

Found = Mapping[str, Mapping[str, Sequence[Used]]]
"""What each command took at each size, by format."""


def run(words: Sequence[str], record: Path, out: Path) -> Used:
    """Run a command in a process of its own, and return what it took."""
    return spent(["-m", "bidkit", words[0], str(record), *words[1:], *(["--out", str(out)] if len(words) > 1 else [])])


def table(form: str, found: Mapping[str, Sequence[Used]]) -> Iterator[str]:
    """Yield the lines of a table: each command with what it took at each size, and how it grows at the end."""
    yield f"| {form} | " + " | ".join(f"{size:,}" for size in SIZES) + " | growth | bound |"
    yield "|---|" + "--:|" * len(SIZES) + "--:|---|"
    for name, took in found.items():
        figures = " | ".join(f"{each.wall:.1f} s ({each.cpu:.1f}), {each.megabytes:.0f} MB" for each in took)
        growth = math.log(took[-1].cpu / took[-2].cpu) / math.log(SIZES[-1] / SIZES[-2])
        yield f"| `{name}` | {figures} | {growth:.2f} | {_held(form, took[-1])} |"


def _held(form: str, took: Used) -> str:
    """Say whether the bounds are met, and where one is missed, by which figure."""
    over = [f"{took.wall:.1f} s"] if took.wall > SECONDS[form] else []
    over += [f"{took.megabytes:.0f} MB"] if took.megabytes > MEGABYTES[form] else []
    return f"missed: {', '.join(over)}" if over else "met"


def measured(forms: Sequence[str]) -> Found:
    """Return what each command takes at each size."""
    with tempfile.TemporaryDirectory() as name:
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:  # a child's peak begins at that of its parent
            records = list(apart.map(write_deal, [Path(name) / str(size) for size in SIZES], SIZES))
        return {
            form: {
                word: [run((word, *more), each, Path(name) / form) for each in records]
                for word, more in COMMANDS[form].items()
            }
            for form in forms
        }


def section(found: Found) -> str:
    """Return the section's text."""
    return "\n".join((INTRODUCTION, *("\n".join(("", *table(form, took))) for form, took in found.items())))


def picture(found: Found) -> str:
    """Return the picture of how seconds and memory grow."""
    curves = {
        f"{name}, pdf" if form == "pdf" else name: took for form, words in found.items() for name, took in words.items()
    }
    bounds = {f"bound, {form}": SECONDS[form] for form in found}
    heights = {f"bound, {form}": MEGABYTES[form] for form in found if MEGABYTES[form] < math.inf}
    panels = (
        Panel("Seconds on the clock", {name: [each.wall for each in took] for name, took in curves.items()}, bounds),
        Panel(
            "Megabytes at the peak", {name: [each.megabytes for each in took] for name, took in curves.items()}, heights
        ),
    )
    return svg(panels, SIZES, "requirements")


def main() -> int:
    """Measure the formats asked for, show the figures and keep them."""
    os.chdir(ROOT)
    found = measured([form for form in COMMANDS if form in sys.argv[1:]])
    print(text := section(found))
    write_section("scale", text)
    PICTURE.write_text(picture(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

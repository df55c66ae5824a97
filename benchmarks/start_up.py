"""What a command costs before and beside its work: whole processes on a small record, kept in docs/quality.md.

Run it with `python -m benchmarks.start_up`. It needs `os.wait4`, which Windows lacks.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.quality import write_section
from benchmarks.spending import Used, spent

ROUNDS = 7
SPRINGS = str(Path(__file__).parents[1] / "examples" / "springs")
COMMANDS: dict[str, tuple[str, ...]] = {
    "bidkit --help": ("-m", "bidkit", "--help"),
    "bidkit check": ("-m", "bidkit", "check", SPRINGS),
    "bidkit status": ("-m", "bidkit", "status", SPRINGS),
    "bidkit evaluation --format docx": ("-m", "bidkit", "evaluation", SPRINGS, "--format", "docx", "--out", "{out}"),
    "Python alone": ("-c", "pass"),
}
INTRODUCTION = f"""\
The springs deal, a record of some 1,600 lines; each command in a process of its own, in turn, medians of {ROUNDS}. Of
the modules our own are in brackets. What each may load is held by `tests/unit/test_start_up.py`."""


def modules(words: Sequence[str]) -> tuple[int, int]:
    """Return how many modules a command loads, and how many of them are our own."""
    told = subprocess.run([sys.executable, "-X", "importtime", *words], capture_output=True, text=True, check=True)
    names = [line.rpartition("|")[2].strip() for line in told.stderr.splitlines() if line.startswith("import time:")]
    return len(names) - 1, sum(name.partition(".")[0] in ("bidkit", "pricing") for name in names)


def section() -> Iterator[str]:
    """Measure, and yield the section's lines."""
    with tempfile.TemporaryDirectory() as out:
        asked = {name: [word.format(out=out) for word in words] for name, words in COMMANDS.items()}
        rounds = [{name: spent(words) for name, words in asked.items()} for _ in range(ROUNDS)]
        loaded = {name: modules(words) for name, words in asked.items()}
    yield from (INTRODUCTION, "", "| command | on the clock | computed | memory | modules |", "|---|--:|--:|--:|--:|")
    for name in COMMANDS:
        used = Used(*(median(figures) for figures in zip(*(each[name] for each in rounds), strict=True)))
        every, own = loaded[name]
        yield f"| `{name}` | {used.wall:.2f} s | {used.cpu:.2f} s | {used.megabytes:.0f} MB | {every} ({own}) |"


if __name__ == "__main__":
    write_section("start-up", "\n".join(section()))

"""Meet every hostile file in a process of its own, and write into docs/quality.md what came of it.

Run it with `python -m benchmarks.hostile_input`; it ends with 1 when a case does harm, computes for 60 seconds or takes
512 MB. It needs `os.wait4`, which Windows lacks.
"""

import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality import write_section
from tests.hostile.server import Counting, counting
from tests.hostile.table import Case, cases
from tests.hostile.trial import Ended, faults, lay, standing

SECONDS, MEGABYTES = 60.0, 512.0
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Met:
    """What came of one case: what was wrong, how long it computed, and its memory at the peak."""

    case: Case
    faults: tuple[str, ...]
    seconds: float
    megabytes: float


def met(case: Case, server: Counting) -> Met:
    """Run a case in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inside = lay(case, folder, server.address)
        before, calls = standing(folder), server.calls
        code, said, seconds, megabytes = _run(case.run, inside)
        ended = Ended(code, said, server.calls - calls, server.address)
        wrong = [*faults(case, ended, folder, before)]
        wrong += [f"computed for {seconds:.0f} s"] if seconds >= SECONDS else []
        wrong += [f"took {megabytes:.0f} MB"] if megabytes >= MEGABYTES else []
        return Met(case, tuple(wrong), seconds, megabytes)


def _run(words: Sequence[str], inside: Path) -> tuple[int, str, float, float]:
    """Return how a command ended, what it said, the seconds that it computed and the megabytes at its peak."""
    with tempfile.TemporaryFile() as out:
        child = os.fork()
        if not child:
            os.chdir(inside)
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
            there = {**os.environ, "PYTHONPATH": str(ROOT)}
            os.execve(sys.executable, [sys.executable, "-m", "bidkit", *words], there)  # noqa: S606
        _, status, used = os.wait4(child, 0)
        out.seek(0)
        said = out.read().decode("utf-8", "replace")
    return os.waitstatus_to_exitcode(status), said, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def table(found: Sequence[Met]) -> Iterator[str]:
    """Yield the section's lines: each area with its cases, and the worst of them."""
    areas: dict[str, list[Met]] = defaultdict(list)
    for each in found:
        areas[each.case.area].append(each)
    bad = [each for each in found if each.faults]
    yield f"{len(found)} hostile files, each met by its command in a process of its own: {len(found) - len(bad)} did no"
    yield "harm. None may call the server that listens, write outside of the output folder, leave a part of its output,"
    yield f"end in a traceback, compute for {SECONDS:.0f} seconds or take {MEGABYTES:.0f} MB."
    yield ""
    yield "| cases in `tests/hostile/cases` | files | refused | unharmed | longest, s | most, MB |"
    yield "|---|--:|--:|--:|--:|--:|"
    for area, own in areas.items():
        refused = sum(each.case.refused for each in own)
        longest, most = max(each.seconds for each in own), max(each.megabytes for each in own)
        yield f"| {area} | {len(own)} | {refused} | {len(own) - refused} | {longest:.1f} | {most:.0f} |"
    yield from ("", *(f"- {each.case}: {'; '.join(each.faults)}" for each in bad)) if bad else ()


def main() -> int:
    """Meet all cases, show what came of them and keep it."""
    with counting() as server:
        found = [met(case, server) for case in cases()]
    text = "\n".join(table(found))
    print(text)
    write_section("hostile input", text)
    return 1 if any(each.faults for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())

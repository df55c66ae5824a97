"""Try every checker and write into docs/quality.md what it caught; `python -m benchmarks.checkers [NAME…]`.

With names, only those are tried, and the page stays as it is. It ends with 1 where an error went unnoticed that is not
named in `KNOWN`, or where something harmless was called an error.
"""

import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import process_time

from benchmarks.checkers import agreement, approval, confidentiality, ready, tamper
from benchmarks.checkers.trial import Trial
from benchmarks.quality import write_section

SEED = 8
CHECKERS: Mapping[str, Callable[[random.Random], Iterator[Trial]]] = {
    "agreement": agreement.trials,
    "confidentiality": confidentiality.trials,
    "approval": approval.trials,
    "tamper": tamper.trials,
    "ready": ready.trials,
}
KNOWN: Mapping[str, str] = {}
"""Kinds of error that a checker cannot catch, each with the reason."""
INTRODUCTION = f"""\
Errors sown by chance (seed {SEED}) into something sound, and changes that do no harm. Caught is an error of which the
checker said anything; a false alarm is anything said of a change that does no harm."""


def main(wanted: list[str]) -> int:
    """Try the checkers, print what came of it, and keep it where all of them were tried."""
    os.chdir(Path(__file__).parents[2])
    lines, bad = (
        [INTRODUCTION, "", "| checker | errors | caught | harmless | false alarms |", "|---|--:|--:|--:|--:|"],
        0,
    )
    details: list[str] = []
    names = wanted or list(CHECKERS)
    with ProcessPoolExecutor(len(names)) as pool:
        every = [_tried(names[0])] if len(names) == 1 else list(pool.map(_tried, names))
    for name, found in zip(names, every, strict=True):
        lines.append(_summary(name, found))
        details += _table(name, found)
        bad += sum(each.noticed != each.harmful and each.kind not in KNOWN for each in found)
    lines += ["", *details, *(f"\n{kind}: {why}" for kind, why in KNOWN.items())]
    text = "\n".join(lines)
    print(text)
    if not wanted:
        write_section("checkers", text)
    return 1 if bad else 0


def _tried(name: str) -> list[Trial]:
    started = process_time()
    found = list(CHECKERS[name](random.Random(SEED)))  # noqa: S311 - no secret hangs on it
    print(f"{_summary(name, found)} {process_time() - started:.0f} s", file=sys.stderr, flush=True)
    return found


def _summary(name: str, found: list[Trial]) -> str:
    errors, harmless = [each for each in found if each.harmful], [each for each in found if not each.harmful]
    caught, alarms = sum(each.noticed for each in errors), sum(each.noticed for each in harmless)
    return f"| {name} | {len(errors)} | {caught} ({caught / len(errors):.1%}) | {len(harmless)} | {alarms} |"


def _table(name: str, found: list[Trial]) -> Iterator[str]:
    counted = Counter((each.harmful, each.kind) for each in found)
    noticed = Counter((each.harmful, each.kind) for each in found if each.noticed)
    yield from ("", f"| {name}: what was sown | times | noticed |", "|---|--:|--:|")
    for harmful, kind in sorted(counted, key=lambda each: not each[0]):
        said = kind if harmful else f"harmless: {kind}"
        yield f"| {said} | {counted[harmful, kind]} | {noticed[harmful, kind]} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

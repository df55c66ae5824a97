"""How long a record of 1,000 requirements and 60 people takes: whole processes, medians, and the memory at its peak.

Run it with `python -m benchmarks.trace_speed`. It ends with 1 when a bound is missed.

- `bidkit trace` on the terminal.
- `bidkit standards --format json`, the ledger's data with every judgement.
- `bidkit standards --format docx` and `bidkit trace --format docx`, for their memory; their time is only shown.

It needs `os.wait4`, which Windows lacks.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.spending import Used, spent

ROUNDS = 5
REQUIREMENTS, PEOPLE, LOTS, GROUPS, RIVALS, LINES = 1000, 60, 4, 40, 3, 120
SECONDS, MEGABYTES = 1.5, 400
ROOT = Path(__file__).parents[1]

COMMANDS: dict[str, tuple[tuple[str, ...], float | None]] = {
    "trace": (("trace",), SECONDS),
    "ledger, json": (("standards", "--format", "json"), SECONDS),
    "ledger, docx": (("standards", "--format", "docx"), None),
    "trace, docx": (("trace", "--format", "docx"), None),
}


def large_record() -> Iterator[str]:
    """Yield the text of a record with a thousand requirements of forty groups in four lots, and sixty people."""
    yield "id: LARGE\ntitle: Laboratories of a works\nstage: development\nas_of: 2026-09-15\ncurrency: CNY\n"
    yield "customer:\n  name: Steel Works\n  procurement:\n    at: procurement-standards\n    state: unknown\n"
    yield "competitors:\n"
    yield from (f"  - {{id: C-{n:02}, name: Rival {n}}}\n" for n in range(1, RIVALS + 1))
    yield "costs:\n  lines:\n"
    for n in range(1, LINES + 1):
        price = 1000 + n
        yield f"    - {{id: K-{n:03}, category: machines, what: Machine {n}, unit_cost: {price}, date: 2026-09-13}}\n"
    yield "stakeholders:\n"
    for n in range(1, PEOPLE + 1):
        above = f", reports_to: P-{n // 4:02}" if n > 3 else ""
        seat = f"title: engineer, department: works {n % 6}, roles: [user]{above}"
        yield f"  - {{id: P-{n:02}, name: Person {n}, {seat}}}\n"
    yield from _standards()


def _standards() -> Iterator[str]:
    yield "standards:\n  needs:\n"
    yield from (f"    - {{id: N-{n:02}, what: Nothing waits in shop {n}, owner: P-{n:02}}}\n" for n in range(1, 41))
    yield "  lots:\n"
    yield from (f"    - {{id: L-{n}, title: Laboratory {n}}}\n" for n in range(1, LOTS + 1))
    yield "  groups:\n"
    for n in range(1, GROUPS + 1):
        yield f"    - {{id: G-{n:02}, title: Machine type {n}, lot: L-{n % LOTS + 1}}}\n"
    yield "  requirements:\n"
    yield from (_requirement(n) for n in range(1, REQUIREMENTS + 1))


def _requirement(n: int) -> str:
    answers = ("comply", "partially", "deviate", "exceed", "unknown")
    rivals = "".join(
        f"        - {{rival: C-{k:02}, answer: {answers[(n + k) % 5]}, source: Its catalogue of 2026}}\n"
        for k in range(1, RIVALS + 1)
    )
    return (
        f"    - id: REQ-{n:04}\n      group: G-{n % GROUPS + 1:02}\n      needs: [N-{n % 40 + 1:02}]\n"
        f"      text: The force error of machine {n} stays within a tenth of its class over the whole range of use.\n"
        f"      obligation: {'mandatory' if n % 5 == 0 else 'scored'}\n      weight: 0.1\n      state: adopted\n"
        f"      ours: {{answer: comply, offered: 'Certificate {n}', evidence: 'Data sheet {n}'}}\n"
        f"      rivals:\n{rivals}      cost_lines: [K-{n % LINES + 1:03}]\n"
    )


def run(words: tuple[str, ...], record: Path) -> Used:
    """Return what a fresh process takes."""
    return spent(["-m", "bidkit", words[0], str(record), *words[1:]])


def main() -> int:
    """Measure every command in turn, print medians, and return 1 where a bound is missed."""
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "deal.yaml"
        record.write_text("".join(large_record()), encoding="utf-8")
        rounds = [{name: run(words, record) for name, (words, _) in COMMANDS.items()} for _ in range(ROUNDS + 1)]
    print(f"{REQUIREMENTS} requirements, {PEOPLE} people; at most {SECONDS} s where bound, {MEGABYTES} MB")
    missed = False
    for name, (_, bound) in COMMANDS.items():
        seconds = statistics.median(each[name].wall for each in rounds[1:])  # the first round warms the disk's cache
        most = max(each[name].megabytes for each in rounds)
        fails = (bound is not None and seconds > bound) or most > MEGABYTES
        missed |= fails
        print(f"  {name:<16}{seconds:6.2f} s {most:6.0f} MB  {'MISSED' if fails else 'ok'}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())

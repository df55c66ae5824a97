"""How long the proposal of 1,000 requirements and 60 people takes: whole processes, medians, memory at its peak.

Run it with `python -m benchmarks.proposal_speed`. It ends with 1 when a bound is missed. It needs `os.wait4`, which
Windows lacks.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.spending import Used, spent

ROUNDS = 5
REQUIREMENTS, PEOPLE, NEEDS, GROUPS = 1000, 60, 40, 40
SECONDS, MEGABYTES = 3.0, 400
ROOT = Path(__file__).parents[1]

BLOCK = """\
---
title: About us
owner: A. Head
review_by: 2099-01-01
---
We build **machines** that test springs.

- Spring testers
- Fatigue testers
"""


def large_record() -> Iterator[str]:
    """Yield the text of a record with a thousand requirements in forty groups, and a whole proposal."""
    yield "id: LARGE\ntitle: Laboratories of a works\nstage: development\nas_of: 2026-09-15\ncurrency: CNY\n"
    yield "customer:\n  name: Steel Works\n  procurement:\n    at: procurement-standards\n    state: unknown\n"
    yield "stakeholders:\n"
    for n in range(1, PEOPLE + 1):
        yield f"  - {{id: P-{n:02}, name: Person {n}, title: engineer, department: works {n % 6}, roles: [user]}}\n"
    yield "standards:\n  needs:\n"
    for n in range(1, NEEDS + 1):
        yield f"    - {{id: N-{n:02}, what: Nothing may wait for a test in shop {n}, owner: P-{n:02}}}\n"
    yield "  groups:\n"
    yield from (f"    - {{id: G-{n:02}, title: Machine type {n}}}\n" for n in range(1, GROUPS + 1))
    yield "  requirements:\n"
    yield from map(_requirement, range(1, REQUIREMENTS + 1))
    yield from _proposal()


def _requirement(n: int) -> str:
    return (
        f"    - id: REQ-{n:04}\n      group: G-{n % GROUPS + 1:02}\n      needs: [N-{n % NEEDS + 1:02}]\n"
        f"      text: The force error of machine {n} stays within a tenth of its class over the whole range of use.\n"
        f"      obligation: {'mandatory' if n % 5 == 0 else 'scored'}\n      state: adopted\n      ours:\n"
        f"        answer: {('comply', 'exceed', 'comply', 'partially')[n % 4]}\n"
        f"        offered: 0.1 per cent of the reading, from 1 to 100 per cent of range {n}\n"
        f"        evidence: Data sheet {n}, revision 2\n        benefit: Fewer good springs are rejected\n"
        f"      verification: {{test: Proving device, standard: ISO 7500-1, criterion: 'Within 0.1 %'}}\n"
    )


def _proposal() -> Iterator[str]:
    yield "proposal:\n  number: P-1\n  dated: 2026-09-15\n  summary: All of it.\n  letter: Here it is.\n"
    yield "  solutions:\n"
    for n in range(1, NEEDS + 1):
        yield f"    - {{need: N-{n:02}, what: A tester of its own stands in shop {n}, proof: A trial of 20 runs}}\n"
    yield "  plan_starts: 2027-01-31\n  milestones:\n"
    yield from (f"    - {{what: Machine {n}, from_day: {n * 5}, to_day: {n * 5 + 20}}}\n" for n in range(1, 13))
    yield "  content:\n    about-us: {block: about-us}\n"


def run(record: Path, form: str, out: Path) -> Used:
    """Return what a fresh process takes."""
    return spent(["-m", "bidkit", "proposal", str(record), "--format", form, "--out", str(out)])


def main() -> int:
    """Measure Word files of the large record in turn, print medians, and return 1 where a bound is missed."""
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "content").mkdir()
        (folder / "content" / "about-us.md").write_text(BLOCK, encoding="utf-8")
        (folder / "house.yaml").write_text("seller: {name: Testing Machines Ltd}\n", encoding="utf-8")
        record = folder / "deal.yaml"
        record.write_text("".join(large_record()), encoding="utf-8")
        rounds = [run(record, "docx", folder / "out") for _ in range(ROUNDS + 1)]
    seconds = statistics.median(each.wall for each in rounds[1:])  # the first round warms the disk's cache
    most = max(each.megabytes for each in rounds)
    missed = seconds > SECONDS or most > MEGABYTES
    print(f"{REQUIREMENTS} requirements, {PEOPLE} people; at most {SECONDS} s and {MEGABYTES} MB")
    print(f"  proposal, docx  {seconds:6.2f} s {most:6.0f} MB  {'MISSED' if missed else 'ok'}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())

"""What of each room the tests run, by statements and by branches: kept in docs/quality.md.

`make coverage` runs all the tests and then `python -m benchmarks.coverage`; words after that say which tests were run.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.quality import write_section

REPORT = Path(__file__).parents[1] / "build" / "coverage" / "report.json"
COUNTED = ("num_statements", "covered_lines", "num_branches", "covered_branches")


def room_of(path: str) -> str:
    """Return a package's folder; modules that stand alone in `bidkit` or `pricing` make one room."""
    return str(Path(*Path(path).parts[:2]) if len(Path(path).parts) > 2 else Path(path).parent / "*.py")


def rooms(files: Mapping[str, Mapping[str, Mapping[str, int]]]) -> dict[str, Counter[str]]:
    """Add up the figures of the modules of each room."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(files):
        found[room_of(path)].update({name: files[path]["summary"][name] for name in COUNTED})
    return found


def section(found: Mapping[str, Counter[str]], tests: str) -> Iterator[str]:
    """Yield the section's lines."""
    yield f"What {tests} run, processes that they start included; statements and branches as coverage.py counts them."
    yield from ("", "| room | statements | run | branches | taken | of both |", "|---|--:|--:|--:|--:|--:|")
    for room, own in (*found.items(), ("all", sum(found.values(), Counter[str]()))):
        possible = own["num_statements"] + own["num_branches"]
        share = (own["covered_lines"] + own["covered_branches"]) / (possible or 1)
        yield f"| {room} | " + " | ".join(f"{own[name]:,}" for name in COUNTED) + f" | {share:.1%} |"


def main(words: list[str]) -> None:
    """Read the report, show its figures by room and keep them."""
    files = json.loads(REPORT.read_text(encoding="utf-8"))["files"]
    tests = ", ".join(f"`{word}`" for word in words) if words else "all the tests"
    text = "\n".join(section(rooms(files), tests))
    print(text)
    write_section("coverage", text)


if __name__ == "__main__":
    main(sys.argv[1:])

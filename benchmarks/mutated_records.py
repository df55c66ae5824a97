"""Check 20,000 records that accidents and hurry have changed; write into docs/quality.md what came of it.

Run it with `python -m benchmarks.mutated_records`; it ends with 1 where a check falls over, a refused command leaves a
part of its output, or fewer than 99 % of the refused records have path and line in every Problem.
"""

import random
import re
import sys
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from benchmarks.quality import write_section
from bidkit.cli.desk import lay_out
from bidkit.problems import Problem, ProblemsFound
from tests.acceptance.house import EXAMPLES, called, deal_of
from tests.unit.record.mutants import ODD, SYNTAX, VALUES, Edit, mutated
from tests.unit.record.test_mutated_records import whole_or_nothing

RECORDS = 20_000
SEED = 8
WANTED = 0.99
ONE_IN = 10  # of the records are also made into a document
_FIELD = re.compile(r"^(\s*(?:- )?(?:\{)?)([A-Za-z_]\w*)(:\s*)(.*)$")
_ID = re.compile(r"\b([A-Z]{1,4}-)\d+\b")
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_NUMBER = re.compile(r"(?<=: )-?\d+(?:\.\d+)?$", re.MULTILINE)

Mutate = Callable[[str, random.Random], str]


@dataclass(frozen=True)
class Checked:
    """What a check said of a mutated record."""

    kind: str
    refused: bool
    unplaced: tuple[str, ...] = ()
    """Problems without path or line."""
    fell: str = ""
    """The traceback."""


def _of_line(change: Callable[[re.Match[str], random.Random], str], pattern: re.Pattern[str]) -> Mutate:
    """Return what changes one match of a pattern, left to chance."""

    def mutate(text: str, chance: random.Random) -> str:
        lines = text.split("\n")
        there = [number for number, line in enumerate(lines) if pattern.search(line)]
        if not there:
            return _accident(text, chance)
        at = chance.choice(there)
        lines[at] = pattern.sub(lambda found: change(found, chance), lines[at], count=1)
        return "\n".join(lines)

    return mutate


def _misspelt(found: re.Match[str], chance: random.Random) -> str:
    name, at = found[2], chance.randrange(len(found[2]))
    other = chance.choice(
        (name[:at] + name[at + 1 :], name[:at] + name[at] * 2 + name[at + 1 :], name.title(), f"{name}s")
    )
    return f"{found[1]}{other or 'x'}{found[3]}{found[4]}"


def _other_value(found: re.Match[str], chance: random.Random) -> str:
    return f"{found[1]}{found[2]}{found[3]}{chance.choice(VALUES)}"


def _kept(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}{found[3]}{found[4]}"


def _twice(found: re.Match[str], _: random.Random) -> str:
    line = _kept(found)
    return f"{line}\n{line.replace('- ', '  ', 1) if line.lstrip().startswith('- ') else line}"


def _no_value(found: re.Match[str], _: random.Random) -> str:
    return f"{found[1]}{found[2]}:"


def _indented(found: re.Match[str], chance: random.Random) -> str:
    line = _kept(found)
    return chance.choice((f" {line}", f"  {line}", f"\t{line}", line[1:], line[2:]))


def _without_block(text: str, chance: random.Random) -> str:
    """Take out a field with all that is in it."""
    lines = text.split("\n")
    there = [number for number, line in enumerate(lines) if _FIELD.match(line)]
    if not there:
        return _accident(text, chance)
    at = chance.choice(there)
    depth = len(lines[at]) - len(lines[at].lstrip())
    inside = (number for number in range(at + 1, len(lines)) if lines[number].strip())
    end = next((number for number in inside if len(lines[number]) - len(lines[number].lstrip()) <= depth), len(lines))
    return "\n".join(lines[:at] + lines[end:])


def _accident(text: str, chance: random.Random) -> str:
    """Let one thing happen to the text that knows nothing of its meaning."""
    spot = chance.random()
    edit: Edit = chance.choice(
        (
            *((kind, spot, "") for kind in ("delete line", "double line", "truncate", "delete character")),
            ("swap lines", spot, chance.random()),
            *((kind, spot, chance.choice((*SYNTAX, *ODD))) for kind in ("insert", "replace")),
            ("bytes", spot, chance.randbytes(3)),
        )
    )
    return mutated(text.encode("utf-8", "surrogateescape"), edit).decode("utf-8", "surrogateescape")


KINDS: dict[str, Mutate] = {
    "an accident to the text": _accident,
    "a field's name misspelt": _of_line(_misspelt, _FIELD),
    "a value of another kind": _of_line(_other_value, _FIELD),
    "a value taken out": _of_line(_no_value, _FIELD),
    "a field with all in it taken out": _without_block,
    "a field twice": _of_line(_twice, _FIELD),
    "an indentation": _of_line(_indented, _FIELD),
    "an id that nothing has": _of_line(lambda found, chance: f"{found[1]}{chance.randrange(900, 999)}", _ID),
    "a date that is none": _of_line(
        lambda found, chance: chance.choice(("2026-13-01", "31.12.2026", "2026-02-30", "soon", f"{found[0]} 9h")), _DATE
    ),
    "a number with a unit or as people write it": _of_line(
        lambda found, chance: chance.choice(
            (f"{found[0]} kN", f"-{found[0]}", f"{found[0]},5", f"1,{found[0]}", "a few")
        ),
        _NUMBER,
    ),
}


@cache
def _folder(example: str) -> Path:
    """Return a folder of this process's own with an example."""
    folder = Path(mkdtemp(prefix="bidkit-mutated-"))
    deal_of(folder, example)
    return folder


def checked(number: int) -> Checked:
    """Mutate an example, once or twice, and check it."""
    chance = random.Random(f"{SEED} {number}")  # noqa: S311 - the same every time
    folder = _folder(chance.choice(sorted(path.name for path in EXAMPLES.iterdir())))
    file = folder / ("house.yaml" if chance.random() < 0.1 and (folder / "house.yaml").exists() else "deal.yaml")
    before = file.read_bytes()
    text = before.decode()
    kind = list(KINDS)[number % len(KINDS)]
    for each in (kind, *chance.choices(list(KINDS), k=chance.randrange(2))):
        text = KINDS[each](text, chance)
    after = text.encode("utf-8", "surrogateescape")
    try:
        file.write_bytes(after)
        found = _check(kind, file, before, after)
        if number % ONE_IN == 0:
            _make(folder)
    except Exception:
        return Checked(kind, refused=True, fell=traceback.format_exc())
    else:
        return found
    finally:
        file.write_bytes(before)


def _check(kind: str, file: Path, before: bytes, after: bytes) -> Checked:
    try:
        desk = lay_out(file.with_name("deal.yaml"))
        problems = (*desk.problems, *desk.for_customer(final=False))
    except ProblemsFound as found:
        problems = tuple(found.problems)
    errors = [each for each in problems if each.severity == "error"]
    first = after.split(b"\n", 1)[0] != before.split(b"\n", 1)[0]
    unplaced = tuple(str(each) for each in errors if not _placed(each, file.parent, first=first))
    return Checked(kind, bool(errors), unplaced)


def _placed(problem: Problem, folder: Path, *, first: bool) -> bool:
    """Say whether a Problem names a file and a line; the very first counts only where something is wrong there."""
    place, path = problem.place, Path(problem.place.path)
    if not (folder / path.name).is_file():
        return False
    lines = len(re.split(rb"\r\n|\r|\n", (folder / path.name).read_bytes()))
    return 1 <= place.line <= lines and (first or (place.line, place.column) != (1, 1))


def _make(folder: Path) -> None:
    """Make a document of the record: all of it, or nothing."""
    out = folder / "out"
    said = called(("evaluation", folder, "--format", "html", "--format", "json", "--out", out), {})
    if "Traceback" in said.err:
        raise AssertionError(said.err)
    whole_or_nothing(out, refused=bool(said.code))
    rmtree(out, ignore_errors=True)


def table(found: Sequence[Checked]) -> Iterator[str]:
    """Yield the section's lines: each kind of change with what the check said."""
    fell, refused = sum(bool(each.fell) for each in found), [each for each in found if each.refused]
    share = sum(not each.unplaced for each in refused) / len(refused)
    yield f"{len(found):,} copies of the examples' records, changed once or twice by chance (seed {SEED}) and checked,"
    yield f"one in {ONE_IN} also made into a document, whole or not at all: {fell} of them fell over."
    yield f"{len(refused):,} were refused; in {share:.2%} of these every Problem names the file and the line."
    yield ""
    yield "| first change | records | refused | still sound | path and line in every Problem |"
    yield "|---|--:|--:|--:|--:|"
    kinds: dict[str, list[Checked]] = defaultdict(list)
    for each in found:
        kinds[each.kind].append(each)
    for kind, own in kinds.items():
        bad = [each for each in own if each.refused]
        placed = sum(not each.unplaced for each in bad) / (len(bad) or 1)
        yield f"| {kind} | {len(own):,} | {len(bad):,} | {len(own) - len(bad):,} | {placed:.2%} |"


def main() -> int:
    """Check all records, show what came of it and keep it."""
    with ProcessPoolExecutor(max_workers=2) as pool:
        found = list(pool.map(checked, range(int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS), chunksize=50))
    for trace, times in Counter(each.fell for each in found if each.fell).most_common(20):
        print(f"{times} times: {trace}", file=sys.stderr)
    said = Counter(re.sub(r"\d+", "0", line) for each in found for line in each.unplaced)
    for line, times in said.most_common(40):
        print(f"{times} times without a place: {line}", file=sys.stderr)
    text = "\n".join(table(found))
    print(text)
    write_section("mutated records", text)
    refused = [each for each in found if each.refused]
    return 1 if any(each.fell for each in found) or sum(not e.unplaced for e in refused) < WANTED * len(refused) else 0


if __name__ == "__main__":
    sys.exit(main())

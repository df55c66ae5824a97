"""Let every command that writes meet a disk that fails and a sudden end; write into docs/quality.md what came of it.

Run it with `python -m benchmarks.faults`; it ends with 1 where anything is lost, half written or not said. It needs
Linux and a C compiler. `--every 3` makes only every third trial.
"""

import argparse
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter

from benchmarks.quality import write_section
from tests.faults.calling import calling
from tests.faults.judging import healthy
from tests.faults.scenes import (
    AHEAD,
    BEHIND,
    ORDINARY,
    full_disk,
    named,
    read_only,
    stopped_server,
    without_fonts,
    wrong_clock,
)
from tests.faults.table import commands
from tests.faults.trials import Trial, every_fault, killed, tried
from tests.postgres import server

KILLS = 1000
STOPS = 20
SLOW = 1.0  # seconds: of a command that takes longer, each operation fails in one way alone


@dataclass(frozen=True)
class Met:
    """What came of a command's trials."""

    command: str
    kind: str
    operations: int
    failing: tuple[Trial, ...]
    killed: tuple[Trial, ...]


def met(name: str, every: int, kills: int) -> Met:
    """Let each operation of a command fail, and kill it at random moments."""
    command = next(each for each in commands() if each.name == name)
    chance = random.Random(name)  # noqa: S311 - the same moments every time
    with calling() as caller, tempfile.TemporaryDirectory() as below:
        folder = Path(below)
        sound = healthy(command, folder, caller)
        started = perf_counter()
        caller(sound.call(folder / "sound"))
        longest = perf_counter() - started
        faults = islice(every_fault(sound, rotating=longest > SLOW), 0, None, every)
        failing = tuple(tried(sound, fault, caller, folder) for fault in faults)
        ends = tuple(killed(sound, chance, longest, caller, folder) for _ in range(kills))
        return Met(name, command.kind, sound.ended.operations, failing, ends)


def table(found: Sequence[Met], every: int) -> Iterator[str]:
    """Yield the section's lines: each way of writing with its commands."""
    trials = [trial for each in found for trial in (*each.failing, *each.killed)]
    bad = [trial for trial in trials if trial.wrong]
    ends = sum(len(each.killed) for each in found)
    share = "each operation on the disk" if every == 1 else f"every {every}th trial of all operations on the disk"
    yield f"{len(found)} commands that write, SQLite's own writes among theirs: {share}"
    yield "fails once with ENOSPC, EIO and EACCES, and once more for good or with the end of the program there (of the"
    yield f"slow ones one of these at each); then they are killed {ends} times at random moments."
    yield f"{len(trials) - len(bad)} of {len(trials)} trials left the old files or the new ones, a register that is"
    yield "whole and agrees with them, and a reason with what to do about it."
    yield ""
    yield "| what is written | commands | operations | failed or ended there | killed | wrong |"
    yield "|---|--:|--:|--:|--:|--:|"
    groups: dict[str, list[Met]] = defaultdict(list)
    for each in found:
        groups[each.kind].append(each)
    for kind, own in groups.items():
        failing, ended = (
            sum(len(part) for part in parts) for parts in zip(*((m.failing, m.killed) for m in own), strict=True)
        )
        wrong = sum(bool(trial.wrong) for m in own for trial in (*m.failing, *m.killed))
        yield f"| {kind} | {len(own)} | {sum(m.operations for m in own)} | {failing} | {ended} | {wrong} |"


def scenes(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield what else goes wrong around a command, with what was wrong after each time."""
    writing = named(
        "evaluation", "bid", "import ocds --replace", "keys new", "approve", "bid --final", "proposal --final"
    )
    drawn = [each for each in commands() if each.kind == "a set of documents"]
    with calling() as caller, calling(*ORDINARY) as ordinary, calling(*AHEAD) as ahead, calling(*BEHIND) as behind:
        full = (one for each in writing for one in full_disk(each, _new(folder), caller))
        yield "a real disk of a few hundred KiB that fills up, size by size", list(full)
        reading = (one for each in commands() for one in read_only(each, _new(folder), ordinary))
        yield "a folder for reading only, as an ordinary user, all commands", list(reading)
        clocks = {"right": caller, "a year ahead": ahead, "a year behind": behind}
        yield (
            "the clock a year ahead and behind",
            [one for each in drawn for one in wrong_clock(each, _new(folder), clocks)],
        )
    yield "no font on the machine", list(without_fonts(_new(folder), "pdf", "docx"))
    with server() as running:
        yield "PostgreSQL stopped in the middle of issuing a bid", list(stopped_server(running, _new(folder), STOPS))


def _new(folder: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=folder))


def main() -> int:
    """Try everything, show what came of it and keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    every = parser.parse_args().every
    each = -(-KILLS // len(commands()))
    with ProcessPoolExecutor(max_workers=2) as pool:
        found = []
        for one in pool.map(partial(met, every=every, kills=each), [command.name for command in commands()]):
            found.append(one)
            for trial in (*one.failing, *one.killed):
                if trial.wrong:
                    print(trial, file=sys.stderr, flush=True)
            print(f"{one.command}: {len(one.failing)} + {len(one.killed)}", file=sys.stderr, flush=True)
    text = "\n".join(table(found, every))
    with tempfile.TemporaryDirectory() as below:
        Path(below).chmod(0o755)
        around = list(scenes(Path(below)))
    text += "\n\n| what goes wrong around a command | times | wrong |\n|---|--:|--:|\n"
    text += "\n".join(f"| {what} | {len(came)} | {sum(map(bool, came))} |" for what, came in around)
    print(*(one for _, came in around for one in came if one), sep="\n", file=sys.stderr)
    print(text)
    write_section("faults", text)
    wrong = any(trial.wrong for each in found for trial in (*each.failing, *each.killed))
    return 1 if wrong or any(one for _, came in around for one in came) else 0


if __name__ == "__main__":
    sys.exit(main())

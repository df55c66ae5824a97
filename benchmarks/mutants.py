"""Modules made wrong on purpose, one change at a time: how many changes a module's own unit tests notice.

Run it with `python -m benchmarks.mutants [ROOM[:HOW_MANY] …]`. Windows cannot stop what
a test started, so it runs on Linux and macOS.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.quality import write_section
from benchmarks.syntax_changes import Change, changed, changes

ROOT = Path(__file__).parents[1]
SEED = 8
MANY = 60
SECONDS = 90
ROOMS: dict[str, dict[str, str]] = {
    "gates": {"bidkit/gates.py": "tests/unit/test_gates.py tests/unit/test_final_gates.py"},
    "register": {"bidkit/register/chain.py": "tests/unit/register/test_chain.py -k not(postgresql)"},
    "pricing": {
        "pricing/margin.py": "tests/unit/pricing/test_margin.py",
        "pricing/money.py": "tests/unit/pricing/test_money.py",
        "pricing/schedule.py": "tests/unit/pricing/test_schedule.py",
        "pricing/cost/total.py": "tests/unit/pricing/test_cost.py",
        "pricing/win": "tests/unit/pricing/test_win.py",
        "pricing/evaluation": "tests/unit/pricing/evaluation",
        "pricing/decision": "tests/unit/pricing/test_decision.py tests/unit/pricing/test_concessions.py",
    },
    "audience": {"bidkit/audience": "tests/unit/test_audience.py"},
}
"""Of each room, the modules that are changed and the tests that should notice."""

SOUND = Change(-1, 0, "", "")
"""No change: the tests must pass before anything is said of those that fail."""

KNOWN: dict[str, str] = {}
"""Why a change that nothing notices is none: keyed by module and by what was changed to what."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A change in a module, and the tests that should notice it."""

    room: str
    module: Path
    tests: str
    change: Change

    @property
    def name(self) -> str:
        """Return what was changed to what, on one line."""
        said = " ".join(f"{self.change.before} → {self.change.after}".split()).replace("|", "∣")
        return f"{self.module.relative_to(ROOT)}: {said}"


def sample(room: str, many: int) -> Sequence[Trial]:
    """Return as many changes of a room as asked, drawn by chance, the same each time."""
    every = [
        Trial(room, module, tests, change)
        for path, tests in ROOMS[room].items()
        for module in sorted((ROOT / path).rglob("*.py") if (ROOT / path).is_dir() else [ROOT / path])
        for change in changes(module.read_text(encoding="utf-8"))
    ]
    return random.Random(SEED).sample(every, min(many, len(every)))  # noqa: S311 - a sample, no secret


def tried(trial: Trial) -> str:
    """Return what became of a change: killed, survived or stopped by the clock."""
    paths, _, words = trial.tests.partition(" -k ")
    chosen = ["-k", words] if words else []
    asked = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", *chosen, *paths.split()]
    started = [sys.executable, "-m", "benchmarks.mutants", "--one", str(trial.module), str(trial.change.at)]
    with subprocess.Popen(
        [*started, *asked], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as running:
        try:
            code = running.wait(SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            return "stopped"
    return "survived" if code == 0 else "killed"


def one(module: Path, at: int, asked: Sequence[str]) -> int:
    """Put a changed module in the place of the sound one, in this process alone, and run the tests."""
    import importlib.machinery

    import pytest

    sound = importlib.machinery.SourceFileLoader.get_code

    def get_code(loader: importlib.machinery.SourceFileLoader, name: str) -> object:
        if at == SOUND.at or Path(loader.path) != module:
            return sound(loader, name)
        return compile(changed(module.read_text(encoding="utf-8"), at), str(module), "exec")

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[assignment,method-assign]
    return int(pytest.main(list(asked)))


def section(ended: Sequence[tuple[Trial, str]], whole: Callable[[str], int]) -> Iterator[str]:
    """Yield the section's lines: of each room how many changes were noticed, and which were not."""
    yield "A module is made wrong by one change to its syntax tree: a comparison, `and` and `or`, an operator, a"
    yield "constant, a condition or a returned value. Then the unit tests of that module alone are run, in a process of"
    yield f"its own, for {SECONDS} seconds at most; what runs longer counts as noticed. A sample of each room's"
    yield f"possible changes, drawn with seed {SEED}."
    yield from (
        "",
        "| room | possible | tried | killed | stopped by the clock | survived |",
        "|---|--:|--:|--:|--:|--:|",
    )
    for room in dict.fromkeys(trial.room for trial, _ in ended):
        own = Counter(end for trial, end in ended if trial.room == room)
        figures = (whole(room), own.total(), own["killed"], own["stopped"], own["survived"])
        yield f"| {room} | " + " | ".join(f"{figure:,}" for figure in figures) + " |"
    survived = sorted((t for t, end in ended if end == "survived"), key=lambda t: (t.module, t.change.line))
    if survived:
        yield from ("", "| survived | why |", "|---|---|")
    for trial in survived:
        yield f"| `{trial.name}` | {KNOWN.get(trial.name, 'not explained yet')} |"


def main(words: Sequence[str]) -> int:
    """Try the changes of the rooms asked for, or of all, and keep what came of them."""
    asked = {room: int(many or MANY) for room, _, many in (word.partition(":") for word in words or ROOMS)}
    trials = [trial for room, many in asked.items() for trial in sample(room, many)]
    for tests in {trial.tests: trial for trial in trials}.values():
        if tried(replace(tests, change=SOUND)) != "survived":
            raise SystemExit(f"{tests.tests}: these tests fail, or are too slow, where nothing is changed")
    ended = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for trial, end in zip(trials, pool.map(tried, trials), strict=True):
            ended.append((trial, end))
            print(f"{time.strftime('%H:%M:%S')} {end} {trial.change.line} {trial.name}", file=sys.stderr, flush=True)
    text = "\n".join(section(ended, lambda room: len(sample(room, sys.maxsize))))
    print(text)
    write_section("mutation testing", text)
    return int(any(end == "survived" and trial.name not in KNOWN for trial, end in ended))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        sys.exit(one(Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]))
    sys.exit(main(sys.argv[1:]))

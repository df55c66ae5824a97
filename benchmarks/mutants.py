"""Modules made wrong on purpose, one change at a time: how many changes a module's own unit tests notice.

Run it with `python -m benchmarks.mutants [ROOM[:HOW_MANY] …]`; with `again`, only what survived the last time is tried
anew, which is enough where tests were added and nothing else was changed. Windows cannot stop what
a test started, so it runs on Linux and macOS.
"""

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.quality import write_section
from benchmarks.syntax_changes import Change, changed, changes

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "build" / "mutants.json"
SEED = 8
MANY = 60
SECONDS = 240
_CUSTOMER = "tests/unit/test_audience.py"
ROOMS: dict[str, dict[str, str]] = {
    "gates": {
        "bidkit/gates.py": "tests/unit/test_gates.py tests/unit/test_final_gates.py tests/unit/test_next_work.py"
    },
    "register": {
        "bidkit/register/chain.py": "tests/unit/register/test_chain_faults.py"
        " tests/unit/register/test_chain.py -k not(postgresql)"
    },
    "price": {
        "pricing/margin.py": "tests/unit/pricing/test_margin.py",
        "pricing/money.py": "tests/unit/pricing/test_money.py",
        "pricing/schedule.py": "tests/unit/pricing/test_schedule.py",
        "pricing/sensitivity.py": "tests/unit/pricing/test_sensitivity.py",
    },
    "cost": {
        "pricing/cost": "tests/unit/pricing/test_cost.py tests/unit/pricing/test_cost_simulation.py",
    },
    "evaluation": {"pricing/evaluation": "tests/unit/pricing/evaluation tests/unit/record/test_wrong_tenders.py"},
    "decision": {
        "pricing/decision": "tests/unit/pricing/test_decision.py tests/unit/pricing/test_concessions.py",
    },
    "win chance": {
        "pricing/win": "tests/unit/pricing/test_win.py",
        "pricing/competition": "tests/unit/pricing/test_field.py tests/unit/pricing/test_market.py",
    },
    "audience": {
        "bidkit/audience/clearing.py": _CUSTOMER,
        "bidkit/audience/standards.py": _CUSTOMER,
        "bidkit/audience/parties.py": _CUSTOMER,
        "bidkit/audience/rules.py": "tests/unit/record/test_content.py",
    },
}
"""Of each room, the modules that are changed and the tests that should notice."""

SOUND = Change(-1, 0, "", "")
"""No change: the tests must pass before anything is said of those that fail."""

KNOWN: dict[str, str] = {
    "pricing/decision/concessions.py: price - situation.walk_away → price + situation.walk_away": (
        "the bisection only begins further out"
    ),
    "pricing/evaluation/abnormal.py: 0 * offers.count → 0 / offers.count": "where there are no bids, none is low",
    "pricing/evaluation/abnormal.py: rest.count < 3 → rest.count <= 3": "three that remain are the lowest three",
    "pricing/evaluation/reversals.py: 0 → 1": "each of the pair has a rank there; the type checker asks",
    "pricing/schedule.py: each is not None → True": "none is None there; the type checker asks",
    "pricing/sensitivity.py: situation.allows(each) → True": "what may not be asked is left out of the best as well",
    "pricing/win/optimum.py: 4 → 5": "only bounds a step of the search for the same root",
}
"""Why a change that nothing notices is none: keyed by module and by what was changed to what."""


INTRODUCTION = f"""\
A module is made wrong by one change to its syntax tree: a comparison, `and` and `or`, an operator, a constant, a
condition or a returned value. Then the unit tests of that module alone are run, in a process of its own, for
{SECONDS} seconds at most; what runs longer counts as noticed. A sample of each room's possible changes, drawn by chance
with seed {SEED}."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A change in a module, and the tests that should notice it."""

    room: str
    module: Path
    tests: str
    change: Change

    @property
    def key(self) -> str:
        """Return the module and the number of the change."""
        return f"{self.module.relative_to(ROOT)}:{self.change.at}"

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


def section(ended: Sequence[tuple[Trial, str]], before: Mapping[str, str]) -> Iterator[str]:
    """Yield the section's lines: of each room how many changes were noticed, and which were not."""
    yield INTRODUCTION
    yield from (
        "",
        "| room | possible | tried | noticed | of these since | by time | survived |",
        "|---" + "|--:" * 6 + "|",
    )
    since = [trial for trial, end in ended if end != "survived" and before.get(trial.key) == "survived"]
    for room in dict.fromkeys(trial.room for trial, _ in ended):
        own = Counter(end for trial, end in ended if trial.room == room)
        late = sum(trial.room == room for trial in since)
        noticed = own["killed"] + own["stopped"]
        figures = (len(sample(room, sys.maxsize)), own.total(), noticed, late, own["stopped"], own["survived"])
        yield f"| {room} | " + " | ".join(f"{figure:,}" for figure in figures) + " |"
    survived = [trial for trial, end in ended if end == "survived"]
    if since or survived:
        yield from ("", "| survived at first | since |", "|---|---|")
    for trial in sorted((*since, *survived), key=lambda trial: (trial.module, trial.change.line)):
        state = (
            "noticed since, by a test added or named" if trial in since else KNOWN.get(trial.name, "not explained yet")
        )
        yield f"| `{trial.name}` | {state} |"


def ends(trials: Sequence[Trial], before: Mapping[str, str]) -> Iterator[tuple[Trial, str]]:
    """Try changes, two at a time, but those that were noticed before."""
    due = [trial for trial in trials if before.get(trial.key, "survived") == "survived"]
    for trial in {trial.tests: trial for trial in due}.values():
        if tried(replace(trial, change=SOUND)) != "survived":
            raise SystemExit(f"{trial.tests}: these tests fail, or are too slow, where nothing is changed")
    with ThreadPoolExecutor(max_workers=2) as pool:
        found = dict(zip((trial.key for trial in due), pool.map(tried, due), strict=True))
    for trial in trials:
        yield trial, found.get(trial.key) or before[trial.key]


def main(words: Sequence[str]) -> int:
    """Try the changes of the rooms asked for, or of all, and keep what came of them."""
    before = json.loads(KEPT.read_text(encoding="utf-8")) if "again" in words else {}
    rooms = [word for word in words if word != "again"] or list(ROOMS)
    asked = {room: int(many or MANY) for room, _, many in (word.partition(":") for word in rooms)}
    ended = list(ends([trial for room, many in asked.items() for trial in sample(room, many)], before))
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps({trial.key: end for trial, end in ended}), encoding="utf-8")
    text = "\n".join(section(ended, before))
    print(text)
    write_section("mutation testing", text)
    return int(any(end == "survived" and trial.name not in KNOWN for trial, end in ended))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        sys.exit(one(Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]))
    sys.exit(main(sys.argv[1:]))

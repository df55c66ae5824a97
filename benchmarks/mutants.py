"""Modules made wrong on purpose, one change at a time: how many changes a module's own unit tests notice.

Run it with `python -m benchmarks.mutants [ROOM[:HOW_MANY] …]`. What became of each change is kept as it comes: a run
that was broken off goes on where it stopped, and what was tried is not tried again while its module stays as it is.
With `again`, what survived is tried anew, for tests that were added. It forks, so it runs on Linux and macOS.
"""

import importlib.machinery
import json
import os
import resource
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import Phase, settings

from benchmarks.quality import write_section
from benchmarks.syntax_changes import Change, changed, changes

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "build" / "mutants.jsonl"
SEED = 8
MANY = 100
WARM = ("numpy", "pydantic", "scipy.optimize", "scipy.stats")
"""Imported once, before the forks; what is ours is imported anew in each."""
MEMORY = 4 << 30
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
        "pricing/decision": "tests/unit/pricing/test_decision.py tests/unit/pricing/test_decision_edges.py"
        " tests/unit/pricing/test_concessions.py",
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
    "bidkit/audience/rules.py: each.block → True": "no block is without a name; the type checker asks",
    "pricing/competition/lowest.py: True → False in "
    "for median, own, bids in zip(field.log_median, field.own_sd, field.bids, strict=True):": (
        "there are as many of each; it only asks"
    ),
    "pricing/schedule.py: True → False in "
    "lines = tuple(priced(item, price, currency) for item, price in zip(items, prices, strict=True))": (
        "there are as many of each; it only asks"
    ),
    "pricing/schedule.py: True → False in for item, found in zip(items, exact, strict=True)": (
        "there are as many of each; it only asks"
    ),
    "pricing/evaluation/abnormal.py: below > 0 → below >= 0 in "
    "return offers.valid & judged & (below > 0) & (below**2 > offers.number(self.number) ** 2 * variance)": (
        "nothing squared is above no variance"
    ),
    "pricing/competition/normal.py: bounds > 30 → bounds >= 30": "at thirty both ways say the same to a thousandth",
    "pricing/cost/quantiles.py: False → True in edges = np.linspace(scores[0], scores[-1], _CELLS, endpoint=False)": (
        "only where a search of the same table begins"
    ),
    "pricing/cost/quantiles.py: 1 → 2 in edges = np.linspace(scores[0], scores[-1], _CELLS, endpoint=False)": (
        "only where a search of the same table begins"
    ),
    'pricing/cost/quantiles.py: 1 → 2 in begins = np.searchsorted(scores, edges, side="right") - 1': (
        "only where a search of the same table begins"
    ),
    "pricing/cost/quantiles.py: 0.0 → 1.0 in slopes = np.append(np.diff(parts) / np.diff(scores), 0.0)": (
        "no score goes beyond the last step"
    ),
    "pricing/cost/simulation.py: 1.0 → 2.0 in return min(1.0, 2 * float(np.sin(np.pi * float(rank) / 6)))": (
        "no sine of these comes to more than a half but by rounding"
    ),
    "pricing/decision/concessions.py: 50 → 51 in with localcontext(prec=50):": "no amount has so many digits",
    "pricing/decision/concessions.py: price - situation.walk_away → price + situation.walk_away": (
        "the bisection only begins further out"
    ),
    "pricing/decision/curve.py: 0.0 → 1.0 in tried = np.geomspace("
    "low, max(1.25 * low, float(reached.max(initial=0.0))), _SEARCHED)": "a quarter above the floor is more than one",
    "pricing/decision/curve.py: count >= _FEW → count > _FEW": "a rule of thumb, which one win more does not change",
    "pricing/decision/positions.py: chances >= chances.max() - _EQUAL → chances > chances.max() - _EQUAL": (
        "how little counts as equal is a matter of rounding"
    ),
    "pricing/decision/positions.py: profits >= least - _EQUAL * least → profits > least - _EQUAL * least": (
        "how little counts as equal is a matter of rounding"
    ),
    "pricing/evaluation/abnormal.py: rest.count < 3 → rest.count <= 3": "three that remain are the lowest three",
    "pricing/evaluation/faults.py: quality <= 1 → quality < 1": "a weight of one leaves the other nought",
    "pricing/schedule.py: each is not None → True": "none is None there; the type checker asks",
    "pricing/sensitivity.py: situation.allows(each) → True": "what may not be asked is left out of the best as well",
    "pricing/win/optimum.py: 100 → 101 in for _ in range(100):": "the root is found long before",
    "pricing/win/optimum.py: 1.0 → 2.0 in w = 1.0": "only where the search of the same root begins",
    "pricing/win/optimum.py: 4 → 5 in w = max(w - step, w / 4)": "only bounds a step of the search for the same root",
}
"""Why a change that nothing notices is none: keyed by module and by what was changed to what."""


INTRODUCTION = f"""\
A module is made wrong by one change to its syntax tree: a comparison, `and` and `or`, an operator, a constant, a
condition or a returned value. Then the unit tests of that module alone are run, the quickest first, until one fails,
in a process of its own; what computes for over three times as long as the sound module counts as noticed. Of each
room a sample of its possible changes, drawn by chance with seed {SEED}."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A change in a module, and the tests that should notice it."""

    room: str
    module: Path
    tests: str
    change: Change

    @property
    def key(self) -> str:
        """Return the module, the state it is in, and the number of the change."""
        return f"{self.module.relative_to(ROOT)}:{crc32(self.module.read_bytes()):08x}:{self.change.at}"

    @property
    def name(self) -> str:
        """Return what was changed to what, and the line it stands in where that says more."""
        line = self.module.read_text(encoding="utf-8").splitlines()[self.change.line - 1].strip()
        said = f"{self.change.before} → {self.change.after}" + (f" in {line}" if len(self.change.before) < 10 else "")
        return f"{self.module.relative_to(ROOT)}: {' '.join(said.split())}".replace("|", "∣")


def sample(room: str, many: int) -> Sequence[Trial]:
    """Return as many changes of a room as asked, drawn by chance: a larger sample begins with the smaller one."""
    every = [
        Trial(room, module, tests, change)
        for path, tests in ROOMS[room].items()
        for module in sorted((ROOT / path).rglob("*.py") if (ROOT / path).is_dir() else [ROOT / path])
        for change in changes(module.read_text(encoding="utf-8"))
    ]
    return sorted(every, key=lambda trial: crc32(f"{SEED} {trial.module.name} {trial.change.at}".encode()))[:many]


def tried(trial: Trial) -> str:
    """Return what became of a change: killed, survived or stopped by the clock."""
    code, _ = forked(trial, *clean(trial.tests))
    return {0: "survived", -signal.SIGXCPU: "stopped", -signal.SIGALRM: "stopped"}.get(code, "killed")


@cache
def clean(tests: str) -> tuple[int, Path]:
    """Return the seconds that tests may compute, and where it stands how long each took where nothing is changed."""
    path = KEPT.with_name(f"mutants-{crc32(tests.encode()):08x}.json")
    path.unlink(missing_ok=True)
    code, seconds = forked(Trial("", ROOT, tests, SOUND), 600, path)
    if code:
        raise SystemExit(f"{tests}: these tests fail, or are too slow, where nothing is changed")
    return 10 + int(3 * seconds), path


def forked(trial: Trial, seconds: int, times: Path) -> tuple[int, float]:
    """Run a trial's tests in a fork of this process; return how it ended, and the seconds it computed."""
    child = os.fork()
    if not child:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            signal.alarm(30 * seconds)  # something that waits computes nothing
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
            os._exit(one(trial, times))
        finally:
            os._exit(1)
    _, status, used = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime


def one(trial: Trial, times: Path) -> int:
    """Put a changed module in the place of the sound one, in this process alone, and run the tests."""
    sound = importlib.machinery.SourceFileLoader.get_code

    def get_code(loader: importlib.machinery.SourceFileLoader, name: str) -> object:
        if Path(loader.path) != trial.module:
            return sound(loader, name)
        return compile(changed(trial.module.read_text(encoding="utf-8"), trial.change.at), loader.path, "exec")

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[assignment,method-assign]
    # Nobody reads the example, so it need not be made smaller.
    settings.register_profile("mutants", derandomize=True, deadline=None, phases=(Phase.explicit, Phase.generate))
    paths, _, words = trial.tests.partition(" -k ")
    chosen = ["-k", words] if words else []
    asked = ["-x", "-q", "-n", "0", "--tb=no", "-p", "no:cacheprovider", "--hypothesis-profile=mutants", *chosen]
    return int(pytest.main([*asked, *paths.split()], [QuickestFirst(times)]))


class QuickestFirst:
    """The order of tests, by how long each took the last time; the first time that is found out."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: Mapping[str, float] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Sort the tests."""
        items.sort(key=lambda item: self.known.get(item.nodeid, 0.0))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up how long setting up, running and clearing away took."""
        self.seconds[report.nodeid] += report.duration

    def pytest_sessionfinish(self) -> None:
        """Keep it where it was not known."""
        if not self.known:
            self.path.write_text(json.dumps(self.seconds), encoding="utf-8")


def kept() -> Mapping[str, Sequence[str]]:
    """Return what became of each change, by its key: of each time that it was tried."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    if KEPT.exists():
        for line in KEPT.read_text(encoding="utf-8").splitlines():
            key, end = json.loads(line)
            found[key].append(end)
    return found


def try_all(trials: Sequence[Trial], again: bool) -> None:
    """Try the changes that were not tried yet, and also those that survived where asked; keep each end as it comes."""
    before = kept()
    for trial in trials:
        last = before[trial.key][-1] if trial.key in before else "not tried"
        if last == "not tried" or (again and last == "survived"):
            end = tried(trial)
            with KEPT.open("a", encoding="utf-8") as file:
                file.write(json.dumps([trial.key, end]) + "\n")
            print(end, trial.room, trial.name, flush=True)


def section(trials: Sequence[Trial]) -> Iterator[str]:
    """Yield the section's lines: of each room how many changes were noticed, and which were not."""
    ends = kept()
    yield from (
        INTRODUCTION,
        "",
        "| room | possible | tried | noticed | of these since | by time | explained | not explained |",
        "|---" + "|--:" * 7 + "|",
    )
    since = [trial for trial in trials if ends[trial.key][-1] != "survived" and "survived" in ends[trial.key]]
    survived = [trial for trial in trials if ends[trial.key][-1] == "survived"]
    for room in dict.fromkeys(trial.room for trial in trials):
        own = Counter(ends[trial.key][-1] for trial in trials if trial.room == room)
        late = sum(trial.room == room for trial in since)
        explained = sum(trial.room == room and trial.name in KNOWN for trial in survived)
        noticed = own["killed"] + own["stopped"], late, own["stopped"]
        figures = (len(sample(room, sys.maxsize)), own.total(), *noticed, explained, own["survived"] - explained)
        yield f"| {room} | " + " | ".join(f"{figure:,}" for figure in figures) + " |"
    if since or survived:
        yield from ("", "| survived at first | since |", "|---|---|")
    for trial in sorted((*since, *survived), key=lambda trial: (trial.module, trial.change.line)):
        state = (
            "noticed since, by a test added or named" if trial in since else KNOWN.get(trial.name, "not explained yet")
        )
        yield f"| `{trial.name}` | {state} |"


def main(words: Sequence[str]) -> int:
    """Try the changes of the rooms asked for, or of all, and keep what came of them."""
    rooms = [word for word in words if word != "again"] or list(ROOMS)
    asked = {room: int(many or MANY) for room, _, many in (word.partition(":") for word in rooms)}
    trials = [trial for room, many in asked.items() for trial in sample(room, many)]
    KEPT.parent.mkdir(exist_ok=True)
    for name in WARM:
        importlib.import_module(name)
    try_all(trials, "again" in words)
    text = "\n".join(section(trials))
    print(text)
    write_section("mutation testing", text)
    ends = kept()
    return int(any(ends[trial.key][-1] == "survived" and trial.name not in KNOWN for trial in trials))


if __name__ == "__main__":
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a fork has none of the others
    sys.exit(main(sys.argv[1:]))

"""Run the peers as processes, in turn, and measure each."""

import itertools
import json
import os
import statistics
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
TEMPLATES = {"bidkit": "bidkit.html", "WeasyPrint": "plain.html", "pandoc": "plain.html"}
ROUNDS = 5


class Used(NamedTuple):
    """What a process took: seconds on the clock, megabytes at its peak, and the seconds that it states."""

    wall: float
    megabytes: float
    stated: Sequence[float]


class Case(NamedTuple):
    """One format, one number of rows, and the folder with what is needed."""

    form: str
    rows: int
    folder: Path


class Figures(NamedTuple):
    """What a peer took."""

    whole: float
    warm: float
    megabytes: float


def run(words: list[str], folder: Path) -> Used:
    """Run a command in a process of its own; raise SystemExit with what it said where it fails."""
    out, error = folder / "stdout", folder / "stderr"
    with out.open("w") as said, error.open("w") as complained:
        actions = [(os.POSIX_SPAWN_DUP2, said.fileno(), 1), (os.POSIX_SPAWN_DUP2, complained.fileno(), 2)]
        started = perf_counter()
        child = os.posix_spawnp(words[0], words, os.environ, file_actions=actions)
        _, status, used = os.wait4(child, 0)
        wall = perf_counter() - started
    if status:
        raise SystemExit(f"{' '.join(words)}: {error.read_text(errors='replace')}")
    scale = 1 << 20 if sys.platform == "darwin" else 1 << 10  # bytes on macOS, kilobytes on Linux
    text = out.read_text().strip().splitlines()
    return Used(wall, used.ru_maxrss / scale, json.loads(text[-1]) if text and text[-1].startswith("[") else ())


def command(peer: str, template: Path, data: Path, out: Path, form: str, times: int) -> list[str]:
    """Return the command by which a peer writes its files."""
    script = peer in ("docxtemplater", "carbone")
    program = ["node", str(HERE / "drive.js")] if script else [sys.executable, "-m", "benchmarks.peers.drive"]
    return [*program, peer, str(template), str(data), str(out), form, str(times)]


def needs_office(peer: str, form: str) -> bool:
    """Tell whether LibreOffice makes the PDF of what a peer writes."""
    return form == "pdf" and peer not in ("bidkit", "WeasyPrint")


def make(peer: str, case: Case, times: int) -> Used:
    """Let a peer write its files; what is stated are the seconds of each."""
    out = case.folder / peer
    out.mkdir(exist_ok=True)
    office = needs_office(peer, case.form)
    template = case.folder / TEMPLATES.get(peer, f"{peer}.docx")
    used = run(
        command(peer, template, case.folder / "data.json", out, "docx" if office else case.form, times), case.folder
    )
    if not office:
        return used
    files = [str(out / f"{each}.docx") for each in range(times)]
    profile = f"-env:UserInstallation={(case.folder.parent / 'profile').as_uri()}"
    converted = run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), *files], case.folder
    )
    done = [(out / f"{each}.pdf").stat().st_mtime for each in range(times)]
    between = [later - earlier for earlier, later in itertools.pairwise(done)]
    stated = [0.0, *(one + two for one, two in zip(used.stated[1:], between, strict=True))]
    return Used(used.wall + converted.wall, max(used.megabytes, converted.megabytes), stated)


def measured(case: Case, peers: Sequence[str]) -> Mapping[str, Figures]:
    """Let the peers write their files in turn, whole and warm."""
    whole: dict[str, list[Used]] = {peer: [] for peer in peers}
    for _ in range(ROUNDS):
        for peer in peers:
            whole[peer].append(make(peer, case, 1))
    warm = {peer: statistics.median(make(peer, case, ROUNDS + 1).stated[1:]) for peer in peers}
    return {
        peer: Figures(
            statistics.median(each.wall for each in used),
            warm[peer],
            statistics.median(each.megabytes for each in used),
        )
        for peer, used in whole.items()
    }


def apart(name: str, arguments: tuple[Any, ...]) -> Any:  # noqa: ANN401 - whatever that function returns
    """Call a function of `reading_back`, which loads what would raise the peak of every process measured here."""
    return getattr(import_module("benchmarks.peers.reading_back"), name)(*arguments)

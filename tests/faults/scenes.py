"""What goes wrong around bidkit: a full disk, a folder for reading only, a wrong clock, no fonts, a stopped server."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bidkit.cli.register_check import examine_register
from tests.acceptance.approving import WORDS, Office, office_in
from tests.components import needed
from tests.faults.calling import ROOT, Call, Caller
from tests.faults.judging import faults_of, healthy, standing
from tests.faults.table import ENVIRONMENT, Command, commands, laid
from tests.postgres import Engine, Server

_READS = "dac_read_search"  # so that root's own Python can be loaded from root's home
ORDINARY = (
    (
        "setpriv",
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
        f"--inh-caps=+{_READS}",
        f"--ambient-caps=+{_READS}",
    )
    if os.getuid() == 0
    else ()
)
"""What a command stands behind to be called by an ordinary user, who may write only what is theirs."""
AHEAD, BEHIND = (("faketime", "-f", days) for days in ("+365d", "-365d"))
"""What a command stands behind to have its clock a year off."""
_ROOM = range(0, 800, 40)
"""How many KiB of the small disk are left when a command begins."""


def named(*names: str) -> list[Command]:
    """Return commands by their names."""
    return [each for each in commands() if each.name in names]


@contextmanager
def _small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """Mount a disk of a size, where that is allowed."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder], check=False)
    needed("a disk of its own, which only root may mount,", None if mounted.returncode else folder)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
        folder.rmdir()


def full_disk(command: Command, folder: Path, caller: Caller) -> Iterator[str]:
    """Yield, for each size of a small disk, what is wrong after a command on it, or nothing."""
    sound = healthy(command, folder, caller)
    used = sum(-(-path.stat().st_size // 4096) * 4 + 4 for path in sound.base.rglob("*")) + 40
    for room in _ROOM:
        with _small_disk(folder / "small", used + room) as disk:
            copy = shutil.copytree(sound.base, disk / "trial")
            ended = caller(sound.call(copy))
            seen = shutil.copytree(copy, folder / f"seen-{room}")  # to look into a register takes room of its own
            wrong = "; ".join(faults_of(sound, seen, ended))
            yield f"{command}, {room} KiB left: {wrong}\n{ended.said}" if wrong else ""


def read_only(command: Command, folder: Path, caller: Caller) -> Iterator[str]:
    """Yield what is wrong after a command was called in a folder for reading only, which root might change."""
    base = laid(command, folder / "base")
    before = standing(base)
    for path in (base, *base.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    ended = caller(Call(command.words, base, ENVIRONMENT))
    for path in (base, *(each for each in base.rglob("*") if each.is_dir())):
        path.chmod(0o755)
    good = ended.code == 1 and "cannot be" in ended.said and "Traceback" not in ended.said
    same = standing(base) == before
    yield (
        "" if good and same else f"{command}: {'' if same else 'changed files; '}ended with {ended.code}: {ended.said}"
    )


def wrong_clock(command: Command, folder: Path, callers: dict[str, Caller]) -> Iterator[str]:
    """Yield what differs in the documents of a command where the clock is a year off."""
    made = {}
    for name, caller in callers.items():
        base = laid(command, folder / name)
        without_day = {key: value for key, value in ENVIRONMENT.items() if key != "BIDKIT_TODAY"}
        caller(Call(command.words, base, without_day))
        made[name] = standing(base)
    right, *others = made.values()
    for other in others:
        yield (
            ""
            if other == right
            else f"{command}: the clock shows in {[name for name in right if other.get(name) != right[name]]}"
        )


def without_fonts(folder: Path, *forms: str) -> Iterator[str]:
    """Yield what is wrong where a machine has no font at all."""
    folder.mkdir(exist_ok=True)
    nothing = folder / "fonts.conf"
    nothing.write_text(f"<fontconfig><cachedir>{folder}</cachedir></fontconfig>", encoding="utf-8")
    command = named("evaluation")[0]
    base = laid(command, folder / "base")
    for form in forms:
        words = ["evaluation", "deal.yaml", "--format", form, "--out", f"out-{form}"]
        done = subprocess.run(
            [sys.executable, "-m", "bidkit", *words],
            cwd=base,
            env={**os.environ, "FONTCONFIG_FILE": str(nothing), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        said = done.stdout + done.stderr
        good = done.returncode == 1 and "this machine has no fonts\n    Install some" in said if form == "pdf" else True
        made = (base / f"out-{form}").exists()
        good = good and "Traceback" not in said and made == (done.returncode == 0) == (form == "docx")
        yield "" if good else f"without fonts, {form}: ended with {done.returncode}: {said}"


def stopped_server(server: Server, folder: Path, times: int) -> Iterator[str]:
    """Yield what is wrong after PostgreSQL was stopped in the middle of an issue, each time at another moment."""
    chance = random.Random(5)
    for number in range(times):
        office = office_in(folder / str(number), Engine("postgresql", server.new_database(f"faults{number}")))
        assert office.decide("approve", "Gao Ming").code == office.decide("approve", "Deng Li").code == 0
        issuing = _issue(office)
        time.sleep(chance.random() * 3.5)
        server.stop()
        _, said = issuing.communicate()
        server.start()
        again, code = _issue(office), 0
        _, said_again = again.communicate()
        code = again.returncode
        wrong = ["gave a traceback"] if "Traceback" in said else []
        wrong += [f"ended with {issuing.returncode}: {said}"] if issuing.returncode not in (0, 1) else []
        wrong += ["said no reason"] if issuing.returncode and "cannot be reached" not in said else []
        wrong += [f"does not work again: {said_again}"] if code else []
        wrong += [str(each) for each in examine_register(office.record.parent, None).problems]
        issued = sorted((office.record.parent / "out").glob("*-rev1.docx"))
        asked = office.run("verify", "--json", *issued)
        wrong += [] if issued and asked.code == 0 else [f"files and register do not agree: {asked.out}{asked.err}"]
        yield f"server stopped: {'; '.join(wrong)}" if wrong else ""


def _issue(office: Office) -> "subprocess.Popen[str]":
    words = ["bid", "deal.yaml", "--final", "--by", "volume", "--format", "docx", "--out", "out"]
    own = {"BIDKIT_KEYS": "keys", "BIDKIT_PASSPHRASE": WORDS, "BIDKIT_TODAY": "2026-12-10", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-m", "bidkit", *words],
        cwd=office.record.parent,
        env={**os.environ, **own},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )

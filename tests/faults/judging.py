"""What must hold after something went wrong: the old files or the new ones, and a register that agrees with them."""

import errno
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bidkit.cli.pipeline_desk import CACHE
from bidkit.cli.register_check import examine_register
from bidkit.cli.register_desk import DATABASE, register_of
from bidkit.publish.disk import PREFIX, SUFFIX, digest_at
from bidkit.publish.journal import JOURNAL
from bidkit.record.files import load_house
from bidkit.register.documents import issued
from tests.faults.calling import NOTHING, Call, Caller, Ended, Fault
from tests.faults.table import ENVIRONMENT, Command, laid

Files = Mapping[str, bytes]
NAMES = {errno.ENOSPC: "No space left on device", errno.EIO: "Input/output error", errno.EACCES: "Permission denied"}
_DATABASES = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal")


@dataclass(frozen=True)
class Healthy:
    """A command, what stands before it, and what comes of it where nothing goes wrong."""

    command: Command
    base: Path
    before: Files
    after: Files
    ended: Ended

    def call(self, folder: Path, fault: Fault = NOTHING, seconds: float = 0) -> Call:
        """Return the call in a folder."""
        return Call(self.command.words, folder, ENVIRONMENT, fault, seconds)


def healthy(command: Command, folder: Path, caller: Caller) -> Healthy:
    """Lay a command's files below a folder and run it once on a copy where nothing goes wrong."""
    base = laid(command, folder / "base")
    copy = shutil.copytree(base, folder / "sound")
    ended = caller(Call(command.words, copy, ENVIRONMENT))
    assert "cannot be" not in ended.said, ended.said
    return Healthy(command, base, standing(base), standing(copy), ended)


def standing(folder: Path) -> dict[str, bytes]:
    """Return every file but locks, what is kept only for speed, and the database, whose entries are asked for."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {
        name: path.read_bytes()
        for name, path in found.items()
        if not name.endswith(".lock") and path.name not in (*_DATABASES, CACHE)
    }


def faults_of(sound: Healthy, folder: Path, ended: Ended, *, rough: bool = False) -> Iterator[str]:
    """Yield what is wrong after a call; where the disk failed for good, or it was killed, files may be on their way."""
    stands = sound.command.made(standing(folder))
    refused = "cannot be" in ended.said or ended.code < 0
    before, after = (sound.command.made(each) for each in (sound.before, sound.after))
    yield from (
        f"left {name} neither old nor new"
        for name, content in stands.items()
        if not _on_its_way(name) and content not in (before.get(name), after.get(name))
    )
    wanted = before if refused else after
    if not rough and stands != wanted:
        how = "changed files though it refused" if refused else "said nothing, and other files stand"
        yield f"{how}: {_differ(stands, wanted)}"
    if ended.code >= 0:
        yield from _said_wrong(sound, ended, refused=refused)
    yield from _register_wrong(folder)


def _without_staged(sound: Healthy, folder: Path) -> dict[str, bytes]:
    """Return what stands but for what a killed run had staged; the next run but an hour later sweeps it up."""
    made = sound.command.made(standing(folder))
    return {name: content for name, content in made.items() if not _on_its_way(name) or name.endswith(JOURNAL)}


def _on_its_way(name: str) -> bool:
    return name.rpartition("/")[2] == JOURNAL or (name.rpartition("/")[2].startswith(PREFIX) and name.endswith(SUFFIX))


def _differ(one: Files, other: Files) -> list[str]:
    return sorted({name for name, _ in set(one.items()) ^ set(other.items())})


def _said_wrong(sound: Healthy, ended: Ended, *, refused: bool) -> Iterator[str]:
    if "Traceback" in ended.said:
        yield "gave a traceback"
    if refused and ended.code == 0:
        yield "ended with 0 though it refused"
    if not refused and ended.code != sound.ended.code:
        yield f"ended with {ended.code} and said no reason"
    lines = ended.said.splitlines()
    for number, line in enumerate(lines):
        if "cannot be " in line and not (number + 1 < len(lines) and lines[number + 1].startswith("    ")):
            yield f"says no remedy: {line}"
        if "cannot be " in line and ".tmp" in line.partition("cannot be ")[0]:
            yield f"names a file that nobody knows: {line}"


def _register_wrong(folder: Path) -> Iterator[str]:
    """Yield where the register is not whole, or files of an issued document are not what it says."""
    if not (folder / DATABASE).exists():
        return
    yield from (f"register: {each}" for each in examine_register(folder, None).problems)
    with register_of(load_house(folder), create=False) as register:
        said = {name: digest for each in issued(register) for name, digest in each.document.files.items()}
    for path in folder.rglob("*-rev*"):
        if digest_at(path) != said.get(path.name) and not path.name.startswith("."):
            yield f"{path.name} is not what the register says"


def mended(sound: Healthy, folder: Path, caller: Caller) -> Iterator[str]:
    """Yield what is wrong after the same command once more, on a disk that works again."""
    if standing(folder) == sound.before and not (folder / DATABASE).exists():
        return
    if sound.command.once and _without_staged(sound, folder) == sound.command.made(sound.after):
        return
    again = caller(sound.call(folder))
    done = bool(sound.command.refuses) and sound.command.refuses in again.said
    if not done and ("cannot be" in again.said or again.code != sound.ended.code):
        yield f"does not work when run again: {again.said}"
    if _without_staged(sound, folder) != sound.command.made(sound.after):
        yield f"run again it left other files: {_differ(standing(folder), sound.after)}"
    yield from _register_wrong(folder)

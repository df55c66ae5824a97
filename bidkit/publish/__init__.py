"""One set of files, written whole or not at all, with a manifest of their digests.

docs/publishing.md says what is guaranteed, and by which steps.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.publish import disk, journal, manifest
from bidkit.publish.failing import not_written
from bidkit.publish.journal import JOURNAL, Move
from bidkit.publish.manifest import MANIFEST, Entry, Output, State
from bidkit.publish.names import free

__all__ = ["LOCK", "MANIFEST", "Output", "Published", "look_at", "publish"]

LOCK = ".bidkit.lock"
PATIENCE = 60.0  # seconds that a run waits for another one to end


@dataclass(frozen=True, slots=True)
class Published:
    """What was written, and which files were kept because a person had edited them."""

    written: tuple[Path, ...]
    kept: Mapping[Path, Path] = field(default_factory=dict)
    """The edited file, and the new one that was put beside it."""


def publish(folder: Path, files: Mapping[str, Output]) -> Published:
    """Write a set of files and its manifest into a folder, or raise ProblemsFound and leave what stood there.

    A file that was edited since it was generated stays; the new one goes beside it as `NAME-new`.
    """
    with _problems(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            journal.settle(folder)
            return _write(folder, files)


def look_at(folder: Path) -> list[tuple[str, State, Entry]]:
    """Return every file of a folder's manifest and its state; an interrupted run is first carried to its end."""
    with _problems(folder):
        if (folder / JOURNAL).exists():
            with _alone(folder):
                journal.settle(folder)
        before = disk.digest_at(folder / MANIFEST)
        found = list(manifest.states(folder))
        moved = (folder / JOURNAL).exists() or disk.digest_at(folder / MANIFEST) != before
    return look_at(folder) if moved else found


def _write(folder: Path, files: Mapping[str, Output]) -> Published:
    before = manifest.read(folder)
    written = {name: said.get("sha256") for name, said in before.items()}
    targets = {name: free(folder / name, disk.digest_of(output.content), written) for name, output in files.items()}
    entries = before | {targets[name].name: manifest.entry(output) for name, output in files.items()}
    contents = {targets[name].name: output.content for name, output in files.items()}
    contents[MANIFEST] = manifest.text(entries)
    _move_all(folder, contents)
    kept = {folder / name: target for name, target in targets.items() if target.name != name}
    return Published(tuple(targets.values()), kept)


def _move_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Stage everything, write the journal, move: before the journal stands, nothing that matters has changed."""
    try:
        moves = [move for name, content in contents.items() if (move := _staged(folder, name, content))]
        if moves:
            journal.write(folder, moves)
    except BaseException:
        with suppress(OSError):
            journal.abandon(folder)
        raise
    if moves:
        journal.carry_out(folder, moves)
        journal.sweep(folder)


def _staged(folder: Path, name: str, content: bytes) -> Move | None:
    """Write a file and a copy of what it replaces beside its target; None where nothing would change."""
    target, after = folder / name, disk.digest_of(content)
    old = target.read_bytes() if target.exists() else None
    before = None if old is None else disk.digest_of(old)
    if before == after:
        return None
    disk.writable(target)
    backup = None if old is None else disk.stage(target, old).name
    return Move(name, disk.stage(target, content).name, after, before, backup)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the system itself lets go of it when a run is killed."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only those who write need it

    try:
        with FileLock(folder / LOCK, timeout=PATIENCE):
            yield
    except Timeout:
        hint = "Wait until it has ended, then try again; or choose another folder with --out."
        raise ProblemsFound([Problem(Place(str(folder)), "another bidkit is writing here", hint)]) from None


@contextmanager
def _problems(folder: Path) -> Iterator[None]:
    """Say what went wrong with the disk in a person's words."""
    try:
        yield
    except OSError as error:
        raise ProblemsFound([not_written(error, folder, ", or choose another folder with --out")]) from None

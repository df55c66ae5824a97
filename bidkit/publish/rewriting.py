"""Write files that stand alone: all of them or none, and none that somebody has changed meanwhile."""

from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.publish import disk
from bidkit.publish.failing import not_written
from bidkit.publish.journal import JOURNAL

_LONG_AGO = 3600.0  # seconds: no run takes that long to write what it has staged


@dataclass(frozen=True, slots=True)
class Writing:
    """A file to write: what it is to hold, and what has to stand there until then."""

    path: Path
    after: bytes
    before: bytes | None = None
    """None where nothing may stand."""
    private: bool = False
    """For its owner alone."""

    @property
    def target(self) -> Path:
        """The file itself; a link stays a link."""
        return self.path.resolve()


@dataclass(frozen=True, slots=True)
class _Staged:
    writing: Writing
    new: Path
    old: Path | None
    """A copy of what stands there."""


def rewrite(path: Path, before: bytes, after: bytes) -> None:
    """Let a file that held `before` hold `after`, with the rights that it has, or raise ProblemsFound."""
    write_together([Writing(path, after, before)])


def begin(path: Path, content: bytes) -> None:
    """Write a file where none stands yet, in a folder that is there, or raise ProblemsFound."""
    if not path.parent.is_dir():
        hint = "Make the folder first, or give another one."
        raise ProblemsFound([Problem(Place(str(path)), "cannot be written: there is no such folder", hint)])
    write_together([Writing(path, content)])


def put(path: Path, content: bytes) -> None:
    """Write a file that nobody edits, over what stands there, or raise ProblemsFound."""
    write_together([putting(path, content)])


def putting(path: Path, content: bytes) -> Writing:
    """Return the writing of a file over what stands there now."""
    return Writing(path, content, path.read_bytes() if path.exists() else None)


def write_together(writings: Sequence[Writing], elsewhere: str = "") -> None:
    """Write files, the first of them last, or raise ProblemsFound and leave what stood there.

    Killed between two of them, a command finds the first one as it was, and does its work when it is run again.
    """
    path = writings[0].path
    try:
        with ExitStack() as staged:
            _move([_stage(each, staged) for each in writings if each.before != each.after])
    except OSError as error:
        raise ProblemsFound([not_written(error, path, elsewhere)]) from None


def _stage(writing: Writing, staged: ExitStack) -> _Staged:
    """Write a file and a copy of what it replaces beside its target."""
    target = writing.target
    target.parent.mkdir(parents=True, exist_ok=True)
    disk.writable(target)
    mode = 0o600 if writing.private else target.stat().st_mode & 0o7777 if target.exists() else None
    new = disk.stage(target, writing.after, mode)
    staged.callback(_discard, new)
    _sweep(new)
    old = None if writing.before is None else disk.stage(target, writing.before, mode)
    if old:
        staged.callback(_discard, old)
    return _Staged(writing, new, old)


def _move(staged: Sequence[_Staged]) -> None:
    with ExitStack() as back:
        for each in staged:
            _hold_unchanged(each.writing)
        for each in reversed(staged):
            back.callback(_put_back, each)
            disk.replace(each.new, each.writing.target)
        for folder in dict.fromkeys(each.writing.target.parent for each in staged):
            disk.force_folder(folder)
        back.pop_all()


def _put_back(each: _Staged) -> None:
    if each.new.exists():
        return  # it was never moved
    if each.old is None:
        disk.remove(each.writing.target)
    else:
        disk.replace(each.old, each.writing.target)


def _hold_unchanged(writing: Writing) -> None:
    stands = writing.target.read_bytes() if writing.target.exists() else None
    if stands != writing.before:
        message = "has changed since it was read" if writing.before is not None else "stands there now"
        hint = "Somebody has saved it in between; run the command again."
        raise ProblemsFound([Problem(Place(str(writing.path)), f"{message}; nothing was written", hint)])


def _discard(path: Path) -> None:
    with suppress(OSError):  # it hinders nobody; a later run sweeps it up
        disk.remove(path)


def _sweep(new: Path) -> None:
    """Remove what runs that were killed long before a new file have left; what a journal speaks of is not theirs.

    The disk's own clock counts, which may be that of another machine.
    """
    if (new.parent / JOURNAL).exists():
        return
    for path in disk.leftovers(new.parent):
        with suppress(OSError):
            if new.stat().st_mtime - path.stat().st_mtime > _LONG_AGO:
                disk.remove(path)

"""Write a file that a person keeps anew: all of it or nothing, and only if nobody has changed it meanwhile."""

from pathlib import Path

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.publish import disk

_CLOSE = "Close it where it is open in another program, and check that you may write there."


def rewrite(path: Path, before: bytes, after: bytes) -> None:
    """Let a file that held `before` hold `after`, with the rights that it has, or raise ProblemsFound."""
    if before == after:
        return
    target = path.resolve()  # a link stays a link
    try:
        disk.writable(target)
        _move(target, before, after, path)
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        raise ProblemsFound([Problem(Place(str(path)), message, _CLOSE)]) from None


def begin(path: Path, content: bytes) -> None:
    """Write a file where none stands yet, or raise ProblemsFound."""
    try:
        staged = disk.stage(path.parent, content)
        try:
            _hold_absent(path)
            disk.replace(staged, path)
        except BaseException:
            disk.remove(staged)
            raise
        disk.force_folder(path.parent)
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        raise ProblemsFound([Problem(Place(str(path)), message, _CLOSE)]) from None


def _hold_absent(path: Path) -> None:
    if path.exists():
        hint = "Somebody has saved it in between; run the command again."
        raise ProblemsFound([Problem(Place(str(path)), "stands there now; nothing was written", hint)])


def _move(target: Path, before: bytes, after: bytes, path: Path) -> None:
    staged = disk.stage(target.parent, after)
    try:
        staged.chmod(target.stat().st_mode & 0o7777)
        _hold_unchanged(target, before, path)
        disk.replace(staged, target)
    except BaseException:
        disk.remove(staged)
        raise
    disk.force_folder(target.parent)


def _hold_unchanged(target: Path, before: bytes, path: Path) -> None:
    if target.read_bytes() != before:
        message = "has changed since it was read; nothing was written"
        hint = "Somebody has saved it in between; run the command again."
        raise ProblemsFound([Problem(Place(str(path)), message, hint)])

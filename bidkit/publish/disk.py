"""The few things publishing does to a disk. Every one of them may fail, and the program may end between any two."""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

PREFIX = ".bidkit-"
SUFFIX = ".tmp"


def stage(target: Path, content: bytes, mode: int | None = None) -> Path:
    """Write a temporary file beside the target and force it to the disk; nothing of it stays where that fails."""
    try:
        handle, name = tempfile.mkstemp(prefix=PREFIX, suffix=SUFFIX, dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                write(file.fileno(), content)
                force(file.fileno())
            _give_rights(Path(name), mode)
        except BaseException:
            with suppress(OSError):
                remove(Path(name))
            raise
    except OSError as error:  # nobody knows the temporary file by its name
        raise OSError(error.errno, error.strerror, str(target)) from error
    return Path(name)


def write(descriptor: int, content: bytes) -> None:
    """Write all of the content."""
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def force(descriptor: int) -> None:
    """Have the system put what was written on the disk itself."""
    os.fsync(descriptor)


def force_folder(folder: Path) -> None:
    """Have the system put the folder's entries on the disk; Windows offers no way to ask for that."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        force(descriptor)
    finally:
        os.close(descriptor)


def replace(source: Path, target: Path) -> None:
    """Move a file to a name, in one step; what had the name is gone."""
    source.replace(target)


def remove(path: Path) -> None:
    """Remove a file, if it is there."""
    path.unlink(missing_ok=True)


def writable(path: Path) -> None:
    """Raise OSError where a file stands that may not be written, for example because Word has it open."""
    if path.exists():
        with path.open("r+b"):
            return


def digest_of(content: bytes) -> str:
    """Return the SHA-256 digest of some bytes."""
    return hashlib.sha256(content).hexdigest()


def digest_at(path: Path) -> str | None:
    """Return the digest of a file, or None where there is none."""
    try:
        return digest_of(path.read_bytes())
    except FileNotFoundError:
        return None


def leftovers(folder: Path) -> list[Path]:
    """Return the temporary files of runs that ended before their time."""
    return sorted(folder.glob(f"{PREFIX}*{SUFFIX}"))


def _give_rights(path: Path, mode: int | None) -> None:
    """Give a temporary file, made for its owner alone, the rights named, or those that a new file has here."""
    if os.name != "nt":
        mask = os.umask(0)
        os.umask(mask)
        path.chmod(0o666 & ~mask if mode is None else mode)

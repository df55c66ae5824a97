"""What a document depends on, as a digest: while it stays the same, making the document again changes nothing."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from bidkit import __version__
from bidkit.assets import assets
from bidkit.cli.desk import Desk
from bidkit.record.template_sets import template_folders


def digest_of_all(desk: Desk, form: str, language: str) -> str:
    """Return the digest of record, house, bands, templates, language, version, and for Word of the house's look."""
    style, bands = desk.house_style() if form == "docx" else None, desk.authority_path
    look = sha256(style.data).hexdigest() if style else ""
    folders = (assets("templates"), *template_folders(desk.house_file))
    said = (language, look, bands.read_text(encoding="utf-8") if bands else "")
    return _digest(__version__, desk.digest, *said, *map(folder_digest, folders))


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()


def folder_digest(folder: Path) -> str:
    """Return the digest of every file in a folder."""
    return _digest(*(f"{path.relative_to(folder).as_posix()} {_file(path, *_stamp(path))}" for path in _files(folder)))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size


@cache
def _file(path: Path, changed: int, size: int) -> str:  # noqa: ARG001 - read again when they change
    return sha256(path.read_bytes()).hexdigest()

"""Open a file that somebody else published: any size that a portal gives out, any Unicode encoding."""

import codecs
from pathlib import Path

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.record.source import decoded, first_bytes

MAX_PUBLISHED = 100_000_000
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PACKED = {b"\x1f\x8b": "gzip", b"PK\x03\x04": "ZIP", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}


def published_bytes(path: Path) -> bytes:
    """Return what a published file holds, or raise ProblemsFound where it is unreadable, packed or far too large."""
    raw = first_bytes(path, MAX_PUBLISHED + 1)
    packed = next((name for mark, name in _PACKED.items() if raw.startswith(mark)), None)
    if packed:
        message = f"is packed with {packed}"
        hint = "Unpack it, and give the file that is in it; of Word and Excel files nothing is read here."
        raise ProblemsFound([Problem(Place(str(path)), message, hint)])
    if len(raw) > MAX_PUBLISHED:
        hint = "Cut the one process out of it, or download that alone from the portal."
        raise ProblemsFound([Problem(Place(str(path)), "is larger than 100 MB", hint)])
    return raw


def published_text(path: Path) -> str:
    """Return the text of a published file, or raise ProblemsFound."""
    raw = published_bytes(path)
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), None)
    if encoding is None:
        return decoded(raw, path)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        hint = "Save the file with the encoding UTF-8."
        raise ProblemsFound([Problem(Place(str(path)), f"is not {encoding.upper()} text", hint)]) from None

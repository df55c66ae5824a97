"""Which characters a font file has glyphs for, read from its character map alone."""

import struct
from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

Test = Callable[[int], bool]

_COLLECTION = b"ttcf"
_FULL, _BASIC = 12, 4  # the formats of a map: every code point, or the first 65,536
_TEXT_PLATFORMS = {(0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}


def covers(path: Path) -> Test:
    """Return whether a font file has a character; a file that cannot be read as a font has none."""
    try:
        stat = path.stat()
    except OSError:
        return _nothing
    return _covers(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=512)
def _covers(path: Path, _changed: int, _size: int) -> Test:
    try:
        with path.open("rb") as file:
            table = _map_table(file)
        return _test(table)
    except (OSError, struct.error, ValueError, IndexError):
        return _nothing


def _nothing(_code: int) -> bool:
    return False


def _map_table(file: BinaryIO) -> bytes:
    start = 0
    if file.read(4) == _COLLECTION:
        file.seek(12)
        (start,) = struct.unpack(">I", file.read(4))
    file.seek(start + 4)
    (count,) = struct.unpack(">H6x", file.read(8))
    for tag, _, offset, length in struct.iter_unpack(">4sIII", file.read(16 * count)):
        if tag == b"cmap":
            file.seek(offset)
            return file.read(length)
    raise ValueError("no character map")


def _test(table: bytes) -> Test:
    (count,) = struct.unpack_from(">2xH", table)
    best = 0, 0
    for platform, encoding, offset in struct.iter_unpack(">HHI", table[4 : 4 + 8 * count]):
        (form,) = struct.unpack_from(">H", table, offset)
        if (platform, encoding) in _TEXT_PLATFORMS and form in (_FULL, _BASIC):
            best = max(best, (form, offset))
    form, offset = best
    if not form:
        raise ValueError("no map of Unicode")
    return (_full if form == _FULL else _basic)(table[offset:])


def _full(table: bytes) -> Test:
    (count,) = struct.unpack_from(">12xI", table)
    numbers = struct.unpack_from(f">{3 * count}I", table, 16)
    starts, ends, glyphs = numbers[0::3], numbers[1::3], numbers[2::3]

    def covered(code: int) -> bool:
        at = bisect_left(ends, code)
        return bool(at < count and starts[at] <= code and glyphs[at] + code - starts[at])

    return covered


def _basic(table: bytes) -> Test:
    count = struct.unpack_from(">6xH", table)[0] // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    rest = struct.unpack_from(f">{3 * count}H", table, 16 + 2 * count)
    starts, deltas, offsets = rest[:count], rest[count : 2 * count], rest[2 * count :]
    glyphs_at = 16 + 6 * count  # where the offsets begin

    def covered(code: int) -> bool:
        at = bisect_left(ends, code)
        if at >= count or starts[at] > code:
            return False
        if offsets[at] == 0:
            return bool((code + deltas[at]) % 0x10000)
        place = glyphs_at + 2 * at + offsets[at] + 2 * (code - starts[at])
        return bool(struct.unpack_from(">H", table, place)[0])

    return covered

"""Pack much into little."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

MEGABYTE = 1_000_000


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files.items():
            packed_already = isinstance(data, bytes) and data.startswith(b"\x89PNG")
            archive.writestr(name, data, zipfile.ZIP_STORED if packed_already else None)
    return buffer.getvalue()


def zeros(size: int) -> bytes:
    """Return so many zeros, packed: one block of them again and again."""
    packer, ending = zlib.compressobj(9, zlib.DEFLATED, -15), zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    whole, rest = divmod(size, MEGABYTE)
    check = 1
    for _ in range(whole):
        check = zlib.adler32(bytes(MEGABYTE), check)
    end = ending.compress(bytes(rest)) + ending.flush()
    return b"\x78\xda" + block * whole + end + struct.pack(">I", zlib.adler32(bytes(rest), check))

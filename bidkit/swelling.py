"""Tell of a foreign file whether reading it would take more room or time than any honest one, before it is parsed."""

import errno
import re
import zipfile
import zlib
from pathlib import Path

MOST_TAGS = 2_000_000
MOST_VALUES = 600_000
UNPACKING = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What `zipfile` raises of an archive that is damaged, locked or packed in a way of its own."""
PARSING = (*UNPACKING, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError, SyntaxError)
"""What `pypdf` and `openpyxl` raise besides, of a file that is damaged; they promise no error of their own."""

_LONG_TAG = re.compile(rb"<[^>]{50000}")  # with attributes by the thousand, each of which is compared with each
_OPENS = ("{", "[", ",")


def first_of(path: Path, most: int = -1) -> bytes:
    """Return what a file begins with, or all of it; raise OSError also where it might never end."""
    refuse_endless(path)
    with path.open("rb") as file:
        return file.read(most)


def refuse_endless(path: Path) -> None:
    """Raise OSError for a device or a pipe, to which a link may lead."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.EINVAL, "it is not a file", str(path))


def xml_swells(data: bytes, most: int = MOST_TAGS) -> bool:
    """Tell whether XML has more tags than are read, or one that is far too long."""
    return data.count(b"<") > most or _LONG_TAG.search(data) is not None


def json_swells(text: str) -> bool:
    """Tell whether JSON has more values than are read."""
    return sum(map(text.count, _OPENS)) > MOST_VALUES

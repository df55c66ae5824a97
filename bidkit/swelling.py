"""Tell of a file, before it is parsed, whether it takes more room or time than any honest one, or lies elsewhere."""

import errno
import os
import re
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

MOST_TAGS = 2_000_000
MOST_VALUES = 600_000
MOST_OF_SET = 5_000_000  # bytes of one file of a template set
UNPACKING = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What `zipfile` raises of an archive that is damaged, locked or packed in a way of its own."""
PARSING = (*UNPACKING, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError, SyntaxError)
"""What `pypdf` and `openpyxl` raise besides, of a file that is damaged; they promise no error of their own."""

LARGEST = 250_000_000  # bytes of a file that is handed in; more than any portal takes
RECORD = "deal.yaml"
HOME_HINT = "Put the file itself there: no document carries anything from elsewhere without anybody seeing it."

_LONG_TAG = re.compile(rb"<[^>]{50000}")  # with attributes by the thousand, each of which is compared with each
_OPENS = ("{", "[", ",")


class LeadsOutError(OSError):
    """Raised for a file that lies elsewhere than where it is named."""


def first_of(path: Path, most: int = -1, homes: Sequence[Path] = ()) -> bytes:
    """Return what a file begins with, or all of it; raise OSError also where it might never end.

    Where it has homes, it has to lie in one of these folders, wherever links lead.
    """
    refuse_endless(path)
    if homes and (away := way_out(path, homes)):
        raise LeadsOutError(errno.EPERM, f"it leads to {away}, outside of the deal and its house", str(path))
    with path.open("rb") as file:
        return file.read(most)


def refuse_endless(path: Path) -> None:
    """Raise OSError for a device or a pipe, to which a link may lead."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.EINVAL, "it is not a file", str(path))


def way_out(path: Path, homes: Sequence[Path]) -> Path | None:
    """Return where a path leads, by links or by its name, if that is in none of its homes or in another deal."""
    target = Path(os.path.realpath(path))  # of links in a circle it returns one of them, which then cannot be opened
    for home in homes:
        root = Path(os.path.realpath(home))
        if target.is_relative_to(root):
            below = target.relative_to(root).parents
            if not any((root / each / RECORD).exists() for each in below if each.parts):
                return None
    return target


def xml_swells(data: bytes, most: int = MOST_TAGS) -> bool:
    """Tell whether XML has more tags than are read, or one that is far too long."""
    return data.count(b"<") > most or _LONG_TAG.search(data) is not None


def json_swells(text: str) -> bool:
    """Tell whether JSON has more values than are read."""
    return sum(map(text.count, _OPENS)) > MOST_VALUES

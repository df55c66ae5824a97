"""The Word file that a house gives its documents their look with."""

from pathlib import Path
from typing import NamedTuple

from bidkit.swelling import first_of

MEGABYTE = 1024 * 1024
LARGEST_FILE = 50 * MEGABYTE


class HouseStyle(NamedTuple):
    """A house's Word file as it was read; nothing in it is trusted yet."""

    name: str  # as a person knows the file
    data: bytes


def read_style(path: Path, name: str, *homes: Path) -> HouseStyle:
    """Read a Word file, of one that is too large only so much as shows it; raise OSError where it cannot be read."""
    return HouseStyle(name, first_of(path, LARGEST_FILE + 1, homes))

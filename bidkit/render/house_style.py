"""The Word file that a house gives its documents their look with."""

from typing import NamedTuple


class HouseStyle(NamedTuple):
    """A house's Word file as it was read; nothing in it is trusted yet."""

    name: str  # as a person knows the file
    data: bytes

"""A file of a bid as it is read back: its texts with their places, its pages, and what it says of itself."""

from dataclasses import dataclass
from typing import Literal

from bidkit.phrases import Phrase

Said = Phrase | str
"""What a person is told: a Phrase is said in the language that was asked for."""


def page(number: int) -> Phrase:
    """Return a page as a place."""
    return Phrase("page {n}", n=number)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a text stands in a table: each counts from 1."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a cell or a line of a page, with its place in words that a person can follow."""

    place: Said
    text: str
    cell: Cell | None = None
    margin: bool = False
    """Whether it stands in a header or footer."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One file of the set."""

    name: str
    """Its path in the folder, with slashes."""
    format: Literal["docx", "pdf", "xlsx"]
    blocks: tuple[Block, ...]
    subject: str | None = None
    """What its properties name as the document, such as bid-06-price-L-1."""
    language: str | None = None
    pages: int | None = None
    """The number of its pages; only a PDF has them fixed."""
    signed: bool = False
    """Whether it bears a digital signature."""
    beside: tuple[Block, ...] = ()
    """What stands beside its text and goes out with it: remarks, notes, descriptions of pictures, properties."""
    changes: str | None = None
    """Where the first change stands that Word still tracks, if there is one."""

    @property
    def body(self) -> tuple[Block, ...]:
        """What stands in it outside of headers and footers."""
        return tuple(block for block in self.blocks if not block.margin)


_SAVE_ANEW = Phrase("Save it anew, without a password.")


class Unreadable(Exception):  # noqa: N818 - it says what is so
    """Raised where a file cannot be read; says why, and what to do."""

    def __init__(self, said: Said, hint: Said = _SAVE_ANEW) -> None:
        self.said, self.hint = said, hint
        super().__init__(str(said))

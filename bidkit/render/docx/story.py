"""What one document's writing shares: styles, counters, bookmarks, and a break that is due."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Protocol

from lxml import etree

from bidkit.render.docx.markup import paragraph_properties
from bidkit.render.model import Document

Element = etree._Element


class Attachments(Protocol):
    """Where the writer leaves what stands in parts of its own."""

    def link(self, url: str) -> str:
        """Return the relationship that leads to a web address."""

    def picture(self, data: bytes, suffix: str) -> str:
        """Return the relationship that leads to a picture."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: how wide it may be, and which style its paragraphs take."""

    width: int  # twips
    height: int = 0  # of the text of a page, twips
    style: str = "Normal"
    item_style: str = "List Paragraph"
    keep: bool = False  # with what comes next
    whole: bool = False  # what stands here does not part at the end of a page
    indent: int = 0
    level: int = 0  # of the list inside which it stands
    align: str = ""
    bold: bool = False
    colour: str = ""

    def but(self, **changes: object) -> "Place":
        """Return this place with some things otherwise."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def keeping(self, keep: bool) -> "Place":
        """Return this place, kept with what comes next or not: asked for each block, and mostly as it is."""
        return self if keep == self.keep else replace(self, keep=keep)


@dataclass(frozen=True, slots=True)
class ListUse:
    """One numbering instance."""

    kind: str  # ul, ol, headings, or none: a heading without its number
    level: int
    start: int


class Pages(Protocol):
    """The two page setups of a document; sizes are of the text, in twips."""

    size: tuple[int, int]

    @property
    def landscape_size(self) -> tuple[int, int]:
        """Return how wide and high text is on a turned page."""

    def close(self, *, landscape: bool) -> str:
        """Return the page setup that ends here."""

    def end(self, body: Element, story: "Story") -> str:
        """Return what the content ends with."""


@dataclass
class Story:
    """The state of one writing."""

    document: Document
    styles: Mapping[str, str]  # identifier by name
    attachments: Attachments
    pages: Pages
    bookmarks: Mapping[str, str] = field(default_factory=dict)  # by outline key
    lists: list[ListUse] = field(default_factory=list)
    first_list: int = 1
    numbered_headings: bool = True  # whether heading styles bring their numbers along
    taken: frozenset[int] = frozenset()  # numbers that the reference document uses
    break_due: bool = False
    cells: dict[tuple[int, ...], dict[Any, dict[Any, Any]]] = field(default_factory=dict)
    """What tables of the same column widths have in common, as tables keep it."""
    _last_id: int = 0

    def fresh_id(self) -> int:
        """Return a number that nothing else in this document has."""
        self._last_id += 1
        while self._last_id in self.taken:
            self._last_id += 1
        return self._last_id

    def number_mark(self, kind: str, level: int, start: int = 1) -> str:
        """Return the mark that puts a paragraph under a numbering instance of its own."""
        level = min(level, 8)
        self.lists.append(ListUse(kind, level, start))
        return _number_properties(level, self.first_list + len(self.lists) - 1)

    def heading_mark(self, level: int) -> str:
        """Return the mark that puts a heading under the one list that numbers headings."""
        use = ListUse("headings", 0, 1)
        if use not in self.lists:
            self.lists.append(use)
        return _number_properties(level, self.first_list + self.lists.index(use))

    def paragraph(self, style: str, content: str, *, keep: bool = False, **properties: str) -> str:
        """Return a paragraph; it takes the page break that is due."""
        breaks, self.break_due = self.break_due, False
        key = self.styles[style] if style != "Normal" else ""
        return f"<w:p>{paragraph_properties(key, keep=keep, breaks=breaks, **properties)}{content}</w:p>"


def _number_properties(level: int, number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def bookmark_names(document: Document, taken: frozenset[str]) -> dict[str, str]:
    """Return a bookmark name for each numbered place, none of them taken."""
    free = (name for number in count(1) if (name := f"_Ref{number:06d}") not in taken)
    return {entry.key: name for entry, name in zip(document.outline.entries, free, strict=False)}

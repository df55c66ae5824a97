"""Markdown as a closed set of typed blocks: paragraphs, headings, lists, tables, strong and stressed words.

Nothing is passed on as markup, so that no text of a house can bring an element into a document.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from markdown_it.token import Token

Kind = Literal["paragraph", "heading", "list", "numbered", "table"]


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a line, or the break after which a new line begins."""

    text: str = ""
    strong: bool = False
    em: bool = False
    new_line: bool = False


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """One block of text."""

    kind: Kind
    level: int = 0
    spans: Spans = ()
    items: tuple[Spans, ...] = ()
    head: tuple[Spans, ...] = ()
    rows: tuple[tuple[Spans, ...], ...] = ()


class Fault(NamedTuple):
    """Something that a document cannot show, by its line from 0."""

    line: int
    message: str
    hint: str


def paragraphs(text: str) -> tuple[Prose, ...]:
    """Return a plain text as paragraphs, which empty lines part; where a line ends within one says nothing."""
    parts: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            parts[-1].append(line.strip())
        else:
            parts.append([])
    return tuple(Prose("paragraph", spans=(_one_line(part),)) for part in parts if part)


def _one_line(lines: Sequence[str]) -> Span:
    spans = [span for line in lines for span in (Span(" "), Span(line))][1:]
    return Span("".join(span.text for span in _joined(spans)))


def read(lines: Sequence[str]) -> tuple[tuple[Prose, ...], tuple[Fault, ...]]:
    """Return the blocks of a Markdown text, and all that cannot be shown."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only what shows prose loads it

    reader = _Reader(MarkdownIt("commonmark").enable("table").parse("\n".join(lines)))
    reader.read()
    return tuple(reader.blocks), tuple(reader.faults)


def words(blocks: Iterable[Prose]) -> str:
    """Return the words of some blocks without their form."""
    spans = (span for block in blocks for part in _parts(block) for span in part)
    return " ".join(span.text for span in spans if span.text)


def _parts(block: Prose) -> tuple[Spans, ...]:
    return (block.spans, *block.items, *block.head, *(cell for row in block.rows for cell in row))


_KINDS: dict[str, Kind] = {"bullet_list_open": "list", "ordered_list_open": "numbered"}
_CLOSED = "Use paragraphs, headings (#), lists, tables, **strong** and *stressed* words."
_REFUSED = {
    "html_block": "raw HTML cannot stand in a block",
    "html_inline": "raw HTML cannot stand in a block",
    "image": "a picture cannot stand in a block",
    "link_open": "a link cannot stand in a block",
    "code_inline": "code cannot stand in a block",
    "code_block": "indented text would become code",
    "fence": "code cannot stand in a block",
    "blockquote_open": "a quotation cannot stand in a block",
    "hr": "a rule cannot stand in a block",
}


class _Reader:
    """Walks the tokens of a text once."""

    def __init__(self, tokens: Sequence["Token"]) -> None:
        self.tokens, self.at, self.line = tokens, 0, 0
        self.blocks: list[Prose] = []
        self.faults: list[Fault] = []
        self._level = 0

    def read(self) -> None:
        """Read every block."""
        while self.at < len(self.tokens):
            token = self._next()
            if token.type == "paragraph_open":
                self.blocks.append(Prose("paragraph", spans=self._inline()))
            elif token.type == "heading_open":
                self._heading(token)
            elif token.type in _KINDS:
                self.blocks.append(Prose(_KINDS[token.type], items=tuple(self._items(token))))
            elif token.type == "table_open":
                self._table()
            elif token.type in _REFUSED:
                self._refuse(token.type)

    def _next(self) -> "Token":
        token = self.tokens[self.at]
        self.at += 1
        if token.map and token.nesting >= 0:
            self.line = token.map[0]
        return token

    def _refuse(self, kind: str) -> None:
        self.faults.append(Fault(self.line, _REFUSED[kind], _CLOSED))

    def _heading(self, token: "Token") -> None:
        level = len(token.markup) if token.markup.startswith("#") else 1 + (token.markup == "-")
        if level > min(self._level + 1, 2):
            hint = "Begin with #, go on with ##; there are no deeper ones."
            self.faults.append(Fault(self.line, f"a heading of level {level} cannot stand here", hint))
        self._level = level
        self.blocks.append(Prose("heading", level=level, spans=self._inline()))

    def _items(self, opened: "Token") -> Iterable[Spans]:
        """Read a list, each item one paragraph."""
        spans: Spans = ()
        while (token := self._next()).type != opened.type.replace("_open", "_close"):
            if token.type == "paragraph_open":
                if spans:
                    message = "an item of a list is one paragraph"
                    self.faults.append(Fault(self.line, message, "Make it two items, or one paragraph."))
                spans = (*spans, *self._inline())
            elif token.type == "list_item_close":
                yield spans
                spans = ()
            elif token.type in _KINDS:
                self.faults.append(Fault(self.line, "a list cannot stand in a list", "Make it one list."))
                tuple(self._items(token))
            elif token.type in _REFUSED:
                self._refuse(token.type)

    def _table(self) -> None:
        rows: list[tuple[Spans, ...]] = []
        cells: list[Spans] = []
        while (token := self._next()).type != "table_close":
            if token.type in ("th_open", "td_open"):
                cells.append(self._inline())
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        self.blocks.append(Prose("table", head=rows[0], rows=tuple(rows[1:])))

    def _inline(self) -> Spans:
        """Read the words of one line of text."""
        token = self._next()
        spans: list[Span] = []
        form, first = Span(), self.line
        for child in token.children or ():
            if child.type == "text":
                spans += [replace(form, text=child.content)] if child.content else []
            elif child.type in ("strong_open", "strong_close"):
                form = replace(form, strong=child.nesting > 0)
            elif child.type in ("em_open", "em_close"):
                form = replace(form, em=child.nesting > 0)
            elif child.type in ("softbreak", "hardbreak"):
                self.line += 1
                spans.append(Span(new_line=True) if child.type == "hardbreak" else Span(" "))
            elif child.type in _REFUSED:
                self._refuse(child.type)
        self.line = first
        return _joined(spans)


def _joined(spans: Sequence[Span]) -> Spans:
    """Drop the blank of a line's end between two Chinese characters, where none belongs."""
    kept = []
    for at, span in enumerate(spans):
        before = spans[at - 1].text[-1:] if at else ""
        after = spans[at + 1].text[:1] if at + 1 < len(spans) else ""
        if span.text != " " or not (before >= "\u2e80" and after >= "\u2e80"):
            kept.append(span)
    return tuple(kept)

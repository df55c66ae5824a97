"""Read the checked document tree: what each format is meant to show."""

from collections.abc import Iterator

from lxml import etree

from bidkit.render.model import Document
from bidkit.render.outline import CONTENTS, SIGN_DATE, SIGN_NAME, SIGNATURE, TABLES, Entry, plain_text, reference_text
from tests.agreement.lines import Line, Reading, linked, tidy

Element = etree._Element
_INSIDE = ("p", "ul", "ol")


def read_tree(document: Document) -> Reading:
    """Return what a document's tree says."""
    return Reading(tuple(_Tree(document).lines()))


class _Tree:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.outline = document.outline
        self.voice = document.voice

    def lines(self) -> Iterator[Line]:
        known = self.document.metadata
        number = " · ".join(filter(None, (known.get(name, "") for name in ("organisation", "document-id", "revision"))))
        yield Line("language", self.document.language.split("-")[0])
        yield Line("title", self.document.title)
        yield Line("author", known.get("author", ""))
        yield Line("top", tidy(f"{self.document.title} {self.document.status}"))
        yield Line("bottom", tidy(f"{number} # / ##"))
        if self.document.status:
            yield Line("text", tidy(self.document.status))
        yield from self.blocks(self.document.body)

    def blocks(self, parent: Element) -> Iterator[Line]:
        for block in parent:
            yield from self.block(block, str(block.tag))

    def block(self, block: Element, tag: str) -> Iterator[Line]:
        if tag in ("h1", "h2", "h3", "h4"):
            yield Line(tag, tidy(f"{self.outline.by_element[block].number} {self.inline(block)}"))
        elif tag in ("header", "section", "aside"):
            yield from self.blocks(block)
        elif tag in ("ul", "ol"):
            yield from self.items(block, 1)
        elif tag == "dl":
            yield from (line for child in block for line in self.flow(child, 0))
        elif tag == "nav":
            yield from self.contents(block)
        elif tag == "div":
            yield from (line for signature in block for line in self.signature(signature))
        elif tag == "table":
            yield from self.table(block)
        elif tag == "figure":
            yield from self.figure(block)
        elif tag != "hr":
            yield Line("text", self.inline(block))

    def items(self, element: Element, depth: int) -> Iterator[Line]:
        for number, item in enumerate(element, int(element.get("start", "1"))):
            mark = "•" if element.tag == "ul" else f"{number}."
            lines = list(self.flow(item, depth))
            if not lines or lines[0].kind != "text":
                lines.insert(0, Line("text", ""))
            yield Line(f"item{depth}", tidy(f"{mark} {lines[0].text}"))
            yield from lines[1:]

    def flow(self, element: Element, depth: int) -> Iterator[Line]:
        loose = element.text or ""
        for child in element:
            if child.tag not in _INSIDE:
                loose += self.piece(child)
            else:
                if tidy(loose):
                    yield Line("text", tidy(loose))
                loose = ""
                if child.tag == "p":
                    yield Line("text", self.inline(child))
                else:
                    yield from self.items(child, depth + 1)
            loose += child.tail or ""
        if tidy(loose):
            yield Line("text", tidy(loose))

    def inline(self, element: Element) -> str:
        text = (element.text or "") + "".join(self.piece(child) + (child.tail or "") for child in element)
        return tidy(text)

    def piece(self, element: Element) -> str:
        if element.tag == "br":
            return " "
        if element.tag == "input":
            name = element.get("name", "")
            tick = "x" if element.get("checked") else " "
            return f" [{tick}] " if element.get("type") == "checkbox" else f" [___ {name}] "
        inner = (element.text or "") + "".join(self.piece(child) + (child.tail or "") for child in element)
        if element.tag != "a":
            return inner
        href = element.get("href", "")
        if not href.startswith("#"):
            return linked(inner, href)
        entry = self.outline.by_key[href[1:]]
        return linked(inner if plain_text(element) else reference_text(entry, self.voice), self.target(entry))

    def target(self, entry: Entry) -> str:
        """Return how a numbered place is called, without its caption."""
        if entry.kind in ("table", "figure"):
            return reference_text(entry, self.voice)
        return f"{entry.number} {entry.text}".strip()

    def contents(self, nav: Element) -> Iterator[Line]:
        listing = nav.get("class") == "contents"
        yield Line("text", self.voice.say(CONTENTS if listing else TABLES))
        for entry in self.outline.contents() if listing else self.outline.tables():
            yield Line("entry", linked(self.full(entry), self.target(entry)))

    def full(self, entry: Entry) -> str:
        number = reference_text(entry, self.voice) if entry.kind in ("table", "figure") else entry.number
        return f"{number} {entry.text}".strip()

    def signature(self, element: Element) -> Iterator[Line]:
        yield Line("text", tidy(element.get("data-role", "")))
        for phrase, value in ((SIGN_NAME, element.get("data-name", "")), (SIGN_DATE, ""), (SIGNATURE, "")):
            yield Line("text", tidy(f"{self.voice.say(phrase)} {value}"))

    def caption(self, element: Element, caption: Element | None) -> Iterator[Line]:
        if caption is not None:
            number = reference_text(self.outline.by_element[element], self.voice)
            yield Line("caption", tidy(f"{number} {self.inline(caption)}"))

    def figure(self, element: Element) -> Iterator[Line]:
        words = "".join("".join(map(str, text.itertext())) for text in element[0].iter("text"))
        yield Line("figure", tidy(element[0].get("aria-label", "")))
        yield Line("words", "".join(words.split()))
        yield from self.caption(element, element.find("figcaption"))

    def table(self, table: Element) -> Iterator[Line]:
        yield from self.caption(table, table.find("caption"))
        width = sum(int(cell.get("colspan", "1")) for cell in next(table.iter("tr")))
        yield Line("table", f"{width} columns")
        for group in table.iterchildren("thead", "tbody", "tfoot"):
            held = [0] * width
            for row in group:
                yield Line("row", "head" if group.tag == "thead" else "")
                yield from self.cells(row, held)

    def cells(self, row: Element, held: list[int]) -> Iterator[Line]:
        free = [column for column, rows in enumerate(held) if not rows]
        held[:] = [max(rows - 1, 0) for rows in held]
        for cell in row:
            across, down = int(cell.get("colspan", "1")), int(cell.get("rowspan", "1"))
            column = free[0]
            for taken in free[:across]:
                held[taken] = down - 1
            free = free[across:]
            yield cell_line(column, across, down, list(self.flow(cell, 0)))


def cell_line(column: int, across: int, down: int, content: list[Line]) -> Line:
    """Return a cell as one line: its column, its extent, and what stands in it."""
    text = " ¶ ".join(line.text if line.kind == "text" else f"{line.kind} {line.text}" for line in content)
    return Line("cell", f"{column + 1}" + (f" {across}x{down}" if (across, down) != (1, 1) else "") + f" | {text}")

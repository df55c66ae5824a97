"""Read a tagged PDF back by its structure tree, and judge by its page content whether the text can be seen."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pikepdf

from tests.agreement.from_tree import cell_line
from tests.agreement.lines import JOINT, Line, Reading, linked, tidy
from tests.agreement.pdf_content import Piece, pieces_of

_GROUPS = frozenset(
    ["Document", "Part", "Art", "Sect", "Div", "BlockQuote", "NonStruct", "TOC", "Aside", "Index", "Private"]
)
_INLINE = frozenset(["Span", "Link", "Form", "Reference", "Code", "Em", "Strong", "Sub", "Annot", "Quote", "Note"])
_HEADINGS = {f"H{level}": f"h{level}" for level in range(1, 7)}
_MARK = re.compile(r"[•·◦▪–‣]|\d+\.")  # a Chinese font shares one glyph between • and ·
_BULLET = re.compile(r"^[·◦▪–‣]")
_LEADER = re.compile(rf"[\s.{JOINT}]+(\d+)[\s{JOINT}]*$")


@dataclass
class Node:
    """An element of the structure tree, with its role resolved."""

    role: str
    entries: Any
    kids: "list[Node | Piece | Target]" = field(default_factory=list)

    def walk(self) -> "Iterator[Node | Piece | Target]":
        """Yield this element and everything inside, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()
            else:
                yield kid

    @property
    def pages(self) -> tuple[int, int]:
        """Return the pages on which its text begins and ends."""
        found = [kid.page for kid in self.walk() if isinstance(kid, Shown | Target)]
        return (found[0], found[-1]) if found else (0, 0)

    @cached_property
    def inline(self) -> bool:
        """Tell whether it stands inside a line of text."""
        if self.role in _INLINE:
            return True
        return self.role == "NonStruct" and all(not isinstance(kid, Node) or kid.inline for kid in self.kids)


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of text on its page."""

    page: int
    piece: Piece


@dataclass(frozen=True, slots=True)
class Target:
    """An annotation that the structure tree refers to."""

    page: int
    entries: Any


def read_pdf(data: bytes) -> Reading:
    """Return what a PDF says."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return Pages(pdf).reading()


class Pages:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.root: Any = pdf.Root
        self.oddities: list[str] = []
        self.numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self.pieces = {number: pieces_of(page) for number, page in enumerate(pdf.pages, 1)}
        self.taken: set[tuple[int, int]] = set()
        self.roles = {
            str(key)[1:]: str(value)[1:] for key, value in self.root.StructTreeRoot.get("/RoleMap", {}).items()
        }
        self.tree = Node("Document", {})
        self.tree.kids = self.kids(self.root.StructTreeRoot.K, 0)
        self.depth = 0
        self.in_link = False
        self.unmarked = False  # inside a list item without a mark, as the contents have them

    def reading(self) -> Reading:
        lines = [*self.facts(), *self.running(), *self.blocks(self.tree)]
        self.judge()
        return Reading(
            tuple(line for line in lines if line.text or line.kind not in ("text", "words")), (*self.oddities,)
        )

    # The structure tree
    def kids(self, kids: Any, page: int) -> "list[Any]":
        if isinstance(kids, pikepdf.Array):
            return [node for kid in kids for node in self.kids(kid, page)]
        if isinstance(kids, int):
            return self.content(page, kids)
        page = self.numbers.get(kids.Pg.objgen, page) if "/Pg" in kids else page
        if kids.get("/Type") == "/MCR":
            return self.content(page, int(kids.MCID))
        if kids.get("/Type") == "/OBJR":
            return [Target(page, kids.Obj)]
        role = str(kids.S)[1:]
        node = Node(self.roles.get(role, role), kids)
        node.kids = self.kids(kids.K, page) if "/K" in kids else []
        return [node]

    def content(self, page: int, mcid: int) -> list[Shown]:
        self.taken.add((page, mcid))
        return [Shown(page, piece) for piece in self.pieces[page] if piece.mcid == mcid]

    # What is not in the tree
    def facts(self) -> Iterator[Line]:
        information: Any = self.pdf.trailer.get("/Info", {})
        yield Line("language", str(self.root.get("/Lang", "")).split("-")[0])
        yield Line("title", str(information.get("/Title", "")))
        yield Line("author", str(information.get("/Author", "")))

    def running(self) -> Iterator[Line]:
        """Yield the running text, which has to be the same on every page but for its number."""
        found = {self.furniture(number, top=top): number for number in self.pieces for top in (True, False)}
        for top, kind in ((True, "top"), (False, "bottom")):
            said = dict.fromkeys(self.furniture(number, top=top) for number in self.pieces)
            yield from (Line(kind, text) for text in said)
            if len(said) > 1:
                self.oddities.append(f"the text at the {kind} of the pages differs, as on page {found[list(said)[-1]]}")

    def furniture(self, number: int, *, top: bool) -> str:
        page = self.pdf.pages[number - 1]
        middle = (float(page.mediabox[1]) + float(page.mediabox[3])) / 2
        loose = [Shown(number, piece) for piece in self.pieces[number] if self.is_loose(number, piece)]
        side = [shown for shown in loose if (shown.piece.start[1] > middle) == top]
        text = self.text(sorted(side, key=lambda shown: shown.piece.start[0])).replace(JOINT, " ")
        return tidy(re.sub(rf"\b{number} / {len(self.pieces)}$", "# / ##", text))

    def is_loose(self, page: int, piece: Piece) -> bool:
        return piece.mcid is None or (page, piece.mcid) not in self.taken

    def judge(self) -> None:
        for number, pieces in self.pieces.items():
            for piece in pieces:
                if piece.hidden:
                    self.oddities.append(f"page {number}: '{piece.text}' {piece.hidden}")
        for node in self.tree.walk():
            if isinstance(node, Node) and "/ActualText" in node.entries:
                self.oddities.append(f"'{node.entries.ActualText}' is read aloud in place of what is shown")

    # Blocks
    def blocks(self, parent: Node) -> Iterator[Line]:
        loose: list[Any] = []
        for kid in self.joined(parent.kids):
            if not isinstance(kid, Node) or kid.inline:
                loose.append(kid)
                continue
            yield from self.paragraph(loose)
            loose = []
            yield from self.block(kid)
        yield from self.paragraph(loose)

    def block(self, node: Node) -> Iterator[Line]:
        role = node.role
        if role in _GROUPS or role == "P":
            yield from self.blocks(node)
        elif role in _HEADINGS or role == "Caption":
            yield Line(_HEADINGS.get(role, "caption"), self.text(node.kids), node.pages)
        elif role == "L":
            yield from self.items(node)
        elif role in ("LI", "TOCI"):
            yield from self.item(node)
        elif role == "Table":
            yield from self.table(node)
        elif role == "Figure":
            yield from self.figure(node)
        else:
            self.oddities.append(f"structure element {role} is not known here")

    def joined(self, kids: Sequence[Any]) -> list[Any]:
        """Return kids with a table that goes on on the next page put behind its beginning."""
        done: list[Any] = []
        for kid in _unwrapped(kids):
            if done and self.goes_on(done[-1], kid):
                groups = [group for group in kid.kids if not (isinstance(group, Node) and group.role == "THead")]
                done[-1] = replace(done[-1], kids=[*done[-1].kids, *groups])
            else:
                done.append(kid)
        return done

    def goes_on(self, table: Any, rest: Any) -> bool:
        """Tell whether what follows a table is the same table on the next page, with its header rows repeated."""
        if not all(isinstance(each, Node) and each.role == "Table" for each in (table, rest)):
            return False
        turned = rest.pages[0] == table.pages[1] + 1
        return turned and not _find(rest, "Caption") and self.heads(rest) == self.heads(table)

    def heads(self, table: Node) -> list[str]:
        return [self.text([cell]) for head in _find(table, "THead") for row in _find(head, "TR") for cell in row.kids]

    def paragraph(self, inlines: list[Any]) -> Iterator[Line]:
        if text := self.text(inlines):
            yield (self.entry(text) if self.unmarked else None) or Line("text", text, Node("P", {}, inlines).pages)

    def entry(self, text: str) -> Line | None:
        """Return a line of the contents, without its leader and page; check that the page is right."""
        found = re.fullmatch(r"⟨(.*)→(.*)⟩", text)
        leader = _LEADER.search(found[1]) if found else None
        if not found or not leader:
            return None
        if int(leader[1]) != self.page_of.get(found[2]):
            self.oddities.append(f"the contents say page {leader[1]} for '{found[2]}'")
        return Line("entry", tidy(linked(found[1][: leader.start()], found[2])))

    def items(self, node: Node) -> Iterator[Line]:
        self.depth += 1
        yield from self.blocks(node)
        self.depth -= 1

    def item(self, node: Node) -> Iterator[Line]:
        labels = [self.text(label.kids) for label in _find(node, "Lbl")]
        rest = replace(node, kids=[kid for kid in node.kids if not (isinstance(kid, Node) and kid.role == "Lbl")])
        bodies = [kid.kids if isinstance(kid, Node) and kid.role == "LBody" else [kid] for kid in rest.kids]
        depth = self.depth
        self.unmarked = not labels
        lines = list(self.blocks(replace(rest, role="Div", kids=[kid for body in bodies for kid in body])))
        self.unmarked = False
        if labels and _MARK.fullmatch(labels[0]):
            if not lines or lines[0].kind != "text":
                lines.insert(0, Line("text", "", node.pages))
            mark = _BULLET.sub("•", labels[0])
            lines[0] = replace(lines[0], kind=f"item{depth}", text=tidy(f"{mark} {lines[0].text}"))
        elif labels and labels[0]:
            lines.insert(0, Line("text", labels[0], node.pages))
        yield from lines

    def figure(self, node: Node) -> Iterator[Line]:
        words = "".join(kid.piece.text for kid in node.kids if isinstance(kid, Shown))
        yield Line("figure", tidy(str(node.entries.get("/Alt", ""))))
        yield Line("words", "".join(words.split()))
        yield from self.blocks(replace(node, kids=[kid for kid in node.kids if isinstance(kid, Node)]))

    # Tables
    def table(self, table: Node) -> Iterator[Line]:
        for caption in _find(table, "Caption"):
            yield from self.block(caption)
        groups = [kid for kid in table.kids if isinstance(kid, Node) and kid.role in ("THead", "TBody", "TFoot", "TR")]
        rows = [(group, row) for group in groups for row in ([group] if group.role == "TR" else _find(group, "TR"))]
        width = sum(_span(cell, "ColSpan") for cell in rows[0][1].kids if isinstance(cell, Node)) if rows else 0
        yield Line("table", f"{width} columns")
        held: list[int] = [0] * width
        for group, row in rows:
            yield Line("row", "head" if group.role == "THead" else "")
            yield from self.cells(row, held)

    def cells(self, row: Node, held: list[int]) -> Iterator[Line]:
        free = [column for column, rows in enumerate(held) if not rows]
        held[:] = [max(rows - 1, 0) for rows in held]
        for cell in row.kids:
            if not isinstance(cell, Node) or cell.role not in ("TD", "TH"):
                self.oddities.append("a row holds what is no cell")
                continue
            across, down = _span(cell, "ColSpan"), _span(cell, "RowSpan")
            column = free[0] if free else len(held)
            for taken in free[:across]:
                held[taken] = down - 1
            free = free[across:]
            depth, self.depth = self.depth, 0
            yield cell_line(column, across, down, list(self.blocks(replace(cell, role="Div"))))
            self.depth = depth
        if free:
            self.oddities.append("a row has too few cells")

    # Text
    def text(self, kids: Sequence[Any]) -> str:
        """Return the text of inline content, with a joint wherever a line of the page ends."""
        out, last = "", None
        for kid in kids:
            if isinstance(kid, Shown):
                out += ("" if last is None or _adjoin(last.piece, kid.piece) else JOINT) + kid.piece.text
                last = kid
            elif isinstance(kid, Node):
                out += JOINT * (last is not None and not _next_adjoins(last, kid)) + self.inline(kid)
                last = next((each for each in reversed(list(kid.walk())) if isinstance(each, Shown)), last)
        return tidy(out)

    def inline(self, node: Node) -> str:
        targets = [kid.entries for kid in node.kids if isinstance(kid, Target)]
        if node.role == "Form":
            return "".join(map(_field, targets))
        if node.role == "Link" and targets and not self.in_link:
            self.in_link = True
            text = self.text(node.kids)
            self.in_link = False
            return linked(text, self.leads_to(targets[0]))
        return self.keeping_blanks(node)

    def keeping_blanks(self, node: Node) -> str:
        said = [kid.piece.text for kid in node.walk() if isinstance(kid, Shown)]
        inner = self.text(node.kids)
        if not said:
            return inner
        return " " * (said[0][:1] == " ") + inner + " " * (said[-1][-1:] == " ")

    # Links
    def leads_to(self, annotation: Any) -> str:
        if "/A" in annotation and "/URI" in annotation.A:
            return str(annotation.A.URI)
        name = str(annotation.get("/Dest", annotation.get("/A", {}).get("/D", "") if "/A" in annotation else ""))
        return self.places.get(name, f"nowhere ({name})")

    @cached_property
    def places(self) -> dict[str, str]:
        """What stands at each named destination: the first heading or caption below it on its page."""
        names = list(_flat(self.root.Names.Dests)) if "/Names" in self.root and "/Dests" in self.root.Names else []
        return {str(name): self.standing_at(where) for name, where in zip(names[::2], names[1::2], strict=True)}

    def standing_at(self, where: Any) -> str:
        page, height = self.numbers[where[0].objgen], float(where[3])
        below = [mark for mark in self.landmarks if mark[0] == page and mark[1] <= height + 1]
        return max(below, key=lambda mark: mark[1])[2] if below else "nothing"

    @cached_property
    def landmarks(self) -> list[tuple[int, float, str]]:
        found = []
        for node in self.tree.walk():
            if isinstance(node, Node) and (node.role in _HEADINGS or node.role == "Caption"):
                first = next(kid for kid in node.walk() if isinstance(kid, Shown))
                # A caption's first part is its label, by which references call it.
                called = node.kids[:1] if node.role == "Caption" else node.kids
                found.append((first.page, first.piece.start[1], self.text(called).replace(JOINT, " ")))
        return found

    @cached_property
    def page_of(self) -> dict[str, int]:
        return {name: page for page, _, name in self.landmarks}


def _unwrapped(kids: Sequence[Any]) -> Iterator[Any]:
    """Yield kids, those of a group of blocks in place of the group."""
    for kid in kids:
        if (
            isinstance(kid, Node)
            and kid.role in _GROUPS
            and not kid.inline
            and all(isinstance(x, Node) for x in kid.kids)
        ):
            yield from _unwrapped(kid.kids)
        else:
            yield kid


def _find(node: Node, role: str) -> list[Node]:
    return [kid for kid in node.kids if isinstance(kid, Node) and kid.role == role]


def _span(cell: Node, name: str) -> int:
    attributes = cell.entries.get("/A", {})
    sets = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return next((int(each[f"/{name}"]) for each in sets if f"/{name}" in each), 1)


def _field(widget: Any) -> str:
    if widget.get("/FT") == "/Btn":
        return f" [{' ' if str(widget.get('/AS', '/Off')) == '/Off' else 'x'}] "
    return f" [___ {widget.get('/T', '')}] "


def _flat(tree: Any) -> Iterator[Any]:
    yield from tree.get("/Names", [])
    for kid in tree.get("/Kids", []):
        yield from _flat(kid)


def _next_adjoins(last: Shown, node: Node) -> bool:
    first = next((kid for kid in node.walk() if isinstance(kid, Shown)), None)
    return first is None or _adjoin(last.piece, first.piece)


def _adjoin(one: Piece, other: Piece) -> bool:
    """Tell whether a piece goes on where another ends, raised or lowered as it may be."""
    size = max(one.size, other.size)
    return abs(other.start[1] - one.end[1]) < size * 0.6 and abs(other.start[0] - one.end[0]) < size * 0.15

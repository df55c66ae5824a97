"""Read a Word file back: what Word shows of it, with its numbering and fields worked out."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from tests.agreement.docx_looks import Styles, Surroundings
from tests.agreement.docx_numbering import Numbering, W, val
from tests.agreement.from_tree import cell_line
from tests.agreement.lines import TO, Line, Reading, linked, tidy

Element = etree._Element

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_SVG = "{http://www.w3.org/2000/svg}"
_SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_CORE = {"dc": "http://purl.org/dc/elements/1.1/"}
_ENTRIES = ("toc ", "table of figures")
_EAST_ASIAN = ("zh", "ja", "ko")
_SIGNS = {"softHyphen": "\u00ad", "noBreakHyphen": "\u2011", "tab": " ", "br": " ", "ptab": " ", "cr": " "}
_SILENT = frozenset(["rPr", "pPr", "lastRenderedPageBreak", "bookmarkEnd", "proofErr", "sectPr", "sdtPr", "sdtEndPr"])
_COUNTED = {"PAGE": "#", "NUMPAGES": "##"}


@dataclass
class Field:
    """A field while it is read; `shown` is its result."""

    code: str = ""
    shown: str = ""
    in_result: bool = False

    @property
    def words(self) -> list[str]:
        """Return the field's name and what follows it."""
        return self.code.split() or [""]


def read_docx(data: bytes) -> Reading:
    """Return what a Word file says."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _Docx({name: archive.read(name) for name in archive.namelist()}).reading()


@dataclass
class _Text:
    """The text of one paragraph while it is read."""

    around: Surroundings
    said: str = ""
    fields: list[Field] = field(default_factory=list)
    links: int = 0


class _Docx:
    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.oddities: list[str] = []
        self.document = etree.fromstring(parts["word/document.xml"])
        self.styles = Styles(etree.fromstring(parts["word/styles.xml"]))
        numbering = parts.get("word/numbering.xml")
        self.numbering = Numbering(None if numbering is None else etree.fromstring(numbering))
        relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
        self.relations = {str(each.get("Id")): str(each.get("Target")) for each in relations}
        self.sequences: Counter[str] = Counter()
        self.fields: list[tuple[str, Field]] = []  # with the paragraph's text
        self.bookmarks: dict[str, str] = {}  # what a reference to it says
        self.numbers: dict[str, str] = {}  # the number of the paragraph in which it stands
        self.open: dict[str, tuple[str, int]] = {}
        self.nesting: list[Field] = []

    def reading(self) -> Reading:
        body = self.document.find(f"{W}body")
        assert body is not None
        lines = [*self.facts(), *self.running(), *self.blocks(body)]
        if self.nesting:
            self.oddities.append("a field has no end")
        lines = [replace(line, text=self.resolved(line.text)) for line in lines]
        self.check_fields()
        return Reading(
            tuple(line for line in lines if line.text or line.kind not in ("text", "words")), (*self.oddities,)
        )

    # Facts and running text
    def facts(self) -> Iterator[Line]:
        core = etree.fromstring(self.parts["docProps/core.xml"])
        stated = (core.findtext("dc:language", "", _CORE) or "").split("-")[0]
        yield Line("language", stated)
        yield Line("title", core.findtext("dc:title", "", _CORE) or "")
        yield Line("author", core.findtext("dc:creator", "", _CORE) or "")
        words = self.styles.defaults.find(f"{W}lang") if self.styles.defaults is not None else None
        name = "eastAsia" if stated in _EAST_ASIAN else "val"
        spelled = "" if words is None else str(words.get(f"{W}{name}", ""))
        if spelled.split("-")[0] != stated:
            self.oddities.append(f"the text is marked as {spelled}, the file as {stated}")

    def running(self) -> Iterator[Line]:
        for reference, kind in (("headerReference", "top"), ("footerReference", "bottom")):
            names = [str(each.get(f"{R}id")) for each in self.document.iter(f"{W}{reference}")]
            if not names:
                self.oddities.append(f"nothing stands at the {kind} of the pages")
            roots = [etree.fromstring(self.parts[f"word/{self.relations[name]}"]) for name in dict.fromkeys(names)]
            said = dict.fromkeys(tidy(" ".join(line.text for line in self.blocks(root))) for root in roots)
            yield from (Line(kind, text) for text in said)
            if len(said) > 1:
                self.oddities.append(f"the text at the {kind} of the pages differs")

    # Blocks
    def blocks(self, parent: Element, around: Surroundings | None = None) -> Iterator[Line]:
        for block in parent:
            name = _name(block)
            if name == "p":
                yield from self.paragraph(block, around)
            elif name == "tbl" and self.arranges(block):
                yield from self.signatures(block)
            elif name == "tbl":
                yield from self.table(block)
            elif name == "sdt":
                content = block.find(f"{W}sdtContent")
                yield from self.blocks(content, around) if content is not None else ()
            elif name not in _SILENT and name not in ("tcPr", "bookmarkStart"):
                self.oddities.append(f"<{name}> among blocks is not known here")

    def paragraph(self, paragraph: Element, around: Surroundings | None) -> Iterator[Line]:
        style = self.styles.name(val(paragraph, "pPr/pStyle"))
        mark, level = self.mark(paragraph)
        where = replace(around, paragraph=paragraph) if around else Surroundings(paragraph)
        for drawing in paragraph.iter(f"{W}drawing"):
            yield from self.figure(drawing)
        said = self.text(paragraph, where, mark)
        outline = self.styles.paragraph(paragraph, "outlineLvl")
        depth = int(str(outline.get(f"{W}val"))) + 1 if outline is not None else 9
        if style == "caption":
            yield Line("caption", said)
        elif depth < 9:
            yield Line(f"h{depth}", tidy(f"{mark} {said}"))
        elif style.startswith(_ENTRIES):
            yield Line("entry", said.replace(f" {TO}", TO))  # without the tab before the page
        elif mark:
            yield Line(f"item{level + 1}", tidy(f"{mark} {said}"))
        elif style == "Cover Fact":
            yield from (Line("text", tidy(part)) for part in said.split("\t"))
        else:
            yield Line("text", said)

    def mark(self, paragraph: Element) -> tuple[str, int]:
        numbering = self.styles.paragraph(paragraph, "numPr")
        if numbering is None:
            return "", 0
        level = int(val(numbering, "ilvl") or "0")
        return self.numbering.mark(str(val(numbering, "numId")), level), level

    def figure(self, drawing: Element) -> Iterator[Line]:
        frame = drawing[0]
        properties = next(frame.iter("{*}docPr"))
        if properties.get("hidden") in ("1", "true"):
            self.oddities.append("a picture is hidden")
        yield Line("figure", tidy(properties.get("descr", "")))
        vector = next(frame.iter(_SVG_BLIP), None)
        if vector is None:
            self.oddities.append("a picture is no drawing")
            return
        drawn = etree.fromstring(self.parts[f"word/{self.relations[str(vector.get(f'{R}embed'))]}"])
        words = "".join("".join(map(str, text.itertext())) for text in drawn.iter(f"{_SVG}text"))
        yield Line("words", "".join(words.split()))

    # Tables
    def table(self, table: Element) -> Iterator[Line]:
        rows = table.findall(f"{W}tr")
        yield Line("table", f"{len(table.findall(f'{W}tblGrid/{W}gridCol'))} columns")
        grids = [list(_placed(row)) for row in rows]
        for number, (row, grid) in enumerate(zip(rows, grids, strict=True)):
            head = row.find(f"{W}trPr/{W}tblHeader") is not None
            yield Line("row", "head" if head else "")
            for column, across, cell in grid:
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                around = Surroundings(cell, cell, table, head=number == 0 and self.has_first_row(table))
                content = [line for line in self.blocks(cell, around) if line.text or line.kind != "text"]
                if merge is not None and merge.get(f"{W}val", "continue") == "continue":
                    if content:
                        self.oddities.append(f"'{content[0].text}' stands in a cell that is merged away")
                    continue
                yield cell_line(column, across, 1 + _below(grids[number + 1 :], column), content)

    def arranges(self, table: Element) -> bool:
        """Tell whether a table only puts signature blocks beside each other."""
        return self.is_role(next(table.iter(f"{W}tc")))

    def is_role(self, cell: Element) -> bool:
        return self.styles.name(val(cell, "p/pPr/pStyle")) == "Signature Role"

    def signatures(self, table: Element) -> Iterator[Line]:
        """Yield the lines of each block in turn; a block begins at a role and goes on below it."""
        lines: dict[int, list[str]] = {}
        for grid in map(list, map(_placed, table.findall(f"{W}tr"))):
            if self.is_role(grid[0][2]):
                yield from (Line("text", tidy(text)) for block in lines.values() for text in block)
                lines = {column: [""] for column, _, cell in grid if self.is_role(cell)}
            else:
                for block in lines.values():
                    block.append("")
            for column, _, cell in grid:
                said = " ".join(line.text for line in self.blocks(cell, Surroundings(cell, cell, table)))
                lines[max(start for start in lines if start <= column)][-1] += f" {said}"
        yield from (Line("text", tidy(text)) for block in lines.values() for text in block)

    def has_first_row(self, table: Element) -> bool:
        look = table.find(f"{W}tblPr/{W}tblLook")
        return look is not None and look.get(f"{W}firstRow") == "1"

    # Text
    def text(self, paragraph: Element, around: Surroundings, number: str) -> str:
        text = _Text(around)
        self.number = number
        self.walk(paragraph, text)
        for name, start in self.open.values():
            self.bookmarks[name] = text.said[start:]
        return "\t".join(tidy(part) for part in text.said.split("\t")) if "\t" in text.said else tidy(text.said)

    def walk(self, parent: Element, text: _Text) -> None:
        for child in parent:
            name = _name(child)
            if name == "r":
                self.run(child, text)
            elif name == "hyperlink":
                self.link(child, text)
            elif name == "sdt":
                self.control(child, text)
            elif name == "bookmarkStart":
                self.open[str(child.get(f"{W}id"))] = (str(child.get(f"{W}name")), len(text.said))
                self.numbers[str(child.get(f"{W}name"))] = self.number
            elif name == "bookmarkEnd":
                marked, start = self.open.pop(str(child.get(f"{W}id")))
                self.bookmarks[marked] = tidy(text.said[start:])
            elif name not in _SILENT:
                self.oddities.append(f"<{name}> in a paragraph is not known here")

    def run(self, run: Element, text: _Text) -> None:
        for child in run:
            name = _name(child)
            if name == "t":
                self.say(child.text or "", run, text)
            elif name == "fldChar":
                self.field_mark(str(child.get(f"{W}fldCharType")), text)
            elif name == "instrText":
                self.nesting[-1].code += child.text or ""
            elif name == "tab" and self.styles.name(val(text.around.paragraph, "pPr/pStyle")) == "Cover Fact":
                text.said += "\t"
            elif name in _SIGNS:
                self.say(_SIGNS[name], run, text)
            elif name not in _SILENT and name != "drawing":
                self.oddities.append(f"<{name}> in a run is not known here")

    def say(self, said: str, run: Element, text: _Text) -> None:
        for each in self.nesting:
            if not each.in_result:
                return
            each.shown += said
        if any(each.words[0] in ("PAGEREF", *_COUNTED) for each in self.nesting):
            return
        why = self.styles.hidden(run, text.around) if said.strip() else ""
        if why:
            self.oddities.append(f"'{said}' {why}")
        text.said += said

    def field_mark(self, kind: str, text: _Text) -> None:
        if kind == "begin":
            self.nesting.append(Field())
            return
        if not self.nesting:
            self.oddities.append("a field ends that has not begun")
            return
        current = self.nesting[-1]
        if kind == "separate":
            current.in_result = True
            text.said += _COUNTED.get(current.words[0], "")
            if current.words[0] == "REF" and not text.links:
                text.said += "⟨"
        else:
            self.nesting.pop()
            self.fields.append((text.said, current))
            if current.words[0] == "REF" and not text.links:
                text.said += f"→@{current.words[1]}⟩"
            if current.words[0] == "SEQ":
                self.sequences[current.words[1]] += 1
                if current.shown != str(self.sequences[current.words[1]]):
                    self.oddities.append(
                        f"{current.words[1]} {current.shown} is number {self.sequences[current.words[1]]}"
                    )

    def link(self, link: Element, text: _Text) -> None:
        before, text.said = text.said, ""
        text.links += 1
        self.walk(link, text)
        text.links -= 1
        anchor, target = link.get(f"{W}anchor"), link.get(f"{R}id")
        where = f"@{anchor}" if anchor else self.relations.get(str(target), "nowhere")
        text.said = before + linked(text.said, where)

    def control(self, control: Element, text: _Text) -> None:
        box = control.find(f"{W}sdtPr/{W14}checkbox")
        content = control.find(f"{W}sdtContent")
        inner = _Text(text.around, fields=text.fields, links=text.links)
        if content is not None:
            self.walk(content, inner)
        name = val(control, "sdtPr/tag") or ""
        if box is not None:
            checked = box.find(f"{W14}checked")
            ticked = checked is not None and checked.get(f"{W14}val") in ("1", "true")
            if inner.said != ("☒" if ticked else "☐"):
                self.oddities.append(
                    f"the box '{name}' shows {inner.said} and is {'ticked' if ticked else 'not ticked'}"
                )
            text.said += f" [{'x' if ticked else ' '}] "
        elif name.startswith("bidkit:"):
            text.said += inner.said
        else:
            if inner.said.strip("_"):
                self.oddities.append(f"the field '{name}' is filled with '{inner.said}'")
            text.said += f" [___ {name}] "

    # References
    def resolved(self, text: str) -> str:
        return re.sub(r"@(_Ref\w+)", lambda found: self.called(found[1]), text)

    def called(self, bookmark: str) -> str:
        if bookmark not in self.bookmarks:
            return f"nowhere ({bookmark})"
        return tidy(f"{self.numbers[bookmark]} {self.bookmarks[bookmark]}")

    def check_fields(self) -> None:
        """Compare what each reference shows with what Word will show when it looks again."""
        for said, each in self.fields:
            name, *rest = each.words
            if name == "REF":
                meant = self.numbers.get(rest[0], "") if "\\r" in rest else self.bookmarks.get(rest[0], "")
                if tidy(each.shown) != tidy(meant):
                    self.oddities.append(f"a reference shows '{each.shown}' and leads to '{meant}'")
            elif name in ("PAGEREF",) and rest[0] not in self.bookmarks:
                self.oddities.append(f"'{said}' counts the page of nothing")
            elif name not in ("PAGEREF", "SEQ", "TOC", *_COUNTED):
                self.oddities.append(f"the field {name} is not known here")


def _name(element: Element) -> str:
    tag = str(element.tag)
    return tag.removeprefix(W) if tag.startswith(W) else tag


def _placed(row: Element) -> Iterator[tuple[int, int, Element]]:
    column = 0
    for cell in row.findall(f"{W}tc"):
        across = int(val(cell, "tcPr/gridSpan") or "1")
        yield column, across, cell
        column += across


def _below(grids: list[list[tuple[int, int, Element]]], column: int) -> int:
    """Return over how many of the next rows a cell goes on."""
    count = 0
    for grid in grids:
        cell = next((cell for at, _, cell in grid if at == column), None)
        merge = None if cell is None else cell.find(f"{W}tcPr/{W}vMerge")
        if merge is None or merge.get(f"{W}val", "continue") != "continue":
            break
        count += 1
    return count

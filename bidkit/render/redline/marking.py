"""Mark as inserted or deleted: runs, whole blocks, rows, and what changed in properties."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from enum import Enum
from itertools import count

from lxml import etree

from bidkit.render.redline.names import (
    CODE,
    FIELD,
    GRID,
    HYPERLINK,
    ID,
    PLACES,
    PPR,
    R_RUN,
    RPR,
    SDT,
    SDT_CONTENT,
    SECTPR,
    TBL,
    TEXT,
    TR,
    TRPR,
    VAL,
    XML_SPACE,
    Element,
    P,
    made,
    replace,
    w,
)

_SIMPLE = w("fldSimple")
_DELETED = {TEXT: w("delText"), CODE: w("delInstrText")}


class Status(Enum):
    """Whether something stands in both stories, in the old one only, or in the new one only."""

    KEPT = ""
    GONE = "del"
    COME = "ins"


@dataclass(slots=True)
class Pen:
    """Writes the marks, each with a number of its own and one author and date."""

    author: str
    date: str = ""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def mark(self, name: str, *, number: int | None = None, signed: bool = True) -> Element:
        """Return an element that marks a change."""
        element = made(w(name))
        element.set(ID, str(next(self.numbers) if number is None else number))
        if signed:
            element.set(w("author"), self.author)
            if self.date:
                element.set(w("date"), self.date)
        return element

    def block(self, block: Element, status: Status) -> list[Element]:
        """Mark a block with all that is in it, and return what stands for it."""
        if block.tag == P:
            self.paragraph_mark(block, status)
            self.inside(block, status)
        elif block.tag == TBL:
            for row in list(block.iterchildren(TR)):
                self.row(row, status)
        else:
            return self._control(block, status)
        return [block]

    def _each(self, parent: Element, status: Status) -> None:
        for child in list(parent):
            if child.tag in (P, TBL, SDT, TR):
                marked = self.row(child, status) if child.tag == TR else self.block(child, status)
                replace(child, marked)

    def row(self, row: Element, status: Status) -> list[Element]:
        """Mark a row with all that is in it."""
        for cell in row:
            if cell.tag not in (TRPR, w("tblPrEx")):
                self._each(cell, status)
        properties = row.find(TRPR)
        if properties is None:
            properties = made(TRPR)
            row.insert(1 if row.find(w("tblPrEx")) is not None else 0, properties)
            say_default(properties)
        properties.append(self.mark(status.value))
        return [row]

    def paragraph_mark(self, paragraph: Element, status: Status) -> None:
        """Mark the end of a paragraph."""
        end_look(own_properties(paragraph)).insert(0, self.mark(status.value))

    def inside(self, parent: Element, status: Status) -> None:
        """Mark the runs inside a paragraph, a link or a control."""
        around: Element | None = None
        for child in list(parent):
            if child.tag == PPR or not isinstance(child.tag, str):
                continue
            if child.tag in (HYPERLINK, SDT, *PLACES):
                around = None
                if child.tag == HYPERLINK:
                    self.inside(child, status)
                elif child.tag == SDT:
                    replace(child, self._control(child, status))
                continue
            if around is None:
                around = self.mark(status.value)
                child.addprevious(around)
            around.extend(_as_runs(child))
        if status is Status.GONE:
            deleted_text(parent)

    def _control(self, control: Element, status: Status) -> list[Element]:
        """Mark a content control: what is in it, and the control itself."""
        kind = "customXmlInsRange" if status is Status.COME else "customXmlDelRange"
        content = control.find(SDT_CONTENT)
        if content is None:
            return [control]
        self._each(content, status)
        if not any(each.tag in (P, TBL, TR, SDT) for each in content):
            self.inside(content, status)
        first, last = self.mark(f"{kind}Start"), self.mark(f"{kind}Start")
        content.insert(0, self.mark(f"{kind}End", number=int(first.get(ID, "0")), signed=False))
        content.append(last)
        return [first, control, self.mark(f"{kind}End", number=int(last.get(ID, "0")), signed=False)]

    def changed(self, properties: Element, before: Element | None, left_out: Iterable[str] = ()) -> None:
        """Note in an element's properties what they were before."""
        name = etree.QName(properties).localname
        note = self.mark(f"{name}Change", signed=properties.tag != GRID)
        was = made(str(properties.tag), note)
        out = {*left_out, note.tag}
        if before is not None:
            was.extend(deepcopy(each) for each in before if each.tag not in out)
        if properties.tag == TRPR:
            for each in (each for each in (properties, was) if not len(each)):
                say_default(each)
        properties.append(note)


def own_properties(element: Element, name: str = PPR) -> Element:
    """Return an element's properties, which are made if there are none."""
    found = element.find(name)
    if found is None:
        found = made(name)
        element.insert(0, found)
    return found


def end_look(properties: Element) -> Element:
    """Return how the end of a paragraph looks, which is made if nothing says it."""
    look = properties.find(RPR)
    if look is None:
        look = made(RPR)
        at = next((n for n, each in enumerate(properties) if each.tag in (SECTPR, w("pPrChange"))), len(properties))
        properties.insert(at, look)
    return look


def say_default(properties: Element) -> None:
    """Say what holds of a row anyway: the schema wants its properties to say something."""
    made(w("cantSplit"), properties).set(VAL, "off")


def deleted_text(parent: Element) -> None:
    """Make the text inside deleted runs deleted text."""
    for each in list(parent.iter(TEXT, CODE)):
        each.tag = _DELETED[each.tag]
        each.set(XML_SPACE, "preserve")


def _as_runs(element: Element) -> list[Element]:
    """Return what may stand inside an insertion or deletion: a simple field becomes one made of runs."""
    if element.tag != _SIMPLE:
        return [element]
    shown = list(element)
    code = made(R_RUN)
    text = made(CODE, code)
    text.set(XML_SPACE, "preserve")
    text.text = element.get(w("instr"), "")
    start, middle, end = (_field_mark(kind) for kind in ("begin", "separate", "end"))
    replace(element)
    return [start, code, middle, *shown, end]


def _field_mark(kind: str) -> Element:
    run = made(R_RUN)
    made(FIELD, run).set(w("fldCharType"), kind)
    return run

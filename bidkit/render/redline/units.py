"""What is aligned: the paragraphs, tables and controls of a container, and the rows of a table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from bidkit.render.redline.names import (
    CODE,
    FIELD,
    GRID,
    PPR,
    SDT,
    SDTPR,
    SECTPR,
    TBL,
    TC,
    TCPR,
    TR,
    TRPR,
    VAL,
    Element,
    P,
    w,
)
from bidkit.render.redline.signatures import Signer, text_of

# A figure is one word, and so is each Chinese character.
WORD = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]|\d(?:[\d.,\u00a0]*\d)?|[^\W\d_]+|\s+|.", re.DOTALL)
_FIGURES = re.compile(r"\d+")
_SHOWN = (w("drawing"), w("pict"), SDT)
_SHAPES = frozenset(w(name) for name in ("gridSpan", "vMerge", "hMerge", "gridBefore", "gridAfter"))

Columns = tuple[object, ...]


@dataclass(eq=False)
class Unit:
    """One entry of a sequence that is aligned: a block, rows that are merged together, or a field over paragraphs."""

    elements: tuple[Element, ...]
    signer: Signer
    code: str = ""
    """The code of a field that reaches over these paragraphs."""

    @property
    def element(self) -> Element:
        """Return the first element, which mostly is the only one."""
        return self.elements[0]

    @property
    def kind(self) -> str:
        """Return what it is."""
        return "field" if self.code else str(self.element.tag)

    @cached_property
    def signature(self) -> str:
        """Return what it says."""
        return "".join([self.signer.sign(each) for each in self.elements])

    @cached_property
    def text(self) -> str:
        """Return its text, and a sign for each picture or control that shows none."""
        shown = "".join(["\0" for each in self.elements for _ in each.iter(*_SHOWN)])
        return "".join([text_of(each) for each in self.elements]) + shown

    @cached_property
    def words(self) -> frozenset[str]:
        """Return its words."""
        return frozenset(word for word in WORD.findall(self.text) if not word.isspace())

    @cached_property
    def style(self) -> str:
        """Return the style of its first paragraph."""
        found = next(self.element.iter(w("pStyle")), None)
        return "" if found is None else self.signer.said("style", str(found.get(VAL)))

    @property
    def whole(self) -> object:
        """Return a key that is equal where all is; nothing else is equal to a unit that says nothing."""
        return self.signature if self.text else self

    @property
    def without_figures(self) -> object:
        """Return a key that is equal where only figures changed."""
        text = _FIGURES.sub("", self.text).strip()
        return (self.kind, self.style, self.shape, text) if len(text) > 1 else self

    @cached_property
    def name(self) -> object:
        """Return a row's first text, or a table's first row: what it is known by."""
        inner = self.element.iter(TC if self.kind == TR else TR if self.kind == TBL else P)
        text = next((said for each in inner if (said := text_of(each).strip())), "")
        return (self.kind, self.shape, text) if text else self

    @cached_property
    def shape(self) -> Columns:
        """Return what two units need to have in common before one can be shown as a change of the other."""
        if self.kind == TBL:
            grid = self.element.find(GRID)
            regular = all(each.tag in (w("tblPr"), GRID, TR) or not isinstance(each.tag, str) for each in self.element)
            return (0 if grid is None else len(grid), regular or self)
        if self.kind == TR:
            return tuple(_row_shape(row) or (self,) for row in self.elements)
        if self.kind == P:
            return (has_section(self.element),)
        return (self.code or control_name(self.element),)


def control_name(control: Element) -> str:
    """Return what a content control is known by."""
    properties = control.find(SDTPR)
    if properties is None:
        return ""
    known = (w("tag"), w("alias"), w("docPartGallery"))
    return " ".join(str(each.get(VAL)) for each in properties.iter(*known))


def has_section(paragraph: Element) -> bool:
    """Tell whether a page setup ends with a paragraph."""
    properties = paragraph.find(PPR)
    return properties is not None and properties.find(SECTPR) is not None


def _row_shape(row: Element) -> Columns:
    """Return how a row lies on the grid; nothing where it holds something other than cells."""
    if any(child.tag not in (TC, TRPR, w("tblPrEx")) for child in row):
        return ()
    return ("row", *((each.tag, each.get(VAL)) for each in row.iter(TC, *_SHAPES)))


def likeness(old: Unit, new: Unit) -> float:
    """Return how far one unit can pass for a change of another: 0 for not at all, 1 for the same."""
    if old.kind != new.kind or old.shape != new.shape:
        return 0.0
    if old.kind == SDT or old.code:
        return 1.0
    if not old.words or not new.words:
        return 0.25 if old.words == new.words and old.style == new.style else 0.0
    shared = 2 * len(old.words & new.words) / (len(old.words) + len(new.words))
    if old.kind == P:
        shared *= 1.0 if old.style == new.style else 0.6
        return shared if shared >= 0.4 else 0.0
    shared = max(shared, 0.8 * (old.name == new.name))
    return shared if shared >= 0.3 else 0.0


def blocks(parents: Iterable[Element], signer: Signer) -> list[Unit]:
    """Return the blocks of a container; a field that reaches over paragraphs holds them together."""
    units: list[Unit] = []
    open_fields, started = 0, 0
    code = ""
    for block in (each for each in parents if each.tag in (P, TBL, SDT)):
        units.append(Unit((block,), signer))
        balance = _balance(block)
        if balance > 0 and not open_fields:
            started, code = len(units) - 1, _code(block)
        open_fields += balance
        if balance < 0 and open_fields == 0:
            units[started:] = [Unit(tuple(each.element for each in units[started:]), signer, code)]
    return units


def _balance(block: Element) -> int:
    marks = [each.get(w("fldCharType")) for each in block.iter(FIELD)] if block.tag == P else []
    return marks.count("begin") - marks.count("end")


def _code(block: Element) -> str:
    return " ".join(next((str(each.text) for each in block.iter(CODE)), "field").split()) or "field"


def rows(table: Element, signer: Signer) -> list[Unit]:
    """Return the rows of a table; rows that a cell reaches over stay together."""
    found: list[list[Element]] = []
    for row in table.iterchildren(TR):
        if found and _goes_on(row):
            found[-1].append(row)
        else:
            found.append([row])
    return [Unit(tuple(each), signer) for each in found]


def _goes_on(row: Element) -> bool:
    return any(each.get(VAL, "continue") == "continue" for each in row.iterfind(f"{TC}/{TCPR}/{w('vMerge')}"))


def cells(row: Element) -> Sequence[Element]:
    """Return the cells of a row."""
    return row.findall(TC)

"""Carry out the steps: write the blocks of one story with every change marked."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from bidkit.render.redline.marking import Pen, Status
from bidkit.render.redline.names import (
    CODE,
    GRID,
    HYPERLINK,
    NUMBER,
    PPR,
    REFERENCES,
    SDT,
    SDT_CONTENT,
    SECTPR,
    TBLPR,
    TCPR,
    Element,
    P,
    made,
    shell,
    w,
)
from bidkit.render.redline.paragraphs import paragraph, properties
from bidkit.render.redline.plan import Step, opened
from bidkit.render.redline.settling import SEPARATOR, settled
from bidkit.render.redline.signatures import Signer
from bidkit.render.redline.units import Unit, cells

_NUMBERED = (NUMBER, HYPERLINK, CODE)
_PARTLY = ("tblPrEx", "trPr")


@dataclass(slots=True)
class Writer:
    """Writes one story; the old one's numbers are the new one's by now."""

    pen: Pen
    signer: Signer
    referenced: frozenset[str]
    lost: set[str] = field(default_factory=set)
    """What changed and could not be shown as a change."""

    def blocks(self, steps: Sequence[Step], *, ends: bool = True) -> list[Element]:
        """Return the blocks that steps lead to; `ends` where the last one ends a cell or story."""
        return [each for step in (settled(tuple(steps)) if ends else steps) for each in self._step(step)]

    def _step(self, step: Step) -> list[Element]:
        if step is SEPARATOR:
            return [self._separator()]
        if step.ends_as is not None:
            return [self._end(step, *step.ends_as)]
        pair = step.pair()
        if pair is not None:
            return self._both(step, *pair)
        return [each for block in step.unit.elements for each in self.pen.block(deepcopy(block), step.status)]

    def _separator(self) -> Element:
        between = made(P)
        self.pen.paragraph_mark(between, Status.GONE)
        self.pen.paragraph_mark(between, Status.COME)
        return between

    def _end(self, step: Step, now: Unit | None, was: Unit | None) -> Element:
        """Return a paragraph whose text is gone or has come, but whose end ends the container in both stories."""
        text = deepcopy(step.unit.element)
        self.pen.inside(text, step.status)
        old, new = step.old or was or step.unit, step.new or now or step.unit
        return self._with_properties(text, old.element, new.element)

    def _with_properties(self, written: Element, old: Element, new: Element) -> Element:
        for each in written.findall(PPR):
            written.remove(each)
        said = properties(old, new, self.pen, self.signer)
        if said is not None:
            self._section(old, said)
            written.insert(0, said)
        return written

    def _both(self, step: Step, old: Unit, new: Unit) -> list[Element]:
        if step.equal and self._same_numbers(old, new):
            return [deepcopy(each) for each in new.elements]
        if step.equal:
            step = self._reopened(old, new)
        if old.code:
            return self.blocks(step.inner, ends=False)
        if old.kind == P:
            return [self._paragraph(step, old.element, new.element)]
        if old.kind == SDT:
            return [self._control(step, new.element)]
        return [self._table(step, old.element, new.element)]

    def _reopened(self, old: Unit, new: Unit) -> Step:
        """Return the step between units that look the same, down to what their numbers make different."""
        return opened(*(Unit(each.elements, self.signer, each.code) for each in (old, new)))

    def _same_numbers(self, old: Unit, new: Unit) -> bool:
        """Tell whether lists, links and references are the same, and not only alike."""
        mine, theirs = ([each for block in unit.elements for each in block.iter(*_NUMBERED)] for unit in (old, new))
        return [self._told(each) for each in mine] == [self._told(each) for each in theirs]

    def _told(self, element: Element) -> str:
        return self.signer.sign(element) if element.tag != HYPERLINK else str(sorted(element.attrib.items()))

    def _paragraph(self, step: Step, old: Element, new: Element) -> Element:
        written = paragraph(old, new, self.pen, self.signer, self.referenced)
        if step.mark is Status.KEPT:
            return self._with_properties(written, old, new)
        said = (old if step.mark is Status.GONE else new).find(PPR)
        if said is not None:
            written.insert(0, deepcopy(said))
        self.pen.paragraph_mark(written, step.mark)
        return written

    def _section(self, old: Element, written: Element) -> None:
        """Note what a page setup inside the text was before."""
        now, was = written.find(SECTPR), old.find(f"{PPR}/{SECTPR}")
        if now is not None and was is not None:
            self.section(was, now)
        elif now is not None or was is not None:
            self.lost.add("page setup")

    def section(self, was: Element, now: Element) -> None:
        """Note in a page setup what it was before."""
        base, former = _without(now), _without(was)
        if self.signer.sign(base) != self.signer.sign(former):
            self.pen.changed(now, former)

    def _control(self, step: Step, new: Element) -> Element:
        written = deepcopy(new)
        content = written.find(SDT_CONTENT)
        if content is not None:
            content[:] = self.blocks(step.inner, ends=False)
        return written

    def _table(self, step: Step, old: Element, new: Element) -> Element:
        written = shell(new)
        for name in (TBLPR, GRID):
            now = new.find(name)
            if now is not None:
                written.append(self._noted(now, old.find(name)))
        for each in step.inner:
            written.extend(self._rows(each))
        return written

    def _rows(self, step: Step) -> list[Element]:
        pair = step.pair()
        if pair is None:
            return [self.pen.row(deepcopy(row), step.status)[0] for row in step.unit.elements]
        if step.equal and self._same_numbers(*pair):
            return [deepcopy(row) for row in pair[1].elements]
        step = self._reopened(*pair) if step.equal else step
        whole = zip(pair[0].elements, pair[1].elements, step.cells, strict=True)
        return [self._row(old, new, inner) for old, new, inner in whole]

    def _row(self, old: Element, new: Element, inner: Sequence[Sequence[Step]]) -> Element:
        written = shell(new)
        for name in map(w, _PARTLY):
            now, was = new.find(name), old.find(name)
            if now is not None or was is not None:
                written.append(self._noted(made(name) if now is None else now, was))
        for one, other, steps in zip(cells(old), cells(new), inner, strict=True):
            cell = shell(other, written)
            now = other.find(TCPR)
            if now is not None:
                cell.append(self._noted(now, one.find(TCPR)))
            cell.extend(self.blocks(steps))
        return written

    def _noted(self, now: Element, was: Element | None) -> Element:
        """Return properties of a table, row or cell, noting what they were."""
        written = deepcopy(now)
        before = "" if was is None else self.signer.sign(was)
        if before != self.signer.sign(now) and not self.signer.rough:
            self.pen.changed(written, was, (w("ins"), w("del")))
        return written


def _without(section: Element) -> Element:
    """Return a page setup without its headers and footers, which cannot be noted in it."""
    base = deepcopy(section)
    for each in [each for each in base if each.tag in REFERENCES or each.tag == w("sectPrChange")]:
        base.remove(each)
    return base

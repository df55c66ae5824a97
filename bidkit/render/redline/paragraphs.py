"""Write one paragraph that stands in both stories, with its changes."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import takewhile

from bidkit.render.redline.marking import Pen, Status, deleted_text, end_look, own_properties
from bidkit.render.redline.names import (
    PPR,
    R_RUN,
    RPR,
    SECTPR,
    TEXT,
    XML_SPACE,
    Element,
    P,
    made,
    shell,
    w,
)
from bidkit.render.redline.signatures import Signer
from bidkit.render.redline.tokens import Mark, tokens
from bidkit.render.redline.wording import Change, changes

_BASE = (RPR, SECTPR, w("pPrChange"))
_ROUGHLY = (w("pStyle"), w("numPr"))
_ABOVE_NUMBERS = tuple(
    w(name) for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)


@dataclass(slots=True)
class _Line:
    """A paragraph while it is filled."""

    root: Element
    pen: Pen
    fine: bool  # whether changed looks are noted
    links: dict[Element, Element]  # the new story's link for one of the old story
    open: list[tuple[Element, Element]] = field(default_factory=list)  # the link as it was read, and as it is written
    status: Status = Status.KEPT
    around: Element | None = None  # the insertion or deletion that is being filled
    run: Element | None = None
    from_run: tuple[object, ...] = ()
    words: list[str] = field(default_factory=list)  # of the text that the run ends with

    @property
    def parent(self) -> Element:
        return self.open[-1][1] if self.open else self.root

    def place(self, element: Element) -> None:
        """Put down a place between tokens."""
        self.close()
        self.parent.append(element)

    def close(self) -> None:
        """End the run and the insertion or deletion that are being filled."""
        self._end_run()
        self.around = self.run = None

    def _end_run(self) -> None:
        self._end_text()
        if self.run is not None and self.status is Status.GONE:
            deleted_text(self.run)

    def _end_text(self) -> None:
        """Write the words at once: to add them one by one takes ever longer."""
        if self.words and self.run is not None:
            text = made(TEXT, self.run)
            text.set(XML_SPACE, "preserve")
            text.text = "".join(self.words)
        self.words = []

    def take(self, change: Change) -> None:
        """Put down one token."""
        self._open(tuple(self.links.get(each, each) for each in change.token.around))
        if change.status is not self.status:
            self.close()
            self.status = change.status
        if change.token.run is None:
            self._whole(change)
        else:
            self._piece(change, change.token.run)

    def _open(self, around: tuple[Element, ...]) -> None:
        now = tuple(each for each, _ in self.open)
        if now == around:
            return
        self.close()
        common = sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], zip(now, around, strict=False)))
        del self.open[common:]
        for link in around[common:]:
            self.open.append((link, shell(link, self.parent)))

    def _target(self) -> Element:
        if self.status is Status.KEPT:
            return self.parent
        if self.around is None:
            self.around = self.pen.mark(self.status.value)
            self.parent.append(self.around)
        return self.around

    def _whole(self, change: Change) -> None:
        self.close()
        holder = made(P)
        holder.extend(deepcopy(each) for each in change.token.parts)
        if change.status is not Status.KEPT:
            self.pen.inside(holder, change.status)
        self.parent.extend(list(holder))

    def _piece(self, change: Change, source: Element) -> None:
        token = change.token
        was = change.before.run if change.before is not None and change.before.look != token.look else None
        same = (source, was)
        if self.run is None or self.from_run != same:
            self._end_run()
            self.run, self.from_run = self._new_run(source, was, restyled=was is not None), same
            self._target().append(self.run)
        if token.word:
            self.words.append(token.word)
        else:
            self._end_text()
            self.run.append(deepcopy(token.parts[0]))

    def _new_run(self, source: Element, was: Element | None, *, restyled: bool) -> Element:
        run = made(R_RUN)
        look = source.find(RPR)
        if look is not None and len(look):
            run.append(deepcopy(look))
        if restyled and self.fine:
            self.pen.changed(own_properties(run, RPR), None if was is None else was.find(RPR))
        return run


def paragraph(old: Element, new: Element, pen: Pen, signer: Signer, referenced: frozenset[str]) -> Element:
    """Return a paragraph with everything that changed in it, its end apart."""
    was, old_marks = tokens(old, signer)
    now, new_marks = tokens(new, signer)
    found = list(changes(was, now))
    written = shell(new)
    line = _Line(written, pen, not signer.rough, _links(found))
    left = _places(old_marks, new_marks, referenced)
    for change in found:
        _put(line, left, change)
        line.take(change)
    line.close()
    line.open.clear()
    for _, _, element in left:
        line.place(element)
    return written


def _links(found: Sequence[Change]) -> dict[Element, Element]:
    """Return which link of the new paragraph one of the old paragraph became."""
    pairs: dict[Element, Element] = {}
    for change in found:
        if change.before is not None:
            pairs |= dict(zip(change.before.around, change.token.around, strict=False))
    return pairs


Waiting = list[tuple[bool, int, Element]]


def _places(old: Sequence[Mark], new: Sequence[Mark], referenced: frozenset[str]) -> Waiting:
    """Return the places of both paragraphs; of the old one only what is still referred to and is not in the new one."""
    there = {name for mark in new if (name := mark.element.get(w("name")))}
    lost = [each for each in old if (name := each.element.get(w("name"))) and name not in there and name in referenced]
    numbers = {each.element.get(w("id")) for each in lost}
    again = [each for each in old if each.element.get(w("id")) in numbers]
    return [
        *((False, each.before, deepcopy(each.element)) for each in again),
        *((True, each.before, deepcopy(each.element)) for each in new),
    ]


def _put(line: _Line, left: Waiting, change: Change) -> None:
    """Put down the places that stand before a token: a beginning before what is gone there, an end after it."""
    for entry in list(left):
        new, before, element = entry
        due = before <= (change.at if new else change.was_at)
        begins = not str(element.tag).endswith("End")
        if not due or (new and change.status is Status.GONE and not begins):
            continue
        left.remove(entry)
        if not change.token.around:
            line.open.clear()
        line.place(element)


def properties(old: Element, new: Element, pen: Pen, signer: Signer) -> Element | None:
    """Return the new paragraph's properties, noting what they were."""
    was, now = old.find(PPR), new.find(PPR)
    written = made(PPR) if now is None else deepcopy(now)
    if signer.sign(_base(was)) != signer.sign(_base(now)):
        pen.changed(written, _as_it_was(was, now, signer), _BASE)
    if not signer.rough:
        _note_end(was, now, written, pen, signer)
    return written if len(written) else None


def _note_end(was: Element | None, now: Element | None, written: Element, pen: Pen, signer: Signer) -> None:
    """Note how the end of a paragraph looked."""
    before, after = (None if each is None else each.find(RPR) for each in (was, now))
    if ("" if before is None else signer.sign(before)) != ("" if after is None else signer.sign(after)):
        pen.changed(end_look(written), before)


def _base(properties: Element | None) -> Element:
    base = made(PPR)
    if properties is not None:
        base.extend(deepcopy(each) for each in properties if each.tag not in _BASE)
    return base


def _as_it_was(was: Element | None, now: Element | None, signer: Signer) -> Element:
    """Return the old properties; read roughly, the new ones with the old style and list."""
    if not signer.rough:
        return _base(was)
    base = _base(now)
    for each in [each for each in base if each.tag in _ROUGHLY]:
        base.remove(each)
    for each in [] if was is None else [deepcopy(each) for each in was if each.tag in _ROUGHLY]:
        before = _ABOVE_NUMBERS if each.tag == _ROUGHLY[1] else ()
        base.insert(sum(1 for other in base if other.tag in before), each)
    return base

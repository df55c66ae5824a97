"""A paragraph as tokens: words, and whatever else stands between them, each with its look and the link around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bidkit.render.redline.names import (
    CODE,
    FIELD,
    NOISE,
    PLACES,
    PPR,
    R_RUN,
    RPR,
    TEXT,
    WRAPPERS,
    Element,
    w,
)
from bidkit.render.redline.signatures import Signer
from bidkit.render.redline.units import WORD

# Pages are counted by the program that shows the file, each time anew.
_COUNTED = ("PAGE", "PAGEREF", "NUMPAGES", "SECTIONPAGES")


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """One word, or one thing that is kept or changed as a whole."""

    key: str
    """Equal where two tokens say the same, however they look."""
    parts: tuple[Element, ...]
    """What is written as it stands: a piece of a run, or whole runs; nothing for a word."""
    word: str = ""
    run: Element | None = None
    """The run that a word or a piece is from."""
    look: str = ""
    around: tuple[Element, ...] = ()
    """The links that stand around it."""
    held: bool = False
    """Whether it cannot be taken out alone, since it is one end of a field over paragraphs."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place between tokens, such as the beginning of a bookmark."""

    before: int
    element: Element


def tokens(paragraph: Element, signer: Signer) -> tuple[list[Token], list[Mark]]:
    """Return the tokens of a paragraph, and the places between them."""
    reader = _Reader(signer, [], [])
    reader.read(paragraph, ())
    return reader.found, reader.marks


@dataclass(slots=True)
class _Reader:
    signer: Signer
    found: list[Token]
    marks: list[Mark]

    def read(self, parent: Element, around: tuple[Element, ...]) -> None:
        children = [each for each in parent if isinstance(each.tag, str) and each.tag not in (PPR, *NOISE)]
        index = 0
        while index < len(children):
            child = children[index]
            taken = 1
            if child.tag in PLACES:
                self.marks.append(Mark(len(self.found), child))
            elif child.tag == R_RUN and _marks(child, "begin"):
                taken = self._field(children[index:], around)
            elif child.tag == R_RUN:
                self._run(child, around)
            elif child.tag in WRAPPERS:
                self.read(child, (*around, child))
            else:
                self._whole((child,), around)
            index += taken

    def _field(self, children: Sequence[Element], around: tuple[Element, ...]) -> int:
        """Take a field, or as much of one that ends in a later paragraph as has to stay together."""
        depth = 0
        opening = 0
        for index, child in enumerate(children):
            depth += _marks(child, "begin") - _marks(child, "end")
            if depth <= 0:
                self._whole(tuple(children[: index + 1]), around)
                return index + 1
            if depth == 1 and not opening and _marks(child, "separate"):
                opening = index + 1
        opening = opening or 1
        self._whole(tuple(children[:opening]), around, held=True)
        return opening

    def _whole(self, parts: tuple[Element, ...], around: tuple[Element, ...], *, held: bool = False) -> None:
        code = "".join(str(each.text or "") for part in parts for each in part.iter(CODE)).split()
        shown = () if code and code[0].upper() in _COUNTED else parts
        said = "".join(self.signer.sign(each) for each in shown) or " ".join(code)
        self.found.append(Token(self._key(said, around), parts, around=around, held=held))

    def _run(self, run: Element, around: tuple[Element, ...]) -> None:
        properties = run.find(RPR)
        look = "" if properties is None else self.signer.sign(properties)
        for child in run:
            if child.tag == TEXT:
                for word in WORD.findall(child.text or ""):
                    self.found.append(Token(self._key(word, around), (), word, run, look, around))
            elif isinstance(child.tag, str) and child.tag not in (RPR, *NOISE):
                key = self._key(self.signer.sign(child), around)
                held = child.tag == FIELD
                self.found.append(Token(key, (child,), "", run, look, around, held))

    def _key(self, said: str, around: tuple[Element, ...]) -> str:
        return said + "".join(f"\0{each.tag}{sorted(_link(each, self.signer))}" for each in around)


def _link(wrapper: Element, signer: Signer) -> Iterator[str]:
    """Yield what a link leads to; whether it was followed already does not count."""
    for name, value in wrapper.attrib.items():
        if name != w("history"):
            yield f"{name!s}={signer.attribute(wrapper, str(name), str(value))}"


def _marks(element: Element, kind: str) -> int:
    return sum(1 for each in element.iter(FIELD) if each.get(w("fldCharType")) == kind)

"""What an element says, as text that is equal where two files say the same, however they number their parts.

Two readings: `Signer` looks behind numbers (a relation is the digest of what it leads to, a list is its definition, a
bookmark is the text that it marks), so that elements of two files can be compared. `plain` takes numbers as they are.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from lxml import etree

from bidkit.render.docx.opc import OFFICE, Package
from bidkit.render.redline.names import (
    BOOKMARK,
    CODE,
    HYPERLINK,
    ID,
    NAME,
    NOISE,
    NUMBER,
    PLACES,
    PPR,
    R_RUN,
    REFERENCES,
    RPR,
    SAVED_WITH,
    SECTPR,
    STYLE_TAGS,
    TEXT,
    VAL,
    XML_SPACE,
    Element,
    P,
    is_relation,
    w,
)

REFERENCE = re.compile(r"((?:REF|PAGEREF|NOTEREF)\s+|HYPERLINK\s+\\l\s+\"?)([^\s\"\\]+)")
_IDENTIFIED = ("docPr", "cNvPr")
_ON = frozenset(("1", "true", "on"))
_NOTHING = frozenset((*NOISE, *PLACES))
_UNTOLD = frozenset((*SAVED_WITH, XML_SPACE))
_ROUGH_PARAGRAPH = frozenset((w("pStyle"), w("numPr"), SECTPR))
_ROUGH_GONE = frozenset(
    w(n)
    for n in ("rPr", "tblPr", "trPr", "tcW", "tcBorders", "shd", "vAlign", "tcMar", "noWrap", "hideMark", "gridCol")
)
_EMPTY = frozenset((RPR, PPR, R_RUN, w("trPr")))
_FRAME = frozenset((w("pgSz"), w("pgMar"), w("cols"), w("docGrid"), w("pgNumType"), w("formProt"), w("textDirection")))


def _as_it_stands(_kind: str, value: str) -> str:
    return value


@dataclass(frozen=True, slots=True)
class Signer:
    """Reads elements; `rough` passes over direct formatting, which some programs write anew whenever they save."""

    said: Callable[[str, str], str] = _as_it_stands
    """What a number or name stands for; its kind is list, bookmark, style or relation."""
    rough: bool = False

    def sign(self, element: Element) -> str:
        """Return what an element says, without what comes after it."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _NOTHING or (self.rough and tag in _ROUGH_GONE):
            return ""
        inner = "".join([self.sign(child) for child in element if self._counts(tag, child)])
        if not inner and tag in _EMPTY:
            return ""
        text = element.text or ""
        if tag == CODE:
            text = REFERENCE.sub(lambda found: found[1] + self.said("bookmark", found[2]), " ".join(text.split()))
        elif tag != TEXT and not text.strip():
            text = ""
        return f"<{tag}{self._attributes(element)}>{text}{inner}</>"

    def _counts(self, tag: str, child: Element) -> bool:
        if self.rough and tag == PPR:
            return child.tag in _ROUGH_PARAGRAPH
        return not (self.rough and tag == SECTPR and child.tag in _FRAME)

    def _attributes(self, element: Element) -> str:
        told = []
        tag = element.tag
        for name, value in sorted(element.attrib.items()):
            if name in _UNTOLD or (name in ("id", "name") and str(tag).endswith(_IDENTIFIED)):
                continue
            known = self.attribute(element, str(name), str(value))
            if known is not None:
                told.append(f" {name!s}={known}")
        return "".join(told)

    def attribute(self, element: Element, name: str, value: str) -> str | None:
        """Return what an attribute says, or nothing where it says nothing."""
        tag = element.tag
        if is_relation(name):
            return self.said("relation", value) if tag not in REFERENCES else None
        if name == VAL:
            if tag == NUMBER:
                return self.said("list", value)
            if tag in STYLE_TAGS:
                return self.said("style", value)
            return None if value in _ON else value
        if tag == HYPERLINK and name == w("anchor"):
            return self.said("bookmark", value)
        return None if tag == ID and name == VAL else value


plain = Signer()
"""Takes every number as it stands."""


def text_of(element: Element) -> str:
    """Return the text of an element."""
    return "".join([str(text.text or "") for text in element.iter(TEXT)])


@dataclass
class Book:
    """One story of a Word file, and what the numbers in it stand for."""

    package: Package
    part: str
    root: Element
    rough: bool = False
    _bookmarks: dict[str, str] = field(default_factory=dict)
    _lists: dict[str, str] = field(default_factory=dict)
    _styles: dict[str, str] = field(default_factory=dict)
    _digests: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for mark in self.root.iter(BOOKMARK):
            paragraph = next(mark.iterancestors(P), None)
            self._bookmarks[str(mark.get(NAME))] = "" if paragraph is None else text_of(paragraph)
        self._styles = style_names(self.package)
        self._lists = list_definitions(self.package)

    def signer(self) -> Signer:
        """Return the reading that looks behind numbers."""
        return Signer(self.said, self.rough)

    def said(self, kind: str, value: str) -> str:
        """Return what a number or name of this story stands for."""
        if kind == "bookmark":
            return self._bookmarks.get(value, value)
        if kind == "style":
            return self._styles.get(value, value)
        return self._lists.get(value, value) if kind == "list" else self._relation(value)

    def _relation(self, key: str) -> str:
        if key not in self._digests:
            relation = self.package.relations.get(self.part, {}).get(key)
            inside = relation is not None and not relation.external and relation.target in self.package.parts
            target = "" if relation is None else relation.target
            self._digests[key] = sha256(self.package.parts[target]).hexdigest() if inside else target
        return self._digests[key]


def style_names(package: Package) -> dict[str, str]:
    """Return the name of each style, with its type, by identifier."""
    root = styles_root(package)
    if root is None:
        return {}
    return {str(style.get(w("styleId"))): style_name(style) for style in root.iter(w("style"))}


def style_name(style: Element) -> str:
    """Return a style's type and name."""
    name = style.find(NAME)
    return f"{style.get(w('type'))} {'' if name is None else str(name.get(VAL)).lower()}"


def styles_root(package: Package) -> Element | None:
    """Return the styles of a file."""
    return _root(package, "styles")


def numbering_root(package: Package) -> Element | None:
    """Return the numberings of a file."""
    return _root(package, "numbering")


def _root(package: Package, kind: str) -> Element | None:
    part = next(package.related(package.main, OFFICE + kind), None)
    return None if part is None else etree.fromstring(package.parts[part])


def list_definitions(package: Package) -> dict[str, str]:
    """Return what each numbering instance looks like, by its number: how a level is shown, and where it starts."""
    root = numbering_root(package)
    if root is None:
        return {}
    shapes = {str(each.get(w("abstractNumId"))): _shape(each) for each in root.iter(w("abstractNum"))}
    found = {}
    for each in root.iter(w("num")):
        link = each.find(w("abstractNumId"))
        starts = "".join(plain.sign(child) for child in each.iterchildren(w("lvlOverride")))
        found[str(each.get(NUMBER))] = shapes.get("" if link is None else str(link.get(VAL)), "") + starts
    return found


def _shape(abstract: Element) -> str:
    """Return how the levels of a numbering are shown; indents and fonts, which programs write anew, do not count."""
    shown = (w("start"), w("numFmt"), w("lvlText"))
    return "".join(plain.sign(child) for level in abstract.iter(w("lvl")) for child in level if child.tag in shown)

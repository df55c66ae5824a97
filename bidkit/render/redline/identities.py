"""Say the old story in the new file's terms: its lists, bookmarks, styles and relations get the new file's numbers.

What stands in both stories under different numbers gets the new one's; what stands only in the old story comes along.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

from bidkit.render.redline.names import (
    BOOKMARK,
    CODE,
    HYPERLINK,
    NAME,
    NUMBER,
    REFERENCES,
    SAVED_WITH,
    STYLE_TAGS,
    VAL,
    Element,
    is_relation,
    w,
)
from bidkit.render.redline.parts import Importer, import_lists, import_styles
from bidkit.render.redline.signatures import REFERENCE, Book

_ANCHOR = w("anchor")
Pairs = Iterable[tuple[Element, Element]]


@dataclass(slots=True)
class _Names:
    """The new names of old numbers, one for one."""

    names: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def pair(self, old: str, new: str) -> None:
        if old not in self.names and new not in self.taken:
            self.names[old] = new
            self.taken.add(new)


def in_new_terms(old: Book, new: Book, pairs: Pairs) -> None:
    """Rewrite the old story's numbers; what it alone has is put into the new file."""
    pairs = list(pairs)
    bookmarks = _bookmarks(old, new, pairs)
    lists = _lists(old, new, pairs)
    styles = import_styles(old, new.package)
    importer = Importer(old.package, new.package)
    used = {str(each.get(VAL)) for each in old.root.iter(NUMBER)} - {"0", *lists}
    lists |= import_lists(used, old, new.package)
    tables = {NUMBER: lists, **dict.fromkeys(STYLE_TAGS, styles)}
    for element in old.root.iter():
        if element.tag in tables:
            value = str(element.get(VAL))
            element.set(VAL, tables[element.tag].get(value, value))
        elif element.tag in (BOOKMARK, HYPERLINK, CODE):
            _rename(element, bookmarks)
        for name in list(element.attrib):
            if name in SAVED_WITH:
                del element.attrib[name]
            elif is_relation(str(name)) and element.tag not in REFERENCES:
                element.set(name, importer.relation(old.part, new.part, str(element.get(name))))


def _rename(element: Element, names: Mapping[str, str]) -> None:
    if element.tag == BOOKMARK:
        name = str(element.get(NAME))
        element.set(NAME, names.get(name, name))
    elif element.tag == HYPERLINK and element.get(_ANCHOR):
        name = str(element.get(_ANCHOR))
        element.set(_ANCHOR, names.get(name, name))
    elif element.tag == CODE:
        element.text = REFERENCE.sub(lambda found: found[1] + names.get(found[2], found[2]), element.text or "")


def _bookmarks(old: Book, new: Book, pairs: Pairs) -> dict[str, str]:
    found = _Names()
    for was, now in pairs:
        before, after = ([str(each.get(NAME)) for each in one.iter(BOOKMARK)] for one in (was, now))
        if len(before) != len(after):
            before = after = [name for name in before if name in after]
        for one, other in zip(before, after, strict=True):
            found.pair(one, other)
    taken = {str(each.get(NAME)) for each in new.root.iter(BOOKMARK)}
    free = (fresh for fresh in map("_Old{:06d}".format, count(1)) if fresh not in taken)
    for mark in old.root.iter(BOOKMARK):
        name = str(mark.get(NAME))
        if name not in found.names:
            found.names[name] = next(free) if name in taken or name in found.names.values() else name
    return found.names


def _lists(old: Book, new: Book, pairs: Pairs) -> dict[str, str]:
    found = _Names()
    for was, now in pairs:
        before, after = ([str(each.get(VAL)) for each in one.iter(NUMBER)] for one in (was, now))
        for one, other in zip(before, after, strict=False):
            if new.rough or old.said("list", one) == new.said("list", other):
                found.pair(one, other)
    return found.names


def referenced(root: Element) -> frozenset[str]:
    """Return the names of the bookmarks that links and fields lead to."""
    links = {str(each.get(_ANCHOR)) for each in root.iter(HYPERLINK) if each.get(_ANCHOR)}
    codes = (REFERENCE.findall(each.text or "") for each in root.iter(CODE))
    return frozenset(links | {name for found in codes for _, name in found})

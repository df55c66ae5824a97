"""Bring along from the old file what only it has: pictures, links, headers, lists and styles."""

import posixpath
from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from bidkit.render.docx.opc import OFFICE, Package
from bidkit.render.redline.names import NUMBER, VAL, Element, replace, w
from bidkit.render.redline.signatures import (
    Book,
    numbering_root,
    style_name,
    style_names,
    styles_root,
)

_ABSTRACT, _INSTANCE, _LINK = w("abstractNum"), w("num"), w("abstractNumId")
# What ties a numbering to a file of its own, or to the styles there.
_TIES = frozenset(w(name) for name in ("nsid", "tmpl", "styleLink", "numStyleLink", "pStyle"))


@dataclass(slots=True)
class Importer:
    """Copies what relations of the old file lead to, once, and only if the new file does not have it."""

    old: Package
    new: Package
    _copied: dict[str, str] = field(default_factory=dict)

    def relation(self, source: str, target: str, key: str) -> str:
        """Return the relation of a part of the new file that leads to what one of the old file leads to."""
        known = self.old.relations.get(source, {}).get(key)
        if known is None:
            return key
        if known.external or known.target not in self.old.parts:
            return self.new.relate(target, known.kind, known.target, external=known.external)
        return self.new.relate(target, known.kind, self.part(known.target))

    def part(self, name: str) -> str:
        """Return the name in the new file of a part of the old one."""
        if name not in self._copied:
            self._copied[name] = self._same(name) or self._copy(name)
        return self._copied[name]

    def _same(self, name: str) -> str:
        """Return a part of the new file that is the same to the byte and leads nowhere."""
        data = self.old.parts[name]
        if self.old.relations.get(name):
            return ""
        kind = self.old.types[name]
        there = (each for each, known in self.new.parts.items() if known == data)
        return next((each for each in there if self.new.types[each] == kind), "")

    def _copy(self, name: str) -> str:
        stem, dot, suffix = name.rpartition(".")
        free = self.new.free_name(posixpath.join(posixpath.dirname(stem), "old"), suffix) if dot else f"{name}-old"
        self._copied[name] = free
        self.new.add(free, self.old.parts[name], self.old.types[name])
        for key, known in self.old.relations.get(name, {}).items():
            inside = not known.external and known.target in self.old.parts
            target = self.part(known.target) if inside else known.target
            self.new.relations.setdefault(free, {})[key] = known._replace(target=target)
        return free


def _saved(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def import_lists(wanted: Collection[str], old: Book, package: Package) -> dict[str, str]:
    """Put numbering instances of the old file into the new one, and return their new numbers."""
    source, target = numbering_root(old.package), numbering_root(package)
    if source is None or not wanted:
        return {}
    if target is None:
        part = package.free_name("word/numbering", "xml")
        old_part = next(old.package.related(old.package.main, OFFICE + "numbering"))
        package.add(part, old.package.parts[old_part], old.package.types[old_part])
        package.relate(package.main, OFFICE + "numbering", part)
        return {}
    names = _add_lists(sorted(wanted, key=lambda text: (len(text), text)), source, target)
    package.parts[next(package.related(package.main, OFFICE + "numbering"))] = _saved(target)
    return names


def _add_lists(wanted: Collection[str], source: Element, target: Element) -> dict[str, str]:
    instances = {str(each.get(NUMBER)): each for each in source.iter(_INSTANCE)}
    abstracts = {str(each.get(_ABSTRACT_ID)): each for each in source.iter(_ABSTRACT)}
    next_abstract = 1 + max((int(each.get(_ABSTRACT_ID, "0")) for each in target.iter(_ABSTRACT)), default=-1)
    next_number = 1 + max((int(each.get(NUMBER, "0")) for each in target.iter(_INSTANCE)), default=0)
    names: dict[str, str] = {}
    moved: dict[str, str] = {}
    for key in wanted:
        instance = deepcopy(instances[key]) if key in instances else None
        link = None if instance is None else instance.find(_LINK)
        if instance is None or link is None:
            continue
        shape = str(link.get(VAL))
        if shape not in moved and shape in abstracts:
            moved[shape] = str(next_abstract + len(moved))
            _insert_shape(abstracts[shape], moved[shape], target)
        link.set(VAL, moved.get(shape, shape))
        names[key] = str(next_number + len(names))
        instance.set(NUMBER, names[key])
        last = [each for each in target if each.tag in (_ABSTRACT, _INSTANCE)]
        target.insert(target.index(last[-1]) + 1 if last else len(target), instance)
    return names


_ABSTRACT_ID = w("abstractNumId")


def _insert_shape(shape: Element, number: str, target: Element) -> None:
    copy = deepcopy(shape)
    copy.set(_ABSTRACT_ID, number)
    for each in [each for each in copy.iter() if each.tag in _TIES]:
        replace(each)
    target.insert(sum(1 for each in target if each.tag in (_ABSTRACT, w("numPicBullet"))), copy)


def import_styles(old: Book, package: Package) -> dict[str, str]:
    """Put styles that only the old file has into the new one, and return the new identifier of each old one."""
    source, target = styles_root(old.package), styles_root(package)
    if source is None or target is None:
        return {}
    theirs = {name: key for key, name in style_names(package).items()}
    names = {key: theirs[name] for key, name in style_names(old.package).items() if name in theirs}
    used = {str(each.get(VAL)) for each in old.root.iter(w("pStyle"), w("rStyle"), w("tblStyle"))}
    missing = [each for each in source.iter(w("style")) if _needed(each, used, names)]
    taken = set(theirs.values())
    for style in missing:
        key = str(style.get(w("styleId")))
        names[key] = f"{key}Old" if key in taken else key
    for style in missing:
        target.append(_style(style, names))
    if missing:
        package.parts[next(package.related(package.main, OFFICE + "styles"))] = _saved(target)
    return names


def _needed(style: Element, used: Collection[str], names: dict[str, str]) -> bool:
    key = str(style.get(w("styleId")))
    return key in used and key not in names and style_name(style) != ""


def _style(style: Element, names: dict[str, str]) -> Element:
    copy = deepcopy(style)
    copy.set(w("styleId"), names[str(copy.get(w("styleId")))])
    copy.attrib.pop(w("default"), "")
    for mention in [each for each in copy if each.tag in (w("basedOn"), w("next"), w("link"))]:
        key = names.get(str(mention.get(VAL)))
        if key is None:
            copy.remove(mention)
        else:
            mention.set(VAL, key)
    for numbers in list(copy.iter(w("numPr"))):
        replace(numbers)
    return copy

"""Accept or reject every tracked change of a Word file: the rules of the standard, written without bidkit's code.

A paragraph whose end is taken out goes on in the next paragraph, which keeps its own properties. Where there is no next
paragraph the file is wrong, and an AssertionError says so.
"""

import hashlib
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

Element = etree._Element
Side = Literal["old", "new"]

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PROPERTIES = ("pPr", "rPr", "tcPr", "trPr", "tblPr", "tblPrEx", "tblGrid", "sectPr")


def q(name: str) -> str:
    return f"{{{WORD}}}{name}"


@dataclass(frozen=True)
class File:
    """A Word file, unpacked."""

    parts: dict[str, bytes]

    def root(self, part: str) -> Element:
        return etree.fromstring(self.parts[part])

    def targets(self, part: str) -> dict[str, str]:
        """What each relation of a part leads to: a part of the file, or an address."""
        folder, name = posixpath.split(part)
        listed = self.parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        if listed is None:
            return {}
        found = {}
        for each in etree.fromstring(listed):
            target = str(each.get("Target"))
            inside = each.get("TargetMode") != "External"
            found[str(each.get("Id"))] = posixpath.normpath(posixpath.join(folder, target)) if inside else target
        return found


def unpacked(data: bytes) -> File:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return File({name: archive.read(name) for name in archive.namelist()})


def resolve(root: Element, side: Side) -> Element:
    """Take one side of every change in a story; the new one is what accepting gives."""
    lost, kept = ("ins", "del") if side == "old" else ("del", "ins")
    _properties(root, side)
    _rows(root, lost, kept)
    _controls(root, "Ins" if lost == "ins" else "Del")
    _runs(root, lost, kept)
    _ends(root, lost, kept)
    for each in [each for each in root.iter(q("cantSplit")) if each.get(q("val")) == "off"]:
        _remove(each)  # the default, said
    for name in ("rPr", "pPr", "trPr"):
        for each in [each for each in root.iter(q(name)) if not len(each)]:
            _remove(each)
    for link in [each for each in root.iter(q("hyperlink")) if not len(each)]:
        _remove(link)
    left = [
        each.tag for each in root.iter() if re.search(r"\}(ins|del|delText|\w+Change|customXml\w+)$", str(each.tag))
    ]
    assert left == []
    return root


def _remove(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _properties(root: Element, side: Side) -> None:
    for name in PROPERTIES:
        for change in list(root.iter(q(f"{name}Change"))):
            properties = change.getparent()
            assert properties is not None
            properties.remove(change)
            if side == "old":
                stay = {"pPr": ("rPr", "sectPr"), "sectPr": ("headerReference", "footerReference")}.get(name, ())
                keep = [each for each in properties if each.tag in {q(n) for n in (*stay, "ins", "del")}]
                was = list(change[0])
                properties[:] = [*keep, *was] if name == "sectPr" else [*was, *keep]


def _rows(root: Element, lost: str, kept: str) -> None:
    for row in list(root.iter(q("tr"))):
        properties = row.find(q("trPr"))
        if properties is None:
            continue
        if properties.find(q(lost)) is not None:
            _remove(row)
        for mark in properties.findall(q(kept)):
            properties.remove(mark)
    for table in [each for each in root.iter(q("tbl")) if each.find(q("tr")) is None]:
        _remove(table)


def _controls(root: Element, lost: str) -> None:
    for control in list(root.iter(q("sdt"))):
        before = control.getprevious()
        if before is not None and before.tag == q(f"customXml{lost}RangeStart"):
            content = control.find(q("sdtContent"))
            parent = control.getparent()
            assert parent is not None
            assert content is not None
            at = parent.index(control)
            parent[at : at + 1] = list(content)
    for each in [each for each in root.iter() if re.search(r"\}customXml(Ins|Del)Range", str(each.tag))]:
        _remove(each)


def _runs(root: Element, lost: str, kept: str) -> None:
    for mark in list(root.iter(q(lost))):
        parent = mark.getparent()
        if parent is not None and parent.tag not in (q("rPr"), q("trPr")):
            parent.remove(mark)
    for mark in list(root.iter(q(kept))):
        parent = mark.getparent()
        if parent is not None and parent.tag not in (q("rPr"), q("trPr")):
            at = parent.index(mark)
            parent[at : at + 1] = list(mark)
    for each in root.iter(q("delText"), q("delInstrText")):
        each.tag = q("t") if each.tag == q("delText") else q("instrText")


def _ends(root: Element, lost: str, kept: str) -> None:
    for paragraph in list(root.iter(q("p"))):
        look = paragraph.find(f"{q('pPr')}/{q('rPr')}")
        if look is None:
            continue
        gone = look.find(q(lost)) is not None
        for mark in look.findall(q(kept)):
            look.remove(mark)
        if gone:
            _join(paragraph)


def _join(paragraph: Element) -> None:
    following = paragraph.getnext()
    content = [each for each in paragraph if each.tag != q("pPr")]
    shown = [each for each in content if each.tag not in (q("bookmarkStart"), q("bookmarkEnd"))]
    if following is None:
        (holder,) = list(paragraph.iterancestors())[:1]
        assert holder.tag == q("sdtContent"), "the last paragraph cannot be taken out"
    if following is not None and following.tag == q("p"):
        at = 1 if following.find(q("pPr")) is not None else 0
        following[at:at] = content
    else:
        assert not shown, "text that would have to go on in a table"
    _remove(paragraph)


def normal(data: bytes, side: Side = "new") -> list[str]:
    """Return what a Word file says and how it looks, line by line: equal for files that differ in numbers only."""
    file = unpacked(data)
    return _Reading(file, "word/document.xml", side).lines()


@dataclass
class _Reading:
    file: File
    part: str
    side: Side

    def __post_init__(self) -> None:
        self.tree = resolve(self.file.root(self.part), self.side)
        self.targets = self.file.targets(self.part)
        self.lists: dict[str, str] = {}
        self.definitions = _definitions(self.file)
        self.marked: dict[str, str] = {}
        for number, paragraph in enumerate(self.tree.iter(q("p"))):
            text = "".join(str(each.text or "") for each in paragraph.iter(q("t")))
            for mark in paragraph.iter(q("bookmarkStart")):
                name = str(mark.get(q("name")))
                assert name not in self.marked, f"bookmark {name} is there twice"
                self.marked[name] = f"paragraph {number}: {text}"

    def lines(self) -> list[str]:
        for paragraph in self.tree.iter(q("p"), q("hyperlink"), q("sdtContent")):
            _merge(paragraph)
        return list(self._element(self.tree, 0))

    def _element(self, element: Element, depth: int) -> Iterator[str]:
        tag = str(element.tag).rpartition("}")[2]
        if tag in ("bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak"):
            return
        if tag in ("rPr", "pPr", "trPr", "r") and not len(element):
            return
        if tag in ("headerReference", "footerReference"):
            part = self.targets[str(element.get(f"{{{REL}}}id"))]
            yield f"{' ' * depth}{tag} {element.get(q('type'))}"
            yield from (" " * depth + each for each in _Reading(self.file, part, self.side).lines())
            return
        told = sorted(f"{name}={value}" for name, value in self._attributes(element, tag))
        text = (element.text or "") if tag in ("t", "instrText") else (element.text or "").strip()
        if tag == "instrText":
            text = re.sub(r"((?:PAGE)?REF) (\S+)", lambda found: f"{found[1]} {self.marked[found[2]]}", text)
        yield f"{' ' * depth}{tag} {' '.join(told)} {text!r}"
        for child in element:
            yield from self._element(child, depth + 1)

    def _attributes(self, element: Element, tag: str) -> Iterator[tuple[str, str]]:
        for key, value in element.attrib.items():
            name = str(key).rpartition("}")[2]
            if str(key).startswith(f"{{{REL}}}"):
                target = self.targets[str(value)]
                data = self.file.parts.get(target)
                yield name, target if data is None else hashlib.sha256(data).hexdigest()
            elif name == "anchor" and tag == "hyperlink":
                yield name, self.marked[str(value)]
            elif tag == "numId":
                yield name, self.lists.setdefault(str(value), f"{len(self.lists)} {self.definitions.get(str(value))}")
            elif tag == "id" or (tag in ("docPr", "cNvPr") and name in ("id", "name")) or name in ("space", "rsidR"):
                continue
            else:
                yield name, str(value)


def _definitions(file: File) -> dict[str, str]:
    if "word/numbering.xml" not in file.parts:
        return {}
    root = file.root("word/numbering.xml")
    shapes = {}
    for each in root.iter(q("abstractNum")):
        inner = [child for child in each if child.tag not in (q("nsid"), q("tmpl"))]
        shapes[str(each.get(q("abstractNumId")))] = "".join(etree.tostring(child).decode() for child in inner)
    found = {}
    for each in root.iter(q("num")):
        link, *starts = list(each)
        said = shapes[str(link.get(q("val")))] + "".join(etree.tostring(child).decode() for child in starts)
        found[str(each.get(q("numId")))] = hashlib.sha256(said.encode()).hexdigest()[:12]
    return found


def _merge(parent: Element) -> None:
    """Make one of neighbouring runs and links that are alike."""
    for child in list(parent):
        before = child.getprevious()
        while before is not None and before.tag in (q("bookmarkStart"), q("bookmarkEnd")):
            before = before.getprevious()
        if before is None or before.tag != child.tag:
            continue
        if child.tag == q("r") and _look(before) == _look(child):
            before.extend([each for each in child if each.tag != q("rPr")])
            parent.remove(child)
            _join_texts(before)
        elif child.tag == q("hyperlink") and sorted(before.items()) == sorted(child.items()):
            before.extend(list(child))
            parent.remove(child)


def _join_texts(run: Element) -> None:
    for child in list(run):
        before = child.getprevious()
        if child.tag == q("t") and before is not None and before.tag == q("t"):
            before.text = (before.text or "") + (child.text or "")
            run.remove(child)


def _look(run: Element) -> bytes:
    look = run.find(q("rPr"))
    return b"" if look is None or not len(look) else etree.tostring(look, method="c14n")

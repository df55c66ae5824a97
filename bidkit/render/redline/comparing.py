"""From two Word files to one with tracked changes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from bidkit.deadline import TooLongError, stopped_after
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.render.docx.markup import R
from bidkit.render.docx.opc import CORE, OFFICE, Package, packed
from bidkit.render.docx.safety import read_checked
from bidkit.render.house_style import HouseStyle
from bidkit.render.redline.identities import in_new_terms, referenced
from bidkit.render.redline.marking import Pen
from bidkit.render.redline.names import DEL, INS, REFERENCES, RPR, SECTPR, TR, TRPR, Element, P, w
from bidkit.render.redline.parts import Importer
from bidkit.render.redline.plan import Step, paragraph_pairs, planned
from bidkit.render.redline.signatures import Book, Signer
from bidkit.render.redline.tidying import prepare, tidy, tracked
from bidkit.render.redline.units import blocks
from bidkit.render.redline.writing import Writer

WordFile = HouseStyle
"""A Word file as it was read; nothing in it is trusted yet."""

BIDKIT = "bidkit"
"""Whose changes they are where nobody is named."""

SECONDS, SECONDS_PER_MEGABYTE = 10.0, 10.0
"""How long comparing may compute in any case, and for each megabyte of text; thrice what long documents need."""
_HEADERS = (OFFICE + "header", OFFICE + "footer")
_HEADERS_LOST = "headers and footers"
_RELATION = f"{{{R}}}id"
_BESIDE = (  # what cannot be tracked: what it is called, whether the text refers to it, and how
    ("styles", True, OFFICE + "styles"),
    ("theme", True, OFFICE + "theme"),
    ("settings", True, OFFICE + "settings"),
    ("footnotes", True, OFFICE + "footnotes"),
    ("endnotes", True, OFFICE + "endnotes"),
    ("document properties (title, author, number)", False, CORE),
)
_APPLICATION = re.compile(rb"<Application>([^<]*)")
_REWRITERS = (b"LibreOffice", b"OpenOffice")


@dataclass(frozen=True, slots=True)
class Redline:
    """A Word file with tracked changes, how many there are, and what could not be shown as one."""

    data: bytes
    inserted: int
    deleted: int
    rows: int
    """Rows that are inserted or deleted as a whole; they are not counted among the others."""
    formats: int
    unshown: tuple[str, ...]
    alike: float
    """Which part of the text of both revisions stands in both: next to none of two different documents."""
    rough: bool
    """Whether formatting was passed over, since one of the two files was saved by a program that writes it anew."""

    @property
    def empty(self) -> bool:
        """Tell whether nothing is marked."""
        return not (self.inserted or self.deleted or self.rows or self.formats)


def redline(old: WordFile, new: WordFile, author: str = BIDKIT, date: str = "") -> Redline:
    """Return two revisions as one file with tracked changes, or raise ProblemsFound where one cannot be taken in."""
    was, now = _read(old, new)
    size = sum(len(each.parts[each.main]) for each in (was, now))
    try:
        with stopped_after(SECONDS + SECONDS_PER_MEGABYTE * size / 1_000_000):
            return _compared(was, now, author, date)
    except TooLongError:
        hint = "Look for a paragraph or a table that is far longer than anybody reads, and cut it into several."
        raise ProblemsFound([Problem(Place(new.name), "comparing does not come to an end", hint)]) from None


def _compared(was: Package, now: Package, author: str, date: str) -> Redline:
    rough = _rewritten(was) != _rewritten(now)
    writer = Writer(Pen(author, date), Signer(rough=rough), frozenset())
    before = now.copy()
    for one, other in (*_headers(was, now, writer.lost), (was.main, now.main)):
        _story(Book(was, one, etree.fromstring(was.parts[one]), rough), now, other, writer)
    writer.lost.update(_unshown(was, before))
    return Redline(packed(now), *counted(now), tuple(sorted(writer.lost)), alike(now), rough)


def _read(*files: WordFile) -> list[Package]:
    read: list[Package] = []
    problems: list[Problem] = []
    for file in files:
        try:
            package = read_checked(file)
            read.append(package)
            if any(tracked(etree.fromstring(package.parts[each])) for each in _texts(package)):
                problems.append(_tracked(file.name))
        except ProblemsFound as found:
            problems += [_said(each) for each in found.problems]
    if problems:
        raise ProblemsFound(problems)
    return read


def _said(problem: Problem) -> Problem:
    """Say of a file to compare what the check says of a house's file."""
    if "tracked changes" in problem.message:
        return _tracked(problem.place.path)
    if "comments" in problem.message:
        hint = "In Word choose Review, Delete All Comments, and save it under a name of its own."
        return Problem(Place(problem.place.path), "has comments, which a redline cannot carry", hint)
    return problem


def _tracked(name: str) -> Problem:
    hint = "In Word choose Review, Accept or Reject All Changes, and save the file."
    return Problem(Place(name), "has tracked changes already", hint)


def _texts(package: Package) -> Iterator[str]:
    yield package.main
    for kind in _HEADERS:
        yield from package.related(package.main, kind)


def _rewritten(package: Package) -> bool:
    part = next(package.related("", OFFICE + "extended-properties"), None)
    found = None if part is None else _APPLICATION.search(package.parts[part])
    return found is not None and found[1].startswith(_REWRITERS)


def _story(old: Book, package: Package, part: str, writer: Writer) -> None:
    """Put the changes of one story into the new file."""
    new = Book(package, part, etree.fromstring(package.parts[part]), old.rough)
    prepare(old.root, "old ")
    prepare(new.root)
    body, text = _body(old.root), _body(new.root)
    steps = planned(blocks(body, old.signer()), blocks(text, new.signer()))
    _bring_headers(steps, old, new)
    in_new_terms(old, new, paragraph_pairs(steps))
    writer.referenced = referenced(old.root)
    written = writer.blocks(steps)
    now, was = text.find(SECTPR), body.find(SECTPR)
    if now is not None and was is not None:
        writer.section(was, now)
    text[:] = written if now is None else [*written, now]
    tidy(new.root, writer.pen)
    package.parts[part] = etree.tostring(new.root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _body(root: Element) -> Element:
    body = root.find(w("body"))
    return root if body is None else body


def _bring_headers(steps: Sequence[Step], old: Book, new: Book) -> None:
    """Bring along the headers and footers of page setups that are gone."""
    importer = Importer(old.package, new.package)
    gone = (each for step in steps if step.new is None and step.old is not None for each in step.old.elements)
    for reference in (each for block in gone for each in block.iter(*REFERENCES)):
        key = str(reference.get(_RELATION))
        reference.set(_RELATION, importer.relation(old.part, new.part, key))


def _headers(was: Package, now: Package, lost: set[str]) -> list[tuple[str, str]]:
    """Return the headers and footers that stand for each other: the first, second ... of each kind."""
    old, new = _header_parts(was), _header_parts(now)
    pairs: dict[str, str] = {}
    for kind in old.keys() | new.keys():
        before, after = old.get(kind, []), new.get(kind, [])
        if len(before) != len(after):
            lost.add(_HEADERS_LOST)
        for one, other in zip(before, after, strict=False):
            if pairs.setdefault(other, one) != one:
                lost.add(_HEADERS_LOST)
    return sorted((one, other) for other, one in pairs.items())


def _header_parts(package: Package) -> dict[tuple[object, ...], list[str]]:
    found: dict[tuple[object, ...], list[str]] = {}
    relations = package.relations.get(package.main, {})
    for reference in etree.fromstring(package.parts[package.main]).iter(*REFERENCES):
        relation = relations.get(str(reference.get(_RELATION)))
        parts = found.setdefault((reference.tag, reference.get(w("type"))), [])
        if relation is not None and relation.target in package.parts and relation.target not in parts:
            parts.append(relation.target)
    return found


def _unshown(was: Package, now: Package) -> Iterator[str]:
    """Name what changed beside the text: it is the new file's."""
    for name, source, kind in _BESIDE:
        before, after = (
            [package.parts[part] for part in package.related(package.main if source else "", kind)]
            for package in (was, now)
        )
        if before != after:
            yield name


def counted(package: Package) -> tuple[int, int, int, int]:
    """Return how many passages are inserted and deleted, how many whole rows, and how many changes of formatting."""
    inserted = deleted = rows = formats = 0
    for part in _texts(package):
        root = etree.fromstring(package.parts[part])
        inserted += sum(1 for each in root.iter(INS) if _counts(each))
        deleted += sum(1 for each in root.iter(DEL) if _counts(each))
        rows += sum(1 for each in root.iter(INS, DEL) if _tag_above(each) == TRPR)
        formats += sum(1 for each in root.iter() if str(each.tag).endswith("PrChange"))
    return inserted, deleted, rows, formats


def alike(package: Package) -> float:
    """Return which part of the text of both revisions, from 0 to 1, stands in both."""
    root = etree.fromstring(package.parts[package.main])
    texts = {kind: sum(len(each.text or "") for each in root.iter(w(kind))) for kind in ("t", "delText")}
    inserted = sum(len(each.text or "") for mark in root.iter(INS) for each in mark.iter(w("t")))
    both = 2 * (texts["t"] - inserted)
    return both / (both + inserted + texts["delText"]) if any(texts.values()) else 1.0


def _tag_above(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)


def _counts(mark: Element) -> bool:
    """Tell whether a mark is a passage of its own: not inside a marked row, and an end of paragraph only if alone."""
    row = next(mark.iterancestors(TR), None)
    if _tag_above(mark) == TRPR or (row is not None and row.find(f"{TRPR}/{mark.tag}") is not None):
        return False
    paragraph = next(mark.iterancestors(P), None)
    if _tag_above(mark) != RPR or paragraph is None:
        return True
    return next((each for each in paragraph.iter(mark.tag) if each is not mark), None) is None

"""Read a Word file as a person may have left it: texts in their order, cells by table, row and column."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from bidkit.phrases import Phrase
from bidkit.problems import ProblemsFound
from bidkit.ready.paper import Block, Cell, Paper, Unreadable
from bidkit.render.docx.safety import unpacked
from bidkit.render.house_style import HouseStyle

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MARGIN = re.compile(r"word/(header|footer)\d*\.xml")
_BESIDE = re.compile(r"word/(comments|footnotes|endnotes)\.xml|docProps/(core|app|custom)\.xml")
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_TRACKED = (f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo")
_SIGNS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}


def read_word(name: str, data: bytes) -> Paper:
    """Return what a Word file holds; raise Unreadable with a reason where it cannot be read."""
    try:
        files = unpacked(HouseStyle(name, data))
        document = _tree(files["word/document.xml"])
        core = _tree(files["docProps/core.xml"]) if "docProps/core.xml" in files else None
        parts = {name: _tree(files[name]) for name in sorted(files) if _BESIDE.fullmatch(name)}
        margins = [(part, _tree(files[part])) for part in sorted(files) if _MARGIN.fullmatch(part)]
    except ProblemsFound as found:
        hint = Phrase("Make its pictures smaller, and save it anew in Word as .docx, without a password.")
        raise Unreadable(f"it {found.problems[0].message}", hint) from found
    except (KeyError, etree.XMLSyntaxError) as error:
        raise Unreadable(Phrase("it is damaged, or no Word file")) from error
    blocks = [*_blocks(document), *(each for part, tree in margins for each in _margin(part, tree))]
    return Paper(
        name,
        "docx",
        tuple(blocks),
        _core(core, "subject"),
        _core(core, "language"),
        beside=(*_beside(parts), *_described(document, *(tree for _, tree in margins))),
        changes=_tracked(document),
    )


def _beside(parts: Mapping[str, etree._Element]) -> Iterator[Block]:
    """Yield remarks and notes by paragraph, and each property."""
    for name, tree in parts.items():
        if name.startswith("word/"):
            place = Phrase("remark") if "comments" in name else Phrase("note")
            yield from (Block(place, _text(each)) for each in tree.iter(f"{_W}p"))
        else:
            said = (" ".join(map(str, each.itertext())) for each in tree)
            yield from (Block(Phrase("properties of the file"), each) for each in said if each.strip())


def _described(*trees: etree._Element) -> Iterator[Block]:
    """Yield what pictures are said to show."""
    for tree in trees:
        for each in tree.iter(_PICTURE):
            yield from (Block(Phrase("description of a picture"), each.get(name, "")) for name in ("descr", "title"))


def _tree(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _core(core: etree._Element | None, name: str) -> str | None:
    return core.findtext(f"{_DC}{name}") or None if core is not None else None


def _blocks(document: etree._Element) -> Iterator[Block]:
    """Yield paragraphs outside of tables and the cells of tables, in the order of the document."""
    body = document.find(f"{_W}body")
    paragraphs = tables = 0
    for element in body.iter(f"{_W}p", f"{_W}tbl") if body is not None else ():
        if _inside(element, f"{_W}tbl") or _inside(element, _FALLBACK):
            continue
        if element.tag == f"{_W}tbl":
            tables += 1
            yield from _cells(element, tables)
        else:
            paragraphs += 1
            yield Block(Phrase("paragraph {n}", n=paragraphs), _text(element))


def _cells(table: etree._Element, number: int) -> Iterator[Block]:
    for at_row, row in enumerate(table.iter(f"{_W}tr"), start=1):
        for at, cell in enumerate(row.iter(f"{_W}tc"), start=1):
            place = Phrase("table {table}, row {row}, cell {cell}", table=number, row=at_row, cell=at)
            text = " ".join(filter(None, (_text(each) for each in cell.iter(f"{_W}p"))))
            yield Block(place, text, Cell(number, at_row, at))


def _margin(part: str, tree: etree._Element) -> Iterator[Block]:
    place = Phrase("header") if "header" in part else Phrase("footer")
    yield from (Block(place, _text(each), margin=True) for each in tree.iter(f"{_W}p"))


def _text(paragraph: etree._Element) -> str:
    """Return what a paragraph shows; text that is deleted but still tracked is none of it."""
    said = []
    for element in paragraph.iter(f"{_W}t", *_SIGNS):
        if not _inside(element, _FALLBACK):
            said.append(_SIGNS.get(str(element.tag)) or element.text or "")
    return " ".join("".join(said).split())


def _inside(element: etree._Element, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _tracked(document: etree._Element) -> str | None:
    """Return the text of the paragraph in which the first tracked change stands."""
    for element in document.iter(*_TRACKED):
        paragraph = next(element.iterancestors(f"{_W}p"), None)
        return _text(paragraph)[:60] if paragraph is not None else ""
    return None

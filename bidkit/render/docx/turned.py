"""Headers and footers for turned pages: the same, with what stands at the right margin moved to the wider one.

Word could do without: it aligns a tab to the margin itself. LibreOffice goes by tab stops alone.
"""

from lxml import etree

from bidkit.render.docx.markup import W
from bidkit.render.docx.opc import OFFICE, WORD_TYPE
from bidkit.render.docx.reference import Reference
from bidkit.render.docx.story import Element

_R = OFFICE[:-1]
_NEAR = 120  # twips by which a tab stop may miss the margin and still mean it
_BEFORE_TABS = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
                "suppressLineNumbers", "pBdr", "shd")  # fmt: skip


def turned_stories(reference: Reference, section: Element, narrow: int, wide: int) -> None:
    """Give a turned page setup headers and footers of its own, where a tab stop has to move."""
    package = reference.package
    for kind in ("header", "footer"):
        for mention in section.findall(f"{{{W}}}{kind}Reference"):
            part = package.relations[package.main][str(mention.get(f"{{{_R}}}id"))].target
            root = etree.fromstring(package.parts[part])
            if _moved(root, reference, narrow, wide):
                name = package.free_name(f"word/{kind}", "xml")
                package.add(name, etree.tostring(root, encoding="UTF-8", standalone=True), f"{WORD_TYPE}{kind}+xml")
                package.relations[name] = dict(package.relations.get(part, {}))
                mention.set(f"{{{_R}}}id", package.relate(package.main, OFFICE + kind, name))


def _moved(root: Element, reference: Reference, narrow: int, wide: int) -> bool:
    """Move the right-hand tab stops of every paragraph; tell whether there were any."""
    found = False
    for paragraph in root.iter(f"{{{W}}}p"):
        for position in _right_stops(paragraph, reference, narrow):
            _move(paragraph, position, wide)
            found = True
    return found


def _right_stops(paragraph: Element, reference: Reference, narrow: int) -> list[str]:
    style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
    key = "" if style is None else str(style.get(f"{{{W}}}val"))
    stops = {*paragraph.iterfind(f"{{{W}}}pPr/{{{W}}}tabs/{{{W}}}tab"), *reference.tab_stops(key)}
    positions = {
        str(stop.get(f"{{{W}}}pos"))
        for stop in stops
        if stop.get(f"{{{W}}}val") in ("right", "end") and abs(float(stop.get(f"{{{W}}}pos", "0")) - narrow) < _NEAR
    }
    return sorted(positions)


def _move(paragraph: Element, position: str, wide: int) -> None:
    properties = paragraph.find(f"{{{W}}}pPr")
    if properties is None:
        properties = etree.Element(f"{{{W}}}pPr")
        paragraph.insert(0, properties)
    tabs = properties.find(f"{{{W}}}tabs")
    if tabs is None:
        tabs = etree.Element(f"{{{W}}}tabs")
        properties.insert(sum(etree.QName(node).localname in _BEFORE_TABS for node in properties), tabs)
    for stop in tabs.findall(f"{{{W}}}tab"):
        if stop.get(f"{{{W}}}pos") == position:
            tabs.remove(stop)
    for kind, where in (("clear", position), ("right", str(wide))):
        etree.SubElement(tabs, f"{{{W}}}tab", {f"{{{W}}}val": kind, f"{{{W}}}pos": where})
    tabs[:] = sorted(tabs, key=lambda stop: float(stop.get(f"{{{W}}}pos", "0")))

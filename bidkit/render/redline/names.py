"""The names of WordprocessingML that a redline looks at."""

from collections.abc import Iterable

from lxml import etree

from bidkit.render.docx.markup import W14, R, W

Element = etree._Element

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """Return a name of WordprocessingML as lxml spells it."""
    return f"{{{W}}}{name}"


P, R_RUN, TBL, TR, TC, SDT = w("p"), w("r"), w("tbl"), w("tr"), w("tc"), w("sdt")
PPR, RPR, TBLPR, TRPR, TCPR, SECTPR, SDTPR = (w(n) for n in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr"))
GRID, SDT_CONTENT, HYPERLINK, FIELD = w("tblGrid"), w("sdtContent"), w("hyperlink"), w("fldChar")
TEXT, CODE, INS, DEL, VAL, ID, NAME = w("t"), w("instrText"), w("ins"), w("del"), w("val"), w("id"), w("name")
BOOKMARK, BOOKMARK_END, NUMBER = w("bookmarkStart"), w("bookmarkEnd"), w("numId")
STYLE_TAGS = frozenset((w("pStyle"), w("rStyle"), w("tblStyle")))
REFERENCES = frozenset((w("headerReference"), w("footerReference")))

# Marks that programs leave and that say nothing.
NOISE = frozenset((w("proofErr"), w("lastRenderedPageBreak"), w("noProof"), w("webHidden")))
# Places that text stands between; they cannot be tracked and take no room.
PLACES = frozenset((BOOKMARK, BOOKMARK_END, w("permStart"), w("permEnd")))
# What stands around text, which is compared as if it stood alone.
WRAPPERS = frozenset((HYPERLINK,))

_SAVES = ("rsidR", "rsidRPr", "rsidRDefault", "rsidP", "rsidTr", "rsidDel", "rsidSect")
# Numbers that Word gives to what it saves.
SAVED_WITH = frozenset((*map(w, _SAVES), f"{{{W14}}}paraId", f"{{{W14}}}textId"))


def made(tag: str, parent: Element | None = None) -> Element:
    """Return a new element, at the end of a parent if there is one."""
    element = etree.Element(tag, nsmap={"w": W})
    if parent is not None:
        parent.append(element)
    return element


def shell(element: Element, parent: Element | None = None) -> Element:
    """Return a copy of an element without what is in it."""
    copy = made(str(element.tag), parent)
    for name, value in element.attrib.items():
        copy.set(name, value)
    return copy


def replace(element: Element, others: Iterable[Element] = ()) -> None:
    """Put others where an element stands, or take it away."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = others


def is_relation(name: str) -> bool:
    """Tell whether an attribute names a relation of its part."""
    return name.startswith(f"{{{R}}}")

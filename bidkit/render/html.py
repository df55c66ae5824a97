"""Write a document as standalone HTML: what a browser previews and what the PDF is laid out from."""

import re
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from bidkit.render.columns import column_shares
from bidkit.render.fitting import fit_words
from bidkit.render.heights import row_height
from bidkit.render.model import Document
from bidkit.render.outline import (
    CONTENTS,
    SIGN_DATE,
    SIGN_NAME,
    SIGNATURE,
    TABLES,
    Entry,
    label,
    listed_number,
    plain_text,
    reference_text,
)

Element = etree._Element

_LATIN = "Calibri, Carlito, 'Liberation Sans', Arial, 'Noto Sans', 'DejaVu Sans'"
_CHINESE = "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei'"
_FONTS = {"en": f"{_LATIN}, {_CHINESE}, sans-serif", "zh-CN": f"{_CHINESE}, {_LATIN}, sans-serif"}
_UPRIGHT, _TURNED = (482.0, 700.0), (729.0, 453.0)  # points across and down of what a page holds in the built-in style
_FEW = 200  # characters of a row that no column is so narrow for
_LOCAL_URL = re.compile(r"url\(#")


def to_html(document: Document) -> bytes:
    """Return the document as one HTML file with its style inside."""
    return b"<!DOCTYPE html>\n" + etree.tostring(page(document), encoding="utf-8", method="html") + b"\n"


def page(document: Document) -> Element:
    """Return the document as a tree of plain HTML."""
    root = deepcopy(document.root)
    twins = dict(zip(root.iter(), document.root.iter(), strict=True))
    _head(root[0], document)
    for element in list(twins):
        if str(element.tag) in _WRITERS:
            _WRITERS[str(element.tag)](element, twins[element], document)
    _status(root[1], document)
    return root


def _head(head: Element, document: Document) -> None:
    charset = etree.Element("meta", charset="utf-8")
    head.insert(0, charset)
    for meta in head.findall("meta[@name]"):
        head.remove(meta)
    for name, called in (("author", "author"), ("subject", "description"), ("revision", "keywords")):
        if value := document.metadata.get(name):
            etree.SubElement(head, "meta", name=called, content=value)
    style = etree.SubElement(head, "style")
    style.text = document.style + _page_strings(document)


def _page_strings(document: Document) -> str:
    """Return the rules that set the running header and footer, which CSS can only take as strings."""
    left, right, foot = map(_css_string, (document.title, document.status, document.running_line))
    return (
        f"\n@page {{ @top-left {{ content: {left} }} @top-right {{ content: {right} }}"
        f" @bottom-left {{ content: {foot} }} }}\n"
    )


def _css_string(text: str) -> str:
    return '"' + "".join(f"\\{ord(c):x} " if c in '"\\<>&\n' else c for c in text) + '"'


def _status(body: Element, document: Document) -> None:
    if document.status:
        mark = etree.Element("p", {"class": "status"})
        mark.text = document.status
        first = body[0] if len(body) else body  # a mark before turned pages would have a page of its own
        turned = body if first.get("class") != "landscape" else first
        holder = body.find("header")
        (turned if holder is None else holder).insert(0, mark)


def _heading(element: Element, twin: Element, document: Document) -> None:
    entry = document.outline.by_element[twin]
    element.set("id", entry.key)
    if entry.number:
        _lead_in(element, "number", entry.number)


def _captioned(element: Element, twin: Element, document: Document) -> None:
    entry = document.outline.by_element.get(twin)
    caption = element.find("caption") if element.tag == "table" else element.find("figcaption")
    if entry is None or caption is None:
        return
    element.attrib.pop("id", "")
    # The layout takes a table's place for that of its first row, below the caption; a picture's caption is below it.
    (caption if element.tag == "table" else element).set("id", entry.key)
    before, after = label(entry.kind, document.voice)
    _lead_in(caption, "label", f"{before}{entry.number}{after}")


def _lead_in(element: Element, name: str, text: str) -> None:
    span = etree.Element("span", {"class": name})
    span.text = text
    span.tail = " " + (element.text or "").lstrip()
    element.text = None
    element.insert(0, span)


def _table(element: Element, twin: Element, document: Document) -> None:
    _captioned(element, twin, document)
    for old in element.findall("colgroup"):
        element.remove(old)
    columns, shares = etree.Element("colgroup"), column_shares(twin)
    for share in shares:
        etree.SubElement(columns, "col", style=f"width: {share:.4%}")
    element.insert(1 if element.find("caption") is not None else 0, columns)
    _let_break(element, shares)


def _let_break(table: Element, shares: Sequence[float]) -> None:
    """Let rows break that may find no page which holds them beside what stays with them."""
    turned = any(above.get("class") == "landscape" for above in table.iterancestors("section"))
    width, height = _TURNED if turned else _UPRIGHT
    widths = [share * width * 20 for share in shares]
    for row in table.iterfind("tbody/tr"):
        if sum(map(len, row.itertext())) > _FEW and row_height(row, widths) > height / 2:
            row.set("style", "break-inside: auto; break-before: auto; break-after: auto")


def _link(element: Element, _twin: Element, document: Document) -> None:
    href = element.get("href", "")
    if element.get("class") == "ref" and not plain_text(element):
        element.text = reference_text(document.outline.by_key[href[1:]], document.voice)


def _contents(element: Element, _twin: Element, document: Document) -> None:
    listing = element.get("class") == "contents"
    title = etree.SubElement(element, "p", {"class": "contents-title"})
    title.text = document.voice.say(CONTENTS if listing else TABLES)
    items = etree.SubElement(element, "ul")
    for entry in document.outline.contents() if listing else document.outline.tables():
        item = etree.SubElement(items, "li", {"class": f"level-{entry.kind}"})
        link = etree.SubElement(item, "a", href=f"#{entry.key}")
        _entry_text(link, entry, document)


def _entry_text(link: Element, entry: Entry, document: Document) -> None:
    if number := listed_number(entry, document.voice):
        span = etree.SubElement(link, "span", {"class": "number"})
        span.text, span.tail = number, " " + entry.text
    else:
        link.text = entry.text


def _signature(element: Element, _twin: Element, document: Document) -> None:
    if element.get("class") != "signature":
        return
    role = str(element.attrib.pop("data-role"))
    name = str(element.attrib.pop("data-name", ""))
    etree.SubElement(element, "p", {"class": "role"}).text = role
    for phrase, value in ((SIGN_NAME, name), (SIGN_DATE, ""), (SIGNATURE, "")):
        line = etree.SubElement(element, "p", {"class": "line"})
        etree.SubElement(line, "span", {"class": "what"}).text = document.voice.say(phrase)
        etree.SubElement(line, "span", {"class": "rule"}).text = value or "\u00a0"


def _numbered(element: Element, _twin: Element, _document: Document) -> None:
    if start := element.attrib.pop("start", ""):
        element.set("style", f"counter-reset: list-item {int(start) - 1}")


def _input(element: Element, _twin: Element, _document: Document) -> None:
    if name := element.get("aria-label"):
        element.set("title", name)  # which is what a field in a PDF calls itself by
    if element.get("type") == "text":
        element.set("style", f"width: {int(element.get('size', '20')) * 0.55 + 0.5:.2f}em")


def _drawing(element: Element, _twin: Element, document: Document) -> None:
    svg = drawing(element, document.language, f"d{_position(element)}-")
    fit_words(svg, document.language)
    svg.tail = element.tail
    element.getparent().replace(element, svg)  # type: ignore[union-attr]


def _position(element: Element) -> int:
    return list(element.getroottree().getroot().iter("svg")).index(element) + 1


def drawing(svg: Element, language: str, prefix: str = "") -> Element:
    """Return a drawing that stands on its own: sized, with its fonts, its title and ids of its own."""
    copy = deepcopy(svg)
    copy.tail = None
    _, _, width, height = str(svg.get("viewBox")).split()
    copy.set("width", f"{width}pt")
    copy.set("height", f"{height}pt")
    copy.set("font-family", _FONTS[language])
    title = etree.Element("title")
    title.text = svg.get("aria-label")
    for old in copy.findall("title"):
        copy.remove(old)
    copy.insert(0, title)
    for element in copy.iter() if prefix else ():
        for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
            if name == "id":
                element.set(name, prefix + value)
            elif value.startswith("url(#"):
                element.set(name, _LOCAL_URL.sub(f"url(#{prefix}", value))
    return copy


_WRITERS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4"), _heading),
    "table": _table,
    "figure": _captioned,
    "ol": _numbered,
    "a": _link,
    "nav": _contents,
    "div": _signature,
    "input": _input,
    "svg": _drawing,
}

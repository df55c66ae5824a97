"""Word files in which one thing differs from what the document says."""

import io
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy

from lxml import etree

from tests.agreement.docx_numbering import W
from tests.agreement.from_docx import W14

Element = etree._Element

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_NAMES = {"w": W[1:-1], "w14": W14[1:-1]}


class WordFile:
    """A Word file taken apart; parts are parsed when they are asked for."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.roots: dict[str, Element] = {}

    def root(self, name: str = "word/document.xml") -> Element:
        if name not in self.roots:
            self.roots[name] = etree.fromstring(self.parts[name])
        return self.roots[name]

    def packed(self) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, etree.tostring(self.roots[name]) if name in self.roots else data)
        return buffer.getvalue()

    def find(self, path: str, name: str = "word/document.xml") -> Element:
        found = self.root(name).xpath(path, namespaces=_NAMES)
        assert isinstance(found, list)
        assert isinstance(found[0], etree._Element)
        return found[0]

    def run(self, text: str) -> Element:
        return self.find(f"//w:r[w:t[contains(., '{text}')]]")

    def paragraph(self, text: str) -> Element:
        return self.find(
            f"//w:p[contains(., '{text}')][not(.//w:instrText[contains(., 'TOC') or contains(., 'PAGE')])]"
        )

    def row(self, text: str) -> Element:
        return self.find(f"//w:tr[contains(., '{text}')]")

    def replace(self, old: str, new: str, name: str = "word/document.xml") -> None:
        text = self.find(f"//w:t[contains(., '{old}')]", name)
        text.text = str(text.text).replace(old, new, 1)


def _w(tag: str, **attributes: str) -> Element:
    return etree.Element(f"{W}{tag}", {f"{W}{name}": value for name, value in attributes.items()})


def _look(file: WordFile, text: str, tag: str, **attributes: str) -> None:
    run = file.run(text)
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = _w("rPr")
        run.insert(0, properties)
    properties.append(_w(tag, **attributes))


def _remove(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _swap_cells(file: WordFile) -> None:
    row = file.row("Guide frame")
    row.append(row.findall(f"{W}tc")[1])


def _merge_cells(file: WordFile) -> None:
    first, second = file.row("Cabinet").findall(f"{W}tc")[1:]
    properties = first.find(f"{W}tcPr")
    assert properties is not None
    properties.insert(1, _w("gridSpan", val="2"))
    first.append(second[1])
    _remove(second)


def _reorder(file: WordFile) -> None:
    heading = file.paragraph("Rebates")
    text = heading.getnext()
    before = file.paragraph("Terms of delivery")
    assert text is not None
    before.addprevious(heading)
    before.addprevious(text)


def _tick(file: WordFile) -> None:
    file.find("//w14:checked").set(f"{W14}val", "1")
    file.replace("☐", "☒")


def _language(file: WordFile) -> None:
    language = file.find("//w:docDefaults//w:lang", "word/styles.xml")
    language.set(f"{W}val", "de-DE")


def _relation(file: WordFile) -> None:
    name = "word/_rels/document.xml.rels"
    file.parts[name] = file.parts[name].replace(b"https://example.com/method", b"https://example.com/methods")


def _reading_extra(file: WordFile) -> None:
    box = etree.fromstring(
        f'<w:r xmlns:w="{W[1:-1]}"><w:pict><w:txbxContent><w:p><w:r><w:t>Spares excluded</w:t></w:r></w:p>'
        "</w:txbxContent></w:pict></w:r>"
    )
    file.paragraph("16 weeks").append(box)


def _delete_tracked(file: WordFile) -> None:
    run = file.run("16 weeks")
    deleted = _w("del", id="901", author="x")
    run.addprevious(deleted)
    deleted.append(run)
    for text in run.findall(f"{W}t"):
        text.tag = f"{W}delText"


def _hide_style(file: WordFile) -> None:
    style = file.find("//w:style[w:name/@w:val='Callout Warning']/w:rPr", "word/styles.xml")
    style.append(_w("vanish"))


def _same_as_ground(file: WordFile) -> None:
    _look(file, "Number", "color", val="E6ECF3")
    file.find("//w:tr[w:trPr/w:tblHeader]/w:tc[2]/w:tcPr").append(_w("shd", val="clear", fill="E6ECF3"))


def _stale(file: WordFile) -> None:
    text = file.find("//w:r[w:t='Table 1'][preceding-sibling::w:r/w:instrText[contains(., 'REF')]]/w:t")
    text.text = "Table 2"


def _extra_paragraph(file: WordFile) -> None:
    paragraph = file.paragraph("16 weeks")
    paragraph.addnext(deepcopy(paragraph))


def _restart(file: WordFile) -> None:
    file.find("//w:startOverride[@w:val='4']", "word/numbering.xml").set(f"{W}val", "5")


def _picture(name: str, value: str) -> Callable[[WordFile], None]:
    return lambda file: next(file.root().iter(f"{_DRAWN}docPr")).set(name, value)


def _chart_word(file: WordFile) -> None:
    name = next(name for name in file.parts if name.endswith(".svg"))
    file.parts[name] = file.parts[name].replace(b">Springs<", b">Frames<", 1)


SEEDS: Mapping[str, tuple[Callable[[WordFile], None], str]] = {
    "price changed": (
        lambda file: file.replace("€3,180.25", "€3,180.35"),
        "-cell | 3 | €3,180.35",
    ),
    "row missing": (
        lambda file: _remove(file.row("Guide frame")),
        "+cell | 1 | Guide frame",
    ),
    "cells swapped": (
        _swap_cells,
        "-cell | 2 | €3,180.25",
    ),
    "heading demoted": (
        lambda file: file.find("//w:pStyle[@w:val='Heading2']").set(f"{W}val", "Heading3"),
        "-h3 | 1.1.1 Terms of delivery",
    ),
    "text hidden": (
        lambda file: _look(file, "16 weeks", "vanish"),
        "'Delivery takes 16 weeks and is due in March.' is hidden",
    ),
    "text hidden by its style": (
        _hide_style,
        "'The price holds for 90 days.' is hidden",
    ),
    "text white": (
        lambda file: _look(file, "16 weeks", "color", val="FFFFFF"),
        "March.' has the colour of what is under it",
    ),
    "text in the colour of its cell": (
        _same_as_ground,
        "'Number' has the colour of what is under it",
    ),
    "text of 1 pt": (
        lambda file: _look(file, "16 weeks", "sz", val="2"),
        "March.' is 1.0 pt high",
    ),
    "text pressed flat": (
        lambda file: _look(file, "16 weeks", "w", val="1"),
        "is pressed to 1% of its width",
    ),
    "list item dropped": (
        lambda file: _remove(file.paragraph("peened")),
        "+item1 | • The springs are peened",
    ),
    "list starts elsewhere": (
        _restart,
        "-item1 | 5. Load the stand",
    ),
    "caption renumbered": (
        lambda file: setattr(file.find("//w:t[.='1'][../preceding-sibling::w:r]"), "text", "2"),
        "-caption | Table 2 Prices of the parts",
    ),
    "alternative text lost": (
        _picture("descr", ""),
        "-figure | \n",
    ),
    "picture hidden": (
        _picture("hidden", "1"),
        "a picture is hidden",
    ),
    "word in a chart changed": (
        _chart_word,
        "-words | Frames15/20",
    ),
    "currency changed": (
        lambda file: file.replace("€3,180.25", "$3,180.25"),
        "-cell | 3 | $3,180.25",
    ),
    "cells merged": (
        _merge_cells,
        "-cell | 2 2x1 |",
    ),
    "header row not marked": (
        lambda file: _remove(file.find("//w:tblHeader")),
        "-row | \n",
    ),
    "paragraph extra": (
        _extra_paragraph,
        "-text | Delivery takes 16 weeks",
    ),
    "sections in another order": (
        _reorder,
        "-h2 | 1.1 Rebates",
    ),
    "link leads elsewhere": (
        _relation,
        "→https://example.com/methods⟩",
    ),
    "reference leads elsewhere": (
        lambda file: file.find("//w:bookmarkStart[@w:name='_Ref000001']").set(f"{W}name", "_X"),
        "→nowhere (_Ref000001)⟩",
    ),
    "reference out of date": (
        _stale,
        "a reference shows 'Table 2' and leads to 'Table 1'",
    ),
    "box ticked": (
        _tick,
        "-text | [x] Spares",
    ),
    "field filled": (
        lambda file: setattr(file.find("//w:sdt[.//w:text]//w:t"), "text", "410"),
        "the field 'load' is filled with '410'",
    ),
    "language wrong": (
        _language,
        "the text is marked as de-DE",
    ),
    "minus sign lost": (
        lambda file: file.replace("-€2,374.75", "€2,374.75"),
        "-cell | 3 | €2,374.75",
    ),
    "digits transposed": (
        lambda file: file.replace("€1,250.50", "€1,520.50"),
        "-cell | 3 | €1,520.50",
    ),
    "digits full-width": (
        lambda file: file.replace("16 weeks", "１６ weeks"),
        "-text | Delivery takes １６ weeks",
    ),
    "soft hyphen inserted": (
        lambda file: file.replace("weeks", "we\u00adeks"),
        "16 we\u00adeks",
    ),
    "zero-width space inserted": (
        lambda file: file.replace("weeks", "we\u200beks"),
        "16 we\u200beks",
    ),
    "text in a box of its own": (
        _reading_extra,
        "<pict> in a run is not known here",
    ),
    "text deleted but tracked": (
        _delete_tracked,
        "<del> in a paragraph is not known here",
    ),
    "footer differs": (
        lambda file: file.replace("OF-0007", "OF-0008", "word/footer1.xml"),
        "-bottom | East Springs Ltd · OF-0008",
    ),
    "DRAFT gone from the header": (
        lambda file: file.replace("DRAFT", "", "word/header1.xml"),
        "-top | Offer: coil springs\n",
    ),
    "DRAFT gone from the cover": (
        lambda file: _remove(file.paragraph("DRAFT")),
        "+text | DRAFT",
    ),
    "title differs": (
        lambda file: file.replace("coil springs", "springs"),
        "-text | Offer: springs",
    ),
}


def seeded(data: bytes, name: str) -> bytes:
    """Return a Word file with one thing changed."""
    file = WordFile(data)
    SEEDS[name][0](file)
    return file.packed()

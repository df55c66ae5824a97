"""Running texts: what headers, footers and a house's cover say of the document, in content controls."""

from collections.abc import Mapping

from lxml import etree

from bidkit.render.docx.markup import W
from bidkit.render.docx.reference import Reference
from bidkit.render.docx.story import Element
from bidkit.render.model import Document

_PREFIX = "bidkit:"
_PLACEHOLDER = "PlaceholderText"


def fill_running_texts(reference: Reference, document: Document) -> None:
    """Fill the content controls that are known by their tags."""
    values = {
        **document.metadata,
        "title": document.title,
        "status": document.status,
        "running-title": document.title,
        "running-number": document.running_line,
    }
    fill_controls(reference.root, values)
    for part in reference.story_parts():
        root = etree.fromstring(reference.package.parts[part])
        if fill_controls(root, values):
            reference.package.parts[part] = etree.tostring(
                root, xml_declaration=True, encoding="UTF-8", standalone=True
            )


def fill_controls(root: Element, values: Mapping[str, str]) -> bool:
    """Fill the controls whose tag starts with `bidkit:`; tell whether there are any."""
    found = False
    for control in root.iter(f"{{{W}}}sdt"):
        tag = control.find(f"{{{W}}}sdtPr/{{{W}}}tag")
        name = tag.get(f"{{{W}}}val", "") if tag is not None else ""
        if name.startswith(_PREFIX):
            _fill(control, values.get(name.removeprefix(_PREFIX), ""))
            found = True
    return found


def _fill(control: Element, value: str) -> None:
    for mark in control.findall(f"{{{W}}}sdtPr/{{{W}}}showingPlcHdr"):
        control[0].remove(mark)
    for style in list(control.iter(f"{{{W}}}rStyle")):
        if style.get(f"{{{W}}}val") == _PLACEHOLDER:
            style.getparent().remove(style)  # type: ignore[union-attr]
    texts = list(control.iter(f"{{{W}}}t")) or [_new_text(control)]
    for text in texts:
        text.text = ""
    texts[0].text = value


def _new_text(control: Element) -> Element:
    content = control.find(f"{{{W}}}sdtContent")
    if content is None:
        content = etree.SubElement(control, f"{{{W}}}sdtContent")
    paragraph = content.find(f".//{{{W}}}p")
    run = etree.SubElement(content if paragraph is None else paragraph, f"{{{W}}}r")
    return etree.SubElement(run, f"{{{W}}}t")

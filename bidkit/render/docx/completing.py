"""Bring the styles and the marker that a house's Word file lacks into a copy of it."""

from copy import deepcopy

from lxml import etree

from bidkit.render.docx.markup import W
from bidkit.render.docx.opc import OFFICE, WORD_TYPE, Package, packed
from bidkit.render.docx.reference import MARKER, STYLE_NAMES, open_reference, paragraph_text, style_ids
from bidkit.render.docx.safety import files_in, read_checked
from bidkit.render.docx.story import Element
from bidkit.render.house_style import HouseStyle
from bidkit.render.search import built_in


def check_house_style(style: HouseStyle) -> None:
    """Raise ProblemsFound with everything that keeps a file from giving documents their look."""
    open_reference(read_checked(style), style.name)


def completed(style: HouseStyle) -> tuple[bytes, tuple[str, ...]]:
    """Return the file with what it lacked, and the names of the styles that were added."""
    package = read_checked(style)
    added = _add_styles(package)
    _add_marker(package)
    return packed(package), added


def _add_styles(package: Package) -> tuple[str, ...]:
    ours = etree.fromstring(files_in((built_in() / "reference.docx").read_bytes())["word/styles.xml"])
    part = next(package.related(package.main, OFFICE + "styles"), "")
    if not part:
        part = package.free_name("word/styles", "xml")
        package.add(part, f'<w:styles xmlns:w="{W}"/>'.encode(), f"{WORD_TYPE}styles+xml")
        package.relate(package.main, OFFICE + "styles", part)
    theirs = etree.fromstring(package.parts[part])
    known = style_ids(theirs)
    missing = [name for name in STYLE_NAMES if name.lower() not in known]
    names = _new_ids(ours, missing, theirs) | {
        old: known[name] for name, old in style_ids(ours).items() if name in known
    }
    for node in list(ours.iter(f"{{{W}}}style")):
        if _name(node) in missing:
            theirs.append(_adapted(node, names))
    package.parts[part] = etree.tostring(theirs, xml_declaration=True, encoding="UTF-8", standalone=True)
    return tuple(missing)


def _name(style: Element) -> str:
    name = style.find(f"{{{W}}}name")
    return "" if name is None else str(name.get(f"{{{W}}}val"))


def _new_ids(ours: Element, missing: list[str], theirs: Element) -> dict[str, str]:
    """Return an identifier that is free over there for each style that goes there, by its own."""
    taken = {str(style.get(f"{{{W}}}styleId")) for style in theirs.iter(f"{{{W}}}style")}
    own = style_ids(ours)
    wanted = [own[name.lower()] for name in missing]
    return {key: f"{key}Bidkit" if key in taken else key for key in wanted}


def _adapted(style: Element, names: dict[str, str]) -> Element:
    """Return a style for another file: with its names for styles, and without a list that is not there."""
    copy = deepcopy(style)
    copy.set(f"{{{W}}}styleId", names[str(copy.get(f"{{{W}}}styleId"))])
    copy.attrib.pop(f"{{{W}}}default", "")
    for tag in ("basedOn", "next", "link"):
        for mention in copy.findall(f"{{{W}}}{tag}"):
            key = names.get(str(mention.get(f"{{{W}}}val")))
            if key is None:
                copy.remove(mention)
            else:
                mention.set(f"{{{W}}}val", key)
    for number in list(copy.iter(f"{{{W}}}numPr")):
        number.getparent().remove(number)  # type: ignore[union-attr]
    return copy


def _add_marker(package: Package) -> None:
    """Put the marker at the end of the text, unless there is one."""
    root = etree.fromstring(package.parts[package.main])
    if any(paragraph_text(each) == MARKER for each in root.iter(f"{{{W}}}p")):
        return
    marker = etree.fromstring(f'<w:p xmlns:w="{W}"><w:r><w:t>{MARKER}</w:t></w:r></w:p>')
    body = root[0]
    body.insert(len(body) - (len(body) > 0 and body[-1].tag == f"{{{W}}}sectPr"), marker)
    package.parts[package.main] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

"""An eForms notice as a tree of located values. Nothing in the file is fetched, expanded or run."""

import re
from collections.abc import Iterable

from lxml import etree

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.published.leaves import Node, Step, Trail
from bidkit.published.reading import MAX_DEPTH
from bidkit.swelling import xml_swells

_PREFIXES = {
    "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2": "cac",
    "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2": "cbc",
    "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2": "ext",
    "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1": "efac",
    "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1": "efbc",
    "http://data.europa.eu/p27/eforms-ubl-extensions/1": "efext",
}
MOST_TAGS = 500_000
NOTICES = {"ContractNotice": "contract notice", "PriorInformationNotice": "prior information notice"}
_VALUES = ("currencyID", "unitCode")  # what else stands in attributes says how a value is coded, and no more
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY")
_WHICH = "Give the XML of a contract notice or prior information notice in eForms, as TED or the portal offers it."


def notice_tree(raw: bytes, path: str) -> Node:
    """Return the tree of a notice, or raise ProblemsFound where the file is none or is not safe to read."""
    root = _parsed(raw, path)
    name = etree.QName(root).localname
    if name == "TED_EXPORT":
        hint = "Download the eForms XML of the notice; notices before 2023 have none."
        raise ProblemsFound([Problem(Place(path), "is a notice in the older form of TED", hint)])
    if name not in NOTICES:
        raise ProblemsFound([Problem(Place(path, _line_of(root)), f"is no tender notice, but a {name}", _WHICH)])
    return _node(root, (name,), path)


def _parsed(raw: bytes, path: str) -> etree._Element:
    """Parse the text alone: no document type, no entity, no network."""
    if _DOCTYPE.search(raw.replace(b"\0", b"")):
        hint = "A notice needs none; download the file again from the portal itself."
        raise ProblemsFound([Problem(Place(path), "declares a document type or entities, which are not read", hint)])
    if xml_swells(raw, MOST_TAGS):
        raise ProblemsFound([Problem(Place(path), "has more elements than any notice", _WHICH)])
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        return etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line, column = getattr(error, "position", (1, 1))
        message = re.sub(r", line \d+, column \d+.*", "", str(error)) or "it is empty"
        place = Place(path, max(line or 1, 1), max(column or 1, 1))
        raise ProblemsFound([Problem(place, f"is not XML from here on: {message}", _WHICH)]) from None


def _line_of(element: etree._Element) -> int:
    return element.sourceline if isinstance(element.sourceline, int) else 1


def _node(element: etree._Element, path: Trail, file: str) -> Node:
    if len(path) > MAX_DEPTH:
        raise ProblemsFound([Problem(Place(file), f"is nested over {MAX_DEPTH} deep", _WHICH)])
    marks = {str(name): str(value) for name, value in element.attrib.items()}
    entries = {f"@{name}": Node((*path, f"@{name}"), marks[name]) for name in _VALUES if name in marks}
    groups: dict[str, list[etree._Element]] = {}
    for child in element.iterchildren("*"):
        groups.setdefault(_tag(child), []).append(child)
    for tag, children in groups.items():
        entries[tag] = _several(tag, children, path, file)
    return Node(path, (element.text or "").strip() or None, entries=entries, marks=marks)


def _several(tag: str, children: list[etree._Element], path: Trail, file: str) -> Node:
    """Return one element, the languages of a text, or a list of elements."""
    if len(children) == 1:
        return _node(children[0], (*path, tag), file)
    places: Iterable[tuple[etree._Element, tuple[Step, ...]]] = (
        (child, (*path, tag, at)) for at, child in enumerate(children)
    )
    nodes = [_node(child, place, file) for child, place in places]
    languages = [node.marks.get("languageID", "").casefold() for node in nodes]
    if all(languages) and len(set(languages)) == len(languages):
        return Node((*path, tag), entries=dict(zip(languages, nodes, strict=True)))
    return Node((*path, tag), items=nodes)


def _tag(element: etree._Element) -> str:
    name = etree.QName(element)
    prefix = _PREFIXES.get(name.namespace or "")
    return f"{prefix}:{name.localname}" if prefix else name.localname

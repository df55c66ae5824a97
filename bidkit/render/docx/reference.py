"""The file that a document starts from: its styles, the place of the content, its pages, headers and footers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.render.docx.markup import NAMESPACES, W, escaped
from bidkit.render.docx.opc import DECLARATION, OFFICE, WORD_TYPE, Package
from bidkit.render.docx.story import Element

MARKER = "[[content]]"

STYLE_NAMES = (
    "Normal",
    "heading 1",
    "heading 2",
    "heading 3",
    "heading 4",
    "Title",
    "Subtitle",
    "Kicker",
    "Status Mark",
    "Cover Fact",
    "Cover End",
    "Lead",
    "Note",
    "Source",
    "List Paragraph",
    "Term",
    "Definition",
    "caption",
    "Caption Label",
    "Figure",
    "Table Text",
    "Table Head",
    "Table End",
    "Bidkit Table",
    "Bidkit Facts",
    "Bidkit Plain",
    "Callout Note",
    "Callout Warning",
    "Callout Decision",
    "Callout End",
    "TOC Heading",
    "toc 1",
    "toc 2",
    "toc 3",
    "table of figures",
    "Signature Role",
    "Signature Line",
    "Section End",
    "Hyperlink",
    "Code",
    "Missing",
)  # what a reference document has to bring

_HINT = "`bidkit house-style FILE --complete COPY` writes a copy that has them."
_NEW_NUMBERING = DECLARATION + f'<w:numbering xmlns:w="{W}"/>'.encode()
_HERE = b"<?bidkit-content ?>"


@dataclass
class Reference:
    """A reference document, opened."""

    package: Package
    root: Element  # of the document part
    marker: Element  # the paragraph that the content takes the place of
    section: Element  # the page setup that holds at the marker
    styles: Mapping[str, str]  # identifier by name
    numbering: Element
    style_tree: Element

    @property
    def at_the_end(self) -> bool:
        """Tell whether nothing but the page setup follows the content."""
        return self.marker.getnext() is self.section

    @property
    def numbers_headings(self) -> bool:
        """Tell whether its heading styles bring numbers along."""
        path = f"{{{W}}}pPr/{{{W}}}numPr/{{{W}}}numId"
        parents = _with_parents(self.style_tree, self.styles["heading 1"])
        return any(style.find(path) is not None for style in parents)

    def tab_stops(self, style: str) -> Iterator[Element]:
        """Yield the tab stops that a paragraph style brings along."""
        for each in _with_parents(self.style_tree, style):
            yield from each.iterfind(f"{{{W}}}pPr/{{{W}}}tabs/{{{W}}}tab")

    def story_parts(self) -> Iterator[str]:
        """Yield the headers and footers."""
        for kind in ("header", "footer"):
            yield from self.package.related(self.package.main, OFFICE + kind)

    def with_content(self, content: str) -> bytes:
        """Return the document part with the content where the marker stood."""
        before, _, after = etree.tostring(self._marked(), encoding="utf-8").partition(_HERE)
        return b"".join((DECLARATION, before, content.encode(), after))

    def _marked(self) -> Element:
        root = _with_our_names(self.root)
        self.marker.addprevious(etree.ProcessingInstruction("bidkit-content"))
        self.marker.getparent().remove(self.marker)  # type: ignore[union-attr]
        return root


def open_reference(package: Package, name: str) -> Reference:
    """Return the reference document in a package, or raise ProblemsFound with what it does not bring."""
    root = etree.fromstring(package.parts[package.main])
    style_part = next(package.related(package.main, OFFICE + "styles"), "")
    styles = etree.fromstring(package.parts[style_part]) if style_part else etree.Element("none")
    known = style_ids(styles)
    markers = [each for each in root.iter(f"{{{W}}}p") if paragraph_text(each) == MARKER]
    problems = [*_missing_styles(known, name), *_marker_problems(markers, name)]
    section = _section(markers[0]) if markers else None
    if section is None and not problems:
        problems.append(Problem(Place(name), "has no page setup", "Open it in Word and save it again."))
    if problems or section is None:
        raise ProblemsFound(problems)
    return Reference(
        package=package,
        root=root,
        marker=markers[0],
        section=section,
        styles={wanted: known[wanted.lower()] for wanted in STYLE_NAMES},
        numbering=etree.fromstring(package.parts[_numbering_part(package)]),
        style_tree=styles,
    )


def style_ids(styles: Element) -> dict[str, str]:
    """Return each style's identifier by its name in small letters; Word and LibreOffice differ in capitals."""
    return {
        str(name.get(f"{{{W}}}val")).lower(): escaped(str(style.get(f"{{{W}}}styleId")))
        for style in styles.iter(f"{{{W}}}style")
        for name in style.iterfind(f"{{{W}}}name")
    }


def _missing_styles(known: Mapping[str, str], name: str) -> Iterator[Problem]:
    if missing := [style for style in STYLE_NAMES if style.lower() not in known]:
        several = "styles" if len(missing) > 1 else "style"
        listed = ", ".join(repr(style) for style in missing)
        yield Problem(Place(name), f"has no {several} {listed}", _HINT)


def _marker_problems(markers: Sequence[Element], name: str) -> Iterator[Problem]:
    hint = f"Type {MARKER} into one empty paragraph of the text, where the content is to go."
    if not markers:
        yield Problem(Place(name), f"has no paragraph {MARKER}", hint)
    elif len(markers) > 1:
        yield Problem(Place(name), f"has {len(markers)} paragraphs {MARKER}", hint)
    elif str(markers[0].getparent().tag) != f"{{{W}}}body":  # type: ignore[union-attr]
        yield Problem(Place(name), f"{MARKER} stands inside a table, a box or a field", hint)


def paragraph_text(paragraph: Element) -> str:
    """Return what a paragraph says."""
    return "".join(str(text.text or "") for text in paragraph.iter(f"{{{W}}}t")).strip()


def _section(marker: Element) -> Element | None:
    """Return the page setup that comes next: it holds for everything before it."""
    for block in (marker, *marker.itersiblings()):
        found = block if block.tag == f"{{{W}}}sectPr" else block.find(f"{{{W}}}pPr/{{{W}}}sectPr")
        if found is not None:
            return found
    return None


def _numbering_part(package: Package) -> str:
    part = next(package.related(package.main, OFFICE + "numbering"), "")
    if not part:
        part = package.free_name("word/numbering", "xml")
        package.add(part, _NEW_NUMBERING, f"{WORD_TYPE}numbering+xml")
        package.relate(package.main, OFFICE + "numbering", part)
    return part


def write_numbering(reference: Reference) -> None:
    """Put the numbering back into its part."""
    package = reference.package
    package.parts[_numbering_part(package)] = etree.tostring(
        reference.numbering, xml_declaration=True, encoding="UTF-8", standalone=True
    )


def _with_parents(styles: Element, style: str) -> Iterator[Element]:
    """Yield a style, and those that it is based on."""
    by_id = {str(node.get(f"{{{W}}}styleId")): node for node in styles.iter(f"{{{W}}}style")}
    while (node := by_id.pop(style, None)) is not None:
        yield node
        parent = node.find(f"{{{W}}}basedOn")
        style = "" if parent is None else str(parent.get(f"{{{W}}}val"))


def _with_our_names(root: Element) -> Element:
    """Return the root with every name space declared that content uses, under the prefix it uses."""
    names = {prefix: uri for prefix, uri in root.nsmap.items() if prefix} | NAMESPACES
    attributes = {str(name): str(value) for name, value in root.attrib.items()}
    whole = etree.Element(root.tag, attributes, nsmap=names)
    ignorable = f"{{{NAMESPACES['mc']}}}Ignorable"
    whole.set(ignorable, " ".join(dict.fromkeys([*root.get(ignorable, "").split(), "w14"])))
    whole.extend(list(root))
    return whole


def taken_ids(reference: Reference) -> tuple[frozenset[int], frozenset[str]]:
    """Return the numbers and bookmark names that the file uses already."""
    numbers: set[int] = set()
    names: set[str] = set()
    roots = [reference.root, *(etree.fromstring(reference.package.parts[part]) for part in reference.story_parts())]
    for root in roots:
        for node in root.iter("{*}docPr", f"{{{W}}}bookmarkStart"):
            number = node.get("id") or node.get(f"{{{W}}}id") or ""
            numbers |= {int(number)} if number.lstrip("-").isdigit() else set()
            names.add(node.get(f"{{{W}}}name", ""))
        for node in root.iterfind(f".//{{{W}}}sdtPr/{{{W}}}id"):
            numbers.add(int(node.get(f"{{{W}}}val", "0")))
    return frozenset(numbers), frozenset(names)

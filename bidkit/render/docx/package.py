"""The Word file as a whole: open the reference document, put the content in, pack it."""

from functools import lru_cache
from xml.sax.saxutils import escape

from bidkit.render.docx.blocks import blocks, status_mark
from bidkit.render.docx.lists import add_lists, first_free
from bidkit.render.docx.opc import CORE, CORE_TYPE, DECLARATION, OFFICE, Package, packed, read_package
from bidkit.render.docx.reference import Reference, open_reference, taken_ids, write_numbering
from bidkit.render.docx.running import fill_running_texts
from bidkit.render.docx.safety import read_checked
from bidkit.render.docx.sections import Sections
from bidkit.render.docx.story import Place, Story, bookmark_names
from bidkit.render.house_style import HouseStyle
from bidkit.render.model import Document
from bidkit.render.search import built_in

_KEPT = frozenset({OFFICE + "officeDocument", CORE})
_DROPPED = frozenset(
    (
        OFFICE + "customXml",
        OFFICE + "printerSettings",
        "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",  # Word 2010's double of the styles
    )
)
_MEDIA = {"png": "image/png", "svg": "image/svg+xml"}

LONGEST_PROPERTY = 255  # characters that a core property may have


def to_docx(document: Document, house_style: HouseStyle | None = None) -> bytes:
    """Return the document as a Word file that looks as the house's own, or as the built-in reference document."""
    reference = _opened(house_style)
    fill_running_texts(reference, document)
    story = _story(document, reference)
    content = _content(story)
    add_lists(reference.numbering, story)
    write_numbering(reference)
    package = reference.package
    package.parts[package.main] = reference.with_content(content)
    _set_properties(package, document)
    _forget(package)
    return packed(package)


def _opened(house_style: HouseStyle | None) -> Reference:
    if house_style is not None:
        return open_reference(read_checked(house_style), house_style.name)
    path = built_in() / "reference.docx"
    return open_reference(_read_once(path.read_bytes()).copy(), path.name)


@lru_cache(maxsize=2)
def _read_once(data: bytes) -> Package:
    return read_package(data)


class _Parts:
    """Adds links and pictures to the document part."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._pictures = 0

    def link(self, url: str) -> str:
        return self._package.relate(self._package.main, OFFICE + "hyperlink", url, external=True)

    def picture(self, data: bytes, suffix: str) -> str:
        self._pictures += 1
        name = f"word/media/drawing{self._pictures}.{suffix}"
        while name in self._package.parts:
            self._pictures += 1
            name = f"word/media/drawing{self._pictures}.{suffix}"
        self._package.add(name, data, _MEDIA[suffix])
        return self._package.relate(self._package.main, OFFICE + "image", name)


def _story(document: Document, reference: Reference) -> Story:
    _, first_list = first_free(reference.numbering)
    numbers, names = taken_ids(reference)
    return Story(
        document=document,
        styles=reference.styles,
        attachments=_Parts(reference.package),
        pages=Sections(reference),
        bookmarks=bookmark_names(document, names),
        first_list=first_list,
        numbered_headings=reference.numbers_headings,
        taken=numbers,
    )


def _content(story: Story) -> str:
    body = story.document.body
    written = [] if body.find("header") is not None else list(status_mark(story))
    written.extend(blocks(body, story, Place(*story.pages.size)))
    written.append(story.pages.end(body, story))
    return "".join(written)


def _set_properties(package: Package, document: Document) -> None:
    """Say about the document only what is meant to be said."""
    said = {
        "title": document.title[:LONGEST_PROPERTY],
        "subject": document.metadata.get("subject", "")[:LONGEST_PROPERTY],
        "creator": document.metadata.get("author", "")[:LONGEST_PROPERTY],
        "language": document.language,
        "identifier": document.metadata.get("document-id", ""),
    }
    rows = "".join(f"<dc:{name}>{escape(value)}</dc:{name}>" for name, value in said.items())
    if revision := document.metadata.get("revision"):
        rows += f"<cp:keywords>{escape(revision)}</cp:keywords>"
    space = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    text = (
        f'<cp:coreProperties xmlns:cp="{space}" xmlns:dc="http://purl.org/dc/elements/1.1/">{rows}</cp:coreProperties>'
    )
    part = next(package.related("", CORE), "docProps/core.xml")
    package.add(part, DECLARATION + text.encode(), CORE_TYPE)
    package.relate("", CORE, part)


def _forget(package: Package) -> None:
    """Leave out what says who made the house's file, or carries data of its own."""
    for source, kept in (("", _KEPT.__contains__), (package.main, lambda kind: kind not in _DROPPED)):
        relations = package.relations[source]
        package.relations[source] = {key: each for key, each in relations.items() if kept(each.kind)}

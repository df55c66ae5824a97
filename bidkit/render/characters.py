"""Characters that no font can show: named, with their place in the document, before anything is laid out."""

from collections.abc import Iterator

from lxml import etree

from bidkit.problems import Place, Problem, Severity
from bidkit.render.fonts import files_of_the_layout, uncovered
from bidkit.render.model import Document
from bidkit.render.outline import plain_text
from bidkit.render.scripts import font_advice, named

Element = etree._Element

_SHOWN = ("data-role", "data-name")  # attributes whose text stands on the page
_IN_THE_MARGIN = ("status", "organisation", "document-id", "revision")
_AROUND = 12  # characters of the text that are quoted on each side


def unshown_in_pdf(document: Document) -> tuple[Problem, ...]:
    """Return a Problem for each character that the PDF would show as a box, as the layout engine's fonts are."""
    lacking = _lacking(document)
    if lacking:
        lacking = uncovered(lacking, files_of_the_layout())
    return _problems(document, lacking, "error")


def unshown_here(document: Document) -> tuple[Problem, ...]:
    """Warn of each character that no font of this machine has; the reader's may have one."""
    return _problems(document, _lacking(document), "warning")


def _lacking(document: Document) -> set[str]:
    return uncovered(_characters(document))


def _characters(document: Document) -> set[str]:
    """Return every character that a page shows; where each stands is asked only of those that are lacking."""
    body = document.body
    shown = {*document.title, *"".join(document.metadata.get(name, "") for name in _IN_THE_MARGIN)}
    shown.update("".join(map(str, body.itertext())))
    for name in _SHOWN:
        shown.update("".join(str(element.get(name)) for element in body.iterfind(f".//*[@{name}]")))
    return shown


def _problems(document: Document, lacking: set[str], severity: Severity) -> tuple[Problem, ...]:
    found = []
    for character in sorted(lacking):
        text, where = next((text, where) for text, where in _texts(document) if character in text)
        at = text.index(character)
        quoted = " ".join(text[max(0, at - _AROUND) : at + _AROUND].split())
        message = f"no font on this machine has {named(character)}; it stands in {where}: '{quoted}'"
        found.append(Problem(Place(document.title), message, font_advice(character), severity))
    return tuple(found)


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield every text that a page shows, with where it stands."""
    yield document.title, "the title"
    for name in _IN_THE_MARGIN:
        yield document.metadata.get(name, ""), "the page's header or footer"
    where = "the cover or before the first heading"
    for element in document.body.iter():
        if element.tag in ("h1", "h2", "h3", "h4"):
            where = _heading(element, document)
        attributes = (str(element.get(name, "")) for name in _SHOWN)
        for text in filter(None, (element.text, element.tail, *attributes)):
            yield str(text), where


def _heading(element: Element, document: Document) -> str:
    entry = document.outline.by_element[element]
    return " ".join(filter(None, ("section", entry.number, f"'{plain_text(element)}'")))

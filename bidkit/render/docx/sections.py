"""Page setup: portrait as the reference document has it, and the same page turned for wide tables."""

from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree

from bidkit.render.docx.markup import W
from bidkit.render.docx.reference import Reference
from bidkit.render.docx.story import Element, Place, Story
from bidkit.render.docx.turned import turned_stories

Blocks = Callable[[Element, Story, Place], Iterator[str]]


class Sections:
    """The two page setups of a document, and what has to be said where one ends."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._section = reference.section
        self._turned: Element | None = None
        self._split = False  # whether a page setup has ended inside the content
        self.size = _text_size(self._section)

    @property
    def landscape_size(self) -> tuple[int, int]:
        """Return how wide and high text is on a turned page, in twips."""
        return _text_size(self._landscape())

    def close(self, *, landscape: bool) -> str:
        """Return the page setup that ends here, as markup."""
        section = self._landscape() if landscape else self._section
        section = _continued(section) if self._split else section
        self._split = True
        return _text(section)

    def end(self, body: Element, story: Story) -> str:
        """Return what the content ends with, and make what follows fit."""
        ends_turned = len(body) > 0 and _turns(body[-1])
        if ends_turned and self._reference.at_the_end:
            section = _continued(self._landscape()) if self._split else self._landscape()
            self._section.getparent().replace(self._section, section)  # type: ignore[union-attr]
            return ""
        closing = _closing(story, self.close(landscape=True)) if ends_turned else ""
        if self._split:
            self._section.getparent().replace(self._section, _continued(self._section))  # type: ignore[union-attr]
        return closing

    def _landscape(self) -> Element:
        if self._turned is None:
            self._turned = _turned(self._section)
            turned_stories(self._reference, self._turned, self.size[0], _text_size(self._turned)[0])
        return self._turned


def landscape(element: Element, story: Story, place: Place, blocks: Blocks) -> Iterator[str]:
    """Yield a section on turned pages, closing the one before it."""
    pages = story.pages
    if element.getprevious() is not None and not _turns(element.getprevious()):
        yield _closing(story, pages.close(landscape=False))
    story.break_due = False  # the section starts a page anyway
    width, height = pages.landscape_size
    yield from blocks(element, story, place.but(width=width, height=height))
    if element.getnext() is not None:
        yield _closing(story, pages.close(landscape=True))
    story.break_due = False


def ends_pages(block: Element) -> bool:
    """Tell whether a block is followed by pages that lie the other way."""
    after, around = block.getnext(), block.getparent()
    if after is None and around is not None and _turns(around):
        return around.getnext() is not None
    return _turns(after)


def _turns(element: Element | None) -> bool:
    return element is not None and element.tag == "section" and element.get("class") == "landscape"


def _closing(story: Story, section: str) -> str:
    return story.paragraph("Section End", "", section=section)


def _turned(section: Element) -> Element:
    turned = deepcopy(section)
    size = _child(turned, "pgSz")
    width, height = size.get(f"{{{W}}}w", ""), size.get(f"{{{W}}}h", "")
    size.set(f"{{{W}}}w", height)
    size.set(f"{{{W}}}h", width)
    size.set(f"{{{W}}}orient", "landscape")
    _child(turned, "pgMar").set(f"{{{W}}}gutter", "0")
    return _continued(turned)


def _continued(section: Element) -> Element:
    """Return a page setup that goes on: a new page, yet no first page of its own and no new count."""
    again = deepcopy(section)
    for node in list(again):
        if etree.QName(node).localname in ("titlePg", "type"):
            again.remove(node)
    for count in again.iter(f"{{{W}}}pgNumType"):
        count.attrib.pop(f"{{{W}}}start", "")
    return again


def _text_size(section: Element) -> tuple[int, int]:
    size, margins = _child(section, "pgSz"), _child(section, "pgMar")
    left, right, top, bottom = (_twips(margins, side) for side in ("left", "right", "top", "bottom"))
    return _twips(size, "w") - left - right, _twips(size, "h") - abs(top) - abs(bottom)


def _twips(element: Element, name: str) -> int:
    return round(float(element.get(f"{{{W}}}{name}", "0")))


def _child(section: Element, name: str) -> Element:
    found = section.find(f"{{{W}}}{name}")
    if found is None:
        raise ValueError(f"the page setup has no {name}")
    return found


def _text(section: Element) -> str:
    return etree.tostring(section, encoding="unicode", with_tail=False)

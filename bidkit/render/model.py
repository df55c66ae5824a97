"""A document: a checked tree, with what a writer needs to know about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from bidkit.render.language import Speaker, speaker
from bidkit.render.outline import Outline, outline, plain_text
from bidkit.render.search import Search
from bidkit.render.style import stylesheet


@dataclass(frozen=True, slots=True)
class Document:
    """A document that keeps to the vocabulary. Writers read the tree and never change it."""

    root: etree._Element
    title: str
    language: str
    metadata: Mapping[str, str]
    outline: Outline
    voice: Speaker
    style: str

    @property
    def body(self) -> etree._Element:
        """Return the body element."""
        return self.root[1]

    @property
    def status(self) -> str:
        """Return the mark that each page bears, such as DRAFT; empty where there is none."""
        return self.metadata.get("status", "")

    @property
    def running_line(self) -> str:
        """Return what stands at the foot of each page beside its number."""
        return " · ".join(filter(None, map(self.metadata.get, ("organisation", "document-id", "revision"))))

    @property
    def fillable(self) -> bool:
        """Tell whether a person fills something in."""
        return self.root.find(".//input") is not None


def make_document(root: etree._Element, language: str, search: Search) -> Document:
    """Return the Document of a checked tree, in the style and the words of a template set."""
    metadata = {str(meta.get("name")): str(meta.get("content")).strip() for meta in root.iterfind("head/meta")}
    return Document(
        root=root,
        title=plain_text(root[0][0]),
        language=language,
        metadata=metadata,
        outline=outline(root),
        voice=speaker(language, *search.folders),
        style=stylesheet(search),
    )

"""Number headings, tables and figures once, so that every writer says the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from bidkit.phrases import Phrase
from bidkit.render.language import Speaker

Element = etree._Element

TABLE = Phrase("Table {n}")
FIGURE = Phrase("Figure {n}")
SECTION = Phrase("Section {n}")
CONTENTS = Phrase("Contents")
TABLES = Phrase("Tables")
SIGN_NAME = Phrase("Name")
SIGN_DATE = Phrase("Date")
SIGNATURE = Phrase("Signature")

_LABELS: Mapping[str, Phrase] = {"table": TABLE, "figure": FIGURE}


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered place of the document: a heading, or a table or figure with a caption."""

    kind: str  # h1 to h4, table or figure
    key: str  # its id, or one made for it
    number: str  # "2.1", "3"; empty for an unnumbered heading
    text: str

    @property
    def level(self) -> int:
        """Return the heading's level."""
        return int(self.kind[1])


@dataclass(frozen=True, slots=True)
class Outline:
    """Every numbered place, in the order of the document, and by element."""

    entries: tuple[Entry, ...]
    by_element: Mapping[Element, Entry]
    by_key: Mapping[str, Entry]

    def contents(self) -> Iterator[Entry]:
        """Yield the headings that a table of contents lists."""
        return (entry for entry in self.entries if entry.kind in ("h1", "h2", "h3"))

    def tables(self) -> Iterator[Entry]:
        """Yield the tables that have a caption."""
        return (entry for entry in self.entries if entry.kind == "table")


def outline(root: Element) -> Outline:
    """Return the outline of a checked document."""
    counts = [0, 0, 0, 0]
    captions = {"table": 0, "figure": 0}
    found: dict[Element, Entry] = {}
    for element in root.iter("h1", "h2", "h3", "h4", "table", "figure"):
        tag = str(element.tag)
        caption = element if tag[0] == "h" else element.find("caption")
        caption = element.find("figcaption") if tag == "figure" else caption
        if caption is None:
            continue
        number = _counted(captions, tag) if tag in captions else _heading_number(counts, element)
        key = element.get("id") or f"at-{len(found) + 1}"
        found[element] = Entry(tag, key, number, plain_text(caption))
    return Outline(tuple(found.values()), found, {entry.key: entry for entry in found.values()})


def plain_text(element: Element) -> str:
    """Return an element's text on one line."""
    return " ".join("".join(map(str, element.itertext())).split())


def label(kind: str, voice: Speaker) -> tuple[str, str]:
    """Return what stands before and after the number of a table, a figure or a section."""
    before, _, after = voice.translate(_LABELS.get(kind, SECTION).text).partition("{n}")
    return before, after


def reference_text(entry: Entry, voice: Speaker) -> str:
    """Return what a reference without a text of its own says."""
    if not entry.number:
        return entry.text
    before, after = label(entry.kind, voice)
    return f"{before}{entry.number}{after}"


def listed_number(entry: Entry, voice: Speaker) -> str:
    """Return what stands before an entry of the contents or of the list of tables."""
    return entry.number if entry.kind[0] == "h" else reference_text(entry, voice)


def _counted(counts: dict[str, int], kind: str) -> str:
    counts[kind] += 1
    return str(counts[kind])


def _heading_number(counts: list[int], heading: Element) -> str:
    level = int(str(heading.tag)[1])
    if heading.get("class") == "unnumbered":
        return ""
    counts[level - 1] += 1
    counts[level:] = [0] * (4 - level)
    return ".".join(str(count) for count in counts[:level])

"""Blocks of a document: headings, paragraphs, lists, callouts, contents, sections, signatures."""

from collections.abc import Callable, Iterator

from bidkit.render.docx.fields import (
    FIELD_END,
    bookmarked,
    field_start,
    link_to_bookmark,
    page_of,
    sequence,
)
from bidkit.render.docx.figures import picture
from bidkit.render.docx.inlines import Look, Piece, content, joined, piece
from bidkit.render.docx.markup import TAB, run, run_properties
from bidkit.render.docx.sections import ends_pages, landscape
from bidkit.render.docx.signatures import signatures, signed_below
from bidkit.render.docx.story import Element, Place, Story
from bidkit.render.docx.tables import table_rows
from bidkit.render.outline import (
    CONTENTS,
    TABLES,
    Entry,
    label,
    listed_number,
)

STEP = 360  # twips that each list level is set in

_NO_INDENT = '<w:ind w:left="0" w:firstLine="0"/>'
_PARAGRAPHS = {
    "lead": "Lead",
    "note": "Note",
    "source": "Source",
    "kicker": "Kicker",
    "title": "Title",
    "subtitle": "Subtitle",
}
_CALLOUTS = {"note": "Callout Note", "warning": "Callout Warning", "decision": "Callout Decision"}
_CALLOUT_INDENT = 227

# Word shows an `Update Table` button on a contents of this gallery. A field marked as dirty would be updated at once,
# but not before Word has asked whether it may, each time that the file is opened.
_GALLERY = (
    '<w:sdt><w:sdtPr><w:id w:val="{number}"/><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
    "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
)
_INSIDE = frozenset({"p", "ul", "ol"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


def blocks(parent: Element, story: Story, place: Place) -> Iterator[str]:
    """Yield the markup of an element's blocks."""
    last = len(parent) - 1
    for index, block in enumerate(parent):
        yield from _WRITERS[str(block.tag)](block, story, place.keeping(place.keep and index < last))


_COVER_ROOM = '<w:spacing w:before="2400"/>'  # above the first line of a cover that has a page of its own


def _cover(element: Element, story: Story, place: Place) -> Iterator[str]:
    yield from status_mark(story)
    after = element.getnext()
    room = _COVER_ROOM if after is not None and after.tag == "hr" else ""  # where the cover has a page of its own
    for block in element:
        if block.tag == "dl":
            yield from _cover_facts(block, story, place)
        else:
            style = _PARAGRAPHS.get(block.get("class", ""), place.style)
            first = block.getprevious() is None
            yield story.paragraph(style, content(block, story, place), keep=True, indent=room if first else "")
    yield story.paragraph("Cover End", "")


def status_mark(story: Story) -> Iterator[str]:
    """Yield the status as a mark on the first page."""
    if status := story.document.status:
        yield story.paragraph("Status Mark", run(status))


def _cover_facts(element: Element, story: Story, place: Place) -> Iterator[str]:
    term = ""
    for child in element:
        if child.tag == "dt":
            term += run(" · ") * bool(term) + content(child, story, place.but(colour="4A5563"))
            continue
        first, *rest = list(_lines(child, story, place)) or [""]
        yield story.paragraph("Cover Fact", term + TAB + first)
        for line in rest:
            yield story.paragraph("Cover Fact", TAB + line)
        term = ""


def _lines(element: Element, story: Story, place: Place) -> Iterator[str]:
    """Yield an element's text line by line, for places that hold plain lines only."""
    for part in _parts(element, story, Look(bold=place.bold, colour=place.colour)):
        if isinstance(part, str):
            yield part
        elif part.tag == "p":
            yield content(part, story, place)
        else:
            for item in part:
                yield from _lines(item, story, place)


def _heading(element: Element, story: Story, place: Place) -> Iterator[str]:
    entry = story.document.outline.by_element[element]
    text = bookmarked(story.bookmarks[entry.key], story.fresh_id(), content(element, story, place))
    yield story.paragraph(f"heading {entry.level}", text, keep=False, **_heading_mark(entry, story))


def _heading_mark(entry: Entry, story: Story) -> dict[str, str]:
    """Return what gives a heading its number where the style does not, or takes it away where it should not."""
    if entry.number:
        return {} if story.numbered_headings else {"numbering": story.heading_mark(entry.level - 1)}
    return {"numbering": story.number_mark("none", 0), "indent": _NO_INDENT} if story.numbered_headings else {}


def _paragraph(element: Element, story: Story, place: Place) -> Iterator[str]:
    style = _PARAGRAPHS.get(element.get("class", ""), place.style)
    indent = f'<w:ind w:left="{place.indent}"/>' if place.indent else ""
    keep = place.keep or _leads_to_table(element) or signed_below(element)
    yield story.paragraph(style, content(element, story, place), keep=keep, indent=indent, align=place.align)


def _leads_to_table(element: Element) -> bool:
    """Tell whether a paragraph stays with the table below it; LibreOffice would leave a heading above it behind."""
    before, after = element.getprevious(), element.getnext()
    return after is not None and after.tag == "table" and (before is None or before.tag not in _HEADINGS)


def _list(element: Element, story: Story, place: Place) -> Iterator[str]:
    left = place.indent + STEP
    number = story.number_mark(str(element.tag), place.level, int(element.get("start", "1")))
    mark = {"numbering": number, "indent": f'<w:ind w:left="{left}" w:hanging="{STEP}"/>'}
    inner = place.but(indent=left, level=place.level + 1, style=place.item_style, align="")
    last = len(element) - 1
    loose = place.item_style == "List Paragraph"  # in a cell it would hold the whole row
    for index, item in enumerate(element):
        inside = place.whole or (loose and index in (0, last - 1))  # no item stands alone on a page
        held = place.keep or (inside and index < last)
        yield from flow(item, story, inner.keeping(held), mark)


def flow(element: Element, story: Story, place: Place, first: dict[str, str] | None = None) -> Iterator[str]:
    """Yield the paragraphs of an item or cell; the first takes the list mark, if there is one.

    Text that stands loose among paragraphs becomes a paragraph of its own.
    """
    plain = {"indent": f'<w:ind w:left="{place.indent}"/>' if place.indent else ""}
    mark = first
    for part in _parts(element, story, Look(bold=place.bold, colour=place.colour)):
        if not isinstance(part, str) and part.tag != "p":
            if mark is not None:
                yield story.paragraph(place.style, "", keep=True, **mark)
                mark = None
            yield from _list(part, story, place)
            continue
        text = part if isinstance(part, str) else content(part, story, place)
        style = place.style if isinstance(part, str) else _PARAGRAPHS.get(part.get("class", ""), place.style)
        yield story.paragraph(style, text, keep=place.keep, align=place.align, **(plain if mark is None else mark))
        mark = None
    if mark is not None:
        yield story.paragraph(place.style, "", keep=place.keep, **mark)


def _parts(element: Element, story: Story, look: Look) -> Iterator[str | Element]:
    """Yield loose text as runs, and the paragraphs and lists in between as they are."""
    loose: list[Piece] = [Piece(element.text, look)] if element.text else []
    for child in element:
        if child.tag in _INSIDE:
            if text := joined(loose):
                yield text
            loose = []
            yield child
        else:
            loose.extend(piece(child, story, look))
        if child.tail:
            loose.append(Piece(child.tail, look))
    if text := joined(loose):
        yield text


def _definitions(element: Element, story: Story, place: Place) -> Iterator[str]:
    inner = place.but(style="Definition", indent=340)
    for child in element:
        if child.tag == "dt":
            yield story.paragraph("Term", content(child, story, place), keep=True)
        else:
            held = place.keep or (place.whole and child is not element[-1])
            yield from flow(child, story, inner.keeping(held))


def _callout(element: Element, story: Story, place: Place) -> Iterator[str]:
    style = _CALLOUTS[element.get("class", "")]
    inner = place.but(style=style, item_style=style, keep=True)
    for index, block in enumerate(element):
        last = index == len(element) - 1
        if block.tag == "p":
            yield story.paragraph(style, content(block, story, inner), keep=not last or place.keep)
        else:
            yield from _list(block, story, inner.but(indent=_CALLOUT_INDENT, keep=not last or place.keep))
    yield story.paragraph("Callout End", "", keep=place.keep)


def _table(element: Element, story: Story, place: Place) -> Iterator[str]:
    caption = element.find("caption")
    if caption is not None:
        yield _caption(element, caption, story, keep=True)
    signed = signed_below(element)
    yield from table_rows(element, story, place, flow, end_held=signed)
    if not ends_pages(element):  # else their end is what stands below; on a full page a second one made an empty page
        yield story.paragraph("Table End", "", keep=place.keep or signed)


def _figure(element: Element, story: Story, place: Place) -> Iterator[str]:
    caption = element.find("figcaption")
    keep = caption is not None or place.keep
    yield story.paragraph("Figure", picture(element[0], story, place.width), keep=keep)
    if caption is not None:
        yield _caption(element, caption, story, keep=place.keep)


def _caption(element: Element, caption: Element, story: Story, *, keep: bool) -> str:
    entry = story.document.outline.by_element[element]
    before, after = label(entry.kind, story.document.voice)
    look = run_properties(style=story.styles["Caption Label"])
    number = run(before, look) + sequence(entry.kind, entry.number, look) + run(after, look)
    text = content(caption, story, Place(0))
    marked = bookmarked(story.bookmarks[entry.key], story.fresh_id(), number)
    return story.paragraph("caption", f"{marked}{run(chr(0x2002))}{text}", keep=keep)


def _contents(element: Element, story: Story, _place: Place) -> Iterator[str]:
    listing = element.get("class") == "contents"
    outline, voice = story.document.outline, story.document.voice
    entries = list(outline.contents() if listing else outline.tables())
    start = field_start('TOC \\o "1-3" \\h \\z \\u' if listing else 'TOC \\h \\z \\c "Table"')
    yield _GALLERY.format(number=story.fresh_id()) if listing else ""
    yield story.paragraph("TOC Heading", run(voice.say(CONTENTS if listing else TABLES)))
    for entry in entries:
        yield story.paragraph(_entry_style(entry), start + _entry(entry, story))
        start = ""
    yield story.paragraph("Normal", start + FIELD_END)
    yield "</w:sdtContent></w:sdt>" if listing else ""


def _entry_style(entry: Entry) -> str:
    return "table of figures" if entry.kind == "table" else f"toc {entry.level}"


def _entry(entry: Entry, story: Story) -> str:
    number = listed_number(entry, story.document.voice)
    if entry.kind == "table":
        text = run(f"{number}\u2002{entry.text}")
    else:
        text = (run(number) + TAB if number else "") + run(entry.text)
    bookmark = story.bookmarks[entry.key]
    return link_to_bookmark(bookmark, f"{text}{TAB}{page_of(bookmark)}")


def _section(element: Element, story: Story, place: Place) -> Iterator[str]:
    if element.get("class") == "landscape":
        yield from landscape(element, story, place, blocks)
    else:
        yield from blocks(element, story, place.but(keep=True, whole=True))


def _page_break(_element: Element, story: Story, _place: Place) -> Iterator[str]:
    story.break_due = True
    return iter(())


_WRITERS: dict[str, Callable[[Element, Story, Place], Iterator[str]]] = {
    "header": _cover,
    **dict.fromkeys(("h1", "h2", "h3", "h4"), _heading),
    "p": _paragraph,
    "ul": _list,
    "ol": _list,
    "dl": _definitions,
    "table": _table,
    "figure": _figure,
    "aside": _callout,
    "section": _section,
    "hr": _page_break,
    "nav": _contents,
    "div": signatures,
}

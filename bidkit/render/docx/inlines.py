"""Text inside a paragraph: runs, links, references, and what a person fills in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bidkit.render.docx.fields import field, link_to_bookmark
from bidkit.render.docx.markup import escaped, run, run_properties
from bidkit.render.docx.story import Element, Place, Story
from bidkit.render.outline import label, plain_text

_BLANKS = " \t\n\r"


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    colour: str = ""
    vertical: str = ""

    def properties(self) -> str:
        """Return the run properties."""
        return run_properties(self.style, self.bold, self.italic, self.colour, self.vertical)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that still may lose blanks, or markup that is written as it stands."""

    text: str = ""
    look: Look = Look()
    markup: str = ""
    solid: bool = False  # shows something of its own, so that a blank after it stays
    breaks: bool = False  # starts a line, so that a blank after it goes
    opens: bool = False  # starts a link, so that a blank before it stays outside


def content(element: Element, story: Story, place: Place) -> str:
    """Return the runs of an element that holds text only."""
    look = Look(bold=place.bold, colour=place.colour)
    if not len(element):
        return run(one_line(element.text or ""), look.properties())
    return joined(pieces(element, story, look))


def one_line(text: str) -> str:
    """Return text with each run of blanks made one, and none at either end."""
    return _collapsed(text).strip(_BLANKS)


def joined(parts: Iterable[Piece]) -> str:
    """Return the markup of pieces, with runs of blanks made one and none at either end."""
    written: list[str] = []
    blank: Look | None = None  # a blank waits until something follows it
    started = False
    for piece in parts:
        if piece.text:
            text = _collapsed(piece.text)
            if text[0] == " " and started and blank is None:
                blank = piece.look
            core = text.strip(" ")
            if core:
                lead = run(" ", blank.properties()) if blank is not None and blank != piece.look else ""
                written.append(lead + run((" " if blank == piece.look else "") + core, piece.look.properties()))
                blank, started = None, True
                blank = piece.look if text[-1] == " " else None
            continue
        if (piece.solid or piece.opens) and blank is not None:
            written.append(run(" ", blank.properties()))
            blank, started = None, False
        if piece.solid or piece.breaks:
            blank, started = None, piece.solid
        written.append(piece.markup)
    return "".join(written)


def pieces(element: Element, story: Story, look: Look, skip: frozenset[str] = frozenset()) -> Iterator[Piece]:
    """Yield the pieces of an element's text, leaving out the children in `skip`."""
    if element.text:
        yield Piece(element.text, look)
    for child in element:
        if child.tag not in skip:
            yield from piece(child, story, look)
        if child.tail:
            yield Piece(child.tail, look)


def piece(element: Element, story: Story, look: Look) -> Iterator[Piece]:
    """Yield the pieces of one inline element."""
    tag = str(element.tag)
    if tag in _LOOKS:
        yield from pieces(element, story, _styled(tag, story, look))
    elif tag == "br":
        yield Piece(markup="<w:r><w:br/></w:r>", breaks=True)
    elif tag == "a":
        yield from _link(element, story, look)
    else:
        control = _check_box if element.get("type") == "checkbox" else _text_field
        yield Piece(markup=control(element, story), solid=True)


_LOOKS: dict[str, dict[str, object]] = {
    "strong": {"bold": True},
    "em": {"italic": True},
    "sub": {"vertical": "subscript"},
    "sup": {"vertical": "superscript"},
    "code": {"style": "Code"},
    "mark": {"style": "Missing"},
}


def _styled(tag: str, story: Story, look: Look) -> Look:
    changes = dict(_LOOKS[tag])
    if "style" in changes:
        changes["style"] = story.styles[str(changes["style"])]
    return replace(look, **changes)  # type: ignore[arg-type]


def _collapsed(text: str) -> str:
    """Make each run of blanks one blank, as HTML does; a no-break space is no blank."""
    if "\n" in text or "  " in text or "\t" in text or "\r" in text:
        lead = " " if text[0] in _BLANKS else ""
        tail = " " if text[-1] in _BLANKS else ""
        words = [word for word in text.replace("\t", " ").replace("\n", " ").replace("\r", " ").split(" ") if word]
        return lead + " ".join(words) + tail if words else " "
    return text


def _link(element: Element, story: Story, look: Look) -> Iterator[Piece]:
    href = element.get("href", "")
    linked = replace(look, style=story.styles["Hyperlink"])
    if not href.startswith("#"):
        yield Piece(markup=f'<w:hyperlink r:id="{story.attachments.link(href)}" w:history="1">', opens=True)
        yield from pieces(element, story, linked)
        yield Piece(markup="</w:hyperlink>")
    elif plain_text(element):
        yield Piece(markup=f'<w:hyperlink w:anchor="{story.bookmarks[href[1:]]}" w:history="1">', opens=True)
        yield from pieces(element, story, linked)
        yield Piece(markup="</w:hyperlink>")
    else:
        yield Piece(markup=_reference(href[1:], story, look), solid=True)


def _reference(key: str, story: Story, look: Look) -> str:
    """Return a reference whose number Word keeps right when tables or sections move."""
    entry, bookmark = story.document.outline.by_key[key], story.bookmarks[key]
    before, after = label(entry.kind, story.document.voice)
    properties = look.properties()
    if entry.kind in ("table", "figure"):
        return field(f"REF {bookmark} \\h", f"{before}{entry.number}{after}", properties)
    if not entry.number:
        return field(f"REF {bookmark} \\h", entry.text, properties)
    number = field(f"REF {bookmark} \\r \\h", entry.number, properties)
    return link_to_bookmark(bookmark, f"{run(before, properties)}{number}{run(after, properties)}")


def _control(element: Element, story: Story, inner: str, shown: str) -> str:
    names = "".join(
        f'<w:{name} w:val="{escaped(value[:64])}"/>'
        for name, value in (("alias", element.get("aria-label", "")), ("tag", element.get("name", "")))
        if value
    )
    return (
        f'<w:sdt><w:sdtPr>{names}<w:id w:val="{story.fresh_id()}"/>{inner}</w:sdtPr>'
        f"<w:sdtContent>{shown}</w:sdtContent></w:sdt>"
    )


_BOX_FONT = 'w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"'


def _check_box(element: Element, story: Story) -> str:
    ticked = element.get("checked") is not None
    font = f"<w:rPr><w:rFonts {_BOX_FONT}/></w:rPr>"
    states = (
        f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )
    return _control(element, story, states, run("☒" if ticked else "☐", font))


def _text_field(element: Element, story: Story) -> str:
    return _control(element, story, "<w:showingPlcHdr/><w:text/>", run("_" * int(element.get("size", "20"))))

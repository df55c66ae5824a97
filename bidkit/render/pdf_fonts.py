"""Give every glyph of a PDF the text that it stands for, so that copying and searching find what was written."""

import re
from math import ceil

import pydyf
from weasyprint.document import Document as Laid

_BATCH = 100  # entries that a block of a CMap may hold
_BLOCKS = re.compile(rb"\d+ beginbfchar\n.*?endbfchar\n", re.DOTALL)
_ENTRY = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")


def mend_fonts(laid: Laid, pdf: pydyf.PDF) -> None:
    """Put the text that glyphs were set from into the maps of fonts that fields use.

    WeasyPrint maps such a font by its character table alone: digits of other widths and ligatures then have no text,
    and common Chinese characters get the radical of the same shape.
    """
    dictionaries = {bytes(item["BaseFont"]): item for item in pdf.objects if _is_font(item)}
    for font in laid.fonts.values():
        if font.used_in_forms and font.name in dictionaries:
            number = int(bytes(dictionaries[font.name]["ToUnicode"]).split()[0])
            _mend(pdf.objects[number], font.to_unicode)


def _is_font(item: object) -> bool:
    return isinstance(item, pydyf.Dictionary) and item.get("Subtype") == "/Type0"


def _mend(stream: pydyf.Stream, used: dict[int, str]) -> None:
    text = b"\n".join(stream.stream)
    known = {int(glyph, 16): said for glyph, said in _ENTRY.findall(text)}
    known |= {glyph: said.encode("utf-16-be").hex().encode() for glyph, said in used.items()}
    entries = [b"<%04x> <%s>" % entry for entry in sorted(known.items())]
    blocks = [entries[_BATCH * n : _BATCH * (n + 1)] for n in range(ceil(len(entries) / _BATCH))]
    written = b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
    start = text.index(b"endcodespacerange\n") + len(b"endcodespacerange\n")
    stream.stream = [text[:start] + written + _BLOCKS.sub(b"", text[start:])]

"""Hostile PDF files, made when they are needed."""

import io
import struct
import zlib
from collections.abc import Callable, Sequence

import pikepdf

from tests.hostile.packing import MEGABYTE, zeros

_CATALOGUE, _PAGES = "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_BARE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
_DRAWING = "/XObject << /X 5 0 R >>"
_SHOWN = "BT /F 1 Tf (a) Tj ET"


def _pdf(*objects: str | bytes) -> bytes:
    """Return a PDF of these objects, the first of which is its catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + (body.encode() if isinstance(body, str) else body) + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def _stream(data: str | bytes, more: str = "") -> bytes:
    return _packed(zlib.compress(data.encode() if isinstance(data, str) else data, 9), more)


def _packed(data: bytes, more: str = "", filters: str = "/FlateDecode") -> bytes:
    return f"<< /Length {len(data)} /Filter {filters} {more} >>\nstream\n".encode() + data + b"\nendstream"


def _page(
    contents: str | bytes, *more: str | bytes, resources: str = "/Font << /F 5 0 R >>", at: str = "", times: int = 1
) -> bytes:
    """Return a PDF of one page, or of one several times; what it refers to are the objects from 5 on."""
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << {resources} >> >>"
    drawn = _stream(contents) if isinstance(contents, str) else contents
    pages = f"<< /Type /Pages /Kids [{'3 0 R ' * times}] /Count {times} >>"
    return _pdf(_CATALOGUE.replace(">>", f"{at} >>"), pages, page, drawn, *more)


def _form(contents: str, draws: int) -> bytes:
    """Return a drawing that draws another one."""
    kind = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
    return _stream(contents, f"{kind} /Resources << /XObject << /X {draws} 0 R >> >>")


def _within(objects: Sequence[str], promised: int = 3, filling: bytes = b"", told: str = "") -> bytes:
    """Return a PDF whose catalogue, pages and page stand in an object stream."""
    places = [sum(len(each) + 1 for each in objects[:at]) for at in range(len(objects))]
    head = "".join(f"{number} {place} " for number, place in enumerate(places, start=1))
    body = head.encode() + filling + "\n".join(objects).encode()
    first = len(head) + len(filling)
    out = b"%PDF-1.7\n4 0 obj\n" + _stream(body, f"/Type /ObjStm /N {promised} /First {first} {told}") + b"\nendobj\n"
    kept = ((0, 0, 65535), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, 9, 0), (1, len(out), 0))
    return out + _listed(b"".join(struct.pack(">BIH", *each) for each in kept), len(kept), len(out))


def _listed(rows: bytes, size: int, at: int, more: str = "") -> bytes:
    told = f"/Type /XRef /Size {size} /W [1 4 2] /Root 1 0 R {more}"
    return b"5 0 obj\n" + _stream(rows, told) + f"\nendobj\nstartxref\n{at}\n%%EOF".encode()


def _locked(word: str) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(out, encryption=pikepdf.Encryption(user=word, owner="4711"))
    return out.getvalue()


def _composite(mapped: str, widths: str = "") -> tuple[str, bytes]:
    """Return a font of two bytes for each character, and the table that says which character it is."""
    below = f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A {widths} >>"
    font = f"<< /Type /Font /Subtype /Type0 /BaseFont /A /ToUnicode 6 0 R /DescendantFonts [{below}] >>"
    return font, _stream(f"begincmap\n1 begincodespacerange\n<0000> <FFFFFFFF>\nendcodespacerange\n{mapped}\nendcmap")


_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_THREE = (_CATALOGUE, _PAGES, _BARE)

PDFS: dict[str, Callable[[], bytes]] = {
    "pages-in-a-circle.pdf": lambda: _pdf(_CATALOGUE, "<< /Type /Pages /Kids [2 0 R] /Count 9 >>"),
    "pages-that-multiply.pdf": lambda: _pdf(
        _CATALOGUE, *(f"<< /Type /Pages /Count 9 /Kids [{f'{n} 0 R ' * 10}] >>" for n in range(3, 15)), _BARE),
    "gigabyte-of-text.pdf": lambda: _page(_packed(zeros(1_000 * MEGABYTE))),
    "packed-twice.pdf": lambda: _page(
        _packed(zlib.compress(zeros(1_000 * MEGABYTE)), filters="[/FlateDecode /FlateDecode]")),
    "text-in-one-piece.pdf": lambda: _page(f"BT /F 1 Tf ({'a' * 4 * MEGABYTE}) Tj ET", _FONT, times=100),
    "operators-by-the-million.pdf": lambda: _page(f"{_SHOWN}\n" * 300_000, _FONT),
    "nested-without-end.pdf": lambda: _page("[" * MEGABYTE, _FONT),
    "drawings-that-multiply.pdf": lambda: _page(
        "/X Do " * 10, *(_form("/X Do " * 10, n) for n in range(6, 16)), _form("", 5), resources=_DRAWING),
    "drawing-in-a-circle.pdf": lambda: _page("/X Do", _form("/X Do /X Do", 5), resources=_DRAWING),
    "characters-by-the-billion.pdf": lambda: _page(
        _SHOWN, *_composite("1 beginbfrange\n<00000000> <FFFFFFFF> <0000>\nendbfrange")),
    "widths-by-the-billion.pdf": lambda: _page(_SHOWN, *_composite("", "/W [0 4000000000 500]")),
    "filter-that-is-a-program.pdf": lambda: _page(_packed(b"x", filters="/JBIG2Decode")),
    "script-on-opening.pdf": lambda: _page("", at="/OpenAction << /S /JavaScript /JS (app.launchURL) >>"),
    "program-on-opening.pdf": lambda: _page("", at="/OpenAction << /S /Launch /F (calc.exe) >>"),
    "fields-in-a-circle.pdf": lambda: _page("", "<< /T (a) /Kids [5 0 R] >>", at="/AcroForm << /Fields [5 0 R] >>"),
    "swollen-attachment.pdf": lambda: _page(
        "", "<< /Type /Filespec /F (a.zip) /EF << /F 6 0 R >> >>",
        _packed(zeros(1_000 * MEGABYTE), "/Type /EmbeddedFile"),
        at="/Names << /EmbeddedFiles << /Names [(a.zip) 5 0 R] >> >>"),
    # object streams
    "objects-swollen.pdf": lambda: _within(_THREE, filling=bytes(200 * MEGABYTE)),
    "objects-by-the-million.pdf": lambda: _within(_THREE, 5_000_000, b"9 0 " * 5_000_000),
    "objects-nested.pdf": lambda: _within((_CATALOGUE, _PAGES, "[" * MEGABYTE)),
    "objects-in-a-circle.pdf": lambda: _within(("5 0 R", "1 0 R", "2 0 R"), told="/Extends 4 0 R"),
    "objects-of-themselves.pdf": lambda: _within(("4 0 R", "4 0 R", "4 0 R")),
    "lists-in-a-circle.pdf": lambda: b"%PDF-1.7\n" + _listed(bytes(7), 1, 9, "/Prev 9"),
    "listed-by-the-million.pdf": lambda: b"%PDF-1.7\n" + _listed(
        struct.pack(">BIH", 1, 9, 0) * 3_000_000, 3_000_000, 9, "/Index [0 3000000]"),
    # no PDF, or not for us
    "junk.pdf": lambda: b"%PDF-1.7\njunk",
    "junk-of-zeros.pdf": lambda: b"%PDF-1.7\n" + bytes(10 * MEGABYTE),
    "junk-of-objects.pdf": lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 500_000,
    "locked.pdf": lambda: _locked("0815"),
    "locked-with-no-word.pdf": lambda: _locked(""),
}  # fmt: skip

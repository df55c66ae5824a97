"""PDF files in which one thing differs from what the document says."""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pikepdf

from tests.agreement.from_pdf import Node, Pages, Shown
from tests.agreement.pdf_content import Font

Instruction = pikepdf.ContentStreamInstruction


class PdfFile:
    """A PDF file that is open for changes."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.root: Any = self.pdf.Root

    def saved(self) -> bytes:
        buffer = io.BytesIO()
        self.pdf.save(buffer)
        return buffer.getvalue()

    # The structure tree
    def element(self, role: str, text: str = "") -> Any:
        """Return the first structure element of a role that holds a text."""
        return self.node(role, text).entries

    def node(self, role: str, text: str = "") -> Node:
        reader = Pages(self.pdf)
        nodes = (node for node in reader.tree.walk() if isinstance(node, Node) and node.role == role)
        return next(node for node in nodes if text in reader.text([node]).replace("\ue000", " "))

    def siblings(self, element: Any) -> Any:
        return element.P.K

    def place(self, element: Any) -> int:
        return next(at for at, kid in enumerate(element.P.K) if kid.objgen == element.objgen)

    def remove(self, element: Any) -> None:
        del self.siblings(element)[self.place(element)]

    # The pages' content
    def around(self, text: str, before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> None:
        """Put operators before and after the one that shows a text, given as operands and operator."""
        self._change(text, lambda shown, _font, _said: [*map(_instruction, before), shown, *map(_instruction, after)])

    def retype(self, old: str, new: str, *, times: int = 1) -> None:
        """Show another text in place of the first, or a later, one that holds it, in the same font."""
        self._change(old, lambda _shown, font, said: [_showing(font, said.replace(old, new, 1))], times)

    def retype_last(self, node: Node, old: str, new: str) -> None:
        """Show another text at the end of a structure element."""
        last = [kid for kid in node.walk() if isinstance(kid, Shown)][-1]
        assert last.piece.text.strip() == old
        self._change(old, lambda _shown, font, said: [_showing(font, said.replace(old, new))], mcid=last.piece.mcid)

    def _change(
        self, text: str, change: Callable[[Any, Font, str], list[Any]], times: int = 1, mcid: int | None = None
    ) -> None:
        for page in self.pdf.pages:
            done = list(pikepdf.parse_content_stream(page))
            fonts = {name: Font(entries) for name, entries in page.obj.Resources.Font.items()}
            font, inside = None, None
            for at, instruction in enumerate(done):
                font = fonts[str(instruction.operands[0])] if str(instruction.operator) == "Tf" else font
                inside = _mcid(instruction) if str(instruction.operator) == "BDC" else inside
                said = _said(instruction, font) if mcid in (None, inside) else ""
                times -= text in said
                if font is not None and text in said and not times:
                    done[at : at + 1] = change(instruction, font, said)
                    page.obj.Contents = self.pdf.make_stream(pikepdf.unparse_content_stream(done))
                    return
        raise LookupError(text)

    def append(self, content: str, page: int = 0) -> None:
        """Add content at the end of a page."""
        self.pdf.pages[page].contents_add(content.encode(), prepend=False)

    def map(self, character: str, text: str) -> None:
        """Let the glyphs of a character be read as another text."""
        old, new = (f"<{each.encode('utf-16-be').hex()}>".encode() for each in (character, text))
        for font in self.pdf.pages[0].obj.Resources.Font.values():
            stream = font.ToUnicode
            stream.write(stream.read_bytes().replace(b" " + old, b" " + new))


def _instruction(written: tuple[str, str]) -> Instruction:
    operands, operator = written
    return Instruction([pikepdf.Object.parse(each.encode()) for each in operands.split()], pikepdf.Operator(operator))


def _mcid(instruction: Any) -> int | None:
    properties = instruction.operands[1]
    return int(properties.MCID) if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties else None


def _said(instruction: Any, font: Font | None) -> str:
    if str(instruction.operator) != "TJ" or font is None:
        return ""
    return "".join(font.decode(bytes(part))[0] for part in instruction.operands[0] if isinstance(part, pikepdf.String))


def _showing(font: Font, text: str) -> Instruction:
    codes = {said: code for code, said in reversed(font.text.items())}
    shown = b"".join(codes[character].to_bytes(2, "big") for character in text)
    return Instruction([pikepdf.Array([pikepdf.String(shown)])], pikepdf.Operator("TJ"))


def _role(role: str) -> Callable[[str, str], Callable[[PdfFile], None]]:
    return lambda was, text: lambda file: setattr(file.element(was, text), "S", pikepdf.Name(f"/{role}"))


def _swap(file: PdfFile, first: Any, second: Any) -> None:
    kids = file.siblings(first)
    one, other = file.place(first), file.place(second)
    kids[one], kids[other] = kids[other], kids[one]


def _swap_cells(file: PdfFile) -> None:
    row = file.element("TR", "Guide frame")
    _swap(file, row.K[1], row.K[2])


def _merge_cells(file: PdfFile) -> None:
    row = file.element("TR", "Cabinet")
    row.K[1].A = pikepdf.Dictionary(O=pikepdf.Name("/Table"), ColSpan=2)
    row.K[1].K.extend(list(row.K[2].K))
    del row.K[2]


def _twice(file: PdfFile) -> None:
    paragraph = file.element("P", "16 weeks")
    file.siblings(paragraph).insert(file.place(paragraph), paragraph)


def _reorder(file: PdfFile) -> None:
    _swap(file, file.element("H2", "Terms"), file.element("H2", "Rebates"))


def _annotation(file: PdfFile, key: str) -> Any:
    return next(each for page in file.pdf.pages for each in page.obj.get("/Annots", []) if key in each)


def _link(file: PdfFile) -> None:
    _annotation(file, "/A").A.URI = pikepdf.String("https://example.com/methods")


def _destination(file: PdfFile) -> None:
    annotations = [each for page in file.pdf.pages for each in page.obj.get("/Annots", []) if "/Dest" in each]
    next(each for each in annotations if str(each.Dest) == "prices").Dest = pikepdf.String("terms")


def _field(file: PdfFile, **changes: Any) -> None:
    kind = "/Btn" if "AS" in changes else "/Tx"
    field = next(each for each in file.root.AcroForm.Fields if str(each.FT) == kind)
    for name, value in changes.items():
        field[f"/{name}"] = value


def _read_aloud(file: PdfFile) -> None:
    file.element("P", "16 weeks").ActualText = pikepdf.String("Delivery takes 18 weeks.")


def _chart_word(file: PdfFile) -> None:
    """Change a letter of a label, which is drawn letter by letter in a form of its own."""
    forms = [form for page in file.pdf.pages for form in page.obj.Resources.get("/XObject", {}).values()]
    for form in forms:
        font: Font | None = None
        done = list(pikepdf.parse_content_stream(form))
        for at, instruction in enumerate(done):
            if str(instruction.operator) == "Tf":
                font = Font(form.Resources.Font[str(instruction.operands[0])])
            if font is not None and _said(instruction, font) == "F":
                form.write(pikepdf.unparse_content_stream([*done[:at], _showing(font, "G"), *done[at + 1 :]]))
                return
    raise LookupError("F")


def _alternative(file: PdfFile) -> None:
    del file.element("Figure").Alt


def _drawn(file: PdfFile, text: str) -> None:
    """Draw a text that the structure knows nothing of."""
    page = file.pdf.pages[0]
    name, entries = next(iter(page.obj.Resources.Font.items()))
    shown = pikepdf.unparse_content_stream([_showing(Font(entries), text)]).decode("latin-1")
    start = f"q /Artifact BMC BT {name} 12 Tf 1 0 0 1 90 100 Tm "
    page.contents_add(start.encode() + shown.encode("latin-1") + b" ET EMC Q", prepend=False)


SEEDS: Mapping[str, tuple[Callable[[PdfFile], None], str]] = {
    "price changed": (
        lambda file: file.retype("€3,180.25", "€3,180.35"),
        "+cell | 3 | €3,180.35",
    ),
    "row missing": (
        lambda file: file.remove(file.element("TR", "Guide frame")),
        "-cell | 1 | Guide frame",
    ),
    "cells swapped": (
        _swap_cells,
        "+cell | 2 | €3,180.25",
    ),
    "heading demoted": (
        _role("H3")("H2", "Terms"),
        "+h3 | 1.1 Terms of delivery",
    ),
    "heading made a paragraph": (
        _role("P")("H2", "Terms"),
        "+text | 1.1 Terms of delivery",
    ),
    "text without ink": (
        lambda file: file.around("16 weeks", [("3", "Tr")], [("0", "Tr")]),
        "is painted without ink",
    ),
    "text white": (
        lambda file: file.around("16 weeks", [("1 1 1", "rg")], [("0 0 0", "rg")]),
        "March.' has the colour of what is under it",
    ),
    "text in the colour of its box": (
        lambda file: file.around("holds for 90", [("0.98 0.93 0.92", "rg")], [("0 0 0", "rg")]),
        "90 days.' has the colour of what is under it",
    ),
    "text of 1 pt": (
        lambda file: file.around("16 weeks", [("0.1 0 0 -0.1 100 300", "Tm")], []),
        "March.' is 1.0 pt high",
    ),
    "text off the page": (
        lambda file: file.around("16 weeks", [("1 0 0 -1 -900 300", "Tm")], []),
        "March.' stands outside of what is shown",
    ),
    "text painted over": (
        lambda file: file.append("q 1 1 1 rg 0 0 600 820 re f Q"),
        "March.' is painted over",
    ),
    "list item dropped": (
        lambda file: file.remove(file.element("LI", "peened")),
        "-item1 | • The springs are peened",
    ),
    "list starts elsewhere": (
        lambda file: file.retype("4.", "5."),
        "+item1 | 5. Load the stand",
    ),
    "caption renumbered": (
        lambda file: file.retype("Table 1", "Table 2", times=2),
        "+caption | Table 2 Prices of the parts",
    ),
    "alternative text lost": (
        _alternative,
        "+figure | \n",
    ),
    "word in a chart changed": (
        _chart_word,
        "Grames",
    ),
    "currency changed": (
        lambda file: file.retype("€3,180.25", "$3,180.25"),
        "+cell | 3 | $3,180.25",
    ),
    "cells merged": (
        _merge_cells,
        "+cell | 2 2x1 |",
    ),
    "header row not marked": (
        _role("TBody")("THead", ""),
        "+row | \n",
    ),
    "paragraph extra": (
        _twice,
        "+text | Delivery takes 16 weeks",
    ),
    "sections in another order": (
        _reorder,
        "+h2 | 1.2 Rebates",
    ),
    "link leads elsewhere": (
        _link,
        "→https://example.com/methods⟩",
    ),
    "reference leads elsewhere": (
        _destination,
        "⟨Table 1→1.1 Terms of delivery⟩",
    ),
    "contents name the wrong page": (
        lambda file: file.retype_last(file.node("LI", "2 Price"), "2", "1"),
        "the contents say page 1 for '2 Price'",
    ),
    "box ticked": (
        lambda file: _field(file, AS=pikepdf.Name("/on"), V=pikepdf.Name("/on")),
        "+text | [x] Spares",
    ),
    "field named otherwise": (
        lambda file: _field(file, T=pikepdf.String("travel")),
        "[___ travel]",
    ),
    "language wrong": (
        lambda file: setattr(file.root, "Lang", pikepdf.String("de")),
        "+language | de",
    ),
    "minus sign lost": (
        lambda file: file.retype("-€2,374.75", "€2,374.75"),
        "+cell | 3 | €2,374.75",
    ),
    "digits transposed": (
        lambda file: file.retype("€1,250.50", "€1,520.50"),
        "+cell | 3 | €1,520.50",
    ),
    "digits full-width": (
        lambda file: file.map("6", "６"),
        "1６ weeks",
    ),
    "soft hyphen inserted": (
        lambda file: file.map("w", "w\u00ad"),
        "w\u00adeeks",
    ),
    "zero-width space inserted": (
        lambda file: file.map("w", "w\u200b"),
        "w\u200beeks",
    ),
    "text drawn but not in the structure": (
        lambda file: _drawn(file, "Spares excluded"),
        "Spares excluded",
    ),
    "text in the structure read otherwise": (
        _read_aloud,
        "'Delivery takes 18 weeks.' is read aloud",
    ),
    "footer differs": (
        lambda file: file.retype("OF-0007", "OF-0008"),
        "+bottom | East Springs Ltd · OF-0008",
    ),
    "DRAFT gone from the header": (
        lambda file: file.retype("DRAFT", " ", times=2),
        "+top | Offer: coil springs\n",
    ),
    "DRAFT gone from the cover": (
        lambda file: file.remove(file.element("P", "DRAFT")),
        "-text | DRAFT",
    ),
    "title differs": (
        lambda file: file.pdf.docinfo.__setitem__("/Title", pikepdf.String("Offer: springs")),
        "+title | Offer: springs",
    ),
}


def seeded(data: bytes, name: str) -> bytes:
    """Return a PDF with one thing changed."""
    file = PdfFile(data)
    SEEDS[name][0](file)
    return file.saved()
